//! Many ways in which it may go on.

use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution as _, Exp1};

use super::model::Model;
use super::pace::normal;
use super::subject::{CLOCK, Subject, clock_level};
use super::{STEP, STEPS_OF_PERIOD};
use crate::day::Day;

/// How much of what a vendor is off the pace of all lasts until the next period.
const VENDOR_KEEPS: f64 = 0.5;

const LIVE_BEFORE: u16 = 0;
const NOT_SEEN: u16 = u16::MAX;

/// When each of the subjects goes live, in each of many runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Futures {
    origin: Day,
    runs: usize,
    /// One more than the days from the origin; all runs of the first subject first.
    days: Vec<u16>,
}

/// What one run says of all, by period and vendor.
struct Run {
    live: Vec<f64>,
    step: Vec<f64>,
}

impl Model {
    /// Draws how it goes on until a day. The same seed draws the same, and a subject whose hazard is higher in all
    /// of it is never live later.
    #[must_use]
    pub fn simulate(&self, subjects: &[Subject], until: Day, runs: usize, seed: u64) -> Futures {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let weeks = usize::try_from(until.days_since(self.origin) / STEP + 1).unwrap_or_default();
        let drawn: Vec<Run> = (0..runs).map(|_| self.run(weeks, &mut random)).collect();
        let mut days = Vec::with_capacity(subjects.len() * runs);
        for subject in subjects {
            if subject.live_on.is_some() {
                days.extend(std::iter::repeat_n(LIVE_BEFORE, runs));
            } else {
                let way = Way::new(self, subject, weeks);
                days.extend(drawn.iter().map(|run| way.draw(run, &mut random)));
            }
        }
        Futures { origin: self.origin, runs, days }
    }

    fn run(&self, weeks: usize, random: &mut ChaCha8Rng) -> Run {
        let periods = weeks.div_ceil(WEEKS_OF_PERIOD);
        let pace = self.live_pace.draw(periods, random);
        let step = self.step_pace.draw(periods, random).into_iter().map(f64::exp).collect();
        let mut vendors = self.vendors.clone();
        let spread = self.vendor_spread;
        let surprise = spread * (1.0 - VENDOR_KEEPS * VENDOR_KEEPS).sqrt();
        let mut live = Vec::with_capacity(periods * vendors.len());
        for log_pace in pace {
            for vendor in &mut vendors {
                *vendor = VENDOR_KEEPS * *vendor + surprise * normal(random);
                // Half the variance less, so that what is off on average leaves the pace of all alone.
                live.push((log_pace + *vendor - spread * spread / 2.0).exp());
            }
        }
        Run { live, step }
    }
}

const WEEKS_OF_PERIOD: usize = STEPS_OF_PERIOD as usize;

/// What does not change from run to run for one subject.
struct Way<'a> {
    model: &'a Model,
    vendor: usize,
    state: usize,
    /// Day of its last step, counted from the origin.
    entered: i64,
    /// Weekly hazard of going live and of a step, but for clock and pace.
    weeks: Vec<(f64, f64)>,
    live: Vec<f64>,
    step: Vec<f64>,
}

impl<'a> Way<'a> {
    fn new(model: &'a Model, subject: &Subject, weeks: usize) -> Self {
        let on = |week: usize| model.origin.plus(i64::try_from(week).unwrap_or_default() * STEP);
        let step = subject.step_on(model.origin);
        let clocks = clock_level(model.moves.len().saturating_sub(1), i64::MAX) + 1;
        Self {
            model,
            vendor: subject.vendor,
            state: step.map_or(0, |step| step.state.min(model.moves.len().saturating_sub(1))),
            entered: step.map_or(0, |step| step.on.days_since(model.origin)),
            weeks: (0..weeks)
                .map(|week| {
                    let levels = subject.levels_on(on(week));
                    (7.0 * model.live.without_clock(&levels), 7.0 * model.step.without_clock(&levels))
                })
                .collect(),
            live: (0..clocks).map(|clock| model.live.factor(CLOCK, clock)).collect(),
            step: (0..clocks).map(|clock| model.step.factor(CLOCK, clock)).collect(),
        }
    }

