//! Rows as they come.

use std::collections::{BTreeMap, BTreeSet};

use domain::stage::Stage;

use super::support::{bavaria, corrected, day, entry, knowing, only, plan, sheet, told};
use crate::status::{Corrections, Place, Problem, Remark, Rows};

#[test]
fn bodies_are_found_by_any_key_or_name() {
    for (columns, cells, authority) in [
        ("AGS", "9772177", "097720177177"),
        ("AGS", "<9772177>", "097720177177"),
        ("AGS", "09 772 177", "097720177177"),
        ("ARS", "09 7 72 0177 177", "097720177177"),
        ("ARS", "<97720177177>", "097720177177"),
        ("Kommune", "Meitingen, M", "097720177177"),
        ("Kommune", "Markt Meitingen", "097720177177"),
        ("Kommune;Landkreis", "Hausen;Kelheim", "092735217"),
        ("Kommune;Landkreis", "Hausen;LRA Kelheim", "092735217"),
        ("Kommune", "Hausen (Lkr. Kelheim)", "092735217"),
        ("Kommune", "Train", "092735218"),
        ("VG", "VG Siegenburg", "092735218"),
        ("zuständige Behörde", "Siegenburg (VGem)", "092735218"),
        ("ARS;Kommune", "092735218;Train", "092735218"),
        ("AGS;Kommune", "09772177;Meittingen", "097720177177"),
    ] {
        let sheet =
            sheet(&[&format!("{columns};Leistung;Status"), &format!("{cells};Wohnsitz anmelden;live")]);
        let (of, _) = only(&plan(&sheet, &bavaria()));
        assert_eq!(of, format!("{authority}/wohnsitzanmeldung"), "{columns}: {cells}");
    }
}

#[test]
fn the_service_tells_which_body_of_a_name_is_meant() {
    for (name, service, authority) in [
        ("Kelheim", "Wohnsitz anmelden", "092730137137"),
        ("Kelheim", "Waffenrecht", "09273"),
        ("Landratsamt Kelheim", "Waffenrecht", "09273"),
        ("LRA Kelheim", "Führerschein", "09273"),
        ("Siegenburg", "Wohnsitz anmelden", "092735218"),
        ("Augsburg (Stadt)", "Waffenrecht", "097610000000"),
    ] {
        let sheet = sheet(&["zuständige Behörde;Leistung;Status", &format!("{name};{service};live")]);
        assert!(only(&plan(&sheet, &bavaria())).0.starts_with(authority), "{name}, {service}");
    }
    let sheet = sheet(&["zuständige Behörde;Leistung;Status", "Augsburg;Waffenrecht;live"]);
    let plan = plan(&sheet, &bavaria());
    assert_eq!(told(&plan).3, ["2 zuständige Behörde: Augsburg → Stadt Augsburg | Landkreis Augsburg"]);
}

#[test]
fn bodies_that_are_not_found_are_told_with_what_may_be_meant() {
    let sheet = sheet(&[
        "AGS;Kommune;Landkreis;Leistung;Status",
        ";Hausen;;Wohnsitz anmelden;live",
        ";Meittingen;;Wohnsitz anmelden;live",
        ";Wolkenkuckucksheim;;Wohnsitz anmelden;live",
        ";Meitingen;Kelheim;Wohnsitz anmelden;live",
        "09772177;Kelheim;;Wohnsitz anmelden;live",
        "99999999;Meitingen;;Wohnsitz anmelden;live",
        "08111000;;;Wohnsitz anmelden;live",
        "9,77E+11;;;Wohnsitz anmelden;live",
        ";;;Wohnsitz anmelden;live",
        ";Landkreis Kelheim;;Wohnsitz anmelden;live",
    ]);
    let plan = plan(&sheet, &bavaria());
    assert_eq!(
        told(&plan).3,
        [
            "2 Kommune: Hausen → Gemeinde Hausen (Landkreis Kelheim) | Gemeinde Hausen (Landkreis Forchheim) | \
             Gemeinde Hausen (Landkreis Rhön-Grabfeld) | Gemeinde Hausen (Landkreis Miltenberg)",
            "3 Kommune: Meittingen → Markt Meitingen (Landkreis Augsburg)",
            "4 Kommune: Wolkenkuckucksheim",
            "5 Landkreis: Kelheim → Landkreis Augsburg",
            "6 Kommune: Kelheim → Markt Meitingen (Landkreis Augsburg)",
            "7 AGS: 99999999 → 09772177",
            "8 AGS: 08111000",
            "9 AGS: 9,77E+11",
            "10 AGS: ",
            "11 Kommune: Landkreis Kelheim",
        ]
    );
    let problems: Vec<Problem> = plan.refused.into_iter().map(|refused| refused.problem).collect();
    assert_eq!(problems[0], Problem::AmbiguousName);
    assert_eq!(problems[4], Problem::NameDisagrees { key: "Markt Meitingen (Landkreis Augsburg)".into() });
    assert_eq!(problems[6..9], [Problem::ForeignKey, Problem::RoundedKey, Problem::NoBody]);
    assert!(matches!(problems[9], Problem::SeveralResponsible { count } if count > 10));
}

