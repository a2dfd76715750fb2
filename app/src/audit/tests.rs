//! Every deed of the product has words, and details are readable.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use domain::register::{Editions, facts};
use domain::situation::Situation;

use super::words::DEEDS;
use super::*;
use crate::bavaria;
use crate::context::{IsDemo, Page};

fn page(query: &[(&str, &str)]) -> Page {
    let editions = Editions::new([facts::bayern()]);
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Page {
        situation: Arc::new(Situation::new(Arc::new(bavaria::catalogue()), Arc::new(editions))),
        version: 1,
        is_demo: IsDemo(false),
        now: "2026-11-23T08:00:00Z".parse().unwrap(),
        figures: Arc::default(),
        query: Arc::new(query.iter().map(owned).collect()),
    }
}

fn names() -> Names {
    [("7f3a", "Erika Mustermann"), ("0815", "Jürgen Müller")]
        .map(|(id, name)| (id.to_owned(), name.to_owned()))
        .into()
}

/// The lines of a detail, each as it is read.
fn told(detail: &str) -> Vec<String> {
    let page = page(&[]);
    lines(detail, &page).into_iter().map(|line| format!("{}: {}", line.label, line.text)).collect()
}

/// The words for actions in the source of the store, the only place where rows are written.
fn actions_of(folder: &Path) -> BTreeSet<String> {
    let mut actions = BTreeSet::new();
    for source in std::fs::read_dir(folder).unwrap() {
        let path = source.unwrap().path();
        if path.is_dir() {
            // Tests do deeds of their own.
            if path.file_name().is_some_and(|name| name != "tests") {
                actions.extend(actions_of(&path));
            }
            continue;
        }
        for line in std::fs::read_to_string(path).unwrap().lines() {
            let parts: Vec<&str> = line.split('"').collect();
            // Every second part is a literal; what follows it tells arguments from names of fields.
            for (literal, follows) in parts.iter().zip(&parts[1..]).skip(1).step_by(2) {
                let is_word =
                    |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
                let is_action = match literal.split_once('.') {
                    Some((what, deed)) => is_word(what) && is_word(deed),
                    None => is_word(literal) && line.contains("deed(") && follows.starts_with(','),
                };
                if is_action {
                    actions.insert((*literal).to_owned());
                }
            }
        }
    }
    actions
}

#[test]
fn every_deed_of_the_product_has_words() {
    let store = Path::new(env!("CARGO_MANIFEST_DIR")).join("../store/src");
    let known: BTreeSet<String> = DEEDS.iter().map(|(action, _)| (*action).to_owned()).collect();
    assert_eq!(actions_of(&store), known);
    assert_eq!(deed("kaffee.kochen"), "kaffee.kochen", "what a newer version wrote shows as it is");
}

#[test]
fn every_deed_can_be_asked_for() {
    for (action, _) in DEEDS {
        let kinds = KINDS.iter().filter(|kind| action.starts_with(kind.prefix));
        assert_eq!(kinds.count(), 1, "{action}");
    }
}

