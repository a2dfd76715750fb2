//! `cargo xtask fuzz`: hostile files for the readers of spreadsheets, found by libFuzzer.
//!
//! The targets lie in `fuzz/`, outside the workspace: what they are built with is for nothing else.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};
use clap::{Args, ValueEnum};

use crate::{cargo, process, workspace};

/// How the compiler marks which paths an input takes; stable compilers know it, `cargo fuzz` passes the same.
const MARKED: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=3 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table";
/// The figures that a file has to keep to: seconds and megabytes.
const LIMITS: [&str; 2] = ["-timeout=10", "-rss_limit_mb=500"];

#[derive(Args)]
pub(crate) struct Options {
    /// Nur dieser Leser; ohne Angabe alle nacheinander
    #[arg(value_name = "LESER", help_heading = "Angaben")]
    reader: Option<Reader>,
    /// Wie viele Eingaben jeder Leser bekommt
    #[arg(long, value_name = "ANZAHL", default_value_t = 100_000)]
    inputs: u64,
}

#[derive(Clone, Copy, ValueEnum)]
enum Reader {
    /// Die ZIP-Datei, die eine Arbeitsmappe ist
    Archive,
    /// CSV
    Csv,
    /// Arbeitsmappen von OpenDocument
    Ods,
    /// Arbeitsmappen von Excel
    Xlsx,
}

impl Reader {
    const fn name(self) -> &'static str {
        match self {
            Self::Archive => "archive",
            Self::Csv => "csv",
            Self::Ods => "ods",
            Self::Xlsx => "xlsx",
        }
    }

    /// The file of the tests that inputs begin with; changes to an archive begin with none.
    const fn seed(self) -> Option<&'static str> {
        match self {
            Self::Archive => None,
            Self::Csv => Some("small.csv"),
            Self::Ods => Some("small.ods.txt"),
            Self::Xlsx => Some("small.xlsx.txt"),
        }
    }
}

/// Runs each reader on changed files; an error with the file that stops it.
pub(crate) fn run(options: &Options) -> Result<()> {
    let readers = options.reader.as_ref().map_or(Reader::value_variants(), std::slice::from_ref);
    readers.iter().try_for_each(|reader| {
        eprintln!("{}: {} Eingaben", reader.name(), options.inputs);
        one(*reader, options.inputs)
    })
}

fn one(reader: Reader, inputs: u64) -> Result<()> {
    let folder = workspace::target().join("fuzz").join("inputs").join(reader.name());
    let found = workspace::target().join("fuzz").join("found");
    fs::create_dir_all(&folder).context("der Ordner der Eingaben lässt sich nicht anlegen")?;
    fs::create_dir_all(&found).context("der Ordner der Funde lässt sich nicht anlegen")?;
    if let Some(seed) = reader.seed() {
        let tests = workspace::root().join("sheets/src/read/tests");
        fs::copy(tests.join(seed), folder.join(seed)).context("die erste Eingabe fehlt")?;
    }
    let mut command = cargo::command();
    command
        .args(["run", "--release", "--manifest-path", "fuzz/Cargo.toml"])
        // Flags for one target only: what is built to run while building is not marked.
        .args(["--target", &host()?, "--bin", reader.name(), "--"])
        .arg(&folder)
        .arg(format!("-runs={inputs}"))
        .arg(format!("-artifact_prefix={}/{}-", found.display(), reader.name()))
        .args(LIMITS)
        .args(["-max_len=8192", "-print_final_stats=1"])
        .args(dictionary(reader))
        .env("RUSTFLAGS", MARKED)
        .env("CARGO_TARGET_DIR", workspace::target().join("fuzz"));
    process::run(&mut command).with_context(|| format!("die Eingabe liegt in {}", found.display()))
}

/// What this machine is called by the compiler.
fn host() -> Result<String> {
    let told = process::output(Command::new("rustc").arg("-vV").current_dir(workspace::root()))?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc nennt seine Maschine nicht")?.to_owned())
}

/// The words of a workbook, for those that have some.
fn dictionary(reader: Reader) -> Option<String> {
    let words = workspace::root().join("fuzz").join(format!("{}.dict", reader.name()));
    words.is_file().then(|| format!("-dict={}", words.display()))
}
