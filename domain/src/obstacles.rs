//! What stands between rollouts and being live.

use crate::blocker::Blockers;
use crate::criteria::Criteria;
use crate::exemption::Exemptions;
use crate::vendor::Vendors;

/// Criteria, blockers, exemptions and vendors.
#[derive(Clone, Debug, Default)]
pub struct Obstacles {
    /// What has to be in place, and what authorities say about it.
    pub criteria: Criteria,
    /// What holds rollouts up.
    pub blockers: Blockers,
    /// Who is not asked for a while.
    pub exemptions: Exemptions,
    /// Who makes the software.
    pub vendors: Vendors,
}
