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
    /// Those that hold on no day any more: records may still name a body that only they have.
    replaced: Vec<Edition>,
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
        let mut replaced = Vec::new();
        for edition in editions {
            replaced.extend(by_land.entry(edition.land).or_default().insert(edition.as_of, edition));
        }
        // Merged here once, so that asking for the register of a day costs nothing.
        let days: BTreeSet<Day> = by_land.values().flat_map(|land| land.keys().skip(1)).copied().collect();
        let first = merged(by_land.values().filter_map(|land| land.values().next()));
        let changes = days
            .into_iter()
            .map(|day| (day, merged(by_land.values().filter_map(|land| holding_on(land, day)))))
            .collect();
        Self { by_land, replaced, first, changes }
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
        let replaced = self.replaced.iter().rev();
        replaced.filter_map(|edition| edition.register.get(ars)).map(|body| (body, closed_on)).next()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::{BodyKind, CommuneFacts};
    use crate::key::Ags;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn ars(key: &str) -> Ars {
        key.parse().unwrap()
    }

    fn edition(land: &str, as_of: &str, source: &str, communes: &[&str]) -> Edition {
        let commune = |key: &&str| Body {
            ars: ars(key),
            name: format!("{key} {source}"),
            kind: BodyKind::Gemeinde,
            commune: Some(CommuneFacts {
                ags: Ags::from(ars(key)),
                inhabitants: 1,
                area_ha: 1,
                centroid: None,
            }),
        };
        let register = Arc::new(Register::new(communes.iter().map(commune)).unwrap());
        Edition { land: ars(land), as_of: day(as_of), source: source.to_owned(), register }
    }

    fn names(register: &Register) -> Vec<String> {
        register.bodies().map(|body| body.name.clone()).collect()
    }

    const A: &str = "097720177177";
    const B: &str = "097720178178";
    const C: &str = "081110000001";

    #[test]
    fn each_day_has_the_edition_that_holds_on_it() {
        let editions = Editions::new([
            edition("09", "2025-12-31", "newer", &[A]),
            edition("09", "2023-11-30", "older", &[A, B]),
        ]);
        for (on, source) in [
            ("1990-01-01", "older"),
            ("2023-11-30", "older"),
            ("2025-12-30", "older"),
            ("2025-12-31", "newer"),
            ("2099-01-01", "newer"),
        ] {
            assert!(names(&editions.on(day(on)))[0].ends_with(source), "{on}");
        }
        assert_eq!(editions.changes().collect::<Vec<_>>(), [day("2025-12-31")]);
        assert_eq!(
            editions.iter().map(|edition| edition.source.as_str()).collect::<Vec<_>>(),
            ["older", "newer"]
        );
    }

    #[test]
    fn of_two_for_the_same_day_the_later_arrival_holds() {
        let editions = Editions::new([
            edition("09", "2023-11-30", "wrong", &[A, B]),
            edition("09", "2025-12-31", "newer", &[A]),
            edition("09", "2023-11-30", "corrected", &[A]),
        ]);
        assert_eq!(names(&editions.on(day("2023-11-30"))), [format!("{A} corrected")]);
        let known = editions.last_known(&ars(B)).map(|(body, closed_on)| (body.name.clone(), closed_on));
        assert_eq!(known, Some((format!("{B} wrong"), Some(day("2023-11-30")))), "its records can be read");
    }

    #[test]
    fn one_land_is_handed_out_as_it_is() {
        let only = edition("09", "2023-11-30", "s", &[A]);
        let editions = Editions::new([only.clone()]);
        assert!(Arc::ptr_eq(&editions.on(day("2026-01-01")), &only.register));
        assert_eq!(editions.changes().count(), 0);
        assert_eq!(*Editions::default().on(day("2026-01-01")), Register::default());
    }

    #[test]
    fn several_laender_are_merged_each_with_its_own_edition() {
        let editions = Editions::new([
            edition("09", "2023-11-30", "b1", &[A]),
            edition("08", "2025-06-30", "w1", &[C]),
            edition("09", "2025-12-31", "b2", &[A, B]),
            edition("08", "2025-12-31", "w2", &[C]),
        ]);
        let first = editions.on(day("2024-01-01"));
        assert_eq!(names(&first), [format!("{C} w1"), format!("{A} b1")]);
        assert_eq!(first.resolve("9772177").map(|body| body.ars), Some(ars(A)));
        let last = editions.on(day("2026-01-01"));
        assert_eq!(names(&last), [format!("{C} w2"), format!("{A} b2"), format!("{B} b2")]);
        assert_eq!(editions.changes().collect::<Vec<_>>(), [day("2025-12-31")]);
    }

    #[test]
    fn the_last_that_is_known_of_a_body_stays_known() {
        let editions = Editions::new([
            edition("09", "2023-11-30", "1", &[A, B]),
            edition("09", "2024-11-30", "2", &[A, B]),
            edition("09", "2025-11-30", "3", &[A]),
            edition("09", "2026-11-30", "4", &[A]),
        ]);
        let known =
            |key| editions.last_known(&ars(key)).map(|(body, closed_on)| (body.name.clone(), closed_on));
        assert_eq!(known(A), Some((format!("{A} 4"), None)));
        assert_eq!(known(B), Some((format!("{B} 2"), Some(day("2025-11-30")))));
        assert_eq!(known(C), None);
    }
}
