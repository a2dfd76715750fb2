//! Keeping the list of vendors.

use std::collections::BTreeSet;

use app::form::Mistake;
use app::urls;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::entry::{self, VENDOR_MAX};
use domain::vendor::VendorId;
use store::ChangeError;

use crate::failure::AppError;
use crate::guest::Guest;
use crate::people::sign_in::signed_in;
use crate::state::AppState;
use crate::typed::Typed;
use crate::{form, pages};

/// `POST /verwaltung/hersteller/{id}`: name and products.
pub(crate) async fn change(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let id: VendorId = id.parse().map_err(|_| AppError::NotFound)?;
    let mut typed = Typed::new(form::read(body).await?);
    let page = pages::page(&state, &uri).await?;
    let name = typed.required_line("name", VENDOR_MAX);
    let meant = name.as_deref().and_then(|name| page.situation.obstacles().vendors.meant_by(name));
    if let Some(other) = meant.filter(|meant| meant.id != id) {
        typed.wrong("name", Mistake::VendorTaken(other.name.clone()));
    }
    let products = products(&mut typed);
    let seen = typed.number("version");
    let (Some(name), Some(seen), true) = (name, seen, typed.is_right()) else {
        return pages::show_form(&state, &guest, uri, (), Some(typed.sent())).await;
    };
    let changed = state.db.change_vendor(id, &name, &products, seen, author, state.clock.now()).await;
    answer(&state, &guest, id, typed, changed, "geaendert").await
}

/// One product a line.
fn products(typed: &mut Typed) -> BTreeSet<String> {
    let mut products = BTreeSet::new();
    let lines: Vec<String> = typed.text("products").lines().map(str::to_owned).collect();
    for line in lines {
        match entry::line(&line, VENDOR_MAX) {
            Ok(product) => products.extend(product),
            Err(problem) => {
                typed.wrong("products", Mistake::Field(problem));
                break;
            }
        }
    }
    products
}

/// `POST /verwaltung/hersteller/{id}/zusammenfuehren`: it becomes another spelling of `in`.
pub(crate) async fn merge(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let id: VendorId = id.parse().map_err(|_| AppError::NotFound)?;
    let mut typed = Typed::new(form::read(body).await?);
    let numbers = (typed.number("in"), typed.number("version"), typed.number("version_in"));
    let (Some(into), Some(seen), Some(into_seen)) = numbers else { return Err(AppError::Parameter) };
    let (into, now) = (VendorId(into), state.clock.now());
    match state.db.merge_vendor((id, seen), (into, into_seen), author, now).await {
        Ok(_) => Ok(done(into, "zusammengefuehrt")),
        Err(error) => answer(&state, &guest, id, typed, Err(error), "").await,
    }
}

/// `POST /verwaltung/hersteller/{id}/trennen`: the spelling is a vendor of its own again.
pub(crate) async fn unmerge(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let id: VendorId = id.parse().map_err(|_| AppError::NotFound)?;
    let mut typed = Typed::new(form::read(body).await?);
    let seen = typed.number("version").ok_or(AppError::Parameter)?;
    let unmerged = state.db.unmerge_vendor(id, seen, author, state.clock.now()).await;
    answer(&state, &guest, id, typed, unmerged, "getrennt").await
}

/// To the page of the vendor, or its form again where somebody else was quicker.
async fn answer(
    state: &AppState,
    guest: &Guest,
    id: VendorId,
    typed: Typed,
    changed: Result<i64, ChangeError>,
    what: &str,
) -> Result<Response, AppError> {
    match changed {
        Ok(_) => Ok(done(id, what)),
        Err(ChangeError::Stale { .. }) => {
            let form = urls::vendor(id).parse().map_err(|_| AppError::NotFound)?;
            pages::show_form(state, guest, form, (), Some(typed.refused(Mistake::Stale))).await
        }
        Err(error) => Err(error.into()),
    }
}

fn done(id: VendorId, what: &str) -> Response {
    Redirect::to(&urls::with_query(&urls::vendor(id), &[("erledigt", what)])).into_response()
}
