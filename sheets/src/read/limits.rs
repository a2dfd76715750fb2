//! How much a file may hold. Whatever it claims, reading stays below 500 MB of memory and 10 seconds.

/// Bytes of the file itself: 100,000 full rows are a third of it.
pub const MAX_BYTES: usize = 32 << 20;
/// Bytes that one part of a workbook unpacks to.
pub(super) const MAX_PART: u64 = 320 << 20;
/// Bytes that all parts of a workbook unpack to.
pub(super) const MAX_UNPACKED: u64 = 384 << 20;
/// Parts in the directory of a workbook.
pub(super) const MAX_PARTS: usize = 5_000;
/// Bytes of one tag or one text between two tags.
pub(super) const MAX_EVENT: usize = 4 << 20;
/// Tags that lie in one another.
pub(super) const MAX_DEPTH: usize = 256;
/// Rows of a sheet that hold something.
pub const MAX_ROWS: usize = 250_000;
/// Columns of a sheet, whether they hold something or not.
pub const MAX_COLUMNS: usize = 256;
/// Cells of all sheets together, with the empty ones before the last of each row.
pub const MAX_CELLS: usize = 3_000_000;
/// Bytes of text of one cell: Excel allows 32,767 letters.
pub(super) const MAX_CELL_TEXT: usize = 128 << 10;
/// Bytes of text of all cells together.
pub(super) const MAX_TEXT: usize = 96 << 20;
/// Cells in the XML of a workbook, empty ones counted: they cost time, not memory.
pub(super) const MAX_MARKED_CELLS: u64 = 8_000_000;
/// Texts that a workbook keeps beside its sheets.
pub(super) const MAX_STRINGS: u64 = 2_000_000;
/// Cell formats of a workbook: Excel allows 65,490.
pub(super) const MAX_FORMATS: u64 = 65_536;
/// Bytes of all cell formats together, were each as long as the longest.
pub(super) const MAX_FORMAT_BYTES: u64 = 64 << 20;
/// Sheets of a workbook.
pub(super) const MAX_SHEETS: u64 = 200;
/// Merged ranges of a workbook.
pub(super) const MAX_MERGED: u64 = 20_000;
/// Rows that the merged ranges of a sheet lie over, each range counted for itself.
pub(super) const MAX_MERGED_ROWS: usize = 2_000_000;
/// Any other thing that a workbook lists: relations, fonts, borders, names.
pub(super) const MAX_LISTED: u64 = 100_000;
