//! Days as people write them.

use crate::read::Cell;

/// Whether a cell holds something like a day.
pub(super) fn looks_like_day(cell: &Cell) -> bool {
    match cell {
        Cell::Day(_) => true,
        Cell::Text(text) => {
            text.split(['.', '-', '/']).count() == 3 && text.contains(|letter: char| letter.is_ascii_digit())
        }
        _ => false,
    }
}
