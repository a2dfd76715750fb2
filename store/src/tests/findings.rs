//! Findings are changed, ruled on, merged and put in order.

use std::collections::BTreeSet;

use domain::blocker::Severity;
use domain::criteria::CriterionId;
use domain::people::{NewPerson, PersonId, Rights, Role};
use domain::workshop::{
    Finding, FindingFacts, FindingId, FindingKind, FindingState, Verdict, WorkshopFacts, WorkshopId,
    Workshops,
};
use serde_json::json;

use super::database::{TestDatabase, on_each_engine};
use super::samples::{actor, ars, day, now, slug};
use crate::{Admission, ChangeError, Db, MergeError, ReadModel, Ruling, Shift};

pub(super) async fn person(db: &Db, number: u128, rights: Rights) -> PersonId {
    let id = PersonId::from_random(number);
    let email = format!("p{number}@lagebild.example").parse().unwrap();
    let new = NewPerson { email, name: "Frieda Fragt".parse().unwrap(), rights };
    db.admit(&id, &new, Admission::Password("hash"), &actor(), now()).await.unwrap();
    id
}

pub(super) fn facts(words: &str) -> FindingFacts {
    FindingFacts {
        words: words.into(),
        kind: FindingKind::Obstacle,
        criterion: None,
        severity: None,
        recommendation: None,
        services: BTreeSet::new(),
        bodies: BTreeSet::new(),
    }
}

pub(super) async fn workshop(db: &Db) -> WorkshopId {
    let facts = WorkshopFacts {
        title: "Kelheim".into(),
        held_on: day("2026-10-01"),
        begins_at: None,
        ends_at: None,
        place: None,
        link: None,
        facilitator: None,
        agenda: None,
        participants: vec![],
        services: BTreeSet::new(),
    };
    db.plan_workshop(&facts, &actor(), now()).await.unwrap()
}

async fn captured(database: &TestDatabase, count: i64) -> Vec<FindingId> {
    let workshop = workshop(&database.db).await;
    let mut ids = Vec::new();
    for number in 0..count {
        let words = format!("Nr. {number}");
        ids.push(database.db.capture(&words, workshop, &facts(&words), &actor(), now()).await.unwrap());
    }
    ids
}

async fn workshops(database: &TestDatabase) -> Workshops {
    ReadModel::new(database.db.clone()).current().await.unwrap().situation.workshops().clone()
}

async fn read(database: &TestDatabase, id: FindingId) -> Finding {
    workshops(database).await.finding(id).unwrap().as_ref().clone()
}

async fn version(database: &TestDatabase, id: FindingId) -> i64 {
    read(database, id).await.version
}

async fn rule(database: &TestDatabase, id: FindingId, ruling: Ruling<'_>) {
    let seen = version(database, id).await;
    database.db.rule_on_finding(id, ruling, seen, &actor(), now()).await.unwrap();
}

async fn merge(database: &TestDatabase, id: FindingId, into: FindingId) -> Result<i64, MergeError> {
    let seen = version(database, id).await;
    database.db.merge_finding(id, into, seen, &actor(), now()).await
}

async fn separate(database: &TestDatabase, id: FindingId) {
    let seen = version(database, id).await;
    database.db.separate_finding(id, seen, &actor(), now()).await.unwrap();
}

/// The heads, each with how many other wordings it has.
async fn heads(database: &TestDatabase) -> Vec<(FindingId, usize)> {
    let united = workshops(database).await.united();
    united.into_iter().map(|found| (found.head.id, found.wordings.len())).collect()
}

async fn order(database: &TestDatabase) -> Vec<FindingId> {
    workshops(database).await.blueprint().into_iter().map(|found| found.head.id).collect()
}

#[tokio::test]
async fn what_is_changed_is_read_back_and_told_with_what_it_was() {
    on_each_engine(async |database| {
        let model = ReadModel::new(database.other().await);
        let id = captured(database, 1).await[0];
        let before = model.current().await.unwrap().situation.workshops().finding(id).unwrap().clone();
        let other = FindingFacts {
            words: "Das Modul fehlt, „</textarea><script>“".into(),
            kind: FindingKind::Recommendation,
            criterion: Some(CriterionId(2)),
            severity: Some(Severity::High),
            recommendation: Some("Früh bestellen".into()),
            services: [slug("waffenrecht"), slug("fuehrerschein")].into(),
            bodies: [ars("09273"), ars("097720177177")].into(),
        };
        let version = database.db.change_finding(id, &other, before.version, &actor(), now()).await.unwrap();
        // By a reader who has read it before.
        let read = model.current().await.unwrap().situation.workshops().finding(id).unwrap().clone();
        assert_eq!((&read.facts, read.version), (&other, version));
        assert_eq!((read.workshop, read.recorded_at), (before.workshop, before.recorded_at));

        let extent = database.extent().await;
        let stale = database.db.change_finding(id, &facts("Nein"), before.version, &actor(), now()).await;
        assert!(matches!(stale, Err(ChangeError::Stale { current }) if current == version), "{stale:?}");
        let nowhere = database.db.change_finding(FindingId(99), &facts("Nein"), 1, &actor(), now()).await;
        assert!(matches!(nowhere, Err(ChangeError::NotThere)), "{nowhere:?}");
        assert_eq!(database.extent().await, extent, "nothing was written");

        let less = FindingFacts { services: BTreeSet::new(), ..other.clone() };
        database.db.change_finding(id, &less, version, &actor(), now()).await.unwrap();
        let steps = database.db.revisions(&format!("finding/{id}")).await.unwrap();
        assert_eq!(steps[0].action, "finding.change");
        assert_eq!(
            steps[0].detail,
            json!({ "services": { "from": ["fuehrerschein", "waffenrecht"], "to": [] } }),
            "what stayed is not told"
        );
    })
    .await;
}

