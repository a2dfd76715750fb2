//! Workbooks of OpenDocument.
//!
//! Read with quick-xml alone: calamine makes room for the whole rectangle of every sheet at once, drops which cells are
//! merged, and reads on for ever where a sheet is cut off.

use std::collections::HashSet;
use std::io::{BufReader, Cursor, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

use super::archive::Archive;
use super::cell::{Cell, Workbook};
use super::grid::{Budget, Grid, Stop};
use super::limits::{MAX_CELL_TEXT, MAX_COLUMNS, MAX_SHEETS};
use super::sheets::{Sheets, Tab};
use super::xlsx::iso_day;
use super::{Excess, Note, Unreadable};

/// Rows of a sheet in the largest program.
const LAST_ROW: u32 = 1 << 24;

/// Reads a workbook whose parts were looked through.
pub(super) fn read(bytes: &[u8], archive: &Archive) -> Result<Workbook, Unreadable> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Damaged)?;
    if is_encrypted(&mut zip)? {
        return Err(Unreadable::Password);
    }
    let part = zip.by_name("content.xml").map_err(|_| Unreadable::Damaged)?;
    let mut content = Content::new(part);
    let mut sheets = Sheets::default();
    if archive.macros {
        sheets.notes.push(Note::Macros);
    }
    let mut budget = Budget::new();
    let mut hidden_styles = HashSet::new();
    let mut style = None;
    let mut count = 0;
    loop {
        match content.next()? {
            Piece::Start(tag) => match tag.name().as_ref() {
                "style:style" => style = attribute(&tag, "style:name")?,
                "style:table-properties" if is(&tag, "table:display", "false")? => {
                    hidden_styles.extend(style.take());
                }
                "table:tracked-changes" => content.skip(&tag)?,
                "table:table" => {
                    count += 1;
                    if count > MAX_SHEETS {
                        return Err(Unreadable::Crafted);
                    }
                    let name = attribute(&tag, "table:name")?.unwrap_or_default();
                    let hidden = attribute(&tag, "table:style-name")?
                        .is_some_and(|style| hidden_styles.contains(&style));
                    let tab = content.tab(&mut budget)?;
                    sheets.add(&name, hidden, false, tab)?;
                }
                _ => {}
            },
            Piece::Eof => break,
            _ => {}
        }
    }
    sheets.finish()
}

fn is_encrypted(zip: &mut ZipArchive<Cursor<&[u8]>>) -> Result<bool, Unreadable> {
    let Ok(part) = zip.by_name("META-INF/manifest.xml") else { return Ok(false) };
    let mut content = Content::new(part);
    loop {
        match content.next()? {
            Piece::Start(tag) if tag.local_name().as_ref() == "encryption-data" => return Ok(true),
            Piece::Eof => return Ok(false),
            _ => {}
        }
    }
}

/// A piece of XML that is out of the buffer it was read into.
enum Piece {
    Start(BytesStart<'static>),
    End(String),
    Text(String),
    Eof,
}

/// A part that is being read.
struct Content<R: Read> {
    xml: Reader<BufReader<R>>,
    buffer: Vec<u8>,
}

/// A cell as it was told: how often, and over how much it reaches.
struct Told {
    cell: Cell,
    repeated: u32,
    /// Columns and rows it is merged over.
    spans: (u32, u32),
    formula: bool,
}

impl<R: Read> Content<R> {
    fn new(part: R) -> Self {
        let mut xml = Reader::from_reader(BufReader::with_capacity(1 << 16, part));
        xml.config_mut().expand_empty_elements = true;
        Self { xml, buffer: Vec::new() }
    }

    fn next(&mut self) -> Result<Piece, Unreadable> {
        loop {
            self.buffer.clear();
            let event = self.xml.read_event_into(&mut self.buffer).map_err(|_| Unreadable::Damaged)?;
            return Ok(match event {
                Event::Start(tag) => Piece::Start(tag.into_owned()),
                Event::End(tag) => Piece::End(tag.name().as_ref().to_owned()),
                Event::Text(text) => Piece::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Piece::Text(text.xml10_content().into_owned()),
                Event::GeneralRef(reference) => {
                    let letter = reference.resolve_char_ref().map_err(|_| Unreadable::Damaged)?;
                    let text = match letter {
                        Some(letter) => letter.to_string(),
                        None => quick_xml::escape::resolve_xml_entity(reference.as_ref())
                            .ok_or(Unreadable::Damaged)?
                            .to_owned(),
                    };
                    Piece::Text(text)
                }
                Event::Eof => Piece::Eof,
                _ => continue,
            });
        }
    }

