//! What a file holds once it is read: sheets of rows of cells.

use std::borrow::Cow;

use domain::Day;

use super::Note;

/// A file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Workbook {
    /// The sheets in the order of the file; a CSV file has one, named after the file.
    pub sheets: Vec<Sheet>,
    /// What was found out, assumed or left out while reading.
    pub notes: Vec<Note>,
}

/// One sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// The name on its tab.
    pub name: String,
    /// The rows that hold something, from above; rows between them that are empty are left out.
    pub rows: Vec<Row>,
}

/// One row that holds something.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The number a spreadsheet program shows beside it, from 1; of a CSV file the line on which the record begins.
    pub number: u32,
    /// The cells from column A on, up to the last that is not empty.
    pub cells: Vec<Cell>,
}

/// What stands in a cell. A formula is what it last came to.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text, with its line breaks.
    Text(String),
    /// A number that is no day.
    Number(f64),
    /// A number or text the file marks as a date.
    Day(Day),
    /// True or false.
    Bool(bool),
    /// The sign of an error: `#NV`, `#REF!`.
    Error(String),
}

impl Cell {
    /// The text of the cell as a person sees it: whole numbers without a decimal point, others with a comma, days as
    /// `31.12.2026`.
    #[must_use]
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) | Self::Error(text) => Cow::Borrowed(text),
            // Rust writes the shortest digits that come back as the same number, and never an exponent.
            Self::Number(number) => Cow::Owned(number.to_string().replace('.', ",")),
            Self::Day(day) => {
                let (year, month, day) = day.ymd();
                Cow::Owned(format!("{day:02}.{month:02}.{year:04}"))
            }
            Self::Bool(true) => Cow::Borrowed("WAHR"),
            Self::Bool(false) => Cow::Borrowed("FALSCH"),
        }
    }
}
