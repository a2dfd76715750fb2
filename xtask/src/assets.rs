//! Files with the hash of their content in their name, compressed beforehand.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

/// Ten hexadecimal digits that change with the content.
pub(crate) fn content_hash(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        // The length keeps two parts from passing for two others with the border elsewhere.
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let mut hash = format!("{:x}", hasher.finalize());
    hash.truncate(10);
    hash
}

/// Remembers from which inputs a step was last finished, so that it need not run again.
pub(crate) struct Stamp {
    file: PathBuf,
    hash: String,
}

impl Stamp {
    /// A stamp in `file` for the present content and names of `inputs`.
    pub(crate) fn new(file: PathBuf, inputs: &[PathBuf]) -> Result<Self> {
        let mut parts = Vec::new();
        for input in inputs {
            parts.push(input.to_string_lossy().into_owned().into_bytes());
            parts.push(fs::read(input).with_context(|| format!("{} ist nicht lesbar", input.display()))?);
        }
        let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        Ok(Self { file, hash: content_hash(&parts) })
    }

    /// Whether the step was finished from these very inputs.
    pub(crate) fn is_fresh(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|hash| hash == self.hash)
    }

    /// Notes that the step is finished.
    pub(crate) fn set(&self) -> Result<()> {
        Ok(fs::write(&self.file, &self.hash)?)
    }
}

/// Writes a file and, for anything but fonts, which are compressed already, its two compressed forms.
///
/// The name must contain the content's hash: what is there under it is taken to be right.
pub(crate) fn write(folder: &Path, name: &str, content: &[u8]) -> Result<Vec<String>> {
    let mut names = vec![name.to_owned()];
    write_once(&folder.join(name), || Ok(content.to_vec()))?;
    if !is_compressed(name) {
        for (suffix, compress) in [("br", brotli as fn(&[u8]) -> Result<Vec<u8>>), ("gz", gzip)] {
            let name = format!("{name}.{suffix}");
            write_once(&folder.join(&name), || compress(content))?;
            names.push(name);
        }
    }
    Ok(names)
}

fn is_compressed(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("woff2"))
}

fn write_once(file: &Path, content: impl FnOnce() -> Result<Vec<u8>>) -> Result<()> {
    if file.is_file() {
        return Ok(());
    }
    // Renaming is atomic: an interrupted build leaves no half file under a name that promises its content.
    let unfinished = file.with_added_extension("part");
    fs::write(&unfinished, content()?)?;
    Ok(fs::rename(unfinished, file)?)
}

fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &settings)?;
    Ok(compressed)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_border_between_two_parts_counts() {
        assert_ne!(content_hash(&[b"ab", b"c"]), content_hash(&[b"a", b"bc"]));
        assert_eq!(content_hash(&[b"a"]).len(), 10);
    }
}