#[tokio::test]
async fn a_ruling_is_kept_with_its_reason_and_can_be_taken_back() {
    on_each_engine(async |database| {
        let id = captured(database, 1).await[0];
        rule(database, id, Ruling::Checked).await;
        assert_eq!(read(database, id).await.state, FindingState::Checked);
        rule(database, id, Ruling::Rejected("steht schon im Leitfaden")).await;
        assert_eq!(read(database, id).await.state, FindingState::Rejected("steht schon im Leitfaden".into()));
        rule(database, id, Ruling::New).await;
        assert_eq!(read(database, id).await.state, FindingState::New);

        let before = database.extent().await;
        let seen = version(database, id).await;
        let silent = database.db.rule_on_finding(id, Ruling::Rejected(""), seen, &actor(), now()).await;
        assert!(matches!(silent, Err(ChangeError::NotThere)), "without a reason: {silent:?}");
        let stale = database.db.rule_on_finding(id, Ruling::Adopted, seen - 1, &actor(), now()).await;
        assert!(matches!(stale, Err(ChangeError::Stale { .. })), "{stale:?}");
        assert_eq!(database.extent().await, before);
        let steps = database.db.revisions(&format!("finding/{id}")).await.unwrap();
        let told =
            json!({ "state": { "from": "checked", "to": "rejected" }, "reason": "steht schon im Leitfaden" });
        assert_eq!(steps[1].detail, told);
    })
    .await;
}

#[tokio::test]
async fn the_blueprint_has_an_order_that_is_changed_by_one_place_at_a_time() {
    on_each_engine(async |database| {
        let ids = captured(database, 4).await;
        let [a, b, c, d] = ids[..] else { panic!() };
        for id in [a, b, c] {
            rule(database, id, Ruling::Adopted).await;
        }
        assert_eq!(order(database).await, [a, b, c], "the last one comes last");
        let shift = async |id, shift| {
            let seen = version(database, id).await;
            database.db.shift_finding(id, shift, seen, &actor(), now()).await
        };
        shift(c, Shift::Up).await.unwrap();
        assert_eq!(order(database).await, [a, c, b]);
        shift(a, Shift::Down).await.unwrap();
        assert_eq!(order(database).await, [c, a, b]);

        let before = database.extent().await;
        shift(c, Shift::Up).await.unwrap();
        shift(b, Shift::Down).await.unwrap();
        assert!(matches!(shift(d, Shift::Up).await, Err(ChangeError::NotThere)), "has no place");
        assert_eq!(database.extent().await, before, "at the ends nothing moves");

        // One that is taken out leaves a gap, over which the others move.
        rule(database, a, Ruling::Checked).await;
        shift(b, Shift::Up).await.unwrap();
        assert_eq!(order(database).await, [b, c]);
        rule(database, a, Ruling::Adopted).await;
        assert_eq!(order(database).await, [b, c, a]);
        rule(database, b, Ruling::Adopted).await;
        assert_eq!(order(database).await, [b, c, a], "adopted again it stays where it is");
    })
    .await;
}

#[tokio::test]
async fn the_editors_note_goes_with_the_place() {
    on_each_engine(async |database| {
        let id = captured(database, 1).await[0];
        let note = async |note| {
            let seen = version(database, id).await;
            database.db.note_on_finding(id, note, seen, &actor(), now()).await
        };
        assert!(matches!(note(Some("Zu früh")).await, Err(ChangeError::NotThere)), "not in the blueprint");
        rule(database, id, Ruling::Adopted).await;
        note(Some("Als Checkliste")).await.unwrap();
        rule(database, id, Ruling::Adopted).await;
        assert_eq!(read(database, id).await.editors_note(), Some("Als Checkliste"));
        note(None).await.unwrap();
        assert_eq!(read(database, id).await.editors_note(), None);
        note(Some("Doch")).await.unwrap();
        rule(database, id, Ruling::Checked).await;
        let steps = database.db.revisions(&format!("finding/{id}")).await.unwrap();
        assert_eq!(steps[0].detail["note"], json!({ "from": "Doch", "to": null }), "it can still be read");
    })
    .await;
}

