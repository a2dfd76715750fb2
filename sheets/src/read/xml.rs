//! One look at the XML of a workbook before a library builds anything of it.
//!
//! The library trusts what it reads: it makes room for as many texts as a part claims, copies a format for every cell
//! format and follows every relation. Here all of that is only counted, in constant memory.

use std::collections::HashSet;
use std::io::{self, BufRead, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::Unreadable;
use super::limits::{
    MAX_DEPTH, MAX_EVENT, MAX_FORMAT_BYTES, MAX_FORMATS, MAX_LISTED, MAX_MARKED_CELLS, MAX_MERGED,
    MAX_SHEETS, MAX_STRINGS,
};

/// The last row and column of Excel.
const LAST_ROW: u32 = 1_048_576;
const LAST_COLUMN: u32 = 16_384;

/// What the XML of all parts holds.
#[derive(Debug, Default)]
pub(super) struct Tally {
    cells: u64,
    strings: u64,
    formats: u64,
    sheets: u64,
    listed: u64,
    /// Merged ranges.
    pub(super) merged: u64,
    /// Names of the files that relations call sheets.
    sheet_files: HashSet<String>,
    /// What sheets of the workbook are related to.
    sheet_relations: HashSet<String>,
}

impl Tally {
    /// Reads one part to its end.
    pub(super) fn look(&mut self, part: impl BufRead) -> Result<(), Unreadable> {
        let mut reader = Reader::from_reader(Guarded { inner: part, since_event: 0 });
        let mut buffer = Vec::new();
        let mut depth = 0_usize;
        // Formats are copied for every cell format: the longest tag of a part that has any counts for each.
        let (mut longest, mut formats) = (0_u64, 0_u64);
        loop {
            buffer.clear();
            reader.get_mut().since_event = 0;
            let event = reader.read_event_into(&mut buffer).map_err(|error| reason(&error))?;
            match event {
                Event::Start(tag) => {
                    depth += 1;
                    if depth > MAX_DEPTH {
                        return Err(Unreadable::Crafted);
                    }
                    longest = longest.max(tag.len() as u64);
                    formats += self.count(&tag)?;
                }
                Event::Empty(tag) => {
                    longest = longest.max(tag.len() as u64);
                    formats += self.count(&tag)?;
                }
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::DocType(declaration) if declaration.contains("<!ENTITY") => {
                    return Err(Unreadable::Crafted);
                }
                Event::Eof if depth == 0 => break,
                Event::Eof => return Err(Unreadable::Damaged),
                _ => {}
            }
        }
        if formats.saturating_mul(longest) > MAX_FORMAT_BYTES {
            return Err(Unreadable::Crafted);
        }
        Ok(())
    }

    /// Counts a tag; the answer is 1 for a cell format.
    fn count(&mut self, tag: &BytesStart<'_>) -> Result<u64, Unreadable> {
        let local = tag.local_name();
        let (counter, most, refusal) = match local.as_ref() {
            "c" => {
                check_reference(tag, "r")?;
                (&mut self.cells, MAX_MARKED_CELLS, Unreadable::TooManyCells)
            }
            "table-cell" | "covered-table-cell" => {
                (&mut self.cells, MAX_MARKED_CELLS, Unreadable::TooManyCells)
            }
            "row" => return check_reference(tag, "r").map(|()| 0),
            "dimension" | "f" => return check_reference(tag, "ref").map(|()| 0),
            "si" => (&mut self.strings, MAX_STRINGS, Unreadable::TooManyCells),
            "sst" => {
                let claimed =
                    attribute(tag, "uniqueCount")?.and_then(|count| count.trim().parse::<u64>().ok());
                let fits = claimed.is_none_or(|claimed| claimed <= MAX_STRINGS);
                return if fits { Ok(0) } else { Err(Unreadable::Crafted) };
            }
            "xf" => (&mut self.formats, MAX_FORMATS, Unreadable::Crafted),
            "sheet" => {
                if let Some(id) = attribute_named(tag, |key| key == "id" || key.ends_with(":id"))?
                    && !self.sheet_relations.insert(id)
                {
                    return Err(Unreadable::Crafted);
                }
                (&mut self.sheets, MAX_SHEETS, Unreadable::Crafted)
            }
            "Relationship" => {
                self.follow(tag)?;
                (&mut self.listed, MAX_LISTED, Unreadable::Crafted)
            }
            "mergeCell" => {
                check_reference(tag, "ref")?;
                (&mut self.merged, MAX_MERGED, Unreadable::Crafted)
            }
            "numFmt" | "font" | "fill" | "border" | "definedName" | "style" | "table" | "rgbColor" => {
                (&mut self.listed, MAX_LISTED, Unreadable::Crafted)
            }
            _ => return Ok(0),
        };
        *counter += 1;
        if *counter > most { Err(refusal) } else { Ok(u64::from(local.as_ref() == "xf")) }
    }

    /// Sheets and the workbook itself are read from parts that were looked at, each once.
    fn follow(&mut self, tag: &BytesStart<'_>) -> Result<(), Unreadable> {
        let kind = attribute(tag, "Type")?.unwrap_or_default();
        let sheet = kind.ends_with("/worksheet");
        if !sheet && !kind.ends_with("/officeDocument") {
            return Ok(());
        }
        let target = attribute(tag, "Target")?.unwrap_or_default().to_ascii_lowercase();
        let file = target.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        if !is_xml(&file) || (sheet && !self.sheet_files.insert(file)) {
            return Err(Unreadable::Crafted);
        }
        Ok(())
    }
}

/// Sees that an attribute names a cell, a row or a range that a sheet has; the library reckons with what it says.
fn check_reference(tag: &BytesStart<'_>, name: &str) -> Result<(), Unreadable> {
    let Some(written) = attribute(tag, name)? else { return Ok(()) };
    let (first, last) = written.split_once(':').unwrap_or((&written, &written));
    match (place(first), place(last)) {
        (Some(first), Some(last)) if first.0 <= last.0 && first.1 <= last.1 => Ok(()),
        _ => Err(Unreadable::Damaged),
    }
}

/// Row and column of a cell, from 1; the column of a row is 0.
fn place(written: &str) -> Option<(u32, u32)> {
    let digits = written.find(|letter: char| letter.is_ascii_digit())?;
    let (letters, row) = written.split_at(digits);
    let row = row.parse().ok().filter(|row| (1..=LAST_ROW).contains(row))?;
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        let place = u32::from(letter.to_ascii_uppercase().checked_sub(b'A').filter(|place| *place < 26)?) + 1;
        Some(column * 26 + place).filter(|column| *column <= LAST_COLUMN)
    })?;
    Some((row, column))
}

