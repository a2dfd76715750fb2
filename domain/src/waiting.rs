//! Who waits because rollouts are held up.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::blocker::BlockerId;
use crate::day::Day;
use crate::key::Ars;
use crate::responsibility::Responsibilities;
use crate::rollout::{RolloutKey, Viewpoint};
use crate::situation::Situation;
use crate::stage::Stage;

/// Authorities that cannot go on, and who lives where they are needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Authorities with a rollout that is held up and not live.
    pub authorities: u64,
    /// Communes that need such a rollout.
    pub communes: u64,
    /// Their inhabitants.
    pub inhabitants: u64,
}

/// Blockers that have something in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// How many.
    pub blockers: u64,
    /// Who waits for them, each once however many hold it up.
    pub waiting: Waiting,
}

/// Works out who waits on a day. Made once for many questions.
#[derive(Debug)]
pub struct Waits {
    pub(crate) responsibilities: Arc<Responsibilities>,
    /// In the order of [`Responsibilities::rollouts`].
    pub(crate) is_live: Vec<bool>,
    pub(crate) scope: Ars,
}

impl Waits {
    /// As of `on`, among the communes of `scope`.
    #[must_use]
    pub fn new(situation: &Situation, scope: Ars, on: Day) -> Self {
        let responsibilities = situation.responsibilities(on).clone();
        let stages = situation.stages(Viewpoint::on(on));
        Self { responsibilities, is_live: stages.iter().map(|stage| *stage == Stage::Live).collect(), scope }
    }

    /// Who waits while these are held up. A rollout that is live keeps nobody waiting, nor does one for which nobody
    /// is responsible any more.
    #[must_use]
    pub fn of<'a>(&self, held_up: impl IntoIterator<Item = &'a RolloutKey>) -> Waiting {
        let mut is_held_up = vec![false; self.is_live.len()];
        for position in held_up.into_iter().filter_map(|rollout| self.responsibilities.position(rollout)) {
            is_held_up[position] = !self.is_live[position];
        }
        let mut waiting = Waiting::default();
        if !is_held_up.contains(&true) {
            return waiting;
        }
        let mut authorities = BTreeSet::new();
        for commune in self.responsibilities.communes().iter().filter(|of| of.ars.is_within(&self.scope)) {
            let needed = commune.rollouts.iter().map(|(rollout, _)| *rollout);
            let held_up: Vec<_> = needed.filter(|rollout| is_held_up[*rollout]).collect();
            if !held_up.is_empty() {
                waiting.communes += 1;
                waiting.inhabitants += commune.inhabitants;
            }
            authorities.extend(
                held_up.into_iter().map(|rollout| self.responsibilities.rollouts()[rollout].authority),
            );
        }
        waiting.authorities = authorities.len() as u64;
        waiting
    }

    /// Who waits in each group: blockers, and the rollouts that they hold up.
    #[must_use]
    pub fn grouped<'a, K: Ord>(
        &self,
        held_up: impl IntoIterator<Item = (K, BlockerId, &'a RolloutKey)>,
    ) -> BTreeMap<K, Group> {
        let mut groups: BTreeMap<K, (BTreeSet<BlockerId>, Vec<&RolloutKey>)> = BTreeMap::new();
        for (key, blocker, rollout) in held_up {
            let (blockers, rollouts) = groups.entry(key).or_default();
            blockers.insert(blocker);
            rollouts.push(rollout);
        }
        groups
            .into_iter()
            .map(|(key, (blockers, rollouts))| {
                (key, Group { blockers: blockers.len() as u64, waiting: self.of(rollouts) })
            })
            .collect()
    }
}
