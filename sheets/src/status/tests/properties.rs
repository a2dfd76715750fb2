//! Any sheet at all.

use std::collections::BTreeSet;

use domain::rollout::StatusEntry;
use domain::situation::Situation;
use domain::stage::Stage;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::support::{applied, bavaria, day, mapping, plan, recorded, rollout, today};
use crate::read::{Cell, Row, Sheet};

const HEADINGS: [&str; 22] = [
    "Stand",
    "AGS",
    "ARS",
    "Kommune",
    "Typ",
    "Landkreis",
    "VG",
    "zuständige Behörde",
    "Leistung",
    "LeiKa",
    "Status",
    "Geplant zum",
    "Live seit",
    "Hersteller",
    "IT-Dienstleister",
    "Bemerkung",
    "bestätigt am",
    "Gilt seit",
    "Adresse",
    "Quelle",
    "Einwohner",
    "Status",
];

/// What stands in cells of status sheets, and what does not.
const TEXTS: [&str; 44] = [
    "09772177",
    "9772177",
    "097720177177",
    "09273",
    "092735218",
    "092735218119",
    "9,77E+11",
    "08111000",
    "Meitingen",
    "Meittingen",
    "Hausen",
    "Train",
    "Kelheim",
    "Augsburg",
    "Landratsamt Kelheim",
    "VG Siegenburg",
    "Markt",
    "Landkreis",
    "Wohnsitz anmelden",
    "waffenrecht",
    "bauen",
    "Hundesteuer",
    "99012010001000",
    "live",
    "online",
    "im Test",
    "geplant",
    "nicht begonnen",
    "ausgesetzt",
    "unbekannt",
    "nicht zuständig",
    "fertig",
    "01.03.2026",
    "2026-10-01",
    "01.12.2026",
    "32.01.2026",
    "Q1 2027",
    "46082",
    "AKDB",
    "komuna",
    "https://a.example",
    "'=1+1",
    "k.A.",
    "zweite\nZeile",
];

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        4 => Just(Cell::Empty),
        12 => select(&TEXTS[..]).prop_map(|text| Cell::Text(text.into())),
        1 => ".{0,12}".prop_map(Cell::Text),
        1 => any::<f64>().prop_map(Cell::Number),
        1 => select(vec![9_772_177.0, 46_082.0, 92_735_218.0]).prop_map(Cell::Number),
        2 => (0_i64..900).prop_map(|back| Cell::Day(day("2027-03-01").plus(-back))),
        1 => any::<bool>().prop_map(Cell::Bool),
        1 => Just(Cell::Error("#NV".into())),
    ]
}

/// Sheets of which nothing can be said.
fn any_sheet() -> impl Strategy<Value = Sheet> {
    let heading =
        prop_oneof![8 => select(&HEADINGS[..]).prop_map(|text| Cell::Text(text.into())), 1 => cell()];
    (vec(heading, 0..24), vec(vec(cell(), 0..24), 0..12)).prop_map(|(head, rows)| sheet(head, rows))
}

fn sheet(head: Vec<Cell>, rows: Vec<Vec<Cell>>) -> Sheet {
    let rows = std::iter::once(head).chain(rows);
    Sheet {
        name: "Blatt".into(),
        rows: (1..).zip(rows).map(|(number, cells)| Row { number, cells }).collect(),
    }
}

/// Sheets in which most rows can be read, about few rollouts.
fn likely_sheet() -> impl Strategy<Value = Sheet> {
    let head = [
        "Stand",
        "Kommune",
        "Leistung",
        "Status",
        "Geplant zum",
        "Live seit",
        "Hersteller",
        "Bemerkung",
        "bestätigt am",
        "Gilt seit",
    ];
    let text = |texts: &'static [&'static str]| select(texts).prop_map(|text: &str| Cell::Text(text.into()));
    let past = || prop_oneof![2 => Just(Cell::Empty), 1 => (0_i64..60).prop_map(|back| Cell::Day(today().plus(-back)))];
    let ahead =
        prop_oneof![2 => Just(Cell::Empty), 1 => (-30_i64..60).prop_map(|on| Cell::Day(today().plus(on)))];
    let row = (
        past(),
        text(&["Meitingen", "Train", "Siegenburg", "Augsburg", "Landratsamt Kelheim"]),
        text(&["Wohnsitz anmelden", "Waffenrecht", "bauen"]),
        text(&["live", "live", "im Test", "in Vorbereitung", "ausgesetzt", "unbekannt", ""]),
        ahead,
        past(),
        text(&["", "", "AKDB", "komuna"]),
        text(&["", "", "Frau Huber fragt nach"]),
        past(),
        past(),
    );
    let row = row.prop_map(|(stand, body, service, stage, planned, live, vendor, note, confirmed, since)| {
        vec![stand, body, service, stage, planned, live, vendor, note, confirmed, since]
    });
    let head: Vec<Cell> = head.map(|text| Cell::Text(text.into())).into();
    vec(row, 1..8).prop_map(move |rows| sheet(head.clone(), rows))
}

