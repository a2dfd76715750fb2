//! `cargo xtask build`: one program that carries everything it needs.

use std::path::PathBuf;

use anyhow::Result;

use crate::progress::step;
use crate::{cargo, process, site, style, web, workspace};

/// Builds what has changed and returns the path of the program.
pub(crate) fn run() -> Result<PathBuf> {
    let style = step("Stylesheet und Schriften", style::build)?;
    let web = step("Browserteil", web::build)?;
    let hash = step("Dateien für den Browser", || site::write(&web, &style))?;
    step("Server", || {
        process::run(
            cargo::command()
                .args(["build", "--release", "--package", "server", "--bin", "lagebild"])
                .arg("--target-dir")
                .arg(workspace::target())
                .env("LAGEBILD_SITE", site::folder())
                // The server's source mentions it, which makes cargo build the server when it changes.
                .env("LAGEBILD_SITE_HASH", hash),
        )
    })?;
    Ok(workspace::binary())
}
