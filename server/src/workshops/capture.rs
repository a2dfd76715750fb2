//! Writing down what is said in a workshop, with and without JavaScript.

use app::context::Page;
use app::form::Mistake;
use app::pages::{CaptureKey, entries, mistakes};
use app::urls;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::entry::NOTE_MAX;
use domain::workshop::{FindingFacts, FindingKind};

use super::{named, shortcuts};
use crate::bodies::Bodies;
use crate::failure::AppError;
use crate::guest::Guest;
use crate::people::sign_in::signed_in;
use crate::state::AppState;
use crate::token::token;
use crate::typed::Typed;
use crate::{form, pages};

/// Longest key of a line, in characters.
const KEY_MAX: usize = 64;

/// `GET /workshops/{id}/erfassen`
pub(crate) async fn show(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
) -> Result<Response, AppError> {
    pages::show_with(&state, &guest, uri, CaptureKey(token())).await
}

/// `POST /workshops/{id}/erfassen`: 303 back to the form, which keeps kind and criterion; 422 with the form otherwise.
/// The browser part asks for less by `Prefer: return=minimal` (RFC 7240): 204, or 422 with a sentence.
pub(crate) async fn record(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    headers: HeaderMap,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let mut typed = Typed::new(form::read(body).await?);
    // A line that waited in the browser until somebody else signed in there is not theirs.
    let writer = typed.text("person");
    if !writer.is_empty() && writer != author.as_str() {
        return Err(AppError::NotAllowed);
    }
    let page = pages::page(&state, &uri).await?;
    let workshop = named(&page, &id)?.id;
    let is_short = headers.get("prefer").is_some_and(|wish| wish == "return=minimal");
    let key = typed.line("key", KEY_MAX).unwrap_or_else(token);
    let Some(facts) = finding(&mut typed, &page) else {
        let sent = typed.sent();
        return if is_short {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(mistakes(&sent))).into_response())
        } else {
            pages::show_form(&state, &guest, uri, CaptureKey(key), Some(sent)).await
        };
    };
    state.db.capture(&key, workshop, &facts, author, state.clock.now()).await?;
    if is_short {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let chosen = [("kind", typed.text("kind")), ("criterion", typed.text("criterion"))];
    Ok(Redirect::to(&urls::with_query(&urls::workshop_action(workshop, "erfassen"), &chosen)).into_response())
}

/// What the form says; `None` when something in it is wrong. What the line itself says goes before what was chosen.
fn finding(typed: &mut Typed, page: &Page) -> Option<FindingFacts> {
    let criteria = page.situation.obstacles().criteria.asked();
    let line = typed.required_line("words", NOTE_MAX);
    let line = line.as_deref().map(shortcuts::read);
    if line.is_some_and(|line| line.words.is_empty()) {
        typed.wrong("words", Mistake::Missing);
    }
    let kind = line.and_then(|line| line.kind).or_else(|| typed.choice::<FindingKind>("kind"));
    let numbered = line.and_then(|line| line.criterion).map(|number| criteria.get(number - 1));
    let criterion = match numbered {
        Some(Some(criterion)) => Some(criterion.id),
        Some(None) => {
            typed.wrong("words", Mistake::NoSuchChoice);
            None
        }
        None => typed.optional_choice("criterion"),
    };
    if criterion.is_some_and(|chosen| criteria.iter().all(|asked| asked.id != chosen)) {
        typed.wrong("criterion", Mistake::NoSuchChoice);
    }
    let severity = typed.optional_choice("severity");
    let recommendation = typed.note("recommendation");
    let services = typed.services(page);
    let register = page.register();
    let bodies = typed.bodies("body_", &Bodies::new(&register));
    let (Some(line), Some(kind), true) = (line, kind, typed.is_right()) else { return None };
    Some(FindingFacts {
        words: line.words.to_owned(),
        kind,
        criterion,
        severity,
        recommendation,
        services,
        bodies: bodies.into_iter().collect(),
    })
}

/// `GET /workshops/{id}/eintraege?seit=…`: the list where it is newer than that version, 204 otherwise.
pub(crate) async fn list(
    State(state): State<AppState>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, AppError> {
    let page = pages::page(&state, &uri).await?;
    let workshop = named(&page, &id)?.id;
    let seen: Option<i64> = page.parameter("seit").parse().ok();
    let (version, list) = entries(&page, workshop).ok_or(AppError::NotFound)?;
    if seen.is_some_and(|seen| seen >= version) {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    Ok(Html(list).into_response())
}
