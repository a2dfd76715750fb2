//! Who gets what, what it says, and that it is sent once.

mod letters;
mod plan;
mod send;

use std::sync::Arc;

use domain::blocker::{ActionBy, Blocker, BlockerFacts, BlockerId, Member, Severity};
use domain::criteria::CriterionId;
use domain::people::{Person, PersonId, Rights, Role, Standing, Territory};
use domain::register::{Editions, facts};
use domain::rollout::{Actor, RolloutEvent, RolloutKey, StatusEntry};
use domain::situation::Situation;
use domain::stage::Stage;
use domain::workshop::{Measure, MeasureFacts, MeasureId, MeasureState};
use domain::{Ars, Day};

use crate::bavaria::{ars, slug};

const MEITINGEN: &str = "097720177177";
const MONDAY: &str = "2026-11-23";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn rollout(authority: &str, service: &str) -> RolloutKey {
    RolloutKey { authority: ars(authority), service: slug(service) }
}

/// Bavaria, of which nothing is known but these stages, each recorded on the day since which it holds.
fn situation(known: &[(&str, &str, Stage, &str)]) -> Situation {
    let editions = Editions::new([facts::bayern()]);
    let situation = Situation::new(Arc::new(crate::bavaria::catalogue()), Arc::new(editions));
    let events = known.iter().zip(1..).map(|((authority, service, stage, on), id)| RolloutEvent {
        id,
        rollout: rollout(authority, service),
        entry: StatusEntry {
            stage: *stage,
            effective_on: day(on),
            planned_on: None,
            vendor: None,
            link: None,
            note: None,
        },
        recorded_at: day(on).start(),
        actor: Actor { id: "7f3a".into(), name: "Erika Mustermann".into() },
        batch: None,
        retraction: None,
    });
    situation.with_records(events.collect(), Vec::new())
}

fn person(number: u128, roles: &[Role], territories: &[(&str, bool)]) -> Person {
    let territories = territories.iter().map(|(body, with_members)| Territory {
        body: ars(body),
        with_members: *with_members,
        may_invite: false,
    });
    Person {
        id: PersonId::from_random(number),
        email: format!("person-{number}@lagebild.example").parse().unwrap(),
        name: format!("Person {number}").parse().unwrap(),
        rights: Rights { roles: roles.iter().copied().collect(), territories: territories.collect() },
        standing: Standing::Active,
        has_password: true,
        created_at: "2026-11-01T08:00:00Z".parse().unwrap(),
        last_seen_at: None,
        wants_reminders: true,
        version: 1,
    }
}

fn contact(number: u128, body: &str, with_members: bool) -> Person {
    person(number, &[Role::Contact], &[(body, with_members)])
}

fn measure(id: i64, owner: &Person, due_on: &str) -> Measure {
    Measure {
        id: MeasureId(id),
        facts: MeasureFacts {
            what: format!("Maßnahme {id}"),
            owner: owner.name.to_string(),
            owner_person: Some(owner.id.clone()),
            body: None,
            due_on: day(due_on),
            note: None,
            finding: None,
            blockers: std::collections::BTreeSet::new(),
        },
        state: MeasureState::Open,
        ended_on: None,
        version: 1,
    }
}

fn blocker(id: i64, mailbox: &Person, opened_on: &str, due_on: &str) -> Blocker {
    Blocker {
        id: BlockerId(id),
        facts: BlockerFacts {
            title: format!("Hindernis {id}"),
            criterion: CriterionId(1),
            opened_on: day(opened_on),
            action_by: ActionBy::Vendor,
            severity: Severity::High,
            mailbox: Some(mailbox.email.clone()),
            due_on: Some(day(due_on)),
            note: None,
            link: None,
        },
        members: vec![Member {
            rollout: rollout(MEITINGEN, "wohnsitzanmeldung"),
            joined_on: day(opened_on),
            closing: None,
        }],
        closing: None,
        withdrawn: None,
        version: 1,
    }
}

fn with_due(situation: &Situation, measures: Vec<Measure>, blockers: Vec<Blocker>) -> Situation {
    situation.with_recordings(|obstacles, workshops| {
        for measure in measures {
            workshops.put_measure(measure);
        }
        for blocker in blockers {
            obstacles.blockers.put(blocker);
        }
    })
}

/// The authority that a link is for, with what opens it.
fn link(authority: &str, token: &str) -> (Ars, String) {
    (ars(authority), token.to_owned())
}
