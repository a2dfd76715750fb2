//! The same said of many rollouts at once.

#[path = "support/bavaria.rs"]
mod bavaria;

use std::sync::Arc;

use domain::bulk::{BulkPlan, Chosen, LeftOut, Reach, Statement};
use domain::catalogue::{Selection, Slug};
use domain::coverage::Scope;
use domain::day::Day;
use domain::register::{Editions, facts};
use domain::rollout::{Actor, History, RolloutEvent, RolloutKey, StatusEntry, Viewpoint};
use domain::situation::Situation;
use domain::stage::Stage;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn today() -> Day {
    day("2026-11-23")
}

fn licences(authority: &str) -> RolloutKey {
    RolloutKey { authority: authority.parse().unwrap(), service: service() }
}

fn service() -> Slug {
    "fuehrerschein".parse().unwrap()
}

/// Each is known since a day in a stage, with a vendor and a plan.
fn known(told: &[(&str, Stage, &str)]) -> Situation {
    let situation =
        Situation::new(Arc::new(bavaria::catalogue()), Arc::new(Editions::new([facts::bayern()])));
    let events = told.iter().zip(1..).map(|((authority, stage, since), id)| RolloutEvent {
        id,
        rollout: licences(authority),
        entry: StatusEntry {
            planned_on: Some(day("2027-02-01")),
            vendor: Some("AKDB".into()),
            note: Some("erste Angabe".into()),
            ..StatusEntry::new(*stage, day(since))
        },
        recorded_at: day(since).start(),
        actor: Actor { id: "a".into(), name: "A".into() },
        batch: None,
        retraction: None,
    });
    situation.with_records(events.collect(), Vec::new())
}

/// All of these, seen as they are.
fn chosen(situation: &Situation, authorities: &[&str]) -> Chosen {
    let version = |rollout: &RolloutKey| situation.history(rollout).map_or(0, History::version);
    authorities.iter().map(|authority| licences(authority)).map(|key| (key.clone(), version(&key))).collect()
}

fn plan(situation: &Situation, chosen: &Chosen, statement: &Statement) -> BulkPlan {
    BulkPlan::new(situation, today(), chosen, statement, "Rundruf")
}

