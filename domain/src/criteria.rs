//! What has to be in place before a service can go live, and what authorities say about it.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};

use crate::catalogue::Slug;
use crate::id::id;
use crate::key::Ars;
use crate::rollout::{Actor, RolloutKey};
use crate::word::words;

/// Longest name, in characters.
pub const NAME_MAX: usize = 60;
/// Longest question, in characters.
pub const QUESTION_MAX: usize = 300;

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

    /// What was said for exactly that; [`Answer::Unknown`] where nobody has said anything, or has taken it back.
    #[must_use]
    pub fn said(&self, authority: &Ars, service: Option<&Slug>, criterion: CriterionId) -> Answer {
        self.given(authority, service, criterion).map_or(Answer::Unknown, |assessment| assessment.answer)
    }

    /// The answer that holds for a rollout: its own, or that of the authority.
    #[must_use]
    pub fn holds(&self, rollout: &RolloutKey, criterion: CriterionId) -> Answer {
        match self.said(&rollout.authority, Some(&rollout.service), criterion) {
            Answer::Unknown => self.said(&rollout.authority, None, criterion),
            own => own,
        }
    }

    /// How many authorities have said what of a criterion, each counted once for itself as a whole.
    #[must_use]
    pub fn said_by_authorities(&self, criterion: CriterionId) -> BTreeMap<Answer, u64> {
        let mut counts = BTreeMap::new();
        for ((_, service, about), assessment) in &self.latest {
            if service.is_none() && *about == criterion {
                *counts.entry(assessment.answer).or_default() += 1;
            }
        }
        counts
    }

    /// What to ask an authority next: at most `most` of the criteria it has said nothing of. Those come first that
    /// most often hold others up, for they tell most; then the order of the criteria.
    #[must_use]
    pub fn to_ask(&self, authority: &Ars, most: usize) -> Vec<&Criterion> {
        let mut unanswered = self.asked();
        unanswered.retain(|criterion| self.said(authority, None, criterion.id) == Answer::Unknown);
        unanswered.sort_by_cached_key(|criterion| {
            let said = self.said_by_authorities(criterion.id);
            let held_up: u64 =
                [Answer::Open, Answer::Partly].iter().filter_map(|answer| said.get(answer)).sum();
            std::cmp::Reverse(held_up)
        });
        unanswered.truncate(most);
        unanswered
    }

    /// How ready a rollout is.
    #[must_use]
    pub fn readiness(&self, rollout: &RolloutKey) -> Readiness {
        self.readiness_of(|criterion| self.holds(rollout, criterion))
    }

    /// How ready somebody is who answers so.
    #[must_use]
    pub fn readiness_of(&self, answer: impl Fn(CriterionId) -> Answer) -> Readiness {
        let mut readiness = Readiness::default();
        for criterion in self.asked() {
            match answer(criterion.id) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn criteria(count: i64) -> Criteria {
        let mut criteria = Criteria::default();
        for id in 1..=count {
            criteria.put(Criterion {
                id: CriterionId(id),
                position: id,
                name: format!("K{id}"),
                question: String::new(),
                help: String::new(),
                is_retired: false,
                version: 0,
            });
        }
        criteria
    }

    fn say(criteria: &mut Criteria, authority: &str, service: Option<&str>, criterion: i64, answer: Answer) {
        criteria.answer_with(Assessment {
            id: 0,
            authority: authority.parse().unwrap(),
            service: service.map(|slug| slug.parse().unwrap()),
            criterion: CriterionId(criterion),
            answer,
            recorded_at: DateTime::UNIX_EPOCH,
            actor: Actor { id: "a".into(), name: "A".into() },
        });
    }

    fn rollout(service: &str) -> RolloutKey {
        RolloutKey { authority: "09273".parse().unwrap(), service: service.parse().unwrap() }
    }

    #[test]
    fn an_answer_for_one_service_holds_there_until_it_is_taken_back() {
        let mut criteria = criteria(2);
        say(&mut criteria, "09273", None, 1, Answer::Met);
        say(&mut criteria, "09273", Some("waffenrecht"), 1, Answer::Open);
        let holds = |criteria: &Criteria, service| criteria.holds(&rollout(service), CriterionId(1));
        assert_eq!(holds(&criteria, "waffenrecht"), Answer::Open);
        assert_eq!(holds(&criteria, "fuehrerschein"), Answer::Met);
        say(&mut criteria, "09273", Some("waffenrecht"), 1, Answer::Unknown);
        assert_eq!(holds(&criteria, "waffenrecht"), Answer::Met);
    }

    #[test]
    fn what_does_not_matter_is_not_counted() {
        let mut criteria = criteria(4);
        for (criterion, answer) in [(1, Answer::Met), (2, Answer::NotRelevant), (3, Answer::Open)] {
            say(&mut criteria, "09273", None, criterion, answer);
        }
        let readiness = criteria.readiness(&rollout("waffenrecht"));
        assert_eq!(readiness, Readiness { met: 1, partly: 0, open: 1, unknown: 1 });
        assert_eq!(readiness.total(), 3);
    }

    #[test]
    fn what_holds_up_most_others_is_asked_first() {
        let mut criteria = criteria(4);
        say(&mut criteria, "09273", None, 1, Answer::Met);
        say(&mut criteria, "09274", None, 4, Answer::Open);
        say(&mut criteria, "09275", None, 4, Answer::Partly);
        say(&mut criteria, "09275", None, 3, Answer::Met);
        let asked: Vec<i64> = criteria
            .to_ask(&"09273".parse().unwrap(), 2)
            .into_iter()
            .map(|criterion| criterion.id.0)
            .collect();
        assert_eq!(asked, [4, 2]);
        // What was taken back is asked again.
        say(&mut criteria, "09273", None, 1, Answer::Unknown);
        let asked = criteria.to_ask(&"09273".parse().unwrap(), 9);
        assert_eq!(asked.len(), 4);
    }
}
