//! What letters say.

use domain::people::{Role, Standing};
use domain::stage::Stage;

use super::super::letters::Desk;
use super::super::plan::{Sent, plan};
use super::*;
use crate::mail::Letter;

/// The one letter that this person gets.
fn letter(situation: &Situation, person: &Person, links: &[(Ars, String)], on: &str) -> Letter {
    let planned = plan(situation, std::slice::from_ref(person), &Sent::new(), day(on));
    assert_eq!(planned.len(), 1, "{planned:#?}");
    let origin = "https://lagebild.example/".parse().unwrap();
    Desk { situation, origin: &origin, today: day(on) }.write(&planned[0], links)
}

/// Every line stands in the text, and in the HTML as text.
fn says(letter: &Letter, lines: &[&str]) {
    let html = letter.html.as_ref().unwrap();
    for line in lines {
        assert!(letter.text.contains(line), "{line:?} in {}", letter.text);
        assert!(html.contains(line), "{line:?} in {html}");
    }
}

#[test]
fn a_reminder_says_what_is_asked_and_where_to_answer() {
    let known = situation(&[(MEITINGEN, "wohnsitzanmeldung", Stage::Preparing, "2026-10-01")]);
    let person = contact(1, MEITINGEN, false);
    let letter = letter(&known, &person, &[link(MEITINGEN, "abc")], MONDAY);
    assert_eq!(letter.to, person.email);
    assert_eq!(letter.subject, "Lagebild: ein offener Punkt für Markt Meitingen");
    says(
        &letter,
        &[
            "Markt Meitingen",
            "wohnsitzanmeldung: „in Vorbereitung“, zuletzt bestätigt am 01.10.2026. Stimmt das noch?",
            "https://lagebild.example/bestaetigen/abc",
            "https://lagebild.example/meine-kommune",
            "https://lagebild.example/konto#erinnerungen",
        ],
    );
    let way_out = letter.unsubscribe.unwrap();
    assert_eq!(way_out.as_str(), "https://lagebild.example/bestaetigen/abc/abbestellen");
    assert!(!letter.text.contains("Person 1"), "no more of a person than is needed");
}

#[test]
fn whoever_was_invited_is_led_nowhere_where_one_has_to_sign_in() {
    let person = Person { standing: Standing::Invited, ..contact(1, MEITINGEN, false) };
    let letter = letter(&situation(&[]), &person, &[link(MEITINGEN, "abc")], MONDAY);
    says(&letter, &["Es liegt noch keine Angabe vor.", "Keine Erinnerungen mehr (am Ende der Seite)"]);
    assert!(!letter.text.contains("/meine-kommune") && !letter.text.contains("/konto"), "{}", letter.text);
}

#[test]
fn a_reminder_of_many_authorities_stays_short() {
    let links = [link("09273", "kreis")];
    let letter = letter(&situation(&[]), &contact(1, "09273", true), &links, MONDAY);
    assert_eq!(letter.subject, "Lagebild: 18\u{a0}offene Punkte für 14 Behörden");
    says(
        &letter,
        &["Landratsamt Kelheim", "und 2 mehr", "Auch bei 9\u{a0}weiteren Behörden ist etwas offen."],
    );
    assert_eq!(
        letter.text.matches("- ").count(),
        3 + 1 + 4 + 1,
        "three lines and the rest, four others, the foot"
    );
}

#[test]
fn a_report_has_the_three_measures_and_what_is_new() {
    let known = situation(&[(MEITINGEN, "wohnsitzanmeldung", Stage::Live, "2026-11-20")]);
    let lead = person(1, &[Role::Lead], &[]);
    let known = with_due(&known, vec![measure(1, &lead, "2026-10-01")], Vec::new());
    let letter = letter(&known, &lead, &[], MONDAY);
    assert_eq!(letter.subject, "Lagebild: Wochenbericht KW 48/2026");
    says(
        &letter,
        &[
            "Behörden: 0,1\u{a0}% (1 von 1.456), am 16.11.2026 waren es 0\u{a0}%",
            "Kommunen: 0\u{a0}% (0 von 2.056)",
            "Menschen: 0\u{a0}% (0 von 13.",
            "Neu live: 1",
            "Markt Meitingen: wohnsitzanmeldung",
            "Überfällige Maßnahmen: 1",
            "Maßnahme 1, Person 1, war am 01.10.2026 fällig",
            "1.455\u{a0}Behörden haben seit 30 Tagen",
            "https://lagebild.example/massnahmen",
        ],
    );
    assert!(
        !letter.text.contains("Nicht mehr live") && !letter.text.contains("/hindernisse"),
        "{}",
        letter.text
    );
    assert_eq!(letter.unsubscribe, None);
}

#[test]
fn a_due_date_is_told_with_the_way_to_it() {
    let owner = person(1, &[Role::Viewer], &[]);
    let mut promised = measure(12, &owner, "2026-11-25");
    promised.facts.what = "<b>Schnittstelle</b>\u{a0}bestellen".into();
    let known = with_due(&situation(&[]), vec![promised], Vec::new());
    let soon = letter(&known, &owner, &[], MONDAY);
    assert_eq!(soon.subject, "Lagebild: Frist am 25.11.2026");
    assert!(
        soon.text.contains("Maßnahme „<b>Schnittstelle</b>\u{a0}bestellen“, fällig am 25.11.2026"),
        "{}",
        soon.text
    );
    assert!(soon.html.as_ref().unwrap().contains("&lt;b&gt;Schnittstelle&lt;/b&gt;"), "{:?}", soon.html);
    says(&soon, &["https://lagebild.example/massnahmen/12"]);
    let late = letter(&known, &owner, &[], "2026-11-26");
    assert_eq!(late.subject, "Lagebild: Frist vom 25.11.2026 ist abgelaufen");
    says(&late, &["war am 25.11.2026 fällig"]);
}
