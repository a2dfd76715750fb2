//! Planning a workshop, changing what is said about it, and leading it through its states.

use app::form::Mistake;
use app::urls;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::workshop::{WorkshopId, WorkshopState};
use store::ChangeError;

use super::named;
use crate::failure::AppError;
use crate::guest::Guest;
use crate::people::sign_in::signed_in;
use crate::state::AppState;
use crate::typed::Typed;
use crate::{form, pages, steps};

/// `POST /workshops/neu`
pub(crate) async fn plan(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let mut typed = Typed::new(form::read(body).await?);
    let page = pages::page(&state, &uri).await?;
    let Some(facts) = typed.workshop(&page) else {
        return pages::show_form(&state, &guest, uri, (), Some(typed.sent())).await;
    };
    let id = state.db.plan_workshop(&facts, author, state.clock.now()).await?;
    Ok(done(id, "geplant"))
}

/// `POST /workshops/{id}/bearbeiten`
pub(crate) async fn change(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let mut typed = Typed::new(form::read(body).await?);
    let page = pages::page(&state, &uri).await?;
    let id = named(&page, &id)?.id;
    let seen = typed.number("version");
    let (Some(facts), Some(seen)) = (typed.workshop(&page), seen) else {
        return pages::show_form(&state, &guest, uri, (), Some(typed.sent())).await;
    };
    match state.db.change_workshop(id, &facts, seen, author, state.clock.now()).await {
        Ok(_) => Ok(done(id, "geaendert")),
        Err(ChangeError::Stale { .. }) => {
            pages::show_form(&state, &guest, uri, (), Some(typed.refused(Mistake::Stale))).await
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /workshops/{id}/stand`
pub(crate) async fn set_state(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let mut typed = Typed::new(form::read(body).await?);
    let page = pages::page(&state, &uri).await?;
    let id = named(&page, &id)?.id;
    let (next, seen) = (typed.choice::<WorkshopState>("state"), typed.number("version"));
    let (Some(next), Some(seen)) = (next, seen) else { return Err(AppError::Parameter) };
    match state.db.set_workshop_state(id, next, seen, author, state.clock.now()).await {
        Ok(_) => Ok(done(id, next.as_str())),
        Err(ChangeError::Stale { .. }) => {
            let uri = urls::workshop(id).parse().map_err(|_| AppError::NotFound)?;
            let steps = steps::of(&state, &format!("workshop/{id}")).await?;
            pages::show_form(&state, &guest, uri, steps, Some(typed.refused(Mistake::Stale))).await
        }
        Err(error) => Err(error.into()),
    }
}

fn done(id: WorkshopId, what: &str) -> Response {
    Redirect::to(&urls::with_query(&urls::workshop(id), &[("erledigt", what)])).into_response()
}
