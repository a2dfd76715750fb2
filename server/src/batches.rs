//! Taking back what was recorded together.

use app::form::Mistake;
use app::urls;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::batch::BatchId;
use store::ChangeError;

use crate::failure::AppError;
use crate::guest::Guest;
use crate::people::sign_in::signed_in;
use crate::state::AppState;
use crate::typed::Typed;
use crate::{form, pages};

/// `POST /verwaltung/aenderungen/{id}/zuruecknehmen`
pub(crate) async fn undo(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let id: BatchId = id.parse().map_err(|_| AppError::NotFound)?;
    let mut typed = Typed::new(form::read(body).await?);
    let address = urls::batch(id).parse().map_err(|_| AppError::NotFound)?;
    let picture = state.read_model.current().await?;
    let batch = picture.situation.batches().get(id).ok_or(AppError::NotFound)?;
    if batch.undone.is_some() {
        return pages::show_form(&state, &guest, address, (), Some(typed.refused(Mistake::Over))).await;
    }
    let Some(reason) = typed.required_note("reason") else {
        return pages::show_form(&state, &guest, address, (), Some(typed.sent())).await;
    };
    match state.db.undo_batch(id, &reason, author, state.clock.now()).await {
        Ok(_) => Ok(done(id, "zurueckgenommen")),
        // Somebody else was quicker since the page was read.
        Err(ChangeError::NotThere) => {
            pages::show_form(&state, &guest, address, (), Some(typed.refused(Mistake::Over))).await
        }
        Err(error) => Err(error.into()),
    }
}

/// To the page of the batch, which says what was done.
pub(crate) fn done(id: BatchId, what: &str) -> Response {
    Redirect::to(&urls::with_query(&urls::batch(id), &[("erledigt", what)])).into_response()
}
