//! The web server, asked without a network.

mod audit;
mod pages;
mod recording;
mod rights;
mod security;
mod support;
