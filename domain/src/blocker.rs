//! What holds rollouts up, from when to when, and who must act.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::criteria::CriterionId;
use crate::day::Day;
use crate::id::id;
use crate::key::Ars;
use crate::people::Email;
use crate::rollout::RolloutKey;
use crate::word::words;

/// Longest title, in characters.
pub const TITLE_MAX: usize = 200;

id!(
    /// Names a [`Blocker`].
    BlockerId
);

/// Who must act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionBy {
    /// The authority itself.
    Commune,
    /// Whoever makes or runs the software.
    Vendor,
    /// The ministry.
    Ministry,
    /// BayKommun, where services are ordered.
    BayKommun,
    /// Somebody else.
    Third,
}

words!(ActionBy {
    Commune = "commune",
    Vendor = "vendor",
    Ministry = "ministry",
    BayKommun = "baykommun",
    Third = "third",
});

/// How much something hinders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A nuisance.
    Low,
    /// Slows the rollout down.
    Medium,
    /// Stops the rollout.
    High,
}

words!(Severity { Low = "low", Medium = "medium", High = "high" });

/// What is said about a blocker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockerFacts {
    /// In a line; at most [`TITLE_MAX`] characters.
    pub title: String,
    /// The criterion that is not met.
    pub criterion: CriterionId,
    /// Since when.
    pub opened_on: Day,
    /// Who must act.
    pub action_by: ActionBy,
    /// How much it hinders.
    pub severity: Severity,
    /// Where whoever must act is reached.
    pub mailbox: Option<Email>,
    /// When it is to be out of the way; not before `opened_on`.
    pub due_on: Option<Day>,
    /// Free text.
    pub note: Option<String>,
    /// Evidence, http or https.
    pub link: Option<String>,
}

impl BlockerFacts {
    /// Whether they can be: a title of one line that fits, begun by today, and due when it had begun.
    #[must_use]
    pub fn are_possible(&self, today: Day) -> bool {
        let characters = self.title.chars().count();
        (1..=TITLE_MAX).contains(&characters)
            && self.opened_on <= today
            && self.due_on.is_none_or(|due| self.opened_on <= due)
    }
}

/// How something got out of the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The first day without it.
    pub on: Day,
    /// What helped.
    pub resolution: String,
}

/// A rollout that a blocker holds up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The rollout.
    pub rollout: RolloutKey,
    /// Since when it is held up.
    pub joined_on: Day,
    /// How it got past the blocker before the others did.
    pub closing: Option<Closing>,
}

/// Something that holds up one rollout or many: one object, however many it concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocker {
    /// The id.
    pub id: BlockerId,
    /// What is said about it.
    pub facts: BlockerFacts,
    /// Whom it holds up, by key.
    pub members: Vec<Member>,
    /// How it was closed for everybody.
    pub closing: Option<Closing>,
    /// Why it was a mistake; then it never held up anybody.
    pub withdrawn: Option<String>,
    /// The data version of its last change.
    pub version: i64,
}

impl Blocker {
    /// Whether it holds anybody up on that day.
    #[must_use]
    pub fn is_open_on(&self, day: Day) -> bool {
        self.held_up_on(day).next().is_some()
    }

    /// How the rollout of a member got past it: by itself, or with all others.
    #[must_use]
    pub fn closing_of<'a>(&'a self, member: &'a Member) -> Option<&'a Closing> {
        [member.closing.as_ref(), self.closing.as_ref()]
            .into_iter()
            .flatten()
            .min_by_key(|closing| closing.on)
    }

    /// The first day on which it can be out of the way, for one authority or (`None`) for all whom it still holds up:
    /// nobody is past it before it held them up.
    #[must_use]
    pub fn first_end(&self, authority: Option<&Ars>) -> Day {
        let ended = self.members.iter().filter(|member| {
            member.closing.is_none()
                && authority.is_none_or(|authority| *authority == member.rollout.authority)
        });
        ended.map(|member| member.joined_on).fold(self.facts.opened_on, Day::max)
    }

    /// The day on which the first was past it: it cannot have begun later.
    #[must_use]
    pub fn first_closing(&self) -> Option<Day> {
        let own = self.members.iter().filter_map(|member| member.closing.as_ref());
        own.chain(&self.closing).map(|closing| closing.on).min()
    }

    /// The rollouts that it holds up on that day.
    pub fn held_up_on(&self, day: Day) -> impl Iterator<Item = &RolloutKey> {
        self.members
            .iter()
            .filter(move |member| {
                self.withdrawn.is_none()
                    && self.facts.opened_on.max(member.joined_on) <= day
                    && self.closing_of(member).is_none_or(|closing| day < closing.on)
            })
            .map(|member| &member.rollout)
    }

    /// Whether it holds that rollout up on that day.
    #[must_use]
    pub fn holds_up(&self, rollout: &RolloutKey, day: Day) -> bool {
        self.held_up_on(day).any(|held_up| held_up == rollout)
    }
}

/// All blockers.
#[derive(Clone, Debug, Default)]
pub struct Blockers {
    by_id: BTreeMap<BlockerId, Arc<Blocker>>,
    of_rollout: HashMap<RolloutKey, BTreeSet<BlockerId>>,
}

impl Blockers {
    /// Adds a blocker, or puts what is known of it in place of what was.
    pub fn put(&mut self, blocker: Blocker) {
        if let Some(known) = self.by_id.get(&blocker.id) {
            for member in &known.members {
                if let Some(ids) = self.of_rollout.get_mut(&member.rollout) {
                    ids.remove(&blocker.id);
                }
            }
        }
        for member in &blocker.members {
            self.of_rollout.entry(member.rollout.clone()).or_default().insert(blocker.id);
        }
        self.by_id.insert(blocker.id, Arc::new(blocker));
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, id: BlockerId) -> Option<&Arc<Blocker>> {
        self.by_id.get(&id)
    }

    /// All that were ever opened, by id.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<Blocker>> {
        self.by_id.values()
    }

    /// All that ever concerned a rollout, by id.
    #[must_use]
    pub fn of(&self, rollout: &RolloutKey) -> impl DoubleEndedIterator<Item = &Arc<Blocker>> {
        self.of_rollout.get(rollout).into_iter().flatten().filter_map(|id| self.by_id.get(id))
    }

    /// Those that hold a rollout up on that day: it is *blocked* when there is one.
    pub fn blocking(&self, rollout: &RolloutKey, day: Day) -> impl Iterator<Item = &Arc<Blocker>> {
        self.of(rollout).filter(move |blocker| blocker.holds_up(rollout, day))
    }
}