    fn skip(&mut self, tag: &BytesStart<'_>) -> Result<(), Unreadable> {
        self.buffer.clear();
        self.xml.read_to_end_into(tag.name(), &mut self.buffer).map_err(|_| Unreadable::Damaged)?;
        Ok(())
    }

    /// The rows of a table, up to its end; what is too much for a sheet lets the rest of it go by.
    fn tab(&mut self, budget: &mut Budget) -> Result<Result<Tab, Stop>, Unreadable> {
        let mut tab = Tab::default();
        let mut grid = Grid::default();
        let mut excess = None;
        let mut row = 0_u32;
        loop {
            match self.next()? {
                Piece::Start(tag) => match tag.name().as_ref() {
                    "table:table-row" => {
                        let repeated = number(&tag, "table:number-rows-repeated")?;
                        let told = self.row()?;
                        if excess.is_none() {
                            match put_row(&told, row, repeated, &mut tab, &mut grid, budget) {
                                Err(Stop::File(reason)) => return Err(reason),
                                Err(stop) => excess = Some(stop),
                                Ok(()) => {}
                            }
                        }
                        row = row.saturating_add(repeated);
                    }
                    // Tables within cells, pictures, forms.
                    "table:table" | "table:shapes" | "office:forms" | "office:annotation" => {
                        self.skip(&tag)?;
                    }
                    _ => {}
                },
                Piece::End(name) if name == "table:table" => break,
                Piece::Eof => return Err(Unreadable::Damaged),
                _ => {}
            }
        }
        if let Some(stop) = excess {
            return Ok(Err(stop));
        }
        tab.rows = grid.into_rows();
        Ok(Ok(tab))
    }

    /// The cells of a row that hold something or reach over others, each with its column from 0.
    fn row(&mut self) -> Result<Vec<(u32, Told)>, Unreadable> {
        let mut row = Vec::new();
        let mut column = 0_u32;
        loop {
            match self.next()? {
                Piece::Start(tag) => match tag.name().as_ref() {
                    "table:table-cell" => {
                        let told = self.cell(&tag)?;
                        let repeated = told.repeated;
                        if told.cell != Cell::Empty || told.formula || told.spans != (1, 1) {
                            row.push((column, told));
                        }
                        column = column.saturating_add(repeated);
                    }
                    // Under a merged cell: whatever stands there is not seen.
                    "table:covered-table-cell" => {
                        column = column.saturating_add(number(&tag, "table:number-columns-repeated")?);
                        self.skip(&tag)?;
                    }
                    _ => self.skip(&tag)?,
                },
                Piece::End(name) if name == "table:table-row" => return Ok(row),
                Piece::Eof => return Err(Unreadable::Damaged),
                _ => {}
            }
        }
    }

    fn cell(&mut self, tag: &BytesStart<'_>) -> Result<Told, Unreadable> {
        let told = |cell, tag| -> Result<Told, Unreadable> {
            Ok(Told {
                cell,
                repeated: number(tag, "table:number-columns-repeated")?,
                spans: (
                    number(tag, "table:number-columns-spanned")?,
                    number(tag, "table:number-rows-spanned")?,
                ),
                formula: attribute(tag, "table:formula")?.is_some(),
            })
        };
        let text = self.text()?;
        if is(tag, "calcext:value-type", "error")? {
            return told(Cell::Error(text), tag);
        }
        let value = |name| attribute(tag, name);
        let cell = match attribute(tag, "office:value-type")?.as_deref() {
            Some("float" | "percentage" | "currency") => {
                let number = value("office:value")?.and_then(|value| value.trim().parse().ok());
                number.map_or(Cell::Text(text), Cell::Number)
            }
            Some("date") => value("office:date-value")?.map_or(Cell::Text(text), |day| iso_day(&day)),
            Some("boolean") => {
                value("office:boolean-value")?.map_or(Cell::Text(text), |value| Cell::Bool(value == "true"))
            }
            Some("string") => Cell::Text(value("office:string-value")?.unwrap_or(text)),
            _ => Cell::Text(text),
        };
        told(if cell.shown().is_empty() { Cell::Empty } else { cell }, tag)
    }

