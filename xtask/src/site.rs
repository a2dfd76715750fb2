//! The folder of files that the server carries: `target/site`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::web::Web;
use crate::{assets, workspace};

/// Where the finished site lies.
pub(crate) fn folder() -> PathBuf {
    workspace::target().join("site")
}

/// What the server has to know about the site; every name is a file in `pkg`.
#[derive(Deserialize, Serialize)]
pub(crate) struct Manifest {
    /// The stylesheet.
    pub(crate) css: String,
    /// The script is this plus `.js`, the module this plus `_bg.wasm`: Leptos builds both names from it.
    pub(crate) output_name: String,
    /// The sign of the site.
    pub(crate) favicon: String,
    /// Weight 400, then weight 600.
    fonts: Vec<String>,
    licences: String,
}

impl Manifest {
    /// Reads what [`write`] has written.
    pub(crate) fn read() -> Result<Self> {
        Ok(serde_json::from_str(&fs::read_to_string(folder().join("manifest.json"))?)?)
    }
}

/// Writes the site and returns a hash that changes with anything in it.
pub(crate) fn write(web: &Web, style: &Path) -> Result<String> {
    let mut site = Site::open(folder())?;

    let output_name = format!("lagebild-{}", assets::content_hash(&[&web.wasm, &web.js]));
    site.add(&format!("{output_name}.js"), &web.js)?;
    site.add(&format!("{output_name}_bg.wasm"), &web.wasm)?;

    // The server lays out with these; no browser gets them.
    let print = folder().join("print");
    fs::create_dir_all(&print)?;
    for weight in [400, 600] {
        let name = format!("fira-sans-{weight}.ttf");
        fs::copy(style.join(&name), print.join(&name))?;
    }

    let mut css = fs::read_to_string(style.join("lagebild.css"))?;
    let mut fonts = Vec::new();
    for weight in [400, 600] {
        let plain = format!("fira-sans-{weight}.woff2");
        let hashed = site.add_hashed(&plain, &fs::read(style.join(&plain))?)?;
        css = css.replace(&plain, &hashed);
        fonts.push(hashed);
    }
    let manifest = Manifest {
        css: site.add_hashed("lagebild.css", css.as_bytes())?,
        output_name,
        favicon: site.add_hashed("favicon.svg", &fs::read(workspace::root().join("style/favicon.svg"))?)?,
        fonts,
        licences: site.add_hashed("lizenzen.txt", &fs::read(style.join("lizenzen.txt"))?)?,
    };
    site.finish(&manifest)
}

struct Site {
    folder: PathBuf,
    names: BTreeSet<String>,
}

impl Site {
    fn open(folder: PathBuf) -> Result<Self> {
        fs::create_dir_all(folder.join("pkg"))?;
        Ok(Self { folder, names: BTreeSet::new() })
    }

    fn add(&mut self, name: &str, content: &[u8]) -> Result<()> {
        let written = assets::write(&self.folder.join("pkg"), name, content)
            .with_context(|| format!("{name} lässt sich nicht schreiben"))?;
        self.names.extend(written);
        Ok(())
    }

    fn add_hashed(&mut self, name: &str, content: &[u8]) -> Result<String> {
        let (stem, extension) = name.rsplit_once('.').context("Dateiname ohne Endung")?;
        let hashed = format!("{stem}-{}.{extension}", assets::content_hash(&[content]));
        self.add(&hashed, content)?;
        Ok(hashed)
    }

    /// Removes what an earlier build left, writes the manifest and reports the sizes.
    fn finish(self, manifest: &Manifest) -> Result<String> {
        let pkg = self.folder.join("pkg");
        for entry in fs::read_dir(&pkg)? {
            let entry = entry?;
            if !self.names.contains(entry.file_name().to_string_lossy().as_ref()) {
                fs::remove_file(entry.path())?;
            }
        }
        let text = serde_json::to_string_pretty(manifest)?;
        let file = self.folder.join("manifest.json");
        // An unchanged manifest keeps its time, or the server would be built anew.
        if fs::read_to_string(&file).ok().as_ref() != Some(&text) {
            fs::write(&file, &text)?;
        }
        let size = |name: String| fs::metadata(pkg.join(name + ".br")).map_or(0, |file| file.len());
        let script = size(format!("{}.js", manifest.output_name));
        let module = size(format!("{}_bg.wasm", manifest.output_name));
        eprintln!(
            "  mit Brotli: Browserteil {}, Stylesheet {}",
            kilobytes(script + module),
            kilobytes(size(manifest.css.clone()))
        );
        let names: Vec<&[u8]> = self.names.iter().map(String::as_bytes).collect();
        Ok(assets::content_hash(&names))
    }
}

/// A number of bytes as "12,3 kB" (1 kB is 1,000 bytes).
pub(crate) fn kilobytes(bytes: u64) -> String {
    format!("{},{} kB", bytes / 1000, bytes % 1000 / 100)
}