/// Bavaria with histories of the rollouts that likely sheets are about.
fn situation() -> impl Strategy<Value = Situation> {
    let rollouts = select(vec![
        ("097720177177", "wohnsitzanmeldung"),
        ("092735218", "wohnsitzanmeldung"),
        ("097610000000", "wohnsitzanmeldung"),
        ("097610000000", "waffenrecht"),
        ("097610000000", "bauvorbescheid"),
        ("09273", "waffenrecht"),
        ("09273", "baugenehmigung"),
    ]);
    let entry = (
        select(&Stage::ALL[..]),
        0_i64..60,
        proptest::option::of(-30_i64..60),
        proptest::option::of(select(vec!["AKDB", "komuna"])),
        proptest::option::of(Just("Frau Huber fragt nach")),
    );
    let entry = entry.prop_map(|(stage, back, planned, vendor, note)| StatusEntry {
        planned_on: planned.map(|on| today().plus(on)),
        vendor: vendor.map(Into::into),
        note: note.map(Into::into),
        ..StatusEntry::new(stage, today().plus(-back))
    });
    vec((rollouts, entry), 0..12).prop_map(|entries| {
        let entries =
            entries.into_iter().map(|((authority, service), entry)| (rollout(authority, service), entry));
        recorded(&bavaria_once(), entries, Some(today().plus(-20)))
    })
}

fn bavaria_once() -> Situation {
    static BAVARIA: std::sync::LazyLock<Situation> = std::sync::LazyLock::new(bavaria);
    BAVARIA.clone()
}

proptest! {
    #[test]
    fn every_row_is_accounted_for(sheet in any_sheet()) {
        let situation = bavaria_once();
        let plan = plan(&sheet, &situation);
        let rows = plan.rows;
        let below = mapping(&sheet).head.map_or(0, |head| sheet.rows.len() - head - 1);
        prop_assert_eq!(rows.counted + rows.repeated + rows.silent + rows.refused, below);
        prop_assert_eq!(plan.new + plan.changed, plan.entries.len());
        prop_assert!(rows.counted <= plan.entries.len() + plan.unchanged);
        let mut refused: Vec<u32> = plan.refused.iter().map(|refused| refused.at.row).collect();
        refused.dedup();
        prop_assert_eq!(refused.len(), rows.refused, "each refused row is listed, in order");
        prop_assert!(plan.refused.iter().all(|refused| !refused.problem.to_string().is_empty()));
        for (rollout, entry, seen) in &plan.entries {
            prop_assert!(situation.responsibilities(today()).position(rollout).is_some());
            prop_assert!(entry.effective_on <= today());
            prop_assert_eq!(*seen, 0);
        }
        prop_assert!(plan.entries.windows(2).all(|pair| pair[0].0 < pair[1].0), "each rollout once");
    }

    #[test]
    fn what_was_imported_is_known(mut sheet in likely_sheet(), situation in situation()) {
        let refused: BTreeSet<u32> = plan(&sheet, &situation).refused.iter().map(|refused| refused.at.row).collect();
        sheet.rows.retain(|row| !refused.contains(&row.number));
        let first = plan(&sheet, &situation);
        prop_assert_eq!(&first.refused, &Vec::new(), "the good rows are good by themselves");
        let second = plan(&sheet, &applied(&first, &situation));
        prop_assert_eq!(&second.refused, &Vec::new(), "{:?}", first.entries);
        prop_assert_eq!(&second.entries, &Vec::new(), "{:?}", first.entries);
        prop_assert_eq!(second.unchanged, first.new + first.changed + first.unchanged);
    }

    #[test]
    fn rows_said_twice_count_once(sheet in likely_sheet(), situation in situation()) {
        let once = plan(&sheet, &situation);
        let mut doubled = sheet.clone();
        let next = u32::try_from(sheet.rows.len()).unwrap() + 1;
        let again = (next..).zip(&sheet.rows[1..]).map(|(number, row)| Row { number, cells: row.cells.clone() });
        doubled.rows.extend(again);
        let twice = plan(&doubled, &situation);
        prop_assert_eq!(&twice.entries, &once.entries);
        prop_assert_eq!(twice.rows.counted, once.rows.counted);
        prop_assert_eq!(twice.rows.refused, 2 * once.rows.refused);
    }

    #[test]
    fn the_order_of_rows_does_not_matter(sheet in likely_sheet(), situation in situation()) {
        let mut turned = sheet.clone();
        turned.rows[1..].reverse();
        prop_assert_eq!(plan(&turned, &situation).entries, plan(&sheet, &situation).entries);
    }
}
