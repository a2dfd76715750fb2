//! What a row comes to, given what is known.

use domain::rollout::StatusEntry;
use domain::stage::Stage;

use super::support::{applied, bavaria, day, entry, knowing, only, plan, sheet, today, told};
use crate::status::{Problem, Remark};

const LRA: (&str, &str) = ("09273", "waffenrecht");

fn of_kelheim(head: &str, row: &str) -> crate::read::Sheet {
    sheet(&[&format!("ARS;Leistung;{head}"), &format!("09273;waffenrecht;{row}")])
}

fn preparing() -> StatusEntry {
    StatusEntry {
        planned_on: Some(day("2026-12-15")),
        vendor: Some("AKDB".into()),
        link: Some("https://kelheim.example".into()),
        note: Some("Vertrag liegt vor".into()),
        ..entry(Stage::Preparing, "2026-10-01")
    }
}

#[test]
fn a_row_without_a_day_holds_from_the_day_of_the_import() {
    let (of, entry) = only(&plan(&of_kelheim("Status", "im Test"), &bavaria()));
    assert_eq!((of.as_str(), entry), ("09273/waffenrecht", StatusEntry::new(Stage::Testing, today())));
}

#[test]
fn empty_cells_keep_what_is_known() {
    let known = knowing(&bavaria(), &[(LRA.0, LRA.1, preparing())]);
    let sheet = of_kelheim("Status;Geplant zum;Hersteller;Bemerkung", "im Test;-;;k. A.");
    let expected = StatusEntry { stage: Stage::Testing, effective_on: today(), note: None, ..preparing() };
    assert_eq!(only(&plan(&sheet, &known)).1, expected);
    let sheet = of_kelheim("Status;Hersteller", ";komuna");
    let expected =
        StatusEntry { vendor: Some("komuna".into()), effective_on: today(), note: None, ..preparing() };
    assert_eq!(only(&plan(&sheet, &known)).1, expected);
}

#[test]
fn what_is_known_changes_nothing() {
    let known = knowing(&bavaria(), &[(LRA.0, LRA.1, preparing())]);
    for (head, row) in [
        ("Status", "in Vorbereitung"),
        ("Status", "Vorbereitung"),
        ("Status;Geplant zum", "in Vorbereitung;15.12.2026"),
        ("Status;Gilt seit", "in Vorbereitung;01.10.2026"),
        ("Status;Gilt seit", "in Vorbereitung;20.10.2026"),
        ("Status;Stand", "in Vorbereitung;30.09.2026"),
        ("Status;Bemerkung", "in Vorbereitung;Vertrag liegt vor"),
        ("Hersteller;Adresse", "AKDB;https://kelheim.example"),
        ("Status;bestätigt am", "in Vorbereitung;01.10.2026"),
    ] {
        assert_eq!(told(&plan(&of_kelheim(head, row), &known)), (0, 0, 1, vec![]), "{head}: {row}");
    }
    let unknown = plan(&of_kelheim("Status", "unbekannt"), &bavaria());
    assert_eq!(told(&unknown), (0, 0, 1, vec![]));
}

#[test]
fn live_holds_since_the_day_the_row_names() {
    let known = knowing(&bavaria(), &[(LRA.0, LRA.1, preparing())]);
    let sheet = of_kelheim("Stand;Status;Live seit;Gilt seit", "20.11.2026;live;05.11.2026;01.10.2026");
    let plan_of = plan(&sheet, &known);
    assert_eq!(only(&plan_of).1.effective_on, day("2026-11-05"));
    assert_eq!((plan_of.new, plan_of.changed), (0, 1));
    let after = applied(&plan_of, &known);
    assert_eq!(told(&plan(&sheet, &after)), (0, 0, 1, vec![]));
    // Somebody finds out that it was earlier; a later day says nothing new.
    let earlier = of_kelheim("Status;Live seit", "live;02.11.2026");
    assert_eq!(only(&plan(&earlier, &after)).1.effective_on, day("2026-11-02"));
    let later = of_kelheim("Status;Live seit", "live;10.11.2026");
    assert_eq!(told(&plan(&later, &after)), (0, 0, 1, vec![]));
}

#[test]
fn the_day_of_the_entry_before_is_not_that_of_another_stage() {
    let known = knowing(&bavaria(), &[(LRA.0, LRA.1, preparing())]);
    let left = of_kelheim("Stand;Status;Gilt seit", "20.11.2026;im Test;01.10.2026");
    assert_eq!(only(&plan(&left, &known)).1.effective_on, day("2026-11-20"));
    let meant = of_kelheim("Stand;Status;Gilt seit", "20.11.2026;im Test;12.11.2026");
    assert_eq!(only(&plan(&meant, &known)).1.effective_on, day("2026-11-12"));
    let nobody_says = of_kelheim("Status;Gilt seit", "im Test;01.10.2026");
    assert_eq!(only(&plan(&nobody_says, &known)).1.effective_on, today());
}

#[test]
fn a_sheet_that_is_older_than_what_is_known_changes_nothing() {
    let known =
        knowing(&bavaria(), &[(LRA.0, LRA.1, preparing()), (LRA.0, LRA.1, entry(Stage::Live, "2026-11-20"))]);
    let sheet = of_kelheim("Stand;Status;Gilt seit;Hersteller", "10.11.2026;in Vorbereitung;01.10.2026;AKDB");
    let plan = plan(&sheet, &known);
    assert_eq!(told(&plan), (0, 0, 1, vec![]));
    let remark = &plan.remarks[0].remark;
    assert_eq!(*remark, Remark::NewerKnown { stage: Stage::Live, on: day("2026-11-20") });
}

