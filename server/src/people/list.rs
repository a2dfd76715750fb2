//! Inviting many at once, from a list as Excel writes or copies it.

use std::collections::HashSet;
use std::sync::Arc;

use app::form::Mistake;
use app::people::{InviteListPage, Invited};
use app::words;
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use domain::people::{NewPerson, Purpose, Rights, Role, Territory};
use domain::register::Register;
use store::PeopleError;
use url::Url;

use super::letters;
use super::sign_in::signed_in;
use crate::bodies::Bodies;
use crate::failure::AppError;
use crate::guest::Guest;
use crate::state::AppState;
use crate::token::{person_id, token};
use crate::typed::Typed;
use crate::{form, pages};

/// The columns of a list, in any order; the first three are needed.
const COLUMNS: [&str; 6] = ["E-Mail", "Name", "Rolle", "Behörde", "mit Mitgliedern", "darf einladen"];

/// Somebody of a list, with the line it stands in, counted from 1 with the head.
pub(crate) type Listed = (usize, NewPerson);

/// Reads a list; all mistakes at once, each with its line.
pub(crate) fn read(text: &str, register: &Register) -> Result<Vec<Listed>, Vec<Mistake>> {
    // Browsers send CRLF, in the middle of which lines would be counted.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
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
    let bodies = Bodies::new(register);
    let mut known = HashSet::new();
    let (mut listed, mut mistakes): (Vec<Listed>, Vec<Mistake>) = (Vec::new(), Vec::new());
    for (line, row) in rows {
        let field = |column: usize| places[column].and_then(|place| row.get(place)).unwrap_or_default();
        if row.len() != head.len() {
            mistakes.push(Mistake::Line(line, Box::new(Mistake::Columns)));
            continue;
        }
        match person(field, &bodies) {
            Ok(new) if !known.insert(new.email.clone()) => {
                mistakes.push(Mistake::Line(line, Box::new(Mistake::ListedTwice)));
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

fn person<'a>(field: impl Fn(usize) -> &'a str, bodies: &Bodies<'_>) -> Result<NewPerson, Vec<Mistake>> {
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
        match bodies.find(field(3)) {
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
    let taken = state.db.addresses().await?;
    let twice = listed.iter().filter(|(_, new)| taken.contains(&new.email));
    mistakes.extend(twice.map(|(line, _)| Mistake::Line(*line, Box::new(Mistake::EmailTaken))));
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
    let newcomers: Vec<NewPerson> = listed.into_iter().map(|(_, new)| new).collect();
    match invite_all(&state, &guest, newcomers, &origin, &register).await {
        Ok(invited) => {
            given.invited = invited;
            pages::show_with(&state, &guest, uri, given).await
        }
        // Somebody else has invited one of them in this moment: whom, the next look at the list tells.
        Err(PeopleError::EmailTaken) => {
            typed.wrong("list", Mistake::EmailTaken);
            pages::show_form(&state, &guest, uri, given, Some(typed.sent())).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Makes all accounts at once, or none. Their letters go out one after the other while the page is read already:
/// two thousand take a mail server minutes.
async fn invite_all(
    state: &AppState,
    guest: &Guest,
    newcomers: Vec<NewPerson>,
    origin: &Url,
    register: &Arc<Register>,
) -> Result<Vec<Invited>, PeopleError> {
    let by = guest.visitor.person.clone().ok_or(PeopleError::NotAllowed)?;
    let now = state.clock.now();
    let until = now + Purpose::Invitation.lifetime();
    let newcomers: Vec<_> = newcomers.into_iter().map(|new| (person_id(), new, token())).collect();
    state.db.invite_all(&newcomers, &by.id, now).await?;
    let letters: Vec<_> = newcomers
        .into_iter()
        .map(|(_, new, token)| (new, letters::address(origin, Purpose::Invitation, &token)))
        .collect();
    let sends_mail = state.mailer.is_some();
    let invited = letters
        .iter()
        .map(|(new, link)| Invited {
            name: new.name.to_string(),
            email: new.email.clone(),
            link: (!sends_mail).then(|| link.to_string()),
            until,
        })
        .collect();
    if sends_mail {
        let (state, register) = (state.clone(), register.clone());
        tokio::spawn(async move {
            for (new, link) in letters {
                // What no mail server took is in the log, and the invitation can be renewed.
                letters::invitation(&state, &by, &new, &link, until, &register).await;
            }
        });
    }
    Ok(invited)
}

#[cfg(test)]
mod tests;
