//! Missing packages on Debian and its relatives.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::process;

/// Whether packages can be installed here without asking anybody: apt-get is there, and we are root.
pub(crate) fn can_install() -> bool {
    process::find("apt-get").is_some() && Path::new("/etc/debian_version").is_file() && is_root()
}

/// Whether this process runs as root.
pub(crate) fn is_root() -> bool {
    process::output(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}

/// Installs packages, saying so.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    eprintln!("  Installiere Debian-Pakete: {}", packages.join(" "));
    process::run(apt().arg("update"))?;
    process::run(apt().args(["install", "--yes", "--no-install-recommends"]).args(packages))
}

fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.arg("--quiet=2").env("DEBIAN_FRONTEND", "noninteractive");
    command
}
