//! From bytes to text, whichever of the encodings the edition has.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;
use oem_cp::code_table::DECODING_TABLE_CP850;
use oem_cp::decode_string_complete_table;

use super::error::{Columns, Gv100Error, Gv100Fault};

/// The German letters ü ä ö Ä Ö Ü ß, by far the most frequent ones beyond ASCII.
const LETTERS_CP850: [u8; 7] = [0x81, 0x84, 0x94, 0x8E, 0x99, 0x9A, 0xE1];
const LETTERS_LATIN_1: [u8; 7] = [0xFC, 0xE4, 0xF6, 0xC4, 0xD6, 0xDC, 0xDF];

pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Gv100Error> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if let Ok(text) = str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    if is_damaged_utf_8(bytes) {
        return Err(damage(bytes));
    }
    let count = |letters: &[u8]| bytes.iter().filter(|byte| letters.contains(byte)).count();
    Ok(if count(&LETTERS_CP850) > count(&LETTERS_LATIN_1) {
        Cow::Owned(decode_string_complete_table(bytes, &DECODING_TABLE_CP850))
    } else {
        // Windows-1252 has all that ISO-8859-1 has, and the letters of some names beyond.
        WINDOWS_1252.decode_without_bom_handling(bytes).0
    })
}

/// Whether the text was UTF-8 once. In the other encodings two letters hardly ever follow each other
/// in a way that UTF-8 allows.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut letters, mut damages) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|letter| !letter.is_ascii()).count();
        damages += usize::from(!chunk.invalid().is_empty());
    }
    letters >= damages
}

fn damage(bytes: &[u8]) -> Gv100Error {
    let before = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
    // A character that would go on where the file ends has been cut in two.
    let cut = str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none());
    let fault = if cut { Gv100Fault::TooShort } else { Gv100Fault::BrokenCharacter };
    Gv100Error::at(line, Columns { first: column, last: column }, fault)
}
