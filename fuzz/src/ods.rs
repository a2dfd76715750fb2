//! Workbooks whose XML is changed and packed anew: otherwise the checksums of the ZIP turn them all away.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../sheets/src/read/tests/parts.rs"]
#[expect(dead_code, reason = "seeds are handed over as files")]
mod parts;

fuzz_target!(|text: &[u8]| {
    let _ = sheets::read::read(&parts::zip(&parts::split(text)), "stand.ods");
});
