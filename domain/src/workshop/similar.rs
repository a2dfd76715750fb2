//! Which findings may say the same.
//!
//! Compared are the parts of three letters of the words that carry meaning: so endings do not matter, nor whether
//! something is one long word or two ("Herstellermodul", "Modul des Herstellers"). Parts that many findings have say
//! little and weigh little.

use std::collections::{HashMap, HashSet};

use crate::text::search_key;

/// How much alike two texts must be to be told of, from 0 to 1. Low enough for two people who say the same in their own
/// words; whoever merges reads both.
const ALIKE: f64 = 0.38;

/// Words that say nothing about what a sentence is about, as [`search_key`] writes them.
const STOP_WORDS: &str = "ab aber alle allem allen aller alles als also am an andere auch auf aus bei beim bereits \
    bis bisher da dabei dadurch dafur damit danach dann daran das dass dazu dem den denn der des deshalb die dies \
    diese diesem diesen dieser dieses doch dort durch ein eine einem einen einer eines einige er erst es etwas fur \
    gab ganz gar geben gibt ggf haben hat hatte hatten hier ich ihm ihn ihr ihre ihren ihrer im immer in ins ist ja \
    je jede jeden jeder jedes jetzt kann kein keine keinem keinen keiner konnen konnte konnten man mehr mit mochte muss \
    mussen musste mussten nach nicht nichts noch nun nur ob oder ohne schon sehr sein seine seinen seiner seit sich \
    sie sind so sobald sodass soll sollen sollte sollten sonst sowie uber um und uns unser unsere unseren unter viel viele vielen \
    vom von vor war waren warum was weil weiter welche welcher wenn wer werden wie wieder will wir wird wo wollen \
    wurde wurden zu zum zur zwar zwischen";

/// A part of three letters.
type Part = [char; 3];

/// Those of the texts that may say the same as `words`, the most alike first, with how much alike they are.
#[must_use]
pub fn similar<T: Copy>(words: &str, texts: impl IntoIterator<Item = (T, impl AsRef<str>)>) -> Vec<(T, f64)> {
    let stop_words: HashSet<&str> = STOP_WORDS.split_whitespace().collect();
    let wanted = parts(words, &stop_words);
    let texts: Vec<(T, Vec<Part>)> =
        texts.into_iter().map(|(key, text)| (key, parts(text.as_ref(), &stop_words))).collect();
    let mut spread: HashMap<Part, u32> = HashMap::new();
    for part in texts.iter().flat_map(|(_, parts)| parts).chain(&wanted) {
        *spread.entry(*part).or_default() += 1;
    }
    #[expect(clippy::cast_precision_loss, reason = "some thousand texts")]
    let all = texts.len() as f64 + 1.0;
    let weight = |part: &Part| (1.0 + all / f64::from(spread[part])).ln();
    let weigh = |parts: &[Part]| parts.iter().map(weight).sum::<f64>();
    let wanted_weight = weigh(&wanted);
    let mut alike: Vec<(T, f64)> = texts
        .iter()
        .filter_map(|(key, parts)| {
            let common: f64 =
                parts.iter().filter(|part| wanted.binary_search(part).is_ok()).map(weight).sum();
            // A short text and a long one can say the same.
            let likeness = common / (weigh(parts) * wanted_weight).sqrt();
            (likeness >= ALIKE).then_some((*key, likeness))
        })
        .collect();
    alike.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    alike
}

/// The parts of the words that carry meaning, each once, in order.
fn parts(text: &str, stop_words: &HashSet<&str>) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let key = search_key(text);
    for word in key.split(' ').filter(|word| !stop_words.contains(word)) {
        // A blank before each word: how it begins says most.
        let letters: Vec<char> = std::iter::once(' ').chain(word.chars()).collect();
        parts.extend(letters.windows(3).map(|part| [part[0], part[1], part[2]]));
    }
    parts.sort_unstable();
    parts.dedup();
    parts
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    /// Pairs that say the same.
    const SAME: &[(&str, &str)] = &[
        (
            "Das Modul des Herstellers ist nicht lieferbar, ein Termin fehlt.",
            "Kein Liefertermin für das Herstellermodul",
        ),
        (
            "Im Bürgerbüro fehlt Personal für die Einführung",
            "Zu wenig Personal im Bürgerbüro, deshalb keine Zeit für die Einführung.",
        ),
        (
            "Die Zertifikate für den DVDV-Eintrag sind abgelaufen.",
            "DVDV-Eintrag nicht möglich: Zertifikat abgelaufen",
        ),
        ("Die Anbindung an ePayment ist nicht geklärt", "Ungeklärt ist, wie ePayment angebunden wird."),
        (
            "Eine Schulung der Beschäftigten vor dem Start hat sehr geholfen.",
            "Schulungen vor dem Start helfen den Beschäftigten",
        ),
        (
            "Der Landkreis sollte die Schulungen zentral für alle Gemeinden anbieten.",
            "Zentrale Schulung durch den Landkreis für alle Gemeinden anbieten",
        ),
    ];

    #[test]
    fn what_says_the_same_is_found_first_among_all_others() {
        let all: Vec<(usize, &str)> =
            SAME.iter().flat_map(|(one, other)| [*one, *other]).enumerate().collect();
        for (index, (one, other)) in SAME.iter().enumerate() {
            for (asked, wanted, own) in [(one, index * 2 + 1, index * 2), (other, index * 2, index * 2 + 1)] {
                let others = all.iter().copied().filter(|(key, _)| *key != own);
                let found = similar(asked, others);
                assert_eq!(found.first().map(|(key, _)| *key), Some(wanted), "{asked}: {found:?}");
            }
        }
    }

    #[test]
    fn what_says_something_else_is_not_told_of() {
        let firsts: Vec<(usize, &str)> = SAME.iter().map(|(one, _)| *one).enumerate().collect();
        for (index, text) in &firsts {
            let others = firsts.iter().copied().filter(|(other, _)| other != index);
            let found: Vec<_> = similar(text, others).iter().map(|(key, _)| firsts[*key].1).collect();
            assert_eq!(found, [] as [&str; 0], "{text}");
        }
    }

    #[test]
    fn spelling_and_endings_do_not_matter() {
        let found = similar("Gebuehren muessen GEKLAERT werden!", [((), "Gebühren klären")]);
        assert_eq!(found.len(), 1);
        let ((), likeness) = similar("Gebühren klären", [((), "Gebühren klären")])[0];
        assert!((likeness - 1.0).abs() < 1e-9, "{likeness}");
    }

    #[test]
    fn a_text_without_meaning_is_like_nothing() {
        for text in ["", "und oder aber", "?!", "a"] {
            assert_eq!(similar(text, [(1, "und oder aber"), (2, ""), (3, "Personal fehlt")]), []);
        }
    }

    #[test]
    fn thousands_of_findings_are_compared_at_once() {
        let texts: Vec<String> = (0..5_000)
            .map(|number| {
                let (one, other) = SAME[number % SAME.len()];
                format!("{one} {} {other}", ["Kelheim", "Augsburg", "Pullach"][number % 3])
            })
            .collect();
        let begin = Instant::now();
        let found = similar(SAME[0].0, texts.iter().enumerate());
        assert!(!found.is_empty());
        assert!(begin.elapsed() < Duration::from_secs(2), "{:?}", begin.elapsed());
    }
}
