//! Reading the audit: newest first, filtered, in pages.

use domain::rollout::Actor;
use domain::stage::Stage;
use serde_json::json;

use super::super::database::{TestDatabase, on_each_engine};
use super::super::samples::{actor, at, day, entry, kelheim, record};
use super::{act, act_on};
use crate::AuditQuery;

/// The numbers of the rows that are found, and how many there are in all.
async fn found(database: &TestDatabase, query: AuditQuery) -> (Vec<i64>, u64) {
    let (rows, total) = database.db.audit(&query, 0, 100).await.unwrap();
    (rows.into_iter().map(|row| row.id).collect(), total)
}

#[tokio::test]
async fn rows_come_newest_first_in_pages_and_with_names() {
    on_each_engine(async |database| {
        act_on(&database.db, &["2026-11-20", "2026-11-21", "2026-11-22"]).await;
        record(&database.db, &kelheim(), &entry(Stage::Live, "2026-11-02")).await;
        let all = AuditQuery::default();
        let (first, total) = database.db.audit(&all, 0, 3).await.unwrap();
        let (second, _) = database.db.audit(&all, 3, 3).await.unwrap();
        let ids: Vec<i64> = first.iter().chain(&second).map(|row| row.id).collect();
        assert_eq!((ids, total), (vec![4, 3, 2, 1], 4));
        assert_eq!((first[0].action.as_str(), &first[0].actor), ("status.set", &actor()));
        let oldest = &second[0];
        assert_eq!((oldest.subject.as_str(), oldest.detail.as_str()), ("09273", r#"{"on":"2026-11-20"}"#));
        assert_eq!(oldest.recorded_at, at("2026-11-20T11:00:00Z"));
        assert_eq!(database.db.audit(&all, 4, 3).await.unwrap(), (Vec::new(), 4));
    })
    .await;
}

#[tokio::test]
async fn somebody_unknown_goes_by_the_id() {
    on_each_engine(async |database| {
        let mut tx = database.db.write_aside().await.unwrap();
        let deed = crate::audit::Deed { action: "test.deed", subject: "", detail: json!({}) };
        crate::audit::append(&mut tx, at("2026-11-22T11:00:00Z"), "0815", deed).await.unwrap();
        tx.commit().await.unwrap();
        let (rows, _) = database.db.audit(&AuditQuery::default(), 0, 1).await.unwrap();
        assert_eq!(rows[0].actor, Actor { id: "0815".to_owned(), name: "0815".to_owned() });
        assert!(database.db.actors().await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn filters_find_what_they_say_and_nothing_else() {
    on_each_engine(async |database| {
        let max = Actor { id: "0815".to_owned(), name: "Max Mustermann".to_owned() };
        // The second begins the day in Berlin, the third ends it.
        for (who, subject, moment) in [
            (&max, "09273", "2026-11-20T22:59:59.999999Z"),
            (&actor(), "09273", "2026-11-20T23:00:00Z"),
            (&max, "09375", "2026-11-21T22:59:59.999999Z"),
            (&actor(), "09273/waffenrecht", "2026-11-21T23:00:00Z"),
        ] {
            act(&database.db, who, subject, json!({}), at(moment)).await;
        }
        record(&database.db, &kelheim(), &entry(Stage::Live, "2026-11-02")).await;
        let list = |values: &[&str]| Some(values.iter().map(|value| (*value).to_owned()).collect());
        let all = AuditQuery::default;
        for (query, expected) in [
            (all(), vec![5, 4, 3, 2, 1]),
            (AuditQuery { from: Some(day("2026-11-21")), ..all() }, vec![5, 4, 3, 2]),
            (AuditQuery { to: Some(day("2026-11-21")), ..all() }, vec![3, 2, 1]),
            (AuditQuery { from: Some(day("2026-11-21")), to: Some(day("2026-11-21")), ..all() }, vec![3, 2]),
            (AuditQuery { from: Some(day("2026-11-22")), to: Some(day("2026-11-20")), ..all() }, vec![]),
            (AuditQuery { to: Some(day("9999-12-31")), ..all() }, vec![5, 4, 3, 2, 1]),
            (AuditQuery { action: "status.".to_owned(), ..all() }, vec![5]),
            (AuditQuery { action: "test.deed".to_owned(), ..all() }, vec![4, 3, 2, 1]),
            (AuditQuery { action: "%".to_owned(), ..all() }, vec![]),
            (AuditQuery { actors: list(&["0815"]), ..all() }, vec![3, 1]),
            (AuditQuery { actors: list(&["0815", "7f3a"]), ..all() }, vec![5, 4, 3, 2, 1]),
            (AuditQuery { actors: list(&[]), ..all() }, vec![]),
            (AuditQuery { subjects: list(&["09273"]), ..all() }, vec![2, 1]),
            (AuditQuery { subjects: list(&["09273"]), actors: list(&["0815"]), ..all() }, vec![1]),
        ] {
            let total = expected.len() as u64;
            assert_eq!(found(database, query.clone()).await, (expected, total), "{query:?}");
        }
        let mut subjects = database.db.audit_subjects().await.unwrap();
        subjects.sort();
        assert_eq!(subjects, ["09273", "09273/fuehrerschein", "09273/waffenrecht", "09375"]);
    })
    .await;
}

#[tokio::test]
async fn both_engines_take_the_longest_lists() {
    on_each_engine(async |database| {
        act_on(&database.db, &["2026-11-22"]).await;
        let many =
            || Some((0..AuditQuery::MOST_VALUES).map(|number| format!("0{}", 9273 + number)).collect());
        let query = AuditQuery { subjects: many(), actors: many(), ..AuditQuery::default() };
        assert_eq!(found(database, query.clone()).await, (vec![], 0));
        assert_eq!(found(database, AuditQuery { actors: None, ..query }).await, (vec![1], 1));
    })
    .await;
}
