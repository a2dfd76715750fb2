//! A sheet as large as any that is imported.

use std::path::{Path, PathBuf};

use anyhow::Result;
use chrono::DateTime;
use domain::register::facts;
use sheets::write::{Column, Table, Value, Variant, to_csv, to_xlsx};

const ROWS: usize = 100_000;

/// Writes it to that folder as a workbook and as CSV.
pub(super) fn write(folder: &Path) -> Result<[PathBuf; 2]> {
    let table = table();
    let csv = to_csv(&table, Variant::Excel);
    let files = [
        (folder.join("stand.xlsx"), to_xlsx(&[table], DateTime::UNIX_EPOCH)?),
        (folder.join("stand.csv"), csv),
    ];
    for (path, bytes) in &files {
        std::fs::write(path, bytes)?;
    }
    Ok(files.map(|(path, _)| path))
}

/// A row for each commune and service, again and again: as each counts for an authority, most say what another has
/// said.
fn table() -> Table {
    let register = facts::bayern().register;
    let communes: Vec<_> = register.communes().collect();
    let services =
        ["Wohnsitz anmelden", "Führerschein beantragen", "Aufenthaltstitel", "Bauvorbescheid", "Waffenrecht"];
    let row = |number: usize| {
        let commune = communes[number % communes.len()];
        let kreis = register.kreis_of(&commune.ars).map(|kreis| kreis.name.as_str());
        vec![
            Value::text(commune.name.as_str()),
            Value::maybe(kreis),
            services[number / communes.len() % services.len()].into(),
            "live".into(),
            Value::text("01.03.2026"),
            Value::text("AlpenSoft"),
        ]
    };
    let headings = ["Kommune", "Landkreis", "Leistung", "Status", "Live seit", "Hersteller"];
    Table {
        title: "Stand".into(),
        columns: headings.map(|heading| Column::new(heading, "")).into(),
        rows: (0..ROWS).map(row).collect(),
        ..Table::default()
    }
}
