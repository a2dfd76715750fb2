//! What bytes are, whatever the file is called.

use super::{Foreign, Unreadable};

/// What can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A ZIP, which workbooks are.
    Zip,
    /// Something that may be CSV.
    Text,
}

/// Tells a workbook from text by the first bytes, and names what is neither.
pub(super) fn of(bytes: &[u8], name: &str) -> Result<Kind, Unreadable> {
    const PICTURES: [&[u8]; 7] =
        [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\x00\x00\x00\x0cjP"];
    if bytes.is_empty() {
        return Err(Unreadable::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Zip);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Err(compound(bytes));
    }
    let foreign = |what| Err(Unreadable::Foreign(what));
    if bytes.starts_with(b"%PDF") {
        return foreign(Foreign::Pdf);
    }
    let picture = PICTURES.iter().any(|mark| bytes.starts_with(mark)) && holds_no_text(bytes);
    if picture || (bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP")) {
        return foreign(Foreign::Picture);
    }
    if holds_no_text(bytes) {
        return foreign(Foreign::Unknown);
    }
    let marked = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let begins =
        |word: &str| marked.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()));
    if ["<html", "<!doctype html", "<table", "<head", "<meta"].into_iter().any(begins) {
        return foreign(Foreign::WebPage);
    }
    if begins("<?xml") {
        return foreign(Foreign::Xml);
    }
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some("xlsx" | "xlsm" | "xlsb" | "xls" | "ods") => Err(Unreadable::OnlyText),
        _ => Ok(Kind::Text),
    }
}

/// Whether there are bytes that no text has. UTF-16 is told by its mark.
fn holds_no_text(bytes: &[u8]) -> bool {
    let wide = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    !wide && bytes.iter().any(|byte| matches!(byte, 0..=8 | 0x0e..=0x19 | 0x1b..=0x1f))
}

/// What Microsoft's older container holds: an old workbook, or a new one behind a password.
fn compound(bytes: &[u8]) -> Unreadable {
    // Entries of its directory are 128 bytes long, lie at multiples of that, and begin with their name in UTF-16.
    let has = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        bytes.chunks_exact(128).any(|entry| entry.starts_with(&wide))
    };
    if has("EncryptedPackage") {
        Unreadable::Password
    } else if has("Workbook") || has("Book") {
        Unreadable::OldExcel
    } else if has("WordDocument") || has("PowerPoint Document") {
        Unreadable::Foreign(Foreign::Document)
    } else {
        Unreadable::Foreign(Foreign::Unknown)
    }
}
