//! Changing what is said in a finding, and saying what becomes of it.

use chrono::{DateTime, Utc};
use domain::Ars;
use domain::blocker::Severity;
use domain::catalogue::Slug;
use domain::workshop::{Finding, FindingFacts, FindingId, FindingState, Verdict};
use serde_json::{Map, Value, json};

use super::find;
use crate::change::{Change, is_seen};
use crate::db::{Db, on, statements};
use crate::error::{ChangeError, StoreError, storable};
use crate::people::Author;
use crate::workshops::{HOSTS, changes};

statements! {
    UPDATE_FINDING = "UPDATE finding SET words = $2, kind = $3, criterion = $4, severity = $5, recommendation = $6, version = $7 WHERE id = $1";
    DELETE_SERVICES = "DELETE FROM finding_service WHERE finding = $1";
    DELETE_BODIES = "DELETE FROM finding_body WHERE finding = $1";
    INSERT_SERVICE = "INSERT INTO finding_service (finding, service) VALUES ($1, $2)";
    INSERT_BODY = "INSERT INTO finding_body (finding, body) VALUES ($1, $2)";
    SELECT_LAST_PLACE = "SELECT coalesce(max(place), 0) FROM finding";
    UPDATE_STATE = "UPDATE finding SET state = $2, rejection = $3, place = $4, editors_note = $5, version = $6 WHERE id = $1";
}

/// What is to become of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ruling<'a> {
    /// To be looked at again.
    New,
    /// Looked at.
    Checked,
    /// Goes to the end of the blueprint.
    Adopted,
    /// Is left out, for this reason, which is not empty.
    Rejected(&'a str),
}

impl Db {
    /// Changes what is said in a finding; returns its version. Facilitators and leads only.
    pub async fn change_finding(
        &self,
        id: FindingId,
        facts: &FindingFacts,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let (mut change, before) = begin(self, id, seen, author, now).await?;
        let version = change.version;
        on!(&mut change.tx, |connection| sqlx::query(UPDATE_FINDING)
            .bind(id.0)
            .bind(storable(&facts.words)?)
            .bind(facts.kind.as_str())
            .bind(facts.criterion.map(|criterion| criterion.0))
            .bind(facts.severity.map(Severity::as_str))
            .bind(facts.recommendation.as_deref().map(storable).transpose()?)
            .bind(version)
            .execute(connection)
            .await
            .map(|_| ()))?;
        let members = [
            (DELETE_SERVICES, INSERT_SERVICE, facts.services.iter().map(Slug::as_str).collect::<Vec<_>>()),
            (DELETE_BODIES, INSERT_BODY, facts.bodies.iter().map(Ars::as_str).collect()),
        ];
        for (delete, insert, keys) in members {
            on!(&mut change.tx, |connection| sqlx::query(delete)
                .bind(id.0)
                .execute(connection)
                .await
                .map(|_| ()))?;
            for key in keys {
                on!(&mut change.tx, |connection| sqlx::query(insert)
                    .bind(id.0)
                    .bind(key)
                    .execute(connection)
                    .await
                    .map(|_| ()))?;
            }
        }
        change.finish("finding.change", &subject(id), changes(told(&before.facts), told(facts))).await
    }

    /// Says what becomes of a finding; returns its version. Facilitators and leads only.
    ///
    /// A merged finding goes where the one goes that stands for it: [`ChangeError::NotThere`].
    pub async fn rule_on_finding(
        &self,
        id: FindingId,
        ruling: Ruling<'_>,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let (mut change, before) = begin(self, id, seen, author, now).await?;
        if before.merged_into.is_some() || matches!(ruling, Ruling::Rejected("")) {
            return Err(ChangeError::NotThere);
        }
        let (verdict, reason) = match ruling {
            Ruling::New => (Verdict::New, None),
            Ruling::Checked => (Verdict::Checked, None),
            Ruling::Adopted => (Verdict::Adopted, None),
            Ruling::Rejected(reason) => (Verdict::Rejected, Some(storable(reason)?)),
        };
        let (place, note) = match &before.state {
            // It keeps its place; elsewhere it would jump to the end.
            FindingState::Adopted(place) if verdict == Verdict::Adopted => {
                (Some(place.place), place.editors_note.as_deref())
            }
            _ if verdict == Verdict::Adopted => {
                let last: i64 = on!(&mut change.tx, |connection| sqlx::query_scalar(SELECT_LAST_PLACE)
                    .fetch_one(connection)
                    .await)?;
                (Some(last + 1), None)
            }
            _ => (None, None),
        };
        let version = change.version;
        on!(&mut change.tx, |connection| sqlx::query(UPDATE_STATE)
            .bind(id.0)
            .bind(verdict.as_str())
            .bind(reason)
            .bind(place)
            .bind(note)
            .bind(version)
            .execute(connection)
            .await
            .map(|_| ()))?;
        let mut detail = Map::new();
        let from = before.state.verdict().as_str();
        detail.insert("state".into(), json!({ "from": from, "to": verdict.as_str() }));
        if let Some(reason) = reason {
            detail.insert("reason".into(), json!(reason));
        }
        // What the editor wrote goes with the place: here it can still be read.
        if let Some(note) = before.editors_note().filter(|_| note.is_none()) {
            detail.insert("note".into(), json!({ "from": note, "to": null }));
        }
        change.finish("finding.rule", &subject(id), Value::Object(detail)).await
    }
}

/// Begins a change of a finding that the author has seen as it is.
pub(super) async fn begin<'a>(
    db: &Db,
    id: FindingId,
    seen: i64,
    author: impl Into<Author<'a>>,
    now: DateTime<Utc>,
) -> Result<(Change<'a>, Finding), ChangeError> {
    let mut change = Change::begin(db, author, now).await?;
    change.only(&HOSTS)?;
    let before = find(&mut change.tx, id).await?.ok_or(ChangeError::NotThere)?;
    is_seen(Some(before.version), seen)?;
    Ok((change, before))
}

/// The key under which history and audit know a finding.
pub(super) fn subject(id: FindingId) -> String {
    format!("finding/{id}")
}

/// What is said in a finding, as history and audit keep it.
fn told(facts: &FindingFacts) -> Map<String, Value> {
    let services: Vec<&str> = facts.services.iter().map(Slug::as_str).collect();
    let bodies: Vec<&str> = facts.bodies.iter().map(Ars::as_str).collect();
    let told = [
        ("words", json!(facts.words)),
        ("kind", json!(facts.kind.as_str())),
        ("criterion", json!(facts.criterion.map(|criterion| criterion.0))),
        ("severity", json!(facts.severity.map(Severity::as_str))),
        ("recommendation", json!(facts.recommendation)),
        ("services", json!(services)),
        ("seen_in", json!(bodies)),
    ];
    told.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Gives a finding another version, so that readers read it anew.
pub(super) async fn touch(
    change: &mut Change<'_>,
    statement: &'static str,
    id: FindingId,
    value: Option<i64>,
) -> Result<(), StoreError> {
    let version = change.version;
    on!(&mut change.tx, |connection| sqlx::query(statement)
        .bind(id.0)
        .bind(value)
        .bind(version)
        .execute(connection)
        .await
        .map(|_| ()))?;
    Ok(())
}
