//! How each commune stands, in one of several respects: what the map colours and the table beside it lists.

use std::collections::BTreeSet;

use domain::Ars;
use domain::catalogue::Slug;
use domain::coverage::Tally;
use domain::responsibility::RolloutIndex;
use domain::situation::Situation;
use domain::stage::{Liveness, Stage};

use super::Filter;

/// In which respect communes are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Respect {
    /// How much of what is selected is live.
    Coverage,
    /// The stage of what is furthest from live.
    Stage,
    /// How many open blockers hold it up.
    Blockers,
    /// How long ago somebody last said how things stand, of what was confirmed longest ago.
    Confirmation,
}

impl Respect {
    /// All respects.
    pub const ALL: [Self; 4] = [Self::Coverage, Self::Stage, Self::Blockers, Self::Confirmation];

    /// How many groups it sorts communes into.
    #[must_use]
    pub const fn groups(self) -> usize {
        match self {
            Self::Coverage | Self::Blockers | Self::Confirmation => 4,
            Self::Stage => 6,
        }
    }
}

/// How one commune stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The commune.
    pub ars: Ars,
    /// Its inhabitants.
    pub inhabitants: u64,
    /// Its group, from 0, the best.
    pub group: usize,
    /// What the group rests on: of coverage how many rollouts are live, of blockers how many there are, of confirmation
    /// how many days ago (`None`: never), of a stage nothing.
    pub count: Option<u64>,
    /// How many rollouts are looked at.
    pub of: u64,
}

/// Every commune of the scope, by key.
#[must_use]
pub fn places(situation: &Situation, filter: &Filter, respect: Respect) -> Vec<Place> {
    let viewpoint = filter.viewpoint;
    let responsibilities = situation.responsibilities(viewpoint.on);
    let rollouts = responsibilities.rollouts();
    let stages = situation.stages(viewpoint);
    let liveness = situation.livenesses(viewpoint);
    let tally = Tally::new(responsibilities, situation.catalogue(), &filter.selection, filter.scope());
    let services: BTreeSet<&Slug> =
        situation.catalogue().selected(&filter.selection).map(|service| &service.slug).collect();
    // Worked out once for each rollout: a Landratsamt stands for dozens of communes.
    let per_rollout: Vec<Option<u64>> = match respect {
        Respect::Confirmation => rollouts
            .iter()
            .map(|rollout| {
                let at = situation.history(rollout)?.last_confirmed_at(viewpoint)?;
                u64::try_from(viewpoint.on.days_since(domain::Day::of(at)).max(0)).ok()
            })
            .collect(),
        _ => Vec::new(),
    };
    let blockers = match respect {
        Respect::Blockers => rollouts
            .iter()
            .map(|rollout| {
                let blocking = situation.obstacles().blockers.blocking(rollout, viewpoint.on);
                blocking.map(|blocker| blocker.id).collect::<BTreeSet<_>>()
            })
            .collect(),
        _ => Vec::new(),
    };
    let needs = responsibilities.communes().iter();
    let needs = needs.filter(|commune| filter.scope().contains(&commune.ars, situation.catalogue()));
    tally
        .communes(&liveness)
        .zip(needs)
        .map(|(unit, needs)| {
            let needed: Vec<RolloutIndex> = needs
                .rollouts
                .iter()
                .map(|(rollout, _)| *rollout)
                .filter(|rollout| services.contains(&rollouts[*rollout].service))
                .collect();
            let of = needed.len() as u64;
            let (group, count) = match respect {
                Respect::Coverage => {
                    let live =
                        needed.iter().filter(|rollout| liveness[**rollout] == Liveness::Live).count() as u64;
                    (coverage_group(unit.liveness, live), Some(live))
                }
                Respect::Stage => {
                    let furthest = needed
                        .iter()
                        .map(|rollout| stages[*rollout])
                        .min_by_key(|stage| (stage.liveness(), stage.progress()));
                    (stage_group(furthest.unwrap_or(Stage::Unknown)), None)
                }
                Respect::Blockers => {
                    let all: BTreeSet<_> = needed.iter().flat_map(|rollout| &blockers[*rollout]).collect();
                    let count = all.len() as u64;
                    (usize::try_from(count.min(3)).unwrap_or(3), Some(count))
                }
                Respect::Confirmation => {
                    let days: Option<Vec<u64>> = needed.iter().map(|rollout| per_rollout[*rollout]).collect();
                    let oldest = days.and_then(|days| days.into_iter().max());
                    (confirmation_group(oldest), oldest)
                }
            };
            Place { ars: unit.ars, inhabitants: unit.inhabitants, group, count, of }
        })
        .collect()
}

/// All live, some live, nothing live, or not known.
const fn coverage_group(liveness: Liveness, live: u64) -> usize {
    match (liveness, live) {
        (Liveness::Live, _) => 0,
        (_, 1..) => 1,
        (Liveness::NotLive, 0) => 2,
        (Liveness::Unknown, 0) => 3,
    }
}

/// The place of the stage in the key of stages.
fn stage_group(stage: Stage) -> usize {
    crate::charts::STAGE_KEY.iter().position(|group| group.stages.contains(&stage)).unwrap_or_default()
}

const fn confirmation_group(days: Option<u64>) -> usize {
    match days {
        Some(0..=28) => 0,
        Some(29..=84) => 1,
        Some(_) => 2,
        None => 3,
    }
}
