//! `cargo xtask test`: everything that has to hold before a change is accepted.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::postgres::Cluster;
use crate::{browser, build, cargo, process, progress, style, workspace};

const LINTS: [&str; 4] = ["--all-targets", "--", "--deny", "warnings"];

/// Runs all checks, the quick ones first, and stops at the first that fails.
pub(crate) fn run() -> Result<()> {
    let mut report = Report::default();
    let result = checks(&mut report);
    report.print();
    match &result {
        Ok(()) => eprintln!("Alles in Ordnung."),
        Err(_) => eprintln!("Gescheitert: {}", report.failed.unwrap_or("unbekannt")),
    }
    result
}

fn checks(report: &mut Report) -> Result<()> {
    report.check("Formatierung", || process::run(cargo::command().args(["fmt", "--all", "--check"])))?;
    // Built together, the browser part and the server would each get the features of the other.
    report.check("Clippy", || {
        process::run(cargo::command().args(["clippy", "--workspace", "--exclude", "client"]).args(LINTS))?;
        let browser = ["clippy", "--package", "app", "--package", "client"];
        // The macro of an island makes a function public that nothing can name.
        let allowed = ["--allow", "unreachable-pub"];
        process::run(cargo::command().args(browser).args(LINTS).args(allowed))
    })?;
    let cluster = report.check("PostgreSQL", Cluster::start)?;
    let emergency_stop = cluster.emergency_stop();
    ctrlc::set_handler(move || {
        emergency_stop();
        // What a shell reports for a program that was interrupted.
        std::process::exit(130);
    })?;
    report.check("Tests in Rust", || {
        process::run_printing(
            cargo::command()
                .args(["test", "--workspace", "--exclude", "client"])
                .env("LAGEBILD_TEST_POSTGRES", cluster.url()),
        )
    })?;
    let binary = report.check("Programm", build::run)?;
    report.check("Wege im Browser", || {
        let folder = workspace::root().join("end2end");
        if !folder.join("package.json").is_file() {
            bail!(
                "{} fehlt: die Wege im Browser lassen sich nicht prüfen",
                folder.join("package.json").display()
            );
        }
        style::install_packages(&folder)?;
        let mut playwright = Command::new("npm");
        // Checks the types of the tests first.
        playwright.args(["test", "--loglevel=error"]).current_dir(&folder);
        playwright.env("LAGEBILD_BINARY", binary).env("LAGEBILD_TEST_POSTGRES", cluster.url());
        if let Some(chromium) = browser::chromium(&folder)? {
            playwright.env("LAGEBILD_CHROMIUM", chromium);
        }
        process::run_printing(&mut playwright).context("die Wege im Browser sind nicht alle gangbar")
    })
}

/// How long each check took, and which one failed.
#[derive(Default)]
struct Report {
    times: Vec<(&'static str, Duration)>,
    failed: Option<&'static str>,
}

impl Report {
    fn check<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let start = Instant::now();
        let result = progress::step(name, work);
        self.times.push((name, start.elapsed()));
        if result.is_err() {
            self.failed = Some(name);
        }
        result
    }

    fn print(&self) {
        eprintln!();
        for (name, time) in &self.times {
            let mark = if self.failed == Some(name) { '✗' } else { '✓' };
            eprintln!("{mark} {name:<16} {:>9}", progress::seconds(*time));
        }
        let total = self.times.iter().map(|(_, time)| *time).sum();
        eprintln!("  {:<16} {:>9}", "zusammen", progress::seconds(total));
    }
}
