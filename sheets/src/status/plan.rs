//! What an import would do.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::Day;
use domain::catalogue::Selection;
use domain::coverage::{Coverage, Scope};
use domain::rollout::{Actor, RolloutEvent, RolloutKey, StatusEntry};
use domain::situation::Situation;

use super::mapping::Mapping;
use super::words::{Problem, Remark};
use crate::read::Sheet;

/// A sheet and which of its columns is which.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The sheet.
    pub sheet: &'a Sheet,
    /// Its columns.
    pub mapping: &'a Mapping,
}

/// What an import goes by besides the sheets.
#[derive(Clone, Copy, Debug)]
pub struct Occasion<'a> {
    /// What the file is called; the reason given where a row moves a planned start and does not say why.
    pub file: &'a str,
    /// The day of the import.
    pub today: Day,
    /// Since when it is so, for rows that name no day; not after `today`.
    pub since: Day,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The name of the sheet.
    pub sheet: String,
    /// The number of the row, as the spreadsheet shows it.
    pub row: u32,
    /// The column, counted from 0.
    pub column: usize,
}

/// What somebody who looked at a [`Plan`] wants to be different.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// What to read instead of what stands in a cell.
    pub cells: BTreeMap<Place, String>,
    /// Rows that do not count, by sheet and number.
    pub left_out: BTreeSet<(String, u32)>,
}

/// A row of a sheet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RowRef {
    /// The name of the sheet.
    pub sheet: String,
    /// The number of the row, as the spreadsheet shows it.
    pub row: u32,
}

/// A cell that keeps its row from counting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The row.
    pub at: RowRef,
    /// The column, counted from 0; `None`: what is missing has no column.
    pub place: Option<usize>,
    /// The heading of the column as it stands in the sheet, or the heading it should have.
    pub column: String,
    /// What stands in the cell, shortened where it is very long.
    pub value: String,
    /// What is wrong with it.
    pub problem: Problem,
    /// Texts that could stand there instead, the likeliest first: each is understood.
    pub suggestions: Vec<String>,
}

/// Something about a row that does not keep it from counting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The row.
    pub at: RowRef,
    /// What there is to know.
    pub remark: Remark,
}

/// What became of the rows below the headings. Every row is one of these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Count for at least one authority and service for which no row before them does.
    pub counted: usize,
    /// Say the same as a row before them.
    pub repeated: usize,
    /// Say nothing, or that nobody is responsible, or are left out by hand.
    pub silent: usize,
    /// Have a fault.
    pub refused: usize,
}

/// What an import would do.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// What to record, each with the version of the rollout that was looked at; at most one for each rollout, in the
    /// order of their keys.
    pub entries: Vec<(RolloutKey, StatusEntry, i64)>,
    /// Of these: rollouts without an entry so far.
    pub new: usize,
    /// Of these: rollouts that have one.
    pub changed: usize,
    /// Rollouts of which the rows say what is known.
    pub unchanged: usize,
    /// What became of the rows.
    pub rows: Rows,
    /// The faults, in the order of the rows.
    pub refused: Vec<Refused>,
    /// What else there is to know, in the order of the rows.
    pub remarks: Vec<Noted>,
}

impl Plan {
    /// Coverage on `day` in each selection and scope: as it is, and as it would be with the entries.
    #[must_use]
    pub fn coverage(
        &self,
        situation: &Situation,
        wanted: &[(Selection, Scope)],
        day: Day,
    ) -> Vec<(Coverage, Coverage)> {
        let viewpoint = situation.viewpoint(day);
        let before = situation.coverages(wanted, viewpoint);
        // Recorded after everything else, so that of two entries for a day the planned one holds.
        let event = |(id, (rollout, entry, _)): (i64, &(RolloutKey, StatusEntry, i64))| RolloutEvent {
            id,
            rollout: rollout.clone(),
            entry: entry.clone(),
            recorded_at: DateTime::<Utc>::MAX_UTC,
            actor: Actor { id: String::new(), name: String::new() },
            batch: None,
            retraction: None,
        };
        let events = (0..).zip(&self.entries).map(event).collect();
        let after = situation.with_records(events, Vec::new()).coverages(wanted, viewpoint);
        before.into_iter().zip(after).collect()
    }
}
