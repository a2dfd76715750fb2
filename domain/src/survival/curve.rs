//! The share that still waits, day by day.

use statrs::distribution::{ContinuousCDF as _, Normal};

use super::Spell;

/// A day on which it happened to somebody.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Days since the start.
    pub day: u32,
    /// How many waited until that day and were watched.
    pub at_risk: u32,
    /// To how many of them it happened.
    pub events: u32,
    /// The share of all that waits beyond that day, 0 to 1.
    pub waiting: f64,
    /// Lower end of the pointwise 95 % band.
    pub low: f64,
    /// Upper end of the pointwise 95 % band.
    pub high: f64,
}

/// The share that still waits after each day: the estimate of Kaplan and Meier, which takes those into account for
/// whom it has not happened yet, and those who were watched late.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curve {
    /// The days on which it happened, in order.
    pub steps: Vec<Step>,
    /// How many were watched.
    pub subjects: u32,
}

impl Curve {
    /// Estimates the curve. The band is that of Greenwood's variance on the scale of log(−log), which stays between
    /// 0 and 1 (Klein and Moeschberger, formula 4.3.2). Where nobody waits any more no lower bound but 0 can be
    /// told, and the upper one stays where it was.
    #[must_use]
    pub fn estimate(spells: &[Spell]) -> Self {
        let mut days: Vec<u32> =
            spells.iter().filter(|spell| spell.was_seen_to_happen()).map(|spell| spell.until).collect();
        days.sort_unstable();
        let quantile = Normal::standard().inverse_cdf(0.975);
        let (mut waiting, mut variance, mut last_high) = (1.0_f64, 0.0_f64, 1.0_f64);
        let mut risk = RiskSet::new(spells);
        let mut steps = Vec::new();
        for of_day in days.chunk_by(|one, other| one == other) {
            let (day, at_risk) = (of_day[0], risk.on(of_day[0]));
            let events = u32::try_from(of_day.len()).unwrap_or(u32::MAX);
            let (n, d) = (f64::from(at_risk), f64::from(events));
            waiting *= (n - d) / n;
            let (low, high) = if at_risk == events {
                (0.0, last_high)
            } else {
                variance += d / (n * (n - d));
                let scale = (quantile * variance.sqrt() / waiting.ln()).exp();
                (waiting.powf(1.0 / scale), waiting.powf(scale))
            };
            let (low, high) = (low.min(high), low.max(high));
            last_high = high;
            steps.push(Step { day, at_risk, events, waiting, low, high });
            if waiting <= 0.0 {
                // Whoever is watched later than everybody else has gone tells nothing about the way there.
                break;
            }
        }
        Self { steps, subjects: u32::try_from(spells.len()).unwrap_or(u32::MAX) }
    }

    /// The share that still waits after that day.
    #[must_use]
    pub fn waiting_after(&self, day: u32) -> f64 {
        let past = self.steps.partition_point(|step| step.day <= day);
        past.checked_sub(1).map_or(1.0, |last| self.steps[last].waiting)
    }

    /// The first day after which at most half still wait; `None` when more than half wait to the end.
    #[must_use]
    pub fn median(&self) -> Option<u32> {
        // A product of fractions that is one half to the reader may be a hair above it.
        self.steps.iter().find(|step| step.waiting <= 0.5 + 1e-9).map(|step| step.day)
    }

    /// How many events there were.
    #[must_use]
    pub fn events(&self) -> u32 {
        self.steps.iter().map(|step| step.events).sum()
    }
}

/// Counts who waits, for days asked in order: one pass over the spells altogether.
pub(super) struct RiskSet {
    /// When the late ones come in; those from the start are there at once.
    entries: Vec<u32>,
    ends: Vec<u32>,
    entered: usize,
    left: usize,
    from_start: usize,
}

impl RiskSet {
    pub(super) fn new(spells: &[Spell]) -> Self {
        let mut entries: Vec<u32> =
            spells.iter().map(|spell| spell.watched_from).filter(|day| *day > 0).collect();
        let mut ends: Vec<u32> = spells.iter().map(|spell| spell.until).collect();
        entries.sort_unstable();
        ends.sort_unstable();
        let from_start = spells.len() - entries.len();
        Self { entries, ends, entered: 0, left: 0, from_start }
    }

    /// How many wait on that day; days are asked in order.
    pub(super) fn on(&mut self, day: u32) -> u32 {
        while self.entries.get(self.entered).is_some_and(|entry| *entry < day) {
            self.entered += 1;
        }
        while self.ends.get(self.left).is_some_and(|end| *end < day) {
            self.left += 1;
        }
        u32::try_from(self.from_start + self.entered - self.left).unwrap_or(u32::MAX)
    }
}
