//! The status of one authority, by a link and without a password.

use app::people::{ConfirmPage, Mistake};
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Ars;
use domain::people::{LinkState, Purpose};
use domain::rollout::{History, RolloutKey, StatusEntry, Viewpoint};
use domain::stage::Stage;
use store::{PeopleError, RecordError, ReportError};

use super::sign_in::with_wait;
use super::typed::Typed;
use crate::client_address::ClientAddress;
use crate::failure::AppError;
use crate::guest::Guest;
use crate::state::AppState;
use crate::{form, pages};

/// `GET /bestaetigen/{token}`. Looking changes nothing: mail servers look at links before their readers do.
pub(crate) async fn show(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(token): Path<String>,
    uri: Uri,
) -> Result<Response, AppError> {
    let mut given = given(&state, &token).await?;
    given.is_done = given.state == Some(LinkState::Spent) && pages::query(&uri).contains_key("gespeichert");
    pages::show_with(&state, &guest, uri, given).await
}

async fn given(state: &AppState, token: &str) -> Result<ConfirmPage, AppError> {
    let link = state.db.link(token, Purpose::Status, state.clock.now()).await?;
    let person = match link.as_ref().and_then(|link| link.person.as_ref()) {
        Some(id) => state.db.person(id).await?,
        None => None,
    };
    Ok(ConfirmPage {
        state: link.as_ref().map(|link| link.state),
        authority: link.and_then(|link| link.authority),
        person,
        is_done: false,
    })
}

/// `POST /bestaetigen/{token}`: records every service of the authority, changed or confirmed, and spends the link.
pub(crate) async fn report(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    ClientAddress(address): ClientAddress,
    Path(token): Path<String>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let mut typed = Typed::new(form::read(body).await?);
    let given = given(&state, &token).await?;
    if let Err(wait) = state.costly.admit(address) {
        let sent = typed.refused(Mistake::TooMany(wait.seconds));
        return Ok(with_wait(pages::show_form(&state, &guest, uri, given, Some(sent)).await?, wait));
    }
    let (Some(LinkState::Open), Some(authority)) = (given.state, given.authority) else {
        return pages::show_with(&state, &guest, uri, given).await;
    };
    let page = pages::page(&state, &uri).await?;
    let today = page.today();
    let responsibilities = page.situation.responsibilities(today);
    let own = responsibilities.rollouts().iter().filter(|rollout| rollout.authority == authority);
    let mut entries = Vec::new();
    for rollout in own {
        let history = page.situation.history(rollout);
        let current = history.and_then(|history| history.current(Viewpoint::on(today)));
        let stage_field = format!("stage_{}", rollout.service);
        let Ok(reported) = typed.text(&stage_field).parse::<Stage>() else {
            typed.wrong(&stage_field, Mistake::Missing);
            continue;
        };
        // What nobody knows is not confirmed.
        if reported == Stage::Unknown {
            continue;
        }
        let seen = typed.text(&format!("version_{}", rollout.service)).parse().unwrap_or(-1);
        if seen != history.map_or(0, History::version) {
            typed.wrong(&stage_field, Mistake::Stale);
            continue;
        }
        let entry = match current {
            Some(event) => {
                StatusEntry { stage: reported, effective_on: today, note: None, ..event.entry.clone() }
            }
            None => StatusEntry {
                stage: reported,
                effective_on: today,
                planned_on: None,
                vendor: None,
                link: None,
                note: None,
            },
        };
        entries.push((rollout.clone(), entry, seen));
    }
    if entries.is_empty() && typed.is_right() {
        let sent = typed.refused(Mistake::Missing);
        return pages::show_form(&state, &guest, uri, given, Some(sent)).await;
    }
    if !typed.is_right() {
        return pages::show_form(&state, &guest, uri, given, Some(typed.sent())).await;
    }
    record(&state, &guest, &token, &uri, given, &authority, typed, &entries).await
}

#[expect(clippy::too_many_arguments, reason = "what a rejected form is shown again with")]
async fn record(
    state: &AppState,
    guest: &Guest,
    token: &str,
    uri: &Uri,
    given: ConfirmPage,
    authority: &Ars,
    typed: Typed,
    entries: &[(RolloutKey, StatusEntry, i64)],
) -> Result<Response, AppError> {
    match state.db.report_by_link(token, entries, state.clock.now()).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?gespeichert=ja", uri.path())).into_response()),
        Err(ReportError::Record(RecordError::Stale { .. })) => {
            let sent = typed.refused(Mistake::Stale);
            pages::show_form(state, guest, uri.clone(), given, Some(sent)).await
        }
        Err(ReportError::Link(PeopleError::Link(link))) => {
            let given = ConfirmPage { state: Some(link), ..given };
            pages::show_with(state, guest, uri.clone(), given).await
        }
        Err(
            ReportError::Record(RecordError::Store(error)) | ReportError::Link(PeopleError::Store(error)),
        ) => Err(error.into()),
        Err(error) => {
            tracing::warn!(%error, %authority, "a link for the status was refused");
            Err(AppError::NotAllowed)
        }
    }
}
