//! Sheets that tell how far authorities have come.
