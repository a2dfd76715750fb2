//! Looking ahead from a past day with what was known then.

use super::model::{Model, TooLittle};
use super::score::{Distribution, Trial, continued};
use super::simulate::Futures;
use super::subject::Subject;
use crate::day::Day;

/// A share of the whole, from 0 to 1, given which of the subjects are live.
pub type Share<'a> = &'a dyn Fn(&[bool]) -> f64;

/// The share where each subject counts for itself, with its weight.
#[must_use]
pub fn weighed(weights: &[f64], live: &[bool]) -> f64 {
    let reached: f64 = weights.iter().zip(live).map(|(weight, live)| if *live { *weight } else { 0.0 }).sum();
    let whole: f64 = weights.iter().sum();
    if whole > 0.0 { (reached / whole).min(1.0) } else { 0.0 }
}

/// What is asked of the past.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The first day that counts as not known.
    pub origin: Day,
    /// The days that are forecast, not before the origin; what came is known.
    pub outcomes: &'a [Day],
    /// How many steps there are, having not begun included.
    pub states: usize,
    /// How often it is simulated.
    pub runs: usize,
    /// The same seed gives the same answer.
    pub seed: u64,
}

/// What could have been said on a past day, and what came.
#[derive(Clone, Debug)]
pub struct Lookback {
    outcomes: Vec<Day>,
    futures: Futures,
    live_on: Vec<Option<Day>>,
}

impl Lookback {
    /// Forgets what was not known at the origin, learns from the rest and simulates.
    ///
    /// # Errors
    /// [`TooLittle`] when too little was known at the origin.
    pub fn new(question: Question<'_>, subjects: &[Subject]) -> Result<Self, TooLittle> {
        let Question { origin, outcomes, states, runs, seed } = question;
        let known: Vec<Subject> = subjects.iter().map(|subject| subject.known_before(origin)).collect();
        let model = Model::learn(origin, &known, states)?;
        let last = outcomes.iter().max().copied().unwrap_or(origin);
        Ok(Self {
            outcomes: outcomes.to_vec(),
            futures: model.simulate(&known, last, runs, seed),
            live_on: subjects.iter().map(|subject| subject.live_on).collect(),
        })
    }

    /// One trial for each share and, within, for each outcome.
    #[must_use]
    pub fn trials(&self, shares: &[Share<'_>]) -> Vec<Vec<Trial>> {
        let (origin, runs) = (self.futures.origin(), self.futures.runs());
        let mut values = vec![vec![Vec::with_capacity(runs); self.outcomes.len()]; shares.len()];
        let mut live = vec![false; self.live_on.len()];
        for run in 0..runs {
            for (place, outcome) in self.outcomes.iter().enumerate() {
                let ahead = outcome.days_since(origin);
                for (subject, live) in live.iter_mut().enumerate() {
                    *live = self.futures.live_after(subject, run).is_some_and(|day| day <= ahead);
                }
                for (share, values) in shares.iter().zip(&mut values) {
                    values[place].push(share(&live));
                }
            }
        }
        let outcomes = |share, values: Vec<Vec<f64>>| {
            let trials = self.outcomes.iter().zip(values);
            trials.filter_map(|(outcome, values)| self.trial(share, *outcome, values)).collect()
        };
        shares.iter().zip(values).map(|(share, values)| outcomes(*share, values)).collect()
    }

    fn trial(&self, share: Share<'_>, outcome: Day, values: Vec<f64>) -> Option<Trial> {
        let origin = self.futures.origin();
        let before = |day: Day| {
            let live = self.live_on.iter().map(|live_on| live_on.is_some_and(|live| live < day));
            share(&live.collect::<Vec<_>>())
        };
        let reached = before(origin);
        let gained = |days: i64| reached - before(origin.plus(-days));
        // The day of the outcome is part of what is ahead.
        let ahead = outcome.days_since(origin) + 1;
        Some(Trial {
            forecast: Distribution::new(values)?,
            outcome: before(outcome.plus(1)),
            last4: continued(reached, gained(28), 28, ahead),
            last12: continued(reached, gained(84), 84, ahead),
        })
    }
}
