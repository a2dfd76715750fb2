//! The history of something, for the page about it.

use app::steps::{Step, Steps};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::routing::{MethodRouter, get};

use crate::failure::AppError;
use crate::guest::Guest;
use crate::pages;
use crate::state::AppState;

/// The page about one of a kind, with its history: `GET /hindernisse/{id}`, `/workshops/{id}` …
pub(crate) fn page(kind: &'static str) -> MethodRouter<AppState> {
    get(
        move |State(state): State<AppState>,
              Extension(guest): Extension<Guest>,
              Path(id): Path<String>,
              uri: Uri| async move {
            let steps = of(&state, &format!("{kind}/{id}")).await?;
            pages::show_with(&state, &guest, uri, steps).await
        },
    )
}

/// The steps of something, the last first. `subject`: what it is and its id, such as `blocker/12`.
pub(crate) async fn of(state: &AppState, subject: &str) -> Result<Steps, AppError> {
    let revisions = state.db.revisions(subject).await?;
    let step = |revision: store::Revision| Step {
        action: revision.action,
        detail: revision.detail.to_string(),
        recorded_at: revision.recorded_at,
        actor: revision.actor.name,
    };
    Ok(Steps(revisions.into_iter().map(step).collect()))
}
