//! A table on its way to a file.

use app::context::Page;
use app::format;
use domain::Day;
use domain::catalogue::Selection;
use sheets::write::{Column, Table, Value};

use super::about;

/// A table and what its file is called.
pub(super) struct Sheet {
    /// The name of the file without its ending.
    pub(super) file: String,
    pub(super) table: Table,
}

impl Sheet {
    /// A table of today with these columns, each with what it means.
    pub(super) fn new(page: &Page, name: &str, title: &str, columns: &[(&str, &str)]) -> Self {
        let stand = format!("{}, {}", format::day(page.today()), format::time(page.now));
        let notes = [vec![("Stand".to_owned(), stand)], about::notes(page)].concat();
        let columns = columns.iter().map(|(heading, meaning)| Column::new(*heading, *meaning)).collect();
        let table = Table { title: title.to_owned(), notes, columns, rows: Vec::new() };
        Self { file: format!("lagebild-{name}-{}", page.today()), table }
    }

    /// Of what is looked at under a filter, from the day of the filter. The name tells downloads of several services,
    /// places and days apart.
    pub(super) fn under(mut self, page: &Page, name: &str, filter: &app::figures::Filter) -> Self {
        let selection = match &filter.selection {
            Selection::Total => "alle",
            Selection::Commitment(slug) | Selection::Service(slug) => slug.as_str(),
        };
        self.file = format!("lagebild-{name}-{selection}-{}-{}", filter.scope, filter.viewpoint.on);
        if filter.viewpoint.on != page.today() {
            self.stand(filter.viewpoint.on);
        }
        self
    }

    /// Says of which day it is.
    fn stand(&mut self, day: Day) {
        self.table.notes[0].1 = format::day(day);
    }

    /// Says what the words of its stages mean.
    pub(super) fn with_stages(mut self) -> Self {
        self.table.notes.extend(about::stages());
        self
    }

    /// Adds a column at the end.
    pub(super) fn column(&mut self, heading: impl Into<String>, meaning: impl Into<String>) {
        self.table.columns.push(Column::new(heading, meaning));
    }

    /// Adds a row.
    pub(super) fn row(&mut self, values: impl Into<Vec<Value>>) {
        let values = values.into();
        debug_assert_eq!(values.len(), self.table.columns.len(), "a value for each column");
        self.table.rows.push(values);
    }
}
