//! Starts to come, and those that were to come.

use std::collections::{BTreeMap, BTreeSet};

use domain::Day;
use domain::catalogue::Slug;
use domain::rollout::RolloutKey;
use domain::situation::Situation;
use domain::stage::Stage;

use super::Filter;

/// Rollouts that are to start, and who gets something by it.
#[derive(Clone, Debug, Default)]
pub struct Starts {
    /// With the day of each, the next first.
    pub rollouts: Vec<(Day, RolloutKey)>,
    /// Inhabitants of the communes that need one of them, each once.
    pub inhabitants: u64,
}

/// The planned starts of what is not live: those whose day is over, and those to come by the first day of their
/// month.
#[must_use]
pub fn planned_starts(situation: &Situation, filter: &Filter) -> (Starts, BTreeMap<Day, Starts>) {
    let on = filter.viewpoint.on;
    let responsibilities = situation.responsibilities(on);
    let services: BTreeSet<&Slug> =
        situation.catalogue().selected(&filter.selection).map(|service| &service.slug).collect();
    let mut overdue = Starts::default();
    let mut months: BTreeMap<Day, Starts> = BTreeMap::new();
    for position in responsibilities.needed_within(&filter.scope) {
        let rollout = &responsibilities.rollouts()[position];
        let current = situation.history(rollout).and_then(|history| history.current(filter.viewpoint));
        let Some(planned) = current
            .filter(|event| services.contains(&rollout.service) && event.entry.stage != Stage::Live)
            .and_then(|event| event.entry.planned_on)
        else {
            continue;
        };
        let (year, month, _) = planned.ymd();
        let starts = if planned < on {
            &mut overdue
        } else {
            months.entry(Day::from_ymd(year, month, 1).unwrap_or(planned)).or_default()
        };
        starts.rollouts.push((planned, rollout.clone()));
    }
    for starts in months.values_mut().chain([&mut overdue]) {
        starts.rollouts.sort();
        let positions: BTreeSet<_> =
            starts.rollouts.iter().filter_map(|(_, rollout)| responsibilities.position(rollout)).collect();
        starts.inhabitants = responsibilities
            .communes()
            .iter()
            .filter(|commune| commune.ars.is_within(&filter.scope))
            .filter(|commune| commune.rollouts.iter().any(|(needed, _)| positions.contains(needed)))
            .map(|commune| commune.inhabitants)
            .sum();
    }
    (overdue, months)
}