    /// The paragraphs of a cell, up to its end.
    fn text(&mut self) -> Result<String, Unreadable> {
        let mut text = String::new();
        let mut depth = 0_usize;
        let mut paragraphs = 0_usize;
        loop {
            match self.next()? {
                Piece::Start(tag) => match tag.name().as_ref() {
                    "office:annotation" | "table:table" | "draw:frame" | "draw:g" => self.skip(&tag)?,
                    name => {
                        depth += 1;
                        match name {
                            "text:p" | "text:h" => {
                                paragraphs += 1;
                                if paragraphs > 1 {
                                    text.push('\n');
                                }
                            }
                            "text:s" => {
                                let spaces = number(&tag, "text:c")? as usize;
                                text.extend(std::iter::repeat_n(' ', spaces.min(MAX_CELL_TEXT)));
                            }
                            "text:tab" => text.push('\t'),
                            "text:line-break" => text.push('\n'),
                            _ => {}
                        }
                    }
                },
                Piece::Text(more) if depth > 0 => text.push_str(&more),
                Piece::End(_) if depth == 0 => return Ok(text),
                Piece::End(_) => depth -= 1,
                Piece::Eof => return Err(Unreadable::Damaged),
                Piece::Text(_) => {}
            }
            // Longer than any sheet takes: what more there is makes no difference.
            if text.len() > 2 * MAX_CELL_TEXT {
                text.truncate(text.floor_char_boundary(2 * MAX_CELL_TEXT));
            }
        }
    }
}

/// Puts a row as often as it is repeated.
fn put_row(
    told: &[(u32, Told)],
    row: u32,
    repeated: u32,
    tab: &mut Tab,
    grid: &mut Grid,
    budget: &mut Budget,
) -> Result<(), Stop> {
    for (column, told) in told {
        let count = (told.repeated as usize).saturating_mul(repeated as usize);
        if told.formula {
            tab.formulas = tab.formulas.saturating_add(count);
        }
        match told.cell {
            Cell::Empty if told.formula => {
                tab.formulas_without_value = tab.formulas_without_value.saturating_add(count);
            }
            Cell::Day(_) => tab.dates = tab.dates.saturating_add(count),
            _ => {}
        }
        let (columns, rows) = told.spans;
        if columns > 1 || rows > 1 {
            let last = (row.saturating_add(rows.max(1) - 1), column.saturating_add(columns.max(1) - 1));
            tab.merge((row, *column), last);
        }
    }
    let filled: Vec<&(u32, Told)> = told.iter().filter(|(_, told)| told.cell != Cell::Empty).collect();
    if filled.is_empty() {
        return Ok(());
    }
    if row.saturating_add(repeated) > LAST_ROW {
        return Err(Stop::Sheet(Excess::Rows));
    }
    for row in (row..).take(repeated as usize) {
        for (column, told) in &filled {
            // One beyond the last is enough to say that there are too many.
            for column in (*column..u32::MAX).take((told.repeated as usize).min(MAX_COLUMNS + 1)) {
                grid.put(row, column, told.cell.clone(), budget)?;
            }
        }
    }
    Ok(())
}

/// The value of an attribute, its entities resolved.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, Unreadable> {
    let found = tag.try_get_attribute(name).map_err(|_| Unreadable::Damaged)?;
    found
        .map(|attribute| {
            attribute.normalized_value(XmlVersion::Explicit1_0).map(std::borrow::Cow::into_owned)
        })
        .transpose()
        .map_err(|_| Unreadable::Damaged)
}

fn is(tag: &BytesStart<'_>, name: &str, value: &str) -> Result<bool, Unreadable> {
    Ok(attribute(tag, name)?.as_deref() == Some(value))
}

/// A count, 1 where nothing is said.
fn number(tag: &BytesStart<'_>, name: &str) -> Result<u32, Unreadable> {
    attribute(tag, name)?.map_or(Ok(1), |count| count.trim().parse().map_err(|_| Unreadable::Damaged))
}
