//! The people somebody looks after, and one of them.

use std::collections::HashMap;
use std::sync::Arc;

use app::form::Mistake;
use app::people::{Done, FreshLink, PeoplePage, PersonPage};
use app::urls;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use domain::people::{NewPerson, PersonId, Purpose, Standing};
use store::PeopleError;

use super::letters;
use super::sign_in::signed_in;
use crate::failure::AppError;
use crate::guest::Guest;
use crate::state::AppState;
use crate::token::token;
use crate::typed::Typed;
use crate::{form, pages};

/// `GET /verwaltung/personen`
pub(crate) async fn list(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
) -> Result<Response, AppError> {
    let (by, _) = signed_in(&guest)?;
    let people = Arc::new(state.db.people_seen_by(by).await?);
    let done = pages::query(&uri).get("erledigt").and_then(|word| Done::read(word));
    pages::show_with(&state, &guest, uri, PeoplePage { people, done }).await
}

/// `GET /verwaltung/personen/{id}`
pub(crate) async fn show(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, AppError> {
    let given = given(&state, &guest, &id, &uri, None).await?;
    pages::show_with(&state, &guest, uri, given).await
}

async fn given(
    state: &AppState,
    guest: &Guest,
    id: &str,
    uri: &Uri,
    fresh: Option<FreshLink>,
) -> Result<PersonPage, AppError> {
    let (by, _) = signed_in(guest)?;
    let id: PersonId = id.parse().map_err(|_| AppError::NotFound)?;
    // Whoever somebody does not look after does not exist for it.
    let person = state.db.person_seen_by(by, &id).await?.ok_or(AppError::NotFound)?;
    let links = state.db.links(&id, state.clock.now()).await?;
    let done = pages::query(uri).get("erledigt").and_then(|word| Done::read(word));
    Ok(PersonPage { person, links, fresh, done })
}

/// The page again, with what was wrong in one of its forms.
async fn again(state: &AppState, guest: &Guest, id: &str, typed: Typed) -> Result<Response, AppError> {
    let uri: Uri = format!("{}/{id}", urls::PEOPLE).parse().map_err(|_| AppError::NotFound)?;
    let given = given(state, guest, id, &uri, None).await?;
    pages::show_form(state, guest, uri, given, Some(typed.sent())).await
}

fn done(id: &PersonId, what: Done) -> Response {
    Redirect::to(&urls::with_query(&urls::person(id), &[("erledigt", what.word())])).into_response()
}

/// `POST /verwaltung/personen/{id}`: other rights.
pub(crate) async fn set_rights(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(key): Path<String>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (by, _) = signed_in(&guest)?;
    let id: PersonId = key.parse().map_err(|_| AppError::NotFound)?;
    let mut typed = Typed::new(form::read(body).await?);
    let register = pages::page(&state, &uri).await?.register();
    let rights = typed.rights_with_rows(&register);
    if !typed.is_right() {
        return again(&state, &guest, &key, typed).await;
    }
    let seen = typed.text("version").parse().unwrap_or(0);
    let mistake = match state.db.set_rights(&id, &rights, seen, by, state.clock.now()).await {
        Ok(()) => return Ok(done(&id, Done::RightsChanged)),
        Err(PeopleError::Stale) => Mistake::Stale,
        Err(PeopleError::LastAdmin) => Mistake::LastAdmin,
        Err(error) => return Err(error.into()),
    };
    typed.wrong("role_lead", mistake);
    again(&state, &guest, &key, typed).await
}

/// `POST /verwaltung/personen/{id}/link`: another invitation, a link to a new password, or one for the status.
pub(crate) async fn give_link(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(key): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, AppError> {
    let (by, _) = signed_in(&guest)?;
    let id: PersonId = key.parse().map_err(|_| AppError::NotFound)?;
    let typed = Typed::new(form::read(body).await?);
    let person = state.db.person_seen_by(by, &id).await?.ok_or(AppError::NotFound)?;
    let purpose: Purpose = typed.text("purpose").parse().map_err(|_| AppError::Parameter)?;
    let fits = match purpose {
        Purpose::Setup => false,
        Purpose::Invitation => person.standing == Standing::Invited,
        // Whoever signs in through the provider gets no second way in.
        Purpose::Reset => person.standing == Standing::Active && person.has_password,
        Purpose::Status => person.standing != Standing::Deactivated,
    };
    let authority = match purpose {
        Purpose::Status => Some(typed.text("authority").parse().map_err(|_| AppError::Parameter)?),
        _ => None,
    };
    if !fits {
        return Err(AppError::Parameter);
    }
    let (token, now) = (token(), state.clock.now());
    state.db.give_link(&id, purpose, authority.as_ref(), &token, by, now).await?;
    let origin = letters::origin(&state.exposure, &headers).ok_or(AppError::Parameter)?;
    let link = letters::address(&origin, purpose, &token);
    let until = now + purpose.lifetime();
    let uri: Uri = urls::person(&id).parse().map_err(|_| AppError::NotFound)?;
    let was_sent = match (purpose, &guest.visitor.person) {
        (Purpose::Invitation, Some(by)) => {
            let register = pages::page(&state, &uri).await?.register();
            let new = NewPerson { email: person.email, name: person.name, rights: person.rights };
            letters::invitation(&state, by, &new, &link, until, &register).await
        }
        (Purpose::Reset, _) => letters::reset(&state, &person.email, &link, until).await,
        // The reminder that brings a link for the status is a letter of its own.
        _ => false,
    };
    let fresh = FreshLink { purpose, link: (!was_sent).then(|| link.into()), until };
    let given = given(&state, &guest, &key, &uri, Some(fresh)).await?;
    pages::show_with(&state, &guest, uri, given).await
}

/// `POST /verwaltung/links/{id}/widerrufen`
pub(crate) async fn revoke_link(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(link): Path<i64>,
) -> Result<Response, AppError> {
    let (by, _) = signed_in(&guest)?;
    let owner = state.db.revoke_link(link, by, state.clock.now()).await?;
    Ok(done(&owner, Done::LinkRevoked))
}

/// `POST /verwaltung/personen/{id}/deaktivieren`
pub(crate) async fn deactivate(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(key): Path<String>,
) -> Result<Response, AppError> {
    set_active(&state, &guest, &key, false).await
}

/// `POST /verwaltung/personen/{id}/aktivieren`
pub(crate) async fn activate(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(key): Path<String>,
) -> Result<Response, AppError> {
    set_active(&state, &guest, &key, true).await
}

async fn set_active(
    state: &AppState,
    guest: &Guest,
    key: &str,
    is_active: bool,
) -> Result<Response, AppError> {
    let (by, _) = signed_in(guest)?;
    let id: PersonId = key.parse().map_err(|_| AppError::NotFound)?;
    match state.db.set_active(&id, is_active, by, state.clock.now()).await {
        Ok(()) => Ok(done(&id, if is_active { Done::Activated } else { Done::Deactivated })),
        Err(PeopleError::LastAdmin) => refuse_last_admin(state, guest, key, Typed::new(HashMap::new())).await,
        Err(error) => Err(error.into()),
    }
}

/// `POST /verwaltung/personen/{id}/loeschen`
pub(crate) async fn delete(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(key): Path<String>,
    body: Body,
) -> Result<Response, AppError> {
    let (by, _) = signed_in(&guest)?;
    let id: PersonId = key.parse().map_err(|_| AppError::NotFound)?;
    let mut typed = Typed::new(form::read(body).await?);
    if !typed.is_checked("confirmed") {
        typed.wrong("confirmed", Mistake::NotConfirmed);
        return again(&state, &guest, &key, typed).await;
    }
    match state.db.delete_person(&id, by, state.clock.now()).await {
        Ok(()) => {
            let address = urls::with_query(urls::PEOPLE, &[("erledigt", Done::PersonDeleted.word())]);
            Ok(Redirect::to(&address).into_response())
        }
        Err(PeopleError::LastAdmin) => refuse_last_admin(&state, &guest, &key, typed).await,
        Err(error) => Err(error.into()),
    }
}

async fn refuse_last_admin(
    state: &AppState,
    guest: &Guest,
    key: &str,
    mut typed: Typed,
) -> Result<Response, AppError> {
    typed.wrong("confirmed", Mistake::LastAdmin);
    again(state, guest, key, typed).await
}
