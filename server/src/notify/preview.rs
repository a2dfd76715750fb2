//! What would be sent now and what was, for leads and admins.

use std::collections::{BTreeMap, BTreeSet};

use app::notifications::{LetterKind, LetterPage, NotificationsPage, PlannedLetter, Posting, SentLetters};
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::http::{HeaderMap, Uri};
use axum::response::{Html, IntoResponse as _, Response};
use chrono::TimeDelta;
use domain::Day;
use domain::occasion::Occasion;
use domain::situation::Situation;
use store::Notification;

use super::letters::Desk;
use super::plan::Planned;
use super::send::{due, status_links};
use super::{schedule, words};
use crate::failure::AppError;
use crate::guest::Guest;
use crate::mail::Letter;
use crate::pages;
use crate::people::letters::origin;
use crate::state::AppState;

/// How far back it is told what was sent.
const TOLD: TimeDelta = TimeDelta::weeks(4);
/// Stands where the sent letter has what opens the link.
const NO_TOKEN: &str = "folgt-beim-versand";
/// A letter has its style with each element, and runs and loads nothing. No link in it leads anywhere: they are only
/// to be looked at.
const LETTER_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/// `GET /verwaltung/benachrichtigungen`
pub(crate) async fn list(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
) -> Result<Response, AppError> {
    let picture = state.read_model.current().await?;
    let given = NotificationsPage {
        posting: posting(&state, picture.is_demo),
        planned: planned(&state).await?,
        unwilling: state.db.everybody().await?.iter().filter(|person| !person.wants_reminders).count() as u64,
        sent: sent(&state).await?,
    };
    pages::show_with(&state, &guest, uri, given).await
}

/// Who would get what now.
pub(crate) async fn planned(state: &AppState) -> Result<Vec<PlannedLetter>, AppError> {
    let (now, situation) = (state.clock.now(), state.read_model.current().await?.situation);
    let planned = due(&state.db, &state.read_model, now).await?;
    Ok(planned.iter().map(|planned| listed(planned, &situation, Day::of(now))).collect())
}

/// What was sent lately, the latest day first.
pub(crate) async fn sent(state: &AppState) -> Result<Vec<SentLetters>, AppError> {
    Ok(by_day(&state.db.notifications_since(state.clock.now() - TOLD).await?))
}

/// `GET /verwaltung/benachrichtigungen/{id}/{slug}`
pub(crate) async fn letter(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path((id, kind)): Path<(String, String)>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, AppError> {
    let (letter, written) = written(&state, &id, &kind, &headers).await?;
    pages::show_with(&state, &guest, uri, LetterPage { letter, text: written.text }).await
}

/// `GET /verwaltung/benachrichtigungen/{id}/{slug}/brief`: as a mail program shows it.
pub(crate) async fn mail(
    State(state): State<AppState>,
    Path((id, kind)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let (_, written) = written(&state, &id, &kind, &headers).await?;
    let html = written.html.ok_or(AppError::NotFound)?;
    Ok(([(CONTENT_SECURITY_POLICY, LETTER_POLICY)], Html(html)).into_response())
}

/// Whether letters leave by themselves.
pub(crate) fn posting(state: &AppState, is_demo: bool) -> Posting {
    if state.mailer.is_none() {
        Posting::NoMailer
    } else if is_demo {
        Posting::Demonstration
    } else if state.exposure.public_url.is_none() {
        Posting::NoAddress
    } else {
        let (now, today) = (state.clock.now(), schedule::morning(state.clock.today()));
        let next = if now < today { today } else { schedule::morning(state.clock.today().plus(1)) };
        Posting::Mornings(next)
    }
}

/// A letter that would be sent now, with links that open nothing.
async fn written(
    state: &AppState,
    id: &str,
    kind: &str,
    headers: &HeaderMap,
) -> Result<(PlannedLetter, Letter), AppError> {
    let now = state.clock.now();
    let situation = state.read_model.current().await?.situation;
    let planned = due(&state.db, &state.read_model, now).await?;
    let planned = planned
        .iter()
        .find(|planned| planned.person.id.as_str() == id && planned.matter.kind().as_str() == kind)
        .ok_or(AppError::NotFound)?;
    let origin = origin(&state.exposure, headers).ok_or(AppError::Parameter)?;
    let desk = Desk { situation: &situation, origin: &origin, today: Day::of(now) };
    let links = status_links(&planned.matter, || NO_TOKEN.to_owned());
    Ok((listed(planned, &situation, Day::of(now)), desk.write(planned, &links)))
}

fn listed(planned: &Planned, situation: &Situation, today: Day) -> PlannedLetter {
    PlannedLetter {
        person: planned.person.id.clone(),
        name: planned.person.name.clone(),
        email: planned.person.email.clone(),
        kind: planned.matter.kind(),
        subject: words::subject(&planned.matter, situation, today),
        reason: words::reason(&planned.matter, situation, today),
    }
}

/// What was sent by day and kind, the latest day first. A letter about several things counts once.
fn by_day(sent: &[Notification]) -> Vec<SentLetters> {
    let mut people: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for sent in sent {
        let kind = match sent.occasion {
            Occasion::Reminder(_) => LetterKind::Reminder,
            Occasion::Digest(_) => LetterKind::Digest,
            Occasion::Measure(..) | Occasion::Blocker(..) => LetterKind::Due,
        };
        let day = Day::of(sent.sent_at);
        people.entry((std::cmp::Reverse(day), kind)).or_default().insert(&sent.person);
    }
    people
        .into_iter()
        .map(|((day, kind), people)| SentLetters { on: day.0, kind, people: people.len() as u64 })
        .collect()
}
