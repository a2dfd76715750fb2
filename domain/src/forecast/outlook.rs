//! What the simulated futures mean for coverage.

use super::model::{Model, TooLittle};
use super::programme::{STATES, subjects};
use super::score::{Distribution, Scores, Trial, continued};
use super::simulate::Futures;
use super::trial::{Lookback, Question, Share};
use crate::catalogue::Selection;
use crate::coverage::{Measure, Scope, Since, Tally};
use crate::day::Day;
use crate::rollout::Viewpoint;
use crate::situation::Situation;
use crate::stage::Liveness;

/// How often the future is drawn; ten in a hundred of it are fifty runs.
const RUNS: usize = 500;
/// How often it is drawn from each past day.
const RUNS_BACK: usize = 200;
/// What the draws begin with: the same data give the same figures.
const SEED: u64 = 1;
/// How far ahead anybody looks for the day of full coverage.
const FARTHEST: i64 = 104 * 7;
/// How far ahead one looks where no target is ahead.
const WITHOUT_TARGET: i64 = 26 * 7;
/// From how many firsts of a month one looks ahead in the own history.
const ORIGINS: u32 = 12;
/// How many calendar months one looks ahead from there.
const HORIZONS: [u32; 2] = [1, 3];

/// What was learned from all rollouts and how it may go on, for every question about it.
#[derive(Clone, Debug)]
pub struct Simulated {
    today: Day,
    basis: Result<(usize, Futures), TooLittle>,
    lookbacks: Vec<Lookback>,
}

/// How far one selection in one scope will be.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// The last day that is known.
    pub today: Day,
    /// The day up to which it is told: the deadline, or half a year where none is ahead.
    pub until: Day,
    /// The share that is wanted by then, if a deadline is ahead.
    pub goal: Option<f64>,
    /// In the order of [`Measure::ALL`].
    pub measures: [MeasureOutlook; 3],
    /// The day by which all are live in half of the runs; `None`: not within two years.
    pub complete_on: Option<Day>,
    /// How many go-lives were learned from, or why there is nothing but the baseline.
    pub basis: Result<usize, TooLittle>,
}

/// The same in one measure.
#[derive(Clone, Debug, PartialEq)]
pub struct MeasureOutlook {
    /// The measure.
    pub measure: Measure,
    /// The share confirmed today.
    pub now: f64,
    /// Today and every week up to the last day; empty where too little is known.
    pub weeks: Vec<Week>,
    /// How likely the goal is reached.
    pub probability: Option<f64>,
    /// The share on the last day when the pace of the last four weeks goes on.
    pub last4: f64,
    /// The same with the last twelve weeks.
    pub last12: f64,
    /// How good the forecast would have been, by months ahead.
    pub scores: Vec<(u32, Scores)>,
}

/// The share on one day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Week {
    /// The day.
    pub day: Day,
    /// In nine of ten runs it is more.
    pub low: f64,
    /// In half of the runs it is more.
    pub median: f64,
    /// In one of ten runs it is more.
    pub high: f64,
}

impl MeasureOutlook {
    /// The last day.
    #[must_use]
    pub fn end(&self) -> Option<Week> {
        self.weeks.last().copied()
    }
}

impl Simulated {
    /// Simulates all rollouts; takes seconds. `progress` is told how many of how many parts are done.
    #[must_use]
    pub fn compute(situation: &Situation, today: Day, progress: &dyn Fn(usize, usize)) -> Self {
        let origins = origins(today);
        let parts = origins.len() + 1;
        progress(0, parts);
        let known = subjects(situation, today);
        let origin = today.plus(1);
        let until = until(situation, today).max(today.plus(FARTHEST));
        let basis = Model::learn(origin, &known, STATES)
            .map(|model| (model.learned_from(), model.simulate(&known, until, RUNS, SEED)));
        progress(1, parts);
        let mut lookbacks = Vec::new();
        for (done, origin) in origins.into_iter().enumerate() {
            let outcomes: Vec<Day> = HORIZONS
                .iter()
                .map(|months| origin.plus_months(*months))
                .take_while(|outcome| *outcome <= today)
                .collect();
            let question =
                Question { origin, outcomes: &outcomes, states: STATES, runs: RUNS_BACK, seed: SEED };
            // From where too little was known nobody looks ahead.
            lookbacks.extend(Lookback::new(question, &known));
            progress(done + 2, parts);
        }
        Self { today, basis, lookbacks }
    }

    /// What it means for a selection in a scope. `situation` is the one that was simulated.
    #[must_use]
    pub fn outlook(&self, situation: &Situation, selection: &Selection, scope: Scope) -> Outlook {
        let today = self.today;
        let until = until(situation, today);
        let target = situation.catalogue().target.filter(|target| target.due > today);
        let goal = target.map(|target| target.share);
        let tally = Tally::new(situation.responsibilities(today), situation.catalogue(), selection, scope);
        let futures = self.basis.as_ref().ok().map(|(_, futures)| futures);
        let runs: Vec<Since> = futures
            .map(|futures| {
                let since = |run| tally.since(|rollout| futures.live_after(rollout, run));
                (0..futures.runs()).map(since).collect()
            })
            .unwrap_or_default();
        let on = |back: i64| situation.coverage(selection, scope, Viewpoint::on(today.plus(-back)));
        let (now, ago4, ago12) = (on(0), on(28), on(84));
        let days = weeks(today, until);
        let ahead = until.days_since(today);
        let measures = Measure::ALL.map(|measure| {
            let share = now.of(measure).confirmed().fraction();
            let weeks = spread(&runs, &days, measure, futures.map(Futures::origin));
            let last = |ago: f64, days| continued(share, share - ago, days, ahead);
            let probability = weeks.last().zip(goal).map(|((_, values), goal)| values.reaches(goal));
            MeasureOutlook {
                measure,
                now: share,
                probability,
                weeks: weeks.into_iter().map(|(day, values)| week(day, &values)).collect(),
                last4: last(ago4.of(measure).confirmed().fraction(), 28),
                last12: last(ago12.of(measure).confirmed().fraction(), 84),
                scores: self.scores(&tally, measure),
            }
        });
        let basis = match &self.basis {
            Ok((live, _)) => Ok(*live),
            Err(too_little) => Err(*too_little),
        };
        Outlook { today, until, goal, measures, complete_on: complete_on(&runs, today), basis }
    }

