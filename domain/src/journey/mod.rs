//! The way of each rollout from its first step until it is live, and what decides how long it takes.

mod compare;
mod effects;

use std::collections::BTreeSet;

pub use compare::{By, Compared, ComparedGroup, Group, compare};
pub use effects::{Effect, Effects, Factor, Told, effects};

use crate::catalogue::{Selection, Slug};
use crate::criteria::CriterionId;
use crate::day::Day;
use crate::key::Ars;
use crate::rollout::{History, RolloutKey, Viewpoint};
use crate::situation::Situation;
use crate::stage::Stage;
use crate::vendor::VendorId;

/// A smaller group tells more about its members than about what they have in common.
pub const SMALLEST_GROUP: usize = 20;

/// For how many people an authority does a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SizeBand {
    /// Below 1,000.
    Smallest,
    /// From 1,000 to below 5,000.
    Small,
    /// From 5,000 to below 20,000.
    Middle,
    /// From 20,000.
    Large,
}

impl SizeBand {
    /// The band of a number of inhabitants.
    #[must_use]
    pub const fn of(inhabitants: u64) -> Self {
        match inhabitants {
            0..1_000 => Self::Smallest,
            1_000..5_000 => Self::Small,
            5_000..20_000 => Self::Middle,
            _ => Self::Large,
        }
    }
}

/// A time in which a rollout was held up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldUp {
    /// By which criterion.
    pub criterion: CriterionId,
    /// The first day.
    pub from: Day,
    /// The first day without it; `None`: it lasts.
    pub until: Option<Day>,
}

/// The way of one rollout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journey {
    /// The rollout.
    pub rollout: RolloutKey,
    /// The day of its first step: of the first stage beyond "not started".
    pub started_on: Day,
    /// The day on which anything was first recorded of it: what ended before would not have been seen.
    pub watched_from: Day,
    /// The day on which it was first live, or the last day that is known.
    pub ended_on: Day,
    /// Whether it was live on that day.
    pub is_live: bool,
    /// Who makes its software, as last told.
    pub vendor: Option<VendorId>,
    /// For how many people the authority does the task.
    pub size: SizeBand,
    /// Whether the authority goes first.
    pub is_pilot: bool,
    /// When what held it up.
    pub held_up: Vec<HeldUp>,
}

/// All ways that are known, and how many are not.
#[derive(Clone, Debug, Default)]
pub struct Journeys {
    /// Those that were watched while they lasted.
    pub watched: Vec<Journey>,
    /// Rollouts that were live when something was first recorded of them: how long that took was not watched, and
    /// counting them would make the way seem shorter.
    pub live_unseen: u64,
    /// Rollouts without a first step.
    pub not_begun: u64,
}

impl Journey {
    fn day(&self, day: Day) -> u32 {
        u32::try_from(day.days_since(self.started_on)).unwrap_or_default()
    }

    /// Its length and how it was watched.
    #[must_use]
    pub fn spell(&self) -> crate::survival::Spell {
        crate::survival::Spell {
            watched_from: self.day(self.watched_from),
            until: self.day(self.ended_on),
            has_happened: self.is_live,
        }
    }

    /// Whether a criterion (`None`: any) holds it up on that day.
    fn is_held_up(&self, criterion: Option<CriterionId>, day: Day) -> bool {
        self.held_up.iter().any(|held_up| {
            criterion.is_none_or(|criterion| criterion == held_up.criterion)
                && held_up.from <= day
                && held_up.until.is_none_or(|until| day < until)
        })
    }

    /// The first day of the way on which a criterion (`None`: any) held it up.
    fn first_held_up(&self, criterion: Option<CriterionId>) -> Option<Day> {
        self.held_up
            .iter()
            .filter(|held_up| {
                criterion.is_none_or(|criterion| criterion == held_up.criterion)
                    && held_up.from <= self.ended_on
                    && held_up.until.is_none_or(|until| self.started_on < until)
            })
            .map(|held_up| held_up.from.max(self.started_on))
            .min()
    }
}

