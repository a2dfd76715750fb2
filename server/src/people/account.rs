//! One's own account.

use app::form::Mistake;
use app::people::{AccountPage, Done, OpenSession};
use app::urls;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Json};
use domain::people::PersonId;
use serde_json::json;
use store::PeopleError;

use super::letters;
use super::links::hashed;
use super::sign_in::{leave, signed_in, with_wait};
use crate::failure::AppError;
use crate::guest::Guest;
use crate::state::AppState;
use crate::typed::Typed;
use crate::{form, pages, password};

/// `GET /konto`
pub(crate) async fn show(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
) -> Result<Response, AppError> {
    let given = given(&state, &guest, &uri).await?;
    pages::show_with(&state, &guest, uri, given).await
}

async fn given(state: &AppState, guest: &Guest, uri: &Uri) -> Result<AccountPage, AppError> {
    let (id, this) = signed_in(guest)?;
    let sessions = state.db.sessions(id, state.clock.now()).await?;
    let sessions = sessions
        .into_iter()
        .map(|session| OpenSession {
            id: session.id,
            is_this: session.id == this,
            created_at: session.created_at,
            last_seen_at: session.last_seen_at,
            agent: session.agent,
        })
        .collect();
    let done = pages::query(uri).get("erledigt").and_then(|word| Done::read(word));
    Ok(AccountPage { sessions, done })
}

/// The page again, with what was wrong in one of its forms.
async fn again(state: &AppState, guest: &Guest, typed: Typed) -> Result<Response, AppError> {
    let uri = Uri::from_static(urls::ACCOUNT);
    let given = given(state, guest, &uri).await?;
    pages::show_form(state, guest, uri, given, Some(typed.sent())).await
}

fn done(what: Done) -> Response {
    Redirect::to(&urls::with_query(urls::ACCOUNT, &[("erledigt", what.word())])).into_response()
}

/// `POST /konto/name`
pub(crate) async fn rename(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    body: Body,
) -> Result<Response, AppError> {
    let (id, _) = signed_in(&guest)?;
    let mut typed = Typed::new(form::read(body).await?);
    let Some(name) = typed.name() else { return again(&state, &guest, typed).await };
    state.db.rename_person(id, &name, state.clock.now()).await?;
    Ok(done(Done::Renamed))
}

/// `POST /konto/erinnerungen`
pub(crate) async fn set_reminders(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    body: Body,
) -> Result<Response, AppError> {
    let (id, _) = signed_in(&guest)?;
    let wants_reminders = Typed::new(form::read(body).await?).is_checked("reminders");
    state.db.set_reminders(id, wants_reminders, state.clock.now()).await?;
    Ok(done(if wants_reminders { Done::RemindersOn } else { Done::RemindersOff }))
}

/// `POST /konto/passwort`: asks for the current one, so that a browser left open gives nobody the account.
pub(crate) async fn change_password(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    body: Body,
) -> Result<Response, AppError> {
    let (id, session) = signed_in(&guest)?;
    let mut typed = Typed::new(form::read(body).await?);
    let person = guest.visitor.person.as_ref().ok_or(AppError::SignedOut(None))?;
    // Whoever found a browser left open must not find out the password by trying.
    if let Err(wait) = state.sign_ins.admit(None, person.email.as_str(), Some(id.as_str())) {
        typed.wrong("current", Mistake::TooMany(wait.seconds));
        return Ok(with_wait(again(&state, &guest, typed).await?, wait));
    }
    let current = state.db.credentials(&person.email).await?.and_then(|found| found.password_hash);
    let is_right = password::verify(typed.text("current").to_owned(), current.clone()).await;
    let Some(current) = current.filter(|_| is_right) else {
        typed.wrong("current", Mistake::WrongPassword);
        return again(&state, &guest, typed).await;
    };
    let Some(password) = typed.new_password(&[person.email.as_str(), person.name.as_str()]) else {
        return again(&state, &guest, typed).await;
    };
    let Some(hash) = hashed(password).await else { return again(&state, &guest, typed).await };
    match state.db.change_password(id, &current, &hash, session, state.clock.now()).await {
        Ok(()) => {}
        // Changed elsewhere in this moment: what was typed as the current one no longer is.
        Err(PeopleError::Stale) => {
            typed.wrong("current", Mistake::WrongPassword);
            return again(&state, &guest, typed).await;
        }
        Err(error) => return Err(error.into()),
    }
    letters::password_changed(&state, &person.email).await;
    Ok(done(Done::PasswordChanged))
}

