//! The commands of the workspace, called as `cargo xtask …`.
//!
//! Progress goes to stderr, so that stdout belongs to results and to the program that a command starts.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use domain::Ars;

mod assets;
mod bench;
mod browser;
mod build;
mod cargo;
mod debian;
mod facts;
mod postgres;
mod process;
mod progress;
mod site;
mod start;
mod style;
mod test;
mod toolchain;
mod web;
mod workspace;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Bauen, starten und prüfen von Lagebild")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Baut target/release/lagebild mit allem, was das Programm braucht
    Build,
    /// Baut, was nötig ist, und startet den Server; die erste Zeile auf der Standardausgabe ist seine Adresse
    Start(start::Options),
    /// Prüft alles: Formatierung, Clippy, Tests auf SQLite und PostgreSQL, Wege im Browser
    Test,
    /// Misst Antwortzeit und Umfang der Übersicht und vergleicht sie mit den Vorgaben
    Bench,
    /// Schreibt die Tabelle der Gemeinden eines Landes aus amtlichem Verzeichnis und Grenzen
    Facts {
        /// Gemeindeverzeichnis GV100AD des Statistischen Bundesamtes
        register: PathBuf,
        /// Gemeindegrenzen VG5000_GEM des BKG (.shp)
        boundaries: PathBuf,
        /// Schlüssel des Landes
        #[arg(default_value = "09")]
        land: Ars,
    },
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Bench => bench::run(),
        Command::Build => build::run().map(|_| ()),
        Command::Facts { register, boundaries, land } => facts::run(&register, &boundaries, &land),
        Command::Start(options) => start::run(&options),
        Command::Test => test::run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Fehler: {error:#}");
            ExitCode::FAILURE
        }
    }
}
