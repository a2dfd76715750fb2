//! Recording what the status form and the retraction form send.

use std::collections::HashMap;

use app::context::{Page, RejectedRetraction, RejectedStatus, Rejection};
use app::urls;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Ars;
use domain::catalogue::Slug;
use domain::entry::{self, Field, Problem, TypedStatus};
use domain::people::Warrant;
use domain::rollout::{History, RolloutKey, StatusEntry, Viewpoint};
use domain::stage::Stage;
use store::RecordError;

use crate::failure::AppError;
use crate::form;
use crate::guest::Guest;
use crate::pages::{self, Rejected};
use crate::people::sign_in::signed_in;
use crate::state::AppState;

/// `POST /kommunen/{key}/leistungen/{slug}`: 303 when recorded, 422 or 409 with the form otherwise.
pub(crate) async fn record(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path((key, slug)): Path<(String, String)>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let fields = form::read(body).await?;
    let page = pages::page(&state, &uri).await?;
    let typed = typed(&fields);
    let rollout = rollout(&page, &key, &slug);
    let form = form_address(rollout.as_ref(), urls::status).unwrap_or_else(|| uri.clone());
    let show_again = async |page, reason| {
        let rejected = Rejected::Status(RejectedStatus { typed: typed.clone(), reason });
        Ok(pages::show_again(&state, &guest, page, form.clone(), rejected).await)
    };
    // Without a body or a service of that name the page says so itself.
    let Some(rollout) = rollout else { return show_again(page, Rejection::NotResponsible).await };
    let warrant = guest.visitor.warrant(&rollout.authority);
    let (entry, seen) = match check(&page, &rollout, &typed, warrant, fields.get("version")) {
        Ok(accepted) => accepted,
        Err(reason) => return show_again(page, reason).await,
    };
    match state.db.record_status(&rollout, &entry, Some(seen), author, state.clock.now()).await {
        Ok(recorded) => Ok(done(&rollout, "gespeichert", recorded.event)),
        // Somebody was quicker since the page was read: the form shows what they recorded.
        Err(RecordError::Stale { current }) => {
            show_again(pages::page(&state, &uri).await?, Rejection::Stale(current)).await
        }
        Err(RecordError::NotAllowed) => Err(AppError::NotAllowed),
        Err(RecordError::Store(error)) => Err(error.into()),
        Err(RecordError::NoSuchEvent) => show_again(page, Rejection::NoVersion).await,
    }
}

/// Everything that can be known before writing. Returns the entry and the version that was seen.
fn check(
    page: &Page,
    rollout: &RolloutKey,
    typed: &TypedStatus,
    warrant: Option<Warrant>,
    version: Option<&String>,
) -> Result<(StatusEntry, i64), Rejection> {
    if page.situation.responsibilities(page.today()).position(rollout).is_none() {
        return Err(Rejection::NotResponsible);
    }
    let seen = check_version(page, rollout, version)?;
    let mut entry = typed.read(page.today());
    // Whoever reports for an authority that is not its own says why.
    if warrant == Some(Warrant::Lead) && typed.note.trim().is_empty() {
        let mut problems = entry.err().unwrap_or_default();
        problems.push((Field::Note, Problem::Missing));
        entry = Err(problems);
    }
    let entry = entry.map_err(Rejection::Fields)?;
    let history = page.situation.history(rollout);
    if is_over(history, &entry) {
        return Err(Rejection::Fields(vec![(Field::PlannedOn, Problem::Passed)]));
    }
    if let Some(problem) = history.and_then(|history| unexplained(history, &entry)) {
        return Err(Rejection::Fields(vec![(Field::Note, problem)]));
    }
    match history.and_then(|history| history.contradicted_by(&entry)) {
        Some(later) => Err(Rejection::Contradiction(later.id)),
        None => Ok((entry, seen)),
    }
}

/// Whether an entry plans a start for a day that was over when its stage began. A plan that has stood there before
/// and was missed is kept: what became of it is asked elsewhere.
fn is_over(history: Option<&History>, entry: &StatusEntry) -> bool {
    let known = history.and_then(|history| history.current(Viewpoint::on(entry.effective_on)));
    let is_new = entry.planned_on != known.and_then(|known| known.entry.planned_on);
    is_new && entry.stage != Stage::Live && entry.planned_on.is_some_and(|day| day < entry.effective_on)
}

