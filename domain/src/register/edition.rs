//! Editions of the register, and the register of any day.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Register;
use crate::body::Body;
use crate::day::Day;
use crate::key::{Ars, Level};

/// The register of one Land as published for one day.
#[derive(Clone, Debug, PartialEq)]
pub struct Edition {
    /// The Land, 2 digits.
    pub land: Ars,
    /// The day whose boundaries and bodies it describes (Gebietsstand).
    pub as_of: Day,
    /// Where it comes from, as the attribution demands it.
    pub source: String,
    /// Its bodies.
    pub register: Arc<Register>,
}

/// All known editions: they give every day its register.
///
/// An edition holds from its day on until the next one of the same Land; the first holds for all
/// days before, too. Of two for the same day the one that arrived later replaces the other.
#[derive(Clone, Debug, Default)]
pub struct Editions {
    /// Per Land in the order of their days, one for each day.
    by_land: BTreeMap<Ars, BTreeMap<Day, Edition>>,
    /// What holds before the first change.
    first: Arc<Register>,
    /// What holds from a day on.
    changes: BTreeMap<Day, Arc<Register>>,
}

impl Editions {
    /// These editions, in the order in which they arrived.
    #[must_use]
    pub fn new(editions: impl IntoIterator<Item = Edition>) -> Self {
        let mut by_land: BTreeMap<Ars, BTreeMap<Day, Edition>> = BTreeMap::new();
        for edition in editions {
            by_land.entry(edition.land).or_default().insert(edition.as_of, edition);
        }
        // Merged here once, so that asking for the register of a day costs nothing.
        let days: BTreeSet<Day> = by_land.values().flat_map(|land| land.keys().skip(1)).copied().collect();
        let first = merged(by_land.values().filter_map(|land| land.values().next()));
        let changes = days
            .into_iter()
            .map(|day| (day, merged(by_land.values().filter_map(|land| holding_on(land, day)))))
            .collect();
        Self { by_land, first, changes }
    }

    /// The register of that day: for each Land the edition that holds on it.
    #[must_use]
    pub fn on(&self, day: Day) -> Arc<Register> {
        let last = self.changes.range(..=day).next_back();
        Arc::clone(last.map_or(&self.first, |(_, register)| register))
    }

    /// The days from which on another register holds, ascending. Between two of them nothing changes.
    pub fn changes(&self) -> impl Iterator<Item = Day> {
        self.changes.keys().copied()
    }

    /// All editions that hold on some day, by Land and day.
    pub fn iter(&self) -> impl Iterator<Item = &Edition> {
        self.by_land.values().flat_map(BTreeMap::values)
    }

    /// The body as the newest edition that has it knows it, and the day of the first later edition
    /// that lacks it, from which on it does not exist under this key.
    #[must_use]
    pub fn last_known(&self, ars: &Ars) -> Option<(&Body, Option<Day>)> {
        let mut closed_on = None;
        for edition in self.by_land.get(&ars.at(Level::Land)?)?.values().rev() {
            if let Some(body) = edition.register.get(ars) {
                return Some((body, closed_on));
            }
            closed_on = Some(edition.as_of);
        }
        None
    }
}

fn holding_on(land: &BTreeMap<Day, Edition>, day: Day) -> Option<&Edition> {
    land.range(..=day).next_back().or_else(|| land.first_key_value()).map(|(_, edition)| edition)
}

fn merged<'a>(editions: impl Iterator<Item = &'a Edition>) -> Arc<Register> {
    let editions: Vec<&Edition> = editions.collect();
    if let [only] = editions[..] {
        return Arc::clone(&only.register);
    }
    Arc::new(Register::merged(
        editions.into_iter().flat_map(|edition| edition.register.within(&edition.land)),
    ))
}
