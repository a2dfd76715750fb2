//! What solving something would free.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::blocker::BlockerId;
use crate::key::Ars;
use crate::rollout::RolloutKey;
use crate::waiting::{Waiting, Waits};

/// What solving one thing would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lever {
    /// How many blockers it is.
    pub blockers: u64,
    /// Who would wait for nothing any more: everything that holds them up is part of it.
    pub freed: Waiting,
    /// Who waits for it and would go on waiting for something else.
    pub others_remain: Waiting,
    /// Who would be free if it and all before it in the ranking were solved.
    pub together: Waiting,
}

/// What solving each thing would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levers<K> {
    /// All who wait.
    pub all: Waiting,
    /// What frees most people comes first, then that for which most wait.
    pub ranked: Vec<(K, Lever)>,
}

/// Works out who would be free if everything with one key were solved, for each key of what is held up. Those who are
/// freed and those for whom others remain are together those who wait for it, as [`Waits::grouped`] counts them.
#[must_use]
pub fn leverage<'a, K: Ord + Clone>(
    waits: &Waits,
    held_up: impl IntoIterator<Item = (K, BlockerId, &'a RolloutKey)>,
) -> Levers<K> {
    let mut blockers = BTreeMap::<K, BTreeSet<BlockerId>>::new();
    let mut of_rollout = BTreeMap::<usize, BTreeSet<K>>::new();
    for (key, blocker, rollout) in held_up {
        blockers.entry(key.clone()).or_default().insert(blocker);
        let position = waits.responsibilities.position(rollout).filter(|position| !waits.is_live[*position]);
        if let Some(position) = position {
            of_rollout.entry(position).or_default().insert(key);
        }
    }
    let waiting = who_waits(waits, &of_rollout);
    let mut all = Waiting::default();
    let mut levers: BTreeMap<&K, Lever> = blockers
        .iter()
        .map(|(key, blockers)| (key, Lever { blockers: blockers.len() as u64, ..Lever::default() }))
        .collect();
    for (who, keys) in &waiting {
        add(&mut all, *who);
        for key in keys {
            let lever = levers.entry(key).or_default();
            add(if keys.len() == 1 { &mut lever.freed } else { &mut lever.others_remain }, *who);
        }
    }
    let mut ranked: Vec<(K, Lever)> = levers.into_iter().map(|(key, lever)| (key.clone(), lever)).collect();
    ranked.sort_by_key(|(_, lever)| {
        let waiting = lever.freed.inhabitants + lever.others_remain.inhabitants;
        Reverse((lever.freed.inhabitants, lever.freed.authorities, waiting))
    });
    // Free is who waits for nothing any more: with the last of what they wait for.
    let ranks: BTreeMap<&K, usize> = ranked.iter().enumerate().map(|(rank, (key, _))| (key, rank)).collect();
    let mut freed_with = vec![Waiting::default(); ranked.len()];
    for (who, keys) in &waiting {
        if let Some(last) = keys.iter().filter_map(|key| ranks.get(key)).max() {
            add(&mut freed_with[*last], *who);
        }
    }
    let mut together = Waiting::default();
    for ((_, lever), freed) in ranked.iter_mut().zip(freed_with) {
        add(&mut together, freed);
        lever.together = together;
    }
    Levers { all, ranked }
}

/// Every authority and every commune that waits, with what for.
fn who_waits<'a, K: Ord>(
    waits: &Waits,
    of_rollout: &'a BTreeMap<usize, BTreeSet<K>>,
) -> Vec<(Waiting, BTreeSet<&'a K>)> {
    let mut waiting = Vec::new();
    let mut authorities = BTreeMap::<Ars, BTreeSet<&K>>::new();
    for commune in waits.responsibilities.communes().iter().filter(|of| of.ars.is_within(&waits.scope)) {
        let mut keys = BTreeSet::new();
        for (rollout, _) in &commune.rollouts {
            let Some(of_rollout) = of_rollout.get(rollout) else { continue };
            keys.extend(of_rollout);
            authorities
                .entry(waits.responsibilities.rollouts()[*rollout].authority)
                .or_default()
                .extend(of_rollout);
        }
        if !keys.is_empty() {
            let who = Waiting { authorities: 0, communes: 1, inhabitants: commune.inhabitants };
            waiting.push((who, keys));
        }
    }
    let authority = Waiting { authorities: 1, ..Waiting::default() };
    waiting.extend(authorities.into_values().map(|keys| (authority, keys)));
    waiting
}

fn add(sum: &mut Waiting, more: Waiting) {
    sum.authorities += more.authorities;
    sum.communes += more.communes;
    sum.inhabitants += more.inhabitants;
}
