//! Workbooks of Excel, with calamine: cell by cell, never as the rectangle it would make room for.

use std::io::Cursor;

use calamine::{
    CellErrorType, DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError,
};
use domain::Day;

use super::archive::Archive;
use super::cell::{Cell, Workbook};
use super::grid::{Budget, Grid, Stop};
use super::sheets::{Sheets, Tab};
use super::{Note, Unreadable};

/// Reads a workbook whose parts were looked through.
pub(super) fn read(bytes: &[u8], archive: &Archive) -> Result<Workbook, Unreadable> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| reason(&error))?;
    let tabs: Vec<(String, bool)> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    let mut sheets = Sheets::default();
    if archive.macros {
        sheets.notes.push(Note::Macros);
    }
    let mut budget = Budget::new();
    for (index, (name, hidden)) in tabs.iter().enumerate() {
        if tabs.iter().take(index).any(|(earlier, _)| earlier == name) {
            return Err(Unreadable::Crafted);
        }
        let merged = if archive.merged {
            workbook.merge_cells_by_sheet_name(name).map_err(|error| reason(&error))?
        } else {
            Vec::new()
        };
        let since_1904 = workbook.has_1904_epoch();
        let read = tab(&mut workbook, name, &merged, &mut budget);
        sheets.add(name, *hidden, since_1904, read)?;
    }
    sheets.finish()
}

/// What one tab holds.
fn tab(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    merged: &[Dimensions],
    budget: &mut Budget,
) -> Result<Tab, Stop> {
    let mut tab = Tab::default();
    let mut grid = Grid::default();
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|error| reason(&error))?;
    while let Some(found) = cells.next_cell_with_formula_metadata().map_err(|error| reason(&error))? {
        let cell = cell(&found.value);
        if found.formula.is_some() {
            tab.formulas += 1;
            tab.formulas_without_value += usize::from(cell == Cell::Empty);
        }
        tab.dates += usize::from(matches!(cell, Cell::Day(_)));
        let (row, column) = found.pos;
        grid.put(row, column, cell, budget)?;
    }
    let mut work = 0;
    for range in merged {
        grid.merge(range.start, range.end, &mut work)?;
        tab.merge(range.start, range.end);
    }
    tab.rows = grid.into_rows();
    Ok(tab)
}

fn cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        #[expect(
            clippy::cast_precision_loss,
            reason = "a sheet has no whole numbers beside its floating ones"
        )]
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) | DataRef::DurationIso(text) => Cell::Text(text.clone()),
        DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
        DataRef::Bool(value) => Cell::Bool(*value),
        DataRef::DateTime(moment) => moment_of(moment),
        DataRef::DateTimeIso(text) => iso_day(text),
        DataRef::Error(error) => Cell::Error(sign(error).to_owned()),
    }
}

/// The day of a number in a date format. A time of day and a duration are no day: they stay what they look like, and
/// so does a number the calendar of a sheet does not reach.
fn moment_of(moment: &ExcelDateTime) -> Cell {
    /// Midnight after 31.12.9999, counted from 1900.
    const END: f64 = 2_958_466.0;
    let number = moment.as_f64();
    if !moment.is_datetime() || !(0.0..END).contains(&number) {
        return Cell::Number(number);
    }
    let (year, month, day, hour, minute, ..) = moment.to_ymd_hms_milli();
    if number < 1.0 {
        return Cell::Text(format!("{hour:02}:{minute:02}"));
    }
    // The calendar of 1900 has a 29 February that never was.
    Day::from_ymd(year.into(), month.into(), day.into()).map_or(Cell::Number(number), Cell::Day)
}

/// The day of a date written `2026-12-31` or `2026-12-31T08:00:00`.
pub(super) fn iso_day(text: &str) -> Cell {
    let day = text.get(..10).unwrap_or(text);
    day.parse().map_or_else(|_| Cell::Text(text.to_owned()), Cell::Day)
}

/// How a German Excel shows an error.
const fn sign(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#NV",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#ZAHL!",
        CellErrorType::Ref => "#BEZUG!",
        CellErrorType::Value => "#WERT!",
        CellErrorType::GettingData => "#DATEN!",
    }
}

fn reason(error: &XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Password,
        _ => Unreadable::Damaged,
    }
}
