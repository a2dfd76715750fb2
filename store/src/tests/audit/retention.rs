//! Only the beginning can be dropped, only by the product, and the audit says so.

use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::super::database::{TestDatabase, on_each_engine};
use super::super::samples::{actor, at, day, now};
use super::{act_on, verified};
use crate::{AuditQuery, Db};

async fn drop_before(db: &Db, before: &str) -> u64 {
    let announced = db.audit_rows_before(day(before)).await.unwrap();
    let dropped = db.drop_audit_before(day(before), &actor(), now()).await.unwrap();
    assert_eq!(dropped, announced);
    dropped
}

async fn rows(database: &TestDatabase) -> Vec<i64> {
    database.rows::<(i64,)>("SELECT id FROM audit ORDER BY id").await.into_iter().map(|(id,)| id).collect()
}

#[tokio::test]
async fn exactly_the_beginning_is_dropped_and_the_chain_holds() {
    on_each_engine(async |database| {
        // The clock went back once: what was recorded on the 5th comes after something of the 20th.
        let days = ["2025-03-01", "2025-03-02", "2025-03-20", "2025-03-05", "2025-03-21"];
        act_on(&database.db, &days).await;
        let [(hash,)]: [(String,); 1] =
            database.rows("SELECT hash FROM audit WHERE id = 2").await.try_into().unwrap();

        assert_eq!(drop_before(&database.db, "2025-03-01").await, 0);
        assert_eq!(rows(database).await, [1, 2, 3, 4, 5], "nothing to drop, nothing to say");
        assert_eq!(drop_before(&database.db, "2025-03-10").await, 2);
        assert_eq!(rows(database).await, [3, 4, 5, 6], "nothing of the 20th or after it");
        assert_eq!(verified(&database.db).await, 4);

        let (newest, _) = database.db.audit(&AuditQuery::default(), 0, 1).await.unwrap();
        let said = (newest[0].action.as_str(), newest[0].subject.as_str(), newest[0].actor.clone());
        assert_eq!(said, ("audit.drop", "audit", actor()));
        let detail: Value = serde_json::from_str(&newest[0].detail).unwrap();
        assert_eq!(detail, json!({ "before": "2025-03-10", "rows": 2, "last_id": 2, "hash": hash }));
        let extent = database.db.audit_extent().await.unwrap();
        assert_eq!((extent.rows, extent.last_drop), (4, Some((now(), 2))));
        assert_eq!(extent.head, newest[0].hash);

        act_on(&database.db, &["2026-11-22"]).await;
        assert_eq!(drop_before(&database.db, "2026-11-24").await, 5, "all there is, the dropping too");
        assert_eq!(rows(database).await, [8]);
        assert_eq!(verified(&database.db).await, 1);
        act_on(&database.db, &["2026-11-23"]).await;
        assert_eq!(verified(&database.db).await, 2);
    })
    .await;
}

/// A day begins in Berlin.
#[tokio::test]
async fn the_day_begins_at_midnight() {
    on_each_engine(async |database| {
        for moment in ["2025-06-30T21:59:59.999999Z", "2025-06-30T22:00:00Z"] {
            super::act(&database.db, &actor(), "09273", json!({}), at(moment)).await;
        }
        assert_eq!(drop_before(&database.db, "2025-07-01").await, 1);
        assert_eq!(rows(database).await, [2, 3]);
    })
    .await;
}

#[tokio::test]
async fn the_database_refuses_to_delete_what_lies_after_the_checkpoint() {
    on_each_engine(async |database| {
        act_on(&database.db, &["2025-03-01", "2025-03-02", "2025-03-20"]).await;
        drop_before(&database.db, "2025-03-10").await;
        for row in [3, 4] {
            let attempt = format!("DELETE FROM audit WHERE id = {row}");
            let refused = database.execute(&attempt).await.expect_err(&attempt).to_string();
            assert!(refused.contains("audit is append-only"), "{refused}");
        }
        database.execute("DELETE FROM audit WHERE id <= 2").await.unwrap();
        assert_eq!(verified(&database.db).await, 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_those_who_drop_at_once_one_does() {
    on_each_engine(async |database| {
        act_on(&database.db, &["2025-03-01", "2025-03-02", "2025-03-20"]).await;
        let handles = [database.db.clone(), database.other().await];
        let mut dropping = JoinSet::new();
        for number in 0..8 {
            let db = handles[number % handles.len()].clone();
            dropping.spawn(
                async move { db.drop_audit_before(day("2025-03-10"), &actor(), now()).await.unwrap() },
            );
        }
        let dropped: u64 = dropping.join_all().await.into_iter().sum();
        assert_eq!(dropped, 2);
        assert_eq!(rows(database).await, [3, 4]);
        assert_eq!(verified(&database.db).await, 2);
    })
    .await;
}
