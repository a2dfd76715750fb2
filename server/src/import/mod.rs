//! Bringing in a sheet: a draft is kept from the upload until it is recorded or thrown away, so that what was
//! corrected in it is not lost, and so that another instance can go on with it.

mod apply;
mod choices;
mod upload;
mod view;
mod work;

use std::collections::BTreeSet;

use app::imports::{DraftPage, DraftState, ImportsPage, Progress, Trouble};
use app::urls;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Day;
use domain::draft::DraftId;
use domain::entry;
use domain::people::PersonId;
use sheets::read::MAX_BYTES;
use store::{ChangeError, OpenDraft, Picture};

use apply::{Applied, Wanted};
use choices::{Choices, Seen};
pub(crate) use upload::route as upload_route;
pub use work::Imports;
use work::{Failed, Order, Worked};

use crate::failure::AppError;
use crate::guest::Guest;
use crate::people::sign_in::signed_in;
use crate::state::AppState;
use crate::typed::Typed;
use crate::{batches, form, pages};

/// Characters of a cell that was corrected.
const CELL_MAX: usize = 4_000;

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

/// A form about a draft: whose it is, and what it was when the form was opened.
struct Asked {
    person: PersonId,
    open: OpenDraft,
    typed: Typed,
}

impl Asked {
    async fn read(state: &AppState, guest: &Guest, id: &str, body: Body) -> Result<Self, AppError> {
        let (person, _) = signed_in(guest)?;
        let typed = Typed::new(form::read_list(body).await?);
        let id: DraftId = id.parse().map_err(|_| AppError::NotFound)?;
        let open = state.db.draft(id, person).await?.ok_or(AppError::NotFound)?;
        Ok(Self { person: person.clone(), open, typed })
    }

    /// Whether the form has seen the draft as it is.
    fn is_current(&mut self) -> bool {
        self.typed.number("version") == Some(self.open.draft.version)
    }

    fn address(&self) -> Result<Uri, AppError> {
        urls::import(self.open.draft.id).parse().map_err(|_| AppError::NotFound)
    }

    async fn refuse(self, state: &AppState, guest: &Guest, trouble: Trouble) -> Result<Response, AppError> {
        let uri = self.address()?;
        show_draft(state, guest, &self.person, self.open, uri, Some(trouble)).await
    }

    /// Keeps what was chosen, and goes back to the page.
    async fn keep(
        self,
        state: &AppState,
        guest: &Guest,
        choices: &Choices,
        further: &[(&str, &str)],
    ) -> Result<Response, AppError> {
        let draft = &self.open.draft;
        let kept = state
            .db
            .change_draft(draft.id, draft.version, &choices.to_text(), &self.person, state.clock.now())
            .await;
        match kept {
            Ok(_) => Ok(Redirect::to(&urls::with_query(&urls::import(draft.id), further)).into_response()),
            Err(ChangeError::Stale { .. }) => self.refuse(state, guest, Trouble::OtherWindow).await,
            Err(error) => Err(error.into()),
        }
    }
}

/// `POST /verwaltung/import/{id}/auswahl`: sheets, columns, and since when it is so.
pub(crate) async fn choose(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, AppError> {
    let mut asked = Asked::read(&state, &guest, &id, body).await?;
    if !asked.is_current() {
        return asked.refuse(&state, &guest, Trouble::OtherWindow).await;
    }
    let mut choices = Choices::read(&asked.open.choices);
    let typed = &asked.typed;
    let since = typed.text("seit").trim();
    choices.since = match (since.is_empty(), entry::past_day(since, Day::of(state.clock.now()))) {
        (true, _) => None,
        (false, Ok(day)) => Some(day),
        (false, Err(_)) => {
            let since = since.chars().take(40).collect();
            return asked.refuse(&state, &guest, Trouble::Since(since)).await;
        }
    };
    let sheets: BTreeSet<String> = typed
        .checked_with_prefix("blatt-")
        .iter()
        .map(|at| typed.text(&format!("blattname-{at}")).to_owned())
        .collect();
    let all = typed.checked_with_prefix("blattname-").len();
    if all > 0 {
        choices.sheets = Some(sheets);
    }
    for at in typed.checked_with_prefix("kopf-") {
        let text = |prefix: &str| typed.text(&format!("{prefix}-{at}")).to_owned();
        let (key, means, was) = (text("kopf"), text("spalte"), text("war"));
        if means != was {
            choices.columns.insert(key, (!means.is_empty()).then_some(means));
        }
    }
    asked.keep(&state, &guest, &choices, &[]).await
}

/// `POST /verwaltung/import/{id}/korrektur`: what cells should say, and rows that should not count.
pub(crate) async fn correct(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, AppError> {
    let mut asked = Asked::read(&state, &guest, &id, body).await?;
    if !asked.is_current() {
        return asked.refuse(&state, &guest, Trouble::OtherWindow).await;
    }
    let mut choices = Choices::read(&asked.open.choices);
    let typed = &asked.typed;
    if typed.is_checked("zuruecknehmen") {
        choices.cells.clear();
        choices.left_out.clear();
        return asked.keep(&state, &guest, &choices, &[("erledigt", "zurueckgenommen")]).await;
    }
    for at in typed.checked_with_prefix("ort-") {
        let text = |prefix: &str| typed.text(&format!("{prefix}-{at}"));
        let Some((row, column, sheet)) = place(text("ort")) else { return Err(AppError::Parameter) };
        if typed.is_checked(&format!("weg-{at}")) {
            choices.left_out.insert((sheet, row));
        } else if let Some(column) = column
            && text("zelle") != text("wert")
        {
            let corrected: String = text("zelle").chars().take(CELL_MAX).collect();
            choices.correct(sheet, row, column, corrected);
        }
    }
    asked.keep(&state, &guest, &choices, &[("erledigt", "korrigiert")]).await
}

/// A place as the form writes it: `7:2:Blatt`, `7::Blatt` where a row has no such column.
fn place(text: &str) -> Option<(u32, Option<usize>, String)> {
    let mut parts = text.splitn(3, ':');
    let row = parts.next()?.parse().ok()?;
    let column = match parts.next()? {
        "" => None,
        column => Some(column.parse().ok()?),
    };
    Some((row, column, parts.next()?.to_owned()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_written() {
        assert_eq!(place("7:2:Stand: heute"), Some((7, Some(2), "Stand: heute".to_owned())));
        assert_eq!(place("7::Stand"), Some((7, None, "Stand".to_owned())));
        for text in ["", "7", "7:2", "x:2:Stand", "7:x:Stand", "-1:2:Stand"] {
            assert_eq!(place(text), None, "{text}");
        }
    }
}