    /// How good the forecast would have been in the own history.
    fn scores(&self, tally: &Tally, measure: Measure) -> Vec<(u32, Scores)> {
        let share = |live: &[bool]| {
            let liveness = |live: &bool| if *live { Liveness::Live } else { Liveness::NotLive };
            let live: Vec<Liveness> = live.iter().map(liveness).collect();
            tally.count(&live).of(measure).confirmed().fraction()
        };
        let share: Share<'_> = &share;
        let mut trials: Vec<Vec<Trial>> = vec![Vec::new(); HORIZONS.len()];
        for lookback in &self.lookbacks {
            for (trials, trial) in trials.iter_mut().zip(lookback.trials(&[share]).remove(0)) {
                trials.push(trial);
            }
        }
        HORIZONS
            .into_iter()
            .zip(trials)
            .filter_map(|(months, trials)| Some((months, Scores::of(&trials)?)))
            .collect()
    }
}

impl Outlook {
    /// What the draws began with.
    #[must_use]
    pub const fn seed() -> u64 {
        SEED
    }

    /// How often the future was drawn.
    #[must_use]
    pub const fn runs() -> usize {
        RUNS
    }

    /// One measure of it.
    #[must_use]
    pub const fn of(&self, measure: Measure) -> &MeasureOutlook {
        let [inhabitants, communes, authorities] = &self.measures;
        match measure {
            Measure::Inhabitants => inhabitants,
            Measure::Communes => communes,
            Measure::Authorities => authorities,
        }
    }
}

fn until(situation: &Situation, today: Day) -> Day {
    let due = situation.catalogue().target.map(|target| target.due).filter(|due| *due > today);
    due.unwrap_or(today.plus(WITHOUT_TARGET))
}

/// The firsts of the last months, the earliest first; from the last one a month has passed.
fn origins(today: Day) -> Vec<Day> {
    let (year, month, _) = today.ymd();
    let months = i64::from(year) * 12 + i64::from(month) - 1;
    let first = |back: i64| {
        let month = months - back;
        let year = i32::try_from(month.div_euclid(12)).ok()?;
        Day::from_ymd(year, u32::try_from(month.rem_euclid(12)).ok()? + 1, 1)
    };
    (1..=i64::from(ORIGINS)).rev().filter_map(first).filter(|day| day.plus_months(1) <= today).collect()
}

/// Today, and every week up to the last day.
fn weeks(today: Day, until: Day) -> Vec<Day> {
    let back = (0..).map(|week| until.plus(-7 * week)).take_while(|day| *day > today);
    let mut days: Vec<Day> = back.chain([today]).collect();
    days.reverse();
    days
}

/// The shares of all runs on each of the days.
#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^52")]
fn spread(runs: &[Since], days: &[Day], measure: Measure, origin: Option<Day>) -> Vec<(Day, Distribution)> {
    let Some(origin) = origin else { return Vec::new() };
    let bounds: Vec<i64> = days.iter().map(|day| day.days_since(origin)).collect();
    let mut values = vec![Vec::with_capacity(runs.len()); days.len()];
    for run in runs {
        let mut gained = vec![0; days.len() + 1];
        let mut whole = 0;
        let mut count = |weight: u64, since: Option<i64>| {
            let place = since.map_or(days.len(), |since| bounds.partition_point(|bound| *bound < since));
            gained[place] += weight;
            whole += weight;
        };
        match measure {
            Measure::Authorities => run.authorities.iter().for_each(|since| count(1, *since)),
            Measure::Communes => run.communes.iter().for_each(|(_, since)| count(1, *since)),
            Measure::Inhabitants => run.communes.iter().for_each(|(people, since)| count(*people, *since)),
        }
        let mut live = 0;
        for (values, gained) in values.iter_mut().zip(gained) {
            live += gained;
            values.push(if whole == 0 { 0.0 } else { live as f64 / whole as f64 });
        }
    }
    days.iter().zip(values).filter_map(|(day, values)| Some((*day, Distribution::new(values)?))).collect()
}

fn week(day: Day, values: &Distribution) -> Week {
    let (low, high) = values.interval80();
    Week { day, low, median: values.median(), high }
}

/// The day by which all authorities have everything in half of the runs.
fn complete_on(runs: &[Since], today: Day) -> Option<Day> {
    let complete = |run: &Since| {
        let all: Option<Vec<i64>> = run.authorities.iter().copied().collect();
        all.and_then(|all| all.into_iter().max())
    };
    let mut days: Vec<i64> = runs.iter().filter_map(complete).collect();
    days.sort_unstable();
    // The first day after today counts from 0.
    days.get(runs.len() / 2).map(|day| today.plus(day.max(&-1) + 1))
}
