//! What the forms about blockers send.

mod read;

use app::form::{Mistake, SentForm};
use app::urls;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::blocker::{Blocker, BlockerId, Closing};
use domain::{Ars, Day};
use std::sync::Arc;
use store::ChangeError;

use crate::failure::AppError;
use crate::guest::Guest;
use crate::people::sign_in::signed_in;
use crate::state::AppState;
use crate::typed::Typed;
use crate::{form, pages, steps};

/// `POST /hindernisse/neu`
pub(crate) async fn open(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (by, _) = signed_in(&guest)?;
    let page = pages::page(&state, &uri).await?;
    let mut typed = Typed::new(form::read_list(body).await?);
    let members = typed.members(&page, &guest.visitor);
    let Some(facts) = typed.blocker(&page).filter(|_| typed.is_right()) else {
        return pages::show_form(&state, &guest, uri, (), Some(typed.sent())).await;
    };
    match state.db.open_blocker(&facts, &members, by, state.clock.now()).await {
        Ok(id) => Ok(done(id, "gemeldet")),
        Err(error) => pages::show_form(&state, &guest, uri, (), Some(typed.refused(refusal(error)?))).await,
    }
}

/// `POST /hindernisse/{id}/weitere`
pub(crate) async fn add(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (by, _) = signed_in(&guest)?;
    let (blocker, page) = find(&state, &id, &uri).await?;
    let mut typed = Typed::new(form::read_list(body).await?);
    let members = typed.members(&page, &guest.visitor);
    let joined_on = typed.day_of(&blocker, "joined_on", page.today());
    let Some(joined_on) = joined_on.filter(|_| typed.is_right()) else {
        return pages::show_form(&state, &guest, uri, (), Some(typed.sent())).await;
    };
    match state.db.add_to_blocker(blocker.id, &members, joined_on, by, state.clock.now()).await {
        Ok(_) => Ok(done(blocker.id, "weitere")),
        Err(error) => pages::show_form(&state, &guest, uri, (), Some(typed.refused(refusal(error)?))).await,
    }
}

/// `POST /hindernisse/{id}/bearbeiten`
pub(crate) async fn change(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (by, _) = signed_in(&guest)?;
    let (blocker, page) = find(&state, &id, &uri).await?;
    admit(&guest, &blocker, None)?;
    let mut typed = Typed::new(form::read(body).await?);
    let facts = typed.blocker(&page);
    let is_too_late = |first: &Day| facts.as_ref().is_some_and(|facts| facts.opened_on > *first);
    if let Some(first) = blocker.first_closing().filter(is_too_late) {
        typed.wrong("opened_on", Mistake::After(first));
    }
    let Some(facts) = facts.filter(|_| typed.is_right()) else {
        return pages::show_form(&state, &guest, uri, (), Some(typed.sent())).await;
    };
    let seen = seen(&typed);
    match state.db.change_blocker(blocker.id, &facts, seen, by, state.clock.now()).await {
        Ok(_) => Ok(done(blocker.id, "geaendert")),
        Err(error) => pages::show_form(&state, &guest, uri, (), Some(typed.refused(refusal(error)?))).await,
    }
}

/// `POST /hindernisse/{id}/beheben`: for everybody, or for one authority.
pub(crate) async fn close(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (by, _) = signed_in(&guest)?;
    let (blocker, page) = find(&state, &id, &uri).await?;
    let mut typed = Typed::new(form::read(body).await?);
    let authority = typed.optional_choice("close_for");
    admit(&guest, &blocker, authority.as_ref())?;
    let on = typed.past_day("closed_on", page.today());
    typed.not_before("closed_on", on, blocker.first_end(authority.as_ref()));
    let resolution = typed.required_note("resolution");
    let (Some(on), Some(resolution), true) = (on, resolution, typed.is_right()) else {
        return again(&state, &guest, &blocker, typed.sent()).await;
    };
    let (closing, seen, now) = (Closing { on, resolution }, seen(&typed), state.clock.now());
    let closed = match authority {
        None => state.db.close_blocker(blocker.id, &closing, seen, by, now).await.map(|_| ()),
        Some(authority) => {
            state.db.close_blocker_for(blocker.id, &authority, &closing, by, now).await.map(|_| ())
        }
    };
    finish(&state, &guest, &blocker, typed, closed, "behoben").await
}