/// What becomes of the one authority.
fn one(told: &[(&str, Stage, &str)], statement: &Statement) -> Result<StatusEntry, LeftOut> {
    let situation = known(told);
    let plan = plan(&situation, &chosen(&situation, &["09273"]), statement);
    match (plan.entries.as_slice(), plan.left_out.as_slice()) {
        ([(_, entry, _)], []) => Ok(entry.clone()),
        ([], [(_, reason)]) => Err(*reason),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_stage_is_said_and_the_rest_stays() {
    let live = Statement::Stage(Stage::Live, day("2026-11-02"));
    let entry = one(&[("09273", Stage::Testing, "2026-09-01")], &live).unwrap();
    assert_eq!((entry.stage, entry.effective_on), (Stage::Live, day("2026-11-02")));
    assert_eq!((entry.vendor.as_deref(), entry.planned_on), (Some("AKDB"), Some(day("2027-02-01"))));
    assert_eq!(entry.note.as_deref(), Some("Rundruf"));
    assert_eq!(
        one(&[], &live).unwrap(),
        StatusEntry { note: Some("Rundruf".into()), ..StatusEntry::new(Stage::Live, day("2026-11-02")) }
    );
}

#[test]
fn what_is_so_already_and_what_a_later_entry_overrules_is_left_out() {
    let live = Statement::Stage(Stage::Live, day("2026-11-02"));
    assert_eq!(one(&[("09273", Stage::Live, "2026-11-02")], &live), Err(LeftOut::Already));
    assert_eq!(one(&[("09273", Stage::Live, "2026-01-02")], &live), Err(LeftOut::Already));
    let later = [("09273", Stage::Testing, "2026-11-10")];
    assert_eq!(one(&later, &live), Err(LeftOut::Later(day("2026-11-10"), Stage::Testing)));
    // Live for longer than was known: no less than what the later entry says, and yet overruled by it.
    let later = [("09273", Stage::Live, "2026-11-10")];
    assert_eq!(one(&later, &live), Err(LeftOut::Later(day("2026-11-10"), Stage::Live)));
    let suspended = Statement::Stage(Stage::Suspended, day("2026-11-02"));
    assert_eq!(one(&later, &suspended), Err(LeftOut::Later(day("2026-11-10"), Stage::Live)));
    let back = [("09273", Stage::Live, "2026-10-01"), ("09273", Stage::Suspended, "2026-11-10")];
    assert_eq!(one(&back, &live), Err(LeftOut::Later(day("2026-11-10"), Stage::Suspended)));
}

#[test]
fn a_start_is_planned_where_there_is_one_to_come() {
    let planned = Statement::PlannedOn(day("2027-04-01"));
    let entry = one(&[("09273", Stage::Testing, "2026-09-01")], &planned).unwrap();
    assert_eq!((entry.stage, entry.effective_on), (Stage::Testing, today()));
    assert_eq!(entry.planned_on, Some(day("2027-04-01")));
    assert_eq!(one(&[], &planned).unwrap().stage, Stage::Unknown);
    assert_eq!(one(&[("09273", Stage::Live, "2026-09-01")], &planned), Err(LeftOut::Live));
    let same = Statement::PlannedOn(day("2027-02-01"));
    assert_eq!(one(&[("09273", Stage::Testing, "2026-09-01")], &same), Err(LeftOut::Already));
}

#[test]
fn a_vendor_is_named_once_and_what_was_told_is_confirmed_once_a_day() {
    let told = [("09273", Stage::Testing, "2026-09-01")];
    let entry = one(&told, &Statement::Vendor("komuna".into())).unwrap();
    assert_eq!((entry.vendor.as_deref(), entry.stage), (Some("komuna"), Stage::Testing));
    assert_eq!(one(&told, &Statement::Vendor("AKDB".into())), Err(LeftOut::Already));

    let entry = one(&told, &Statement::Confirmed).unwrap();
    assert_eq!((entry.stage, entry.effective_on), (Stage::Testing, today()));
    assert_eq!(entry.note.as_deref(), Some("Rundruf"));
    assert_eq!(one(&[], &Statement::Confirmed), Err(LeftOut::NothingToConfirm));
    let of_today = [("09273", Stage::Testing, "2026-11-23")];
    assert_eq!(one(&of_today, &Statement::Confirmed), Err(LeftOut::Already));
}

#[test]
fn what_was_recorded_since_is_not_overwritten_and_the_others_count() {
    let situation = known(&[("09273", Stage::Testing, "2026-09-01")]);
    let mut chosen = chosen(&situation, &["09273", "09375"]);
    let live = Statement::Stage(Stage::Live, day("2026-11-02"));
    let coverage = |situation: &Situation| {
        situation.coverage(
            &Selection::Service(service()),
            Scope::Within("09".parse().unwrap()),
            Viewpoint::on(today()),
        )
    };
    let both = plan(&situation, &chosen, &live);
    assert_eq!(both.entries.len(), 2);
    let then = both.then(&situation, today().start());
    assert_eq!(coverage(&then).authorities.live, coverage(&situation).authorities.live + 2);

    chosen.insert(licences("09273"), 7);
    let plan = plan(&situation, &chosen, &live);
    assert_eq!(plan.left_out, [(licences("09273"), LeftOut::Stale)]);
    assert_eq!(plan.entries.len(), 1);
    assert_eq!(coverage(&plan.then(&situation, today().start())).authorities.live, 1);
}

#[test]
fn an_authority_and_a_commune_count_once() {
    let situation = known(&[]);
    let responsibilities = situation.responsibilities(today());
    let of_kelheim = RolloutKey { service: "waffenrecht".parse().unwrap(), ..licences("09273") };
    let rollouts = [licences("09273"), of_kelheim];
    let reach = Reach::of(rollouts.iter(), responsibilities);
    assert_eq!((reach.authorities, reach.communes), (1, 24));
    assert_eq!(reach, Reach::of(rollouts[..1].iter(), responsibilities));
    assert!(reach.inhabitants > 100_000, "{reach:?}");
}
