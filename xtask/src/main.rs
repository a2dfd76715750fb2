//! The commands of the workspace, called as `cargo xtask …`.
//!
//! Progress goes to stderr, so that stdout belongs to results and to the program that a command starts.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use domain::Ars;

mod assets;
mod backtest;
mod bench;
mod browser;
mod build;
mod cargo;
mod debian;
mod facts;
mod fuzz;
mod postgres;
mod process;
mod progress;
mod rollout_file;
mod site;
mod start;
mod style;
mod test;
mod time_to_live;
mod toolchain;
mod web;
mod workspace;

const HELP: &str = "{about-with-newline}\nAufruf: {usage}\n\n{all-args}";

/// Bauen, starten, prüfen und messen
#[derive(Parser)]
#[command(
    name = "xtask",
    bin_name = "cargo xtask",
    help_template = HELP,
    disable_help_flag = true,
    disable_help_subcommand = true,
    subcommand_help_heading = "Befehle",
    subcommand_value_name = "BEFEHL",
    next_help_heading = "Optionen"
)]
struct Arguments {
    /// Zeigt diese Hilfe
    #[arg(long, short, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Baut target/release/lagebild mit allem, was das Programm braucht
    #[command(help_template = HELP)]
    Build,
    /// Baut, was nötig ist, und startet den Server; die erste Zeile auf der Standardausgabe ist seine Adresse
    #[command(help_template = HELP)]
    Start(start::Options),
    /// Prüft alles: Formatierung, Clippy, Tests auf SQLite und PostgreSQL, Wege im Browser
    #[command(help_template = HELP)]
    Test,
    /// Prüft die Vorhersage an einem anderen Rollout: wie gut sie von jedem Monatsersten aus gewesen wäre
    #[command(help_template = HELP)]
    Backtest(backtest::Options),
    /// Misst Antwortzeit und Umfang der Übersicht und vergleicht sie mit den Vorgaben
    #[command(help_template = HELP)]
    Bench,
    /// Gibt den Lesern von Tabellen Dateien, die schaden wollen
    #[command(help_template = HELP)]
    Fuzz(fuzz::Options),
    /// Zeigt, wie lange es vom ersten Schritt bis live dauert, nach Gruppen
    #[command(help_template = HELP)]
    TimeToLive(time_to_live::Options),
    /// Schreibt die Tabelle der Gemeinden eines Landes aus amtlichem Verzeichnis und Grenzen
    #[command(help_template = HELP)]
    Facts {
        /// Gemeindeverzeichnis GV100AD des Statistischen Bundesamtes
        #[arg(value_name = "VERZEICHNIS", help_heading = "Angaben")]
        register: PathBuf,
        /// Gemeindegrenzen VG5000_GEM des BKG (.shp)
        #[arg(value_name = "GRENZEN", help_heading = "Angaben")]
        boundaries: PathBuf,
        /// Schlüssel des Landes
        #[arg(value_name = "LAND", default_value = "09", help_heading = "Angaben")]
        land: Ars,
    },
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Backtest(options) => backtest::run(&options),
        Command::Bench => bench::run(),
        Command::Build => build::run().map(|_| ()),
        Command::Facts { register, boundaries, land } => facts::run(&register, &boundaries, &land),
        Command::Fuzz(options) => fuzz::run(&options),
        Command::Start(options) => start::run(&options),
        Command::Test => test::run(),
        Command::TimeToLive(options) => time_to_live::run(&options),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Fehler: {error:#}");
            ExitCode::FAILURE
        }
    }
}