/// The ways of the rollouts of a selection that communes of a place need.
#[must_use]
pub fn journeys(situation: &Situation, selection: &Selection, scope: Ars, viewpoint: Viewpoint) -> Journeys {
    let responsibilities = situation.responsibilities(viewpoint.on);
    let services: BTreeSet<&Slug> =
        situation.catalogue().selected(selection).map(|service| &service.slug).collect();
    let mut inhabitants = vec![0_u64; responsibilities.rollouts().len()];
    for commune in responsibilities.communes() {
        for (position, _) in &commune.rollouts {
            inhabitants[*position] += commune.inhabitants;
        }
    }
    let last = viewpoint.known_on.map_or(viewpoint.on, |known| known.min(viewpoint.on));
    let mut journeys = Journeys::default();
    for position in responsibilities.needed_within(&scope) {
        let rollout = &responsibilities.rollouts()[position];
        if !services.contains(&rollout.service) {
            continue;
        }
        let Some((watched_from, started_on, live_on)) =
            situation.history(rollout).and_then(|history| course(history, viewpoint))
        else {
            journeys.not_begun += 1;
            continue;
        };
        // Whoever was watched from the very day on which it went live was never seen waiting.
        let first_seen = if started_on < watched_from { watched_from.plus(1) } else { watched_from };
        if live_on.is_some_and(|live_on| live_on < first_seen) {
            journeys.live_unseen += 1;
            continue;
        }
        journeys.watched.push(Journey {
            rollout: rollout.clone(),
            started_on,
            watched_from,
            ended_on: live_on.unwrap_or(last).max(started_on),
            is_live: live_on.is_some(),
            vendor: situation.history(rollout).and_then(|history| vendor(situation, history, viewpoint)),
            size: SizeBand::of(inhabitants[position]),
            is_pilot: situation.catalogue().is_pilot(&rollout.authority),
            held_up: held_up(situation, rollout),
        });
    }
    journeys
}

/// When a rollout was first recorded, when it took its first step, and when it was first live.
fn course(history: &History, viewpoint: Viewpoint) -> Option<(Day, Day, Option<Day>)> {
    let counting = || history.events().iter().filter(|event| viewpoint.counts(event));
    let watched_from = counting().map(|event| Day::of(event.recorded_at)).min()?;
    // Of a day with several entries only the last recorded one ever held.
    let mut held: Vec<(Day, Stage)> = Vec::new();
    for event in counting() {
        let entry = (event.entry.effective_on, event.entry.stage);
        match held.last_mut() {
            Some(last) if last.0 == entry.0 => *last = entry,
            _ => held.push(entry),
        }
    }
    let (started_on, _) =
        held.iter().find(|(_, stage)| stage.progress().is_some_and(|progress| progress > 0))?;
    let live_on = held.iter().find(|(_, stage)| *stage == Stage::Live).map(|(day, _)| *day);
    Some((watched_from, *started_on, live_on))
}

/// The vendor that was named last: a status that says nothing of it does not mean that there is none.
fn vendor(situation: &Situation, history: &History, viewpoint: Viewpoint) -> Option<VendorId> {
    let mut counting = history.events().iter().rev().filter(|event| viewpoint.counts(event));
    let named = counting.find_map(|event| event.entry.vendor.as_deref())?;
    situation.obstacles().vendors.meant_by(named).map(|vendor| vendor.id)
}

fn held_up(situation: &Situation, rollout: &RolloutKey) -> Vec<HeldUp> {
    let blockers = situation.obstacles().blockers.of(rollout).filter(|blocker| blocker.withdrawn.is_none());
    blockers
        .flat_map(|blocker| {
            let members = blocker.members.iter().filter(|member| member.rollout == *rollout);
            members.map(|member| HeldUp {
                criterion: blocker.facts.criterion,
                from: blocker.facts.opened_on.max(member.joined_on),
                until: blocker.closing_of(member).map(|closing| closing.on),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
