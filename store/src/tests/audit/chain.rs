//! The chain holds whatever is written, and however many write.

use chrono::{DateTime, TimeDelta, Utc};
use domain::rollout::Actor;
use domain::stage::Stage;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::super::database::on_each_engine;
use super::super::samples::{actor, entry, kelheim, now, record, rollout};
use super::{act, act_on, verified};
use crate::audit::chain::BEGINNING;
use crate::{AuditCheck, Db};

#[tokio::test]
async fn a_new_database_has_a_chain_without_rows() {
    on_each_engine(async |database| {
        let holds = AuditCheck::Holds { rows: 0, unchained: 0, head: BEGINNING.to_owned() };
        assert_eq!(database.db.verify_audit().await.unwrap(), holds);
    })
    .await;
}

#[tokio::test]
async fn the_same_deeds_have_the_same_head_on_both_engines() {
    let heads = std::cell::RefCell::new(Vec::new());
    on_each_engine(async |database| {
        let moment: DateTime<Utc> = "2026-11-23T08:30:00.123456789Z".parse().unwrap();
        act(&database.db, &actor(), "Übersee", json!({ "von": "ä", "bis": [1, null] }), moment).await;
        act_on(&database.db, &["2026-11-23", "2026-11-22"]).await;
        let AuditCheck::Holds { rows: 3, unchained: 0, head } = database.db.verify_audit().await.unwrap()
        else {
            panic!("three rows");
        };
        heads.borrow_mut().push(head);
    })
    .await;
    let mut heads = heads.into_inner();
    assert_ne!(heads[0], BEGINNING);
    heads.dedup();
    assert_eq!(heads.len(), 1, "{heads:?}");
}

type Written = (String, String, String, i64);

/// Any texts that the store takes, and clocks that also go back, down to nanoseconds.
fn any_deeds() -> impl Strategy<Value = Vec<Written>> {
    let text = || "[^\\x00]{0,12}";
    vec((text(), text(), text(), -1_000_000_000_000_000..1_000_000_000_000_000_i64), 0..12)
}

#[tokio::test]
async fn whatever_is_written_the_chain_holds() {
    let mut runner = TestRunner::deterministic();
    let plays: Vec<Vec<Written>> =
        (0..24).map(|_| any_deeds().new_tree(&mut runner).unwrap().current()).collect();
    on_each_engine(async |database| {
        let mut written = 0;
        for deeds in &plays {
            for (who, subject, detail, nanoseconds) in deeds {
                let who = Actor { id: who.clone(), name: "Wer auch immer".to_owned() };
                let moment = now() + TimeDelta::nanoseconds(*nanoseconds);
                act(&database.db, &who, subject, Value::from(detail.as_str()), moment).await;
            }
            written += deeds.len() as u64;
            assert_eq!(verified(&database.db).await, written, "{deeds:?}");
        }
        assert!(written > 50);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn writers_at_once_make_one_chain() {
    const WRITERS: usize = 24;
    on_each_engine(async |database| {
        let handles = [database.db.clone(), database.other().await, database.other().await];
        let mut writing = JoinSet::new();
        for number in 0..WRITERS {
            let db: Db = handles[number % handles.len()].clone();
            // Some that figures depend on, some that they do not.
            writing.spawn(async move {
                let kreis = ["09273", "09375", "09572"][number % 3];
                if number % 2 == 0 {
                    act(&db, &actor(), kreis, json!(number), now()).await;
                } else {
                    let live = entry(Stage::Live, "2026-11-02");
                    record(&db, &rollout(kreis, "fuehrerschein"), &live).await;
                }
            });
        }
        writing.join_all().await;
        assert_eq!(verified(&database.db).await, WRITERS as u64);
    })
    .await;
}

#[tokio::test]
async fn a_deed_that_fails_leaves_no_gap() {
    on_each_engine(async |database| {
        act_on(&database.db, &["2026-11-22"]).await;
        let mut tx = database.db.write_aside().await.unwrap();
        let deed = crate::audit::Deed { action: "test.deed", subject: "09273", detail: json!({}) };
        crate::audit::append(&mut tx, now(), "7f3a", deed).await.unwrap();
        drop(tx);
        record(&database.db, &kelheim(), &entry(Stage::Live, "2026-11-02")).await;
        assert_eq!(verified(&database.db).await, 2);
    })
    .await;
}
