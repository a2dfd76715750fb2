//! Who waits while rollouts are held up, on the register of Bavaria.

#[path = "support/bavaria.rs"]
mod bavaria;

use std::collections::BTreeSet;
use std::sync::Arc;

use bavaria::{ars, catalogue, slug};
use domain::blocker::BlockerId;
use domain::register::facts;
use domain::rollout::{Actor, RolloutEvent, RolloutKey, StatusEntry};
use domain::situation::Situation;
use domain::stage::Stage;
use domain::waiting::{Group, Waiting, Waits};
use domain::{Day, Editions};
use proptest::prelude::*;

/// A Verwaltungsgemeinschaft in the Landkreis Kelheim.
const SIEGENBURG: &str = "092735218";

fn today() -> Day {
    "2026-11-23".parse().unwrap()
}

fn rollout(authority: &str, service: &str) -> RolloutKey {
    RolloutKey { authority: ars(authority), service: slug(service) }
}

/// Nothing is recorded but that these are live.
fn with_live(live: &[RolloutKey]) -> Situation {
    let situation = Situation::new(Arc::new(catalogue()), Arc::new(Editions::new([facts::bayern().clone()])));
    let events = live.iter().zip(1..).map(|(rollout, id)| RolloutEvent {
        id,
        rollout: rollout.clone(),
        entry: StatusEntry {
            stage: Stage::Live,
            effective_on: today(),
            planned_on: None,
            vendor: None,
            link: None,
            note: None,
        },
        recorded_at: today().start(),
        actor: Actor { id: "test".into(), name: "Test".into() },
        batch: None,
        retraction: None,
    });
    situation.with_records(events.collect(), vec![])
}

fn land(situation: &Situation) -> Waits {
    Waits::new(situation, ars("09"), today())
}

#[test]
fn a_commune_waits_once_however_much_holds_it_up() {
    let situation = with_live(&[]);
    let of_kreis = rollout("09273", "fuehrerschein");
    let members =
        situation.responsibilities(today()).register().communes_within(&ars(SIEGENBURG)).count() as u64;
    let kelheim = land(&situation).of([&of_kreis]);
    assert_eq!((kelheim.authorities, kelheim.communes), (1, 24));
    let both = land(&situation).of([&of_kreis, &rollout(SIEGENBURG, "wohnsitzanmeldung"), &of_kreis]);
    assert_eq!(both, Waiting { authorities: 2, ..kelheim }, "the members lie in the Landkreis");
    let verband = land(&situation).of([&rollout(SIEGENBURG, "wohnsitzanmeldung")]);
    assert_eq!((verband.authorities, verband.communes), (1, members));
}

#[test]
fn nobody_waits_for_what_is_live_or_for_whom_nobody_needs() {
    let live = rollout("09273", "fuehrerschein");
    let situation = with_live(std::slice::from_ref(&live));
    assert_eq!(land(&situation).of([&live]), Waiting::default());
    // The Landkreis has no residence registration.
    assert_eq!(land(&situation).of([&rollout("09273", "wohnsitzanmeldung")]), Waiting::default());
    assert_eq!(land(&situation).of([&live, &rollout("09273", "waffenrecht")]).communes, 24);
}

#[test]
fn within_a_place_only_its_communes_wait() {
    let situation = with_live(&[]);
    let kelheim = rollout("09273", "fuehrerschein");
    let regensburg = rollout("09375", "fuehrerschein");
    let land = land(&situation).of([&kelheim, &regensburg]);
    let place = Waits::new(&situation, ars("09273"), today()).of([&kelheim, &regensburg]);
    assert_eq!((place.authorities, place.communes), (1, 24));
    assert_eq!(land.authorities, 2);
    assert!(land.communes > place.communes && land.inhabitants > place.inhabitants);
}

#[test]
fn groups_count_blockers_and_communes_once_each() {
    let situation = with_live(&[]);
    let (kreis, verband) = (rollout("09273", "fuehrerschein"), rollout(SIEGENBURG, "wohnsitzanmeldung"));
    let held_up = [
        ("a", BlockerId(1), &kreis),
        ("a", BlockerId(1), &verband),
        ("a", BlockerId(2), &kreis),
        ("b", BlockerId(2), &verband),
    ];
    let groups = land(&situation).grouped(held_up);
    let kelheim = land(&situation).of([&kreis]);
    assert_eq!(groups["a"], Group { blockers: 2, waiting: Waiting { authorities: 2, ..kelheim } });
    assert_eq!(groups["b"], Group { blockers: 1, waiting: land(&situation).of([&verband]) });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// Against a recount that goes from each commune to whoever is responsible for it.
    #[test]
    fn a_recount_comes_to_the_same(held_up in prop::collection::btree_set(0_usize..1_949, 0..60), live in prop::collection::btree_set(0_usize..1_949, 0..400)) {
        let responsibilities = with_live(&[]).responsibilities(today()).clone();
        let pick = |positions: &BTreeSet<usize>| -> Vec<RolloutKey> {
            positions.iter().map(|position| responsibilities.rollouts()[*position].clone()).collect()
        };
        let (held_up, live) = (pick(&held_up), pick(&live));
        let mut expected = Waiting::default();
        let mut authorities = BTreeSet::new();
        for commune in responsibilities.register().communes() {
            let needed = catalogue().services.into_iter().flat_map(|service| {
                let of = responsibilities.authorities_for(&commune.ars, &service.slug);
                of.into_iter().map(move |of| RolloutKey { authority: of.ars, service: service.slug.clone() })
            });
            let missing: Vec<_> = needed.filter(|of| held_up.contains(of) && !live.contains(of)).collect();
            if !missing.is_empty() {
                expected.communes += 1;
                expected.inhabitants += commune.commune.as_ref().unwrap().inhabitants;
            }
            authorities.extend(missing.into_iter().map(|of| of.authority));
        }
        expected.authorities = authorities.len() as u64;
        prop_assert_eq!(land(&with_live(&live)).of(&held_up), expected);
    }
}
