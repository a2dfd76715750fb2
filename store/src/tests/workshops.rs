//! Workshops and what is written down in them, also by two at once.

use std::collections::BTreeSet;

use domain::people::{NewPerson, PersonId, Rights, Role};
use domain::workshop::{
    FindingFacts, FindingId, FindingKind, Participant, WorkshopFacts, WorkshopId, WorkshopState,
};
use serde_json::json;
use tokio::task::JoinSet;

use super::database::{TestDatabase, on_each_engine};
use super::samples::{actor, ars, day, now, slug};
use crate::{Admission, ChangeError, Db, ReadModel};

fn kelheim_meets() -> WorkshopFacts {
    WorkshopFacts {
        title: "Wohnsitzanmeldung im Kreis Kelheim".into(),
        held_on: day("2026-12-03"),
        begins_at: Some("09:30".into()),
        ends_at: Some("12:00".into()),
        place: Some("Kleiner Sitzungssaal".into()),
        link: None,
        facilitator: Some("Frieda Fragt".into()),
        agenda: Some("Ankommen\nSammeln".into()),
        participants: vec![Participant { body: ars("09273"), with_members: true }],
        services: [slug("wohnsitzanmeldung")].into(),
    }
}

fn line(words: &str) -> FindingFacts {
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

async fn person(db: &Db, number: u128, role: Role) -> PersonId {
    let id = PersonId::from_random(number);
    let email = format!("{role}@lagebild.example").parse().unwrap();
    let rights = Rights { roles: [role].into(), territories: vec![] };
    let new = NewPerson { email, name: "Frieda Fragt".parse().unwrap(), rights };
    db.admit(&id, &new, Admission::Password("hash"), &actor(), now()).await.unwrap();
    id
}

async fn planned(database: &TestDatabase) -> WorkshopId {
    database.db.plan_workshop(&kelheim_meets(), &actor(), now()).await.unwrap()
}

#[tokio::test]
async fn what_is_planned_changed_and_led_is_read_back() {
    on_each_engine(async |database| {
        let (db, model) = (&database.db, ReadModel::new(database.other().await));
        let read = async |id| {
            let picture = model.current().await.unwrap();
            picture.situation.workshops().get(id).unwrap().as_ref().clone()
        };
        let id = planned(database).await;
        let workshop = read(id).await;
        assert_eq!((&workshop.facts, workshop.state), (&kelheim_meets(), WorkshopState::Planned));

        let mut other = kelheim_meets();
        other.place = None;
        other.participants = vec![
            Participant { body: ars("092735218"), with_members: true },
            Participant { body: ars("097720177177"), with_members: false },
        ];
        other.services.clear();
        let version = db.change_workshop(id, &other, workshop.version, &actor(), now()).await.unwrap();
        let changed = read(id).await;
        assert_eq!((&changed.facts, changed.version), (&other, version));

        let stale = db.change_workshop(id, &kelheim_meets(), workshop.version, &actor(), now()).await;
        assert!(matches!(stale, Err(ChangeError::Stale { current }) if current == version), "{stale:?}");
        assert_eq!(read(id).await.facts, other, "nothing was overwritten");

        let mut seen = version;
        for state in [WorkshopState::Running, WorkshopState::Closed, WorkshopState::Running] {
            let stale = db.set_workshop_state(id, state, seen - 1, &actor(), now()).await;
            assert!(matches!(stale, Err(ChangeError::Stale { .. })), "{stale:?}");
            seen = db.set_workshop_state(id, state, seen, &actor(), now()).await.unwrap();
            assert_eq!(read(id).await.state, state);
        }

        let steps = db.revisions(&format!("workshop/{id}")).await.unwrap();
        let actions: Vec<_> = steps.iter().map(|step| step.action.as_str()).collect();
        let told = ["workshop.state", "workshop.state", "workshop.state", "workshop.change", "workshop.plan"];
        assert_eq!(actions, told);
        let change = json!({
            "place": { "from": "Kleiner Sitzungssaal", "to": null },
            "bodies": { "from": ["09273"], "to": ["092735218", "097720177177"] },
            "with_members": { "from": ["09273"], "to": ["092735218"] },
            "services": { "from": ["wohnsitzanmeldung"], "to": [] },
        });
        assert_eq!(steps[3].detail, change, "what stayed is not told");
    })
    .await;
}

#[tokio::test]
async fn only_facilitators_and_leads_write() {
    on_each_engine(async |database| {
        let db = &database.db;
        let id = planned(database).await;
        let roles = [Role::Viewer, Role::Contact, Role::Admin, Role::Facilitator, Role::Lead];
        for (number, role) in roles.into_iter().enumerate() {
            let person = person(db, number as u128, role).await;
            let before = database.extent().await;
            let results = [
                db.plan_workshop(&kelheim_meets(), &person, now()).await.map(|_| ()),
                db.capture(&format!("key-{role}"), id, &line("Da"), &person, now()).await.map(|_| ()),
                db.set_workshop_state(id, WorkshopState::Running, 0, &person, now()).await.map(|_| ()),
                db.change_workshop(id, &kelheim_meets(), 0, &person, now()).await.map(|_| ()),
            ];
            let is_host = matches!(role, Role::Facilitator | Role::Lead);
            let refused = results.iter().filter(|result| matches!(result, Err(ChangeError::NotAllowed)));
            assert_eq!(refused.count(), if is_host { 0 } else { 4 }, "{role}: {results:?}");
            assert_eq!(database.extent().await == before, !is_host, "{role}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_line_has_all_that_was_said_in_it_and_who_said_it() {
    on_each_engine(async |database| {
        let (db, model) = (&database.db, ReadModel::new(database.other().await));
        let workshop = planned(database).await;
        let facilitator = person(db, 1, Role::Facilitator).await;
        let facts = FindingFacts {
            kind: FindingKind::SuccessFactor,
            criterion: Some(domain::criteria::CriterionId(2)),
            severity: Some(domain::blocker::Severity::High),
            recommendation: Some("Früh testen".into()),
            services: [slug("wohnsitzanmeldung"), slug("fuehrerschein")].into(),
            bodies: [ars("09273"), ars("097720177177")].into(),
            ..line("„Die <script>-Schulung“ half")
        };
        let id = db.capture("k-1", workshop, &facts, &facilitator, now()).await.unwrap();
        let read = model.current().await.unwrap().situation.workshops().finding(id).unwrap().clone();
        assert_eq!((&read.facts, read.workshop, read.is_late), (&facts, workshop, false));
        assert_eq!((read.actor.id.as_str(), read.recorded_at), (facilitator.as_str(), now()));
        let steps = db.revisions(&format!("finding/{id}")).await.unwrap();
        assert_eq!(steps[0].action, "finding.capture");

        let nowhere = db.capture("k-2", WorkshopId(99), &line("Da"), &facilitator, now()).await;
        assert!(matches!(nowhere, Err(ChangeError::NotThere)), "{nowhere:?}");
    })
    .await;
}

#[tokio::test]
async fn what_is_sent_twice_is_written_once() {
    on_each_engine(async |database| {
        let db = &database.db;
        let workshop = planned(database).await;
        let first = db.capture("same", workshop, &line("Einmal"), &actor(), now()).await.unwrap();
        let before = database.extent().await;
        for _ in 0..3 {
            let again = db.capture("same", workshop, &line("Einmal"), &actor(), now()).await.unwrap();
            assert_eq!(again, first);
        }
        assert_eq!(database.extent().await, before, "not even the version moves");
    })
    .await;
}

#[tokio::test]
async fn a_closed_workshop_takes_lines_and_marks_them() {
    on_each_engine(async |database| {
        let db = &database.db;
        let workshop = planned(database).await;
        let seen = ReadModel::new(db.clone()).current().await.unwrap().version;
        db.set_workshop_state(workshop, WorkshopState::Closed, seen, &actor(), now()).await.unwrap();
        let late = db.capture("late", workshop, &line("Noch etwas"), &actor(), now()).await.unwrap();
        let picture = ReadModel::new(db.clone()).current().await.unwrap();
        assert!(picture.situation.workshops().finding(late).unwrap().is_late);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_writers_at_once_nothing_is_lost_and_nothing_doubled() {
    const LINES: usize = 30;
    on_each_engine(async |database| {
        let workshop = planned(database).await;
        let mut writing = JoinSet::new();
        for (writer, db) in [database.db.clone(), database.other().await].into_iter().enumerate() {
            // Each sends its own lines, and those of the other once more, as after a broken connection.
            for of in [writer, 1 - writer] {
                for number in 0..LINES {
                    let (db, key) = (db.clone(), format!("{of}-{number}"));
                    writing.spawn(async move {
                        db.capture(&key, workshop, &line(&key), &actor(), now()).await.unwrap()
                    });
                }
            }
        }
        let told: BTreeSet<FindingId> = writing.join_all().await.into_iter().collect();
        let picture = ReadModel::new(database.other().await).current().await.unwrap();
        let kept: Vec<_> = picture.situation.workshops().findings_of(workshop).collect();
        assert_eq!(kept.iter().map(|finding| finding.id).collect::<BTreeSet<_>>(), told);
        let words: BTreeSet<&str> = kept.iter().map(|finding| finding.facts.words.as_str()).collect();
        assert_eq!((kept.len(), words.len()), (2 * LINES, 2 * LINES));
    })
    .await;
}