#[test]
fn a_row_for_a_commune_counts_for_whoever_is_responsible() {
    let sheet = sheet(&[
        "Kommune;zuständige Behörde;Leistung;Status",
        "Train;;Wohnsitz anmelden;live",
        "Train;VG Siegenburg;Wohnsitz anmelden;live",
        "Abensberg;;Führerschein;im Test",
        "Train;Kelheim;Wohnsitz anmelden;live",
        "Train;Bürgerbüro;Führerschein;im Test",
        "Neustadt a.d.Aisch;;Baugenehmigung;live",
        "Neustadt a.d.Aisch;LRA Neustadt a.d.Aisch-Bad Windsheim;Baugenehmigung;live",
    ]);
    let plan = plan(&sheet, &bavaria());
    assert_eq!(told(&plan), (4, 0, 0, vec!["5 zuständige Behörde: Kelheim → VG Siegenburg".into()]));
    assert_eq!(plan.rows, Rows { counted: 4, repeated: 2, silent: 0, refused: 1 });
    let remarks: Vec<String> =
        plan.remarks.iter().map(|noted| format!("{} {}", noted.at.row, noted.remark)).collect();
    assert!(remarks[0].starts_with("2 Die Zeile für Gemeinde Train zählt für VG Siegenburg"), "{remarks:?}");
    assert!(remarks.iter().any(|told| told.contains("Landratsamt Kelheim")), "{remarks:?}");
    assert!(remarks.iter().any(|told| told.contains("Bürgerbüro")), "{remarks:?}");
    let authorities: Vec<&str> =
        plan.entries.iter().map(|(rollout, ..)| rollout.authority.as_str()).collect();
    assert_eq!(authorities, ["09273", "092735218", "09575", "095750153153"]);
}

#[test]
fn services_are_found_by_name_word_and_key() {
    for (head, cell, services) in [
        ("Leistung", "Wohnsitz anmelden", &["wohnsitzanmeldung"][..]),
        ("Leistung", "elektronische Wohnsitzanmeldung (eWA)", &["wohnsitzanmeldung"]),
        ("LeiKa", "99115005104000", &["wohnsitzanmeldung"]),
        ("LeiKa", "<99115005104000>", &["wohnsitzanmeldung"]),
        ("Leistung", "10124", &["wohnsitzanmeldung"]),
        ("Leistung", "WAFFENRECHT", &["waffenrecht"]),
        ("Leistung", "bauen", &["baugenehmigung", "bauvorbescheid"]),
        ("Leistung", "Bauvorbescheid und Baugenehmigung", &["baugenehmigung", "bauvorbescheid"]),
        ("Leistung", "Baugenehmigung", &["baugenehmigung"]),
        ("Leistung;LeiKa", "bauen;99012010001000", &["bauvorbescheid"]),
        ("Leistung;LeiKa", "Waffenrecht;99089018001099", &["waffenrecht"]),
    ] {
        let sheet = sheet(&[&format!("Kommune;{head};Status"), &format!("Augsburg;{cell};live")]);
        let plan = plan(&sheet, &bavaria());
        let found: Vec<&str> = plan.entries.iter().map(|(rollout, ..)| rollout.service.as_str()).collect();
        assert_eq!((found, &plan.refused[..]), (services.to_vec(), &[][..]), "{head}: {cell}");
    }
    let sheet = sheet(&[
        "Kommune;Leistung;LeiKa;Status",
        "Augsburg;Führerschien;;live",
        "Augsburg;Hundesteuer;;live",
        "Augsburg;Waffenrecht;99012010001000;live",
        "Augsburg;;;live",
    ]);
    let plan = plan(&sheet, &bavaria());
    assert_eq!(told(&plan).3[0], "2 Leistung: Führerschien → Führerschein beantragen");
    assert!(told(&plan).3[1].starts_with("3 Leistung: Hundesteuer → Wohnsitz anmelden | "));
    assert_eq!(told(&plan).3[2..], ["4 LeiKa: 99012010001000", "5 Leistung: "]);
}

