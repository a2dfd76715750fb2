//! The status of one authority, by a link and without a password.

use app::context::Page;
use app::form::Mistake;
use app::people::ConfirmPage;
use app::urls;
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
use crate::client_address::ClientAddress;
use crate::failure::AppError;
use crate::guest::Guest;
use crate::state::AppState;
use crate::typed::Typed;
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
    let wants_none = given.person.as_ref().is_some_and(|person| !person.wants_reminders);
    given.is_refused = wants_none && pages::query(&uri).contains_key("abbestellt");
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
        is_refused: false,
    })
}

/// `GET /bestaetigen/{token}/abbestellen`: where a mail program leads that cannot do it by itself.
pub(crate) async fn ask_to_refuse(Path(token): Path<String>) -> Redirect {
    Redirect::to(&urls::link(Purpose::Status, &token))
}

/// `POST /bestaetigen/{token}/abbestellen`: whoever holds the link wants no more letters that remind. By the button
/// of the page, or by a mail program in one click (RFC 8058), which follows nothing.
pub(crate) async fn refuse(
    State(state): State<AppState>,
    Path(token): Path<String>,
    body: Body,
) -> Result<Response, AppError> {
    let fields = form::read(body).await?;
    state.db.refuse_reminders(&token, state.clock.now()).await?;
    if fields.contains_key("List-Unsubscribe") {
        return Ok("Abbestellt.".into_response());
    }
    let page = urls::with_query(&urls::link(Purpose::Status, &token), &[("abbestellt", "ja")]);
    Ok(Redirect::to(&page).into_response())
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
    let (Some(LinkState::Open), Some(authority)) = (given.state, given.authority) else {
        return pages::show_with(&state, &guest, uri, given).await;
    };
    if let Err(wait) = state.costly.admit(address) {
        let sent = typed.refused(Mistake::TooMany(wait.seconds));
        return Ok(with_wait(pages::show_form(&state, &guest, uri, given, Some(sent)).await?, wait));
    }
    let page = pages::page(&state, &uri).await?;
    let entries = entries(&page, &authority, &mut typed);
    if entries.is_empty() && typed.is_right() {
        let sent = typed.refused(Mistake::Missing);
        return pages::show_form(&state, &guest, uri, given, Some(sent)).await;
    }
    if !typed.is_right() {
        return pages::show_form(&state, &guest, uri, given, Some(typed.sent())).await;
    }
    match state.db.report_by_link(&token, &entries, state.clock.now()).await {
        Ok(()) => Ok(Redirect::to(&format!("{}?gespeichert=ja", uri.path())).into_response()),
        Err(ReportError::Record(RecordError::Stale { .. })) => {
            let sent = typed.refused(Mistake::Stale);
            pages::show_form(&state, &guest, uri, given, Some(sent)).await
        }
        // Used or taken back in this moment: the page says so.
        Err(ReportError::Link(PeopleError::Link(link))) => {
            pages::show_with(&state, &guest, uri, ConfirmPage { state: Some(link), ..given }).await
        }
        Err(ReportError::Link(error)) => Err(error.into()),
        Err(ReportError::Record(RecordError::Store(error))) => Err(error.into()),
        Err(ReportError::Record(_)) => Err(AppError::NotAllowed),
    }
}

/// What the form says of every service of the authority, with the version that was seen. Nothing for services of
/// which nobody knows anything: that cannot be confirmed.
fn entries(page: &Page, authority: &Ars, typed: &mut Typed) -> Vec<(RolloutKey, StatusEntry, i64)> {
    let today = page.today();
    let responsibilities = page.situation.responsibilities(today);
    let mut entries = Vec::new();
    for rollout in responsibilities.rollouts().iter().filter(|rollout| rollout.authority == *authority) {
        let history = page.situation.history(rollout);
        let field = format!("stage_{}", rollout.service);
        let Ok(stage) = typed.text(&field).parse::<Stage>() else {
            typed.wrong(&field, Mistake::Missing);
            continue;
        };
        if stage == Stage::Unknown {
            continue;
        }
        let seen = typed.text(&format!("version_{}", rollout.service)).parse().unwrap_or(-1);
        if seen != history.map_or(0, History::version) {
            typed.wrong(&field, Mistake::Stale);
            continue;
        }
        let current = history.and_then(|history| history.current(Viewpoint::on(today)));
        let entry = match current {
            Some(event) => StatusEntry { stage, ..event.entry.confirmed_on(today) },
            None => StatusEntry::new(stage, today),
        };
        entries.push((rollout.clone(), entry, seen));
    }
    entries
}
