//! What is learned from a history.

use super::exposure::Exposure;
use super::pace::Pace;
use super::rates::Rates;
use super::subject::{Subject, VENDOR, state_of};
use super::{PERIOD, PERIODS};
use crate::day::Day;

/// Fewer periods tell nothing about how the pace goes from one to the next.
const FEWEST_PERIODS: usize = 6;
/// From fewer nobody learns who is faster.
const FEWEST_LIVE: usize = 10;

/// How large effects of single vendors are believed to be, and how many counts that belief is worth.
const VENDOR_SPREAD: f64 = 0.3;
const VENDOR_COUNTS: f64 = 10.0;
/// Counts of fewer expected would show chance only.
const FEWEST_EXPECTED: f64 = 5.0;

/// What a history tells about its future.
#[derive(Clone, Debug)]
pub struct Model {
    pub(super) origin: Day,
    pub(super) live: Rates,
    pub(super) step: Rates,
    pub(super) live_pace: Pace,
    pub(super) step_pace: Pace,
    pub(super) vendor_spread: f64,
    /// The effect of each vendor in the last period.
    pub(super) vendors: Vec<f64>,
    /// For each step the further ones and how often one went there.
    pub(super) moves: Vec<Vec<(usize, f64)>>,
    learned_from: usize,
}

/// Why there is no forecast: nobody could check it yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{weeks} weeks and {live} that went live are too little to learn from")]
pub struct TooLittle {
    /// Full weeks of history.
    pub weeks: usize,
    /// How many were seen to go live.
    pub live: usize,
}

impl TooLittle {
    /// Weeks that it takes.
    pub const WEEKS_NEEDED: usize = FEWEST_PERIODS * 4;
    /// How many it takes to have gone live.
    pub const LIVE_NEEDED: usize = FEWEST_LIVE;
}

impl Model {
    /// Learns from what is dated before the origin; whatever is dated later must not be in `known`, see
    /// [`Subject::known_before`]. `states` is how many steps there are, having not begun included.
    ///
    /// # Errors
    /// [`TooLittle`] when the history is too short or too few went live in it.
    pub fn learn(origin: Day, known: &[Subject], states: usize) -> Result<Self, TooLittle> {
        let seen = Exposure::before(origin, known);
        let live = whole(seen.lived());
        if seen.periods < FEWEST_PERIODS || live < FEWEST_LIVE {
            let first = known.iter().map(|subject| subject.watched_from).min().unwrap_or(origin);
            let weeks = usize::try_from(origin.days_since(first) / 7).unwrap_or_default();
            return Err(TooLittle { weeks, live });
        }
        let rates = Rates::fit(&seen, |cell| cell.lived);
        let step = Rates::fit(&seen, |cell| cell.moved);
        let (vendor_spread, vendors) = vendors(&seen, &rates);
        let moves = (0..states)
            .map(|from| {
                // The next step is possible even where nobody was seen to take it.
                let seen = |to| seen.moves.get(&(from, to)).copied().unwrap_or_default();
                (from + 1..states).map(|to| (to, seen(to) + f64::from(u8::from(to == from + 1)))).collect()
            })
            .collect();
        Ok(Self {
            origin,
            live_pace: Pace::learn(&rates.log_pace),
            step_pace: Pace::learn(&step.log_pace),
            live: rates,
            step,
            vendor_spread,
            vendors,
            moves,
            learned_from: live,
        })
    }

    /// The first day that was not known.
    #[must_use]
    pub const fn origin(&self) -> Day {
        self.origin
    }

    /// How many were seen to go live.
    #[must_use]
    pub const fn learned_from(&self) -> usize {
        self.learned_from
    }

    /// The days that were learned from at most.
    #[must_use]
    pub fn looks_back() -> i64 {
        i64::try_from(PERIODS).unwrap_or_default() * PERIOD
    }
}

/// How much single vendors are off the pace of all, beyond chance, and where each stood last.
fn vendors(seen: &Exposure, rates: &Rates) -> (f64, Vec<f64>) {
    let vendors = seen.levels[VENDOR];
    let mut table = vec![(0.0, 0.0); vendors * seen.periods];
    for cell in &seen.cells {
        let (lived, expected) = &mut table[usize::from(cell.levels[VENDOR]) * seen.periods + cell.period];
        *lived += cell.lived;
        *expected += rates.expected(cell);
    }
    let (mut counts, mut beyond, mut weight) = (0.0, 0.0, 0.0);
    for (lived, expected) in &table {
        if *expected >= FEWEST_EXPECTED {
            counts += 1.0;
            beyond += (lived - expected).powi(2) - expected;
            weight += expected * expected;
        }
    }
    let seen_variance: f64 = if weight > 0.0 { f64::max(beyond / weight, 0.0) } else { 0.0 };
    let variance =
        (seen_variance * counts + VENDOR_SPREAD.powi(2) * VENDOR_COUNTS) / (counts + VENDOR_COUNTS);
    let last = (0..vendors)
        .map(|vendor| {
            let (lived, expected) = table[(vendor + 1) * seen.periods - 1];
            ((lived + 1.0 / variance) / (expected + 1.0 / variance)).ln()
        })
        .collect();
    (variance.sqrt(), last)
}

impl Model {
    /// The step a level of the clock belongs to may be taken from.
    pub(super) fn onward(&self, clock: usize) -> &[(usize, f64)] {
        self.moves.get(state_of(clock)).map_or(&[], Vec::as_slice)
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a sum of ones")]
fn whole(count: f64) -> usize {
    count as usize
}