#[test]
fn a_later_entry_that_contradicts_is_named() {
    let known = knowing(&bavaria(), &[(LRA.0, LRA.1, entry(Stage::Ordered, "2026-11-01"))]);
    let plan = plan(&of_kelheim("Status;Live seit", "live;01.06.2026"), &known);
    assert_eq!(told(&plan), (0, 0, 0, vec!["2 Live seit: 01.06.2026".into()]));
    assert_eq!(
        plan.refused[0].problem,
        Problem::Contradicted { stage: Stage::Ordered, on: day("2026-11-01") }
    );
}

#[test]
fn a_later_confirmation_is_recorded_once() {
    let known = knowing(&bavaria(), &[(LRA.0, LRA.1, preparing())]);
    let sheet = of_kelheim("Status;bestätigt am", "in Vorbereitung;15.11.2026");
    let plan_of = plan(&sheet, &known);
    let expected = StatusEntry { effective_on: day("2026-11-15"), note: None, ..preparing() };
    assert_eq!(only(&plan_of).1, expected);
    assert_eq!(told(&plan(&sheet, &applied(&plan_of, &known))), (0, 0, 1, vec![]));
    let of_nothing = of_kelheim("Status;bestätigt am", ";15.11.2026");
    assert_eq!(told(&plan(&of_nothing, &bavaria())), (0, 0, 1, vec![]), "nothing to confirm");
    let in_future = of_kelheim("Status;bestätigt am", "in Vorbereitung;24.11.2026");
    assert_eq!(plan(&in_future, &known).refused[0].problem, Problem::InTheFuture);
}

#[test]
fn whoever_moves_a_plan_without_a_word_has_the_file_as_the_reason() {
    let known = knowing(&bavaria(), &[(LRA.0, LRA.1, preparing())]);
    let moved = of_kelheim("Status;Geplant zum", "in Vorbereitung;31.01.2027");
    assert_eq!(only(&plan(&moved, &known)).1.note.as_deref(), Some("Import kelheim.xlsx"));
    let with_reason = of_kelheim("Geplant zum;Bemerkung", "31.01.2027;Lieferung verschoben");
    assert_eq!(only(&plan(&with_reason, &known)).1.note.as_deref(), Some("Lieferung verschoben"));
}

#[test]
fn live_since_a_day_ahead_is_a_plan() {
    let plan_of = plan(&of_kelheim("Status;Go-Live", "in Vorbereitung;01.02.2027"), &bavaria());
    let (_, planned) = only(&plan_of);
    assert_eq!((planned.stage, planned.planned_on), (Stage::Preparing, Some(day("2027-02-01"))));
    let live = plan(&of_kelheim("Status;Go-Live", "live;01.02.2027"), &bavaria());
    assert_eq!(live.refused[0].problem, Problem::InTheFuture);
    let both = plan(&of_kelheim("Status;Go-Live", "im Test;01.02.2026"), &bavaria());
    assert_eq!(both.refused[0].problem, Problem::NotLive { stage: Stage::Testing });
    let without_stage = plan(&of_kelheim("Status;Go-Live", ";01.02.2026"), &bavaria());
    assert_eq!(only(&without_stage).1, entry(Stage::Live, "2026-02-01"));
    assert!(without_stage.remarks.iter().any(|noted| noted.remark == Remark::LiveByDay));
}

#[test]
fn coverage_is_told_before_and_after() {
    use domain::catalogue::Selection;
    use domain::coverage::Scope;
    let known = bavaria();
    let plan = plan(&of_kelheim("Status;Live seit", "live;01.06.2026"), &known);
    let wanted =
        [(Selection::Service(super::support::slug("waffenrecht")), Scope::Within("09".parse().unwrap()))];
    let [(before, after)] = plan.coverage(&known, &wanted, today())[..] else { panic!("one pair") };
    assert_eq!((before.authorities.live, after.authorities.live), (0, 1));
    assert_eq!((before.communes.live, after.communes.live), (0, 24));
    let [(_, then)] = plan.coverage(&known, &wanted, day("2026-05-31"))[..] else { panic!("one pair") };
    assert_eq!(then.authorities.live, 0);
}

#[test]
fn a_day_of_being_live_that_comes_after_another_stage_is_refused() {
    let known = knowing(&bavaria(), &[(LRA.0, LRA.1, entry(Stage::Live, "2026-11-01"))]);
    // The day that was left from before: it was live until somebody looked.
    let left = of_kelheim("Stand;Status;Live seit", "20.11.2026;im Test;01.11.2026");
    let first = plan(&left, &known);
    assert_eq!(only(&first).1, entry(Stage::Testing, "2026-11-20"));
    assert_eq!(told(&plan(&left, &applied(&first, &known))).2, 1, "the second time it is known");
    // Live since a day after the one on which it is said to be tested.
    let turned = of_kelheim("Stand;Status;Live seit", "05.11.2026;im Test;20.11.2026");
    assert_eq!(plan(&turned, &known).refused[0].problem, Problem::NotLive { stage: Stage::Testing });
}
