//! Histories brought in as a whole.

use chrono::{DateTime, Utc};
use domain::rollout::{RolloutKey, StatusEntry};

/// An entry together with the time at which it was recorded, and with the time and reason of its retraction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoricEvent {
    /// What it is about.
    pub rollout: RolloutKey,
    /// What it says.
    pub entry: StatusEntry,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When and why it was taken back, if it was.
    pub retracted: Option<(DateTime<Utc>, String)>,
}
