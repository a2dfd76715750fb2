//! Groups of ways beside each other.

use std::collections::BTreeMap;

use super::{Journey, SMALLEST_GROUP, SizeBand};
use crate::criteria::CriterionId;
use crate::survival::{Curve, LogRank, Spell, at_risk, log_rank};
use crate::vendor::VendorId;

/// A curve begins where at least this many are watched: the share of a handful falls to nothing with the first of them.
const FEWEST_AT_RISK: u32 = 10;

/// By what ways are put into groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// Whether a criterion, or any (`None`), has held them up so far.
    HeldUp(Option<CriterionId>),
    /// Who makes the software.
    Vendor,
    /// For how many people.
    Size,
    /// Whether the authority goes first.
    Pilot,
}

/// What the ways of a group have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Held up from some day on.
    HeldUp,
    /// Never held up, or not yet.
    NotHeldUp,
    /// A vendor.
    Vendor(VendorId),
    /// No vendor is named.
    NoVendor,
    /// A size.
    Size(SizeBand),
    /// In a pilot.
    Pilot,
    /// In no pilot.
    NotPilot,
    /// All groups that are too small to be told alone.
    Others,
}

/// One of the groups.
#[derive(Clone, Debug)]
pub struct ComparedGroup {
    /// What they have in common.
    pub group: Group,
    /// The share that is not live yet.
    pub curve: Curve,
    /// What it was estimated from.
    pub spells: Vec<Spell>,
}

/// Groups that were compared.
#[derive(Clone, Debug, Default)]
pub struct Compared {
    /// The groups in order; those left after them come last.
    pub groups: Vec<ComparedGroup>,
    /// The day of the way from which on they are compared: later than 0 where a group was watched by too few before.
    pub from_day: u32,
    /// Whether they differ.
    pub log_rank: Option<LogRank>,
    /// How many ways stand in no group, because all the smallest ones together are too few.
    pub left_out: u32,
}

/// Puts ways into groups and compares them. Whether one is held up is not known from its start, so that a way counts
/// for those not held up until the day it is, and from then on for the others, as if these had been watched late: told
/// by how it ended, those who wait long would seem to be held up because they wait long (R. Simon, R. W. Makuch, "A
/// non-parametric graphical representation of the relationship between survival and the occurrence of an event",
/// Statistics in Medicine 3 (1984)).
#[must_use]
pub fn compare(journeys: &[Journey], by: By) -> Compared {
    let mut groups = BTreeMap::<Group, Vec<Spell>>::new();
    for (group, spell) in journeys.iter().flat_map(|journey| grouped(journey, by)) {
        groups.entry(group).or_default().push(spell);
    }
    let mut others = Vec::new();
    let mut kept: Vec<(Group, Vec<Spell>)> = Vec::new();
    for (group, spells) in groups {
        match first_day(&spells).filter(|_| spells.len() >= SMALLEST_GROUP) {
            Some(_) => kept.push((group, spells)),
            None => others.extend(spells),
        }
    }
    let mut left_out = 0;
    if others.len() >= SMALLEST_GROUP && first_day(&others).is_some() {
        kept.push((Group::Others, others));
    } else {
        left_out = u32::try_from(others.len()).unwrap_or(u32::MAX);
    }
    let from_day = kept.iter().filter_map(|(_, spells)| first_day(spells)).max().unwrap_or(0);
    for (_, spells) in &mut kept {
        *spells = spells.iter().filter_map(|spell| spell.watched_after(from_day)).collect();
    }
    let spells: Vec<Vec<Spell>> = kept.iter().map(|(_, spells)| spells.clone()).collect();
    let groups = kept
        .into_iter()
        .map(|(group, spells)| ComparedGroup { group, curve: Curve::estimate(&spells), spells })
        .collect();
    Compared { groups, from_day, log_rank: log_rank(&spells), left_out }
}

/// The group of a way, and which part of it lies there.
fn grouped(journey: &Journey, by: By) -> Vec<(Group, Spell)> {
    let spell = journey.spell();
    let group = match by {
        By::Vendor => journey.vendor.map_or(Group::NoVendor, Group::Vendor),
        By::Size => Group::Size(journey.size),
        By::Pilot if journey.is_pilot => Group::Pilot,
        By::Pilot => Group::NotPilot,
        By::HeldUp(criterion) => {
            let first = journey.first_held_up(criterion).map(|day| journey.day(day));
            let Some(first) = first.filter(|first| *first < spell.until) else {
                return vec![(Group::NotHeldUp, spell)];
            };
            if first <= spell.watched_from {
                return vec![(Group::HeldUp, spell)];
            }
            return vec![
                (Group::NotHeldUp, Spell { until: first, has_happened: false, ..spell }),
                (Group::HeldUp, Spell { watched_from: first, ..spell }),
            ];
        }
    };
    vec![(group, spell)]
}

/// The first day after which enough are watched; `None` when there never are enough.
fn first_day(spells: &[Spell]) -> Option<u32> {
    let mut entries: Vec<u32> = spells.iter().map(|spell| spell.watched_from).collect();
    entries.sort_unstable();
    entries.dedup();
    entries.into_iter().find(|entry| at_risk(spells, entry + 1) >= FEWEST_AT_RISK)
}
