//! CSV, whatever stands between its cells and however its letters are written.

use csv::{ByteRecord, ReaderBuilder, Terminator};
use encoding_rs::{Encoding as Charset, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::cell::{Cell, Row, Sheet, Workbook};
use super::grid::{Budget, Grid, Stop};
use super::limits::MAX_CELL_TEXT;
use super::note::{Encoding, Separator};
use super::{Note, Unreadable};

/// The part of a file in which its separator is looked for, in bytes and in records.
const SAMPLE: (usize, usize) = (64 << 10, 50);
/// Letters of the name of the sheet.
const MAX_NAME: usize = 100;

impl Separator {
    /// In the order in which a German file is asked.
    const ALL: [Self; 4] = [Self::Semicolon, Self::Tab, Self::Comma, Self::Pipe];

    const fn byte(self) -> u8 {
        match self {
            Self::Semicolon => b';',
            Self::Comma => b',',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }
}

/// Reads a file of text.
pub(super) fn read(bytes: &[u8], name: &str) -> Result<Workbook, Unreadable> {
    let (text, encoding) = decode(bytes)?;
    let (declared, begins) = declared(&text);
    let separator = declared.or_else(|| detect(text.get(begins..).unwrap_or_default()));
    let sheet = sheet_name(name);
    let rows = rows(&text, begins, separator.unwrap_or(Separator::Semicolon)).map_err(|stop| match stop {
        Stop::File(reason) => reason,
        Stop::Sheet(excess) => Unreadable::Sheet { sheet: sheet.clone(), excess },
    })?;
    if rows.is_empty() {
        return Err(Unreadable::NoCells);
    }
    let notes = vec![Note::Encoding(encoding), separator.map_or(Note::OneColumn, Note::Separator)];
    Ok(Workbook { sheets: vec![Sheet { name: sheet, rows }], notes })
}

/// The letters: UTF-8 or UTF-16 by their mark, UTF-8 if it is one throughout, otherwise Windows-1252.
fn decode(bytes: &[u8]) -> Result<(String, Encoding), Unreadable> {
    let (charset, mark): (&'static Charset, usize) = match Charset::for_bom(bytes) {
        Some(found) => found,
        None if std::str::from_utf8(bytes).is_ok() => (UTF_8, 0),
        None => (WINDOWS_1252, 0),
    };
    let encoding = if charset == UTF_8 {
        Encoding::Utf8
    } else if charset == UTF_16LE || charset == UTF_16BE {
        Encoding::Utf16
    } else {
        Encoding::Windows1252
    };
    let (text, wrong) = charset.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
    // Wide text is checked for what no text has only now.
    if wrong || text.contains('\0') {
        return Err(Unreadable::Damaged);
    }
    Ok((text.into_owned(), encoding))
}

/// What a first line `sep=;` declares, and where the records begin.
fn declared(text: &str) -> (Option<Separator>, usize) {
    let line = text.split_inclusive('\n').next().unwrap_or_default();
    let bare = line.trim_end_matches(['\r', '\n']).trim_matches('"');
    let declared = bare.get(..4).filter(|word| word.eq_ignore_ascii_case("sep=")).and_then(|_| {
        Separator::ALL.into_iter().find(|separator| bare.as_bytes().get(4..) == Some(&[separator.byte()]))
    });
    (declared, declared.map_or(0, |_| line.len()))
}

/// The separator with which most of the first records have as many cells as the heading, and many of them.
fn detect(text: &str) -> Option<Separator> {
    let end = (0..=SAMPLE.0.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let sample = text.get(..end).unwrap_or_default();
    let mut best = (0, None);
    for separator in Separator::ALL {
        // A reader costs more to make than most of these samples to look through.
        if !sample.as_bytes().contains(&separator.byte()) {
            continue;
        }
        let mut reader = reader(sample, separator);
        let mut record = ByteRecord::new();
        let (mut heading, mut alike) = (None, 0_usize);
        for _ in 0..SAMPLE.1 {
            if !reader.read_byte_record(&mut record).unwrap_or(false) {
                break;
            }
            alike += usize::from(record.len() == *heading.get_or_insert(record.len()));
        }
        let worth = alike * heading.unwrap_or(1).saturating_sub(1);
        if worth > best.0 {
            best = (worth, Some(separator));
        }
    }
    best.1
}

fn reader(text: &str, separator: Separator) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator.byte())
        .terminator(Terminator::CRLF)
        .from_reader(text.as_bytes())
}

/// The records, each with the line on which it begins.
fn rows(text: &str, begins: usize, separator: Separator) -> Result<Vec<Row>, Stop> {
    let records = text.get(begins..).unwrap_or_default();
    let mut reader = reader(records, separator);
    let mut lines = Lines { text: records.as_bytes(), at: 0, line: u32::from(begins > 0) };
    let mut grid = Grid::default();
    let mut budget = Budget::new();
    let mut record = ByteRecord::new();
    while reader.read_byte_record(&mut record).map_err(|_| Unreadable::Damaged)? {
        let start = record.position().map_or(0, csv::Position::byte);
        let row = lines.begin(usize::try_from(start).unwrap_or(usize::MAX));
        for (column, field) in (0_u32..).zip(&record) {
            let field = std::str::from_utf8(field).map_err(|_| Unreadable::Damaged)?;
            // A quotation mark that nothing closes takes the rest of the file into its cell.
            if field.len() > MAX_CELL_TEXT && field.contains('\n') {
                return Err(Unreadable::Quote { line: row.saturating_add(1) }.into());
            }
            grid.put(row, column, Cell::Text(field.to_owned()), &mut budget)?;
        }
    }
    let last = records.get(lines.at..).unwrap_or_default().trim_end();
    if last.contains('\n') && last.matches('"').count() % 2 == 1 {
        return Err(Unreadable::Quote { line: lines.line.saturating_add(1) }.into());
    }
    Ok(grid.into_rows())
}

/// Counts the lines of a text up to the beginning of each record.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl Lines<'_> {
    /// The line, from 0, of the record that begins here or after the empty lines here.
    fn begin(&mut self, here: usize) -> u32 {
        while let Some(byte) = self.text.get(self.at) {
            let ends_line = *byte == b'\n' || (*byte == b'\r' && self.text.get(self.at + 1) != Some(&b'\n'));
            if self.at >= here && !matches!(byte, b'\n' | b'\r') {
                break;
            }
            self.line = self.line.saturating_add(u32::from(ends_line));
            self.at += 1;
        }
        self.line
    }
}

/// The name of the file without its folder and ending.
fn sheet_name(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let plain: String = stem.chars().filter(|letter| !letter.is_control()).take(MAX_NAME).collect();
    if plain.trim().is_empty() { "CSV".to_owned() } else { plain }
}
