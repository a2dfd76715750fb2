//! Running other programs.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Runs a command with its output on our stderr; a failure names the command.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    // Our own stdout belongs to the server that `start` becomes in the end.
    run_printing(command.stdout(std::io::stderr()))
}

/// Runs a command whose output is a result of ours; a failure names the command.
pub(crate) fn run_printing(command: &mut Command) -> Result<()> {
    let name = describe(command);
    let status = command.status().with_context(|| format!("{name} lässt sich nicht starten"))?;
    if !status.success() {
        bail!("{name} ist gescheitert ({status})");
    }
    Ok(())
}

/// Runs a command and returns what it prints to stdout, without the white space around it.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let name = describe(command);
    let output =
        command.stderr(Stdio::null()).output().with_context(|| format!("{name} lässt sich nicht starten"))?;
    if !output.status.success() {
        bail!("{name} ist gescheitert ({})", output.status);
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let words = std::iter::once(program.file_name().unwrap_or(program.as_os_str())).chain(command.get_args());
    let mut text = String::from("„");
    for word in words.take(4) {
        if text.len() > "„".len() {
            text.push(' ');
        }
        text.push_str(&word.to_string_lossy());
    }
    text.push('“');
    text
}

/// Every program of this name on the search path, first one first.
pub(crate) fn find_all(name: &str) -> impl Iterator<Item = PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found: Vec<PathBuf> =
        std::env::split_paths(&path).map(|folder| folder.join(name)).filter(|file| file.is_file()).collect();
    found.into_iter()
}

/// The program of this name that a shell would start.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    find_all(name).next()
}
