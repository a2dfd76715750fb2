//! Texts that a spreadsheet would take for a formula.

use std::borrow::Cow;

/// Whether a spreadsheet takes the text for a formula, whatever number of apostrophes is before it.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// The text with an apostrophe before it where a spreadsheet would take it for a formula. [`as_meant`] takes the
/// apostrophe off again, whatever the text was: one that begins with an apostrophe and a formula gets another.
#[must_use]
pub fn harmless(text: &str) -> Cow<'_, str> {
    if is_formula(text) { format!("'{text}").into() } else { text.into() }
}

/// What was meant by a text that comes from a sheet: the inverse of [`harmless`]. A formula without an apostrophe
/// stays as it is.
#[must_use]
pub fn as_meant(text: &str) -> &str {
    text.strip_prefix('\'').filter(|_| is_formula(text)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless() {
        assert_eq!(harmless("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
        for text in ["+1", "-1", "@SUM(A1)", "\t=1", "\r=1"] {
            assert_eq!(harmless(text), format!("'{text}"));
        }
        for text in ["", "12,5", "a=b", "'s Hoftheater", " -", "''"] {
            assert_eq!(harmless(text), text);
        }
    }

    proptest::proptest! {
        #[test]
        fn what_was_meant_comes_back(text in "['=+@\t\ra-]{0,6}") {
            assert_eq!(as_meant(&harmless(&text)), text);
        }
    }
}
