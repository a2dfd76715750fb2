//! The web server, asked without a network.

mod audit;
mod getting_in;
mod notifications;
mod mine;
mod pages;
mod recording;
mod rights;
mod security;
mod support;
mod workshops;
