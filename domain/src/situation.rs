//! Everything known at one moment, ready to be asked: the read model's content.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::batch::{Batch, Batches};
use crate::boundaries::Boundaries;
use crate::catalogue::{Catalogue, Selection};
use crate::coverage::{Coverage, Measure, Scope, Tally};
use crate::day::Day;
use crate::obstacles::Obstacles;
use crate::programme::Programme;
use crate::register::Editions;
use crate::responsibility::Responsibilities;
use crate::rollout::{History, Retraction, RolloutEvent, RolloutKey, Viewpoint};
use crate::stage::{Liveness, Stage};
use crate::target::{Aim, Path};
use crate::workshop::Workshops;

/// The registers, the catalogue and all histories as of one version of the data. Immutable: a write makes
/// the next version, which shares everything that did not change.
#[derive(Clone, Debug)]
pub struct Situation {
    catalogue: Arc<Catalogue>,
    editions: Arc<Editions>,
    histories: HashMap<RolloutKey, Arc<History>>,
    periods: Arc<Vec<Period>>,
    obstacles: Arc<Obstacles>,
    workshops: Arc<Workshops>,
    batches: Arc<Batches>,
    programme: Arc<Programme>,
    boundaries: Option<Arc<Boundaries>>,
}

/// A stretch of days on which nobody's responsibility changes.
#[derive(Debug)]
struct Period {
    /// First day of the stretch; the first stretch begins with the calendar, so every day lies in one.
    from: Day,
    responsibilities: OnceLock<Arc<Responsibilities>>,
}

impl Situation {
    /// A situation in which nothing is recorded yet.
    #[must_use]
    pub fn new(catalogue: Arc<Catalogue>, editions: Arc<Editions>) -> Self {
        let periods = periods(&catalogue, &editions);
        Self {
            catalogue,
            editions,
            histories: HashMap::new(),
            periods: Arc::new(periods),
            obstacles: Arc::default(),
            workshops: Arc::default(),
            batches: Arc::default(),
            programme: Arc::default(),
            boundaries: None,
        }
    }

    /// The same histories under another catalogue or other registers.
    #[must_use]
    pub fn with_foundations(&self, catalogue: Arc<Catalogue>, editions: Arc<Editions>) -> Self {
        Self {
            histories: self.histories.clone(),
            obstacles: self.obstacles.clone(),
            workshops: self.workshops.clone(),
            batches: self.batches.clone(),
            programme: self.programme.clone(),
            boundaries: self.boundaries.clone(),
            ..Self::new(catalogue, editions)
        }
    }

    /// Adds what was recorded since: first the events, then the retractions, which name events by id.
    #[must_use]
    pub fn with_records(
        &self,
        events: Vec<RolloutEvent>,
        retractions: Vec<(RolloutKey, i64, Retraction)>,
    ) -> Self {
        let mut next = self.clone();
        for event in events {
            Arc::make_mut(next.histories.entry(event.rollout.clone()).or_default()).insert(event);
        }
        for (rollout, event_id, retraction) in retractions {
            if let Some(history) = next.histories.get_mut(&rollout) {
                Arc::make_mut(history).retract(event_id, retraction);
            }
        }
        next
    }

    /// Puts in what has become known of obstacles and workshops.
    #[must_use]
    pub fn with_recordings(&self, put: impl FnOnce(&mut Obstacles, &mut Workshops)) -> Self {
        let mut next = self.clone();
        put(Arc::make_mut(&mut next.obstacles), Arc::make_mut(&mut next.workshops));
        next
    }

    /// Puts in what has become known of batches.
    #[must_use]
    pub fn with_batches(&self, batches: Vec<Batch>) -> Self {
        let mut next = self.clone();
        for batch in batches {
            Arc::make_mut(&mut next.batches).put(batch);
        }
        next
    }

    /// Puts in what has become known of targets, definitions and days of reporting.
    #[must_use]
    pub fn with_programme(&self, put: impl FnOnce(&mut Programme)) -> Self {
        let mut next = self.clone();
        put(Arc::make_mut(&mut next.programme));
        next
    }

