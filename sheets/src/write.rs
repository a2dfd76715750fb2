//! Sheets that are taken away.
