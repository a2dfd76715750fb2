//! Getting in by a link: the set-up, an invitation, a forgotten password.

use std::collections::BTreeSet;

use app::form::Mistake;
use app::people::{ForgottenPage, LinkPage};
use app::urls;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use domain::people::{Email, LinkState, NewPerson, Person, Purpose, Rights, Role, Standing};
use store::PeopleError;
use url::Url;

use super::letters;
use super::sign_in::{welcome, with_wait};
use crate::client_address::ClientAddress;
use crate::failure::AppError;
use crate::guest::Guest;
use crate::state::AppState;
use crate::token::{person_id, token};
use crate::typed::Typed;
use crate::{form, pages, password};

/// What a visitor of a link is asked, by the first part of the address.
fn purpose(uri: &Uri) -> Purpose {
    match uri.path().split('/').nth(1) {
        Some("einrichten") => Purpose::Setup,
        Some("einladung") => Purpose::Invitation,
        _ => Purpose::Reset,
    }
}

/// `GET /einrichten/{token}`, `/einladung/{token}`, `/passwort/{token}`. Looking does not use the link up: mail
/// servers look at links before their readers do.
pub(crate) async fn show(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(token): Path<String>,
    uri: Uri,
) -> Result<Response, AppError> {
    let given = given(&state, &token, &uri).await?;
    pages::show_with(&state, &guest, uri, given).await
}

async fn given(state: &AppState, token: &str, uri: &Uri) -> Result<LinkPage, AppError> {
    let purpose = purpose(uri);
    let link = state.db.link(token, purpose, state.clock.now()).await?;
    let person = match link.as_ref().and_then(|link| link.person.as_ref()) {
        Some(id) => state.db.person(id).await?,
        None => None,
    };
    Ok(LinkPage { purpose, state: link.map(|link| link.state), action: urls::link(purpose, token), person })
}

