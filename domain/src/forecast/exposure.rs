//! How long whoever was not live yet was so under which conditions, and what came of it.

use std::collections::BTreeMap;

use super::subject::{FACTORS, Levels, Subject};
use super::{PERIOD, PERIODS, STEP};
use crate::day::Day;

/// All the time that was spent under the same conditions in the same period.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cell {
    /// The conditions.
    pub(super) levels: Levels,
    /// The period; the last one ends before the origin.
    pub(super) period: usize,
    /// Days of waiting.
    pub(super) days: f64,
    /// How many went live.
    pub(super) lived: f64,
    /// How many took a further step.
    pub(super) moved: f64,
}

/// What was seen before an origin.
#[derive(Debug)]
pub(super) struct Exposure {
    pub(super) cells: Vec<Cell>,
    pub(super) periods: usize,
    /// How many levels each factor has.
    pub(super) levels: [usize; FACTORS],
    /// How often one came from one step to another.
    pub(super) moves: BTreeMap<(usize, usize), f64>,
}

impl Exposure {
    /// Looks back week by week; how things stood when a week began holds for the week, as in the simulation.
    pub(super) fn before(origin: Day, subjects: &[Subject]) -> Self {
        let first = subjects.iter().map(|subject| subject.watched_from).min().unwrap_or(origin);
        let seen = usize::try_from(origin.days_since(first) / PERIOD).unwrap_or_default();
        let periods = seen.min(PERIODS);
        let mut cells: BTreeMap<(Levels, usize), Cell> = BTreeMap::new();
        let mut moves = BTreeMap::new();
        let mut levels = [1; FACTORS];
        for subject in subjects {
            for week in weeks(origin, periods) {
                let end = week.start.plus(STEP);
                if subject.watched_from > week.start {
                    continue;
                }
                if subject.live_on.is_some_and(|live| live < week.start) {
                    break;
                }
                let here = subject.levels_on(week.start);
                let state = subject.step_on(week.start).map_or(0, |step| step.state);
                let lived = subject.live_on.filter(|live| *live < end);
                let further = lived.is_none().then(|| subject.step_on(end.plus(-1))).flatten();
                let further = further.filter(|step| step.state > state);
                let cell = cells.entry((here, week.period)).or_insert_with(|| Cell {
                    levels: here,
                    period: week.period,
                    ..Cell::default()
                });
                cell.days += days(lived.map_or(STEP, |live| live.days_since(week.start) + 1));
                cell.lived += f64::from(u8::from(lived.is_some()));
                if let Some(step) = further {
                    cell.moved += 1.0;
                    *moves.entry((state, step.state)).or_insert(0.0) += 1.0;
                }
            }
            for (count, level) in levels.iter_mut().zip(subject.levels_on(origin)) {
                *count = (*count).max(usize::from(level) + 1);
            }
        }
        for cell in cells.values() {
            for (count, level) in levels.iter_mut().zip(cell.levels) {
                *count = (*count).max(usize::from(level) + 1);
            }
        }
        Self { cells: cells.into_values().collect(), periods, levels, moves }
    }

    /// How many were seen to go live.
    pub(super) fn lived(&self) -> f64 {
        self.cells.iter().map(|cell| cell.lived).sum()
    }
}

#[expect(clippy::cast_precision_loss, reason = "days of a week")]
fn days(days: i64) -> f64 {
    days as f64
}

struct Week {
    start: Day,
    period: usize,
}

fn weeks(origin: Day, periods: usize) -> impl Iterator<Item = Week> {
    let steps = PERIOD / STEP;
    let days = i64::try_from(periods).unwrap_or_default() * PERIOD;
    (0..periods).flat_map(move |period| {
        let begin = i64::try_from(period).unwrap_or_default() * PERIOD;
        (0..steps).map(move |step| Week { start: origin.plus(begin + step * STEP - days), period })
    })
}
