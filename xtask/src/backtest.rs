//! `cargo xtask backtest`: how good the forecast would have been for another rollout, looking ahead from the first of
//! each month with what was dated before it.

use std::path::PathBuf;

use anyhow::{Context as _, Result, bail};
use clap::{Args, ValueEnum};
use domain::Day;
use domain::forecast::{Lookback, Question, Scores, StepTaken, Subject, Trial, weighed};
use serde::Serialize;

use crate::rollout_file::{self, Commune};

/// The first day from which one looks ahead.
const FIRST_ORIGIN: (i32, u32, u32) = (2018, 6, 1);
const HORIZONS: [u32; 3] = [1, 3, 6];
/// A commune has not begun, or is on its way.
const STATES: usize = 2;
const RUNS: usize = 500;
const SEED: u64 = 1;

#[derive(Args)]
pub(crate) struct Options {
    /// Tabelle mit den Spalten population, vendor, region, prelive_on, live_on
    #[arg(value_name = "DATEI", help_heading = "Angaben")]
    file: PathBuf,
    /// Wie das Ergebnis aussieht
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Table,
    Json,
}

/// How good the forecast of one measure was at one horizon. Scores are in shares of the whole, from 0 to 1.
#[derive(Debug, Serialize)]
struct Answer {
    measure: &'static str,
    horizon_months: u32,
    #[serde(flatten)]
    scores: Scores,
}

/// Prints how good the forecast would have been.
pub(crate) fn run(options: &Options) -> Result<()> {
    let answers = analyse(&rollout_file::read(&options.file)?)?;
    match options.format {
        Format::Json => println!("{}", serde_json::to_string(&answers)?),
        Format::Table => print(&answers),
    }
    Ok(())
}

fn analyse(communes: &[Commune]) -> Result<Vec<Answer>> {
    let last =
        rollout_file::last_day(communes).context("in der Datei steht kein Tag; es gibt nichts zu prüfen")?;
    let subjects = subjects(communes);
    let people: Vec<f64> =
        communes.iter().map(|commune| f64::from(commune.population.unwrap_or(0))).collect();
    let same = vec![1.0; communes.len()];
    let of_communes = |live: &[bool]| weighed(&same, live);
    let of_people = |live: &[bool]| weighed(&people, live);
    let mut trials: Vec<Vec<Vec<Trial>>> = vec![vec![Vec::new(); HORIZONS.len()]; 2];
    let first = Day::from_ymd(FIRST_ORIGIN.0, FIRST_ORIGIN.1, FIRST_ORIGIN.2).context("der erste Tag")?;
    for origin in (0..).map(|months| first.plus_months(months)) {
        let outcomes: Vec<Day> = HORIZONS
            .iter()
            .map(|months| origin.plus_months(*months))
            .take_while(|outcome| *outcome <= last)
            .collect();
        if outcomes.is_empty() {
            break;
        }
        let question = Question { origin, outcomes: &outcomes, states: STATES, runs: RUNS, seed: SEED };
        let lookback = Lookback::new(question, &subjects);
        let lookback = lookback.with_context(|| format!("am {origin} war zu wenig bekannt"))?;
        let answers = lookback.trials(&[&of_communes, &of_people]);
        for (trials, answers) in trials.iter_mut().zip(answers) {
            for (trials, answer) in trials.iter_mut().zip(answers) {
                trials.push(answer);
            }
        }
    }
    let measures = ["communes", "inhabitants"].into_iter().zip(&trials);
    let answers: Vec<Answer> = measures
        .flat_map(|(measure, trials)| {
            HORIZONS.into_iter().zip(trials).filter_map(move |(horizon_months, trials)| {
                Some(Answer { measure, horizon_months, scores: Scores::of(trials)? })
            })
        })
        .collect();
    if answers.is_empty() {
        bail!("die Datei reicht nicht über den {first} hinaus; es gibt nichts zu prüfen");
    }
    Ok(answers)
}

/// Every row counts: those that never began, too. Whoever is told to have begun after going live, or is not told to
/// have begun at all, goes live from not having begun.
fn subjects(communes: &[Commune]) -> Vec<Subject> {
    let days = communes.iter().flat_map(|commune| [commune.prelive_on, commune.live_on]).flatten();
    let watched_from = days.min().unwrap_or(Day::BEGINNING);
    let mut vendors: Vec<&str> = communes.iter().map(|commune| commune.vendor.as_str()).collect();
    vendors.sort_unstable();
    vendors.dedup();
    communes
        .iter()
        .map(|commune| {
            let begun = commune.prelive_on.filter(|begun| commune.live_on.is_none_or(|live| *begun <= live));
            Subject {
                watched_from,
                steps: begun.map(|on| StepTaken { on, state: 1 }).into_iter().collect(),
                live_on: commune.live_on,
                vendor: vendors.binary_search(&commune.vendor.as_str()).unwrap_or_default(),
                size: commune.size_band().unwrap_or_default(),
                service: 0,
                is_pilot: false,
                blocked: Vec::new(),
                plans: Vec::new(),
            }
        })
        .collect()
}

fn print(answers: &[Answer]) {
    println!("Anteile am Ganzen; CRPS und Fehler: je kleiner, desto besser");
    println!(
        "{:<12} {:>6} {:>7} {:>14} {:>9} {:>9} {:>10}",
        "Maß", "Monate", "Blicke", "im 80-%-Band", "CRPS", "4 Wochen", "12 Wochen"
    );
    for Answer { measure, horizon_months, scores } in answers {
        println!(
            "{measure:<12} {horizon_months:>6} {:>7} {:>14.2} {:>9.5} {:>9.5} {:>10.5}",
            scores.origins, scores.coverage80, scores.crps, scores.crps_last4, scores.crps_last12
        );
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn the_forecast_of_a_country_beats_going_on_as_before() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/anpr_rollout.csv");
        if !file.exists() {
            eprintln!("skipped: {} is not there", file.display());
            return;
        }
        let answers = analyse(&rollout_file::read(&file).unwrap()).unwrap();
        let asked: Vec<_> = answers
            .iter()
            .map(|answer| (answer.measure, answer.horizon_months, answer.scores.origins))
            .collect();
        let measures = ["communes", "inhabitants"];
        let expected: Vec<_> = measures
            .into_iter()
            .flat_map(|measure| [(measure, 1, 22), (measure, 3, 20), (measure, 6, 17)])
            .collect();
        assert_eq!(asked, expected);
        for Answer { measure, horizon_months, scores } in answers {
            assert!(
                scores.crps < scores.crps_last4.min(scores.crps_last12),
                "{measure} {horizon_months}: {scores:?}"
            );
            if horizon_months == 1 {
                assert!((0.60..=0.95).contains(&scores.coverage80), "{measure}: {scores:?}");
            }
        }
    }

    #[test]
    fn a_file_without_a_history_says_so() {
        let commune = Commune {
            population: Some(100),
            vendor: String::new(),
            region: String::new(),
            prelive_on: None,
            live_on: None,
        };
        assert!(analyse(&[]).is_err());
        assert!(analyse(std::slice::from_ref(&commune)).is_err());
        let early = Commune { live_on: "2018-01-01".parse().ok(), ..commune.clone() };
        assert!(analyse(&[early]).is_err());
        let few = Commune { live_on: "2019-01-01".parse().ok(), ..commune };
        assert!(analyse(&[few]).is_err());
    }
}
