//! Hazards as a product of factors.

use super::exposure::{Cell, Exposure};
use super::subject::{CLOCK, FACTORS};

/// A factor is believed as if so many had been seen to go live at the pace of all, besides those that were.
const PRIOR_EVENTS: f64 = 10.0;
/// The step reached and the time waited are what going live hangs on most; little is added to them.
const PRIOR_EVENTS_CLOCK: f64 = 1.0;
/// A period without any event has a logarithm this way, and is hardly drawn to the others.
const PRIOR_EVENTS_PERIOD: f64 = 0.5;
/// Far more rounds than it takes.
const ROUNDS: usize = 30;

/// How often something happens on a day, as a product.
#[derive(Clone, Debug)]
pub(super) struct Rates {
    base: f64,
    factors: [Vec<f64>; FACTORS],
    /// Logarithm of the pace of each period.
    pub(super) log_pace: Vec<f64>,
}

impl Rates {
    /// Fits the factors one after the other to what was seen, drawn towards 1, until they hold together.
    pub(super) fn fit(seen: &Exposure, events: fn(&Cell) -> f64) -> Self {
        let cells = &seen.cells;
        let all: f64 = cells.iter().map(events).sum();
        let days: f64 = cells.iter().map(|cell| cell.days).sum();
        let base = (all + 0.5) / (days + 1.0);
        let mut factors = seen.levels.map(|levels| vec![1.0; levels]);
        let mut pace = vec![1.0; seen.periods];
        let mut expected: Vec<f64> = cells.iter().map(|cell| base * cell.days).collect();
        for _ in 0..ROUNDS {
            for (place, factor) in factors.iter_mut().enumerate() {
                let prior = if place == CLOCK { PRIOR_EVENTS_CLOCK } else { PRIOR_EVENTS };
                let level = |cell: &Cell| usize::from(cell.levels[place]);
                adjust(cells, &mut expected, factor, level, events, prior);
            }
            adjust(cells, &mut expected, &mut pace, |cell| cell.period, events, PRIOR_EVENTS_PERIOD);
        }
        Self { base, factors, log_pace: pace.into_iter().map(f64::ln).collect() }
    }

    /// What one factor is worth at one level; at a level never seen as much as all.
    pub(super) fn factor(&self, place: usize, level: usize) -> f64 {
        self.factors[place].get(level).copied().unwrap_or(1.0)
    }

    /// The daily hazard but for the clock and the pace.
    pub(super) fn without_clock(&self, levels: &[u16; FACTORS]) -> f64 {
        let others = (0..FACTORS).filter(|place| *place != CLOCK);
        self.base * others.map(|place| self.factor(place, usize::from(levels[place]))).product::<f64>()
    }

    /// What each cell was expected to bring in its period, given the pace of all in it.
    pub(super) fn expected(&self, cell: &Cell) -> f64 {
        let clock = self.factor(CLOCK, usize::from(cell.levels[CLOCK]));
        self.without_clock(&cell.levels) * clock * self.log_pace[cell.period].exp() * cell.days
    }
}

/// Sets each level of one factor to what was seen over what was expected without it.
fn adjust(
    cells: &[Cell],
    expected: &mut [f64],
    factor: &mut [f64],
    level: impl Fn(&Cell) -> usize,
    events: fn(&Cell) -> f64,
    prior: f64,
) {
    let mut seen = vec![prior; factor.len()];
    let mut due = vec![prior; factor.len()];
    for (cell, expected) in cells.iter().zip(&*expected) {
        let level = level(cell);
        seen[level] += events(cell);
        due[level] += expected / factor[level];
    }
    let change: Vec<f64> = (0..factor.len()).map(|level| seen[level] / due[level] / factor[level]).collect();
    for (value, change) in factor.iter_mut().zip(&change) {
        *value *= change;
    }
    for (cell, expected) in cells.iter().zip(expected) {
        *expected *= change[level(cell)];
    }
}
