//! The forms about a draft: which sheets and columns count, and what cells should say instead.

use std::collections::BTreeSet;

use app::imports::Trouble;
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
use store::{ChangeError, OpenDraft};

use super::choices::Choices;
use super::show_draft;
use crate::failure::AppError;
use crate::form;
use crate::guest::Guest;
use crate::people::sign_in::signed_in;
use crate::state::AppState;
use crate::typed::Typed;

/// Characters of a cell that was corrected.
const CELL_MAX: usize = 4_000;

/// A form about a draft: whose it is, and what it was when the form was opened.
pub(super) struct Asked {
    pub(super) person: PersonId,
    pub(super) open: OpenDraft,
    pub(super) typed: Typed,
}

impl Asked {
    pub(super) async fn read(
        state: &AppState,
        guest: &Guest,
        id: &str,
        body: Body,
    ) -> Result<Self, AppError> {
        let (person, _) = signed_in(guest)?;
        let typed = Typed::new(form::read_list(body).await?);
        let id: DraftId = id.parse().map_err(|_| AppError::NotFound)?;
        let open = state.db.draft(id, person).await?.ok_or(AppError::NotFound)?;
        Ok(Self { person: person.clone(), open, typed })
    }

    /// Whether the form has seen the draft as it is.
    pub(super) fn is_current(&mut self) -> bool {
        self.typed.number("version") == Some(self.open.draft.version)
    }

    pub(super) fn address(&self) -> Result<Uri, AppError> {
        urls::import(self.open.draft.id).parse().map_err(|_| AppError::NotFound)
    }

    pub(super) async fn refuse(
        self,
        state: &AppState,
        guest: &Guest,
        trouble: Trouble,
    ) -> Result<Response, AppError> {
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
