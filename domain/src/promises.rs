//! Whether starts come on the day for which they were announced.
//!
//! Judged is the first day that was ever named: whoever moves a start in time has still not kept the day on which
//! others relied.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::catalogue::{Selection, Slug};
use crate::day::Day;
use crate::key::Ars;
use crate::rollout::{History, RolloutKey, Viewpoint};
use crate::situation::Situation;
use crate::stage::Stage;

/// A start that was announced, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// What is to start.
    pub rollout: RolloutKey,
    /// The day that was named first.
    pub first: Day,
    /// When it was named.
    pub said_at: DateTime<Utc>,
    /// The day that is named now, or was named last before it went live; `None`: none any more.
    pub latest: Option<Day>,
    /// How often another day was named, or the day was dropped.
    pub moves: usize,
    /// The first day of being live after that.
    pub live_on: Option<Day>,
    /// The vendor of the looked-at day, under its one name.
    pub vendor: Option<String>,
    /// Inhabitants of the communes in the scope that need it.
    pub inhabitants: u64,
}

/// What became of a promise on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// The day is still to come, and it is not live yet.
    Ahead,
    /// Live on the first day that was named, or before.
    Kept,
    /// Live, but later.
    Late,
    /// Not live, the first day is over, and another one to come is named.
    Moved,
    /// Not live, and no day that was named is still to come.
    Overdue,
    /// Not live, the first day is over, and none is named any more.
    Dropped,
}

impl Fate {
    /// What can become of a promise whose day is over, from the best to the worst.
    pub const DUE: [Self; 5] = [Self::Kept, Self::Late, Self::Moved, Self::Overdue, Self::Dropped];
}

/// By how much something came later than announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slip {
    /// In days; negative: earlier.
    pub days: i64,
    /// It may still grow: what is not live counts up to the looked-at day, or to the day that is named now.
    pub is_at_least: bool,
}

impl Promise {
    /// What became of it by that day.
    #[must_use]
    pub fn fate(&self, on: Day) -> Fate {
        match (self.live_on, self.latest) {
            (Some(live_on), _) if live_on <= self.first => Fate::Kept,
            (Some(_), _) => Fate::Late,
            (None, _) if self.first > on => Fate::Ahead,
            (None, None) => Fate::Dropped,
            (None, Some(latest)) if latest > on => Fate::Moved,
            (None, Some(_)) => Fate::Overdue,
        }
    }

    /// Whether its first day is over, so that it can be judged. What went live before its day waits for the day too:
    /// otherwise early ones would count before late ones can.
    #[must_use]
    pub fn is_due(&self, on: Day) -> bool {
        self.first <= on
    }

    /// How late it is or was.
    #[must_use]
    pub fn slip(&self, on: Day) -> Slip {
        let is_at_least = self.live_on.is_none();
        let until = self.live_on.unwrap_or_else(|| self.latest.map_or(on, |latest| latest.max(on)));
        Slip { days: until.days_since(self.first), is_at_least }
    }
}

/// How late several promises are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slips {
    /// How many they are.
    pub n: usize,
    /// How many were kept.
    pub kept: usize,
    /// Half of them are at most that late.
    pub median: Slip,
    /// Four of five are at most that late.
    pub most: Slip,
}

impl Slips {
    /// Of the promises whose day is over; `None`: there is none.
    #[must_use]
    pub fn of<'a>(promises: impl IntoIterator<Item = &'a Promise>, on: Day) -> Option<Self> {
        let due: Vec<&Promise> = promises.into_iter().filter(|promise| promise.is_due(on)).collect();
        let mut slips: Vec<Slip> = due.iter().map(|promise| promise.slip(on)).collect();
        slips.sort_by_key(|slip| slip.days);
        Some(Self {
            n: due.len(),
            kept: due.iter().filter(|promise| promise.fate(on) == Fate::Kept).count(),
            median: quantile(&slips, 50)?,
            most: quantile(&slips, 80)?,
        })
    }
}