/// `POST` to a link: chooses a password, uses the link up, and signs in.
pub(crate) async fn open(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    ClientAddress(address): ClientAddress,
    Path(token): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, AppError> {
    let mut typed = Typed::new(form::read(body).await?);
    let given = given(&state, &token, &uri).await?;
    // The page says what has become of the link.
    if given.state != Some(LinkState::Open) {
        return pages::show_with(&state, &guest, uri, given).await;
    }
    if let Err(wait) = state.costly.admit(address) {
        let sent = typed.refused(Mistake::TooMany(wait.seconds));
        return Ok(with_wait(pages::show_form(&state, &guest, uri, given, Some(sent)).await?, wait));
    }
    let opened = match given.purpose {
        Purpose::Setup => set_up(&state, &token, &mut typed).await,
        Purpose::Invitation => accept(&state, &token, &mut typed, given.person.as_ref()).await,
        Purpose::Reset | Purpose::Status => reset(&state, &token, &mut typed, given.person.as_ref()).await,
    };
    match opened {
        Ok(Some(person)) => welcome(&state, &guest, &headers, person, "link", None, None)
            .await
            .map(|welcomed| welcomed.unwrap_or_else(|| Redirect::to(urls::SIGN_IN).into_response())),
        Ok(None) => pages::show_form(&state, &guest, uri, given, Some(typed.sent())).await,
        Err(PeopleError::Store(error)) => Err(error.into()),
        Err(PeopleError::EmailTaken) => {
            typed.wrong("email", Mistake::EmailTaken);
            pages::show_form(&state, &guest, uri, given, Some(typed.sent())).await
        }
        // Used by somebody else in the meantime.
        Err(PeopleError::Link(link)) => {
            let given = LinkPage { state: Some(link), ..given };
            pages::show_with(&state, &guest, uri, given).await
        }
        Err(_) => pages::show_with(&state, &guest, uri, LinkPage { state: None, ..given }).await,
    }
}

/// The first admin; `None`: something typed is wrong.
async fn set_up(state: &AppState, token: &str, typed: &mut Typed) -> Result<Option<Person>, PeopleError> {
    let personal = [typed.text("email").to_owned(), typed.text("name").to_owned()];
    let (email, name) = (typed.email(), typed.name());
    let password = typed.new_password(&[&personal[0], &personal[1]]);
    let (Some(email), Some(name), Some(password)) = (email, name, password) else { return Ok(None) };
    let id = person_id();
    let rights = Rights { roles: BTreeSet::from([Role::Admin]), territories: Vec::new() };
    let Some(hash) = hashed(password).await else { return Ok(None) };
    let new = NewPerson { email, name, rights };
    state.db.set_up(token, &id, &new, &hash, state.clock.now()).await?;
    Ok(state.db.person(&id).await?)
}

async fn accept(
    state: &AppState,
    token: &str,
    typed: &mut Typed,
    person: Option<&Person>,
) -> Result<Option<Person>, PeopleError> {
    let email = person.map_or("", |person| person.email.as_str()).to_owned();
    let typed_name = typed.text("name").to_owned();
    let name = typed.name();
    let password = typed.new_password(&[&email, &typed_name]);
    let (Some(name), Some(password)) = (name, password) else { return Ok(None) };
    let Some(hash) = hashed(password).await else { return Ok(None) };
    let id = state.db.accept_invitation(token, &name, &hash, state.clock.now()).await?;
    Ok(state.db.person(&id).await?)
}

async fn reset(
    state: &AppState,
    token: &str,
    typed: &mut Typed,
    person: Option<&Person>,
) -> Result<Option<Person>, PeopleError> {
    let personal = person.map_or(["", ""], |person| [person.email.as_str(), person.name.as_str()]);
    let Some(password) = typed.new_password(&personal) else { return Ok(None) };
    let Some(hash) = hashed(password).await else { return Ok(None) };
    let id = state.db.reset_password(token, &hash, state.clock.now()).await?;
    if let Some(person) = person {
        letters::password_changed(state, &person.email).await;
    }
    Ok(state.db.person(&id).await?)
}

/// A password to keep; `None`: the machine is out of memory, and the form comes back.
pub(crate) async fn hashed(password: String) -> Option<String> {
    password::hash(password).await.inspect_err(|error| tracing::error!(%error, "no hash")).ok()
}

/// `GET /passwort`
pub(crate) async fn forgotten(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
) -> Result<Response, AppError> {
    let is_asked = pages::query(&uri).contains_key("gesendet");
    let given = ForgottenPage { is_asked, sends_mail: state.mailer.is_some() };
    pages::show_with(&state, &guest, uri, given).await
}

/// `POST /passwort`: the same answer whether anybody has the address or not, and as quick.
pub(crate) async fn ask(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let mut typed = Typed::new(form::read(body).await?);
    let given = ForgottenPage { is_asked: false, sends_mail: state.mailer.is_some() };
    if let Err(wait) = state.costly.admit(address) {
        let sent = typed.refused(Mistake::TooMany(wait.seconds));
        return Ok(with_wait(pages::show_form(&state, &guest, uri, given, Some(sent)).await?, wait));
    }
    let Some(email) = typed.email() else {
        return pages::show_form(&state, &guest, uri, given, Some(typed.sent())).await;
    };
    let Some(origin) = letters::origin(&state.exposure, &headers) else { return Err(AppError::Parameter) };
    tokio::spawn(async move {
        if let Err(error) = send_reset(&state, &email, &origin).await {
            tracing::error!(%error, "no reset was sent");
        }
    });
    Ok(Redirect::to(&urls::with_query(urls::FORGOTTEN, &[("gesendet", "ja")])).into_response())
}

async fn send_reset(state: &AppState, email: &Email, origin: &Url) -> Result<(), PeopleError> {
    if state.mailer.is_none() {
        return Ok(());
    }
    let person = state.db.person_with(email).await?;
    let Some(person) = person.filter(|person| person.standing == Standing::Active && person.has_password)
    else {
        return Ok(());
    };
    let token = token();
    let now = state.clock.now();
    if !state.db.give_reset(&person.id, &token, now).await? {
        return Ok(());
    }
    let link = letters::address(origin, Purpose::Reset, &token);
    letters::reset(state, &person.email, &link, now + Purpose::Reset.lifetime()).await;
    Ok(())
}
