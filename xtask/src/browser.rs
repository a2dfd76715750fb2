//! The browser for the journeys.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{debian, process};

/// The path of Chromium; `None` where Playwright brings its own.
pub(crate) fn chromium(end2end: &Path) -> Result<Option<PathBuf>> {
    if let Some(path) = installed() {
        return Ok(Some(path));
    }
    if debian::can_install() {
        debian::install(&["chromium"])?;
        if let Some(path) = installed() {
            return Ok(Some(path));
        }
    }
    eprintln!("  Installiere Chromium mit Playwright");
    process::run(Command::new("npx").args(["playwright", "install", "chromium"]).current_dir(end2end))
        .context(
            "Chromium fehlt. Abhilfe: „apt-get install chromium“ oder „npx playwright install chromium“",
        )?;
    Ok(None)
}

fn installed() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(process::find)
}
