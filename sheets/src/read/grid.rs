//! Cells on their way into a sheet, counted.

use std::collections::BTreeMap;

use rust_xlsxwriter::utility::row_col_to_cell;

use super::limits::{MAX_CELL_TEXT, MAX_CELLS, MAX_COLUMNS, MAX_MERGED_ROWS, MAX_ROWS, MAX_TEXT};
use super::{Cell, Excess, Row, Unreadable};

/// What all sheets of a file may still hold.
#[derive(Debug)]
pub(super) struct Budget {
    cells: usize,
    text: usize,
}

impl Budget {
    pub(super) const fn new() -> Self {
        Self { cells: MAX_CELLS, text: MAX_TEXT }
    }

    fn spend(&mut self, cells: usize, text: usize) -> Result<(), Stop> {
        let (Some(cells), Some(text)) = (self.cells.checked_sub(cells), self.text.checked_sub(text)) else {
            return Err(Stop::File(Unreadable::TooManyCells));
        };
        *self = Self { cells, text };
        Ok(())
    }
}

/// Why a sheet is read no further.
#[derive(Debug)]
pub(super) enum Stop {
    /// The sheet is left out; others may be read.
    Sheet(Excess),
    /// The file is not read.
    File(Unreadable),
}

impl From<Unreadable> for Stop {
    fn from(reason: Unreadable) -> Self {
        Self::File(reason)
    }
}

/// The cells of one sheet, in whatever order they come.
#[derive(Debug, Default)]
pub(super) struct Grid {
    rows: BTreeMap<u32, Vec<Cell>>,
    /// The row that is being filled, out of the map: files tell them one after the other.
    current: Option<(u32, Vec<Cell>)>,
}

impl Grid {
    /// Puts a cell into its place; rows and columns are counted from 0. A text of spaces is nothing.
    pub(super) fn put(&mut self, row: u32, column: u32, cell: Cell, budget: &mut Budget) -> Result<(), Stop> {
        let text = match &cell {
            Cell::Empty => return Ok(()),
            Cell::Text(text) if text.trim().is_empty() => return Ok(()),
            Cell::Text(text) | Cell::Error(text) => text.len(),
            _ => 0,
        };
        let place = column as usize;
        if place >= MAX_COLUMNS {
            return Err(Stop::Sheet(Excess::Columns { cell: name(row, column) }));
        }
        if text > MAX_CELL_TEXT {
            return Err(Stop::Sheet(Excess::Text { cell: name(row, column) }));
        }
        let cells = match &mut self.current {
            Some((number, cells)) if *number == row => cells,
            _ => {
                self.close_row();
                let known = self.rows.remove(&row);
                if known.is_none() && self.rows.len() >= MAX_ROWS {
                    return Err(Stop::Sheet(Excess::Rows));
                }
                &mut self.current.insert((row, known.unwrap_or_default())).1
            }
        };
        budget.spend((place + 1).saturating_sub(cells.len()), text)?;
        if cells.len() <= place {
            cells.resize(place + 1, Cell::Empty);
        }
        if let Some(slot) = cells.get_mut(place) {
            *slot = cell;
        }
        Ok(())
    }

    fn close_row(&mut self) {
        if let Some((number, mut cells)) = self.current.take() {
            cells.shrink_to_fit();
            self.rows.insert(number, cells);
        }
    }

    /// Empties the cells of a merged range but the first; both corners are counted from 0 and belong to it.
    ///
    /// `work` counts the rows that were looked at.
    pub(super) fn merge(
        &mut self,
        first: (u32, u32),
        last: (u32, u32),
        work: &mut usize,
    ) -> Result<(), Unreadable> {
        self.close_row();
        if last.0 < first.0 || last.1 < first.1 {
            return Err(Unreadable::Damaged);
        }
        for (row, cells) in self.rows.range_mut(first.0..=last.0) {
            *work += 1;
            if *work > MAX_MERGED_ROWS {
                return Err(Unreadable::Crafted);
            }
            let from = first.1 as usize + usize::from(*row == first.0);
            for cell in cells.iter_mut().take(last.1 as usize + 1).skip(from) {
                *cell = Cell::Empty;
            }
        }
        Ok(())
    }

    /// The rows from above, without what is empty at their ends.
    pub(super) fn into_rows(mut self) -> Vec<Row> {
        self.close_row();
        self.rows
            .into_iter()
            .filter_map(|(number, mut cells)| {
                let filled = cells.iter().rposition(|cell| *cell != Cell::Empty)? + 1;
                cells.truncate(filled);
                Some(Row { number: number.saturating_add(1), cells })
            })
            .collect()
    }
}

/// The name of a cell as a spreadsheet program shows it; row and column are counted from 0.
pub(super) fn name(row: u32, column: u32) -> String {
    row_col_to_cell(row.min(u32::MAX - 1), u16::try_from(column).unwrap_or(u16::MAX).min(u16::MAX - 1))
}
