//! What goes in comes out: texts, days and instants, alike on both engines.

use domain::rollout::{Actor, RolloutEvent, StatusEntry};
use domain::stage::Stage;

use super::database::{TestDatabase, on_each_engine};
use super::samples::{actor, at, day, entry, kelheim, now, record, rollout};
use crate::{ReadModel, RecordError};

/// The events of Kelheim's driving licences in the order of recording.
async fn events(database: &TestDatabase) -> Vec<RolloutEvent> {
    let picture = ReadModel::new(database.db.clone()).current().await.unwrap();
    let mut events = picture.situation.history(&kelheim()).unwrap().events().to_vec();
    events.sort_by_key(|event| event.id);
    events
}

const TEXTS: [&str; 13] = [
    "Übergrößenträger: ÄÖÜäöüß ẞ",
    "zusammengesetzt: a\u{308}, und \u{feff}\u{200b}\u{202e}unsichtbar",
    "🏛️ 👩🏽‍💻 🇩🇪 𝄞",
    "'; DROP TABLE rollout_event; --",
    r#"'einfach' "doppelt" „deutsch“ `rückwärts` \schräg\ "#,
    "Zeile 1\nZeile 2\r\nZeile 3\tTabulator",
    "$1 ? ?1 :name @name %s {} %00 &amp; <b>fett</b>",
    "",
    " ",
    "NULL",
    "\u{1}\u{1f}\u{7f}\u{85}",
    "2026-03-01",
    "0012",
];

#[tokio::test]
async fn texts_come_back_to_the_letter() {
    on_each_engine(async |database| {
        for text in TEXTS {
            let text = || Some(text.to_owned());
            let entry = StatusEntry {
                vendor: text(),
                link: text(),
                note: text(),
                ..entry(Stage::Live, "2026-11-02")
            };
            let event = record(&database.db, &kelheim(), &entry).await.event;
            let who = Actor { id: "7f3a".to_owned(), name: text().unwrap() };
            database.db.retract(event, &text().unwrap(), None, &who, now()).await.unwrap();
            let found = events(database).await.pop().unwrap();
            assert_eq!(found.entry, entry);
            let retraction = found.retraction.unwrap();
            assert_eq!((Some(retraction.reason), Some(retraction.actor.name)), (text(), text()));
        }
        assert_eq!(events(database).await.len(), TEXTS.len());
    })
    .await;
}

#[tokio::test]
async fn a_text_with_nul_is_an_error_and_leaves_nothing_behind() {
    on_each_engine(async |database| {
        let event = record(&database.db, &kelheim(), &entry(Stage::Live, "2026-11-02")).await.event;
        let before = database.extent().await;
        let nul = || Some("Bürger\0büro".to_owned());
        let plain = || entry(Stage::Live, "2026-11-02");
        for entry in [
            StatusEntry { vendor: nul(), ..plain() },
            StatusEntry { link: nul(), ..plain() },
            StatusEntry { note: nul(), ..plain() },
            // At a NUL some functions stop counting.
            StatusEntry { note: Some("\0".to_owned() + &"x".repeat(5_000)), ..plain() },
        ] {
            let failed = database.db.record_status(&kelheim(), &entry, None, &actor(), now()).await;
            assert!(matches!(failed, Err(RecordError::Store(_))), "{failed:?}");
        }
        for who in
            [Actor { id: "7f\0ff".to_owned(), ..actor() }, Actor { name: "Erika\0".to_owned(), ..actor() }]
        {
            let failed = database.db.record_status(&kelheim(), &plain(), None, &who, now()).await;
            assert!(matches!(failed, Err(RecordError::Store(_))), "{failed:?}");
        }
        let failed = database.db.retract(event, "\0", None, &actor(), now()).await;
        assert!(matches!(failed, Err(RecordError::Store(_))), "{failed:?}");
        assert_eq!(database.extent().await, before);
    })
    .await;
}

#[tokio::test]
async fn instants_come_back_to_the_microsecond() {
    on_each_engine(async |database| {
        // Both changes of the clocks of 2026 in Berlin, midnights, a leap day, fractions of every length.
        let instants = [
            "2024-02-29T22:59:59.999999Z",
            "2024-02-29T23:00:00Z",
            "2026-03-29T00:59:59.999999Z",
            "2026-03-29T01:00:00Z",
            "2026-06-30T22:00:00.5Z",
            "2026-10-25T00:30:00.000001Z",
            "2026-10-25T01:30:00.000001Z",
            "2026-11-22T23:00:00.120Z",
            "2026-12-31T22:59:59.999Z",
            "2026-12-31T23:00:00.100100Z",
        ];
        for instant in instants {
            let live = entry(Stage::Live, "2026-11-02");
            database.db.record_status(&kelheim(), &live, None, &actor(), at(instant)).await.unwrap();
        }
        let found: Vec<_> = events(database).await.into_iter().map(|event| event.recorded_at).collect();
        assert_eq!(found, instants.map(at));
    })
    .await;
}

#[tokio::test]
async fn what_is_finer_than_a_microsecond_is_cut_off_alike() {
    on_each_engine(async |database| {
        let live = entry(Stage::Live, "2026-11-02");
        let fine = at("2026-11-23T08:30:00.123456999Z");
        let event = database.db.record_status(&kelheim(), &live, None, &actor(), fine).await.unwrap().event;
        database.db.retract(event, "falsch", None, &actor(), fine).await.unwrap();
        let [event] = events(database).await.try_into().unwrap();
        assert_eq!(event.recorded_at, at("2026-11-23T08:30:00.123456Z"));
        assert_eq!(event.retraction.unwrap().recorded_at, event.recorded_at);
    })
    .await;
}

#[tokio::test]
async fn days_and_stages_come_back() {
    on_each_engine(async |database| {
        let days = ["2010-01-01", "2024-02-29", "2026-03-29", "2026-10-25", "2026-12-31", "2051-12-31"];
        let entries: Vec<StatusEntry> = Stage::ALL
            .into_iter()
            .zip(days.iter().cycle())
            .map(|(stage, on)| StatusEntry { planned_on: Some(day(on).plus(1)), ..entry(stage, on) })
            .collect();
        for entry in &entries {
            record(&database.db, &kelheim(), entry).await;
        }
        // Records of others do not mix in.
        record(&database.db, &rollout("09375", "fuehrerschein"), &entry(Stage::Live, "2026-11-02")).await;
        let found: Vec<_> = events(database).await.into_iter().map(|event| event.entry).collect();
        assert_eq!(found, entries);
    })
    .await;
}
