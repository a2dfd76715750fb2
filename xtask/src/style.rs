//! Stylesheet, fonts and licences.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::assets::Stamp;
use crate::{process, workspace};

/// Builds them into a folder of the target folder, which it returns.
pub(crate) fn build() -> Result<PathBuf> {
    let root = workspace::root();
    let style = root.join("style");
    let folder = workspace::target().join("style");
    let mut inputs = vec![root.join("package-lock.json")];
    for entry in fs::read_dir(&style)? {
        inputs.push(entry?.path());
    }
    inputs.sort();
    let stamp = Stamp::new(folder.join("stamp"), &inputs)?;
    if !stamp.is_fresh() {
        install_packages(root)?;
        process::run(Command::new("node").arg(style.join("build.mjs")).arg(&folder).current_dir(root))?;
        stamp.set()?;
    }
    Ok(folder)
}

/// Installs the npm packages of a folder exactly as its lock file says, unless that was done before.
pub(crate) fn install_packages(folder: &Path) -> Result<()> {
    process::find("npm").context(
        "Node.js mit npm fehlt (ab Version 20): https://nodejs.org oder „apt-get install nodejs npm“",
    )?;
    let stamp = Stamp::new(folder.join("node_modules/.stamp"), &[folder.join("package-lock.json")])?;
    if stamp.is_fresh() {
        return Ok(());
    }
    process::run(
        Command::new("npm").args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(folder),
    )?;
    stamp.set()
}
