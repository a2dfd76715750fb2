//! `cargo xtask start`: builds what is needed and becomes the server.

use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Result, anyhow};

use crate::progress::step;
use crate::{build, process, workspace};

/// The database of `--demo`, apart from the one with real entries.
const DEMO_DATABASE: &str = "sqlite:lagebild-demo.db";

/// Options of `cargo xtask start`; all but `--demo` go to the server as they are.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Legt vorher Vorführdaten an, in einer eigenen Datenbank
    #[arg(long)]
    demo: bool,
    /// Adresse des Servers, zum Beispiel 127.0.0.1:3000
    #[arg(long, value_name = "ADRESSE")]
    listen: Option<String>,
    /// Datenbank, zum Beispiel sqlite:lagebild.db oder postgres://…
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Heutiger Tag der Vorführung
    #[arg(long, value_name = "TAG", requires = "demo")]
    today: Option<String>,
}

/// Builds, fills the demo database if asked to, and turns into the server.
///
/// Returns only if that fails: the server takes over this process, so that signals reach it and its first line
/// on stdout is the first of ours.
pub(crate) fn run(options: &Options) -> Result<()> {
    let binary = build::run()?;
    let database = options.database.as_deref().or(options.demo.then_some(DEMO_DATABASE));
    let common = |command: &str| {
        let mut called = Command::new(&binary);
        called.arg(command).current_dir(workspace::root());
        if let Some(database) = database {
            called.args(["--database", database]);
        }
        if let Some(today) = &options.today {
            called.args(["--today", today]);
        }
        called
    };
    if options.demo {
        step("Vorführdaten", || process::run(&mut common("demo")))?;
    }
    let mut serve = common("serve");
    if let Some(listen) = &options.listen {
        serve.args(["--listen", listen]);
    }
    Err(anyhow!(serve.exec()).context("der Server lässt sich nicht starten"))
}
