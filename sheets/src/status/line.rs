//! A row being read: its cells by what they hold, and what was found wrong with them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use domain::catalogue::Slug;

use super::column::Column;
use super::mapping::Mapping;
use super::plan::{Refused, RowRef, Source};
use super::words::{Problem, Remark};
use crate::as_meant;
use crate::read::{Cell, Row};

/// Longest part of a value that is repeated with a fault, in characters.
const VALUE_SHOWN: usize = 200;

/// What people write into a cell to say that nothing stands there.
const NOTHING: [&str; 12] =
    ["-", "–", "—", "--", "---", "./.", "/", "?", "k.a.", "k. a.", "n/a", "keine angabe"];

/// Where a sheet has what.
pub(super) struct Layout<'a> {
    source: Source<'a>,
    places: [Option<usize>; Column::ALL.len()],
    /// The columns that hold the stage of one service each.
    pub(super) wide: Vec<(usize, Slug)>,
}

impl<'a> Layout<'a> {
    pub(super) fn new(source: Source<'a>) -> Self {
        let places = Column::ALL.map(|column| source.mapping.place(column));
        let wide = source.mapping.wide().map(|(place, slug)| (place, slug.clone())).collect();
        Self { source, places, wide }
    }

    pub(super) fn mapping(&self) -> &'a Mapping {
        self.source.mapping
    }

    pub(super) fn place(&self, column: Column) -> Option<usize> {
        self.places[column as usize]
    }
}

/// A row being read.
pub(super) struct Line<'a> {
    pub(super) layout: &'a Layout<'a>,
    row: &'a Row,
    corrected: Option<&'a BTreeMap<usize, Cell>>,
    pub(super) refused: Vec<Refused>,
    pub(super) remarks: Vec<Remark>,
}

impl<'a> Line<'a> {
    pub(super) fn new(
        layout: &'a Layout<'a>,
        row: &'a Row,
        corrected: Option<&'a BTreeMap<usize, Cell>>,
    ) -> Self {
        Self { layout, row, corrected, refused: Vec::new(), remarks: Vec::new() }
    }

    /// The cell in a column counted from 0, with its correction.
    pub(super) fn at(&self, place: usize) -> &'a Cell {
        let corrected = self.corrected.and_then(|cells| cells.get(&place));
        corrected.or_else(|| self.row.cells.get(place)).unwrap_or(&Cell::Empty)
    }

    /// The cell that holds this; `None`: the sheet has no such column, or nothing stands there.
    pub(super) fn cell(&self, column: Column) -> Option<&'a Cell> {
        self.layout.place(column).map(|place| self.at(place)).filter(|cell| !is_nothing(cell))
    }

    /// The text of the cell that holds this.
    pub(super) fn text(&self, column: Column) -> Option<Cow<'a, str>> {
        self.cell(column).map(trimmed)
    }

    /// Notes that a cell keeps the row from counting.
    pub(super) fn refuse(&mut self, column: Column, problem: Problem, suggestions: Vec<String>) {
        match self.layout.place(column) {
            Some(place) => self.refuse_at(place, problem, suggestions),
            None => self.refused.push(Refused {
                at: self.place(),
                place: None,
                column: column.heading().to_owned(),
                value: String::new(),
                problem,
                suggestions,
            }),
        }
    }

    /// The same for a column counted from 0.
    pub(super) fn refuse_at(&mut self, place: usize, problem: Problem, suggestions: Vec<String>) {
        let heading = self.layout.mapping().headings.get(place);
        self.refused.push(Refused {
            at: self.place(),
            place: Some(place),
            column: heading.map(|heading| heading.text.clone()).unwrap_or_default(),
            value: shortened(&trimmed(self.at(place))),
            problem,
            suggestions,
        });
    }

    pub(super) fn place(&self) -> RowRef {
        RowRef { sheet: self.layout.source.sheet.name.clone(), row: self.row.number }
    }

    /// The heading as it stands in the sheet.
    pub(super) fn heading(&self, column: Column) -> String {
        let place = self.layout.place(column);
        let heading = place.and_then(|place| self.layout.mapping().headings.get(place));
        heading.map_or_else(|| column.heading().to_owned(), |heading| heading.text.clone())
    }
}

/// The text of a cell, without blanks around it and without the apostrophe that keeps a text from being a formula.
pub(super) fn trimmed(cell: &Cell) -> Cow<'_, str> {
    match cell.shown() {
        Cow::Borrowed(text) => Cow::Borrowed(as_meant(text.trim())),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

pub(super) fn is_nothing(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => true,
        Cell::Text(_) => {
            let text = trimmed(cell);
            text.is_empty() || text.len() <= 16 && NOTHING.contains(&text.to_lowercase().as_str())
        }
        _ => false,
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(VALUE_SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
