//! What has to be in place before a service can go live, and what authorities say about it.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};

use crate::catalogue::Slug;
use crate::id::id;
use crate::key::Ars;
use crate::rollout::{Actor, RolloutKey};
use crate::word::words;

id!(
    /// Names a [`Criterion`].
    CriterionId
);

/// One thing that decides how fast a rollout is: staffing, vendor, connectivity …
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// The id.
    pub id: CriterionId,
    /// Its place in the order, from 1.
    pub position: i64,
    /// A word or two.
    pub name: String,
    /// What an authority is asked, answered by "erfüllt".
    pub question: String,
    /// What is meant.
    pub help: String,
    /// No longer asked; what was answered stays.
    pub is_retired: bool,
    /// The data version of its last change.
    pub version: i64,
}

/// What an authority says about a criterion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answer {
    /// In place.
    Met,
    /// In part.
    Partly,
    /// Not in place.
    Open,
    /// Does not matter here.
    NotRelevant,
    /// Nobody has said.
    #[default]
    Unknown,
}

words!(Answer { Met = "met", Partly = "partly", Open = "open", NotRelevant = "not_relevant", Unknown = "unknown" });

/// An answer that was given. Appended, never changed: the latest holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// Unique; grows in the order of recording.
    pub id: i64,
    /// Who answers for itself.
    pub authority: Ars,
    /// Where it holds for one service only; `None`: for all that have no answer of their own.
    pub service: Option<Slug>,
    /// What it is about.
    pub criterion: CriterionId,
    /// What was said.
    pub answer: Answer,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// Who said it.
    pub actor: Actor,
}

/// How many of the criteria that matter are met: "5 von 9 erfüllt". Counts, no weights.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Readiness {
    /// Answered with [`Answer::Met`].
    pub met: u64,
    /// Answered with [`Answer::Partly`].
    pub partly: u64,
    /// Answered with [`Answer::Open`].
    pub open: u64,
    /// Not answered.
    pub unknown: u64,
}

impl Readiness {
    /// How many matter here: all but those answered with [`Answer::NotRelevant`].
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.met + self.partly + self.open + self.unknown
    }
}

/// The criteria and the latest answers.
#[derive(Clone, Debug, Default)]
pub struct Criteria {
    by_id: BTreeMap<CriterionId, Criterion>,
    latest: HashMap<(Ars, Option<Slug>, CriterionId), Assessment>,
}

impl Criteria {
    /// Adds a criterion, or puts what is known of it in place of what was.
    pub fn put(&mut self, criterion: Criterion) {
        self.by_id.insert(criterion.id, criterion);
    }

    /// Adds an answer, in the order of recording.
    pub fn answer_with(&mut self, assessment: Assessment) {
        let about = (assessment.authority, assessment.service.clone(), assessment.criterion);
        self.latest.insert(about, assessment);
    }

    /// One of them, retired or not.
    #[must_use]
    pub fn get(&self, id: CriterionId) -> Option<&Criterion> {
        self.by_id.get(&id)
    }

    /// All, retired ones too, in their order.
    #[must_use]
    pub fn all(&self) -> Vec<&Criterion> {
        let mut all: Vec<_> = self.by_id.values().collect();
        all.sort_by_key(|criterion| (criterion.is_retired, criterion.position, criterion.id));
        all
    }

    /// Those that are asked, in their order.
    #[must_use]
    pub fn asked(&self) -> Vec<&Criterion> {
        self.all().into_iter().filter(|criterion| !criterion.is_retired).collect()
    }

    /// The answer given for exactly that: a service, or (`None`) the authority as a whole.
    #[must_use]
    pub fn given(
        &self,
        authority: &Ars,
        service: Option<&Slug>,
        criterion: CriterionId,
    ) -> Option<&Assessment> {
        self.latest.get(&(*authority, service.cloned(), criterion))
    }

    /// The answer that holds for a rollout: its own, or that of the authority.
    #[must_use]
    pub fn holds(&self, rollout: &RolloutKey, criterion: CriterionId) -> Answer {
        self.given(&rollout.authority, Some(&rollout.service), criterion)
            .or_else(|| self.given(&rollout.authority, None, criterion))
            .map_or(Answer::Unknown, |assessment| assessment.answer)
    }

    /// How ready a rollout is.
    #[must_use]
    pub fn readiness(&self, rollout: &RolloutKey) -> Readiness {
        let mut readiness = Readiness::default();
        for criterion in self.asked() {
            match self.holds(rollout, criterion.id) {
                Answer::Met => readiness.met += 1,
                Answer::Partly => readiness.partly += 1,
                Answer::Open => readiness.open += 1,
                Answer::Unknown => readiness.unknown += 1,
                Answer::NotRelevant => {}
            }
        }
        readiness
    }
}
