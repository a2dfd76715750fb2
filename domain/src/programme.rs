//! What is wanted, what counts, and what was reported.

use crate::definition::Definitions;
use crate::snapshot::Snapshots;
use crate::target::Targets;

/// Targets, definitions of live and days of reporting.
#[derive(Clone, Debug, Default)]
pub struct Programme {
    /// What was agreed to be reached.
    pub targets: Targets,
    /// What counts as live.
    pub definitions: Definitions,
    /// Days of reporting.
    pub snapshots: Snapshots,
}
