//! Coverage over time with the path to the target.

use domain::Day;
use domain::catalogue::Selection;
use domain::coverage::{Coverage, Measure, Scope, Share};
use domain::rollout::Viewpoint;
use domain::situation::Situation;
use domain::target::Path;

/// A line of at most this many weeks is drawn; what lies before is in the histories.
const WEEKS: i64 = 65;

/// Coverage week by week up to the looked-at day, and where it should be.
#[derive(Clone, Debug)]
pub struct Series {
    /// Ascending days, the last one the looked-at day.
    pub points: Vec<(Day, Coverage)>,
    /// Where it should be, if anything is wanted.
    pub path: Option<Path>,
    /// The share that the path expects on the looked-at day.
    pub expected: Option<f64>,
    /// The share confirmed at the end of the path, once that day is over.
    pub at_due: Option<Share>,
}

impl Series {
    /// Counts week by week backwards from the viewpoint's day to the day of the first record.
    #[must_use]
    pub fn compute(
        situation: &Situation,
        selection: &Selection,
        scope: Scope,
        measure: Measure,
        viewpoint: Viewpoint,
    ) -> Self {
        let on = viewpoint.on;
        let target = situation.catalogue().target;
        // What was recorded of the time before anybody kept records tells little of how things went then.
        let first_record = situation
            .histories()
            .flat_map(|(_, history)| history.events())
            .filter(|event| viewpoint.counts(event))
            .map(|event| Day::of(event.recorded_at))
            .min();
        let start = [first_record, target.map(|target| target.from)]
            .into_iter()
            .flatten()
            .min()
            .unwrap_or(on)
            .max(on.plus(-7 * WEEKS));
        let weeks = on.days_since(start).div_euclid(7) + i64::from(on.days_since(start).rem_euclid(7) > 0);
        let days: Vec<Day> = (0..=weeks.max(0)).rev().map(|week| on.plus(-7 * week)).collect();
        let points = situation.series(selection, scope, &days, viewpoint);
        let path = situation.target_path(selection, scope, measure, viewpoint);
        let due = path.as_ref().map(|path| path.end().0).filter(|due| *due < on);
        let at_due = due.map(|due| {
            let due = Viewpoint { on: due, ..viewpoint };
            situation.coverage(selection, scope, due).of(measure).confirmed()
        });
        Self { points, expected: path.as_ref().and_then(|path| path.expected(on)), path, at_due }
    }
}
