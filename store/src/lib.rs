//! The only crate that knows SQL: SQLite and PostgreSQL behind one handle.
//!
//! [`Db`] writes; each write appends its event and its audit row in one transaction. [`ReadModel`] reads: it
//! keeps a [`Situation`](domain::situation::Situation) in memory and adds what is new since it last looked,
//! so that a write by another process is on the next page.

mod accounts;
mod audit;
mod catalogue;
mod db;
mod demo;
mod error;
mod links;
mod people;
mod read_model;
mod registers;
mod rollouts;
mod secret;
mod sessions;
#[cfg(test)]
mod tests;

pub use accounts::{Admission, Credentials};
pub use audit::read::{AuditExtent, AuditQuery, AuditRow};
pub use audit::verify::{AuditCheck, AuditFault};
pub use db::Db;
pub use demo::{DemoError, HistoricEvent};
pub use error::{PeopleError, RecordError, StoreError};
pub use links::ReportError;
pub use people::Author;
pub use read_model::{Picture, ReadModel};
pub use rollouts::Recorded;
pub use sessions::{Browser, IDLE, LIFETIME, Session, Visit};
