//! Cells of a file, whoever wrote it.
//!
//! [`read`] takes workbooks of Excel (`.xlsx`, `.xlsm`) and OpenDocument (`.ods`) and CSV, told apart by what is in
//! them. Whatever a file is built to do, the answer comes within seconds and a fixed amount of memory: a workbook is
//! unpacked once and counted before anything is built of it, and cells are counted as they come.

mod archive;
mod cell;
mod csv;
mod grid;
mod kind;
mod limits;
mod note;
mod ods;
mod refusal;
mod sheets;
#[cfg(test)]
mod tests;
mod xlsx;
mod xml;

use std::panic::{AssertUnwindSafe, catch_unwind};

pub use cell::{Cell, Row, Sheet, Workbook};
pub use limits::{MAX_BYTES, MAX_CELLS, MAX_COLUMNS, MAX_ROWS};
pub use note::{Encoding, Note, Separator};
pub use refusal::{Excess, Foreign, Unreadable};

/// Reads a file; `name` is what it is called, with its ending.
pub fn read(bytes: &[u8], name: &str) -> Result<Workbook, Unreadable> {
    if bytes.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge);
    }
    // The libraries that unpack and parse are made for well-meant files. Where one of them gives up on another kind,
    // the file is at fault and nothing outlives this call.
    catch_unwind(AssertUnwindSafe(|| of_its_kind(bytes, name))).unwrap_or(Err(Unreadable::Damaged))
}

fn of_its_kind(bytes: &[u8], name: &str) -> Result<Workbook, Unreadable> {
    match kind::of(bytes, name)? {
        kind::Kind::Text => csv::read(bytes, name),
        kind::Kind::Zip => {
            let archive = archive::inspect(bytes)?;
            match archive.kind {
                archive::Kind::Xlsx => xlsx::read(bytes, &archive),
                archive::Kind::Ods => ods::read(bytes, &archive),
            }
        }
    }
}
