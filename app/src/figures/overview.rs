//! The figures of the Lagebild.

use domain::body::Body;
use domain::catalogue::{Commitment, Selection, Slug};
use domain::coverage::{Coverage, Scope, Share};
use domain::rollout::Viewpoint;
use domain::situation::Situation;
use domain::stage::Stage;
use domain::{BodyKind, Day};

use super::blocked::Blocked;
use super::changes::{Change, changes};
use super::filter::Filter;
use super::series::Series;

/// The time over which change is told, in days.
pub const FOUR_WEEKS: i64 = 28;
const LATEST: usize = 4;

/// Everything that the Lagebild shows under one filter.
#[derive(Clone, Debug)]
pub struct Overview {
    /// What is asked for, now and four weeks before.
    pub headline: Line,
    /// Each commitment.
    pub commitments: Vec<(Commitment, Line)>,
    /// The commitment with the smallest confirmed share in the chosen measure, and that share; `None` while all are equal.
    pub weakest: Option<(Commitment, Share)>,
    /// Over time.
    pub series: Series,
    /// The next smaller bodies of the scope: Regierungsbezirke of a Land, Kreise of a Regierungsbezirk.
    pub parts: Vec<(Body, Coverage)>,
    /// Pilots and all others; only for the whole Land.
    pub pilots: Option<(Coverage, Coverage)>,
    /// What holds most people up.
    pub blocked: Blocked,
    /// What was recorded last.
    pub latest: Vec<Change>,
}

/// One line of figures.
#[derive(Clone, Debug)]
pub struct Line {
    /// On the looked-at day.
    pub now: Coverage,
    /// Four weeks before it.
    pub before: Coverage,
    /// Rollouts of the authorities of the scope by stage, in the order of [`Stage::ALL`].
    pub stages: Vec<(Stage, u64)>,
}

impl Overview {
    /// Counts everything.
    #[must_use]
    pub fn compute(situation: &Situation, today: Day, filter: &Filter) -> Self {
        let catalogue = situation.catalogue();
        let viewpoint = filter.viewpoint;
        let register = situation.responsibilities(viewpoint.on).register();
        let line = |selection: &Selection| Line::compute(situation, selection, filter.scope(), viewpoint);
        let commitments: Vec<_> = catalogue
            .commitments
            .iter()
            .map(|commitment| (commitment.clone(), line(&Selection::Commitment(commitment.slug.clone()))))
            .collect();
        let share = |line: &Line| line.now.of(filter.measure).confirmed().fraction();
        let weakest = commitments.iter().min_by(|(_, a), (_, b)| share(a).total_cmp(&share(b)));
        let strongest = commitments.iter().map(|(_, line)| share(line)).fold(0.0, f64::max);
        let weakest = weakest
            .filter(|(_, line)| share(line) < strongest)
            .map(|(commitment, line)| (commitment.clone(), line.now.of(filter.measure).confirmed()));
        let mut parts: Vec<Body> =
            register.within(&filter.scope).filter(|body| is_part(body, filter)).cloned().collect();
        if filter.scope.level() != domain::Level::Land {
            parts.sort_by_cached_key(|part| (domain::text::sort_key(&part.name), part.kind));
        }
        let wanted: Vec<_> =
            parts.iter().map(|part| (filter.selection.clone(), Scope::Within(part.ars))).collect();
        let pilots = (filter.scope == catalogue.land).then(|| {
            let both = [Scope::Pilots, Scope::NotPilots].map(|scope| (filter.selection.clone(), scope));
            let counted = situation.coverages(&both, viewpoint);
            (counted[0], counted[1])
        });
        Self {
            headline: line(&filter.selection),
            commitments,
            weakest,
            series: Series::compute(situation, &filter.selection, filter.scope(), filter.measure, viewpoint),
            parts: parts.into_iter().zip(situation.coverages(&wanted, viewpoint)).collect(),
            pilots,
            blocked: Blocked::compute(situation, filter),
            latest: changes(situation, filter, today, LATEST),
        }
    }
}

/// Whether the body is among the parts that the scope is broken down into.
fn is_part(body: &Body, filter: &Filter) -> bool {
    match filter.scope.level() {
        domain::Level::Land => body.kind == BodyKind::Regierungsbezirk,
        domain::Level::Regierungsbezirk => {
            matches!(body.kind, BodyKind::Landkreis | BodyKind::KreisfreieStadt)
        }
        _ => false,
    }
}

impl Line {
    /// Counts one line.
    #[must_use]
    pub fn compute(situation: &Situation, selection: &Selection, scope: Scope, viewpoint: Viewpoint) -> Self {
        Self::compute_all(situation, selection, &[scope], viewpoint).remove(0)
    }

    /// Counts a line for each of the scopes.
    #[must_use]
    pub fn compute_all(
        situation: &Situation,
        selection: &Selection,
        scopes: &[Scope],
        viewpoint: Viewpoint,
    ) -> Vec<Self> {
        let wanted: Vec<_> = scopes.iter().map(|scope| (selection.clone(), *scope)).collect();
        let before = Viewpoint { on: viewpoint.on.plus(-FOUR_WEEKS), ..viewpoint };
        let now = situation.coverages(&wanted, viewpoint);
        let before = situation.coverages(&wanted, before);
        let stages = situation.stages(viewpoint);
        scopes
            .iter()
            .zip(now.into_iter().zip(before))
            .map(|(scope, (now, before))| {
                let stages = count_stages(situation, &stages, selection, *scope, viewpoint);
                Self { now, before, stages }
            })
            .collect()
    }
}

/// Counts the rollouts of a selection by stage. An authority is counted once per service.
fn count_stages(
    situation: &Situation,
    stages: &[Stage],
    selection: &Selection,
    scope: Scope,
    viewpoint: Viewpoint,
) -> Vec<(Stage, u64)> {
    let responsibilities = situation.responsibilities(viewpoint.on);
    let catalogue = situation.catalogue();
    let selected: Vec<&Slug> = catalogue.selected(selection).map(|service| &service.slug).collect();
    let mut concerned = vec![false; stages.len()];
    for commune in
        responsibilities.communes().iter().filter(|commune| scope.contains(&commune.ars, catalogue))
    {
        for (rollout, _) in &commune.rollouts {
            concerned[*rollout] = true;
        }
    }
    let mut counts = Stage::ALL.map(|stage| (stage, 0));
    for (position, rollout) in responsibilities.rollouts().iter().enumerate() {
        if concerned[position] && selected.contains(&&rollout.service) {
            for (stage, count) in &mut counts {
                *count += u64::from(*stage == stages[position]);
            }
        }
    }
    counts.into()
}
