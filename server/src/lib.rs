//! Serves Lagebild: wiring, security, exports and the command line.
//!
//! [`router`](router::router) is the whole web server, [`cli::run`] the whole command line.

pub mod assets;
mod audit;
mod batches;
#[cfg(test)]
#[path = "../../domain/tests/support/bavaria.rs"]
mod bavaria;
mod blockers;
pub mod bodies;
pub mod briefing;
mod bulk;
pub mod cli;
pub mod client_address;
pub mod clock;
mod connections;
pub mod cookies;
mod criteria;
#[expect(
    clippy::unnecessary_wraps,
    reason = "a sheet that can be missing and one that cannot stand in one table"
)]
mod data;
mod definitions;
pub mod demo;
mod exemptions;
pub mod exposure;
mod failure;
mod findings;
mod form;
mod guest;
pub mod import;
pub mod mail;
mod measures;
mod mine;
mod notify;
pub mod oidc;
mod pages;
pub mod password;
mod people;
pub mod public_url;
mod reporting_days;
pub mod rights;
pub mod router;
mod security;
pub mod state;
mod status;
mod steps;
mod targets;
pub mod throttle;
mod token;
pub mod typed;
mod vendors;
mod workshops;
