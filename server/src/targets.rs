//! What is to be reached: agreeing on it, and taking it back.

use app::context::Page;
use app::form::Mistake;
use app::urls;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::body::BodyKind;
use domain::catalogue::Selection;
use domain::coverage::Share;
use domain::target::{Aim, TargetId};
use store::{ChangeError, NewTarget};

use crate::failure::AppError;
use crate::guest::Guest;
use crate::people::sign_in::signed_in;
use crate::state::AppState;
use crate::typed::Typed;
use crate::{form, pages, steps};

/// `POST /ziele/neu`: 303 when agreed, 422 with the form otherwise.
pub(crate) async fn agree(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let mut typed = Typed::new(form::read(body).await?);
    let page = pages::page(&state, &uri).await?;
    let Some(target) = target(&page, &mut typed) else {
        return pages::show_form(&state, &guest, uri, (), Some(typed.sent())).await;
    };
    state.db.agree_target(&target, author, state.clock.now()).await?;
    Ok(done("vereinbart"))
}

fn done(what: &str) -> Response {
    Redirect::to(&urls::with_query(urls::TARGETS, &[("erledigt", what)])).into_response()
}

/// What the form says; `None`: something is wrong with it.
fn target(page: &Page, typed: &mut Typed) -> Option<NewTarget> {
    let catalogue = page.situation.catalogue();
    let selection: Option<Selection> = typed.choice("selection");
    // A commitment of one service has its slug and means the same: as pages name it.
    let selection = selection.map(|selection| match selection {
        Selection::Service(slug) if catalogue.commitment(&slug).is_some() => Selection::Commitment(slug),
        other => other,
    });
    if selection.as_ref().is_some_and(|selection| catalogue.selected(selection).next().is_none()) {
        typed.wrong("selection", Mistake::NoSuchChoice);
    }
    let measure = typed.choice("measure");
    let scope = typed.choice("scope");
    let register = page.register();
    let places = [BodyKind::Regierungsbezirk, BodyKind::Landkreis, BodyKind::KreisfreieStadt];
    let is_place =
        |ars| ars == catalogue.land || register.get(&ars).is_some_and(|body| places.contains(&body.kind));
    if scope.is_some_and(|ars| !is_place(ars)) {
        typed.wrong("scope", Mistake::NoSuchChoice);
    }
    let share = typed.share("share");
    let due = typed.required_day("due_on", page.today());
    let first = catalogue.target.map(|target| target.from.plus(1));
    if let (Some(due), Some(first)) = (due, first)
        && due < first
    {
        typed.wrong("due_on", Mistake::Before(first));
    }
    let reason = typed.required_note("reason");
    let (aim, share, due) = (Aim { selection: selection?, measure: measure?, scope: scope? }, share?, due?);
    if let Some(other) = page.situation.programme().targets.contradicted_by(&aim, due, share) {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share from 0 to 1")]
        let part = (other.share * 1_000_000.0).round() as u64;
        typed.wrong(
            "due_on",
            Mistake::TargetContradicts(other.due, Share { part, whole: 1_000_000 }.permille()),
        );
    }
    typed.is_right().then_some(NewTarget { aim, due, share, reason: reason? })
}

/// `POST /ziele/{id}/zuruecknehmen`: 303 when it is done, 422 or 409 with the page otherwise.
pub(crate) async fn withdraw(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let id: TargetId = id.parse().map_err(|_| AppError::NotFound)?;
    let uri: Uri = urls::target(id).parse().map_err(|_| AppError::NotFound)?;
    let page = pages::page(&state, &uri).await?;
    let known = page.situation.programme().targets.get(id).ok_or(AppError::NotFound)?;
    let mut typed = Typed::new(form::read(body).await?);
    let seen = typed.number("version");
    let reason = typed.required_note("reason");
    let sent = match (seen, reason) {
        _ if known.withdrawn.is_some() => typed.refused(Mistake::Over),
        (Some(seen), Some(reason)) => {
            match state.db.withdraw_target(id, &reason, seen, author, state.clock.now()).await {
                Ok(_) => return Ok(done("zurueckgenommen")),
                Err(ChangeError::Stale { .. }) => typed.refused(Mistake::Stale),
                Err(error) => return Err(error.into()),
            }
        }
        _ => typed.sent(),
    };
    let steps = steps::of(&state, &format!("target/{id}")).await?;
    pages::show_form(&state, &guest, uri, steps, Some(sent)).await
}
