//! Expected against actual: how far from the path, and what it takes to get back to it.

use domain::Day;
use domain::body::Body;
use domain::coverage::{Count, Measure, Scope};
use domain::rollout::{RolloutKey, Viewpoint};
use domain::situation::Situation;
use domain::stage::Liveness;
use domain::target::{Path, missing, per_week};

use super::filter::Filter;

/// Spans over which the pace is told, in weeks.
const SHORT: i64 = 4;
const LONG: i64 = 12;

/// A place, and how far it is from its own path.
#[derive(Clone, Debug)]
pub struct Gap {
    /// The place.
    pub body: Body,
    /// On the looked-at day, in the measure of the filter.
    pub now: Count,
    /// The share that its path expects on that day.
    pub expected: Option<f64>,
}

impl Gap {
    /// How far ahead of its path it is, confirmed; negative: behind.
    #[must_use]
    pub fn ahead(&self) -> Option<f64> {
        self.expected.map(|expected| self.now.confirmed().fraction() - expected)
    }
}

/// Each of the places against its own path, the one that is furthest behind first.
#[must_use]
pub fn gaps(situation: &Situation, filter: &Filter, places: Vec<Body>) -> Vec<Gap> {
    let wanted: Vec<_> =
        places.iter().map(|body| (filter.selection.clone(), Scope::Within(body.ars))).collect();
    let now = situation.coverages(&wanted, filter.viewpoint);
    let paths = situation.target_paths(&wanted, filter.measure, filter.viewpoint);
    let mut gaps: Vec<Gap> = places
        .into_iter()
        .zip(now.into_iter().zip(paths))
        .map(|(body, (now, path))| Gap {
            body,
            now: now.of(filter.measure),
            expected: path.and_then(|path| path.expected(filter.viewpoint.on)),
        })
        .collect();
    // Where nothing is expected yet, whoever has least comes first.
    let place = |gap: &Gap| gap.ahead().unwrap_or_else(|| gap.now.confirmed().fraction());
    gaps.sort_by(|a, b| place(a).total_cmp(&place(b)));
    gaps
}

/// What it takes to reach what is wanted next, in one measure.
#[derive(Clone, Debug)]
pub struct Pace {
    /// In what it is counted.
    pub measure: Measure,
    /// On the looked-at day.
    pub now: Count,
    /// The next day on which a share is due, with that share; the last one once it is over.
    pub next: (Day, f64),
    /// The share expected on the looked-at day.
    pub expected: Option<f64>,
    /// How many more have to be live.
    pub missing: u64,
    /// So many each week; `None`: no day is left.
    pub needed: Option<f64>,
    /// So many each week of the last four and of the last twelve; negative: they became fewer.
    pub lately: [f64; 2],
}

/// The pace in each measure; none where nothing is wanted.
#[must_use]
pub fn paces(situation: &Situation, filter: &Filter) -> Vec<Pace> {
    let viewpoint = filter.viewpoint;
    let coverage = |on| situation.coverage(&filter.selection, filter.scope(), Viewpoint { on, ..viewpoint });
    let now = coverage(viewpoint.on);
    let before = [SHORT, LONG].map(|weeks| (weeks, coverage(viewpoint.on.plus(-7 * weeks))));
    Measure::ALL
        .into_iter()
        .filter_map(|measure| {
            let path: Path = situation.target_path(&filter.selection, filter.scope(), measure, viewpoint)?;
            let next = path.next(viewpoint.on).unwrap_or_else(|| path.end());
            let now = now.of(measure);
            let missing = missing(now, next.1);
            Some(Pace {
                measure,
                now,
                next,
                expected: path.expected(viewpoint.on),
                missing,
                needed: per_week(missing, next.0.days_since(viewpoint.on)),
                lately: before.map(|(weeks, before)| a_week(before.of(measure).live, now.live, weeks)),
            })
        })
        .collect()
}

/// Go-lives: one authority with one service each.
#[derive(Clone, Copy, Debug)]
pub struct GoLives {
    /// All there are to be.
    pub total: u64,
    /// Those that are not known to be live.
    pub open: u64,
    /// So many each week until `due`; `None`: no day is left.
    pub needed: Option<f64>,
    /// So many each week of the last four and of the last twelve; negative: they became fewer.
    pub lately: [f64; 2],
}

/// The go-lives of the scope and selection, all of which are to be live by `due`.
#[must_use]
pub fn go_lives(situation: &Situation, filter: &Filter, due: Day) -> GoLives {
    let viewpoint = filter.viewpoint;
    let responsibilities = situation.responsibilities(viewpoint.on);
    let services: Vec<_> = situation.catalogue().selected(&filter.selection).collect();
    let needed: Vec<&RolloutKey> = responsibilities
        .needed_within(&filter.scope)
        .into_iter()
        .map(|position| &responsibilities.rollouts()[position])
        .filter(|rollout| services.iter().any(|service| service.slug == rollout.service))
        .collect();
    let live = |on| {
        let at = Viewpoint { on, ..viewpoint };
        needed.iter().filter(|rollout| situation.liveness(rollout, at) == Liveness::Live).count() as u64
    };
    let (total, now) = (needed.len() as u64, live(viewpoint.on));
    let open = total.saturating_sub(now);
    GoLives {
        total,
        open,
        needed: per_week(open, due.days_since(viewpoint.on)),
        lately: [SHORT, LONG].map(|weeks| a_week(live(viewpoint.on.plus(-7 * weeks)), now, weeks)),
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^52")]
fn a_week(before: u64, now: u64, weeks: i64) -> f64 {
    (now as f64 - before as f64) / weeks as f64
}
