//! What is forecast, and how good a forecast was.

use serde::Serialize;

/// Values from many runs, all as likely.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution(Vec<f64>);

impl Distribution {
    /// `None` without any value.
    #[must_use]
    pub fn new(mut values: Vec<f64>) -> Option<Self> {
        values.sort_unstable_by(f64::total_cmp);
        (!values.is_empty()).then_some(Self(values))
    }

    /// The value below which that part of all lies, from 0 to 1, between two values in a straight line.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "some hundred runs, and a place among them"
    )]
    pub fn quantile(&self, part: f64) -> f64 {
        let place = part.clamp(0.0, 1.0) * (self.0.len() - 1) as f64;
        let below = self.0[place as usize];
        let above = self.0[(place as usize + 1).min(self.0.len() - 1)];
        below + (above - below) * place.fract()
    }

    /// As many lie above as below.
    #[must_use]
    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }

    /// Eight in ten lie in it, one in ten on either side.
    #[must_use]
    pub fn interval80(&self) -> (f64, f64) {
        (self.quantile(0.1), self.quantile(0.9))
    }

    /// How likely it is to reach a value.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "some hundred runs")]
    pub fn reaches(&self, value: f64) -> f64 {
        let below = self.0.partition_point(|one| *one < value);
        (self.0.len() - below) as f64 / self.0.len() as f64
    }

    /// The continuous ranked probability score: how far the distribution is from what came, in its unit. For a
    /// single value that is the absolute error. Smaller is better.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "some hundred runs")]
    pub fn crps(&self, outcome: f64) -> f64 {
        let n = self.0.len() as f64;
        let error: f64 = self.0.iter().map(|value| (value - outcome).abs()).sum::<f64>() / n;
        let apart: f64 =
            self.0.iter().enumerate().map(|(place, value)| (2.0 * place as f64 + 1.0 - n) * value).sum();
        error - apart / (n * n)
    }
}

/// One look ahead from a past day, and what came.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// What was forecast.
    pub forecast: Distribution,
    /// What came.
    pub outcome: f64,
    /// What continuing the pace of the last four weeks gives.
    pub last4: f64,
    /// What continuing the pace of the last twelve weeks gives.
    pub last12: f64,
}

/// How good forecasts were on average.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Scores {
    /// From how many days one looked ahead.
    pub origins: usize,
    /// How many of the outcomes lay in the interval of 80 %.
    pub coverage80: f64,
    /// Mean score of the forecast.
    pub crps: f64,
    /// Mean absolute error of the pace of the last four weeks.
    pub crps_last4: f64,
    /// Mean absolute error of the pace of the last twelve weeks.
    pub crps_last12: f64,
}

impl Scores {
    /// `None` without any trial.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "some dozen trials")]
    pub fn of(trials: &[Trial]) -> Option<Self> {
        let mean =
            |score: &dyn Fn(&Trial) -> f64| trials.iter().map(score).sum::<f64>() / trials.len() as f64;
        let is_covered = |trial: &Trial| {
            let (low, high) = trial.forecast.interval80();
            low <= trial.outcome && trial.outcome <= high
        };
        (!trials.is_empty()).then(|| Self {
            origins: trials.len(),
            coverage80: mean(&|trial| f64::from(u8::from(is_covered(trial)))),
            crps: mean(&|trial| trial.forecast.crps(trial.outcome)),
            crps_last4: mean(&|trial| (trial.last4 - trial.outcome).abs()),
            crps_last12: mean(&|trial| (trial.last12 - trial.outcome).abs()),
        })
    }
}

/// The baseline: the share that is reached when what was gained in the last days goes on at the same pace, at most
/// all.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "days of a few years are exact in f64")]
pub fn continued(share: f64, gained: f64, days: i64, ahead: i64) -> f64 {
    (share + gained / days.max(1) as f64 * ahead as f64).clamp(0.0, 1.0)
}
