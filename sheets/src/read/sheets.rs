//! Sheets as they come out of a workbook, with their notes.

use super::cell::{Row, Sheet, Workbook};
use super::grid::{Stop, name as cell_name};
use super::limits::MAX_MERGED;
use super::{Note, Unreadable};

/// What one tab holds, and what is told about it.
#[derive(Debug, Default)]
pub(super) struct Tab {
    pub(super) rows: Vec<Row>,
    pub(super) merged: Vec<String>,
    pub(super) formulas: usize,
    pub(super) formulas_without_value: usize,
    pub(super) dates: usize,
}

impl Tab {
    /// Remembers a merged range by its corners, which are counted from 0.
    pub(super) fn merge(&mut self, first: (u32, u32), last: (u32, u32)) {
        if (self.merged.len() as u64) < MAX_MERGED {
            self.merged.push(format!("{}:{}", cell_name(first.0, first.1), cell_name(last.0, last.1)));
        }
    }
}

/// The sheets read so far.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    read: Vec<Sheet>,
    pub(super) notes: Vec<Note>,
    /// The first sheet that was left out.
    left_out: Option<Unreadable>,
}

impl Sheets {
    /// Adds a sheet, or the note that it is left out.
    pub(super) fn add(
        &mut self,
        name: &str,
        hidden: bool,
        since_1904: bool,
        tab: Result<Tab, Stop>,
    ) -> Result<(), Unreadable> {
        let sheet = || name.to_owned();
        let tab = match tab {
            Ok(tab) => tab,
            Err(Stop::File(reason)) => return Err(reason),
            Err(Stop::Sheet(excess)) => {
                self.left_out.get_or_insert(Unreadable::Sheet { sheet: sheet(), excess: excess.clone() });
                self.notes.push(Note::LeftOut { sheet: sheet(), excess });
                return Ok(());
            }
        };
        if hidden {
            self.notes.push(Note::Hidden { sheet: sheet() });
        }
        if !tab.merged.is_empty() {
            self.notes.push(Note::Merged { sheet: sheet(), ranges: tab.merged });
        }
        if tab.formulas > 0 {
            self.notes.push(Note::Formulas { sheet: sheet(), count: tab.formulas });
        }
        if tab.formulas_without_value > 0 {
            self.notes.push(Note::FormulasWithoutValue { sheet: sheet(), count: tab.formulas_without_value });
        }
        if tab.dates > 0 {
            self.notes.push(Note::Dates { sheet: sheet(), count: tab.dates, since_1904 });
        }
        self.read.push(Sheet { name: sheet(), rows: tab.rows });
        Ok(())
    }

    /// The workbook, if any cell of it holds something.
    pub(super) fn finish(self) -> Result<Workbook, Unreadable> {
        if self.read.iter().any(|sheet| !sheet.rows.is_empty()) {
            Ok(Workbook { sheets: self.read, notes: self.notes })
        } else {
            Err(self.left_out.unwrap_or(Unreadable::NoCells))
        }
    }
}
