//! The only crate that knows SQL: SQLite and PostgreSQL behind one handle.
//!
//! [`Db`] writes; each write appends its event and its audit row in one transaction. [`ReadModel`] reads: it
//! keeps a [`Situation`](domain::situation::Situation) in memory and adds what is new since it last looked,
//! so that a write by another process is on the next page.

mod accounts;
mod admission;
mod audit;
mod catalogue;
mod db;
mod demo;
mod error;
mod grants;
mod links;
mod people;
mod read_model;
mod registers;
mod rollouts;
mod secret;
mod sessions;
mod spending;
#[cfg(test)]
mod tests;

pub use accounts::Credentials;
pub use admission::Admission;
pub use audit::read::{AuditExtent, AuditQuery, AuditRow};
pub use audit::verify::{AuditCheck, AuditFault};
pub use db::Db;
pub use demo::{DemoError, HistoricEvent};
pub use error::{PeopleError, RecordError, StoreError};
pub use people::Author;
pub use read_model::{Picture, ReadModel};
pub use rollouts::Recorded;
pub use sessions::{Browser, Session, Visit};
pub use spending::ReportError;