    /// Puts in the borders of communes, instead of those before.
    #[must_use]
    pub fn with_boundaries(&self, boundaries: Boundaries) -> Self {
        Self { boundaries: Some(Arc::new(boundaries)), ..self.clone() }
    }

    /// The borders of communes; `None`: none were imported.
    #[must_use]
    pub fn boundaries(&self) -> Option<&Boundaries> {
        self.boundaries.as_deref()
    }

    /// Criteria, blockers, exemptions and vendors.
    #[must_use]
    pub fn obstacles(&self) -> &Obstacles {
        &self.obstacles
    }

    /// Workshops, findings and measures.
    #[must_use]
    pub fn workshops(&self) -> &Workshops {
        &self.workshops
    }

    /// What was recorded together.
    #[must_use]
    pub fn batches(&self) -> &Batches {
        &self.batches
    }

    /// Targets, definitions of live and days of reporting.
    #[must_use]
    pub fn programme(&self) -> &Programme {
        &self.programme
    }

    /// The state of a day with all knowledge of now, by the definition of live that holds on it.
    #[must_use]
    pub fn viewpoint(&self, day: Day) -> Viewpoint {
        Viewpoint { definition: self.programme.definitions.holding(day), ..Viewpoint::on(day) }
    }

    /// The catalogue.
    #[must_use]
    pub fn catalogue(&self) -> &Arc<Catalogue> {
        &self.catalogue
    }

    /// The registers.
    #[must_use]
    pub fn editions(&self) -> &Arc<Editions> {
        &self.editions
    }

    /// What was recorded of one rollout; `None`: nothing ever.
    #[must_use]
    pub fn history(&self, rollout: &RolloutKey) -> Option<&History> {
        self.histories.get(rollout).map(AsRef::as_ref)
    }

    /// All histories, in no particular order; also those of bodies that are not responsible any more.
    pub fn histories(&self) -> impl Iterator<Item = (&RolloutKey, &History)> {
        self.histories.iter().map(|(rollout, history)| (rollout, history.as_ref()))
    }

    /// Who is responsible on that day. Worked out once per period.
    #[must_use]
    pub fn responsibilities(&self, day: Day) -> &Arc<Responsibilities> {
        let after = self.periods.partition_point(|period| period.from <= day);
        let period = &self.periods[after - 1];
        period.responsibilities.get_or_init(|| {
            let register = self.editions.on(period.from);
            Arc::new(Responsibilities::on(period.from, register, &self.catalogue))
        })
    }

    /// The stage of every rollout of the viewpoint's day, in the order of [`Responsibilities::rollouts`].
    #[must_use]
    pub fn stages(&self, viewpoint: Viewpoint) -> Vec<Stage> {
        let rollouts = self.responsibilities(viewpoint.on).rollouts();
        rollouts.iter().map(|rollout| self.stage(rollout, viewpoint)).collect()
    }

    /// The stage of one rollout.
    #[must_use]
    pub fn stage(&self, rollout: &RolloutKey, viewpoint: Viewpoint) -> Stage {
        self.history(rollout).map_or(Stage::Unknown, |history| history.stage(viewpoint))
    }

    /// Whether one rollout is live, by the definition of the viewpoint.
    #[must_use]
    pub fn liveness(&self, rollout: &RolloutKey, viewpoint: Viewpoint) -> Liveness {
        self.history(rollout).map_or(Liveness::Unknown, |history| history.liveness(viewpoint))
    }

    /// The same of every rollout of the viewpoint's day, in the order of [`Responsibilities::rollouts`].
    #[must_use]
    pub fn livenesses(&self, viewpoint: Viewpoint) -> Vec<Liveness> {
        let rollouts = self.responsibilities(viewpoint.on).rollouts();
        rollouts.iter().map(|rollout| self.liveness(rollout, viewpoint)).collect()
    }

