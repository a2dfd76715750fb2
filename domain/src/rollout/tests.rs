//! What holds on a day, and what a new entry would change.

use super::*;

fn event(id: i64, stage: Stage, effective_on: &str, recorded_at: &str) -> RolloutEvent {
    RolloutEvent {
        id,
        rollout: RolloutKey { authority: "09273".parse().unwrap(), service: "waffenrecht".parse().unwrap() },
        entry: StatusEntry {
            stage,
            effective_on: effective_on.parse().unwrap(),
            planned_on: None,
            vendor: None,
            link: None,
            note: None,
        },
        recorded_at: recorded_at.parse().unwrap(),
        actor: Actor { id: "a".into(), name: "A".into() },
        batch: None,
        retraction: None,
    }
}

fn history(events: &[RolloutEvent]) -> History {
    let mut history = History::default();
    events.iter().cloned().for_each(|event| history.insert(event));
    history
}

fn at(on: &str) -> Viewpoint {
    Viewpoint::on(on.parse().unwrap())
}

#[test]
fn a_back_dated_entry_changes_the_past_and_not_the_present() {
    let history = history(&[
        event(1, Stage::Preparing, "2026-05-01", "2026-05-01T08:00:00Z"),
        event(2, Stage::Ordered, "2026-03-01", "2026-06-01T08:00:00Z"),
    ]);
    assert_eq!(history.stage(at("2026-02-28")), Stage::Unknown);
    assert_eq!(history.stage(at("2026-03-01")), Stage::Ordered);
    assert_eq!(history.stage(at("2026-06-02")), Stage::Preparing);
    let before_it_was_known = Viewpoint { known_on: Some("2026-05-31".parse().unwrap()), ..at("2026-04-01") };
    assert_eq!(history.stage(before_it_was_known), Stage::Unknown);
}

#[test]
fn of_two_entries_for_a_day_the_later_recorded_holds() {
    let history = history(&[
        event(1, Stage::Live, "2026-05-01", "2026-05-02T08:00:00Z"),
        event(2, Stage::Testing, "2026-05-01", "2026-05-01T08:00:00Z"),
    ]);
    assert_eq!(history.stage(at("2026-05-01")), Stage::Live);
}

#[test]
fn a_retraction_counts_from_the_day_it_was_known() {
    let mut history = history(&[
        event(1, Stage::Testing, "2026-04-01", "2026-04-01T08:00:00Z"),
        event(2, Stage::Live, "2026-05-01", "2026-05-01T08:00:00Z"),
    ]);
    let retraction = Retraction {
        recorded_at: "2026-05-10T08:00:00Z".parse().unwrap(),
        actor: Actor { id: "a".into(), name: "A".into() },
        reason: "verwechselt".into(),
        batch: None,
    };
    assert!(history.retract(2, retraction));
    assert_eq!(history.stage(at("2026-05-05")), Stage::Testing);
    let then = Viewpoint { known_on: Some("2026-05-09".parse().unwrap()), ..at("2026-05-05") };
    assert_eq!(history.stage(then), Stage::Live);
}

#[test]
fn live_since_is_the_start_of_the_unbroken_spell() {
    let history = history(&[
        event(1, Stage::Live, "2026-02-01", "2026-02-01T08:00:00Z"),
        event(2, Stage::Suspended, "2026-03-01", "2026-03-01T08:00:00Z"),
        event(3, Stage::Live, "2026-04-01", "2026-04-01T08:00:00Z"),
        event(4, Stage::Live, "2026-05-01", "2026-05-01T08:00:00Z"),
    ]);
    assert_eq!(history.live_since(at("2026-05-02")), Some("2026-04-01".parse().unwrap()));
    assert_eq!(history.live_since(at("2026-03-15")), None);
    assert_eq!(history.live_since(at("2026-02-15")), Some("2026-02-01".parse().unwrap()));
}

#[test]
fn what_was_corrected_on_the_same_day_breaks_nothing_and_contradicts_nothing() {
    let history = history(&[
        event(1, Stage::Live, "2026-02-01", "2026-02-01T08:00:00Z"),
        event(2, Stage::Testing, "2026-05-01", "2026-05-01T08:00:00Z"),
        event(3, Stage::Live, "2026-05-01", "2026-05-01T09:00:00Z"),
        event(4, Stage::Suspended, "2026-06-01", "2026-06-01T08:00:00Z"),
    ]);
    assert_eq!(history.live_since(at("2026-05-02")), Some("2026-02-01".parse().unwrap()));
    let entry = event(0, Stage::Live, "2026-03-01", "2026-06-01T08:00:00Z").entry;
    assert_eq!(history.contradicted_by(&entry), None);
}

#[test]
fn interrupting_a_time_of_being_live_contradicts() {
    let history = history(&[
        event(1, Stage::Live, "2026-01-01", "2026-01-01T08:00:00Z"),
        event(2, Stage::Live, "2026-05-01", "2026-05-01T08:00:00Z"),
    ]);
    let entry = |stage, on| event(0, stage, on, "2026-06-01T08:00:00Z").entry;
    assert_eq!(history.contradicted_by(&entry(Stage::NotStarted, "2026-03-01")).unwrap().id, 2);
    assert_eq!(history.contradicted_by(&entry(Stage::Suspended, "2026-03-01")), None);
    assert_eq!(history.contradicted_by(&entry(Stage::NotStarted, "2025-12-01")), None);
    assert_eq!(history.contradicted_by(&entry(Stage::NotStarted, "2026-05-02")), None, "a relapse");
}

