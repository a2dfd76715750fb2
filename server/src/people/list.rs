//! Inviting many at once, from a list as Excel writes or copies it.

use app::people::{InviteListPage, Mistake};
use app::words;
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use domain::people::{NewPerson, Rights, Role, Territory};
use domain::register::Register;
use store::PeopleError;

use super::sign_in::signed_in;
use super::typed::{Typed, find_body};
use super::{invite, letters};
use crate::failure::AppError;
use crate::guest::Guest;
use crate::state::AppState;
use crate::{form, pages};

/// The columns of a list, in any order; the first three are needed.
const COLUMNS: [&str; 6] = ["E-Mail", "Name", "Rolle", "Behörde", "mit Mitgliedern", "darf einladen"];

/// Somebody of a list, with the line it stands in, counted from 1 with the head.
pub(crate) type Listed = (usize, NewPerson);

/// Reads a list; all mistakes at once, each with its line.
pub(crate) fn read(text: &str, register: &Register) -> Result<Vec<Listed>, Vec<Mistake>> {
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or_default();
    let separator = [b'\t', b';', b','].into_iter().find(|byte| head.bytes().any(|other| other == *byte));
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(separator.unwrap_or(b';'))
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut rows = rows.records().filter_map(Result::ok).map(|row| {
        let line = row.position().map_or(0, |position| usize::try_from(position.line()).unwrap_or(0));
        (line, row)
    });
    let Some((_, head)) = rows.next() else { return Err(vec![Mistake::Missing]) };
    let key = domain::text::search_key;
    let position = |column: &str| head.iter().position(|name| key(name) == key(column));
    let places = COLUMNS.map(position);
    if let Some(missing) =
        COLUMNS[..3].iter().zip(places).find_map(|(name, place)| place.is_none().then_some(*name))
    {
        return Err(vec![Mistake::NoColumn(missing)]);
    }
    let (mut listed, mut mistakes): (Vec<Listed>, Vec<Mistake>) = (Vec::new(), Vec::new());
    for (line, row) in rows {
        let field = |column: usize| places[column].and_then(|place| row.get(place)).unwrap_or_default();
        if row.len() != head.len() {
            mistakes.push(Mistake::Line(line, Box::new(Mistake::Columns)));
            continue;
        }
        match person(field, register) {
            Ok(new) if listed.iter().any(|(_, known)| known.email == new.email) => {
                mistakes.push(Mistake::Line(line, Box::new(Mistake::EmailTaken)));
            }
            Ok(new) => listed.push((line, new)),
            Err(found) => {
                mistakes.extend(found.into_iter().map(|mistake| Mistake::Line(line, Box::new(mistake))));
            }
        }
    }
    if mistakes.is_empty() && listed.is_empty() {
        mistakes.push(Mistake::Missing);
    }
    if mistakes.is_empty() { Ok(listed) } else { Err(mistakes) }
}

fn person<'a>(field: impl Fn(usize) -> &'a str, register: &Register) -> Result<NewPerson, Vec<Mistake>> {
    let mut mistakes = Vec::new();
    let email = field(0).parse().map_err(|_| mistakes.push(Mistake::NotAnEmail)).ok();
    let name = field(1).parse().map_err(|error| mistakes.push(Mistake::Name(error))).ok();
    let mut rights = Rights::default();
    for word in field(2).split(['+', '/', '|']).map(str::trim).filter(|word| !word.is_empty()) {
        let known = Role::ALL.into_iter().find(|role| {
            role.as_str() == word
                || domain::text::search_key(words::role(*role)) == domain::text::search_key(word)
        });
        match known {
            Some(role) => {
                rights.roles.insert(role);
            }
            None => mistakes.push(Mistake::NoSuchRole(word.to_owned())),
        }
    }
    if rights.roles.is_empty() && mistakes.is_empty() {
        mistakes.push(Mistake::NoRole);
    }
    if !field(3).is_empty() {
        match find_body(register, field(3)) {
            Ok(body) => {
                let (with_members, may_invite) = (is_yes(field(4)), is_yes(field(5)));
                rights.territories.push(Territory { body, with_members, may_invite });
            }
            Err(close) => mistakes.push(Mistake::NoSuchBody(close)),
        }
    } else if rights.has(Role::Contact) {
        mistakes.push(Mistake::NoTerritory);
    }
    match (email, name) {
        (Some(email), Some(name)) if mistakes.is_empty() => Ok(NewPerson { email, name, rights }),
        _ => Err(mistakes),
    }
}

fn is_yes(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "ja" | "j" | "x" | "1" | "wahr" | "yes" | "true")
}

/// `GET /verwaltung/personen/liste`
pub(crate) async fn show(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
) -> Result<Response, AppError> {
    let given = InviteListPage { sends_mail: state.mailer.is_some(), ..InviteListPage::default() };
    pages::show_with(&state, &guest, uri, given).await
}

/// `POST /verwaltung/personen/liste`: shows what would be done, or does it. All of the list or nothing.
pub(crate) async fn invite(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    headers: HeaderMap,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    signed_in(&guest)?;
    let mut typed = Typed::new(form::read_list(body).await?);
    let mut given = InviteListPage { sends_mail: state.mailer.is_some(), ..InviteListPage::default() };
    let register = pages::page(&state, &uri).await?.register();
    let mut mistakes = Vec::new();
    let listed = read(typed.text("list"), &register).unwrap_or_else(|found| {
        mistakes = found;
        Vec::new()
    });
    for (line, new) in &listed {
        if state.db.person_with(&new.email).await?.is_some() {
            mistakes.push(Mistake::Line(*line, Box::new(Mistake::EmailTaken)));
        }
    }
    if !mistakes.is_empty() {
        for mistake in mistakes {
            typed.wrong("list", mistake);
        }
        return pages::show_form(&state, &guest, uri, given, Some(typed.sent())).await;
    }
    if typed.text("step") != "einladen" {
        let told = |new: &NewPerson| words::rights(&new.rights, &register);
        given.preview = Some(
            listed.iter().map(|(_, new)| (new.name.to_string(), new.email.clone(), told(new))).collect(),
        );
        return pages::show_form(&state, &guest, uri, given, Some(typed.sent())).await;
    }
    let origin = letters::origin(&state.exposure, &headers).ok_or(AppError::Parameter)?;
    for (line, new) in &listed {
        match invite::send(&state, &guest, new, &origin, &register).await {
            Ok(invited) => given.invited.push(invited),
            // Somebody else has just invited the same person: the rest of the list is no worse for it.
            Err(PeopleError::EmailTaken) => {
                typed.wrong("list", Mistake::Line(*line, Box::new(Mistake::EmailTaken)));
            }
            Err(error) => return Err(error.into()),
        }
    }
    let sent = (!typed.is_right()).then(|| typed.sent());
    pages::show_form(&state, &guest, uri, given, sent).await
}
