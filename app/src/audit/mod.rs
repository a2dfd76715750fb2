//! The audit: what the page and the sheet are given, and what is asked of it.

mod detail;
mod filter;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};

pub use detail::{Line, lines};
pub use filter::{AuditFilter, KINDS, Kind, Unused};
pub use words::{Subject, deed, subject, who};

/// Names by the id under which the audit knows somebody.
pub type Names = BTreeMap<String, String>;

/// A row of the audit.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The number of the row.
    pub id: i64,
    /// When it was done.
    pub recorded_at: DateTime<Utc>,
    /// Who did it; somebody without a name goes by the id.
    pub actor: String,
    /// What was done, a word such as `status.set`.
    pub action: String,
    /// What it was done to.
    pub subject: String,
    /// From what to what, JSON.
    pub detail: String,
    /// What the chain knows the row by; empty in rows from before there was a chain.
    pub hash: String,
}

/// `GET /verwaltung/protokoll`
#[derive(Clone, Debug)]
pub struct Extract {
    /// What was asked for.
    pub filter: AuditFilter,
    /// What of it could not be used.
    pub unused: Vec<Unused>,
    /// The rows of this page, newest first.
    pub entries: Vec<Entry>,
    /// How many rows were found.
    pub found: u64,
    /// The page that is shown, from 1.
    pub current: usize,
    /// How many there are.
    pub pages: usize,
    /// Who is meant by the ids.
    pub names: Arc<Names>,
    /// How many rows there are in all.
    pub rows: u64,
    /// The hash of the last row, zeros before the first.
    pub head: String,
    /// When rows were last dropped, and how many.
    pub last_drop: Option<(DateTime<Utc>, u64)>,
}
