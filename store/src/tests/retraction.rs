//! Taking an entry back: it stays in the history and no longer counts.

use domain::rollout::Viewpoint;
use domain::stage::Stage;

use super::database::on_each_engine;
use super::samples::{actor, at, day, entry, kelheim, now, record, rollout};
use crate::{ReadModel, RecordError};

#[tokio::test]
async fn the_history_shows_the_entry_and_why_it_was_taken_back() {
    on_each_engine(async |database| {
        record(&database.db, &kelheim(), &entry(Stage::Testing, "2026-10-01")).await;
        let wrong = record(&database.db, &kelheim(), &entry(Stage::Live, "2026-11-02")).await;
        let later = at("2026-11-24T09:00:00.000001Z");
        let reason = "Landkreis verwechselt: gemeint war Regensburg";
        let version = database.db.retract(wrong.event, reason, Some(2), &actor(), later).await.unwrap();
        assert_eq!(version, 3);

        let picture = ReadModel::new(database.db.clone()).current().await.unwrap();
        let history = picture.situation.history(&kelheim()).unwrap();
        assert_eq!(history.version(), version);
        let [kept, taken_back] = history.events() else { panic!("{history:?}") };
        assert_eq!(kept.retraction, None);
        let retraction = taken_back.retraction.as_ref().unwrap();
        assert_eq!((retraction.reason.as_str(), retraction.recorded_at), (reason, later));
        assert_eq!(retraction.actor, actor());
        let today = Viewpoint::on(day("2026-11-24"));
        assert_eq!(history.stage(today), Stage::Testing);
        assert_eq!(history.stage(Viewpoint { known_on: Some(day("2026-11-23")), ..today }), Stage::Live);
    })
    .await;
}

#[tokio::test]
async fn only_an_entry_that_still_counts_can_be_taken_back() {
    on_each_engine(async |database| {
        let event = record(&database.db, &kelheim(), &entry(Stage::Live, "2026-11-02")).await.event;
        database.db.retract(event, "falsch", None, &actor(), now()).await.unwrap();
        let before = database.extent().await;
        for (event, seen) in
            [(event, None), (event, Some(2)), (event + 1, None), (-1, None), (i64::MAX, Some(0))]
        {
            let refused = database.db.retract(event, "noch einmal", seen, &actor(), now()).await;
            assert!(matches!(refused, Err(RecordError::NoSuchEvent)), "{event}, {seen:?}: {refused:?}");
        }
        assert_eq!(database.extent().await, before);
    })
    .await;
}

#[tokio::test]
async fn a_stale_retraction_is_refused_and_nothing_is_written() {
    on_each_engine(async |database| {
        let event = record(&database.db, &kelheim(), &entry(Stage::Live, "2026-11-02")).await.event;
        record(&database.db, &kelheim(), &entry(Stage::Suspended, "2026-11-10")).await;
        // What happens to another rollout does not make this one stale.
        record(&database.db, &rollout("09375", "fuehrerschein"), &entry(Stage::Live, "2026-11-10")).await;
        let before = database.extent().await;
        for seen in [0, 1, 3] {
            let refused = database.db.retract(event, "falsch", Some(seen), &actor(), now()).await;
            assert!(matches!(refused, Err(RecordError::Stale { current: 2 })), "{seen}: {refused:?}");
        }
        assert_eq!(database.extent().await, before);
        assert_eq!(database.db.retract(event, "falsch", Some(2), &actor(), now()).await.unwrap(), 3);
    })
    .await;
}

#[tokio::test]
async fn after_a_retraction_the_next_entry_goes_on_from_its_version() {
    on_each_engine(async |database| {
        let live = entry(Stage::Live, "2026-11-02");
        let event = record(&database.db, &kelheim(), &live).await.event;
        database.db.retract(event, "falsch", Some(1), &actor(), now()).await.unwrap();
        let stale = database.db.record_status(&kelheim(), &live, Some(1), &actor(), now()).await;
        assert!(matches!(stale, Err(RecordError::Stale { current: 2 })), "{stale:?}");
        let again = database.db.record_status(&kelheim(), &live, Some(2), &actor(), now()).await.unwrap();
        assert_eq!(again.version, 3);
    })
    .await;
}
