//! The browser part: WebAssembly and the script that loads it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use crate::assets::Stamp;
use crate::toolchain::{BrowserCompiler, WASM};
use crate::{cargo, process, workspace};

/// The two files of the browser part; they belong together.
pub(crate) struct Web {
    /// The module.
    pub(crate) wasm: Vec<u8>,
    /// The script.
    pub(crate) js: Vec<u8>,
}

/// Compiles the browser part and binds it to its script.
pub(crate) fn build() -> Result<Web> {
    let module = compile()?;
    let folder = target().join("bound");
    let (wasm, js) = (folder.join("lagebild.wasm"), folder.join("lagebild.js"));
    let stamp = Stamp::new(folder.join("stamp"), std::slice::from_ref(&module))?;
    if !stamp.is_fresh() {
        fs::create_dir_all(&folder)?;
        let bound = bind(&module)?;
        fs::write(&wasm, bound.wasm)?;
        fs::write(&js, bound.js)?;
        stamp.set()?;
    }
    Ok(Web { wasm: fs::read(wasm)?, js: fs::read(js)? })
}

/// A target folder of its own: no waiting for other builds, and no rebuilding because of other flags.
fn target() -> PathBuf {
    workspace::target().join("web")
}

fn compile() -> Result<PathBuf> {
    let mut command = cargo::command();
    command.args(["build", "--package", "client", "--lib", "--profile", "wasm-release", "--target", WASM]);
    command.arg("--target-dir").arg(target());
    match BrowserCompiler::choose()? {
        BrowserCompiler::Ready => {}
        BrowserCompiler::BuildStd { rustc, linker } => {
            // The switch for building the standard library is not stable: it works with this permission only.
            command.arg("-Zbuild-std=std,panic_abort").env("RUSTC", rustc).env("RUSTC_BOOTSTRAP", "1");
            // A standard library of our own need not carry the words of panics: an eighth of the browser part.
            let silent =
                ["-Zpanic-immediate-abort", "--config", "profile.wasm-release.panic='immediate-abort'"];
            command.args(silent);
            if let Some(linker) = linker {
                command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
            }
        }
    }
    process::run(&mut command)?;
    let module = target().join(WASM).join("wasm-release").join("client.wasm");
    if !module.is_file() {
        bail!("{} fehlt: das Paket client muss eine cdylib sein", module.display());
    }
    Ok(module)
}

fn bind(module: &Path) -> Result<Web> {
    let mut bindgen = Bindgen::new();
    let mut output = bindgen
        .input_path(module)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .context("wasm-bindgen kann den Browserteil nicht lesen")?;
    if output.snippets().values().any(|scripts| !scripts.is_empty()) || !output.local_modules().is_empty() {
        bail!(
            "eine Abhängigkeit des Browserteils bringt eigene Skripte mit; dafür ist kein Platz vorgesehen"
        );
    }
    Ok(Web { wasm: output.wasm_mut().emit_wasm(), js: output.js().as_bytes().to_vec() })
}
