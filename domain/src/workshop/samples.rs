//! Workshops and findings for tests.

use super::WorkshopState;
use super::{
    Finding, FindingFacts, FindingId, FindingKind, FindingState, Workshop, WorkshopFacts, WorkshopId,
};
use crate::rollout::Actor;

pub(super) fn workshop(id: i64, held_on: &str) -> Workshop {
    Workshop {
        id: WorkshopId(id),
        facts: WorkshopFacts {
            title: format!("Workshop {id}"),
            held_on: held_on.parse().unwrap(),
            begins_at: None,
            ends_at: None,
            place: None,
            link: None,
            facilitator: None,
            agenda: None,
            participants: Vec::new(),
            services: [].into(),
        },
        state: WorkshopState::Closed,
        version: 1,
    }
}

pub(super) fn finding(id: i64, workshop: i64) -> Finding {
    Finding {
        id: FindingId(id),
        workshop: WorkshopId(workshop),
        facts: FindingFacts {
            words: format!("Erkenntnis {id}"),
            kind: FindingKind::Obstacle,
            criterion: None,
            severity: None,
            recommendation: None,
            services: [].into(),
            bodies: [].into(),
        },
        state: FindingState::New,
        merged_into: None,
        is_late: false,
        recorded_at: "2026-03-02T09:00:00Z".parse().unwrap(),
        actor: Actor { id: "7f3a".into(), name: "Erika Mustermann".into() },
        version: 1,
    }
}
