//! Letters that remind: contacts of what is asked of their authorities, leads of how the week went, and whoever has
//! promised something of the day on which it is due.
//!
//! [`plan`] says who gets what now, [`letters`] writes it, [`send`] hands it to the mail server, [`schedule`] does so
//! every morning, and [`preview`] shows it.

pub(crate) mod digest;
pub(crate) mod document;
pub(crate) mod letters;
pub(crate) mod plan;
pub(crate) mod preview;
pub(crate) mod schedule;
pub(crate) mod send;
#[cfg(test)]
mod tests;
pub(crate) mod words;
