//! Telling a demonstration: all or nothing, once, and on from where it ended.

use chrono::{DateTime, TimeDelta, Utc};
use domain::rollout::{RolloutKey, StatusEntry};
use domain::stage::Stage;

use super::database::{TestDatabase, on_each_engine};
use super::samples::{actor, at, day, entry, kelheim, record, rollout};
use crate::{DemoError, HistoricEvent, ReadModel, StoreError};

/// A year of entries at three rollouts, in order of recording: some back-dated, some taken back days later,
/// two by the same clock, one in the last second of a day of Berlin and one in the first of the next.
fn history() -> Vec<HistoricEvent> {
    let rollouts =
        [kelheim(), rollout("092735218", "wohnsitzanmeldung"), rollout("096610000000", "waffenrecht")];
    let mut history: Vec<HistoricEvent> = (0..120_i64)
        .map(|number| {
            let place = usize::try_from(number).unwrap();
            let recorded_at = at("2025-10-01T07:00:00Z") + TimeDelta::hours(number / 2 * 140);
            let stage = Stage::ALL[place % Stage::ALL.len()];
            let retracted = (number % 7 == 0)
                .then(|| (recorded_at + TimeDelta::days(number % 40), format!("Grund {number}")));
            HistoricEvent {
                rollout: rollouts[place % rollouts.len()].clone(),
                entry: StatusEntry {
                    note: Some(format!("Nr. {number}")),
                    ..entry(stage, &domain::Day::of(recorded_at).plus(-(number % 5)).to_string())
                },
                recorded_at,
                retracted,
            }
        })
        .collect();
    for instant in ["2026-03-31T21:59:59.999999Z", "2026-03-31T22:00:00Z"] {
        history.push(HistoricEvent {
            rollout: kelheim(),
            entry: entry(Stage::Live, "2026-03-30"),
            recorded_at: at(instant),
            retracted: Some((at("2026-03-31T22:00:00Z"), "um Mitternacht".to_owned())),
        });
    }
    history.sort_by_key(|event| event.recorded_at);
    history
}

async fn tell(database: &TestDatabase, until: &str) -> Result<(), DemoError> {
    database.db.tell_demo(&history(), day(until), &actor(), |_| ()).await
}

type Told = (RolloutKey, DateTime<Utc>, StatusEntry, Option<(DateTime<Utc>, String)>);

/// All that was told, without the ids, and the versions of the rollouts.
async fn told(database: &TestDatabase) -> (Vec<Told>, Vec<(String, String, i64)>) {
    let situation = ReadModel::new(database.db.clone()).current().await.unwrap().situation;
    let mut told: Vec<Told> = situation
        .histories()
        .flat_map(|(_, history)| history.events())
        .map(|event| {
            let retraction = event.retraction.as_ref().map(|r| (r.recorded_at, r.reason.clone()));
            (event.rollout.clone(), event.recorded_at, event.entry.clone(), retraction)
        })
        .collect();
    told.sort_by(|a, b| (&a.0, a.1, &a.2.note).cmp(&(&b.0, b.1, &b.2.note)));
    let versions: Vec<(String, String, i64)> =
        database.rows("SELECT authority, service, version FROM rollout ORDER BY authority, service").await;
    for (authority, service, version) in &versions {
        assert_eq!(situation.history(&rollout(authority, service)).unwrap().version(), *version);
    }
    (told, versions)
}

/// What the history says of all that was recorded up to that day.
fn expected(until: &str) -> Vec<Told> {
    let until = day(until).plus(1).start();
    let mut expected: Vec<Told> = history()
        .into_iter()
        .filter(|event| event.recorded_at < until)
        .map(|event| {
            (event.rollout, event.recorded_at, event.entry, event.retracted.filter(|(at, _)| *at < until))
        })
        .collect();
    expected.sort_by(|a, b| (&a.0, a.1, &a.2.note).cmp(&(&b.0, b.1, &b.2.note)));
    expected
}

#[tokio::test]
async fn it_is_told_up_to_its_day_and_says_so() {
    on_each_engine(async |database| {
        assert_eq!(database.db.demo_until().await.unwrap(), None);
        let mut steps = Vec::new();
        let progress = |step| steps.push(step);
        database.db.tell_demo(&history(), day("2026-03-31"), &actor(), progress).await.unwrap();
        assert_eq!(database.db.demo_until().await.unwrap(), Some(day("2026-03-31")));
        assert_eq!(told(database).await.0, expected("2026-03-31"));
        assert!(steps.is_sorted() && steps.last() == Some(&history().len()), "{steps:?}");
        let [(action, who, detail)]: [(String, String, String); 1] =
            database.rows("SELECT action, actor, detail FROM audit").await.try_into().unwrap();
        assert_eq!((action.as_str(), who), ("demo.tell", actor().id));
        assert_eq!(detail, r#"{"until":"2026-03-31"}"#);
    })
    .await;
}

#[tokio::test]
async fn telling_it_again_changes_nothing() {
    on_each_engine(async |database| {
        tell(database, "2026-03-31").await.unwrap();
        let before = database.extent().await;
        tell(database, "2026-03-31").await.unwrap();
        tell(database, "2025-12-24").await.unwrap();
        assert_eq!(database.extent().await, before);
        assert_eq!(database.db.demo_until().await.unwrap(), Some(day("2026-03-31")));
    })
    .await;
}

#[tokio::test]
async fn told_on_from_day_to_day_it_is_the_same_as_told_at_once() {
    on_each_engine(async |database| {
        for until in ["2025-09-30", "2025-10-01", "2025-11-07", "2026-03-30", "2026-03-31", "2026-04-01"] {
            tell(database, until).await.unwrap();
            assert_eq!(told(database).await.0, expected(until), "{until}");
        }
        // In demo mode people may enter things too; that does not end the demonstration.
        record(&database.db, &rollout("09375", "fuehrerschein"), &entry(Stage::Live, "2026-04-01")).await;
        tell(database, "2026-11-23").await.unwrap();
        let all = expected("2026-11-23");
        assert!(all.iter().any(|(.., retracted)| retracted.is_some()) && all.len() > 100);
        let (mut found, _) = told(database).await;
        found.retain(|(rollout, ..)| rollout.authority != super::samples::ars("09375"));
        assert_eq!(found, all);
    })
    .await;
}

#[tokio::test]
async fn entries_that_are_real_are_left_alone() {
    on_each_engine(async |database| {
        record(&database.db, &kelheim(), &entry(Stage::Live, "2026-11-02")).await;
        let before = database.extent().await;
        let refused = tell(database, "2026-11-23").await;
        assert!(matches!(refused, Err(DemoError::RealEntries)), "{refused:?}");
        assert_eq!(database.extent().await, before);
        assert_eq!(database.db.demo_until().await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn a_demonstration_that_fails_half_way_is_not_told_at_all() {
    on_each_engine(async |database| {
        let before = database.extent().await;
        let mut history = history();
        history.last_mut().unwrap().rollout = rollout("09273", "hundesteuer");
        let failed = database.db.tell_demo(&history, day("2026-11-23"), &actor(), |_| ()).await;
        assert!(matches!(failed, Err(DemoError::Store(StoreError::Database(_)))), "{failed:?}");
        assert_eq!(database.extent().await, before);
        assert_eq!(database.db.demo_until().await.unwrap(), None);
        tell(database, "2026-11-23").await.unwrap();
    })
    .await;
}
