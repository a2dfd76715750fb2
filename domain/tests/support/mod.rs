//! What tests of several crates share.

pub(crate) mod bavaria;
pub(crate) mod recount;
