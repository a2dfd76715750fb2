//! The steps by which something became what it is.

use chrono::{DateTime, Utc};

/// A step in the history of a blocker, a workshop, a finding …
#[derive(Clone, Debug)]
pub struct Step {
    /// A word such as `blocker.open`.
    pub action: String,
    /// From what to what, JSON.
    pub detail: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// Who, as it is shown.
    pub actor: String,
}

/// The history of what a page is about, the last step first.
#[derive(Clone, Debug, Default)]
pub struct Steps(pub Vec<Step>);
