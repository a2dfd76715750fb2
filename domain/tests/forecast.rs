//! How far coverage will be, on the register of Bavaria.

#[path = "support/bavaria.rs"]
mod bavaria;

use std::sync::Arc;

use bavaria::{catalogue, slug};
use domain::catalogue::Selection;
use domain::coverage::{Measure, Scope};
use domain::forecast::{Outlook, STATES, Simulated, subjects};
use domain::register::facts;
use domain::rollout::{Actor, RolloutEvent, RolloutKey, StatusEntry, Viewpoint};
use domain::situation::Situation;
use domain::stage::Stage;
use domain::{Day, Editions};

fn today() -> Day {
    "2026-11-23".parse().unwrap()
}

fn nothing() -> Situation {
    Situation::new(Arc::new(catalogue()), Arc::new(Editions::new([facts::bayern()])))
}

fn event(id: i64, rollout: &RolloutKey, stage: Stage, on: Day) -> RolloutEvent {
    RolloutEvent {
        id,
        rollout: rollout.clone(),
        entry: StatusEntry::new(stage, on),
        recorded_at: on.start(),
        actor: Actor { id: "test".into(), name: "Test".into() },
        batch: None,
        retraction: None,
    }
}

/// Of the driving licence one authority after the other begins, one each four days, and is live ten weeks later.
fn under_way() -> Situation {
    let situation = nothing();
    let mut events = Vec::new();
    let responsibilities = situation.responsibilities(today());
    let rollouts = responsibilities.rollouts().iter().filter(|of| of.service == slug("fuehrerschein"));
    for (number, rollout) in (0..).zip(rollouts) {
        let begun = today().plus(-330 + number * 4);
        let steps =
            [(Stage::Preparing, begun), (Stage::Testing, begun.plus(35)), (Stage::Live, begun.plus(70))];
        for (stage, on) in steps.into_iter().filter(|(_, on)| *on <= today()) {
            events.push(event(i64::try_from(events.len()).unwrap() + 1, rollout, stage, on));
        }
    }
    situation.with_records(events, Vec::new())
}

fn outlook(situation: &Situation, selection: &Selection) -> Outlook {
    let simulated = Simulated::compute(situation, today(), &|_, _| {});
    simulated.outlook(situation, selection, Scope::Within(situation.catalogue().land))
}

#[test]
fn without_a_history_there_is_the_baseline_alone() {
    let outlook = outlook(&nothing(), &Selection::Total);
    assert_eq!(outlook.basis.unwrap_err().live, 0);
    assert_eq!(outlook.complete_on, None);
    for of in &outlook.measures {
        assert!(of.weeks.is_empty() && of.probability.is_none() && of.scores.is_empty());
        assert_eq!([of.now, of.last4, of.last12].map(f64::to_bits), [0.0_f64.to_bits(); 3]);
    }
}

#[test]
fn every_rollout_is_known_with_its_steps() {
    let situation = under_way();
    let known = subjects(&situation, today());
    let responsibilities = situation.responsibilities(today());
    assert_eq!(known.len(), responsibilities.rollouts().len());
    for (subject, rollout) in known.iter().zip(responsibilities.rollouts()) {
        let is_live = situation.stage(rollout, Viewpoint::on(today())) == Stage::Live;
        assert_eq!(subject.live_on.is_some(), is_live);
        assert!(subject.steps.iter().all(|step| step.state < STATES));
    }
    assert!(known.iter().any(|subject| subject.steps.len() == 2 && subject.live_on.is_none()));
}

#[test]
fn a_rollout_under_way_is_told_week_by_week() {
    let situation = under_way();
    let driving = Selection::Service(slug("fuehrerschein"));
    let told = outlook(&situation, &driving);
    assert_eq!(told, outlook(&situation, &driving), "the same data give the same figures");
    let now = situation.coverage(&driving, Scope::Within(situation.catalogue().land), Viewpoint::on(today()));
    assert!(told.basis.is_ok());
    for of in &told.measures {
        let confirmed = now.of(of.measure).confirmed().fraction();
        let first = of.weeks[0];
        assert_eq!((first.day, of.end().unwrap().day), (today(), told.until));
        for share in [of.now, first.low, first.median, first.high] {
            assert!((share - confirmed).abs() < 1e-12, "{share} instead of {confirmed}");
        }
        for week in &of.weeks {
            assert!(
                0.0 <= week.low && week.low <= week.median && week.median <= week.high && week.high <= 1.0
            );
        }
        for pair in of.weeks.windows(2) {
            assert!(
                pair[0].day < pair[1].day && pair[0].median <= pair[1].median && pair[0].low <= pair[1].low
            );
        }
        assert!(of.end().unwrap().median > confirmed, "{of:?}");
        assert!(!of.scores.is_empty());
    }
    // Half of the runs are complete by then, so that by then the probability of all is about a half.
    assert!(told.complete_on.is_none_or(|day| day > today()));
    // Nobody is live with all of it while nothing is known of the other services.
    assert!(outlook(&situation, &Selection::Total).of(Measure::Communes).end().unwrap().median < 0.01);
}