#[test]
fn only_a_step_back_contradicts() {
    let history = history(&[event(1, Stage::Preparing, "2026-05-01", "2026-05-01T08:00:00Z")]);
    let entry = |stage, on| event(0, stage, on, "2026-06-01T08:00:00Z").entry;
    assert!(history.contradicted_by(&entry(Stage::Live, "2026-04-01")).is_some());
    assert!(history.contradicted_by(&entry(Stage::Live, "2026-05-01")).is_none(), "same day: a correction");
    assert!(history.contradicted_by(&entry(Stage::Ordered, "2026-04-01")).is_none());
    assert!(history.contradicted_by(&entry(Stage::Suspended, "2026-04-01")).is_none());
}

/// The same, with a start planned for that day.
fn planning(event: RolloutEvent, planned_on: Option<&str>, note: Option<&str>) -> RolloutEvent {
    let planned_on = planned_on.map(|day| day.parse().unwrap());
    RolloutEvent { entry: StatusEntry { planned_on, note: note.map(str::to_owned), ..event.entry }, ..event }
}

#[test]
fn every_planned_start_is_told_once_with_its_reason() {
    let history = history(&[
        planning(event(1, Stage::Ordered, "2026-01-10", "2026-01-10T08:00:00Z"), None, None),
        planning(event(2, Stage::Preparing, "2026-02-10", "2026-02-10T08:00:00Z"), Some("2026-06-01"), None),
        planning(
            event(3, Stage::Testing, "2026-03-10", "2026-03-10T08:00:00Z"),
            Some("2026-06-01"),
            Some("läuft"),
        ),
        planning(
            event(4, Stage::Testing, "2026-05-10", "2026-05-10T08:00:00Z"),
            Some("2026-09-01"),
            Some("Urlaub"),
        ),
        planning(event(5, Stage::Testing, "2026-08-20", "2026-08-20T08:00:00Z"), None, Some("Modul fehlt")),
        planning(event(6, Stage::Live, "2026-09-15", "2026-09-15T08:00:00Z"), Some("2026-09-15"), None),
    ]);
    let plans: Vec<_> = history
        .plans(at("2026-11-23"))
        .into_iter()
        .map(|plan| (plan.planned_on.map(|day| day.to_string()), plan.reason))
        .collect();
    let day = |day: &str| Some(day.to_owned());
    assert_eq!(
        plans,
        [(day("2026-06-01"), None), (day("2026-09-01"), Some("Urlaub")), (None, Some("Modul fehlt"))]
    );
    assert_eq!(history.plans(at("2026-04-01")).len(), 1, "what was planned by then");
}

#[test]
fn whoever_moves_or_drops_a_planned_start_owes_a_reason() {
    let planned =
        planning(event(1, Stage::Preparing, "2026-02-10", "2026-02-10T08:00:00Z"), Some("2026-06-01"), None);
    let entry = |stage, planned_on| {
        planning(event(0, stage, "2026-05-01", "2026-05-01T08:00:00Z"), planned_on, None).entry
    };
    let before = history(std::slice::from_ref(&planned));
    let from = Some("2026-06-01".parse().unwrap());
    assert_eq!(before.plan_changed_by(&entry(Stage::Testing, Some("2026-07-01"))), from);
    assert_eq!(before.plan_changed_by(&entry(Stage::Testing, None)), from);
    assert_eq!(before.plan_changed_by(&entry(Stage::Testing, Some("2026-06-01"))), None);
    assert_eq!(before.plan_changed_by(&entry(Stage::Live, None)), None, "going live");
    let earlier =
        planning(event(0, Stage::Ordered, "2026-01-01", "2026-05-01T08:00:00Z"), Some("2026-08-01"), None);
    assert_eq!(before.plan_changed_by(&earlier.entry), None, "before there was a plan");
    let live =
        planning(event(2, Stage::Live, "2026-04-01", "2026-04-01T08:00:00Z"), Some("2026-06-01"), None);
    assert_eq!(history(&[planned, live]).plan_changed_by(&entry(Stage::Suspended, None)), None, "fulfilled");
}

#[test]
fn saying_it_once_more_leaves_since_when_it_holds() {
    let live = planning(
        event(1, Stage::Live, "2026-02-10", "2026-02-10T08:00:00Z"),
        Some("2026-02-01"),
        Some("Am Morgen freigeschaltet"),
    );
    let entry = live.entry.confirmed_on("2026-05-01".parse().unwrap());
    assert_eq!((entry.stage, entry.planned_on, &entry.note), (Stage::Live, live.entry.planned_on, &None));
    let confirmed = RolloutEvent { entry, ..event(2, Stage::Live, "2026-05-01", "2026-05-01T08:00:00Z") };
    let history = history(&[live, confirmed]);
    assert_eq!(history.live_since(at("2026-05-02")), Some("2026-02-10".parse().unwrap()));
    assert_eq!(Day::of(history.last_confirmed_at(at("2026-05-02")).unwrap()).to_string(), "2026-05-01");
}
