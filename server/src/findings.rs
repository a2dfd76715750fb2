//! What becomes of what workshops found.

use app::form::Mistake;
use app::urls;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::catalogue::Slug;
use domain::workshop::{FindingFacts, FindingId, Verdict};
use store::{ChangeError, MergeError, Ruling, Shift};

use crate::bodies::Bodies;
use crate::failure::AppError;
use crate::guest::Guest;
use crate::people::sign_in::{own_address, signed_in};
use crate::state::AppState;
use crate::typed::Typed;
use crate::{form, pages, steps};

/// The page of a finding again, with a form that was not accepted.
async fn again(state: &AppState, guest: &Guest, id: FindingId, typed: Typed) -> Result<Response, AppError> {
    let uri: Uri = urls::finding(id).parse().map_err(|_| AppError::NotFound)?;
    let steps = steps::of(state, &format!("finding/{id}")).await?;
    pages::show_form(state, guest, uri, steps, Some(typed.sent())).await
}

fn done(address: &str, what: &str) -> Response {
    Redirect::to(&urls::with_query(address, &[("erledigt", what)])).into_response()
}

/// The version that a form has seen; one that cannot be read has seen nothing.
fn seen(typed: &Typed) -> i64 {
    typed.text("version").parse().unwrap_or(0)
}

/// Refuses a finding that is not there, before anything is said about what was typed.
async fn existing(state: &AppState, id: &str) -> Result<FindingId, AppError> {
    let id: FindingId = id.parse().map_err(|_| AppError::NotFound)?;
    let picture = state.read_model.current().await?;
    picture.situation.workshops().finding(id).map(|finding| finding.id).ok_or(AppError::NotFound)
}

/// `POST /erkenntnisse/{id}/bearbeiten`: 303 when changed, 422 or 409 with the form otherwise.
pub(crate) async fn change(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let id = existing(&state, &id).await?;
    let mut typed = Typed::new(form::read(body).await?);
    let page = pages::page(&state, &uri).await?;
    let register = page.register();
    let facts = {
        let words = typed.required_note("words");
        let kind = typed.choice("kind");
        let criterion = typed.optional_choice("criterion");
        if criterion.is_some_and(|id| page.situation.obstacles().criteria.get(id).is_none()) {
            typed.wrong("criterion", Mistake::NoSuchChoice);
        }
        let severity = typed.optional_choice("severity");
        let recommendation = typed.note("recommendation");
        let ticked = typed.checked_with_prefix("service_");
        let catalogue = page.situation.catalogue();
        let services = ticked.iter().filter_map(|slug| slug.parse::<Slug>().ok());
        let services = services.filter(|slug| catalogue.service(slug).is_some()).collect();
        let bodies = typed.bodies("body_", &Bodies::new(&register)).into_iter().collect();
        words.zip(kind).map(|(words, kind)| FindingFacts {
            words,
            kind,
            criterion,
            severity,
            recommendation,
            services,
            bodies,
        })
    };
    if let Some(facts) = facts.filter(|_| typed.is_right()) {
        match state.db.change_finding(id, &facts, seen(&typed), author, state.clock.now()).await {
            Ok(_) => return Ok(done(&urls::finding(id), "geaendert")),
            Err(ChangeError::Stale { .. }) => {
                let sent = Some(typed.refused(Mistake::Stale));
                return pages::show_form(&state, &guest, uri, (), sent).await;
            }
            Err(error) => return Err(error.into()),
        }
    }
    pages::show_form(&state, &guest, uri, (), Some(typed.sent())).await
}

/// `POST /erkenntnisse/{id}/stand`: 303 when ruled, 422 or 409 with the form otherwise.
pub(crate) async fn rule(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let id = existing(&state, &id).await?;
    let mut typed = Typed::new(form::read(body).await?);
    let verdict = typed.choice("verdict");
    // A reason that is typed for another verdict is not kept: nothing is wrong with it.
    let reason = if verdict == Some(Verdict::Rejected) { typed.required_note("reason") } else { None };
    let ruling = match (verdict, &reason) {
        (Some(Verdict::New), _) => Some(Ruling::New),
        (Some(Verdict::Checked), _) => Some(Ruling::Checked),
        (Some(Verdict::Adopted), _) => Some(Ruling::Adopted),
        (Some(Verdict::Rejected), Some(reason)) => Some(Ruling::Rejected(reason)),
        _ => None,
    };
    if let Some(ruling) = ruling {
        match state.db.rule_on_finding(id, ruling, seen(&typed), author, state.clock.now()).await {
            Ok(_) => return Ok(done(&urls::finding(id), "stand")),
            Err(ChangeError::Stale { .. }) => typed.wrong("verdict", Mistake::Stale),
            Err(error) => return Err(error.into()),
        }
    }
    again(&state, &guest, id, typed).await
}

