//! `cargo xtask bench`: how quickly the overview answers and how much it transfers, against the budgets.

mod sheet;

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use ureq::Agent;

use crate::site::{self, Manifest};
use crate::{build, process, progress};

const REQUESTS: usize = 200;
const WRITES: usize = 10;

/// What every page has to keep to, in bytes with Brotli.
const BROWSER_PART: u64 = 60_000;
const STYLESHEET: u64 = 25_000;
/// Fonts not counted.
const OVERVIEW: u64 = 150_000;
/// Half of all requests are answered within this time.
const MEDIAN: Duration = Duration::from_millis(20);
/// Every request right after a change is answered within this time.
const AFTER_WRITE: Duration = Duration::from_millis(100);
/// A sheet of 100,000 rows is imported within this time.
const IMPORT: Duration = Duration::from_mins(1);

/// Measures a release server on demonstration data; an error if a budget is exceeded.
pub(crate) fn run() -> Result<()> {
    let program = Program::new(build::run()?)?;
    progress::step("Vorführdaten", || process::run(&mut program.command(&["demo"])))?;
    let server = Server::start(&program)?;
    // It keeps its connection open, and without its optional features leaves bodies as they come.
    let agent: Agent = Agent::config_builder().timeout_global(Some(Duration::from_secs(30))).build().into();
    let get = |path: &str| -> Result<u64> {
        let mut response =
            agent.get(format!("{}{path}", server.address)).header("Accept-Encoding", "br").call()?;
        Ok(response.body_mut().read_to_vec()?.len() as u64)
    };
    let time = || -> Result<Duration> {
        let start = Instant::now();
        get("/")?;
        Ok(start.elapsed())
    };

    let mut verdict = Verdict::default();
    let first = time()?;
    let mut times = (0..REQUESTS).map(|_| time()).collect::<Result<Vec<_>>>()?;
    times.sort();
    println!("Erste Anfrage: {}", milliseconds(first));
    println!("95 von 100 Anfragen innerhalb von: {}", milliseconds(times[REQUESTS * 95 / 100]));
    verdict.time("Median der Übersicht", times[REQUESTS / 2], MEDIAN);

    let mut times = Vec::new();
    for stage in ["pilot", "live"].into_iter().cycle().take(WRITES) {
        program.set_stage(stage)?;
        times.push(time()?);
    }
    times.sort();
    println!("Median nach einer Änderung: {}", milliseconds(times[WRITES / 2]));
    verdict.time("Langsamste nach einer Änderung", times[WRITES - 1], AFTER_WRITE);

    for file in sheet::write(program.folder.path())? {
        let start = Instant::now();
        process::output(
            program.command(&["status", "import", "--only-good", "--format", "json"]).arg(&file),
        )?;
        let name = if file.extension().is_some_and(|ending| ending == "csv") {
            "Import, CSV"
        } else {
            "Import, XLSX"
        };
        verdict.time(name, start.elapsed(), IMPORT);
    }
    let manifest = Manifest::read()?;
    let page = get("/")?;
    let file = |name: &str| get(&format!("/pkg/{name}"));
    let css = file(&manifest.css)?;
    let browser_part =
        file(&format!("{}.js", manifest.output_name))? + file(&format!("{}_bg.wasm", manifest.output_name))?;
    println!("Seite allein: {}", site::kilobytes(page));
    verdict.size("Browserteil", browser_part, BROWSER_PART);
    verdict.size("Stylesheet", css, STYLESHEET);
    verdict.size("Übersicht ohne Schriften", page + css + browser_part + file(&manifest.favicon)?, OVERVIEW);
    verdict.finish()
}

/// The program with a database of its own.
struct Program {
    binary: PathBuf,
    database: String,
    folder: tempfile::TempDir,
}

impl Program {
    fn new(binary: PathBuf) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("lagebild-bench-").tempdir()?;
        let database = format!("sqlite:{}", folder.path().join("bench.db").display());
        Ok(Self { binary, database, folder })
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.binary);
        command.args(arguments).args(["--database", &self.database]);
        command
    }

    fn set_stage(&self, stage: &str) -> Result<()> {
        // The VG Siegenburg, which acts for five communes.
        let rollout = ["--authority", "092735218", "--service", "wohnsitzanmeldung", "--stage", stage];
        process::output(self.command(&["status", "set"]).args(rollout)).map(|_| ())
    }
}

/// A running server, ended when dropped.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(program: &Program) -> Result<Self> {
        let mut command = program.command(&["serve", "--listen", "127.0.0.1:0"]);
        let mut process = command.stdout(Stdio::piped()).spawn()?;
        let mut address = String::new();
        if let Some(stdout) = process.stdout.take() {
            BufReader::new(stdout).read_line(&mut address)?;
        }
        let server = Self { process, address: address.trim().to_owned() };
        if !server.address.starts_with("http://") {
            bail!("der Server nennt keine Adresse, sondern „{}“", server.address);
        }
        Ok(server)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, which the requests have noticed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Which budgets hold.
#[derive(Default)]
struct Verdict {
    exceeded: Vec<&'static str>,
}

impl Verdict {
    fn time(&mut self, name: &'static str, time: Duration, budget: Duration) {
        self.note(name, &milliseconds(time), &milliseconds(budget), time <= budget);
    }

    fn size(&mut self, name: &'static str, bytes: u64, budget: u64) {
        self.note(name, &site::kilobytes(bytes), &site::kilobytes(budget), bytes <= budget);
    }

    fn note(&mut self, name: &'static str, value: &str, budget: &str, holds: bool) {
        println!("{} {name}: {value} (höchstens {budget})", if holds { '✓' } else { '✗' });
        if !holds {
            self.exceeded.push(name);
        }
    }

    fn finish(self) -> Result<()> {
        if self.exceeded.is_empty() {
            return Ok(());
        }
        bail!("überschritten: {}", self.exceeded.join(", "));
    }
}

fn milliseconds(duration: Duration) -> String {
    format!("{:.1} ms", duration.as_secs_f64() * 1000.0).replace('.', ",")
}