/// Whether a part is XML, by its name.
pub(super) fn is_xml(name: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    matches!(extension.as_deref(), Some("xml" | "rels"))
}

/// The value of an attribute as it stands between its quotes.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, Unreadable> {
    attribute_named(tag, |key| key == name)
}

fn attribute_named(tag: &BytesStart<'_>, is: impl Fn(&str) -> bool) -> Result<Option<String>, Unreadable> {
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| Unreadable::Damaged)?;
        if is(attribute.key.as_ref()) {
            return Ok(Some(attribute.value.into_owned()));
        }
    }
    Ok(None)
}

/// Why XML could not be read on.
fn reason(error: &quick_xml::Error) -> Unreadable {
    let cut =
        |error: &io::Error| error.get_ref().and_then(|inner| inner.downcast_ref::<Unreadable>()).cloned();
    match error {
        quick_xml::Error::Io(error) => cut(error).unwrap_or(Unreadable::Damaged),
        _ => Unreadable::Damaged,
    }
}

/// A part that ends with an error when one tag or one text grows beyond [`MAX_EVENT`].
struct Guarded<R> {
    inner: R,
    since_event: usize,
}

impl<R: BufRead> Read for Guarded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Guarded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since_event > MAX_EVENT {
            return Err(io::Error::other(Unreadable::Crafted));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.since_event += amount;
        self.inner.consume(amount);
    }
}
