//! Criteria: leads keep the list, and each authority answers for itself.

use domain::criteria::{Answer, Criterion, CriterionId};
use domain::people::{PersonId, Role};
use serde_json::{Value, json};

use super::database::{TestDatabase, on_each_engine};
use super::people::{contact, enter, roles, territory};
use super::samples::{actor, ars, kelheim, now, slug};
use crate::{ChangeError, CriterionText, Direction, ReadModel};

fn text(name: &str) -> CriterionText {
    CriterionText { name: name.into(), question: format!("{name}?"), help: String::new() }
}

/// The criteria in their order, as a page sees them.
async fn all(database: &TestDatabase) -> Vec<Criterion> {
    let picture = ReadModel::new(database.db.clone()).current().await.unwrap();
    picture.situation.obstacles().criteria.all().into_iter().cloned().collect()
}

async fn names(database: &TestDatabase) -> Vec<String> {
    all(database).await.into_iter().filter(|known| !known.is_retired).map(|known| known.name).collect()
}

async fn named(database: &TestDatabase, name: &str) -> Criterion {
    all(database).await.into_iter().find(|known| known.name == name).unwrap()
}

/// What the audit has of the last deed.
async fn last_deed(database: &TestDatabase) -> (String, String, Value) {
    let mut rows: Vec<(String, String, String)> =
        database.rows("SELECT action, subject, detail FROM audit ORDER BY id").await;
    let (action, subject, detail) = rows.pop().unwrap();
    (action, subject, serde_json::from_str(&detail).unwrap())
}

#[tokio::test]
async fn a_criterion_is_added_worded_moved_retired_and_brought_back() {
    on_each_engine(async |database| {
        let (db, lead) = (&database.db, enter(&database.db, 1, roles(&[Role::Lead])).await);
        let read_model = ReadModel::new(db.clone());
        assert_eq!(read_model.current().await.unwrap().situation.obstacles().criteria.asked().len(), 9);
        let id = db.add_criterion(&text("Strom"), &lead, now()).await.unwrap();
        let known = named(database, "Strom").await;
        assert_eq!((known.id, known.position, known.is_retired), (id, 10, false));

        let version = db.word_criterion(id, &text("Energie"), known.version, &lead, now()).await.unwrap();
        assert!(version > known.version);
        let version = db.move_criterion(id, Direction::Up, version, &lead, now()).await.unwrap();
        assert_eq!(names(database).await[8..], ["Energie", "Akzeptanz und Politik"]);
        assert_eq!(last_deed(database).await.2, json!({ "from": 10, "to": 9 }));
        let version = db.move_criterion(id, Direction::Down, version, &lead, now()).await.unwrap();
        assert_eq!(names(database).await[8..], ["Akzeptanz und Politik", "Energie"]);

        let version = db.retire_criterion(id, true, version, &lead, now()).await.unwrap();
        assert_eq!(names(database).await.len(), 9);
        assert!(named(database, "Energie").await.is_retired, "it stays known");
        let again = db.retire_criterion(id, true, version, &lead, now()).await;
        assert!(matches!(again, Err(ChangeError::NotThere)), "{again:?}");
        db.retire_criterion(id, false, version, &lead, now()).await.unwrap();
        assert_eq!(names(database).await[9], "Energie");
        let deed = last_deed(database).await;
        assert_eq!((deed.0.as_str(), deed.1), ("criterion.restore", format!("criterion/{id}")));
        // Whoever had read before reads on from there.
        let read_on = read_model.current().await.unwrap();
        assert_eq!(read_on.situation.obstacles().criteria.all().len(), 10);
    })
    .await;
}

#[tokio::test]
async fn what_stands_at_an_end_or_is_retired_is_not_moved() {
    on_each_engine(async |database| {
        let db = &database.db;
        let order = all(database).await;
        let (first, last) = (&order[0], &order[8]);
        for (criterion, direction) in [(first, Direction::Up), (last, Direction::Down)] {
            let before = database.extent().await;
            let moved = db.move_criterion(criterion.id, direction, criterion.version, &actor(), now()).await;
            assert!(matches!(moved, Err(ChangeError::NotThere)), "{moved:?}");
            assert_eq!(database.extent().await, before);
        }
        let version = db.retire_criterion(first.id, true, first.version, &actor(), now()).await.unwrap();
        let moved = db.move_criterion(first.id, Direction::Down, version, &actor(), now()).await;
        assert!(matches!(moved, Err(ChangeError::NotThere)), "{moved:?}");
        // The second is the first now.
        let moved = db.move_criterion(order[1].id, Direction::Up, order[1].version, &actor(), now()).await;
        assert!(matches!(moved, Err(ChangeError::NotThere)), "{moved:?}");
    })
    .await;
}

