//! What counts as live: adding a version.

use app::form::Mistake;
use app::urls;
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Day;
use domain::definition::{CONFIRMED_WITHIN_MAX, NAME_MAX};
use store::NewDefinition;

use crate::failure::AppError;
use crate::guest::Guest;
use crate::people::sign_in::signed_in;
use crate::state::AppState;
use crate::typed::Typed;
use crate::{form, pages};

/// `POST /definitionen`: 303 when it is added, 422 with the page otherwise.
pub(crate) async fn add(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let mut typed = Typed::new(form::read(body).await?);
    let page = pages::page(&state, &uri).await?;
    let Some(new) = definition(&mut typed, page.today()) else {
        return pages::show_form(&state, &guest, uri, (), Some(typed.sent())).await;
    };
    state.db.add_definition(&new, author, state.clock.now()).await?;
    Ok(Redirect::to(&urls::with_query(urls::DEFINITIONS, &[("erledigt", "neu")])).into_response())
}

/// What the form says; `None`: something is wrong with it.
fn definition(typed: &mut Typed, today: Day) -> Option<NewDefinition> {
    let name = typed.required_line("name", NAME_MAX);
    let counts_pilot = typed.is_checked("counts_pilot");
    let days = typed.text("confirmed_within").trim().to_owned();
    let confirmed_within = days.parse().ok().filter(|days| (1..=CONFIRMED_WITHIN_MAX).contains(days));
    if confirmed_within.is_none() && !days.is_empty() {
        typed.wrong("confirmed_within", Mistake::Days(CONFIRMED_WITHIN_MAX));
    }
    let valid_from = typed.required_day("valid_from", today);
    // What was reported by yesterday was counted as it was.
    if valid_from.is_some_and(|day| day < today) {
        typed.wrong("valid_from", Mistake::Before(today));
    }
    let reason = typed.required_note("reason");
    let (name, valid_from, reason) = (name?, valid_from?, reason?);
    typed.is_right().then_some(NewDefinition { name, counts_pilot, confirmed_within, reason, valid_from })
}