#[test]
fn stages_have_many_words() {
    for (word, stage) in [
        ("LIVE", Stage::Live),
        ("online", Stage::Live),
        ("Produktiv", Stage::Live),
        ("live (seit März)", Stage::Live),
        ("6 - live", Stage::Live),
        ("geplant", Stage::Ordered),
        ("in Umsetzung", Stage::Preparing),
        ("Test/Aktivierung", Stage::Testing),
        ("bestellt/Interesse", Stage::Ordered),
        ("Pilotbetrieb", Stage::Pilot),
        ("nicht begonnen", Stage::NotStarted),
        ("not_started", Stage::NotStarted),
        ("pausiert", Stage::Suspended),
    ] {
        let sheet = sheet(&["Kommune;Leistung;Status", &format!("Augsburg;Waffenrecht;{word}")]);
        assert_eq!(only(&plan(&sheet, &bavaria())).1.stage, stage, "{word}");
    }
    let sheet = sheet(&[
        "Kommune;Leistung;Status",
        "Augsburg;Waffenrecht;in Vorbereitnug",
        "Augsburg;Waffenrecht;offen",
        "Augsburg;Waffenrecht;blau",
        "Augsburg;Waffenrecht;<error>",
    ]);
    assert_eq!(
        told(&plan(&sheet, &bavaria())).3,
        [
            "2 Status: in Vorbereitnug → in Vorbereitung",
            "3 Status: offen → nicht begonnen | unbekannt",
            "4 Status: blau",
            "5 Status: #NV",
        ]
    );
}

#[test]
fn nobody_responsible_is_believed_of_whoever_is_not() {
    let sheet = sheet(&[
        "Kommune;Leistung;Status",
        "Meitingen;Führerschein;nicht zuständig",
        "Meitingen;Wohnsitz anmelden;nicht zuständig",
    ]);
    let plan = plan(&sheet, &bavaria());
    assert_eq!(told(&plan), (0, 0, 0, vec!["3 Status: nicht zuständig".into()]));
    assert_eq!(plan.rows, Rows { silent: 1, refused: 1, ..Rows::default() });
}

#[test]
fn days_are_checked_cell_by_cell() {
    let sheet = sheet(&[
        "Kommune;Leistung;Status;Live seit;Geplant zum",
        "Augsburg;Waffenrecht;live;32.01.2026;",
        "Augsburg;Waffenrecht;live;03/2026;",
        "Augsburg;Waffenrecht;in Vorbereitung;;Q1 2027",
        "Augsburg;Waffenrecht;live;<3>;",
        "Augsburg;Waffenrecht;live;01.01.1999;",
        "Augsburg;Waffenrecht;in Vorbereitung;;01.01.2090",
        "Augsburg;Führerschein;live;<46082>;",
        "Augsburg;Aufenthaltstitel;live;<2026-03-01>;",
    ]);
    let plan = plan(&sheet, &bavaria());
    assert_eq!(
        told(&plan),
        (
            2,
            0,
            0,
            vec![
                "2 Live seit: 32.01.2026".into(),
                "3 Live seit: 03/2026".into(),
                "4 Geplant zum: Q1 2027 → 31.03.2027".into(),
                "5 Live seit: 3".into(),
                "6 Live seit: 01.01.1999".into(),
                "7 Geplant zum: 01.01.2090".into(),
            ]
        )
    );
    assert_eq!(plan.refused[0].problem.to_string(), "Diesen Tag gibt es nicht: Der Januar 2026 hat 31 Tage.");
    assert_eq!(
        plan.remarks.iter().map(|noted| &noted.remark).collect::<Vec<_>>(),
        [&Remark::NumberRead { column: "Live seit".into(), day: day("2026-03-01") }]
    );
}

