//! The history of another rollout, one row a commune: columns `population, vendor, region, prelive_on, live_on`, found
//! by name; others do not matter here.

use std::fs::File;
use std::path::Path;

use anyhow::{Context as _, Result};
use domain::Day;
use serde::Deserialize;

/// What became of one commune.
#[derive(Clone, Debug)]
pub(crate) struct Commune {
    /// Inhabitants, as far as they are told.
    pub(crate) population: Option<u32>,
    /// Who makes its software; empty where that is not told.
    pub(crate) vendor: String,
    /// The part of the country.
    pub(crate) region: String,
    /// The first step.
    pub(crate) prelive_on: Option<Day>,
    /// Live since.
    pub(crate) live_on: Option<Day>,
}

impl Commune {
    /// In which band of size it lies, from the smallest: below 1,000, 5,000, 20,000 inhabitants, and above.
    pub(crate) fn size_band(&self) -> Option<usize> {
        let population = self.population?;
        Some([1_000, 5_000, 20_000].partition_point(|end| *end <= population))
    }
}

#[derive(Deserialize)]
struct Row {
    population: Option<u32>,
    vendor: String,
    region: String,
    prelive_on: String,
    live_on: String,
}

/// Reads the file; a cell that cannot be read is named with its line.
pub(crate) fn read(path: &Path) -> Result<Vec<Commune>> {
    let file = File::open(path).with_context(|| format!("{} lässt sich nicht öffnen", path.display()))?;
    let mut reader = csv::Reader::from_reader(file);
    let headers = reader.headers().context("die Kopfzeile lässt sich nicht lesen")?.clone();
    let mut communes = Vec::new();
    for record in reader.records() {
        let record = record.context("eine Zeile lässt sich nicht lesen")?;
        let line = record.position().map_or(0, csv::Position::line);
        let row: Row = record.deserialize(Some(&headers)).with_context(|| format!("Zeile {line}"))?;
        let day = |column: &str, cell: &str| match cell.trim() {
            "" => Ok(None),
            cell => cell
                .parse()
                .map(Some)
                .with_context(|| format!("Zeile {line}, Spalte {column}: „{cell}“ ist kein Tag")),
        };
        communes.push(Commune {
            population: row.population,
            prelive_on: day("prelive_on", &row.prelive_on)?,
            live_on: day("live_on", &row.live_on)?,
            vendor: row.vendor,
            region: row.region,
        });
    }
    Ok(communes)
}

/// The last day on which anything is told to have happened.
pub(crate) fn last_day(communes: &[Commune]) -> Option<Day> {
    communes.iter().flat_map(|commune| [commune.prelive_on, commune.live_on]).flatten().max()
}