/// The smallest slip that is not exceeded by that many of a hundred. Something unfinished at or below it may come to
/// lie above it, which can only raise it.
fn quantile(sorted: &[Slip], percent: usize) -> Option<Slip> {
    let place = (sorted.len() * percent).div_ceil(100).checked_sub(1)?;
    let Slip { days, .. } = *sorted.get(place)?;
    let is_at_least = sorted.iter().any(|slip| slip.is_at_least && slip.days <= days);
    Some(Slip { days, is_at_least })
}

/// Slips of groups of promises that are large enough to say something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Groups<K> {
    /// By group.
    pub groups: BTreeMap<K, Slips>,
    /// All promises that are in none of them because their group is too small, or because they have none.
    pub rest: Option<Slips>,
}

/// The slips by group; a group of fewer than `least` promises whose day is over goes into the rest.
#[must_use]
pub fn grouped<K: Ord>(
    promises: &[Promise],
    on: Day,
    least: usize,
    group: impl Fn(&Promise) -> Option<K>,
) -> Groups<K> {
    let mut members: BTreeMap<Option<K>, Vec<&Promise>> = BTreeMap::new();
    for promise in promises.iter().filter(|promise| promise.is_due(on)) {
        members.entry(group(promise)).or_default().push(promise);
    }
    let (mut groups, mut rest) = (BTreeMap::new(), Vec::new());
    for (key, promises) in members {
        match key {
            Some(key) if promises.len() >= least => {
                groups.extend(Slips::of(promises, on).map(|slips| (key, slips)));
            }
            _ => rest.extend(promises),
        }
    }
    Groups { groups, rest: Slips::of(rest, on) }
}

/// The first promise of every rollout that the scope needs, in the order of
/// [`Responsibilities::rollouts`](crate::responsibility::Responsibilities::rollouts).
#[must_use]
pub fn promises(
    situation: &Situation,
    selection: &Selection,
    scope: &Ars,
    viewpoint: Viewpoint,
) -> Vec<Promise> {
    let responsibilities = situation.responsibilities(viewpoint.on);
    let services: BTreeSet<&Slug> =
        situation.catalogue().selected(selection).map(|service| &service.slug).collect();
    let mut inhabitants = BTreeMap::new();
    for commune in responsibilities.communes().iter().filter(|commune| commune.ars.is_within(scope)) {
        for (rollout, _) in &commune.rollouts {
            *inhabitants.entry(*rollout).or_default() += commune.inhabitants;
        }
    }
    let promise = |(position, inhabitants)| {
        let rollout = &responsibilities.rollouts()[position];
        let history = situation.history(rollout).filter(|_| services.contains(&rollout.service))?;
        let (first, said_at, latest, moves, live_on) = told(history, viewpoint)?;
        let vendor = history.current(viewpoint)?.entry.vendor.as_deref();
        let vendor = vendor.map(|text| situation.obstacles().vendors.name(text).to_owned());
        Some(Promise {
            rollout: rollout.clone(),
            first,
            said_at,
            latest,
            moves,
            live_on,
            vendor,
            inhabitants,
        })
    };
    inhabitants.into_iter().filter_map(promise).collect()
}

type Told = (Day, DateTime<Utc>, Option<Day>, usize, Option<Day>);

/// What a history tells of its first promise, up to the start that followed: what was announced for the time after a
/// relapse is another matter.
fn told(history: &History, viewpoint: Viewpoint) -> Option<Told> {
    let mut counting = history.events().iter().filter(|event| viewpoint.counts(event));
    let (first, said_at) = counting.by_ref().find_map(|event| {
        let planned_on = event.entry.planned_on.filter(|_| event.entry.stage != Stage::Live)?;
        Some((planned_on, event.recorded_at))
    })?;
    let (mut latest, mut moves) = (Some(first), 0);
    for event in counting {
        if event.entry.stage == Stage::Live {
            return Some((first, said_at, latest, moves, Some(event.entry.effective_on)));
        }
        if event.entry.planned_on != latest {
            latest = event.entry.planned_on;
            moves += 1;
        }
    }
    Some((first, said_at, latest, moves, None))
}