#[test]
fn rows_that_say_different_things_are_all_refused() {
    let known =
        knowing(&bavaria(), &[("092735218", "wohnsitzanmeldung", entry(Stage::Ordered, "2026-02-01"))]);
    let sheet = sheet(&[
        "Kommune;Leistung;Status;Hersteller",
        "Train;Wohnsitz anmelden;live;",
        "Siegenburg;Wohnsitz anmelden;im Test;",
        "Meitingen;Wohnsitz anmelden;live;",
        "Markt Meitingen;Wohnsitz anmelden;online;AKDB",
    ]);
    let plan = plan(&sheet, &known);
    assert_eq!(told(&plan), (1, 0, 0, vec!["2 Status: live".into(), "3 Status: im Test".into()]));
    assert_eq!(
        plan.refused[1].problem.to_string(),
        "Für dieselbe Behörde und Leistung steht Verschiedenes in Zeile 2, 3. Lassen Sie eine Zeile stehen, die gilt."
    );
    assert_eq!(plan.entries[0].1.vendor.as_deref(), Some("AKDB"), "what one row does not say another may");
    assert_eq!(plan.rows, Rows { counted: 1, repeated: 1, silent: 0, refused: 2 });
}

#[test]
fn a_row_that_falls_for_one_service_falls_for_all() {
    let sheet = sheet(&[
        "Kommune;Leistung;Status",
        "Augsburg;bauen;live",
        "Augsburg;Bauvorbescheid;im Test",
        "Regensburg;bauen;live",
    ]);
    let plan = plan(&sheet, &bavaria());
    assert_eq!(told(&plan), (2, 0, 0, vec!["2 Status: live".into(), "3 Status: im Test".into()]));
    assert!(plan.remarks.iter().any(|noted| matches!(noted.remark, Remark::CountsForServices { .. })));
}

#[test]
fn faults_are_corrected_by_hand() {
    let sheet = sheet(&[
        "Kommune;Leistung;Status;Live seit",
        "Meittingen;Wohnsitz anmelden;live;32.01.2026",
        "Summe;;12;",
    ]);
    let place = |column| Place { sheet: "Tabelle1".into(), row: 2, column };
    let corrections = Corrections {
        cells: BTreeMap::from([
            (place(0), "Markt Meitingen (Landkreis Augsburg)".into()),
            (place(3), "31.01.2026".into()),
        ]),
        left_out: BTreeSet::from([("Tabelle1".into(), 3)]),
    };
    assert_eq!(plan(&sheet, &bavaria()).rows.refused, 2);
    let plan = corrected(&sheet, &bavaria(), &corrections);
    assert_eq!(only(&plan).1, entry(Stage::Live, "2026-01-31"));
    assert_eq!(plan.rows, Rows { counted: 1, silent: 1, ..Rows::default() });
}

#[test]
fn texts_are_as_long_as_in_forms() {
    let long = "ä".repeat(4_001);
    let sheet = sheet(&[
        "Kommune;Leistung;Status;Bemerkung;Adresse;Hersteller",
        &format!("Augsburg;Waffenrecht;live;{long};https://a.example;A"),
        "Augsburg;Führerschein;live;kurz\\nzweite Zeile;www.augsburg.de;'=A",
    ]);
    let plan = plan(&sheet, &bavaria());
    let shown = format!("2 Bemerkung: {}…", "ä".repeat(200));
    assert_eq!(told(&plan).3, [shown.as_str(), "3 Adresse: www.augsburg.de"]);
}

#[test]
fn rows_that_say_nothing_are_passed_over() {
    let sheet = sheet(&[
        "Kommune;Leistung;Status;Bemerkung",
        "Meitingen;Wohnsitz anmelden;;",
        "Meitingen;Wohnsitz anmelden;-;k.A.",
        "Quelle: Umfrage;;;",
    ]);
    let plan = plan(&sheet, &bavaria());
    assert_eq!(told(&plan), (0, 0, 0, vec![]));
    assert_eq!(plan.rows, Rows { silent: 3, ..Rows::default() });
}
