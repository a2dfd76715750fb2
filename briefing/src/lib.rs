//! Briefings on paper: plain data in, tagged PDF (PDF/UA-1) out.
//!
//! A [`Briefing`] is what a page and a PDF have in common: sentences, figures, charts and tables, as they are to be
//! read. [`Press`] lays one out on A4. Nothing here reads a file, asks a clock or the network: the same briefing gives
//! the same bytes.

mod model;
mod press;
#[cfg(test)]
mod tests;
mod world;

pub use model::{Block, Briefing, Cell, Chart, Column, Figure, Item, KeyEntry, Section, Table};
pub use press::{Press, PrintError};
