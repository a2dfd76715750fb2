//! The ZIP that a workbook is: changes to a whole one.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

#[path = "../../sheets/src/read/tests/changed.rs"]
mod changed;
#[path = "../../sheets/src/read/tests/parts.rs"]
mod parts;

static WORKBOOKS: LazyLock<[Vec<u8>; 2]> =
    LazyLock::new(|| [parts::workbook(parts::XLSX), parts::workbook(parts::ODS)]);

fuzz_target!(|changes: &[u8]| {
    let Some((which, changes)) = changes.split_first() else { return };
    let workbook = &WORKBOOKS[usize::from(which % 2)];
    let _ = sheets::read::read(&changed::changed(workbook, changes), "stand.xlsx");
});
