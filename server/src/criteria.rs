//! Keeping the list of criteria, and recording what authorities answer.

use app::context::Page;
use app::form::Mistake;
use app::urls;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Ars;
use domain::catalogue::Slug;
use domain::criteria::{Answer, CriterionId, NAME_MAX, QUESTION_MAX};
use domain::rollout::RolloutKey;
use store::{ChangeError, CriterionText, Direction};

use crate::failure::AppError;
use crate::guest::Guest;
use crate::people::sign_in::signed_in;
use crate::state::AppState;
use crate::typed::Typed;
use crate::{form, pages};

/// `POST /verwaltung/kriterien/neu`
pub(crate) async fn add(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let mut typed = Typed::new(form::read(body).await?);
    let Some(text) = text(&mut typed) else {
        return pages::show_form(&state, &guest, uri, (), Some(typed.sent())).await;
    };
    state.db.add_criterion(&text, author, state.clock.now()).await?;
    Ok(done("neu"))
}

/// `POST /verwaltung/kriterien/{id}`: another wording.
pub(crate) async fn word(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let id: CriterionId = id.parse().map_err(|_| AppError::NotFound)?;
    let mut typed = Typed::new(form::read(body).await?);
    let seen = typed.number("version");
    let (Some(text), Some(seen)) = (text(&mut typed), seen) else {
        return pages::show_form(&state, &guest, uri, (), Some(typed.sent())).await;
    };
    match state.db.word_criterion(id, &text, seen, author, state.clock.now()).await {
        Ok(_) => Ok(done("geaendert")),
        Err(ChangeError::Stale { .. }) => {
            pages::show_form(&state, &guest, uri, (), Some(typed.refused(Mistake::Stale))).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What a criterion is to say, if all of it can be used.
fn text(typed: &mut Typed) -> Option<CriterionText> {
    let name = typed.required_line("name", NAME_MAX);
    let question = typed.required_line("question", QUESTION_MAX);
    let help = typed.note("help").unwrap_or_default();
    let (name, question) = name.zip(question)?;
    typed.is_right().then_some(CriterionText { name, question, help })
}

/// `POST /verwaltung/kriterien/{id}/verschieben`: up or down in the order.
pub(crate) async fn shift(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let id: CriterionId = id.parse().map_err(|_| AppError::NotFound)?;
    let mut typed = Typed::new(form::read(body).await?);
    let direction = match typed.text("richtung") {
        "hoch" => Direction::Up,
        "runter" => Direction::Down,
        _ => return Err(AppError::Parameter),
    };
    let seen = typed.number("version").ok_or(AppError::Parameter)?;
    match state.db.move_criterion(id, direction, seen, author, state.clock.now()).await {
        Ok(_) => Ok(done("verschoben")),
        Err(error) => list_again(&state, &guest, typed, error).await,
    }
}

/// `POST /verwaltung/kriterien/{id}/deaktivieren`: nobody is asked any more.
pub(crate) async fn retire(
    state: State<AppState>,
    guest: Extension<Guest>,
    id: Path<String>,
    body: Body,
) -> Result<Response, AppError> {
    set_retired(state, guest, id, body, true).await
}

/// `POST /verwaltung/kriterien/{id}/aktivieren`: it is asked again.
pub(crate) async fn restore(
    state: State<AppState>,
    guest: Extension<Guest>,
    id: Path<String>,
    body: Body,
) -> Result<Response, AppError> {
    set_retired(state, guest, id, body, false).await
}

async fn set_retired(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    body: Body,
    is_retired: bool,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let id: CriterionId = id.parse().map_err(|_| AppError::NotFound)?;
    let mut typed = Typed::new(form::read(body).await?);
    let seen = typed.number("version").ok_or(AppError::Parameter)?;
    match state.db.retire_criterion(id, is_retired, seen, author, state.clock.now()).await {
        Ok(_) => Ok(done(if is_retired { "deaktiviert" } else { "aktiviert" })),
        Err(error) => list_again(&state, &guest, typed, error).await,
    }
}

/// The list as it is now, where somebody else was quicker.
async fn list_again(
    state: &AppState,
    guest: &Guest,
    typed: Typed,
    error: ChangeError,
) -> Result<Response, AppError> {
    if !matches!(error, ChangeError::Stale { .. }) {
        return Err(error.into());
    }
    let list = Uri::from_static(urls::CRITERIA);
    pages::show_form(state, guest, list, (), Some(typed.refused(Mistake::Stale))).await
}

fn done(what: &str) -> Response {
    Redirect::to(&urls::with_query(urls::CRITERIA, &[("erledigt", what)])).into_response()
}

/// `POST /kommunen/{key}/kriterien`: what an authority answers, as a whole or (with `leistung`) for one service.
pub(crate) async fn assess(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(key): Path<String>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let mut typed = Typed::new(form::read(body).await?);
    let page = pages::page(&state, &uri).await?;
    let authority = page.register().resolve(&key).map(|body| body.ars).ok_or(AppError::NotFound)?;
    // Under its own address, or the page would redirect.
    let form = own_address(&authority, &uri)?;
    let service: Option<Slug> = typed.optional_choice("leistung");
    let answers = answers(&page, &authority, service.as_ref(), &mut typed);
    if !typed.is_right() {
        return pages::show_form(&state, &guest, form, (), Some(typed.sent())).await;
    }
    if !answers.is_empty() {
        state.db.assess(&authority, &answers, author, state.clock.now()).await?;
    }
    let (count, service) = (answers.len().to_string(), service.as_ref().map_or("", Slug::as_str));
    let query = [("gespeichert", count.as_str()), ("leistung", service)];
    Ok(Redirect::to(&urls::with_query(&urls::assessment(&authority), &query)).into_response())
}

/// What is said otherwise than before.
fn answers(
    page: &Page,
    authority: &Ars,
    service: Option<&Slug>,
    typed: &mut Typed,
) -> Vec<(CriterionId, Option<Slug>, Answer)> {
    let responsibilities = page.situation.responsibilities(page.today());
    let is_responsible = match service {
        Some(service) => {
            let rollout = RolloutKey { authority: *authority, service: service.clone() };
            responsibilities.position(&rollout).is_some()
        }
        None => responsibilities.authorities().contains_key(authority),
    };
    if !is_responsible {
        typed.wrong("leistung", Mistake::NoSuchChoice);
    }
    let criteria = &page.situation.obstacles().criteria;
    let mut answers = Vec::new();
    for criterion in criteria.asked() {
        let field = format!("answer_{}", criterion.id);
        let Some(answer) = typed.optional_choice::<Answer>(&field) else { continue };
        let said = criteria.said(authority, service, criterion.id);
        let shown = typed.text(&format!("was_{}", criterion.id)).parse().unwrap_or(said);
        if answer == shown {
            continue;
        }
        if shown != said {
            typed.wrong(&field, Mistake::Stale);
        }
        answers.push((criterion.id, service.cloned(), answer));
    }
    answers
}

fn own_address(authority: &Ars, uri: &Uri) -> Result<Uri, AppError> {
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{}{query}", urls::assessment(authority)).parse().map_err(|_| AppError::NotFound)
}
