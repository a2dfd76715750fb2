//! Heads of sheets.

use super::support::{bavaria, catalogue, mapping, plan, sheet, slug, told};
use crate::status::{ByHand, Column, Mapping, Meaning, Need};

fn meanings(mapping: &Mapping) -> Vec<String> {
    let shown = |meaning: &Option<Meaning>| meaning.as_ref().map_or_else(|| "?".into(), ToString::to_string);
    mapping.headings.iter().map(|heading| shown(&heading.means)).collect()
}

#[test]
fn titles_may_stand_above_the_head_and_columns_in_any_order() {
    let sheet = sheet(&[
        "Rollout-Stand Niederbayern",
        "",
        "Ansprechpartner: Herr Huber;;Stand: Oktober",
        "Lfd. Nr.;Status;Gemeinde;Fokusleistung;Live-Datum;Anbieter;Status",
        "1;live;Meitingen;Wohnsitz anmelden;01.03.2026;AKDB;ja",
    ]);
    let mapping = mapping(&sheet);
    assert_eq!(mapping.head, Some(2));
    assert_eq!(meanings(&mapping), ["?", "status", "kommune", "leistung", "live", "hersteller", "?"]);
    assert_eq!(mapping.headings[6].repeats, Some(1));
    let unknown: Vec<&str> = mapping.unknown().map(|heading| heading.text.as_str()).collect();
    assert_eq!(unknown, ["Lfd. Nr.", "Status"]);
    assert_eq!(mapping.missing(), []);
}

#[test]
fn what_is_said_by_hand_wins() {
    let sheet = sheet(&[
        "Gemeinde;Leistung;Datum;Datum;Zustand;Status",
        "Meitingen;Wohnsitz anmelden;;01.03.2026;live;x",
    ]);
    let by_hand = ByHand::from([
        ("datum #2".to_owned(), Some(Meaning::Column(Column::LiveSince))),
        ("datum".to_owned(), None),
        ("zustand".to_owned(), Some(Meaning::Column(Column::Stage))),
    ]);
    let mapping = Mapping::recognise(&sheet, &catalogue(), &by_hand);
    assert_eq!(meanings(&mapping), ["kommune", "leistung", "?", "live", "status", "?"]);
    assert_eq!(mapping.headings[5].repeats, Some(4));
    assert!(
        mapping.unknown().all(|heading| heading.text == "Status"),
        "what was set aside by hand is not unknown"
    );
}

#[test]
fn stand_is_a_day_or_a_stage_by_what_stands_below() {
    let of_days = mapping(&sheet(&["Kommune;Leistung;Stand", "A;B;01.03.2026"]));
    assert_eq!(meanings(&of_days)[2], "stand");
    let of_stages = mapping(&sheet(&["Kommune;Leistung;Stand", "A;B;live", "A;B;im Test"]));
    assert_eq!(meanings(&of_stages)[2], "status");
    let both = mapping(&sheet(&["Kommune;Leistung;Stand;Status", "A;B;live;live"]));
    assert_eq!(meanings(&both)[2..], ["stand", "status"]);
}

#[test]
fn a_postal_address_is_no_link() {
    let postal = mapping(&sheet(&["Kommune;Leistung;Status;Adresse", "A;B;live;Hauptstraße 1"]));
    assert_eq!(meanings(&postal)[3], "?");
    let web = mapping(&sheet(&["Kommune;Leistung;Status;Adresse", "A;B;live;https://a.example"]));
    assert_eq!(meanings(&web)[3], "adresse");
}

#[test]
fn a_wide_sheet_has_a_column_for_each_service() {
    let sheet = sheet(&[
        "AGS;Kommune;Wohnsitz anmelden;Führerschein beantragen;Bauen",
        "9772177;Meitingen;live;nicht zuständig;",
        "09761000;Augsburg;im Test;live;ausgesetzt",
    ]);
    let mapping = mapping(&sheet);
    assert_eq!(mapping.headings[2].means, Some(Meaning::Service(slug("wohnsitzanmeldung"))));
    assert_eq!(mapping.headings[4].means, None, "two services have no stage in common");
    assert_eq!(mapping.missing(), []);
    let plan = plan(&sheet, &bavaria());
    assert_eq!(told(&plan), (3, 0, 0, vec![]));
}

#[test]
fn a_sheet_may_be_about_the_service_it_is_named_after() {
    let mut sheet = sheet(&["Kommune;Status", "Meitingen;live"]);
    assert_eq!(mapping(&sheet).missing(), [Need::Service]);
    sheet.name = "Wohnsitzanmeldung".into();
    assert_eq!(mapping(&sheet).missing(), []);
    assert_eq!(told(&plan(&sheet, &bavaria())), (1, 0, 0, vec![]));
}

#[test]
fn other_sheets_are_none() {
    for lines in
        [&["Legende", "live: alle können es nutzen"][..], &["Kommune;Einwohner", "Meitingen;12133"], &[]]
    {
        assert!(!mapping(&sheet(lines)).missing().is_empty(), "{lines:?}");
    }
}

#[test]
fn meanings_have_words() {
    for meaning in [Meaning::Column(Column::ConfirmedOn), Meaning::Service(slug("waffenrecht"))] {
        assert_eq!(meaning.to_string().parse(), Ok(meaning));
    }
    assert!("irgendwas".parse::<Meaning>().is_err());
}
