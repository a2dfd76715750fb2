//! Announced starts and what became of them.

#[path = "support/bavaria.rs"]
mod bavaria;

use std::sync::Arc;

use bavaria::{ars, catalogue, slug};
use domain::catalogue::Selection;
use domain::promises::{Fate, Promise, Slip, Slips, grouped, promises};
use domain::register::facts;
use domain::rollout::{Actor, RolloutEvent, RolloutKey, StatusEntry, Viewpoint};
use domain::situation::Situation;
use domain::stage::Stage;
use domain::{Day, Editions};
use proptest::prelude::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn today() -> Day {
    day("2026-11-23")
}

/// What was said of the Landratsamt Kelheim: stage, day, planned start.
fn told(said: &[(Stage, &str, &str)]) -> Option<Promise> {
    let rollout = RolloutKey { authority: ars("09273"), service: slug("waffenrecht") };
    let events = said.iter().zip(1..).map(|((stage, on, planned), id)| RolloutEvent {
        id,
        rollout: rollout.clone(),
        entry: StatusEntry { planned_on: planned.parse().ok(), ..StatusEntry::new(*stage, day(on)) },
        recorded_at: day(on).start(),
        actor: Actor { id: "a".into(), name: "A".into() },
        batch: None,
        retraction: None,
    });
    let situation = Situation::new(Arc::new(catalogue()), Arc::new(Editions::new([facts::bayern().clone()])))
        .with_records(events.collect(), Vec::new());
    let mut found = promises(&situation, &Selection::Total, &ars("09273"), Viewpoint::on(today()));
    assert!(found.len() < 2);
    found.pop()
}

fn fate(said: &[(Stage, &str, &str)]) -> (Fate, i64) {
    let promise = told(said).unwrap();
    (promise.fate(today()), promise.slip(today()).days)
}

#[test]
fn what_became_of_a_promise() {
    use Stage::{Live, Preparing, Suspended};
    let promised = (Preparing, "2026-03-01", "2026-06-01");
    assert_eq!(fate(&[promised, (Live, "2026-06-01", "")]), (Fate::Kept, 0));
    assert_eq!(fate(&[promised, (Live, "2026-05-22", "")]), (Fate::Kept, -10));
    assert_eq!(fate(&[promised, (Live, "2026-06-11", "")]), (Fate::Late, 10));
    assert_eq!(fate(&[promised]), (Fate::Overdue, 175));
    assert_eq!(fate(&[promised, (Preparing, "2026-05-01", "2026-12-01")]), (Fate::Moved, 183));
    assert_eq!(fate(&[promised, (Preparing, "2026-05-01", "2026-09-01")]), (Fate::Overdue, 175));
    assert_eq!(fate(&[promised, (Preparing, "2026-05-01", "")]), (Fate::Dropped, 175));
    assert_eq!(fate(&[(Preparing, "2026-03-01", "2026-12-01")]), (Fate::Ahead, 0));
    let relapsed = [promised, (Live, "2026-06-01", ""), (Suspended, "2026-08-01", "2026-09-01")];
    assert_eq!(fate(&relapsed), (Fate::Kept, 0), "a relapse is another matter");
    assert_eq!(told(&[(Live, "2026-06-01", "2026-06-01")]), None, "to be live announces nothing");
}

#[test]
fn it_tells_how_often_a_day_was_moved_and_for_how_many_people() {
    let promise = told(&[
        (Stage::Preparing, "2026-03-01", "2026-06-01"),
        (Stage::Testing, "2026-04-01", "2026-06-01"),
        (Stage::Testing, "2026-05-01", "2026-09-01"),
        (Stage::Testing, "2026-08-01", "2026-10-01"),
        (Stage::Live, "2026-10-05", ""),
    ])
    .unwrap();
    assert_eq!((promise.moves, promise.latest), (2, Some(day("2026-10-01"))));
    assert_eq!(promise.inhabitants, 125_701);
}

fn promise(first: Day, live_after: Option<i64>, vendor: Option<&str>) -> Promise {
    Promise {
        rollout: RolloutKey { authority: ars("09273"), service: slug("waffenrecht") },
        first,
        said_at: first.plus(-60).start(),
        latest: Some(first),
        moves: 0,
        live_on: live_after.map(|days| first.plus(days)),
        vendor: vendor.map(str::to_owned),
        inhabitants: 1,
    }
}

#[test]
fn what_is_unfinished_makes_a_figure_a_lower_bound_only_where_it_can_raise_it() {
    let finished = [0, 5, 10, 20].map(|days| promise(day("2026-06-01"), Some(days), None));
    let exact = |days| Slip { days, is_at_least: false };
    let slips = Slips::of(&finished, today()).unwrap();
    assert_eq!((slips.n, slips.kept, slips.median, slips.most), (4, 1, exact(5), exact(20)));
    let long_overdue = promise(day("2026-01-01"), None, None);
    let slips = Slips::of(finished.iter().chain([&long_overdue]), today()).unwrap();
    assert_eq!((slips.median, slips.most), (exact(10), exact(20)));
    let just_overdue = promise(day("2026-11-22"), None, None);
    let slips = Slips::of(finished.iter().chain([&just_overdue]), today()).unwrap();
    assert_eq!(slips.median, Slip { days: 5, is_at_least: true });
    assert_eq!(Slips::of([], today()), None);
}

#[test]
fn a_small_group_is_not_told_apart() {
    let mut all =
        vec![promise(day("2026-06-01"), Some(3), None), promise(day("2026-06-01"), Some(90), Some("B"))];
    all.extend([1, 2, 3].map(|days| promise(day("2026-06-01"), Some(days), Some("A"))));
    all.push(promise(day("2026-12-24"), None, Some("A")));
    let groups = grouped(&all, today(), 3, |promise| promise.vendor.clone());
    assert_eq!(groups.groups.keys().collect::<Vec<_>>(), ["A"]);
    assert_eq!((groups.groups["A"].n, groups.rest.unwrap().n), (3, 2));
}

proptest! {
    #[test]
    fn every_promise_that_is_due_is_in_one_group_or_the_rest(
        drawn in proptest::collection::vec((0..500_i64, proptest::option::of(-30..300_i64), 0..4_usize), 0..60),
        least in 1..20_usize,
    ) {
        let vendors = [None, Some("A"), Some("B"), Some("C")];
        let all: Vec<_> = drawn
            .into_iter()
            .map(|(first, live, vendor)| promise(day("2026-01-01").plus(first), live, vendors[vendor]))
            .collect();
        let groups = grouped(&all, today(), least, |promise| promise.vendor.clone());
        let due = all.iter().filter(|promise| promise.is_due(today())).count();
        let counted = groups.groups.values().chain(&groups.rest).map(|slips| slips.n).sum::<usize>();
        prop_assert_eq!(counted, due);
        prop_assert!(groups.groups.values().all(|slips| slips.n >= least));
        for slips in groups.groups.values().chain(&groups.rest) {
            prop_assert!(slips.median.days <= slips.most.days && slips.kept <= slips.n);
        }
    }
}
