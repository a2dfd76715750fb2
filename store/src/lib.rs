//! The only crate that knows SQL: SQLite and PostgreSQL behind one handle.

mod historic;

pub use historic::HistoricEvent;
