//! Rollouts about which nobody is asked for a while.

use std::collections::{BTreeMap, HashMap};

use crate::day::Day;
use crate::id::id;
use crate::rollout::RolloutKey;

id!(
    /// Names an [`Exemption`].
    ExemptionId
);

/// Until its last day nobody is asked about the rollout. It counts as what it is all the same: an authority that
/// is exempt is not live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exemption {
    /// The id.
    pub id: ExemptionId,
    /// The rollout.
    pub rollout: RolloutKey,
    /// Why.
    pub reason: String,
    /// The first day.
    pub first_day: Day,
    /// The last day.
    pub last_day: Day,
    /// The data version of its last change.
    pub version: i64,
}

/// All exemptions.
#[derive(Clone, Debug, Default)]
pub struct Exemptions {
    by_id: BTreeMap<ExemptionId, Exemption>,
    of_rollout: HashMap<RolloutKey, Vec<ExemptionId>>,
}

impl Exemptions {
    /// Adds an exemption, or puts what is known of it in place of what was.
    pub fn put(&mut self, exemption: Exemption) {
        let ids = self.of_rollout.entry(exemption.rollout.clone()).or_default();
        if !ids.contains(&exemption.id) {
            ids.push(exemption.id);
        }
        self.by_id.insert(exemption.id, exemption);
    }

    /// All of a rollout, by id.
    #[must_use]
    pub fn of(&self, rollout: &RolloutKey) -> impl DoubleEndedIterator<Item = &Exemption> {
        self.of_rollout.get(rollout).into_iter().flatten().filter_map(|id| self.by_id.get(id))
    }

    /// One that holds on any of these days.
    #[must_use]
    pub fn within(&self, rollout: &RolloutKey, first_day: Day, last_day: Day) -> Option<&Exemption> {
        self.of(rollout).find(|known| known.first_day <= last_day && first_day <= known.last_day)
    }

    /// The one that holds on that day; of several the one that lasts longest.
    #[must_use]
    pub fn holding(&self, rollout: &RolloutKey, day: Day) -> Option<&Exemption> {
        self.of(rollout)
            .filter(|exemption| exemption.first_day <= day && day <= exemption.last_day)
            .max_by_key(|exemption| exemption.last_day)
    }
}
