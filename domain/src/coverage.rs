//! Coverage: how many authorities, communes and inhabitants have it, and what unknown leaves open.

use std::collections::BTreeSet;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::catalogue::{Catalogue, Selection};
use crate::key::Ars;
use crate::responsibility::{Responsibilities, RolloutIndex};
use crate::stage::Liveness;
use crate::word::UnknownWord;

/// Which communes are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The communes in a Land, Regierungsbezirk, Kreis or Verband, or one commune.
    Within(Ars),
    /// The communes in pilot bodies.
    Pilots,
    /// All other communes of the Land the product is run for.
    NotPilots,
}

impl Scope {
    /// Whether the commune lies in the scope.
    #[must_use]
    pub fn contains(&self, commune: &Ars, catalogue: &Catalogue) -> bool {
        match self {
            Self::Within(body) => commune.is_within(body),
            Self::Pilots => catalogue.is_pilot(commune),
            Self::NotPilots => commune.is_within(&catalogue.land) && !catalogue.is_pilot(commune),
        }
    }
}

/// How many of something are live.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Known to be live.
    pub live: u64,
    /// Not known to be non-live, and something needed is unknown.
    pub unknown: u64,
    /// All there are, live or not.
    pub total: u64,
}

impl Count {
    fn add(&mut self, liveness: Liveness, weight: u64) {
        self.total += weight;
        match liveness {
            Liveness::Live => self.live += weight,
            Liveness::Unknown => self.unknown += weight,
            Liveness::NotLive => {}
        }
    }

    /// The share known to be live.
    #[must_use]
    pub const fn confirmed(self) -> Share {
        Share { part: self.live, whole: self.total }
    }

    /// The share if everything unknown were live.
    #[must_use]
    pub const fn possible(self) -> Share {
        Share { part: self.live + self.unknown, whole: self.total }
    }
}

/// A part of a whole. Kept as two numbers so that it never rounds to what it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The part; at most `whole`.
    pub part: u64,
    /// The whole.
    pub whole: u64,
}

impl Share {
    /// The share as a fraction from 0 to 1; 0 for a share of nothing.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^52")]
    pub fn fraction(self) -> f64 {
        if self.whole == 0 { 0.0 } else { self.part as f64 / self.whole as f64 }
    }

    /// Thousandths, rounded to the nearest, but 1000 only for the whole and 0 only for nothing.
    #[must_use]
    pub fn permille(self) -> u64 {
        if self.part == 0 || self.whole == 0 {
            return 0;
        }
        if self.part >= self.whole {
            return 1000;
        }
        let rounded = (u128::from(self.part) * 2000 + u128::from(self.whole)) / (u128::from(self.whole) * 2);
        u64::try_from(rounded).unwrap_or(999).clamp(1, 999)
    }
}

/// One of the three measures that always stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Who has to act.
    Authorities,
    /// Places.
    Communes,
    /// People.
    Inhabitants,
}

impl Measure {
    /// All three, from people to authorities.
    pub const ALL: [Self; 3] = [Self::Inhabitants, Self::Communes, Self::Authorities];

    /// The word used in databases.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Authorities => "authorities",
            Self::Communes => "communes",
            Self::Inhabitants => "inhabitants",
        }
    }
}

impl FromStr for Measure {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|measure| measure.as_str() == text).ok_or(UnknownWord)
    }
}

/// The three measures together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Distinct authorities responsible for at least one commune in the scope, wherever they are seated.
    pub authorities: Count,
    /// Communes in the scope.
    pub communes: Count,
    /// Inhabitants of these communes.
    pub inhabitants: Count,
}

impl Coverage {
    /// The count in one measure.
    #[must_use]
    pub const fn of(&self, measure: Measure) -> Count {
        match measure {
            Measure::Authorities => self.authorities,
            Measure::Communes => self.communes,
            Measure::Inhabitants => self.inhabitants,
        }
    }

    /// *Flächendeckend*: every responsible authority is live, and there is one.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.authorities.total > 0 && self.authorities.live == self.authorities.total
    }
}

/// What has to be looked at for one selection in one scope: prepared once, counted for many days.
#[derive(Debug)]
pub struct Tally {
    authorities: Vec<(Ars, Vec<RolloutIndex>)>,
    communes: Vec<(Ars, u64, Vec<RolloutIndex>)>,
}

/// One authority or commune that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Which one.
    pub ars: Ars,
    /// Its inhabitants; 0 for an authority, of which only the number counts.
    pub inhabitants: u64,
    /// Whether all that it needs is live.
    pub liveness: Liveness,
}

/// Since when they have everything; `None`: they do not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// Each authority.
    pub authorities: Vec<Option<i64>>,
    /// Each commune with its inhabitants.
    pub communes: Vec<(u64, Option<i64>)>,
}

