//! The ZIP that a workbook is: what is in it, and whether it unpacks to something that may be read.

use std::io::{self, BufReader, Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::limits::{MAX_PART, MAX_PARTS, MAX_UNPACKED};
use super::xml::{Tally, is_xml};
use super::{Foreign, Unreadable};

/// A workbook whose parts were all unpacked once, within the limits.
#[derive(Debug)]
pub(super) struct Archive {
    /// Which program's workbook.
    pub(super) kind: Kind,
    /// Whether it has macros.
    pub(super) macros: bool,
    /// Whether it has merged ranges (of Excel's).
    pub(super) merged: bool,
}

/// Which workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Excel's since 2007, with macros or without.
    Xlsx,
    /// OpenDocument.
    Ods,
}

/// Looks through a ZIP: its directory first, then every part to its end.
pub(super) fn inspect(bytes: &[u8]) -> Result<Archive, Unreadable> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| reason(&error))?;
    if zip.len() > MAX_PARTS || zip.has_duplicate_names() {
        return Err(Unreadable::Crafted);
    }
    if zip.has_overlapping_entries().map_err(|error| reason(&error))? {
        return Err(Unreadable::Crafted);
    }
    let names = zip
        .file_names()
        .map(|name| name.map(std::borrow::Cow::into_owned))
        .collect::<Result<Vec<String>, _>>()
        .map_err(|error| reason(&error))?;
    // Excel's names are the same in capitals and with either stroke.
    let mut plain: Vec<String> =
        names.iter().map(|name| name.replace('\\', "/").to_ascii_lowercase()).collect();
    plain.sort_unstable();
    plain.dedup();
    if plain.len() != names.len() {
        return Err(Unreadable::Crafted);
    }
    let kind = kind(&mut zip, &plain)?;
    let mut tally = Tally::default();
    let mut left = MAX_UNPACKED;
    for (index, name) in names.iter().enumerate() {
        left = left.saturating_sub(drain(&mut zip, index, name, left.min(MAX_PART), &mut tally)?);
    }
    let macros = plain.iter().any(|name| {
        name.ends_with("vbaproject.bin")
            || (kind == Kind::Ods && (name.starts_with("basic/") || name.starts_with("scripts/")))
    });
    Ok(Archive { kind, macros, merged: tally.merged > 0 })
}

/// What the names of the parts say; in lower case.
fn kind(zip: &mut ZipArchive<Cursor<&[u8]>>, names: &[String]) -> Result<Kind, Unreadable> {
    let has = |wanted: &str| names.binary_search_by(|name| name.as_str().cmp(wanted)).is_ok();
    let within = |folder: &str| names.iter().any(|name| name.starts_with(folder));
    if has("mimetype") {
        let mut written = String::new();
        let mimetype = zip.by_name("mimetype").map_err(|error| reason(&error))?;
        mimetype.take(200).read_to_string(&mut written).map_err(|_| Unreadable::Damaged)?;
        return match written.trim_end().strip_prefix("application/vnd.oasis.opendocument.") {
            Some("spreadsheet" | "spreadsheet-template") => Ok(Kind::Ods),
            Some(_) => Err(Unreadable::Foreign(Foreign::Document)),
            None => Err(Unreadable::Foreign(Foreign::Archive)),
        };
    }
    if has("xl/workbook.bin") {
        return Err(Unreadable::BinaryExcel);
    }
    match has("[content_types].xml") {
        true if within("word/") || within("ppt/") => Err(Unreadable::Foreign(Foreign::Document)),
        true => Ok(Kind::Xlsx),
        false => Err(Unreadable::Foreign(Foreign::Archive)),
    }
}

/// Unpacks one part to its end and forgets it; the answer is how many bytes it has.
fn drain(
    zip: &mut ZipArchive<Cursor<&[u8]>>,
    index: usize,
    name: &str,
    most: u64,
    tally: &mut Tally,
) -> Result<u64, Unreadable> {
    let part = zip.by_index(index).map_err(|error| reason(&error))?;
    // What a part claims is believed when it is too much, and checked when it is not.
    if part.size() > most {
        return Err(Unreadable::Unpacks);
    }
    let mut counted = Counted { inner: part, read: 0, most };
    let outcome = if is_xml(name) {
        tally.look(BufReader::with_capacity(1 << 16, &mut counted))
    } else {
        io::copy(&mut counted, &mut io::sink()).map(|_| ()).map_err(|_| Unreadable::Damaged)
    };
    if counted.read > most { Err(Unreadable::Unpacks) } else { outcome.map(|()| counted.read) }
}

/// A part that ends with an error when it unpacks to more than it may.
struct Counted<R> {
    inner: R,
    read: u64,
    most: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.read = self.read.saturating_add(read as u64);
        if self.read > self.most { Err(io::Error::other(Unreadable::Unpacks)) } else { Ok(read) }
    }
}

fn reason(error: &ZipError) -> Unreadable {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Unreadable::Password,
        _ => Unreadable::Damaged,
    }
}
