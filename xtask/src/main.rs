//! The commands of the workspace, called as `cargo xtask …`.
//!
//! Whatever a command prints goes to stderr, so that stdout belongs to the program it starts.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod assets;
mod build;
mod cargo;
mod debian;
mod process;
mod progress;
mod site;
mod style;
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
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Build => build::run().map(|_| ()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Fehler: {error:#}");
            ExitCode::FAILURE
        }
    }
}