    /// The share expected on each day, by the target of the programme and by what was agreed on for exactly this;
    /// `None`: nobody wants anything. Everything that shows a path to a target asks here.
    #[must_use]
    pub fn target_path(
        &self,
        selection: &Selection,
        scope: Scope,
        measure: Measure,
        viewpoint: Viewpoint,
    ) -> Option<Path> {
        self.target_paths(&[(selection.clone(), scope)], measure, viewpoint).pop().flatten()
    }

    /// The same for many selections and scopes at once.
    #[must_use]
    pub fn target_paths(
        &self,
        wanted: &[(Selection, Scope)],
        measure: Measure,
        viewpoint: Viewpoint,
    ) -> Vec<Option<Path>> {
        let programme = self.catalogue.target;
        let starts = programme
            .map(|programme| self.coverages(wanted, Viewpoint { on: programme.from, ..viewpoint }))
            .unwrap_or_default();
        wanted
            .iter()
            .enumerate()
            .map(|(at, (selection, scope))| {
                let agreed = match scope {
                    Scope::Within(scope) => {
                        let aim = Aim { selection: selection.clone(), measure, scope: *scope };
                        self.programme.targets.of(&aim).map(|target| (target.due, target.share)).collect()
                    }
                    Scope::Pilots | Scope::NotPilots => Vec::new(),
                };
                let at_start = starts.get(at).map(|start| start.of(measure).confirmed().fraction());
                Path::new(programme.zip(at_start), agreed)
            })
            .collect()
    }

    /// Coverage from one viewpoint.
    #[must_use]
    pub fn coverage(&self, selection: &Selection, scope: Scope, viewpoint: Viewpoint) -> Coverage {
        let tally = Tally::new(self.responsibilities(viewpoint.on), &self.catalogue, selection, scope);
        tally.count(&self.livenesses(viewpoint))
    }

    /// Coverage for many selections and scopes at once, from one viewpoint.
    #[must_use]
    pub fn coverages(&self, wanted: &[(Selection, Scope)], viewpoint: Viewpoint) -> Vec<Coverage> {
        let responsibilities = self.responsibilities(viewpoint.on);
        let liveness = self.livenesses(viewpoint);
        wanted
            .iter()
            .map(|(selection, scope)| {
                Tally::new(responsibilities, &self.catalogue, selection, *scope).count(&liveness)
            })
            .collect()
    }

    /// Coverage on each of the days, with the knowledge and the definition of the viewpoint, whatever its own day.
    #[must_use]
    pub fn series(
        &self,
        selection: &Selection,
        scope: Scope,
        days: &[Day],
        viewpoint: Viewpoint,
    ) -> Vec<(Day, Coverage)> {
        let mut series = Vec::with_capacity(days.len());
        let same_period =
            |a: &Day, b: &Day| Arc::ptr_eq(self.responsibilities(*a), self.responsibilities(*b));
        for days in days.chunk_by(same_period) {
            let responsibilities = self.responsibilities(days[0]);
            let tally = Tally::new(responsibilities, &self.catalogue, selection, scope);
            let histories: Vec<_> =
                responsibilities.rollouts().iter().map(|rollout| self.history(rollout)).collect();
            for &on in days {
                let viewpoint = Viewpoint { on, ..viewpoint };
                let of = |history: Option<&History>| {
                    history.map_or(Liveness::Unknown, |history| history.liveness(viewpoint))
                };
                let liveness: Vec<_> = histories.iter().copied().map(of).collect();
                series.push((on, tally.count(&liveness)));
            }
        }
        series
    }
}

fn periods(catalogue: &Catalogue, editions: &Editions) -> Vec<Period> {
    let delegations = catalogue.delegations.iter().flat_map(|delegation| {
        [delegation.valid_from, delegation.valid_until.map(|last| last.plus(1))].into_iter().flatten()
    });
    let mut starts: Vec<Day> = editions.changes().chain(delegations).collect();
    // Days before the first change are a period of their own: its register is the first one, but a
    // delegation that begins with the first change does not hold yet.
    starts.push(Day::BEGINNING);
    starts.sort_unstable();
    starts.dedup();
    starts.into_iter().map(|from| Period { from, responsibilities: OnceLock::new() }).collect()
}
