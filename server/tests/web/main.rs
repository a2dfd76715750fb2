//! The web server, asked without a network.

mod pages;
mod recording;
mod security;
mod support;
