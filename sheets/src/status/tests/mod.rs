//! Sheets as they come, against what is known.

mod messy;
mod properties;
mod recognition;
mod rules;
mod support;
