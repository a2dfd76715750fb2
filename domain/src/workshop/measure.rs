//! What somebody does about a finding or a blocker.

use std::collections::BTreeSet;

use super::FindingId;
use crate::blocker::BlockerId;
use crate::day::Day;
use crate::id::id;
use crate::key::Ars;
use crate::people::PersonId;
use crate::word::words;

/// Longest text of what is to be done and of who does it, in characters.
pub const WHAT_MAX: usize = 200;

id!(
    /// Names a [`Measure`].
    MeasureId
);

/// How far a measure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeasureState {
    /// Agreed.
    Open,
    /// Begun.
    Underway,
    /// Done.
    Done,
    /// Given up.
    Dropped,
}

words!(MeasureState { Open = "open", Underway = "underway", Done = "done", Dropped = "dropped" });

/// What is said about a measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeasureFacts {
    /// What is to be done, in a line; at most [`WHAT_MAX`] characters.
    pub what: String,
    /// Who does it, as it is shown; at most [`WHAT_MAX`] characters.
    pub owner: String,
    /// The account of whoever that is, to be reminded.
    pub owner_person: Option<PersonId>,
    /// For whom or where.
    pub body: Option<Ars>,
    /// By when.
    pub due_on: Day,
    /// Free text.
    pub note: Option<String>,
    /// The finding from which it follows.
    pub finding: Option<FindingId>,
    /// The blockers that it is to close.
    pub blockers: BTreeSet<BlockerId>,
}

/// Something that was agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The id.
    pub id: MeasureId,
    /// What is said about it.
    pub facts: MeasureFacts,
    /// How far it is.
    pub state: MeasureState,
    /// When it was done or given up.
    pub ended_on: Option<Day>,
    /// The data version of its last change.
    pub version: i64,
}

impl Measure {
    /// Whether it should have been done before that day.
    #[must_use]
    pub fn is_overdue(&self, today: Day) -> bool {
        self.ended_on.is_none() && self.facts.due_on < today
    }
}
