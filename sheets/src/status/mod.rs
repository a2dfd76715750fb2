//! Sheets that tell how far authorities have come.
//!
//! A [`Mapping`] finds out which column of a sheet is which, and [`interpret`] what an import of the rows would do:
//! a [`Plan`] with the entries to record and with every cell that keeps its row from counting. Nothing is recorded
//! here. What the columns are called is in [`Column`]; the export of the status uses the same.
//!
//! How a row is understood:
//!
//! - An empty cell says nothing: what the present entry says of it stays. `-`, `–` and "k. A." are empty too.
//! - A row says something of the authority, or of a commune for which another authority is responsible; then it
//!   counts for that one. Rows that say the same of an authority and a service count once, rows that say different
//!   things are all refused.
//! - A row that says what holds anyway changes nothing. With "bestätigt am" later than what is known it confirms it.
//! - The day from which on it holds is, for live, "Live seit", otherwise "Gilt seit", unless the sheet only repeats
//!   the day of an entry with another stage; then "Stand"; then the day given.

mod claim;
mod column;
mod days;
mod export;
mod fields;
mod interpret;
mod line;
mod mapping;
mod plan;
mod row;
mod services;
mod stages;
mod template;
#[cfg(test)]
mod tests;
mod whom;
mod words;

pub use column::Column;
pub use export::{Wanted, export};
pub use interpret::interpret;
pub use mapping::{ByHand, Heading, Mapping, Meaning, Need};
pub use plan::{Corrections, Noted, Occasion, Place, Plan, Refused, RowRef, Rows, Source};
pub use template::template;
pub use words::{Problem, Remark};
