//! Recording a status: event, audit row and version together, or nothing at all.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::catalogue::Selection;
use domain::coverage::Scope;
use domain::rollout::{Actor, Viewpoint};
use domain::stage::Stage;
use serde_json::{Value, json};

use super::database::on_each_engine;
use super::samples::{actor, ars, at, day, entry, kelheim, now, record, rollout};
use crate::{ReadModel, RecordError, Recorded, StoreError};

/// Id, authority, service, stage, since when, recorded when and by whom.
type EventRow = (i64, String, String, String, NaiveDate, DateTime<Utc>, String);

#[tokio::test]
async fn an_entry_leaves_an_event_an_audit_row_and_a_version() {
    on_each_engine(async |database| {
        let before = database.extent().await;
        let first = record(&database.db, &kelheim(), &entry(Stage::Testing, "2026-10-01")).await;
        let second = database
            .db
            .record_status(&kelheim(), &entry(Stage::Live, "2026-11-02"), Some(1), &actor(), now())
            .await
            .unwrap();
        assert_eq!((first.version, second.version), (1, 2));
        assert!(second.event > first.event);

        let after = database.extent().await;
        assert_eq!(after.events, before.events + 2);
        assert_eq!(after.audit, before.audit + 2);
        assert_eq!(after.versions, before.versions + 2);
        assert_eq!(after.data_version, before.data_version + 2);

        let events: Vec<EventRow> = database
            .rows("SELECT id, authority, service, stage, effective_on, recorded_at, actor FROM rollout_event ORDER BY id")
            .await;
        let row = |id, stage: &str, on: &str| {
            (id, "09273".into(), "fuehrerschein".into(), stage.into(), day(on).date(), now(), actor().id)
        };
        assert_eq!(
            events,
            [row(first.event, "testing", "2026-10-01"), row(second.event, "live", "2026-11-02")]
        );
    })
    .await;
}

