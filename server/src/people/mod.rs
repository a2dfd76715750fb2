//! Signing in, accounts, and looking after people.

pub(crate) mod account;
pub(crate) mod confirm;
mod fields;
pub(crate) mod invite;
pub(crate) mod letters;
pub(crate) mod links;
pub(crate) mod list;
pub(crate) mod person;
pub(crate) mod provider;
pub(crate) mod sign_in;
