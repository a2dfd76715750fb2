//! The only crate that knows SQL: SQLite and PostgreSQL behind one handle.
//!
//! [`Db`] writes; each write appends its event and its audit row in one transaction. [`ReadModel`] reads: it
//! keeps a [`Situation`](domain::situation::Situation) in memory and adds what is new since it last looked,
//! so that a write by another process is on the next page.

mod accounts;
mod admission;
mod audit;
mod batches;
mod blockers;
mod boundaries;
mod catalogue;
mod change;
mod criteria;
mod db;
mod definitions;
mod demo;
mod drafts;
mod error;
mod exemptions;
mod findings;
mod grants;
mod links;
mod measures;
mod notifications;
mod people;
mod read_model;
mod registers;
mod revisions;
mod rollouts;
mod secret;
mod sessions;
mod snapshots;
mod spending;
mod targets;
#[cfg(test)]
mod tests;
mod vendors;
mod workshops;

pub use accounts::Credentials;
pub use admission::Admission;
pub use audit::read::{AuditExtent, AuditQuery, AuditRow};
pub use audit::verify::{AuditCheck, AuditFault};
pub use batches::{NewBatch, Undone};
pub use blockers::close::ClosedForOne;
pub use criteria::{CriterionText, Direction};
pub use db::Db;
pub use definitions::NewDefinition;
pub use demo::{DemoError, HistoricEvent};
pub use drafts::OpenDraft;
pub use error::{BatchError, ChangeError, PeopleError, RecordError, StoreError};
pub use findings::blueprint::Shift;
pub use findings::edit::Ruling;
pub use findings::merge::MergeError;
pub use notifications::{LettersSent, Notification};
pub use people::Author;
pub use read_model::{Picture, ReadModel};
pub use revisions::Revision;
pub use rollouts::Recorded;
pub use sessions::{Browser, Session, Visit};
pub use snapshots::NewSnapshot;
pub use spending::ReportError;
pub use targets::NewTarget;
