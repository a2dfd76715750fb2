//! Bringing in a sheet: a draft is kept from the upload until it is recorded or thrown away, so that what was
//! corrected in it is not lost, and so that another instance can go on with it.

mod apply;
mod choices;
mod forms;
mod upload;
mod view;
mod work;

use app::imports::{DraftPage, DraftState, ImportsPage, Progress, Trouble};
use app::urls;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Day;
use domain::draft::DraftId;
use domain::people::PersonId;
use sheets::read::MAX_BYTES;
use store::{OpenDraft, Picture};

use apply::{Applied, Wanted};
use choices::{Choices, Seen};
use forms::Asked;
pub(crate) use forms::{choose, correct};
pub(crate) use upload::route as upload_route;
pub use work::Imports;
use work::{Failed, Order, Worked};

use crate::failure::AppError;
use crate::guest::Guest;
use crate::people::sign_in::signed_in;
use crate::state::AppState;
use crate::{batches, pages};

/// `GET /verwaltung/import`
pub(crate) async fn list(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
) -> Result<Response, AppError> {
    let (person, _) = signed_in(&guest)?;
    let given = imports_page(&state, person).await?;
    pages::show_with(&state, &guest, uri, given).await
}

async fn imports_page(state: &AppState, person: &PersonId) -> Result<ImportsPage, AppError> {
    let drafts = state.db.drafts(person, state.clock.now()).await?;
    Ok(ImportsPage { drafts, refusal: None, most: MAX_BYTES >> 20 })
}

/// `GET /verwaltung/import/{id}`
pub(crate) async fn show(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, AppError> {
    let (person, _) = signed_in(&guest)?;
    let id: DraftId = id.parse().map_err(|_| AppError::NotFound)?;
    if let Some(job) = state.imports.recording(id, person) {
        let open = state.db.draft(id, person).await?;
        if let Some(outcome) = job.soon().await {
            state.imports.told(id);
            let outcome = outcome.map(|applied| (*applied).clone());
            return told(&state, &guest, person, open, outcome, uri).await;
        }
        let open = open.ok_or(AppError::NotFound)?;
        let state_of = DraftState::Working(Progress::Recording);
        let given = DraftPage { draft: open.draft, state: state_of, trouble: None };
        return pages::show_with(&state, &guest, uri, given).await;
    }
    let open = state.db.draft(id, person).await?.ok_or(AppError::NotFound)?;
    show_draft(&state, &guest, person, open, uri, None).await
}

/// The page of a draft: what its import would do, or how far that is worked out.
async fn show_draft(
    state: &AppState,
    guest: &Guest,
    person: &PersonId,
    open: OpenDraft,
    uri: Uri,
    trouble: Option<Trouble>,
) -> Result<Response, AppError> {
    let picture = state.read_model.current().await?;
    let job = state.imports.preview(&state.db, order(&open, person), &picture, Day::of(state.clock.now()));
    let state_of = match job.soon().await {
        None => DraftState::Working(job.progress()),
        Some(Ok(worked)) => {
            see(state, &open, person, &worked).await?;
            DraftState::Ready(worked.preview.clone())
        }
        Some(Err(Failed::Unreadable(reason))) => DraftState::Unreadable(reason.to_string()),
        Some(Err(Failed::Broken(error))) => return Err(error),
    };
    let given = DraftPage { draft: open.draft, state: state_of, trouble };
    pages::show_with(state, guest, uri, given).await
}

fn order(open: &OpenDraft, person: &PersonId) -> Order {
    Order {
        draft: open.draft.id,
        version: open.draft.version,
        file: open.draft.file.clone(),
        choices: Choices::read(&open.choices),
        person: person.clone(),
    }
}

/// Keeps what a preview is shown with, so that what is recorded is what was seen, by whichever instance.
async fn see(state: &AppState, open: &OpenDraft, person: &PersonId, worked: &Worked) -> Result<(), AppError> {
    let rollout =
        |(rollout, _, version): &(domain::rollout::RolloutKey, domain::rollout::StatusEntry, i64)| {
            (rollout.authority.to_string(), rollout.service.to_string(), *version)
        };
    let seen = Seen {
        data_version: worked.preview.data_version,
        rollouts: worked.plan.entries.iter().map(rollout).collect(),
    };
    let seen = serde_json::to_string(&seen).unwrap_or_default();
    if open.seen.as_deref() != Some(&seen) {
        state.db.see_draft(open.draft.id, open.draft.version, &seen, person).await?;
    }
    Ok(())
}

/// `POST /verwaltung/import/{id}/uebernehmen`: all of it, or, chosen so, the good rows.
pub(crate) async fn apply(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, AppError> {
    let mut asked = Asked::read(&state, &guest, &id, body).await?;
    let Some(data_version) = asked.typed.number("daten").filter(|_| asked.is_current()) else {
        return asked.refuse(&state, &guest, Trouble::OtherWindow).await;
    };
    let wanted = Wanted { data_version, only_good: asked.typed.text("umfang") == "gute" };
    let uri = asked.address()?;
    let Asked { person, open, .. } = asked;
    let draft = open.draft.id;
    let job = apply::begin(&state, open.clone(), person.clone(), wanted);
    match job.soon().await {
        // Its page says how far it is.
        None => Ok(Redirect::to(&urls::import(draft)).into_response()),
        Some(outcome) => {
            state.imports.told(draft);
            told(&state, &guest, &person, Some(open), outcome.map(|applied| (*applied).clone()), uri).await
        }
    }
}

/// What came of recording.
async fn told(
    state: &AppState,
    guest: &Guest,
    person: &PersonId,
    open: Option<OpenDraft>,
    outcome: Result<Applied, Failed>,
    uri: Uri,
) -> Result<Response, AppError> {
    let trouble = match outcome {
        Ok(Applied::Recorded(batch)) => return Ok(batches::done(batch, "eingetragen")),
        Ok(Applied::Stale(rollouts)) => {
            let Picture { situation, .. } = state.read_model.current().await?;
            let today = Day::of(state.clock.now());
            let name = |rollout| view::rollout_name(rollout, &situation, today);
            Trouble::Stale(rollouts.iter().map(name).collect())
        }
        Ok(Applied::Faulty) => Trouble::Faulty,
        // The page says so where the file cannot be read.
        Ok(Applied::Nothing) | Err(Failed::Unreadable(_)) => Trouble::Nothing,
        Err(Failed::Broken(error)) => return Err(error),
    };
    let open = open.ok_or(AppError::NotFound)?;
    show_draft(state, guest, person, open, uri, Some(trouble)).await
}

/// `POST /verwaltung/import/{id}/verwerfen`
pub(crate) async fn discard(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let (person, _) = signed_in(&guest)?;
    let id: DraftId = id.parse().map_err(|_| AppError::NotFound)?;
    state.db.drop_draft(id, person).await?;
    state.imports.forget(id);
    Ok(Redirect::to(&urls::with_query(urls::IMPORT, &[("erledigt", "verworfen")])).into_response())
}