#[tokio::test]
async fn who_has_seen_an_older_version_changes_nothing() {
    on_each_engine(async |database| {
        let db = &database.db;
        let known = all(database).await[1].clone();
        let current =
            db.word_criterion(known.id, &text("Hersteller"), known.version, &actor(), now()).await.unwrap();
        let before = database.extent().await;
        for result in [
            db.word_criterion(known.id, &text("IT"), known.version, &actor(), now()).await,
            db.move_criterion(known.id, Direction::Up, known.version, &actor(), now()).await,
            db.retire_criterion(known.id, true, known.version, &actor(), now()).await,
        ] {
            assert!(matches!(result, Err(ChangeError::Stale { current: is }) if is == current), "{result:?}");
        }
        let nobody = db.word_criterion(CriterionId(999), &text("IT"), 0, &actor(), now()).await;
        assert!(matches!(nobody, Err(ChangeError::NotThere)), "{nobody:?}");
        assert_eq!(database.extent().await, before);
        assert_eq!(names(database).await[1], "Hersteller");
    })
    .await;
}

#[tokio::test]
async fn only_leads_keep_the_list() {
    on_each_engine(async |database| {
        let db = &database.db;
        let others = [
            enter(db, 1, contact(&[territory("09", true, true)])).await,
            enter(db, 2, roles(&[Role::Admin, Role::Facilitator, Role::Viewer])).await,
        ];
        let known = all(database).await[1].clone();
        let before = database.extent().await;
        for who in &others {
            assert_not_allowed(&db.add_criterion(&text("Strom"), who, now()).await);
            assert_not_allowed(&db.word_criterion(known.id, &text("X"), known.version, who, now()).await);
            assert_not_allowed(&db.move_criterion(known.id, Direction::Up, known.version, who, now()).await);
            assert_not_allowed(&db.retire_criterion(known.id, true, known.version, who, now()).await);
        }
        assert_eq!(database.extent().await, before);
    })
    .await;
}

fn assert_not_allowed<T: std::fmt::Debug>(result: &Result<T, ChangeError>) {
    assert!(matches!(result, Err(ChangeError::NotAllowed)), "{result:?}");
}

#[tokio::test]
async fn an_authority_answers_for_itself_and_a_lead_for_all() {
    on_each_engine(async |database| {
        let db = &database.db;
        let first = all(database).await[0].id;
        let answers = [(first, None, Answer::Open), (first, Some(slug("waffenrecht")), Answer::Met)];
        let who = [
            (enter(db, 1, contact(&[territory("09273", false, false)])).await, true),
            (enter(db, 2, roles(&[Role::Lead])).await, true),
            (enter(db, 3, contact(&[territory("09274", true, false)])).await, false),
            (enter(db, 4, roles(&[Role::Facilitator, Role::Admin, Role::Viewer])).await, false),
        ];
        for (person, may) in who {
            assert_assessed(database, &person, &answers, may).await;
        }
        let picture = ReadModel::new(db.clone()).current().await.unwrap();
        let criteria = &picture.situation.obstacles().criteria;
        assert_eq!(criteria.holds(&kelheim(), first), Answer::Open);
        assert_eq!(criteria.said(&ars("09273"), Some(&slug("waffenrecht")), first), Answer::Met);
        assert_eq!(criteria.said(&ars("09274"), None, first), Answer::Unknown);
    })
    .await;
}

async fn assert_assessed(
    database: &TestDatabase,
    who: &PersonId,
    answers: &[(CriterionId, Option<domain::catalogue::Slug>, Answer)],
    may: bool,
) {
    let count = "SELECT count(*) AS n FROM assessment";
    let [(before,)]: [(i64,); 1] = database.rows(count).await.try_into().unwrap();
    let assessed = database.db.assess(&ars("09273"), answers, who, now()).await;
    let [(after,)]: [(i64,); 1] = database.rows(count).await.try_into().unwrap();
    if may {
        assessed.unwrap();
        assert_eq!(after, before + 2);
        let deed = last_deed(database).await;
        assert_eq!((deed.0.as_str(), deed.1.as_str()), ("criteria.assess", "09273"));
    } else {
        assert_not_allowed(&assessed);
        assert_eq!(after, before);
    }
}

#[tokio::test]
async fn of_several_answers_all_are_recorded_or_none() {
    on_each_engine(async |database| {
        let first = all(database).await[0].id;
        let before = database.extent().await;
        let answers = [(first, None, Answer::Met), (CriterionId(999), None, Answer::Met)];
        let assessed = database.db.assess(&ars("09273"), &answers, &actor(), now()).await;
        assert!(matches!(assessed, Err(ChangeError::NotThere)), "{assessed:?}");
        assert_eq!(database.extent().await, before);
        let rows: Vec<(i64,)> = database.rows("SELECT id FROM assessment").await;
        assert_eq!(rows, []);
    })
    .await;
}
