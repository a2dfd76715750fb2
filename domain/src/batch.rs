//! Entries that were recorded together and can be taken back together: an import, or an edit of many rollouts at once.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::id::id;
use crate::rollout::{Actor, Retraction};
use crate::word::words;

/// Longest source, in characters.
pub const SOURCE_MAX: usize = 200;

id!(
    /// Names a [`Batch`].
    BatchId
);

/// How entries come to be recorded together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BatchKind {
    /// A sheet was read.
    Import,
    /// Somebody said the same of many rollouts.
    Bulk,
}

words!(BatchKind { Import = "import", Bulk = "bulk" });

/// Entries that were recorded together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// The id.
    pub id: BatchId,
    /// How they came together.
    pub kind: BatchKind,
    /// The name of the file, or what was said, in a line; at most [`SOURCE_MAX`] characters.
    pub source: String,
    /// How many entries there are, each of another rollout.
    pub entries: u64,
    /// When they were recorded.
    pub recorded_at: DateTime<Utc>,
    /// Who recorded them.
    pub actor: Actor,
    /// Present once all that still stood of them was taken back at once.
    pub undone: Option<Retraction>,
    /// The data version of its last change.
    pub version: i64,
}

/// All batches.
#[derive(Clone, Debug, Default)]
pub struct Batches(BTreeMap<BatchId, Batch>);

impl Batches {
    /// Adds a batch, or puts what is known of it in place of what was.
    pub fn put(&mut self, batch: Batch) {
        self.0.insert(batch.id, batch);
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, id: BatchId) -> Option<&Batch> {
        self.0.get(&id)
    }

    /// All, in the order of recording.
    #[must_use]
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Batch> + ExactSizeIterator {
        self.0.values()
    }
}
