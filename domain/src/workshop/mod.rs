//! Workshops, what they found, and what follows from it.

mod finding;
mod measure;
#[cfg(test)]
mod samples;
mod similar;
mod united;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::catalogue::Slug;
use crate::day::Day;
use crate::id::id;
use crate::key::Ars;
use crate::word::words;

pub use finding::{BlueprintPlace, Finding, FindingFacts, FindingId, FindingKind, FindingState, Verdict};
pub use measure::{Measure, MeasureFacts, MeasureId, MeasureState, WHAT_MAX};
pub use similar::similar;
pub use united::{FoundOften, Harvest};

/// Longest title, in characters.
pub const TITLE_MAX: usize = 200;

id!(
    /// Names a [`Workshop`].
    WorkshopId
);

/// How far a workshop is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WorkshopState {
    /// To come.
    Planned,
    /// Under way.
    Running,
    /// Over; findings can still be added.
    Closed,
}

words!(WorkshopState { Planned = "planned", Running = "running", Closed = "closed" });

/// Who takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Participant {
    /// The body.
    pub body: Ars,
    /// Whether all communes in it take part.
    pub with_members: bool,
}

/// What is said about a workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkshopFacts {
    /// In a line; at most [`TITLE_MAX`] characters.
    pub title: String,
    /// The day.
    pub held_on: Day,
    /// When it begins, `14:30`.
    pub begins_at: Option<String>,
    /// When it ends; after `begins_at`.
    pub ends_at: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Address of the meeting, http or https.
    pub link: Option<String>,
    /// Who leads it.
    pub facilitator: Option<String>,
    /// What it is about.
    pub agenda: Option<String>,
    /// Who takes part, by key.
    pub participants: Vec<Participant>,
    /// The services it is about; none: all.
    pub services: BTreeSet<Slug>,
}

/// A workshop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Workshop {
    /// The id.
    pub id: WorkshopId,
    /// What is said about it.
    pub facts: WorkshopFacts,
    /// How far it is.
    pub state: WorkshopState,
    /// The data version of its last change.
    pub version: i64,
}

impl Workshop {
    /// Whether the body takes part.
    #[must_use]
    pub fn has(&self, body: &Ars) -> bool {
        self.facts.participants.iter().any(|participant| {
            participant.body == *body || (participant.with_members && body.is_within(&participant.body))
        })
    }
}

/// All workshops with what they found, and all measures.
#[derive(Clone, Debug, Default)]
pub struct Workshops {
    by_id: BTreeMap<WorkshopId, Arc<Workshop>>,
    findings: BTreeMap<FindingId, Arc<Finding>>,
    measures: BTreeMap<MeasureId, Arc<Measure>>,
}

impl Workshops {
    /// Adds a workshop, or puts what is known of it in place of what was.
    pub fn put(&mut self, workshop: Workshop) {
        self.by_id.insert(workshop.id, Arc::new(workshop));
    }

    /// Adds a finding, or puts what is known of it in place of what was.
    pub fn put_finding(&mut self, finding: Finding) {
        self.findings.insert(finding.id, Arc::new(finding));
    }

    /// Adds a measure, or puts what is known of it in place of what was.
    pub fn put_measure(&mut self, measure: Measure) {
        self.measures.insert(measure.id, Arc::new(measure));
    }

    /// A workshop.
    #[must_use]
    pub fn get(&self, id: WorkshopId) -> Option<&Arc<Workshop>> {
        self.by_id.get(&id)
    }

    /// All workshops, by id.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<Workshop>> {
        self.by_id.values()
    }

    /// The workshops in which a body takes part, by id.
    #[must_use]
    pub fn with<'a>(&'a self, body: &'a Ars) -> impl DoubleEndedIterator<Item = &'a Arc<Workshop>> {
        self.iter().filter(|workshop| workshop.has(body))
    }

    /// A finding.
    #[must_use]
    pub fn finding(&self, id: FindingId) -> Option<&Arc<Finding>> {
        self.findings.get(&id)
    }

    /// All findings, merged and rejected ones too, by id.
    #[must_use]
    pub fn findings(&self) -> impl DoubleEndedIterator<Item = &Arc<Finding>> {
        self.findings.values()
    }

    /// The findings of a workshop, by id.
    #[must_use]
    pub fn findings_of(&self, id: WorkshopId) -> impl DoubleEndedIterator<Item = &Arc<Finding>> {
        self.findings().filter(move |finding| finding.workshop == id)
    }

    /// A measure.
    #[must_use]
    pub fn measure(&self, id: MeasureId) -> Option<&Arc<Measure>> {
        self.measures.get(&id)
    }

    /// All measures, by id.
    #[must_use]
    pub fn measures(&self) -> impl DoubleEndedIterator<Item = &Arc<Measure>> {
        self.measures.values()
    }
}
