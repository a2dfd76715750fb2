//! Sheets that are taken away: typed cells that become a workbook or CSV.

mod text;
mod workbook;

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use domain::Day;

pub use text::{Variant, to_csv};
pub use workbook::{MAX_CHARACTERS, MAX_ROWS, Unwritable, sheet_name, to_xlsx};
pub(crate) use workbook::{properties, put};

/// A table with everything that has to be said about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What it is about; also the name of its sheet, as far as a sheet may be called so.
    pub title: String,
    /// What the sheet "Angaben" says of it, a word and a text each: Stand, Auswahl, Quelle, Legende.
    pub notes: Vec<(String, String)>,
    /// From left to right. Their order is a contract with whoever computes with them: append only.
    pub columns: Vec<Column>,
    /// From top to bottom, with as many values as there are columns.
    pub rows: Vec<Vec<Value>>,
}

/// A column of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub heading: String,
    /// What it means, for the legend.
    pub meaning: String,
}

impl Column {
    /// A column with what it means.
    pub fn new(heading: impl Into<String>, meaning: impl Into<String>) -> Self {
        Self { heading: heading.into(), meaning: meaning.into() }
    }
}

/// What is in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing.
    Empty,
    /// Text, never a formula. An empty one is [`Value::Empty`].
    Text(String),
    /// A key of digits (AGS, ARS, LeiKa) that keeps its zeros.
    Key(String),
    /// A number of things.
    Count(u64),
    /// A computed number, such as a rate; kept to the hundredth.
    Number(f64),
    /// A share from 0 to 1. CSV has it in per cent.
    Share(f64),
    /// A day.
    Day(Day),
    /// An instant; shown as clocks in Berlin show it, to the second.
    Moment(DateTime<Utc>),
    /// An address on the web.
    Link(String),
}

impl Value {
    /// Text of something that can be shown.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A key.
    #[must_use]
    pub fn key(key: &impl ToString) -> Self {
        Self::Key(key.to_string())
    }

    /// A day that may be missing.
    #[must_use]
    pub fn day(day: Option<Day>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }

    /// A text that may be missing.
    pub fn maybe(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, |text| Self::Text(text.into()))
    }
}

impl From<u64> for Value {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Self {
        Self::Count(u64::try_from(count).unwrap_or(u64::MAX))
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Day> for Value {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}
