//! Cells of a file, whoever wrote it.
