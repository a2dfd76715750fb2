//! The pace that all share: how its logarithm went from period to period, and how it may go on.

use rand::Rng;
use rand_distr::{ChiSquared, Distribution as _, StandardNormal};

/// What is believed before anything is seen, in words: a pace mostly keeps on from one period to the next (0.9, give
/// or take 0.2), tends nowhere (0, give or take 0.5), and is off by about half (0.5). That is worth four periods.
const KEEPS: f64 = 0.9;
const KEEPS_SPREAD: f64 = 0.2;
const DRIFT_SPREAD: f64 = 0.5;
const ERROR: f64 = 0.5;
const PERIODS_BELIEVED: f64 = 4.0;

/// What is believed of `next = drift + keeps · this + error`, where the logarithms count from their mean: a
/// normal-inverse-gamma distribution.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    mean: f64,
    last: f64,
    drift: f64,
    keeps: f64,
    /// Lower triangle of the root of the precision of drift and keeps, for an error of 1.
    root: (f64, f64, f64),
    freedom: f64,
    squares: f64,
}

impl Pace {
    /// Learns from the logarithm of the pace in each period, the first one first; there is at least one.
    pub(super) fn learn(log_pace: &[f64]) -> Self {
        let mean = log_pace.iter().sum::<f64>() / count(log_pace).max(1.0);
        let centred: Vec<f64> = log_pace.iter().map(|log| log - mean).collect();
        let (drift_weight, keeps_weight) = ((ERROR / DRIFT_SPREAD).powi(2), (ERROR / KEEPS_SPREAD).powi(2));
        let (mut one, mut cross, mut own) = (drift_weight, 0.0, keeps_weight);
        let (mut first, mut second) = (0.0, keeps_weight * KEEPS);
        let mut squares = PERIODS_BELIEVED * ERROR * ERROR + keeps_weight * KEEPS * KEEPS;
        for pair in centred.windows(2) {
            let (this, next) = (pair[0], pair[1]);
            one += 1.0;
            cross += this;
            own += this * this;
            first += next;
            second += this * next;
            squares += next * next;
        }
        let determinant = one * own - cross * cross;
        let drift = (own * first - cross * second) / determinant;
        let keeps = (one * second - cross * first) / determinant;
        squares -= drift * first + keeps * second;
        let root = (one.sqrt(), cross / one.sqrt(), (determinant / one).sqrt());
        let freedom = PERIODS_BELIEVED + (count(log_pace) - 1.0).max(0.0);
        let last = centred.last().copied().unwrap_or_default();
        Self { mean, last, drift, keeps, root, freedom, squares }
    }

    /// One way in which the logarithm may go on, period by period.
    pub(super) fn draw(&self, periods: usize, random: &mut impl Rng) -> Vec<f64> {
        let chi: f64 = ChiSquared::new(self.freedom).map_or(self.freedom, |chi| chi.sample(random));
        let error = (self.squares.max(0.0) / chi).sqrt();
        let (one, two) = (normal(random), normal(random));
        let two = two / self.root.2;
        let one = (one - self.root.1 * two) / self.root.0;
        let drift = self.drift + error * one;
        let keeps = (self.keeps + error * two).clamp(0.0, 1.0);
        let mut now = self.last;
        (0..periods)
            .map(|_| {
                now = drift + keeps * now + error * normal(random);
                now + self.mean
            })
            .collect()
    }
}

/// A number from the normal distribution.
pub(super) fn normal(random: &mut impl Rng) -> f64 {
    StandardNormal.sample(random)
}

#[expect(clippy::cast_precision_loss, reason = "a year has thirteen periods")]
fn count(log_pace: &[f64]) -> f64 {
    log_pace.len() as f64
}
