//! Coverage counted naively, to compare the arithmetic with. The tests of the store use it too.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::catalogue::{Catalogue, Selection};
use domain::coverage::{Count, Coverage, Scope};
use domain::responsibility::authorities_of;
use domain::rollout::{RolloutEvent, Viewpoint};
use domain::stage::Stage;
use domain::{Ars, Day, Register};

/// Counts as the words of the design say it, one commune after the other, without any preparation.
pub(crate) fn recount(
    register: &Register,
    catalogue: &Catalogue,
    events: &[RolloutEvent],
    selection: &Selection,
    scope: Scope,
    viewpoint: Viewpoint,
) -> Coverage {
    let mut recorded = HashMap::<(Ars, &str), Vec<&RolloutEvent>>::new();
    for event in events {
        recorded.entry((event.rollout.authority, event.rollout.service.as_str())).or_default().push(event);
    }
    let stage = |authority: Ars, service| {
        recorded
            .get(&(authority, service))
            .into_iter()
            .flatten()
            .filter(|event| event.entry.effective_on <= viewpoint.on)
            .filter(|event| viewpoint.known_on.is_none_or(|known| Day::of(event.recorded_at) <= known))
            .filter(|event| {
                event.retraction.as_ref().is_none_or(|retraction| {
                    viewpoint.known_on.is_some_and(|known| Day::of(retraction.recorded_at) > known)
                })
            })
            .max_by_key(|event| (event.entry.effective_on, event.recorded_at, event.id))
            .map_or(Stage::Unknown, |event| event.entry.stage)
    };
    let judge = |stages: &[Stage]| {
        let live = stages.iter().all(|stage| *stage == Stage::Live);
        let refuted = stages.iter().any(|stage| !matches!(stage, Stage::Live | Stage::Unknown));
        (live, !live && !refuted)
    };
    let mut responsible = BTreeMap::<Ars, BTreeSet<&str>>::new();
    let mut in_scope = BTreeSet::new();
    let mut coverage = Coverage::default();
    let add = |count: &mut Count, (live, unknown): (bool, bool), weight: u64| {
        count.total += weight;
        count.live += if live { weight } else { 0 };
        count.unknown += if unknown { weight } else { 0 };
    };
    for commune in register.communes() {
        let mut stages = Vec::new();
        for service in catalogue.selected(selection) {
            let class = catalogue.class(&service.class).unwrap();
            for authority in authorities_of(class, commune, viewpoint.on, register, &catalogue.delegations) {
                responsible.entry(authority.ars).or_default().insert(service.slug.as_str());
                if scope.contains(&commune.ars, catalogue) {
                    in_scope.insert(authority.ars);
                    stages.push(stage(authority.ars, service.slug.as_str()));
                }
            }
        }
        if scope.contains(&commune.ars, catalogue) {
            add(&mut coverage.communes, judge(&stages), 1);
            add(&mut coverage.inhabitants, judge(&stages), commune.commune.as_ref().unwrap().inhabitants);
        }
    }
    for authority in in_scope {
        let stages: Vec<_> =
            responsible[&authority].iter().map(|service| stage(authority, service)).collect();
        add(&mut coverage.authorities, judge(&stages), 1);
    }
    coverage
}
