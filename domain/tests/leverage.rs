//! What solving something would free, against who waits with and without it.

#[path = "support/bavaria.rs"]
mod bavaria;

use std::collections::BTreeSet;
use std::sync::Arc;

use bavaria::{ars, catalogue};
use domain::blocker::BlockerId;
use domain::leverage::leverage;
use domain::register::facts;
use domain::rollout::{Actor, RolloutEvent, RolloutKey, StatusEntry};
use domain::situation::Situation;
use domain::stage::Stage;
use domain::waiting::{Waiting, Waits};
use domain::{Day, Editions};
use proptest::prelude::*;

fn today() -> Day {
    "2026-11-23".parse().unwrap()
}

fn waits(live: &BTreeSet<usize>, scope: &str) -> (Waits, Vec<RolloutKey>) {
    let situation = Situation::new(Arc::new(catalogue()), Arc::new(Editions::new([facts::bayern().clone()])));
    let rollouts = situation.responsibilities(today()).rollouts().to_vec();
    let events = live.iter().zip(1..).map(|(position, id)| RolloutEvent {
        id,
        rollout: rollouts[*position].clone(),
        entry: StatusEntry::new(Stage::Live, today()),
        recorded_at: today().start(),
        actor: Actor { id: "test".into(), name: "Test".into() },
        batch: None,
        retraction: None,
    });
    let situation = situation.with_records(events.collect(), vec![]);
    (Waits::new(&situation, ars(scope), today()), rollouts)
}

fn sum(one: Waiting, other: Waiting) -> Waiting {
    Waiting {
        authorities: one.authorities + other.authorities,
        communes: one.communes + other.communes,
        inhabitants: one.inhabitants + other.inhabitants,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn solving_frees_those_who_wait_with_it_and_not_without(
        held_up in prop::collection::vec((0_u8..6, 0_i64..12, 0_usize..1_949), 0..120),
        live in prop::collection::btree_set(0_usize..1_949, 0..400),
        scope in prop_oneof![Just("09"), Just("091"), Just("09273")],
    ) {
        let (waits, rollouts) = waits(&live, scope);
        let held_up: Vec<_> =
            held_up.iter().map(|(key, blocker, rollout)| (*key, BlockerId(*blocker), &rollouts[*rollout])).collect();
        let without = |solved: &[u8]| {
            waits.of(held_up.iter().filter(|(key, ..)| !solved.contains(key)).map(|(.., rollout)| *rollout))
        };
        let (levers, groups) = (leverage(&waits, held_up.clone()), waits.grouped(held_up.clone()));
        prop_assert_eq!(levers.all, without(&[]));
        prop_assert_eq!(levers.ranked.len(), groups.len());
        let mut solved = Vec::new();
        for (key, lever) in &levers.ranked {
            prop_assert_eq!(sum(lever.freed, lever.others_remain), groups[key].waiting);
            prop_assert_eq!(lever.blockers, groups[key].blockers);
            prop_assert_eq!(sum(lever.freed, without(&[*key])), levers.all);
            solved.push(*key);
            prop_assert_eq!(sum(lever.together, without(&solved)), levers.all);
        }
        prop_assert!(levers.ranked.is_sorted_by_key(|(_, lever)| std::cmp::Reverse(lever.freed.inhabitants)));
        if let Some((_, last)) = levers.ranked.last() {
            prop_assert_eq!(last.together, levers.all);
        }
    }
}