impl Tally {
    /// Gathers the communes of the scope and the authorities responsible for them.
    ///
    /// An authority is judged by every selected service that it is responsible for anywhere, so that it is
    /// live or not regardless of the scope from which one looks at it.
    #[must_use]
    pub fn new(
        responsibilities: &Responsibilities,
        catalogue: &Catalogue,
        selection: &Selection,
        scope: Scope,
    ) -> Self {
        let selected: BTreeSet<_> = catalogue.selected(selection).map(|service| &service.slug).collect();
        let is_selected: Vec<bool> =
            responsibilities.rollouts().iter().map(|rollout| selected.contains(&rollout.service)).collect();
        let mut concerned = BTreeSet::new();
        let mut communes = Vec::new();
        for commune in responsibilities.communes() {
            if !scope.contains(&commune.ars, catalogue) {
                continue;
            }
            let needed: Vec<_> = commune
                .rollouts
                .iter()
                .map(|(rollout, _)| *rollout)
                .filter(|rollout| is_selected[*rollout])
                .collect();
            concerned.extend(needed.iter().map(|rollout| responsibilities.rollouts()[*rollout].authority));
            communes.push((commune.ars, commune.inhabitants, needed));
        }
        let authorities = concerned
            .into_iter()
            .filter_map(|authority| Some((authority, responsibilities.authorities().get(&authority)?)))
            .map(|(authority, rollouts)| {
                (authority, rollouts.iter().copied().filter(|rollout| is_selected[*rollout]).collect())
            })
            .collect();
        Self { authorities, communes }
    }

    /// Since when each authority, and each commune with its inhabitants, has everything it needs, given since when
    /// each rollout is live; days count from wherever the caller counts them.
    #[must_use]
    pub fn since(&self, live: impl Fn(RolloutIndex) -> Option<i64>) -> Since {
        let of_all = |rollouts: &[RolloutIndex]| {
            let mut latest = None;
            for rollout in rollouts {
                latest = latest.max(Some(live(*rollout)?));
            }
            latest
        };
        Since {
            authorities: self.authorities.iter().map(|(_, rollouts)| of_all(rollouts)).collect(),
            communes: self.communes.iter().map(|(_, people, rollouts)| (*people, of_all(rollouts))).collect(),
        }
    }

    /// The authorities by key, given the liveness of every rollout in the order of [`Responsibilities::rollouts`].
    pub fn authorities(&self, liveness: &[Liveness]) -> impl Iterator<Item = Unit> {
        self.authorities.iter().map(|(ars, rollouts)| Unit {
            ars: *ars,
            inhabitants: 0,
            liveness: of_all(rollouts, liveness),
        })
    }

    /// The communes by key, given the same.
    pub fn communes(&self, liveness: &[Liveness]) -> impl Iterator<Item = Unit> {
        self.communes.iter().map(|(ars, inhabitants, rollouts)| Unit {
            ars: *ars,
            inhabitants: *inhabitants,
            liveness: of_all(rollouts, liveness),
        })
    }

    /// Counts, given the liveness of every rollout in the order of [`Responsibilities::rollouts`].
    #[must_use]
    pub fn count(&self, liveness: &[Liveness]) -> Coverage {
        let mut coverage = Coverage::default();
        for authority in self.authorities(liveness) {
            coverage.authorities.add(authority.liveness, 1);
        }
        for commune in self.communes(liveness) {
            coverage.communes.add(commune.liveness, 1);
            coverage.inhabitants.add(commune.liveness, commune.inhabitants);
        }
        coverage
    }
}

/// A commune that needs nothing (its Land has no such service) is not live: nobody offers it there.
fn of_all(rollouts: &[RolloutIndex], liveness: &[Liveness]) -> Liveness {
    if rollouts.is_empty() {
        Liveness::NotLive
    } else {
        Liveness::of_all(rollouts.iter().map(|rollout| liveness[*rollout]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_never_rounds_to_all_or_nothing() {
        assert_eq!(Share { part: 2055, whole: 2056 }.permille(), 999);
        assert_eq!(Share { part: 1, whole: 13_369_393 }.permille(), 1);
        assert_eq!(Share { part: 0, whole: 7 }.permille(), 0);
        assert_eq!(Share { part: 7, whole: 7 }.permille(), 1000);
        assert_eq!(Share { part: 0, whole: 0 }.permille(), 0);
        assert_eq!(Share { part: 1, whole: 2 }.permille(), 500);
        assert_eq!(Share { part: 2, whole: 3 }.permille(), 667);
    }

    #[test]
    fn one_known_no_decides_over_any_unknown() {
        use Liveness::{Live, NotLive, Unknown};
        assert_eq!(Liveness::of_all([Live, Unknown, NotLive]), NotLive);
        assert_eq!(Liveness::of_all([Live, Unknown]), Unknown);
        assert_eq!(Liveness::of_all([Live, Live]), Live);
    }

    #[test]
    fn nothing_at_all_is_not_complete() {
        assert!(!Coverage::default().is_complete());
    }
}
