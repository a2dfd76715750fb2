use proptest::prelude::*;
use rand::SeedableRng as _;
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution as _, StandardNormal};

use super::*;
use crate::day::Day;

const RUNS: usize = 100;

fn day(offset: i64) -> Day {
    Day::from_ymd(2025, 1, 6).unwrap().plus(offset)
}

fn subject(begun: Option<i64>, live: Option<i64>) -> Subject {
    Subject {
        watched_from: day(0),
        steps: begun.map(|begun| StepTaken { on: day(begun), state: 1 }).into_iter().collect(),
        live_on: live.map(day),
        vendor: 0,
        size: 0,
        service: 0,
        is_pilot: false,
        blocked: Vec::new(),
        plans: Vec::new(),
    }
}

/// A rollout whose truth is known: three vendors, two steps, a pace that all share and that is as restless as is
/// believed before anything is seen.
fn invented(seed: u64, subjects: usize, days: i64) -> Vec<Subject> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut normal = || -> f64 { StandardNormal.sample(&mut random) };
    let periods = usize::try_from(days / 28 + 1).unwrap();
    let (mut log, mut pace, mut vendors) = (0.0, Vec::new(), [0.0; 3]);
    for _ in 0..periods {
        log = 0.9 * log + 0.5 * normal();
        for vendor in &mut vendors {
            *vendor = 0.5 * *vendor + 0.26 * normal();
        }
        pace.push(vendors.map(|vendor| f64::exp(log + vendor)));
    }
    (0..subjects)
        .map(|number| {
            let vendor = number % 3;
            let mut one = Subject { vendor, size: number % 2, ..subject(None, None) };
            let mut begun = None;
            for on in 0..days {
                let pace = pace[usize::try_from(on / 28).unwrap()][vendor];
                let hazard = [0.002, 0.003, 0.004][vendor] * pace;
                if begun.is_none() && random.random_bool(0.01) {
                    begun = Some(on);
                    one.steps.push(StepTaken { on: day(on), state: 1 });
                } else if begun.is_some() && random.random_bool(hazard.min(1.0)) {
                    one.live_on = Some(day(on));
                    break;
                }
            }
            one
        })
        .collect()
}

fn all(live: &[bool]) -> f64 {
    weighed(&vec![1.0; live.len()], live)
}

#[test]
fn eight_in_ten_outcomes_lie_in_the_interval() {
    let (days, origin) = (13 * 28 + 92, day(13 * 28));
    let outcomes = [origin.plus(30), origin.plus(90)];
    let (mut covered, mut asked) = ([0.0; 2], 0.0);
    for seed in 0..500 {
        let subjects = invented(seed, 400, days);
        let question = Question { origin, outcomes: &outcomes, states: 2, runs: RUNS, seed };
        let trials = Lookback::new(question, &subjects).unwrap().trials(&[&all]);
        asked += 1.0;
        for (covered, trial) in covered.iter_mut().zip(&trials[0]) {
            *covered += Scores::of(std::slice::from_ref(trial)).unwrap().coverage80;
        }
    }
    for covered in covered {
        let share = covered / asked;
        assert!((0.75..=0.85).contains(&share), "{share}");
    }
}

#[test]
fn the_same_seed_gives_the_same_and_another_one_another() {
    let origin = day(13 * 28);
    let known: Vec<Subject> =
        invented(7, 200, 400).iter().map(|subject| subject.known_before(origin)).collect();
    let model = Model::learn(origin, &known, 2).unwrap();
    let futures = model.simulate(&known, origin.plus(60), 20, 1);
    assert_eq!(futures, model.simulate(&known, origin.plus(60), 20, 1));
    assert_ne!(futures, model.simulate(&known, origin.plus(60), 20, 2));
}

#[test]
fn what_is_dated_after_the_origin_changes_nothing() {
    let origin = day(13 * 28);
    let subjects = invented(8, 200, 500);
    let mut others = subjects.clone();
    for other in &mut others {
        other.live_on = other.live_on.filter(|live| *live < origin);
        other.blocked.push(BlockedTime { from: origin, until: None });
        other.plans.push(PlanSaid { said_on: origin, planned_on: Some(origin.plus(3)) });
    }
    let outcomes = [origin.plus(60)];
    let question = Question { origin, outcomes: &outcomes, states: 2, runs: 20, seed: 1 };
    let forecast = |subjects: &[Subject]| {
        Lookback::new(question, subjects).unwrap().trials(&[&all])[0][0].forecast.clone()
    };
    assert_eq!(forecast(&subjects), forecast(&others));
}

