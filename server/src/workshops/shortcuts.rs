//! What a line may begin with to say what it is without leaving the field: `/h /3 Kein Testzugang`.

use app::words;
use domain::workshop::FindingKind;

/// A line, read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// What it says it is.
    pub(super) kind: Option<FindingKind>,
    /// The number of its criterion, from 1, in the order in which they are asked.
    pub(super) criterion: Option<usize>,
    /// What was said.
    pub(super) words: &'a str,
}

/// Reads the shortcuts of a line. What is none belongs to the words, and so does all that follows.
pub(super) fn read(typed: &str) -> Line<'_> {
    let mut line = Line { kind: None, criterion: None, words: typed.trim() };
    while let Some(rest) = line.words.strip_prefix('/') {
        let (word, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let kind = FindingKind::ALL.iter().find(|kind| {
            let mut letters = word.chars().flat_map(char::to_lowercase);
            letters.next() == Some(words::finding_letter(**kind)) && letters.next().is_none()
        });
        match (kind, word.parse()) {
            (Some(kind), _) if line.kind.is_none() => line.kind = Some(*kind),
            (None, Ok(number @ 1..=9)) if line.criterion.is_none() => line.criterion = Some(number),
            _ => break,
        }
        line.words = rest.trim_start();
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_say_what_it_is() {
        use FindingKind::{Obstacle, Question, Recommendation, SuccessFactor};
        for (typed, kind, criterion, words) in [
            ("Kein Testzugang", None, None, "Kein Testzugang"),
            ("/h Kein Testzugang", Some(Obstacle), None, "Kein Testzugang"),
            ("  /E  Läuft /m ", Some(SuccessFactor), None, "Läuft /m"),
            ("/3 /m Schulen", Some(Recommendation), Some(3), "Schulen"),
            ("/f /9 Wer zahlt?", Some(Question), Some(9), "Wer zahlt?"),
            ("/h", Some(Obstacle), None, ""),
            ("/0 Null", None, None, "/0 Null"),
            ("/10 Zehn", None, None, "/10 Zehn"),
            ("/etc/passwd", None, None, "/etc/passwd"),
            ("/h /h doppelt", Some(Obstacle), None, "/h doppelt"),
            ("/1 /2 doppelt", None, Some(1), "/2 doppelt"),
            ("/ Strich", None, None, "/ Strich"),
            ("", None, None, ""),
        ] {
            assert_eq!(read(typed), Line { kind, criterion, words }, "{typed:?}");
        }
    }
}
