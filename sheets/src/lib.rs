//! Spreadsheets in and out.
//!
//! [`read`] turns a workbook or a CSV file into cells, whoever wrote it; [`write`] makes workbooks and CSV of typed
//! cells; [`status`] understands a sheet that tells how far authorities have come. Nothing here reads a file, asks a
//! clock or knows a database.

mod formula;
pub mod read;
pub mod status;
pub mod write;

pub use formula::{as_meant, harmless};