    /// One more than the day on which it goes live. Draws the same number of numbers whatever happens, so that
    /// another subject or another assumption does not change the luck of all that follow.
    fn draw(&self, run: &Run, random: &mut ChaCha8Rng) -> u16 {
        let mut luck: f64 = Exp1.sample(random);
        let mut steps = [(0.0, 0.0); MOST_STATES];
        for step in &mut steps[..self.model.moves.len().min(MOST_STATES)] {
            *step = (Exp1.sample(random), random.random());
        }
        let vendors = self.model.vendors.len();
        let (mut state, mut entered) = (self.state, self.entered);
        let mut begin = 0;
        for (week, (live, step)) in self.weeks.iter().enumerate() {
            let period = week / WEEKS_OF_PERIOD;
            let clock = clock_level(state, begin - entered);
            let pace = run.live.get(period * vendors + self.vendor).copied().unwrap_or(1.0);
            let hazard = live * self.live[clock] * pace;
            if hazard >= luck {
                return day(begin, luck / hazard);
            }
            luck -= hazard;
            let onward = self.model.onward(clock);
            if !onward.is_empty() {
                let hazard = step * self.step[clock] * run.step[period];
                let (patience, whither) = &mut steps[state];
                if hazard >= *patience {
                    entered = begin + i64::from(day(0, *patience / hazard)) - 1;
                    state = choose(onward, *whither);
                } else {
                    *patience -= hazard;
                }
            }
            begin += STEP;
        }
        NOT_SEEN
    }
}

/// More steps are not told apart.
const MOST_STATES: usize = 8;

/// One more than the day that lies that part into the week.
#[expect(clippy::cast_possible_truncation, reason = "a part of a week")]
fn day(begin: i64, part: f64) -> u16 {
    let within = ((part * 7.0) as i64).min(STEP - 1);
    u16::try_from(begin + within + 1).unwrap_or(NOT_SEEN).min(NOT_SEEN - 1)
}

fn choose(onward: &[(usize, f64)], part: f64) -> usize {
    let mut left = part * onward.iter().map(|(_, weight)| weight).sum::<f64>();
    for (state, weight) in onward {
        left -= weight;
        if left < 0.0 {
            return *state;
        }
    }
    onward.last().map_or(0, |(state, _)| *state)
}

impl Futures {
    /// The first day that was not known.
    #[must_use]
    pub const fn origin(&self) -> Day {
        self.origin
    }

    /// How many runs there are.
    #[must_use]
    pub const fn runs(&self) -> usize {
        self.runs
    }

    /// How many subjects there are.
    #[must_use]
    pub fn subjects(&self) -> usize {
        self.days.len().checked_div(self.runs).unwrap_or_default()
    }

    /// How many days after the origin the subject is live in that run; negative where it was before. `None`: not
    /// until the last day simulated.
    #[must_use]
    pub fn live_after(&self, subject: usize, run: usize) -> Option<i64> {
        match self.days[subject * self.runs + run] {
            NOT_SEEN => None,
            day => Some(i64::from(day) - 1),
        }
    }

    /// The same where no more than so many can go live in a week. Whoever is ready earlier comes first; whoever has
    /// to wait goes live on the first day of a week that has room.
    #[must_use]
    pub fn limited(&self, a_week: usize) -> Self {
        let mut limited = self.clone();
        for run in 0..self.runs {
            let mut queue: Vec<(u16, usize)> = (0..self.subjects())
                .map(|subject| subject * self.runs + run)
                .map(|place| (self.days[place], place))
                .filter(|(day, _)| !matches!(*day, LIVE_BEFORE | NOT_SEEN))
                .collect();
            queue.sort_unstable();
            let (mut week, mut gone) = (0, 0);
            for (day, place) in queue {
                let own = i64::from(day - 1) / STEP;
                if own > week {
                    (week, gone) = (own, 0);
                } else if gone == a_week {
                    (week, gone) = (week + 1, 0);
                }
                gone += 1;
                let waits = week > own || a_week == 0;
                limited.days[place] = match (a_week, waits) {
                    (0, _) => NOT_SEEN,
                    (_, false) => self.days[place],
                    (_, true) => u16::try_from(week * STEP + 1).unwrap_or(NOT_SEEN),
                };
            }
        }
        limited
    }
}
