//! Looking ahead from a past day with what was known then.

use super::model::{Model, TooLittle};
use super::score::{Distribution, Trial, continued};
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

/// One trial for each share and, within, for each outcome.
///
/// # Errors
/// [`TooLittle`] when too little was known at the origin.
pub fn try_out(
    question: Question<'_>,
    subjects: &[Subject],
    shares: &[Share<'_>],
) -> Result<Vec<Vec<Trial>>, TooLittle> {
    let Question { origin, outcomes, states, runs, seed } = question;
    let known: Vec<Subject> = subjects.iter().map(|subject| subject.known_before(origin)).collect();
    let model = Model::learn(origin, &known, states)?;
    let last = outcomes.iter().max().copied().unwrap_or(origin);
    let futures = model.simulate(&known, last, runs, seed);
    let before = |day: Day| -> Vec<bool> {
        subjects.iter().map(|subject| subject.live_on.is_some_and(|live| live < day)).collect()
    };
    let (now, ago4, ago12) = (before(origin), before(origin.plus(-4 * 7)), before(origin.plus(-12 * 7)));
    let mut values = vec![vec![Vec::with_capacity(runs); outcomes.len()]; shares.len()];
    let mut live = vec![false; subjects.len()];
    for run in 0..runs {
        for (place, outcome) in outcomes.iter().enumerate() {
            let ahead = outcome.days_since(origin);
            for (subject, live) in live.iter_mut().enumerate() {
                *live = futures.live_after(subject, run).is_some_and(|day| day <= ahead);
            }
            for (share, values) in shares.iter().zip(&mut values) {
                values[place].push(share(&live));
            }
        }
    }
    let trial = |share: Share<'_>, outcome: Day, values: Vec<f64>| {
        let reached = share(&now);
        // The day of the outcome is part of what is ahead.
        let ahead = outcome.days_since(origin) + 1;
        Some(Trial {
            forecast: Distribution::new(values)?,
            outcome: share(&before(outcome.plus(1))),
            last4: continued(reached, reached - share(&ago4), 4 * 7, ahead),
            last12: continued(reached, reached - share(&ago12), 12 * 7, ahead),
        })
    };
    Ok(shares
        .iter()
        .zip(values)
        .map(|(share, values)| {
            outcomes
                .iter()
                .zip(values)
                .filter_map(|(outcome, values)| trial(*share, *outcome, values))
                .collect()
        })
        .collect())
}