#[tokio::test]
async fn merged_findings_keep_their_words_and_come_apart_as_they_were() {
    on_each_engine(async |database| {
        let ids = captured(database, 4).await;
        let [a, b, c, d] = ids[..] else { panic!() };
        merge(database, b, a).await.unwrap();
        merge(database, d, c).await.unwrap();
        assert_eq!(heads(database).await, [(a, 1), (c, 1)]);
        // What was merged into it comes along; and whoever merges into a wording means what stands for it.
        merge(database, c, b).await.unwrap();
        assert_eq!(heads(database).await, [(a, 3)]);
        assert_eq!(read(database, c).await.merged_into, Some(a));
        assert_eq!(read(database, c).await.facts.words, "Nr. 2");

        separate(database, c).await;
        assert_eq!(heads(database).await, [(a, 1), (c, 1)], "as it was");
        separate(database, b).await;
        assert_eq!(heads(database).await, [(a, 0), (b, 0), (c, 1)]);
        let seen = version(database, b).await;
        let again = database.db.separate_finding(b, seen, &actor(), now()).await;
        assert!(matches!(again, Err(ChangeError::NotThere)), "{again:?}");
        let steps = database.db.revisions(&format!("finding/{b}")).await.unwrap();
        let actions: Vec<_> = steps.iter().map(|step| step.action.as_str()).collect();
        assert_eq!(actions, ["finding.separate", "finding.merge", "finding.capture"]);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_merged_stays_apart() {
    on_each_engine(async |database| {
        let ids = captured(database, 4).await;
        let [a, b, c, d] = ids[..] else { panic!() };
        merge(database, b, a).await.unwrap();
        merge(database, c, b).await.unwrap();
        rule(database, d, Ruling::Adopted).await;
        let before = database.extent().await;
        for into in [a, b, c] {
            let circle = merge(database, a, into).await;
            assert!(matches!(circle, Err(MergeError::Circle)), "{into}: {circle:?}");
        }
        let lost = merge(database, d, a).await;
        assert!(matches!(lost, Err(MergeError::InBlueprint)), "{lost:?}");
        let nowhere = merge(database, a, FindingId(99)).await;
        assert!(matches!(nowhere, Err(MergeError::NoSuchFinding)), "{nowhere:?}");
        let twice = merge(database, b, d).await;
        assert!(matches!(twice, Err(MergeError::Change(ChangeError::NotThere))), "{twice:?}");
        let stale = database.db.merge_finding(a, d, 1, &actor(), now()).await;
        assert!(matches!(stale, Err(MergeError::Change(ChangeError::Stale { .. }))), "{stale:?}");
        // What becomes of a wording, the head decides.
        let seen = version(database, b).await;
        let ruled = database.db.rule_on_finding(b, Ruling::Adopted, seen, &actor(), now()).await;
        assert!(matches!(ruled, Err(ChangeError::NotThere)), "{ruled:?}");
        assert_eq!(database.extent().await, before);
        merge(database, a, d).await.unwrap();
        assert_eq!(heads(database).await, [(d, 3)], "into the blueprint is possible");
        assert_eq!(read(database, d).await.state.verdict(), Verdict::Adopted);
    })
    .await;
}

#[tokio::test]
async fn only_facilitators_and_leads_edit() {
    on_each_engine(async |database| {
        let db = &database.db;
        let ids = captured(database, 2).await;
        let [id, other] = ids[..] else { panic!() };
        for (number, role) in Role::ALL.into_iter().enumerate() {
            let rights = Rights { roles: [role].into(), territories: vec![] };
            let who = person(db, number as u128, rights).await;
            let before = database.extent().await;
            let results = [
                db.change_finding(id, &facts("Da"), 0, &who, now()).await,
                db.rule_on_finding(id, Ruling::Adopted, 0, &who, now()).await,
                db.shift_finding(id, Shift::Up, 0, &who, now()).await,
                db.note_on_finding(id, None, 0, &who, now()).await,
                db.separate_finding(id, 0, &who, now()).await,
                db.merge_finding(id, other, 0, &who, now()).await.map_err(|error| match error {
                    MergeError::Change(error) => error,
                    other => panic!("{other}"),
                }),
            ];
            let is_host = matches!(role, Role::Facilitator | Role::Lead);
            let refused = results.iter().filter(|result| matches!(result, Err(ChangeError::NotAllowed)));
            assert_eq!(refused.count(), if is_host { 0 } else { 6 }, "{role}: {results:?}");
            assert_eq!(database.extent().await, before, "{role}: an old version changes nothing");
        }
    })
    .await;
}
