//! Imports that somebody is preparing.

use chrono::{DateTime, Utc};

use crate::id::id;

id!(
    /// Names a [`Draft`].
    DraftId
);

/// A file that was brought and not yet taken over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The id.
    pub id: DraftId,
    /// What the file is called.
    pub file: String,
    /// Counts the changes of what was chosen.
    pub version: i64,
    /// When it was brought.
    pub created_at: DateTime<Utc>,
    /// When something was last chosen or corrected.
    pub changed_at: DateTime<Utc>,
}
