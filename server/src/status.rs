//! Recording what the status form and the retraction form send.

use std::collections::HashMap;

use app::context::{Page, RejectedRetraction, RejectedStatus, Rejection};
use app::urls;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::entry::{self, Problem, TypedStatus};
use domain::rollout::{Actor, RolloutKey, StatusEntry};
use store::RecordError;

use crate::failure::AppError;
use crate::form;
use crate::pages::{self, Rejected};
use crate::state::AppState;

/// Who writes as long as there are no accounts.
fn anybody() -> Actor {
    Actor { id: "browser".into(), name: "Eingabe im Browser".into() }
}

/// `POST /kommunen/{key}/leistungen/{slug}`: 303 when recorded, 422 or 409 with the form otherwise.
pub(crate) async fn record(
    State(state): State<AppState>,
    Path((key, slug)): Path<(String, String)>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let fields = form::read(body).await?;
    let page = pages::page(&state, &uri).await?;
    let typed = typed(&fields);
    let show_again = async |reason| {
        let rejected = RejectedStatus { typed: typed.clone(), reason };
        pages::show_again(&state, canonical(&page, &key, &slug).unwrap_or(uri), Rejected::Status(rejected))
            .await
    };
    // Without a body or a service of that name the page says so itself.
    let Some(rollout) = rollout(&page, &key, &slug) else {
        return show_again(Rejection::NotResponsible).await;
    };
    let accepted = match check(&page, &rollout, &typed, fields.get("version")) {
        Ok(accepted) => accepted,
        Err(reason) => return show_again(reason).await,
    };
    let (entry, seen) = accepted;
    match state.db.record_status(&rollout, &entry, Some(seen), &anybody(), state.clock.now()).await {
        Ok(recorded) => {
            let event = recorded.event.to_string();
            let address = urls::with_query(&urls::body(&rollout.authority), &[("gespeichert", &event)]);
            Ok(Redirect::to(&address).into_response())
        }
        Err(RecordError::Stale { current }) => show_again(Rejection::Stale(current)).await,
        Err(RecordError::Store(error)) => Err(error.into()),
        Err(RecordError::NoSuchEvent) => show_again(Rejection::NoVersion).await,
    }
}

/// Everything that can be known before writing. Returns the entry and the version that was seen.
fn check(
    page: &Page,
    rollout: &RolloutKey,
    typed: &TypedStatus,
    version: Option<&String>,
) -> Result<(StatusEntry, i64), Rejection> {
    if page.situation.responsibilities(page.today()).position(rollout).is_none() {
        return Err(Rejection::NotResponsible);
    }
    let entry = typed.read(page.today()).map_err(Rejection::Fields)?;
    let seen: i64 = version.and_then(|version| version.parse().ok()).ok_or(Rejection::NoVersion)?;
    let history = page.situation.history(rollout);
    // Who looked at an older version decides with the newer one in view, before anything else is discussed.
    let current = history.map_or(0, domain::rollout::History::version);
    if seen != current {
        return Err(Rejection::Stale(current));
    }
    match history.and_then(|history| history.contradicted_by(&entry)) {
        Some(later) => Err(Rejection::Contradiction(later.id)),
        None => Ok((entry, seen)),
    }
}

/// `POST /kommunen/{key}/leistungen/{slug}/korrektur`
pub(crate) async fn retract(
    State(state): State<AppState>,
    Path((key, slug)): Path<(String, String)>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let fields = form::read(body).await?;
    let page = pages::page(&state, &uri).await?;
    let text = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let show_again = async |reason| {
        let rejected = RejectedRetraction { event: text("event"), reason_text: text("reason"), reason };
        pages::show_again(&state, uri.clone(), Rejected::Retraction(rejected)).await
    };
    let event = rollout(&page, &key, &slug).and_then(|rollout| {
        let id: i64 = text("event").parse().ok()?;
        page.situation.history(&rollout)?.events().iter().find(|event| event.id == id)
    });
    let Some(event) = event else { return show_again(Rejection::NoVersion).await };
    let reason = match entry::note(&text("reason")) {
        Ok(Some(reason)) => reason,
        Ok(None) => return show_again(Rejection::Reason(Problem::Missing)).await,
        Err(problem) => return show_again(Rejection::Reason(problem)).await,
    };
    let Ok(seen) = text("version").parse() else { return show_again(Rejection::NoVersion).await };
    match state.db.retract(event.id, &reason, Some(seen), &anybody(), state.clock.now()).await {
        Ok(_) => {
            let id = event.id.to_string();
            let address =
                urls::with_query(&urls::body(&event.rollout.authority), &[("zurueckgenommen", &id)]);
            Ok(Redirect::to(&address).into_response())
        }
        Err(RecordError::Stale { current }) => show_again(Rejection::Stale(current)).await,
        Err(RecordError::Store(error)) => Err(error.into()),
        Err(RecordError::NoSuchEvent) => show_again(Rejection::NoVersion).await,
    }
}

fn rollout(page: &Page, key: &str, slug: &str) -> Option<RolloutKey> {
    let body = page.register().resolve(key)?.ars;
    let service = page.situation.catalogue().service(&slug.parse().ok()?)?.slug.clone();
    Some(RolloutKey { authority: body, service })
}

/// The address under which the page is shown again; a form that was sent to another key of the body must not
/// end in a redirect that loses what was typed.
fn canonical(page: &Page, key: &str, slug: &str) -> Option<Uri> {
    let rollout = rollout(page, key, slug)?;
    urls::status(&rollout.authority, &rollout.service).parse().ok()
}

fn typed(fields: &HashMap<String, String>) -> TypedStatus {
    let field = |name: &str| fields.get(name).cloned().unwrap_or_default();
    TypedStatus {
        stage: field("stage"),
        effective_on: field("effective_on"),
        planned_on: field("planned_on"),
        vendor: field("vendor"),
        link: field("link"),
        note: field("note"),
    }
}
