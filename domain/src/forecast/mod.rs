//! How far a rollout will be, and how sure that is.
//!
//! Each rollout has a hazard of going live. It depends on the step it has reached and how long it has waited there,
//! on vendor, size, service and pilot, on whether it is blocked and on how its planned day lies; what few have told
//! is drawn towards what all tell (partial pooling). All of it rises and falls together: a *period effect*, one for
//! every four weeks, shared by all and autocorrelated, and a second one for each vendor. Without it the draws would
//! be independent and the intervals far too narrow. Its size is what the errors of one period to the next were until
//! then. Steps towards going live are simulated likewise. Blockers and plans stay as they are known, and whoever is
//! live stays live. No curve is assumed for the whole.
//!
//! Whatever depends on a history is told the first day that is not known yet (the *origin*).
//!
//! Literature: T. R. Holford, "The analysis of rates and of survivorship using log-linear models", Biometrics 36
//! (1980): piecewise constant hazards as Poisson counts; D. G. Clayton, J. Kaldor, "Empirical Bayes estimates of
//! age-standardized relative risks", Biometrics 43 (1987): shrinkage of rates; A. Zellner, "An Introduction to
//! Bayesian Inference in Econometrics" (1971), chapter 7: autoregression with a conjugate prior; T. Gneiting,
//! A. E. Raftery, "Strictly proper scoring rules, prediction, and estimation", JASA 102 (2007): CRPS.

mod exposure;
mod model;
mod outlook;
mod pace;
mod programme;
mod rates;
mod score;
mod simulate;
mod subject;
mod trial;

pub use model::{Model, TooLittle};
pub use outlook::{MeasureOutlook, Outlook, Simulated, Week};
pub use programme::{STATES, subjects};
pub use score::{Distribution, Scores, Trial, continued};
pub use simulate::Futures;
pub use subject::{BlockedTime, PlanSaid, StepTaken, Subject};
pub use trial::{Lookback, Question, Share, weighed};

/// Rises whenever the same data would give another forecast.
pub const MODEL_VERSION: u32 = 1;

/// Days of a step of the simulation.
const STEP: i64 = 7;

/// Days of a period; short enough to see the pace change, long enough to count something.
const PERIOD: i64 = STEP * STEPS_OF_PERIOD as i64;

const STEPS_OF_PERIOD: u8 = 4;

/// Periods that are learned from: a year, so that every season is in it once.
const PERIODS: usize = 13;

#[cfg(test)]
mod tests;