/// `POST /erkenntnisse/{id}/blueprint`: in one click in or out, and back to where the button was.
pub(crate) async fn mark(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let id = existing(&state, &id).await?;
    let typed = Typed::new(form::read(body).await?);
    let (ruling, word) = match typed.text("mark") {
        "yes" => (Ruling::Adopted, "aufgenommen"),
        "no" => (Ruling::Checked, "herausgenommen"),
        _ => return Err(AppError::Parameter),
    };
    let word = match state.db.rule_on_finding(id, ruling, seen(&typed), author, state.clock.now()).await {
        Ok(_) => word,
        Err(ChangeError::Stale { .. }) => "veraltet",
        Err(error) => return Err(error.into()),
    };
    Ok(back(&typed, id, word))
}

/// To where the button was, at the finding.
fn back(typed: &Typed, id: FindingId, word: &str) -> Response {
    let finding = urls::finding(id);
    let address = own_address(typed.text("back")).unwrap_or_else(|| finding.clone());
    let separator = if address.contains('?') { '&' } else { '?' };
    let place = if address == finding { String::new() } else { format!("#erkenntnis-{id}") };
    Redirect::to(&format!("{address}{separator}erledigt={word}{place}")).into_response()
}

/// `POST /erkenntnisse/{id}/verschieben`: up or down by one place.
pub(crate) async fn shift(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let id = existing(&state, &id).await?;
    let typed = Typed::new(form::read(body).await?);
    let shift = match typed.text("direction") {
        "up" => Shift::Up,
        "down" => Shift::Down,
        _ => return Err(AppError::Parameter),
    };
    let word = match state.db.shift_finding(id, shift, seen(&typed), author, state.clock.now()).await {
        Ok(_) => "verschoben",
        Err(ChangeError::Stale { .. }) => "veraltet",
        Err(error) => return Err(error.into()),
    };
    let address = urls::with_query(urls::BLUEPRINT, &[("erledigt", word)]);
    Ok(Redirect::to(&format!("{address}#erkenntnis-{id}")).into_response())
}

/// `POST /erkenntnisse/{id}/anmerkung`: 303 when kept, 422 or 409 with the blueprint otherwise.
pub(crate) async fn note(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let id = existing(&state, &id).await?;
    let mut typed = Typed::new(form::read(body).await?);
    let field = format!("note_{id}");
    let note = typed.note(&field);
    if typed.is_right() {
        let noted =
            state.db.note_on_finding(id, note.as_deref(), seen(&typed), author, state.clock.now()).await;
        match noted {
            Ok(_) => {
                let address = urls::with_query(urls::BLUEPRINT, &[("erledigt", "anmerkung")]);
                return Ok(Redirect::to(&format!("{address}#erkenntnis-{id}")).into_response());
            }
            Err(ChangeError::Stale { .. }) => typed.wrong(&field, Mistake::Stale),
            Err(error) => return Err(error.into()),
        }
    }
    let uri = Uri::from_static(urls::BLUEPRINT);
    pages::show_form(&state, &guest, uri, (), Some(typed.sent())).await
}

/// `POST /erkenntnisse/{id}/zusammenfuehren`: 303 to the one that stands for both, 422 or 409 with the page otherwise.
pub(crate) async fn merge(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let id = existing(&state, &id).await?;
    let mut typed = Typed::new(form::read(body).await?);
    let into = match typed.text("into").trim() {
        "" => Err(Mistake::Missing),
        number => number.parse().map_err(|_| Mistake::Number),
    };
    let mistake = match into {
        Err(mistake) => mistake,
        Ok(into) => match state.db.merge_finding(id, into, seen(&typed), author, state.clock.now()).await {
            Ok(_) => {
                let head = state.read_model.current().await?.situation.workshops().head_of(id);
                return Ok(done(&urls::finding(head), "zusammengefuehrt"));
            }
            Err(MergeError::Circle) => Mistake::SameFinding,
            Err(MergeError::NoSuchFinding) => Mistake::NoSuchFinding,
            Err(MergeError::InBlueprint) => Mistake::InBlueprint,
            Err(MergeError::Change(ChangeError::Stale { .. })) => Mistake::Stale,
            Err(MergeError::Change(error)) => return Err(error.into()),
        },
    };
    typed.wrong("into", mistake);
    again(&state, &guest, id, typed).await
}

/// `POST /erkenntnisse/{id}/trennen`
pub(crate) async fn separate(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let id = existing(&state, &id).await?;
    let typed = Typed::new(form::read(body).await?);
    match state.db.separate_finding(id, seen(&typed), author, state.clock.now()).await {
        Ok(_) => Ok(done(&urls::finding(id), "getrennt")),
        Err(ChangeError::Stale { .. }) => Ok(done(&urls::finding(id), "veraltet")),
        Err(error) => Err(error.into()),
    }
}