#[test]
fn a_status_says_from_what_to_what() {
    let set = r#"{"event":7,"stage":{"from":"testing","to":"live"},"effective_on":"2026-11-02","version":3}"#;
    assert_eq!(told(set), ["Stand: im Test → live", "gilt seit: 02.11.2026"]);
    let first = r#"{"event":7,"stage":{"from":null,"to":"live"},"effective_on":"2026-11-02","version":1}"#;
    assert_eq!(told(first)[0], "Stand: live");
    assert_eq!(told(r#"{"event":7,"reason":"verwechselt","version":3}"#), ["Grund: „verwechselt“"]);
}

#[test]
fn rights_say_what_somebody_was_and_is() {
    let rights =
        |roles: &str, territories: &str| format!(r#"{{"roles":[{roles}],"territories":[{territories}]}}"#);
    let kelheim = r#"{"body":"09273","with_members":true,"may_invite":true}"#;
    let before = rights(r#""contact","admin""#, kelheim);
    let change = format!(r#"{{"from":{before},"to":{}}}"#, rights("", ""));
    let expected = "Rechte: Kommunalkontakt für Landkreis Kelheim mit Mitgliedern, darf einladen; Administration → keine";
    assert_eq!(told(&change), [expected]);
    let invited = format!(r#"{{"rights":{}}}"#, rights(r#""viewer""#, ""));
    assert_eq!(told(&invited), ["Rechte: Lesezugriff"]);
}

#[test]
fn other_details_are_read_as_people_would_say_them() {
    for (detail, expected) in [
        (r#"{"attempts":9876,"addresses":2}"#, &["Versuche: 9.876", "von Adressen: 2"][..]),
        (r#"{"link":5,"purpose":"reset"}"#, &["Zweck: Neues Passwort", "Link Nr.: 5"]),
        (
            r#"{"authority":"097720177177","purpose":"status"}"#,
            &["Zweck: Stand bestätigen", "Behörde: Markt Meitingen"],
        ),
        (r#"{"authority":null,"purpose":"invitation"}"#, &["Zweck: Einladung"]),
        (
            r#"{"answers":[{"criterion":99,"service":null,"answer":"met"},{"criterion":99,"service":"waffenrecht","answer":"open"}]}"#,
            &["Antworten: Nr. 99: erfüllt, Nr. 99 (waffenrecht): offen"],
        ),
        (r#"{"name":{"from":"A","to":"B"},"products":[]}"#, &["Name: A → B", "Produkte: nichts"]),
        (r#"{"via":"password"}"#, &["über: Passwort"]),
        (
            r#"{"held_on":{"from":"2026-12-03","to":"2026-12-04"},"bodies":{"from":["09273"],"to":[]}}"#,
            &["am: 03.12.2026 → 04.12.2026", "Beteiligte: Landkreis Kelheim → nichts"],
        ),
        (r#"{"state":{"from":"planned","to":"running"}}"#, &["Stand: geplant → läuft"]),
        (
            r#"{"state":{"from":"new","to":"rejected"},"reason":"doppelt"}"#,
            &["Grund: „doppelt“", "Stand: neu → verworfen"],
        ),
        (r#"{"state":{"from":"underway","to":"done"}}"#, &["Stand: begonnen → erledigt"]),
        (r#"{"seen_in":{"from":[],"to":["09273"]}}"#, &["Gesehen in: nichts → Landkreis Kelheim"]),
        (r#"{"position":{"from":2,"to":1}}"#, &["Platz: 2 → 1"]),
        (r#"{"into_finding":7}"#, &["zu Erkenntnis Nr.: 7"]),
        (
            r#"{"before":"2025-01-01","rows":1200,"last_id":1200,"hash":"ab"}"#,
            &["aufgezeichnet vor dem: 01.01.2025", "Zeilen: 1.200"],
        ),
        (r#"{"farbe":{"von":["rot",1]}}"#, &["farbe: von: rot, 1"]),
        ("{}", &[]),
        ("[]", &[]),
        ("kaputt", &[]),
    ] {
        assert_eq!(told(detail), expected, "{detail}");
    }
}

#[test]
fn subjects_are_called_by_their_names() {
    let page = page(&[]);
    let found = |key: &str| subject(key, "4711", &page, &names());
    let named = |text: &str, address: Option<&str>| Subject {
        text: text.to_owned(),
        address: address.map(str::to_owned),
    };
    assert_eq!(found("09273/waffenrecht"), named("Landkreis Kelheim, waffenrecht", Some("/kommunen/09273")));
    assert_eq!(found("097720177177"), named("Markt Meitingen", Some("/kommunen/097720177177")));
    assert_eq!(found("0815"), named("Jürgen Müller", None));
    assert_eq!(found("anonym"), named("nicht bekannt", None));
    assert_eq!(subject("0815", "0815", &page, &names()), named("eigenes Konto", None));
    assert_eq!(found("finding/7"), named("Erkenntnis 7", Some("/erkenntnisse/7")));
    assert_eq!(found("workshop/3"), named("workshop/3", Some("/workshops/3")));
    assert_eq!(found("audit"), named("Protokoll", None));
    assert_eq!(found("098887777666"), named("098887777666", None), "a body that nobody knows");
    assert_eq!(found("<script>"), named("<script>", None));
}

#[test]
fn what_is_typed_finds_people_and_bodies_however_it_is_spelt() {
    let asked = |who: &str, search: &str| {
        let page = page(&[("wer", who), ("suche", search)]);
        let (filter, unused) = AuditFilter::read(&page);
        assert_eq!(unused, []);
        let keys = ["09273/waffenrecht", "097720177177/wohnsitzanmeldung", "0815", "audit"];
        let all = keys.map(str::to_owned).to_vec();
        (filter.actors(&names()), filter.subjects(all, &page, &names()))
    };
    let list = |values: &[&str]| Some(values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>());
    assert_eq!(asked("", ""), (None, None));
    assert_eq!(asked("MUELLER", "meitingen").0, list(&["0815", "MUELLER"]));
    assert_eq!(asked("", "meitingen").1, list(&["097720177177/wohnsitzanmeldung"]));
    assert_eq!(asked("", "kelheim waffenrecht").1, list(&["09273/waffenrecht"]));
    assert_eq!(asked("", "09273").1, list(&["09273/waffenrecht"]));
    assert_eq!(asked("", "müller").1, list(&["0815"]));
    assert_eq!(asked("nicht angemeldet", "Protokoll").0, list(&["anonym", "nicht angemeldet"]));
    assert_eq!(asked("7f3a", "?"), (list(&["7f3a", "7f3a"]), list(&[])));
}

#[test]
fn an_address_asks_and_is_made_again() {
    let page_of = |query: &[(&str, &str)]| page(query);
    let asked = page_of(&[
        ("von", "01.11.2026"),
        ("bis", "2026-11-23"),
        ("wer", " Müller & Co "),
        ("was", "personen"),
        ("suche", "09273"),
    ]);
    let (filter, unused) = AuditFilter::read(&asked);
    assert_eq!((unused, filter.is_empty()), (vec![], false));
    assert_eq!(
        filter.url("/p", 3),
        "/p?von=2026-11-01&bis=2026-11-23&wer=M%C3%BCller+%26+Co&was=personen&suche=09273&seite=3"
    );
    let (filter, unused) =
        AuditFilter::read(&page_of(&[("von", "31.02.2026"), ("bis", "x"), ("was", "kaffee")]));
    assert_eq!(unused, [Unused::Day, Unused::Kind]);
    assert_eq!((filter.is_empty(), filter.url("/p", 1)), (true, "/p".to_owned()));
}
