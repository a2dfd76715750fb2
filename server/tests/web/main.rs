//! The web server, asked without a network.

mod pages;
mod recording;
mod rights;
mod security;
mod support;
