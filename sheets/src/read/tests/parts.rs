//! Small workbooks, made of their parts.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// What stands between the parts of a workbook that is written as one text.
const MARK: &[u8] = b"--- ";

/// The parts of a text in which each begins with a line `--- name`.
#[must_use]
pub(crate) fn split(text: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        if let Some(name) = line.strip_prefix(MARK) {
            parts.push((String::from_utf8_lossy(name).trim_end().to_owned(), Vec::new()));
        } else if let Some((_, content)) = parts.last_mut() {
            content.extend_from_slice(line);
        }
    }
    parts
}

/// A ZIP of these parts, not compressed; a part that comes twice is left out the second time.
#[must_use]
pub(crate) fn zip(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        if zip.start_file(name.as_str(), options).is_ok() {
            zip.write_all(content).expect("memory can be written to");
        }
    }
    zip.finish().expect("memory can be written to").into_inner()
}

/// The workbook that a text of parts describes.
#[must_use]
pub(crate) fn workbook(text: &str) -> Vec<u8> {
    zip(&split(text.as_bytes()))
}

/// A small workbook of Excel, with all that a reader looks at.
pub(crate) const XLSX: &str = include_str!("small.xlsx.txt");
/// A small workbook of OpenDocument, with all that a reader looks at.
pub(crate) const ODS: &str = include_str!("small.ods.txt");
