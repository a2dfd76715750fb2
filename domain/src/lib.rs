//! The words and the arithmetic of Lagebild.
//!
//! Pure: no input or output, no clock, no SQL. Whatever depends on the day is handed the day.

pub mod body;
pub mod day;
pub mod key;
pub mod register;

pub use body::{Body, BodyKind, CommuneFacts, Point};
pub use day::Day;
pub use key::{Ags, Ars, Level};
pub use register::{Edition, Editions, Register};
