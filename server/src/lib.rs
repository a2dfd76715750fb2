//! Serves Lagebild: wiring, security, exports and the command line.
//!
//! [`router`](router::router) is the whole web server, [`cli::run`] the whole command line.

pub mod assets;
pub mod cli;
pub mod clock;
mod data;
pub mod demo;
mod failure;
mod form;
pub mod mail;
pub mod oidc;
mod pages;
pub mod password;
pub mod router;
mod security;
pub mod state;
mod status;
pub mod throttle;