/// `POST /konto/sitzungen/{id}`
pub(crate) async fn end_session(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(session): Path<i64>,
) -> Result<Response, AppError> {
    let (id, this) = signed_in(&guest)?;
    state.db.end_session(id, session, state.clock.now()).await?;
    Ok(if session == this { leave(&state, Done::SignedOut) } else { done(Done::SessionEnded) })
}

/// `POST /konto/sitzungen`: all but this one.
pub(crate) async fn end_other_sessions(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
) -> Result<Response, AppError> {
    let (id, this) = signed_in(&guest)?;
    state.db.end_other_sessions(id, this, state.clock.now()).await?;
    Ok(done(Done::SessionEnded))
}

/// `POST /konto/loeschen`
pub(crate) async fn delete(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    body: Body,
) -> Result<Response, AppError> {
    let (id, _) = signed_in(&guest)?;
    let mut typed = Typed::new(form::read(body).await?);
    if !typed.is_checked("confirmed") {
        typed.wrong("confirmed", Mistake::NotConfirmed);
        return again(&state, &guest, typed).await;
    }
    match state.db.delete_person(id, id, state.clock.now()).await {
        Ok(()) => Ok(leave(&state, Done::AccountDeleted)),
        Err(PeopleError::LastAdmin) => {
            typed.wrong("confirmed", Mistake::LastAdmin);
            again(&state, &guest, typed).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `GET /konto/daten.json`: everything kept about oneself (GDPR, articles 15 and 20).
pub(crate) async fn data(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
) -> Result<Response, AppError> {
    let (id, _) = signed_in(&guest)?;
    let now = state.clock.now();
    let person = state.db.person(id).await?.ok_or(AppError::SignedOut(None))?;
    let sessions: Vec<_> = state
        .db
        .sessions(id, now)
        .await?
        .into_iter()
        .map(|session| {
            json!({ "since": session.created_at, "last_used": session.last_seen_at, "browser": session.agent })
        })
        .collect();
    let territories: Vec<_> = person
        .rights
        .territories
        .iter()
        .map(
            |own| json!({ "body": own.body, "with_members": own.with_members, "may_invite": own.may_invite }),
        )
        .collect();
    let links = state.db.links(id, now).await?.into_iter().map(|link| {
        json!({
            "purpose": link.purpose.as_str(),
            "authority": link.authority,
            "made": link.created_at,
            "expires": link.expires_at,
        })
    });
    let letters = state.db.notifications_of(id).await?.into_iter();
    let letters = letters.map(|sent| json!({ "about": sent.occasion.to_string(), "sent": sent.sent_at }));
    let told = json!({
        "id": id.as_str(),
        "email": person.email.as_str(),
        "name": person.name.as_str(),
        "roles": person.rights.roles.iter().map(|role| role.as_str()).collect::<Vec<_>>(),
        "territories": territories,
        "created": person.created_at,
        "last_seen": person.last_seen_at,
        "sessions": sessions,
        "known_browsers_last_used": state.db.devices(id).await?,
        "links": links.collect::<Vec<_>>(),
        "wants_reminders": person.wants_reminders,
        "letters": letters.collect::<Vec<_>>(),
        "entries": entries(&state, id).await?,
    });
    let attachment = [(header::CONTENT_DISPOSITION, "attachment; filename=\"lagebild-konto.json\"")];
    Ok((attachment, Json(told)).into_response())
}

/// What somebody recorded, and what somebody took back.
async fn entries(state: &AppState, id: &PersonId) -> Result<Vec<serde_json::Value>, AppError> {
    let picture = state.read_model.current().await?;
    let mut entries = Vec::new();
    for (rollout, history) in picture.situation.histories() {
        for event in history.events() {
            let retraction =
                event.retraction.as_ref().filter(|retraction| retraction.actor.id == id.as_str());
            let is_own = event.actor.id == id.as_str();
            if !is_own && retraction.is_none() {
                continue;
            }
            entries.push(json!({
                "authority": rollout.authority,
                "service": rollout.service.as_str(),
                "stage": event.entry.stage,
                "effective_on": event.entry.effective_on,
                "note": event.entry.note.as_ref().filter(|_| is_own),
                "recorded": is_own.then_some(event.recorded_at),
                "taken_back": retraction.map(|retraction| retraction.recorded_at),
                "reason": retraction.map(|retraction| &retraction.reason),
            }));
        }
    }
    Ok(entries)
}
