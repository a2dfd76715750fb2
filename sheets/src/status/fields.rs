//! What a row says besides the stage.

use domain::Day;
use domain::entry::{self, VENDOR_MAX};

use super::claim::Claim;
use super::column::Column;
use super::days;
use super::line::Line;
use super::words::{Problem, Remark, german};
use crate::read::Cell;

/// Everything but the stage. What is wrong is noted.
pub(super) fn read(line: &mut Line<'_>, today: Day) -> Claim {
    let past_day =
        |line: &mut Line<'_>, column| day(line, column).and_then(|day| past(line, column, day, today));
    let text = |line: &mut Line<'_>, column, read: fn(&str) -> Result<Option<String>, entry::Problem>| {
        if let Some(Cell::Error(_)) = line.cell(column) {
            line.refuse(column, Problem::CellError, Vec::new());
            return None;
        }
        let text = line.text(column)?;
        noted(line, column, read(&text))
    };
    let vendor = |text: &str| entry::line(text, VENDOR_MAX);
    Claim {
        stage: None,
        planned_on: day(line, Column::PlannedOn).and_then(|day| {
            let read = entry::planned_day(&day.to_string(), today);
            noted(line, Column::PlannedOn, read)
        }),
        live_since: day(line, Column::LiveSince),
        effective_on: past_day(line, Column::EffectiveOn),
        as_of: past_day(line, Column::AsOf),
        confirmed_on: past_day(line, Column::ConfirmedOn),
        // Lagebild holds one of both: who makes the software, or where nobody says so who runs it.
        vendor: text(line, Column::Vendor, vendor).or_else(|| text(line, Column::ItProvider, vendor)),
        link: text(line, Column::Link, entry::link),
        note: text(line, Column::Note, entry::note),
    }
}

/// The day, if something can have happened on it; otherwise what is wrong is noted.
pub(super) fn past(line: &mut Line<'_>, column: Column, day: Day, today: Day) -> Option<Day> {
    noted(line, column, entry::past_day(&day.to_string(), today).map(Some))
}

/// What was read, or the problem with it noted.
pub(super) fn noted<T>(
    line: &mut Line<'_>,
    column: Column,
    read: Result<Option<T>, entry::Problem>,
) -> Option<T> {
    read.map_err(|problem| line.refuse(column, Problem::from(problem), Vec::new())).ok().flatten()
}

/// The day in a cell; `None`: there is none, or what is wrong is noted.
fn day(line: &mut Line<'_>, column: Column) -> Option<Day> {
    match days::read(line.cell(column)?) {
        Ok(read) => {
            if read.is_number {
                let column = line.heading(column);
                line.remarks.push(Remark::NumberRead { column, day: read.day });
            }
            Some(read.day)
        }
        Err(unread) => {
            // A plan for a month is kept when it is kept by its end. What has happened, happened on some day.
            let until = unread.until.filter(|_| column == Column::PlannedOn);
            line.refuse(column, unread.problem, until.map(german).into_iter().collect());
            None
        }
    }
}