#[tokio::test]
async fn the_audit_tells_what_became_of_what_and_names_nobody() {
    on_each_engine(async |database| {
        let first = record(&database.db, &kelheim(), &entry(Stage::Testing, "2026-10-01")).await;
        record(&database.db, &kelheim(), &entry(Stage::Live, "2026-11-02")).await;
        database.db.retract(first.event, "verwechselt", None, &actor(), now()).await.unwrap();
        let audit: Vec<(DateTime<Utc>, String, String, String, String)> =
            database.rows("SELECT recorded_at, actor, action, subject, detail FROM audit ORDER BY id").await;
        assert!(
            audit.iter().all(|row| row.0 == now() && row.1 == actor().id && row.3 == "09273/fuehrerschein")
        );
        let told: Vec<(&str, Value)> =
            audit.iter().map(|row| (row.2.as_str(), serde_json::from_str(&row.4).unwrap())).collect();
        let set = |event: i64, from: Option<&str>, to: &str, on: &str, version: i64| {
            let stage = json!({ "from": from, "to": to });
            json!({ "event": event, "stage": stage, "effective_on": on, "version": version })
        };
        assert_eq!(
            told,
            [
                ("status.set", set(first.event, None, "testing", "2026-10-01", 1)),
                ("status.set", set(first.event + 1, Some("testing"), "live", "2026-11-02", 2)),
                ("status.retract", json!({ "event": first.event, "reason": "verwechselt", "version": 3 })),
            ]
        );
        for word in actor().name.split(' ') {
            assert!(!format!("{audit:?}").contains(word), "the audit names {word}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_stale_version_is_refused_with_the_current_one_and_nothing_is_written() {
    on_each_engine(async |database| {
        record(&database.db, &kelheim(), &entry(Stage::Ordered, "2026-09-01")).await;
        record(&database.db, &kelheim(), &entry(Stage::Testing, "2026-10-01")).await;
        let before = database.extent().await;
        let newcomer = Actor { id: "0815".to_owned(), name: "Max Mustermann".to_owned() };
        for seen in [0, 1, 3, -1, i64::MAX] {
            let refused = database
                .db
                .record_status(&kelheim(), &entry(Stage::Live, "2026-11-02"), Some(seen), &newcomer, now())
                .await;
            assert!(matches!(refused, Err(RecordError::Stale { current: 2 })), "{seen}: {refused:?}");
        }
        assert_eq!(database.extent().await, before);
    })
    .await;
}

#[tokio::test]
async fn nothing_recorded_yet_is_version_0() {
    on_each_engine(async |database| {
        let live = entry(Stage::Live, "2026-11-02");
        let refused = database.db.record_status(&kelheim(), &live, Some(1), &actor(), now()).await;
        assert!(matches!(refused, Err(RecordError::Stale { current: 0 })), "{refused:?}");
        let recorded = database.db.record_status(&kelheim(), &live, Some(0), &actor(), now()).await;
        assert!(matches!(recorded, Ok(Recorded { version: 1, .. })), "{recorded:?}");
        // Another service of the same authority has a version of its own.
        let other = rollout("09273", "waffenrecht");
        let recorded = database.db.record_status(&other, &live, Some(0), &actor(), now()).await;
        assert!(matches!(recorded, Ok(Recorded { version: 1, .. })), "{recorded:?}");
    })
    .await;
}

#[tokio::test]
async fn a_write_that_fails_leaves_nothing_behind() {
    on_each_engine(async |database| {
        let recorded = record(&database.db, &kelheim(), &entry(Stage::Testing, "2026-10-01")).await;
        let before = database.extent().await;
        let stranger = Actor { id: "0815".to_owned(), name: "Max Mustermann".to_owned() };
        let with_note = |note: String| domain::rollout::StatusEntry {
            note: Some(note),
            ..entry(Stage::Live, "2026-11-02")
        };
        for (rollout, entry) in [
            (kelheim(), with_note("ä".repeat(4_001))),
            (kelheim(), with_note("🚗".repeat(4_001))),
            (rollout("09273", "hundesteuer"), entry(Stage::Live, "2026-11-02")),
        ] {
            let failed = database.db.record_status(&rollout, &entry, None, &stranger, now()).await;
            assert!(matches!(failed, Err(RecordError::Store(StoreError::Database(_)))), "{failed:?}");
        }
        assert_eq!(database.extent().await, before);
        // The failures do not stand in the way of what comes next.
        let note = "🚗".repeat(4_000);
        let next = record(&database.db, &kelheim(), &with_note(note)).await;
        assert_eq!(next.version, recorded.version + 1);
    })
    .await;
}

#[tokio::test]
async fn a_clock_that_was_set_back_does_not_turn_the_order_round() {
    on_each_engine(async |database| {
        let late = now() + TimeDelta::hours(30);
        let model = ReadModel::new(database.db.clone());
        database
            .db
            .record_status(&kelheim(), &entry(Stage::Live, "2026-11-20"), None, &actor(), late)
            .await
            .unwrap();
        // The correction for the same day comes later, whatever the clock says.
        let correction = record(&database.db, &kelheim(), &entry(Stage::Pilot, "2026-11-20")).await;
        database.db.retract(correction.event, "doch", None, &actor(), now()).await.unwrap();
        record(&database.db, &kelheim(), &entry(Stage::Testing, "2026-11-20")).await;

        let situation = model.current().await.unwrap().situation;
        let history = situation.history(&kelheim()).unwrap();
        let stages: Vec<_> = history.events().iter().map(|event| event.entry.stage).collect();
        assert_eq!(stages, [Stage::Live, Stage::Pilot, Stage::Testing]);
        assert!(history.events().iter().all(|event| event.recorded_at == late));
        assert_eq!(history.events()[1].retraction.as_ref().unwrap().recorded_at, late);
        assert_eq!(history.stage(Viewpoint::on(day("2026-11-23"))), Stage::Testing);
        let before_any_was_known =
            Viewpoint { known_on: Some(day("2026-11-23")), ..Viewpoint::on(day("2026-11-23")) };
        let coverage =
            situation.coverage(&Selection::Total, Scope::Within(ars("09273")), before_any_was_known);
        assert_eq!(coverage.communes.unknown, coverage.communes.total);

        // A clock that goes right again is believed again.
        let next = at("2026-12-24T18:00:00Z");
        database
            .db
            .record_status(&kelheim(), &entry(Stage::Live, "2026-12-24"), None, &actor(), next)
            .await
            .unwrap();
        let situation = model.current().await.unwrap().situation;
        assert_eq!(situation.history(&kelheim()).unwrap().events().last().unwrap().recorded_at, next);
    })
    .await;
}