#[test]
fn solving_what_blocks_is_never_worse_and_shows() {
    let origin = day(13 * 28);
    let mut known: Vec<Subject> =
        invented(9, 400, 364).iter().map(|subject| subject.known_before(origin)).collect();
    // Whoever is not live is blocked, nobody else was: being blocked must show as being slow.
    for subject in known.iter_mut().filter(|subject| subject.live_on.is_none()) {
        subject.blocked.push(BlockedTime { from: day(0), until: None });
    }
    let model = Model::learn(origin, &known, 2).unwrap();
    let blocked = model.simulate(&known, origin.plus(60), 20, 1);
    for subject in &mut known {
        subject.blocked.iter_mut().for_each(|blocked| blocked.until = Some(origin));
    }
    let free = model.simulate(&known, origin.plus(60), 20, 1);
    let mut sooner = 0;
    for place in 0..known.len() {
        for run in 0..20 {
            let day = |futures: &Futures| futures.live_after(place, run).unwrap_or(i64::MAX);
            assert!(day(&free) <= day(&blocked), "{place} {run}");
            sooner += usize::from(day(&free) < day(&blocked));
        }
    }
    assert!(sooner > 0);
}

#[test]
fn too_little_history_is_told() {
    let too_little = |subjects: &[Subject], origin| Model::learn(origin, subjects, 2).unwrap_err();
    assert_eq!(too_little(&[], day(0)), TooLittle { weeks: 0, live: 0 });
    let many = vec![subject(Some(3), Some(10)); 50];
    assert_eq!(too_little(&many, day(30)), TooLittle { weeks: 4, live: 50 });
    let few = vec![subject(Some(3), None); 50];
    assert_eq!(too_little(&few, day(400)), TooLittle { weeks: 57, live: 0 });
}

#[test]
fn whoever_all_are_live_stays_so() {
    let origin = day(300);
    let known = vec![subject(Some(3), Some(100)); 20];
    let model = Model::learn(origin, &known, 2).unwrap();
    let futures = model.simulate(&known, origin.plus(30), 5, 1);
    assert!((0..20).all(|place| futures.live_after(place, 0) == Some(-1)));
    assert_eq!(model.simulate(&[], origin.plus(30), 5, 1).subjects(), 0);
}

#[test]
fn scores_are_those_of_the_book() {
    let point = Distribution::new(vec![0.4]).unwrap();
    assert!((point.crps(0.7) - 0.3).abs() < 1e-12);
    // Two values, 0 and 1, and 0 came: a half for the error, less half of the mean distance, a half.
    let two = Distribution::new(vec![1.0, 0.0]).unwrap();
    assert!((two.crps(0.0) - 0.25).abs() < 1e-12);
    assert!((two.median() - 0.5).abs() < 1e-12);
    assert!((two.reaches(1.0) - 0.5).abs() < 1e-12 && (two.reaches(0.0) - 1.0).abs() < 1e-12);
    assert_eq!(Distribution::new(Vec::new()), None);
    assert_eq!(Scores::of(&[]), None);
}

#[test]
fn a_pace_goes_on_until_all_have_it() {
    assert!((continued(0.5, 0.1, 28, 14) - 0.55).abs() < 1e-12);
    assert!((continued(0.5, 0.1, 28, 1000) - 1.0).abs() < 1e-12);
    assert!((continued(0.5, 0.0, 28, 1000) - 0.5).abs() < 1e-12);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn forecasts_stay_within_bounds(seed in 0_u64..1000, size in 30_usize..120, capacity in 0_usize..6) {
        let origin = day(300);
        let known: Vec<Subject> =
            invented(seed, size, 330).iter().map(|subject| subject.known_before(origin)).collect();
        let Ok(model) = Model::learn(origin, &known, 2) else { return Ok(()) };
        let futures = model.simulate(&known, origin.plus(84), 30, seed);
        let (less, more) = (futures.limited(capacity), futures.limited(capacity + 1));
        let share = |futures: &Futures, run, day: i64| {
            let live: Vec<bool> = (0..size)
                .map(|place| futures.live_after(place, run).is_some_and(|live| live <= day))
                .collect();
            all(&live)
        };
        let mut before = vec![0.0; 30];
        for day in (0..84).step_by(7) {
            let now: Vec<f64> = (0..30).map(|run| share(&futures, run, day)).collect();
            for run in 0..30 {
                prop_assert!((0.0..=1.0).contains(&now[run]));
                prop_assert!(now[run] >= before[run], "not monotone in time");
                let (less, more) = (share(&less, run, day), share(&more, run, day));
                prop_assert!(less <= more && more <= now[run], "more capacity is worse");
            }
            let values = Distribution::new(now.clone()).unwrap();
            let (low, high) = values.interval80();
            prop_assert!(low <= values.median() && values.median() <= high);
            before = now;
        }
        for run in 0..30 {
            for week in 0..12 {
                let gone = (0..size)
                    .filter_map(|place| less.live_after(place, run))
                    .filter(|day| *day >= 0 && day / 7 == week)
                    .count();
                prop_assert!(gone <= capacity, "{gone} in a week for {capacity}");
            }
        }
    }
}
