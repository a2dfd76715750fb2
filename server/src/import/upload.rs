//! Taking in a file.

use std::time::Duration;

use app::imports::FileRefusal;
use app::urls;
use axum::Extension;
use axum::extract::multipart::{Field, MultipartRejection};
use axum::extract::{DefaultBodyLimit, Multipart, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, post};
use domain::Day;
use sheets::read::MAX_BYTES;
use tokio::time::timeout;

use super::work::Failed;
use super::{imports_page, order};
use crate::failure::AppError;
use crate::guest::Guest;
use crate::pages;
use crate::people::sign_in::signed_in;
use crate::state::AppState;

/// How much of a file that is too large is still taken in: a browser shows an answer only once it has sent what it
/// wanted to send.
const DRAINED: usize = 8 * MAX_BYTES;
/// A file arrives in this time; shorter than what a request takes altogether.
const PATIENCE: Duration = Duration::from_secs(25);

/// `POST /verwaltung/import`, with a limit of its own.
pub(crate) fn route() -> MethodRouter<AppState> {
    post(upload).layer(DefaultBodyLimit::disable())
}

/// A file that was brought.
struct Brought {
    name: String,
    content: Vec<u8>,
}

async fn upload(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
    multipart: Result<Multipart, MultipartRejection>,
) -> Result<Response, AppError> {
    let (person, _) = signed_in(&guest)?;
    let mut multipart = multipart.map_err(|_| AppError::Incomplete)?;
    let brought = timeout(PATIENCE, receive(&mut multipart)).await.map_err(|_| AppError::TooSlow)??;
    let refusal = match brought {
        Err(refusal) => refusal,
        Ok(brought) => {
            let now = state.clock.now();
            let id = state.db.new_draft(&brought.name, &brought.content, person, now).await?;
            let open = state.db.draft(id, person).await?.ok_or(AppError::NotFound)?;
            let picture = state.read_model.current().await?;
            let job = state.imports.preview(&state.db, order(&open, person), &picture, Day::of(now));
            match job.soon().await {
                // What cannot be read is said where another file can be chosen.
                Some(Err(Failed::Unreadable(reason))) => {
                    state.db.drop_draft(id, person).await?;
                    state.imports.forget(id);
                    FileRefusal::Unreadable(reason.to_string())
                }
                _ => return Ok(Redirect::to(&urls::import(id)).into_response()),
            }
        }
    };
    let given = app::imports::ImportsPage { refusal: Some(refusal), ..imports_page(&state, person).await? };
    pages::show_with(&state, &guest, uri, given).await
}

/// The file of the form; the rest of the form is passed over.
async fn receive(multipart: &mut Multipart) -> Result<Result<Brought, FileRefusal>, AppError> {
    let mut brought = Err(FileRefusal::Missing);
    while let Some(field) = multipart.next_field().await.map_err(|_| AppError::Incomplete)? {
        if field.name() == Some("datei") {
            brought = content(field).await?;
        }
    }
    Ok(brought)
}

async fn content(mut field: Field<'_>) -> Result<Result<Brought, FileRefusal>, AppError> {
    let name = field.file_name().unwrap_or_default();
    // Some browsers send the folder too. A line break would end the line that the name stands in.
    let name: String = name
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|letter| !letter.is_control())
        .collect();
    let (mut content, mut received) = (Vec::new(), 0);
    while let Some(chunk) = field.chunk().await.map_err(|_| AppError::Incomplete)? {
        received += chunk.len();
        if received > DRAINED {
            return Err(AppError::TooLarge);
        }
        if received <= MAX_BYTES {
            content.extend_from_slice(&chunk);
        }
    }
    if received > MAX_BYTES {
        return Ok(Err(FileRefusal::TooLarge));
    }
    // A form without a chosen file has an empty one without a name.
    if name.trim().is_empty() {
        return Ok(Err(FileRefusal::Missing));
    }
    Ok(Ok(Brought { name, content }))
}
