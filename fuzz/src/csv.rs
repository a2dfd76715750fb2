//! CSV, and whatever else is no ZIP.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = sheets::read::read(bytes, "stand.csv");
});
