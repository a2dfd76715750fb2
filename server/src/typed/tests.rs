use domain::entry::NOTE_MAX;
use domain::stage::Stage;
use store::{Db, ReadModel};

use super::*;

fn today() -> Day {
    "2026-11-23".parse().unwrap()
}

fn typed(fields: &[(&str, &str)]) -> Typed {
    Typed::new(fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect())
}

/// What a reader makes of one field, and the mistake that it noted.
fn read<T>(text: &str, reader: impl FnOnce(&mut Typed) -> T) -> (T, Option<Mistake>) {
    let mut typed = typed(&[("feld", text)]);
    let read = reader(&mut typed);
    let mistakes = typed.sent().mistakes;
    assert!(mistakes.len() <= 1, "{mistakes:?}");
    let mistake = mistakes.into_iter().next().map(|(field, mistake)| {
        assert_eq!(field.as_deref(), Some("feld"));
        mistake
    });
    (read, mistake)
}

#[test]
fn an_empty_field_is_missing_only_where_it_has_to_be_filled() {
    assert_eq!(read(" ", |form| form.line("feld", 10)), (None, None));
    assert_eq!(read(" \r\n", |form| form.note("feld")), (None, None));
    assert_eq!(read("", |form| form.link("feld")), (None, None));
    assert_eq!(read("", |form| form.day("feld", today())), (None, None));
    assert_eq!(read("", |form| form.optional_choice::<Stage>("feld")), (None, None));
    assert_eq!(read(" ", |form| form.required_line("feld", 10)), (None, Some(Mistake::Missing)));
    assert_eq!(read(" ", |form| form.required_note("feld")), (None, Some(Mistake::Missing)));
    assert_eq!(read("", |form| form.required_day("feld", today())), (None, Some(Mistake::MissingDay)));
    assert_eq!(read("", |form| form.past_day("feld", today())), (None, Some(Mistake::MissingDay)));
    assert_eq!(read("", |form| form.choice::<Stage>("feld")), (None, Some(Mistake::MissingChoice)));
    assert_eq!(read("", |form| form.number("feld")), (None, Some(Mistake::Number)));
}

#[test]
fn a_text_is_taken_without_the_blanks_around_it() {
    assert_eq!(
        read(" Modul fehlt ", |form| form.required_line("feld", 20)),
        (Some("Modul fehlt".into()), None)
    );
    assert_eq!(read("eins\r\nzwei\n", |form| form.required_note("feld")), (Some("eins\nzwei".into()), None));
}

#[test]
fn a_text_that_is_too_long_is_refused_with_how_long_it_is() {
    let (max, is) = (200, 5_000);
    let title = "x".repeat(is);
    assert_eq!(
        read(&title, |form| form.required_line("feld", max)),
        (None, Some(Mistake::Field(Problem::TooLong { max, is })))
    );
    assert_eq!(
        read(&title, |form| form.line("feld", max)),
        (None, Some(Mistake::Field(Problem::TooLong { max, is })))
    );
    assert_eq!(
        read(&title, |form| form.note("feld")),
        (None, Some(Mistake::Field(Problem::TooLong { max: NOTE_MAX, is })))
    );
}

#[test]
fn a_line_has_no_line_breaks_and_a_link_leads_into_the_web() {
    assert_eq!(
        read("a\nb", |form| form.line("feld", 10)),
        (None, Some(Mistake::Field(Problem::ControlCharacter)))
    );
    assert_eq!(
        read("javascript:alert(1)", |form| form.link("feld")),
        (None, Some(Mistake::Field(Problem::NotALink)))
    );
    assert_eq!(
        read("https://a.example/x", |form| form.link("feld")),
        (Some("https://a.example/x".into()), None)
    );
}

#[test]
fn what_has_happened_does_not_lie_ahead_and_what_is_planned_may() {
    let tomorrow = "24.11.2026";
    assert_eq!(
        read(tomorrow, |form| form.past_day("feld", today())),
        (None, Some(Mistake::Field(Problem::InTheFuture)))
    );
    assert_eq!(read(tomorrow, |form| form.day("feld", today())), (Some(today().plus(1)), None));
    assert_eq!(read(tomorrow, |form| form.required_day("feld", today())), (Some(today().plus(1)), None));
    assert_eq!(
        read("2226-01-01", |form| form.day("feld", today())),
        (None, Some(Mistake::Field(Problem::TooFarAhead)))
    );
}

#[test]
fn what_cannot_be_chosen_was_not_chosen() {
    assert_eq!(read("live", |form| form.choice("feld")), (Some(Stage::Live), None));
    assert_eq!(read("fertig", |form| form.choice::<Stage>("feld")), (None, Some(Mistake::NoSuchChoice)));
    assert_eq!(
        read("fertig", |form| form.optional_choice::<Stage>("feld")),
        (None, Some(Mistake::NoSuchChoice))
    );
    assert_eq!(read("12", |form| form.number("feld")), (Some(12), None));
    assert_eq!(read("zwölf", |form| form.number("feld")), (None, Some(Mistake::Number)));
}

#[test]
fn ticked_boxes_of_a_group_are_told_without_its_prefix() {
    let form = typed(&[("service_waffenrecht", "on"), ("service_bauen", "on"), ("servicewidrig", "on")]);
    assert_eq!(form.checked_with_prefix("service_"), ["bauen", "waffenrecht"]);
}

#[tokio::test]
async fn bodies_are_found_by_key_or_name_each_once() {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&format!("sqlite:{}", folder.path().join("form.db").display())).await.unwrap();
    let situation = ReadModel::new(db).current().await.unwrap().situation;
    let register = situation.responsibilities(today()).register().clone();
    let bodies = Bodies::new(&register);
    let kelheim: Ars = "09273".parse().unwrap();

    let mut form = typed(&[
        ("body_0", "Landkreis Kelheim"),
        ("body_1", ""),
        ("body_2", "09273"),
        ("body_3", "Markt Meitingen"),
        ("body_5", "Markt Bissingen"),
    ]);
    assert_eq!(form.bodies("body_", &bodies), [kelheim, "097720177177".parse().unwrap()]);
    assert!(form.is_right());

    let mut form = typed(&[("body_0", "Hausen"), ("body_1", "Atlantis")]);
    assert_eq!(form.bodies("body_", &bodies), []);
    let mistakes = form.sent().mistakes;
    assert!(
        matches!(&mistakes[0], (Some(field), Mistake::NoSuchBody(close)) if field == "body_0" && close.len() > 1)
    );
    assert_eq!(mistakes[1], (Some("body_1".to_owned()), Mistake::NoSuchBody(Vec::new())));
}
