//! Keys for sorting and finding German names, computed here so that every engine sorts and finds alike.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The months, January first.
pub const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// Sorts by DIN 5007-1 (ä as a, ß as ss), case and accents aside; of names equal in that, the one that
/// sorts first by its letters comes first.
#[must_use]
pub fn sort_key(name: &str) -> String {
    format!("{}\u{1}{name}", folded(name))
}

/// What a name or a typed text is compared by when searching: lower case, no accents, umlauts and their
/// transcriptions (`ae`, `oe`, `ue`) alike, only letters and digits, words separated by one blank.
#[must_use]
pub fn search_key(text: &str) -> String {
    let letters: String =
        folded(text).chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    let words: Vec<String> = letters
        .split_whitespace()
        .map(|word| word.replace("ae", "a").replace("oe", "o").replace("ue", "u"))
        .collect();
    words.join(" ")
}

fn folded(text: &str) -> String {
    let letters = text.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase);
    let mut folded = String::with_capacity(text.len());
    for letter in letters {
        match letter {
            'ß' => folded.push_str("ss"),
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn umlauts_sort_as_their_vowels() {
        let mut names =
            ["Zell", "Übersee", "Ursensollen", "Uehlfeld", "Aßling", "Assamstadt", "Ästheim", "Arzberg"];
        names.sort_by_key(|name| sort_key(name));
        assert_eq!(
            names,
            ["Arzberg", "Assamstadt", "Aßling", "Ästheim", "Übersee", "Uehlfeld", "Ursensollen", "Zell"]
        );
    }

    #[test]
    fn searching_forgives_spelling() {
        for typed in ["MÜNCHEN", "munchen", "Muenchen", " mu\u{308}nchen "] {
            assert_eq!(search_key(typed), "munchen", "{typed}");
        }
        assert_eq!(search_key("Neustadt a.d.Donau"), "neustadt a d donau");
        assert_eq!(search_key("Aßling"), search_key("assling"));
    }
}
