//! Short ways to write what the tests are about.

use chrono::{DateTime, Utc};
use domain::catalogue::Slug;
use domain::rollout::{Actor, RolloutKey, StatusEntry};
use domain::stage::Stage;
use domain::{Ars, Day};

use crate::{Db, Recorded};

pub(crate) fn ars(text: &str) -> Ars {
    text.parse().unwrap()
}

pub(crate) fn slug(text: &str) -> Slug {
    text.parse().unwrap()
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// The morning on which the tests play.
pub(crate) fn now() -> DateTime<Utc> {
    at("2026-11-23T08:30:00Z")
}

pub(crate) fn rollout(authority: &str, service: &str) -> RolloutKey {
    RolloutKey { authority: ars(authority), service: slug(service) }
}

/// Driving licences of the Landkreis Kelheim.
pub(crate) fn kelheim() -> RolloutKey {
    rollout("09273", "fuehrerschein")
}

pub(crate) fn entry(stage: Stage, effective_on: &str) -> StatusEntry {
    StatusEntry {
        stage,
        effective_on: day(effective_on),
        planned_on: None,
        vendor: None,
        link: None,
        note: None,
    }
}

pub(crate) fn actor() -> Actor {
    Actor { id: "7f3a".to_owned(), name: "Erika Mustermann".to_owned() }
}

/// Records without having looked.
pub(crate) async fn record(db: &Db, rollout: &RolloutKey, entry: &StatusEntry) -> Recorded {
    db.record_status(rollout, entry, None, &actor(), now()).await.unwrap()
}