/// What is wrong with an entry that moves or drops the planned start and does not say why.
pub(crate) fn unexplained(history: &History, entry: &StatusEntry) -> Option<Problem> {
    let from = history.plan_changed_by(entry)?;
    entry.note.is_none().then_some(Problem::NoReason { from, to: entry.planned_on })
}

/// The version that the form has seen. Comes before all other checks: whoever looked at an older one decides
/// with the newer one in view, since the form shown again has seen that one.
fn check_version(page: &Page, rollout: &RolloutKey, version: Option<&String>) -> Result<i64, Rejection> {
    let seen = version.and_then(|version| version.parse().ok()).ok_or(Rejection::NoVersion)?;
    let current = page.situation.history(rollout).map_or(0, History::version);
    if seen == current { Ok(seen) } else { Err(Rejection::Stale(current)) }
}

/// `POST /kommunen/{key}/leistungen/{slug}/korrektur`: 303 when taken back, 422 or 409 with the form otherwise.
pub(crate) async fn retract(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path((key, slug)): Path<(String, String)>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let fields = form::read(body).await?;
    let page = pages::page(&state, &uri).await?;
    let text = |name: &str| fields.get(name).cloned().unwrap_or_default();
    let rollout = rollout(&page, &key, &slug);
    let form = form_address(rollout.as_ref(), urls::retraction).unwrap_or_else(|| uri.clone());
    let show_again = async |page, reason| {
        let rejected = RejectedRetraction { event: text("event"), reason_text: text("reason"), reason };
        Ok(pages::show_again(&state, &guest, page, form.clone(), Rejected::Retraction(rejected)).await)
    };
    let event = rollout.as_ref().and_then(|rollout| {
        let id: i64 = text("event").parse().ok()?;
        page.situation.history(rollout)?.events().iter().find(|event| event.id == id)
    });
    let Some((rollout, event)) = rollout.as_ref().zip(event.map(|event| event.id)) else {
        return show_again(page, Rejection::NoVersion).await;
    };
    let seen = match check_version(&page, rollout, fields.get("version")) {
        Ok(seen) => seen,
        Err(reason) => return show_again(page, reason).await,
    };
    let reason = match entry::note(&text("reason")).and_then(|reason| reason.ok_or(Problem::Missing)) {
        Ok(reason) => reason,
        Err(problem) => return show_again(page, Rejection::Reason(problem)).await,
    };
    match state.db.retract(event, &reason, Some(seen), author, state.clock.now()).await {
        Ok(_) => Ok(done(rollout, "zurueckgenommen", event)),
        Err(RecordError::Stale { current }) => {
            show_again(pages::page(&state, &uri).await?, Rejection::Stale(current)).await
        }
        Err(RecordError::NotAllowed) => Err(AppError::NotAllowed),
        Err(RecordError::Store(error)) => Err(error.into()),
        Err(RecordError::NoSuchEvent) => show_again(page, Rejection::NoVersion).await,
    }
}

/// To the page of the body, which says what was done.
fn done(rollout: &RolloutKey, what: &str, event: i64) -> Response {
    let address = urls::with_query(&urls::body(&rollout.authority), &[(what, &event.to_string())]);
    Redirect::to(&address).into_response()
}

fn rollout(page: &Page, key: &str, slug: &str) -> Option<RolloutKey> {
    let body = page.register().resolve(key)?.ars;
    let service = page.situation.catalogue().service(&slug.parse().ok()?)?.slug.clone();
    Some(RolloutKey { authority: body, service })
}

/// The address at which a form is shown again; one that was sent to another key of the body must not end in a
/// redirect.
fn form_address(rollout: Option<&RolloutKey>, address: fn(&Ars, &Slug) -> String) -> Option<Uri> {
    let rollout = rollout?;
    address(&rollout.authority, &rollout.service).parse().ok()
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
