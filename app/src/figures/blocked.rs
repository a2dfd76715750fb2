//! What holds most people up.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::blocker::Blocker;
use domain::catalogue::Slug;
use domain::rollout::RolloutKey;
use domain::situation::Situation;
use domain::waiting::{Waiting, Waits};

use super::Filter;

/// Blockers that a briefing names; the Lagebild names the first of them.
const NAMED: usize = 5;

/// The open blockers under a filter.
#[derive(Clone, Debug)]
pub struct Blocked {
    /// How many.
    pub open: u64,
    /// Who waits for them, each once.
    pub waiting: Waiting,
    /// Those for which most people wait.
    pub first: Vec<(Arc<Blocker>, Waiting)>,
}

impl Blocked {
    /// Counts them.
    #[must_use]
    pub fn compute(situation: &Situation, filter: &Filter) -> Self {
        let waits = Waits::new(situation, filter.scope, filter.viewpoint.on);
        let held_up = held_up(situation, filter);
        let mut first: Vec<_> = held_up
            .iter()
            .map(|(blocker, rollouts)| (Arc::clone(blocker), waits.of(rollouts.iter().copied())))
            .collect();
        first.sort_by_key(|(blocker, waiting)| (std::cmp::Reverse(waiting.inhabitants), blocker.id));
        first.truncate(NAMED);
        Self {
            open: held_up.len() as u64,
            waiting: waits.of(held_up.iter().flat_map(|(_, rollouts)| rollouts.iter().copied())),
            first,
        }
    }
}

/// The open blockers under a filter, each with what it holds up of what is asked for.
pub(super) fn held_up<'a>(
    situation: &'a Situation,
    filter: &Filter,
) -> Vec<(&'a Arc<Blocker>, Vec<&'a RolloutKey>)> {
    let on = filter.viewpoint.on;
    let responsibilities = situation.responsibilities(on);
    let services: BTreeSet<&Slug> =
        situation.catalogue().selected(&filter.selection).map(|service| &service.slug).collect();
    let needed: BTreeSet<&RolloutKey> = responsibilities
        .needed_within(&filter.scope)
        .into_iter()
        .map(|position| &responsibilities.rollouts()[position])
        .filter(|rollout| services.contains(&rollout.service))
        .collect();
    let blockers = situation.obstacles().blockers.iter();
    blockers
        .map(|blocker| (blocker, blocker.held_up_on(on).filter(|of| needed.contains(of)).collect::<Vec<_>>()))
        .filter(|(_, rollouts)| !rollouts.is_empty())
        .collect()
}
