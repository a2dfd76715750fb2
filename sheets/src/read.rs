//! Cells of a file, whoever wrote it.

mod cell;
mod note;
mod refusal;

pub use cell::{Cell, Row, Sheet, Workbook};
pub use note::Note;
pub use refusal::Unreadable;
