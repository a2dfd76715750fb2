//! How names and keys are written, and what stands beside them.

use crate::body::BodyKind;
use crate::text::search_key;

const COMMUNES: &[BodyKind] = &BodyKind::COMMUNES;
const TOWNS: &[BodyKind] = &[BodyKind::KreisfreieStadt, BodyKind::GrosseKreisstadt, BodyKind::Stadt];
const KREIS: &[BodyKind] = &[BodyKind::Landkreis];
const VERBAND: &[BodyKind] = &[BodyKind::Verwaltungsgemeinschaft, BodyKind::Gemeindeverband];

/// What people write before a name, or behind it, to say what kind of body it is; as search keys.
pub(super) const TITLES: [(&str, &[BodyKind]); 34] = [
    ("landratsamt", KREIS),
    ("lra", KREIS),
    ("landkreis", KREIS),
    ("lkr", KREIS),
    ("lk", KREIS),
    ("kreis", KREIS),
    ("verwaltungsgemeinschaft", VERBAND),
    ("verwaltungsgem", VERBAND),
    ("vgem", VERBAND),
    ("vg", VERBAND),
    ("kreisfreie stadt", &[BodyKind::KreisfreieStadt]),
    ("krfr stadt", &[BodyKind::KreisfreieStadt]),
    ("krfr st", &[BodyKind::KreisfreieStadt]),
    ("kreisfrei", &[BodyKind::KreisfreieStadt]),
    ("landeshauptstadt", &[BodyKind::KreisfreieStadt]),
    ("lh", &[BodyKind::KreisfreieStadt]),
    ("grosse kreisstadt", &[BodyKind::GrosseKreisstadt]),
    ("gkst", &[BodyKind::GrosseKreisstadt]),
    ("stadtverwaltung", TOWNS),
    ("stadt", TOWNS),
    ("st", TOWNS),
    ("markt", &[BodyKind::Markt]),
    ("marktgemeinde", &[BodyKind::Markt]),
    ("marktverwaltung", &[BodyKind::Markt]),
    ("m", &[BodyKind::Markt]),
    ("gemeindeverwaltung", COMMUNES),
    ("gemeinde", COMMUNES),
    ("gem", COMMUNES),
    ("gde", COMMUNES),
    ("kommune", COMMUNES),
    ("bezirk", &[BodyKind::Regierungsbezirk]),
    ("regierungsbezirk", &[BodyKind::Regierungsbezirk]),
    ("regierung von", &[BodyKind::Regierungsbezirk]),
    ("land", &[BodyKind::Landkreis, BodyKind::Land]),
];

/// Titles that are names or parts of names too often to stand before one: "St. Wolfgang", "M", "Land".
const ONLY_BEHIND: [&str; 3] = ["st", "m", "land"];

/// Words of names that are written in full by some and as a letter by others.
const SHORT: [(&str, &str); 12] = [
    ("an", "a"),
    ("am", "a"),
    ("bei", "b"),
    ("der", "d"),
    ("den", "d"),
    ("dem", "d"),
    ("im", "i"),
    ("in", "i"),
    ("ob", "o"),
    ("vor", "v"),
    ("sankt", "st"),
    ("und", "u"),
];

/// The digits of what is a key apart from blanks and signs between them; `None` where letters are among them.
pub(super) fn key_digits(typed: &str) -> Option<String> {
    let is_between =
        |letter: char| letter.is_whitespace() || matches!(letter, '.' | '-' | '/' | '_' | '\'' | '’');
    let digits: String = typed.chars().filter(|letter| !is_between(*letter)).collect();
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// What names are compared by: a search key in which words are short that some write in full.
pub(super) fn name_key(text: &str) -> String {
    let key = search_key(text);
    let words = key
        .split(' ')
        .map(|word| SHORT.iter().find(|(long, _)| *long == word).map_or(word, |(_, short)| short));
    words.collect::<Vec<_>>().join(" ")
}

pub(super) fn title_before(key: &str) -> Option<(&'static [BodyKind], &str)> {
    let titles = TITLES.iter().filter(|(title, _)| !ONLY_BEHIND.contains(title));
    let found = titles.filter_map(|(title, kinds)| {
        let rest = key.strip_prefix(title)?.strip_prefix(' ')?;
        Some((title.len(), *kinds, rest))
    });
    found.max_by_key(|(length, ..)| *length).map(|(_, kinds, rest)| (kinds, rest))
}

pub(super) fn title_behind(key: &str) -> Option<(&'static [BodyKind], &str)> {
    let found = TITLES.iter().filter_map(|(title, kinds)| {
        let rest = key.strip_suffix(title)?.strip_suffix(' ')?;
        Some((title.len(), *kinds, rest))
    });
    found.max_by_key(|(length, ..)| *length).map(|(_, kinds, rest)| (kinds, rest))
}

/// Which letters are in a search key, a bit for each.
pub(super) fn letters(key: &str) -> u32 {
    key.bytes().filter(|byte| *byte != b' ').fold(0, |letters, byte| {
        let bit = if byte.is_ascii_lowercase() { byte - b'a' } else { 26 + byte % 6 };
        letters | 1 << bit
    })
}
