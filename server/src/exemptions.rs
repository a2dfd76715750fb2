//! Granting exemptions, and ending them.

use app::context::Page;
use app::form::Mistake;
use app::urls;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::exemption::ExemptionId;
use domain::rollout::RolloutKey;
use store::ChangeError;

use crate::failure::AppError;
use crate::guest::Guest;
use crate::people::sign_in::signed_in;
use crate::state::AppState;
use crate::typed::Typed;
use crate::{form, pages};

/// `POST /kommunen/{key}/leistungen/{slug}/ausnahme`
pub(crate) async fn grant(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path((key, slug)): Path<(String, String)>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let mut typed = Typed::new(form::read(body).await?);
    let page = pages::page(&state, &uri).await?;
    let rollout = rollout(&page, &key, &slug)?;
    let today = page.today();
    let first_day = typed.past_day("first_day", today);
    let last_day = typed.required_day("last_day", today);
    let reason = typed.required_note("reason");
    // What is over needs no exemption any more; the first day is not after today.
    if last_day.is_some_and(|last_day| last_day < today) {
        typed.wrong("last_day", Mistake::Before(today));
    }
    let known = first_day.zip(last_day).and_then(|(first_day, last_day)| {
        page.situation.obstacles().exemptions.within(&rollout, first_day, last_day)
    });
    if let Some(known) = known {
        typed.wrong("first_day", Mistake::Exempt(known.first_day, known.last_day));
    }
    let (Some(first_day), Some(last_day), Some(reason), true) =
        (first_day, last_day, reason, typed.is_right())
    else {
        let form = address(&rollout)?;
        return pages::show_form(&state, &guest, form, (), Some(typed.sent())).await;
    };
    let days = (first_day, last_day);
    state.db.grant_exemption(&rollout, days, &reason, author, state.clock.now()).await?;
    Ok(done(&rollout, "erteilt"))
}

/// `POST /kommunen/{key}/leistungen/{slug}/ausnahme/beenden`: it holds today for the last time.
pub(crate) async fn end(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path((key, slug)): Path<(String, String)>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let mut typed = Typed::new(form::read(body).await?);
    let page = pages::page(&state, &uri).await?;
    let rollout = rollout(&page, &key, &slug)?;
    let id = typed.number("exemption").map(ExemptionId).ok_or(AppError::Parameter)?;
    let seen = typed.number("version").ok_or(AppError::Parameter)?;
    // Of this rollout and no other: the address says whose it is.
    if !page.situation.obstacles().exemptions.of(&rollout).any(|exemption| exemption.id == id) {
        return Err(AppError::NotFound);
    }
    match state.db.end_exemption(id, page.today(), seen, author, state.clock.now()).await {
        Ok(_) => Ok(done(&rollout, "beendet")),
        Err(ChangeError::Stale { .. }) => {
            let form = address(&rollout)?;
            pages::show_form(&state, &guest, form, (), Some(typed.refused(Mistake::Stale))).await
        }
        Err(error) => Err(error.into()),
    }
}

fn rollout(page: &Page, key: &str, slug: &str) -> Result<RolloutKey, AppError> {
    let authority = page.register().resolve(key).map(|body| body.ars).ok_or(AppError::NotFound)?;
    let service = slug.parse().map_err(|_| AppError::NotFound)?;
    let rollout = RolloutKey { authority, service };
    let responsibilities = page.situation.responsibilities(page.today());
    responsibilities.position(&rollout).map(|_| rollout).ok_or(AppError::NotFound)
}

fn address(rollout: &RolloutKey) -> Result<Uri, AppError> {
    urls::exemption(&rollout.authority, &rollout.service).parse().map_err(|_| AppError::NotFound)
}

fn done(rollout: &RolloutKey, what: &str) -> Response {
    let address = urls::exemption(&rollout.authority, &rollout.service);
    Redirect::to(&urls::with_query(&address, &[("erledigt", what)])).into_response()
}
