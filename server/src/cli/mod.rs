//! The command line. Results go to stdout, messages to stderr; exit code 0: done, 1: refused, 2: wrong usage.

mod args;
mod audit;
mod boundaries;
mod briefing;
mod coverage;
mod demo;
mod export;
mod notify;
mod register;
mod serve;
mod status;

use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};
use domain::Day;
use store::{Db, StoreError};

use crate::clock::Clock;
use crate::failure::chain;
use tracing_subscriber::EnvFilter;

use args::{Args, AuditCommand, BoundariesCommand, Command, RegisterCommand, StatusCommand};

/// Why a command was refused, in a German sentence that says what to do.
type Refusal = String;

/// Reads the arguments of the process, does what they say, and returns the exit code.
pub async fn run() -> ExitCode {
    let args = match Args::command().try_get_matches().and_then(|matches| Args::from_arg_matches(&matches)) {
        Ok(args) => args,
        Err(error) => return args::explain(&error),
    };
    match execute(args).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            eprintln!("{refusal}");
            ExitCode::FAILURE
        }
    }
}

async fn execute(args: Args) -> Result<(), Refusal> {
    let Args { database, today, command, .. } = args;
    let db = Db::open(&database).await.map_err(|error| cannot_open(&database, &error))?;
    let result = obey(command, &db, today).await;
    db.close().await;
    result
}

async fn obey(command: Command, db: &Db, today: Option<Day>) -> Result<(), Refusal> {
    let clock = async || clock(db, today).await;
    match command {
        // Sets the day up to which there is a demonstration, so no clock can depend on it yet.
        Command::Demo => demo::run(db, today).await,
        Command::Serve(options) => serve::run(db.clone(), clock().await?, options).await,
        Command::Register(RegisterCommand::Import(options)) => {
            register::import(db, clock().await?, options).await
        }
        Command::Register(RegisterCommand::Show { key }) => register::show(db, clock().await?, key).await,
        Command::Boundaries(BoundariesCommand::Import(options)) => {
            boundaries::import(db, clock().await?, options).await
        }
        Command::Status(StatusCommand::Set(options)) => status::set(db, clock().await?, options).await,
        Command::Status(StatusCommand::Import(options)) => {
            status::import::run(db, clock().await?, options).await
        }
        Command::Status(StatusCommand::Export(options)) => export::export(db, clock().await?, options).await,
        Command::Status(StatusCommand::Template(options)) => {
            export::template(db, clock().await?, options).await
        }
        Command::Notify(options) => notify::run(db, clock().await?, options).await,
        Command::Coverage(options) => coverage::run(db, clock().await?, options).await,
        Command::Briefing(options) => briefing::run(db, clock().await?, options).await,
        Command::Audit(AuditCommand::Verify) => audit::verify(db).await,
        Command::Audit(AuditCommand::Drop(options)) => audit::drop(db, clock().await?, options).await,
    }
}

/// Writes what happens to stderr, as much of it as the environment asks for.
fn keep_log() {
    let filter = EnvFilter::try_from_env("LAGEBILD_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

/// The clock of a command. Only a demonstration may be set to another day.
async fn clock(db: &Db, today: Option<Day>) -> Result<Clock, Refusal> {
    let Some(today) = today else { return Ok(Clock::System) };
    match db.demo_until().await.map_err(|error| failed(&error))? {
        None => Err(
            "--today gibt es nur in der Demonstration: Diese Datenbank enthält keine Demonstrationsdaten. \
             Legen Sie mit „lagebild demo“ welche an."
                .into(),
        ),
        Some(until) if until >= today => Err(demo::is_later(until)),
        Some(_) => Ok(Clock::On(today)),
    }
}

fn cannot_open(url: &str, error: &StoreError) -> Refusal {
    match error {
        StoreError::Url => "Die Datenbank wird als sqlite:DATEI oder postgres://… angegeben, zum Beispiel \
             sqlite:lagebild.db."
            .into(),
        // A password in the address must not end up on a screen or in a log.
        _ if url.starts_with("postgres") => {
            format!("Die PostgreSQL-Datenbank lässt sich nicht öffnen. ({})", chain(error))
        }
        _ => format!("Die Datenbank {url} lässt sich nicht öffnen. ({})", chain(error)),
    }
}

/// The database gave up in the middle of a command.
fn failed(error: &StoreError) -> Refusal {
    format!("Die Datenbank hat nicht geantwortet; es wurde nichts geändert. ({})", chain(error))
}
