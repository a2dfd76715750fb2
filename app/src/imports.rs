//! What the server hands to the pages of imports, besides the [`Page`](crate::context::Page).

use std::sync::Arc;

use domain::Day;
use domain::coverage::Coverage;
use domain::draft::Draft;

/// `GET /verwaltung/import`
#[derive(Clone, Debug, Default)]
pub struct ImportsPage {
    /// What the visitor is preparing, the last touched first.
    pub drafts: Vec<Draft>,
    /// Why the file that was just brought is not taken.
    pub refusal: Option<FileRefusal>,
    /// The largest file that is taken, in megabytes.
    pub most: usize,
}

/// Why a file is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileRefusal {
    /// None was chosen.
    Missing,
    /// It is larger than is read.
    TooLarge,
    /// It cannot be read; in German.
    Unreadable(String),
}

/// `GET /verwaltung/import/{id}`
#[derive(Clone, Debug)]
pub struct DraftPage {
    /// The draft.
    pub draft: Draft,
    /// How far it is.
    pub state: DraftState,
    /// Why what was asked was not done.
    pub trouble: Option<Trouble>,
}

/// How far the work on a draft is.
#[derive(Clone, Debug)]
pub enum DraftState {
    /// Being worked on.
    Working(Progress),
    /// It cannot be read; in German.
    Unreadable(String),
    /// What its import would do.
    Ready(Arc<Preview>),
}

/// What is being done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Others are served first, or the file is being read.
    Reading,
    /// So many rows of so many are compared with what is known.
    Comparing(u64, u64),
    /// The entries are being recorded.
    Recording,
}

/// Why what was asked was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The draft was changed in another window.
    OtherWindow,
    /// Something was recorded since the preview; of these rollouts, named by authority and service.
    Stale(Vec<String>),
    /// Rows have faults, and the good ones alone were not asked for.
    Faulty,
    /// Nothing would be recorded.
    Nothing,
    /// Not a day since when it could be so.
    Since(String),
}

/// What an import would do.
#[derive(Clone, Debug, Default)]
pub struct Preview {
    /// The version of the data that it was compared with.
    pub data_version: i64,
    /// Rollouts without an entry so far.
    pub new: u64,
    /// Rollouts that get another entry.
    pub changed: u64,
    /// Rollouts of which the rows say what is known.
    pub unchanged: u64,
    /// Rows that count or repeat what counts.
    pub good: u64,
    /// Rows that say nothing.
    pub silent: u64,
    /// Rows with a fault.
    pub refused: u64,
    /// What is counted, and its coverage before and after.
    pub effect: Vec<(String, Coverage, Coverage)>,
    /// Cells with a fault, in the order of the rows.
    pub faults: Vec<Fault>,
    /// What else there is to know about rows, in their order.
    pub remarks: Vec<(RowName, String)>,
    /// What was found out about the file.
    pub notes: Vec<String>,
    /// The sheets of the file.
    pub sheets: Vec<SheetChoice>,
    /// The columns of the chosen sheets, each heading once.
    pub columns: Vec<ColumnChoice>,
    /// What a column can hold: the word for it, and its name.
    pub meanings: Vec<(String, String)>,
    /// Since when it is so, for rows that name no day.
    pub since: Option<Day>,
    /// Cells that are read otherwise than they stand in the file, with what is read.
    pub corrected: Vec<(CellName, String)>,
    /// Rows that were left out by hand.
    pub left_out: Vec<RowName>,
}

/// A row, as the spreadsheet shows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowName {
    /// The name of the sheet.
    pub sheet: String,
    /// The number of the row.
    pub row: u32,
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellName {
    /// The row.
    pub at: RowName,
    /// The column, counted from 0.
    pub column: usize,
}

/// A cell that keeps its row from counting.
#[derive(Clone, Debug)]
pub struct Fault {
    /// The row.
    pub at: RowName,
    /// The column, counted from 0; `None`: what is missing has none.
    pub place: Option<usize>,
    /// The heading of the column.
    pub column: String,
    /// What stands in the cell.
    pub value: String,
    /// What is wrong with it.
    pub problem: String,
    /// What could stand there instead.
    pub suggestions: Vec<String>,
}

/// A sheet that can be chosen.
#[derive(Clone, Debug)]
pub struct SheetChoice {
    /// Its name.
    pub name: String,
    /// How many rows it has.
    pub rows: u64,
    /// Whether it is read.
    pub is_chosen: bool,
    /// What it lacks to be a status sheet.
    pub missing: Vec<&'static str>,
}

/// A column whose content can be chosen.
#[derive(Clone, Debug)]
pub struct ColumnChoice {
    /// What it goes by.
    pub key: String,
    /// As it stands in the sheet; empty: nothing stands above it.
    pub text: String,
    /// The word for what it holds; empty: it is not taken over.
    pub means: String,
    /// Whether another column means the same and is taken instead.
    pub repeats: bool,
    /// Whether somebody said what it holds.
    pub is_by_hand: bool,
}
