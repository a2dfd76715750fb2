use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::*;

const TOLD_LATE: CriterionId = CriterionId(1);

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn journey(authority: usize, length: i64, is_live: bool) -> Journey {
    let started_on = day("2026-01-05");
    Journey {
        rollout: RolloutKey {
            authority: format!("09273{:07}", 111_000 + authority).parse().unwrap(),
            service: "wohnsitzanmeldung".parse().unwrap(),
        },
        started_on,
        watched_from: started_on,
        ended_on: started_on.plus(length),
        is_live,
        vendor: Some(VendorId(1)),
        size: SizeBand::Small,
        is_pilot: false,
        held_up: Vec::new(),
    }
}

/// Ways of a known truth: each week 4 of 100 go live; half as many while held up, twice as many with the second vendor.
/// Half are held up from some week on for half a year, and a third is watched late.
fn simulated(seed: u64, count: usize) -> Vec<Journey> {
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    (0..count)
        .filter_map(|authority| {
            let vendor = if authority % 3 == 0 { 2 } else { 1 };
            let held_up = (authority % 2 == 0).then(|| random.random_range(0..20));
            let watched = if random.random_bool(0.3) { random.random_range(0..15) } else { 0 };
            let mut week = 0;
            let is_live = loop {
                let slowed = held_up.is_some_and(|from| (from..from + 26).contains(&week));
                let hazard = 0.04 * if slowed { 0.5 } else { 1.0 } * if vendor == 2 { 2.0 } else { 1.0 };
                if random.random_bool(1.0 - f64::exp(-hazard)) {
                    break true;
                }
                week += 1;
                if week == 60 {
                    break false;
                }
            };
            let length = if is_live { 7 * week + 4 } else { 7 * week };
            let of_week = |journey: &Journey, week: i64| journey.started_on.plus(7 * week);
            let way = journey(authority, length, is_live);
            let held_up = held_up.map(|from| HeldUp {
                criterion: TOLD_LATE,
                from: of_week(&way, from),
                until: Some(of_week(&way, from + 26)),
            });
            let watched_from = of_week(&way, watched);
            (watched_from < way.ended_on).then(|| Journey {
                vendor: Some(VendorId(vendor)),
                watched_from,
                held_up: held_up.into_iter().collect(),
                ..way
            })
        })
        .collect()
}

fn told(effects: &Effects, factor: &Factor) -> Told {
    effects.effects.iter().find(|effect| effect.factor == *factor).unwrap().told
}

#[test]
fn effects_of_a_known_truth_are_found_and_their_intervals_hold_them() {
    let (mut of_blocker, mut of_vendor, runs) = (0, 0, 60);
    for seed in 0..runs {
        let effects = effects(&simulated(seed, 600));
        for (factor, truth, held) in [
            (Factor::HeldUp(TOLD_LATE), 0.5, &mut of_blocker),
            (Factor::Vendor(VendorId(2)), 2.0, &mut of_vendor),
        ] {
            let Told::Ratio { ratio, low, high } = told(&effects, &factor) else { panic!("{effects:?}") };
            assert!((truth / 1.6..truth * 1.6).contains(&ratio), "{factor:?} {ratio}");
            *held += u64::from((low..=high).contains(&truth));
        }
        assert!(effects.references.contains(&Factor::Vendor(VendorId(1))));
    }
    for held in [of_blocker, of_vendor] {
        assert!((54..=60).contains(&held), "{held} of {runs} intervals hold the truth");
    }
}

#[test]
fn who_waits_long_is_not_held_up_because_of_it() {
    // A blocker that does nothing and strikes late: those who are ever held up have waited long by then.
    let mut journeys = simulated(7, 2_000);
    for journey in &mut journeys {
        journey.vendor = None;
        journey.held_up.clear();
        if journey.started_on.plus(140) < journey.ended_on {
            journey.held_up.push(HeldUp {
                criterion: TOLD_LATE,
                from: journey.started_on.plus(140),
                until: None,
            });
        }
    }
    // All are held up by then, so that nobody is left to compare them with; half of them, to have both.
    for journey in journeys.iter_mut().step_by(2) {
        journey.held_up.clear();
    }
    let compared = compare(&journeys, By::HeldUp(Some(TOLD_LATE)));
    assert_eq!(compared.groups.len(), 2);
    assert_eq!(compared.from_day, 140, "before nobody was held up");
    assert!(compared.log_rank.unwrap().p > 0.01, "{:?}", compared.log_rank);
    let Told::Ratio { low, high, .. } = told(&effects(&journeys), &Factor::HeldUp(TOLD_LATE)) else {
        panic!()
    };
    assert!((low..=high).contains(&1.0), "{low} to {high}");
}

#[test]
fn small_groups_are_told_together_or_not_at_all() {
    let ways = |vendor, count| {
        (0..count).zip(30..).map(move |(place, length)| Journey { vendor, ..journey(place, length, true) })
    };
    let of = |id| Some(VendorId(id));
    let journeys: Vec<_> = ways(of(1), 25).chain(ways(of(2), 15)).chain(ways(None, 15)).collect();
    let compared = compare(&journeys, By::Vendor);
    let told: Vec<_> = compared.groups.iter().map(|group| (group.group, group.curve.subjects)).collect();
    assert_eq!((told, compared.left_out), (vec![(Group::Vendor(VendorId(1)), 25), (Group::Others, 30)], 0));
    let journeys: Vec<_> = ways(of(1), 25).chain(ways(of(2), 15)).collect();
    let compared = compare(&journeys, By::Vendor);
    assert_eq!((compared.groups.len(), compared.left_out, compared.log_rank), (1, 15, None));
    let nothing = compare(&[], By::Pilot);
    assert_eq!((nothing.groups.len(), nothing.from_day), (0, 0));
}

#[test]
fn what_cannot_be_told_is_said() {
    let mut journeys = simulated(3, 600);
    let never = CriterionId(9);
    for (place, journey) in journeys.iter_mut().enumerate() {
        // Pilots are those with the second vendor.
        journey.is_pilot = journey.vendor == Some(VendorId(2));
        if place < 10 {
            journey.size = SizeBand::Large;
        }
        if !journey.is_live {
            journey.held_up.push(HeldUp { criterion: never, from: journey.started_on, until: None });
        }
    }
    let always = |journey: &Journey| vec![HeldUp { criterion: never, from: journey.started_on, until: None }];
    let more: Vec<_> = journeys
        .iter()
        .take(30)
        .map(|journey| Journey { is_live: false, held_up: always(journey), ..journey.clone() })
        .collect();
    journeys.extend(more);
    let effects = effects(&journeys);
    assert_eq!(told(&effects, &Factor::HeldUp(never)), Told::Never);
    assert_eq!(told(&effects, &Factor::Size(SizeBand::Large)), Told::TooFew);
    assert_eq!(told(&effects, &Factor::Pilot), Told::Inseparable);
    assert_eq!(told(&effects, &Factor::Vendor(VendorId(2))), Told::Inseparable);
    assert!(matches!(told(&effects, &Factor::HeldUp(TOLD_LATE)), Told::Ratio { .. }));
    let few = super::effects(&journeys[..20]);
    assert!(few.effects.is_empty() && few.rollouts <= 20, "{few:?}");
    assert_eq!(super::effects(&[]), Effects::default());
}
