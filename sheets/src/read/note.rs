//! What a reader tells beside the cells.

use std::fmt;

/// Something found out, assumed or left out while reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {}

impl fmt::Display for Note {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}
