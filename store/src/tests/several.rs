//! Recording several statuses at once: all of them, or nothing at all.

use domain::people::{NewPerson, PersonId, Rights, Role, Territory};
use domain::rollout::{RolloutKey, StatusEntry, Viewpoint};
use domain::stage::Stage;

use super::database::on_each_engine;
use super::samples::{actor, ars, day, entry, kelheim, now, record, rollout};
use crate::{Admission, Db, ReadModel, RecordError};

/// Three services of the Landkreis Kelheim.
fn three() -> [RolloutKey; 3] {
    [kelheim(), rollout("09273", "waffenrecht"), rollout("09273", "baugenehmigung")]
}

/// What is said of each, having seen that version.
fn said(of: &[RolloutKey], seen: i64) -> Vec<(RolloutKey, StatusEntry, i64)> {
    of.iter().map(|rollout| (rollout.clone(), entry(Stage::Live, "2026-11-23"), seen)).collect()
}

/// A contact of the Landkreis alone.
async fn contact(db: &Db) -> PersonId {
    let id = PersonId::from_random(7);
    let territories = vec![Territory { body: ars("09273"), with_members: false, may_invite: false }];
    let rights = Rights { roles: [Role::Contact].into(), territories };
    let email = "kelheim@lagebild.example".parse().unwrap();
    let new = NewPerson { email, name: "Kelheim".parse().unwrap(), rights };
    db.admit(&id, &new, Admission::Password("$hash"), &actor(), now()).await.unwrap();
    id
}

#[tokio::test]
async fn several_statuses_are_one_version_of_the_data_and_each_its_own_event() {
    on_each_engine(async |database| {
        let db = &database.db;
        for rollout in &three() {
            record(db, rollout, &entry(Stage::Testing, "2026-10-01")).await;
        }
        let who = contact(db).await;
        let before = database.extent().await;
        let recorded = db.record_statuses(&said(&three(), 1), &who, now()).await.unwrap();
        assert_eq!(recorded.iter().map(|recorded| recorded.version).collect::<Vec<_>>(), [2, 2, 2]);
        assert!(recorded.is_sorted_by_key(|recorded| recorded.event));
        let after = database.extent().await;
        assert_eq!((after.events, after.audit), (before.events + 3, before.audit + 3));
        assert_eq!(after.data_version, before.data_version + 1);
        let situation = ReadModel::new(db.clone()).current().await.unwrap().situation;
        for rollout in &three() {
            assert_eq!(
                situation.stage(rollout, Viewpoint::on(day("2026-11-23"))),
                Stage::Live,
                "{rollout:?}"
            );
        }
        assert!(db.record_statuses(&[], &who, now()).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn where_one_is_stale_or_foreign_none_is_recorded() {
    on_each_engine(async |database| {
        let db = &database.db;
        for rollout in &three() {
            record(db, rollout, &entry(Stage::Testing, "2026-10-01")).await;
        }
        let who = contact(db).await;
        let before = database.extent().await;
        let mut stale = said(&three(), 1);
        stale[2].2 = 0;
        let refused = db.record_statuses(&stale, &who, now()).await;
        assert!(matches!(refused, Err(RecordError::Stale { current: 1 })), "{refused:?}");
        let mut foreign = said(&three(), 1);
        foreign.extend(said(&[rollout("092735218", "wohnsitzanmeldung")], 0));
        let refused = db.record_statuses(&foreign, &who, now()).await;
        assert!(matches!(refused, Err(RecordError::NotAllowed)), "{refused:?}");
        let mut twice = said(&three(), 1);
        twice.push(twice[0].clone());
        let refused = db.record_statuses(&twice, &who, now()).await;
        assert!(matches!(refused, Err(RecordError::Stale { current: 2 })), "{refused:?}");
        assert_eq!(database.extent().await, before);
    })
    .await;
}
