//! Serves Lagebild: wiring, security, exports and the command line.

pub mod demo;
