//! Many writers at once, through handles of their own as several processes would have them.

use std::time::Duration;

use domain::rollout::RolloutKey;
use domain::stage::Stage;
use tokio::task::JoinSet;

use super::database::on_each_engine;
use super::samples::{actor, entry, kelheim, now, record, rollout};
use crate::{Db, ReadModel, RecordError, Recorded};

const WRITERS: usize = 24;

async fn record_at_once(
    handles: &[Db],
    rollouts: &[RolloutKey],
    seen: Option<i64>,
) -> Vec<Result<Recorded, RecordError>> {
    let mut writing = JoinSet::new();
    for number in 0..WRITERS {
        let db = handles[number % handles.len()].clone();
        let rollout = rollouts[number % rollouts.len()].clone();
        writing.spawn(async move {
            let live = entry(Stage::Live, "2026-11-02");
            db.record_status(&rollout, &live, seen, &actor(), now()).await
        });
    }
    writing.join_all().await
}

#[tokio::test(flavor = "multi_thread")]
async fn of_writers_who_saw_the_same_exactly_one_wins() {
    on_each_engine(async |database| {
        let handles = [database.db.clone(), database.other().await];
        record(&database.db, &kelheim(), &entry(Stage::Testing, "2026-10-01")).await;
        let before = database.extent().await;
        let results = record_at_once(&handles, &[kelheim()], Some(1)).await;
        let won = results.iter().filter(|result| matches!(result, Ok(Recorded { version: 2, .. }))).count();
        let lost =
            results.iter().filter(|result| matches!(result, Err(RecordError::Stale { current: 2 }))).count();
        assert_eq!((won, lost), (1, WRITERS - 1), "{results:?}");
        let after = database.extent().await;
        assert_eq!((after.events, after.audit, after.versions), (before.events + 1, before.audit + 1, 2));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn writers_who_looked_at_nothing_are_all_recorded_one_after_the_other() {
    on_each_engine(async |database| {
        let handles = [database.db.clone(), database.other().await];
        let first = record(&database.db, &kelheim(), &entry(Stage::Testing, "2026-10-01")).await;
        let results = record_at_once(&handles, &[kelheim()], None).await;
        let mut recorded: Vec<_> = results.into_iter().map(Result::unwrap).collect();
        recorded.sort_by_key(|recorded| recorded.event);
        let expected: Vec<_> = (1..=i64::try_from(WRITERS).unwrap())
            .map(|next| Recorded { event: first.event + next, version: first.version + next })
            .collect();
        assert_eq!(recorded, expected);
    })
    .await;
}

/// A reader goes on from the last id it has seen. If an id became visible after a greater one, its event would
/// be missed for good.
#[tokio::test(flavor = "multi_thread")]
async fn a_reader_misses_nothing_while_many_write() {
    on_each_engine(async |database| {
        let handles = [database.db.clone(), database.other().await, database.other().await];
        let rollouts = ["09273", "09375", "09572", "09573"].map(|kreis| rollout(kreis, "fuehrerschein"));
        let model = ReadModel::new(database.other().await);
        let reading = async {
            let mut last = model.current().await.unwrap();
            loop {
                let picture = model.current().await.unwrap();
                assert!(picture.version >= last.version);
                let recorded: usize =
                    picture.situation.histories().map(|(_, history)| history.events().len()).sum();
                if recorded == 3 * WRITERS {
                    return;
                }
                last = picture;
            }
        };
        let writing = async {
            for _ in 0..3 {
                for result in record_at_once(&handles, &rollouts, None).await {
                    result.unwrap();
                }
            }
        };
        let both = async { tokio::join!(reading, writing) };
        // An event that was missed would keep the reader waiting for ever.
        tokio::time::timeout(Duration::from_mins(1), both).await.unwrap();
    })
    .await;
}
