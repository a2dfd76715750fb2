//! What a workshop found.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::WorkshopId;
use crate::blocker::Severity;
use crate::catalogue::Slug;
use crate::criteria::CriterionId;
use crate::id::id;
use crate::key::Ars;
use crate::rollout::Actor;
use crate::word::words;

id!(
    /// Names a [`Finding`].
    FindingId
);

/// What a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingKind {
    /// Something that hinders.
    Obstacle,
    /// Something that helped.
    SuccessFactor,
    /// Something that should be done.
    Recommendation,
    /// Something nobody knew.
    Question,
}

words!(FindingKind {
    Obstacle = "obstacle",
    SuccessFactor = "success_factor",
    Recommendation = "recommendation",
    Question = "question",
});

/// What has become of a finding, as a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Not looked at yet.
    New,
    /// Looked at.
    Checked,
    /// Goes into the blueprint.
    Adopted,
    /// Does not.
    Rejected,
}

words!(Verdict { New = "new", Checked = "checked", Adopted = "adopted", Rejected = "rejected" });

/// What has become of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindingState {
    /// Not looked at yet.
    New,
    /// Looked at.
    Checked,
    /// Goes into the blueprint.
    Adopted(BlueprintPlace),
    /// Does not, for this reason.
    Rejected(String),
}

impl FindingState {
    /// The state without what belongs to it.
    #[must_use]
    pub const fn verdict(&self) -> Verdict {
        match self {
            Self::New => Verdict::New,
            Self::Checked => Verdict::Checked,
            Self::Adopted(_) => Verdict::Adopted,
            Self::Rejected(_) => Verdict::Rejected,
        }
    }
}

/// Where in the blueprint a finding stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlueprintPlace {
    /// From 1.
    pub place: i64,
    /// What the editor says to it.
    pub editors_note: Option<String>,
}

/// What is said in a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FindingFacts {
    /// What was said, word for word.
    pub words: String,
    /// What it is.
    pub kind: FindingKind,
    /// The criterion it belongs to.
    pub criterion: Option<CriterionId>,
    /// How much it hinders.
    pub severity: Option<Severity>,
    /// What should be done about it.
    pub recommendation: Option<String>,
    /// The services it is about; none: all, or none in particular.
    pub services: BTreeSet<Slug>,
    /// The bodies it was seen in.
    pub bodies: BTreeSet<Ars>,
}

/// A line of what a workshop found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The id; grows in the order of recording.
    pub id: FindingId,
    /// The workshop.
    pub workshop: WorkshopId,
    /// What is said in it.
    pub facts: FindingFacts,
    /// What has become of it.
    pub state: FindingState,
    /// The finding that says the same, of which this is another wording.
    pub merged_into: Option<FindingId>,
    /// Whether it was added when the workshop was over.
    pub is_late: bool,
    /// When it was typed.
    pub recorded_at: DateTime<Utc>,
    /// Who typed it.
    pub actor: Actor,
    /// The data version of its last change.
    pub version: i64,
}

impl Finding {
    /// Its place in the blueprint; `None`: it is not adopted.
    #[must_use]
    pub const fn place(&self) -> Option<i64> {
        match &self.state {
            FindingState::Adopted(place) => Some(place.place),
            _ => None,
        }
    }

    /// What the editor of the blueprint says to it.
    #[must_use]
    pub fn editors_note(&self) -> Option<&str> {
        match &self.state {
            FindingState::Adopted(place) => place.editors_note.as_deref(),
            _ => None,
        }
    }

    /// Why it was rejected; `None`: it is not.
    #[must_use]
    pub fn rejection(&self) -> Option<&str> {
        match &self.state {
            FindingState::Rejected(reason) => Some(reason),
            _ => None,
        }
    }
}
