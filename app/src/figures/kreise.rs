//! Kreise beside each other.

use std::collections::BTreeSet;

use domain::Ars;
use domain::body::{Body, BodyKind};
use domain::catalogue::Slug;
use domain::coverage::Scope;
use domain::situation::Situation;

use super::{Filter, Line};

/// Every Kreis of the scope, the one with the smallest confirmed share in the chosen measure first.
#[must_use]
pub fn kreise(situation: &Situation, filter: &Filter) -> Vec<(Body, Line)> {
    let register = situation.responsibilities(filter.viewpoint.on).register();
    let mut kreise: Vec<Body> = register
        .within(&filter.scope)
        .filter(|body| matches!(body.kind, BodyKind::Landkreis | BodyKind::KreisfreieStadt))
        .cloned()
        .collect();
    kreise.sort_by_cached_key(|body| (domain::text::sort_key(&body.name), body.kind));
    let scopes: Vec<_> = kreise.iter().map(|kreis| Scope::Within(kreis.ars)).collect();
    let lines = Line::compute_all(situation, &filter.selection, &scopes, filter.viewpoint);
    let mut kreise: Vec<(Body, Line)> = kreise.into_iter().zip(lines).collect();
    // Where something is to be done comes first; the sort is stable, so equals stay in the order of names.
    let share = |line: &Line| line.now.of(filter.measure).confirmed().fraction();
    kreise.sort_by(|(_, a), (_, b)| share(a).total_cmp(&share(b)));
    kreise
}

/// The authorities in a body that a blocker holds up in one of the services of the filter.
#[must_use]
pub fn held_up(situation: &Situation, filter: &Filter, within: &Ars) -> u64 {
    let responsibilities = situation.responsibilities(filter.viewpoint.on);
    let blockers = &situation.obstacles().blockers;
    let services: BTreeSet<&Slug> =
        situation.catalogue().selected(&filter.selection).map(|service| &service.slug).collect();
    let authorities: BTreeSet<Ars> = responsibilities
        .needed_within(within)
        .into_iter()
        .map(|position| &responsibilities.rollouts()[position])
        .filter(|rollout| services.contains(&rollout.service))
        .filter(|rollout| blockers.blocking(rollout, filter.viewpoint.on).next().is_some())
        .map(|rollout| rollout.authority)
        .collect();
    authorities.len() as u64
}