/// `POST /hindernisse/{id}/oeffnen`: undoes a closing.
pub(crate) async fn reopen(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (by, _) = signed_in(&guest)?;
    let (blocker, _) = find(&state, &id, &uri).await?;
    let mut typed = Typed::new(form::read(body).await?);
    let authority = typed.optional_choice("reopen_for");
    admit(&guest, &blocker, authority.as_ref())?;
    let Some(reason) = typed.required_note("reopen_reason").filter(|_| typed.is_right()) else {
        return again(&state, &guest, &blocker, typed.sent()).await;
    };
    let (seen, now) = (seen(&typed), state.clock.now());
    let reopened = match authority {
        None => state.db.reopen_blocker(blocker.id, &reason, seen, by, now).await,
        Some(authority) => state.db.reopen_blocker_for(blocker.id, &authority, &reason, by, now).await,
    };
    finish(&state, &guest, &blocker, typed, reopened.map(|_| ()), "geoeffnet").await
}

/// `POST /hindernisse/{id}/frist`
pub(crate) async fn postpone(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (by, _) = signed_in(&guest)?;
    let (blocker, page) = find(&state, &id, &uri).await?;
    admit(&guest, &blocker, None)?;
    let mut typed = Typed::new(form::read(body).await?);
    let due_on = typed.required_day("due_on", page.today());
    typed.not_before("due_on", due_on, blocker.facts.opened_on);
    let reason = typed.required_note("due_reason");
    let (Some(due_on), Some(reason), true) = (due_on, reason, typed.is_right()) else {
        return again(&state, &guest, &blocker, typed.sent()).await;
    };
    let (seen, now) = (seen(&typed), state.clock.now());
    let postponed = state.db.postpone_blocker(blocker.id, due_on, &reason, seen, by, now).await;
    finish(&state, &guest, &blocker, typed, postponed.map(|_| ()), "frist").await
}

/// `POST /hindernisse/{id}/zuruecknehmen`: it was a mistake.
pub(crate) async fn withdraw(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (by, _) = signed_in(&guest)?;
    let (blocker, _) = find(&state, &id, &uri).await?;
    admit(&guest, &blocker, None)?;
    let mut typed = Typed::new(form::read(body).await?);
    let Some(reason) = typed.required_note("withdraw_reason") else {
        return again(&state, &guest, &blocker, typed.sent()).await;
    };
    let (seen, now) = (seen(&typed), state.clock.now());
    let withdrawn = state.db.withdraw_blocker(blocker.id, &reason, seen, by, now).await;
    finish(&state, &guest, &blocker, typed, withdrawn.map(|_| ()), "zurueckgenommen").await
}

/// The blocker that an address names, with what the form is checked against.
async fn find(state: &AppState, id: &str, uri: &Uri) -> Result<(Arc<Blocker>, app::context::Page), AppError> {
    let id: BlockerId = id.parse().map_err(|_| AppError::NotFound)?;
    let page = pages::page(state, uri).await?;
    let blocker = page.situation.obstacles().blockers.get(id).cloned().ok_or(AppError::NotFound)?;
    Ok((blocker, page))
}

/// Refuses whoever may not write for the authority, or (`None`) for all whom the blocker concerns, before anything is
/// said about the form. The store asks again.
fn admit(guest: &Guest, blocker: &Blocker, authority: Option<&Ars>) -> Result<(), AppError> {
    let may = |authority: &Ars| guest.visitor.warrant(authority).is_some();
    let is_allowed = match authority {
        Some(authority) => may(authority),
        None => blocker.members.iter().all(|member| may(&member.rollout.authority)),
    };
    if is_allowed { Ok(()) } else { Err(AppError::NotAllowed) }
}

/// The version of the blocker that the form has seen; one that says none has seen nothing.
fn seen(typed: &Typed) -> i64 {
    typed.text("version").parse().unwrap_or_default()
}

fn done(id: BlockerId, what: &str) -> Response {
    Redirect::to(&urls::with_query(&urls::blocker(id), &[("erledigt", what)])).into_response()
}

/// What the form is told, where it can be told.
fn refusal(error: ChangeError) -> Result<Mistake, AppError> {
    match error {
        ChangeError::Stale { .. } => Ok(Mistake::Stale),
        ChangeError::NotThere => Ok(Mistake::Over),
        error => Err(error.into()),
    }
}

/// The page of the blocker with what came of one of its forms.
async fn finish(
    state: &AppState,
    guest: &Guest,
    blocker: &Blocker,
    typed: Typed,
    came: Result<(), ChangeError>,
    what: &str,
) -> Result<Response, AppError> {
    match came {
        Ok(()) => Ok(done(blocker.id, what)),
        Err(error) => again(state, guest, blocker, typed.refused(refusal(error)?)).await,
    }
}

/// The page of the blocker again, with what was wrong in one of its forms.
async fn again(
    state: &AppState,
    guest: &Guest,
    blocker: &Blocker,
    sent: SentForm,
) -> Result<Response, AppError> {
    let uri: Uri = urls::blocker(blocker.id).parse().map_err(|_| AppError::NotFound)?;
    let steps = steps::of(state, &format!("blocker/{}", blocker.id)).await?;
    pages::show_form(state, guest, uri, steps, Some(sent)).await
}
