//! Whoever waits for the store may give up at any moment, as when a browser hangs up. Nobody else is to notice.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use domain::stage::Stage;
use tokio::task::JoinSet;

use super::database::on_each_engine;
use super::samples::{actor, entry, kelheim, now, record};
use crate::ReadModel;

/// Spread evenly over the work.
const MOMENTS: usize = 40;

const WRITERS: usize = 8;

/// Looks at the work again and again until it is done, or so often; tells how often it was.
async fn look<T>(at_most: usize, work: impl Future<Output = T>) -> usize {
    let mut work = pin!(work);
    for looks in 0..at_most {
        if poll_fn(|context| Poll::Ready(work.as_mut().poll(context).is_ready())).await {
            return looks;
        }
        tokio::task::yield_now().await;
    }
    at_most
}

#[tokio::test]
async fn a_reading_that_is_given_up_does_no_harm() {
    on_each_engine(async |database| {
        let model = ReadModel::new(database.db.clone());
        let needed = look(usize::MAX, model.current()).await;
        for moment in 0..MOMENTS {
            look(needed * moment / MOMENTS, model.current()).await;
            // Enough at once to be handed every connection, also the one of the reading.
            let mut writing = JoinSet::new();
            for _ in 0..WRITERS {
                let db = database.db.clone();
                writing
                    .spawn(async move { record(&db, &kelheim(), &entry(Stage::Live, "2026-11-02")).await });
            }
            let latest = writing.join_all().await.into_iter().map(|recorded| recorded.version).max();
            let situation = model.current().await.unwrap().situation;
            let version = situation.history(&kelheim()).unwrap().version();
            assert_eq!(Some(version), latest, "given up at {moment} of {MOMENTS}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_write_that_is_given_up_is_done_or_not_done() {
    on_each_engine(async |database| {
        let model = ReadModel::new(database.db.clone());
        let (who, live) = (actor(), entry(Stage::Live, "2026-11-02"));
        let rollout = kelheim();
        let write = || database.db.record_status(&rollout, &live, None, &who, now());
        let mut version = write().await.unwrap().version;
        let needed = look(usize::MAX, write()).await;
        version += 1;
        for moment in 0..MOMENTS {
            look(needed * moment / MOMENTS, write()).await;
            let next = write().await.unwrap().version;
            assert!([version + 1, version + 2].contains(&next), "given up at {moment} of {MOMENTS}: {next}");
            version = next;
            let extent = database.extent().await;
            assert_eq!([extent.events, extent.audit, extent.versions], [version; 3]);
            let situation = model.current().await.unwrap().situation;
            assert_eq!(situation.history(&rollout).unwrap().version(), version);
        }
    })
    .await;
}
