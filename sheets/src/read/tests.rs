//! What is read of files that people bring, and what is answered to those that mean harm.

use super::{Cell, Note, Unreadable, Workbook, read};

mod changed;
mod csv;
mod hostile;
mod mutated;
mod ods;
mod parts;
mod xlsx;

/// A small CSV file, with all that a reader looks at.
const CSV: &str = include_str!("tests/small.csv");

/// The cells of a sheet as a person sees them, each row behind its number.
fn shown(workbook: &Workbook, sheet: usize) -> Vec<String> {
    workbook.sheets[sheet]
        .rows
        .iter()
        .map(|row| {
            let cells: Vec<_> = row.cells.iter().map(Cell::shown).collect();
            format!("{}: {}", row.number, cells.join("|"))
        })
        .collect()
}

/// The notes as a person reads them.
fn told(workbook: &Workbook) -> Vec<String> {
    workbook.notes.iter().map(Note::to_string).collect()
}

/// The refusal of a file.
fn refused(bytes: &[u8], name: &str) -> Unreadable {
    read(bytes, name).expect_err("the file should not be read")
}
