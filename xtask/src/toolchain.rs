//! Which compiler builds the browser part.
//!
//! It needs a standard library for `wasm32-unknown-unknown`. Where the compiler in use has none and rustup
//! cannot fetch one, a compiler with the sources of its standard library builds that as well.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::{debian, process};

/// The target of the browser part.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// How to build for the browser.
#[derive(Debug, PartialEq)]
pub(crate) enum BrowserCompiler {
    /// The compiler in use has a standard library for the target.
    Ready,
    /// Another compiler, or the same one, builds the standard library from its sources.
    BuildStd {
        /// The compiler.
        rustc: PathBuf,
        /// A linker that knows wasm, absent where the compiler brings its own.
        linker: Option<PathBuf>,
    },
}

impl BrowserCompiler {
    /// Chooses a compiler and installs what is missing, where that is possible without asking.
    pub(crate) fn choose() -> Result<Self> {
        if let Some(found) = Self::installed()? {
            return Ok(found);
        }
        if let Some(rustup) = process::find("rustup").filter(|_| rustup_may_install()) {
            eprintln!("  Installiere mit rustup das Ziel {WASM}");
            let added = process::run(Command::new(rustup).args(["target", "add", WASM]));
            match (added, Self::installed()?) {
                (Ok(()), Some(found)) => return Ok(found),
                (Err(error), _) => eprintln!("  Das ging nicht: {error:#}"),
                (Ok(()), None) => {}
            }
        }
        if debian::can_install() {
            debian::install(&["rustc-web", "rust-web-src"])?;
            if let Some(found) = Self::installed()? {
                return Ok(found);
            }
        }
        bail!(
            "Für den Browserteil fehlt ein Compiler mit dem Ziel {WASM}. Abhilfe, eines davon genügt:\n\
             - rustup target add {WASM}\n\
             - rustup component add rust-src\n\
             - apt-get install rustc-web rust-web-src (Debian)"
        );
    }

    fn installed() -> Result<Option<Self>> {
        let sysroot = sysroot(Path::new("rustc"))?;
        if has_std(&sysroot, WASM) {
            return Ok(Some(Self::Ready));
        }
        let others = process::find_all("rustc").chain([PathBuf::from("/usr/bin/rustc")]);
        Ok(others
            .filter(|rustc| carries_std_sources(rustc) && is_recent(rustc))
            .find_map(|rustc| Some(Self::BuildStd { linker: linker(&rustc, &sysroot).ok()?, rustc })))
    }
}

fn rustup_may_install() -> bool {
    std::env::var_os("RUSTUP_AUTO_INSTALL").is_none_or(|value| value != "0")
}

fn sysroot(rustc: &Path) -> Result<PathBuf> {
    process::output(Command::new(rustc).args(["--print", "sysroot"]))
        .map(PathBuf::from)
        .with_context(|| format!("{} sagt nicht, wo es seine Dateien hat", rustc.display()))
}

fn has_std(sysroot: &Path, target: &str) -> bool {
    let folder = sysroot.join("lib/rustlib").join(target).join("lib");
    std::fs::read_dir(folder).is_ok_and(|files| {
        files.flatten().any(|file| file.file_name().to_string_lossy().starts_with("libstd-"))
    })
}

fn carries_std_sources(rustc: &Path) -> bool {
    sysroot(rustc).is_ok_and(|sysroot| sysroot.join("lib/rustlib/src/rust/library/Cargo.lock").is_file())
}

/// Whether the compiler is not older than the workspace asks for.
fn is_recent(rustc: &Path) -> bool {
    let version = process::output(Command::new(rustc).arg("--version")).unwrap_or_default();
    version.split_whitespace().nth(1).and_then(parse_version) >= parse_version(env!("CARGO_PKG_RUST_VERSION"))
}

/// Major and minor number of "1.96.0".
fn parse_version(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.split('.').map(str::parse);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => Some((major, minor)),
        _ => None,
    }
}

/// A linker for wasm: `None` where the compiler has its own, an error where there is none at all.
fn linker(rustc: &Path, active_sysroot: &Path) -> Result<Option<PathBuf>> {
    let bundled = |sysroot: &Path| {
        let folders = std::fs::read_dir(sysroot.join("lib/rustlib")).ok()?;
        folders.flatten().map(|folder| folder.path().join("bin/rust-lld")).find(|lld| lld.is_file())
    };
    if bundled(&sysroot(rustc)?).is_some() {
        return Ok(None);
    }
    bundled(active_sysroot)
        .or_else(|| process::find("rust-lld"))
        .or_else(|| process::find("wasm-ld"))
        .map(Some)
        .context("kein Linker für wasm gefunden")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert!(parse_version("1.100.0") > parse_version("1.95"));
        assert!(parse_version("1.96.0") > parse_version("1.95"));
        assert!(parse_version("1.63.0") < parse_version("1.95"));
        assert_eq!(parse_version("unbekannt"), None);
    }
}
