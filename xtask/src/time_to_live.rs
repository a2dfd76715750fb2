//! `cargo xtask time-to-live`: how long a rollout takes from the first step until live, by group.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use clap::{Args, ValueEnum};
use domain::Day;
use domain::survival::{Curve, LogRank, Spell, log_rank};
use serde::Serialize;

use crate::rollout_file::{self, Commune};

/// A smaller group tells more about its members than about what they have in common.
const SMALLEST_GROUP: usize = 20;
const OTHER: &str = "other";
/// The bands of size, from the smallest.
const SIZES: [&str; 4] = ["below 1000", "1000 to 4999", "5000 to 19999", "20000 and above"];

#[derive(Args)]
pub(crate) struct Options {
    /// Tabelle mit den Spalten population, vendor, region, prelive_on, live_on
    #[arg(value_name = "DATEI", help_heading = "Angaben")]
    file: PathBuf,
    /// Wonach gruppiert wird
    #[arg(long, value_name = "MERKMAL")]
    by: By,
    /// Was danach geschah, gilt als noch nicht geschehen; sonst der letzte Tag der Datei
    #[arg(long, value_name = "TAG")]
    until: Option<Day>,
    /// Wie das Ergebnis aussieht
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

#[derive(Clone, Copy, Serialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
enum By {
    Vendor,
    Size,
    Region,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Table,
    Json,
}

impl By {
    fn group(self, commune: &Commune) -> &str {
        match self {
            Self::Vendor => &commune.vendor,
            Self::Region => &commune.region,
            Self::Size => commune.size_band().map_or("", |band| SIZES[band]),
        }
    }
}

#[derive(Serialize)]
struct Answer {
    by: By,
    until: Day,
    excluded: usize,
    groups: Vec<Group>,
    logrank: Option<Comparison>,
}

#[derive(Serialize)]
struct Group {
    name: String,
    n: u32,
    events: u32,
    median_days: Option<u32>,
    curve: Vec<Point>,
}

#[derive(Serialize)]
struct Point {
    day: u32,
    at_risk: u32,
    events: u32,
    survival: f64,
    low: f64,
    high: f64,
}

#[derive(Serialize)]
struct Comparison {
    chi2: f64,
    df: u32,
    p: f64,
}

/// Prints what the file tells.
pub(crate) fn run(options: &Options) -> Result<()> {
    let communes = rollout_file::read(&options.file)?;
    let until = options.until.or_else(|| rollout_file::last_day(&communes));
    let until = until.context("in der Datei steht kein Tag; es gibt nichts auszuwerten")?;
    let answer = analyse(&communes, options.by, until);
    match options.format {
        Format::Json => println!("{}", serde_json::to_string(&answer)?),
        Format::Table => print(&answer),
    }
    Ok(())
}

fn analyse(communes: &[Commune], by: By, until: Day) -> Answer {
    let mut excluded = 0;
    let mut groups: BTreeMap<&str, Vec<Spell>> = BTreeMap::new();
    for commune in communes {
        match commune.prelive_on.filter(|start| commune.live_on.is_none_or(|live| *start <= live)) {
            None => excluded += 1,
            Some(start) if start > until => {}
            Some(start) => {
                groups.entry(by.group(commune)).or_default().push(spell(start, commune.live_on, until));
            }
        }
    }
    let mut named: Vec<(&str, Vec<Spell>)> = Vec::new();
    let mut other = Vec::new();
    for (name, spells) in groups {
        if name.is_empty() || spells.len() < SMALLEST_GROUP {
            other.extend(spells);
        } else {
            named.push((name, spells));
        }
    }
    if !other.is_empty() {
        named.push((OTHER, other));
    }
    let spells: Vec<Vec<Spell>> = named.iter().map(|(_, spells)| spells.clone()).collect();
    let logrank = log_rank(&spells).map(|LogRank { chi2, df, p }| Comparison { chi2, df, p });
    Answer { by, until, excluded, groups: named.into_iter().map(group).collect(), logrank }
}

fn spell(start: Day, live_on: Option<Day>, until: Day) -> Spell {
    let days = |end: Day| u32::try_from(end.days_since(start)).unwrap_or_default();
    match live_on.filter(|live| *live <= until) {
        Some(live) => Spell::from_start(days(live), true),
        None => Spell::from_start(days(until), false),
    }
}

fn group((name, spells): (&str, Vec<Spell>)) -> Group {
    let curve = Curve::estimate(&spells);
    Group {
        name: name.to_owned(),
        n: curve.subjects,
        events: curve.events(),
        median_days: curve.median(),
        curve: curve
            .steps
            .iter()
            .map(|step| Point {
                day: step.day,
                at_risk: step.at_risk,
                events: step.events,
                survival: step.waiting,
                low: step.low,
                high: step.high,
            })
            .collect(),
    }
}

fn print(answer: &Answer) {
    println!("bis {}; ausgeschlossen: {} Zeilen ohne brauchbaren Anfang", answer.until, answer.excluded);
    println!("{:<32} {:>7} {:>7} {:>15}", "Gruppe", "Anzahl", "live", "Median in Tagen");
    for group in &answer.groups {
        let median = group.median_days.map_or_else(|| "–".to_owned(), |days| days.to_string());
        println!("{:<32} {:>7} {:>7} {:>15}", group.name, group.n, group.events, median);
    }
    match &answer.logrank {
        Some(test) => {
            println!("Log-Rank: Chi² {:.2}, {} Freiheitsgrade, p = {:.2e}", test.chi2, test.df, test.p);
        }
        None => println!("Log-Rank: Es gibt nichts zu vergleichen."),
    }
}
