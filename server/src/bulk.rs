//! Saying the same of many rollouts, step by step: choose, say what, look at what comes of it, record.

use app::bulk::{self, Bulk, TICK};
use app::context::Page;
use app::form::Mistake;
use app::{urls, words};
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::Day;
use domain::batch::BatchKind;
use domain::bulk::{BulkPlan, Chosen, LeftOut, Statement};
use domain::entry::VENDOR_MAX;
use domain::people::PersonId;
use domain::stage::Stage;
use store::{BatchError, NewBatch};

use crate::failure::AppError;
use crate::guest::Guest;
use crate::people::sign_in::signed_in;
use crate::state::AppState;
use crate::typed::Typed;
use crate::{batches, form, pages};

/// `POST /mehrere`: the field `schritt` says how far whoever sends it is; without it something was chosen on a list.
pub(crate) async fn step(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let mut typed = Typed::new(form::read_list(body).await?);
    let page = pages::page(&state, &uri).await?;
    let list = list(&typed)?;
    let step = typed.text("schritt").to_owned();
    if step.is_empty() {
        let chosen = choose(&state, &page, &typed, &list).await?;
        if chosen.is_empty() {
            let refused = typed.refused(Mistake::NothingChosen);
            return pages::show_form(&state, &guest, list, (), Some(refused)).await;
        }
        let bulk = Bulk { chosen, list: list.to_string(), said: None, is_refused: false };
        return pages::show_with(&state, &guest, uri, bulk).await;
    }
    let responsibilities = page.situation.responsibilities(page.today());
    let chosen = bulk::read(typed.text("auswahl"), responsibilities).ok_or(AppError::Parameter)?;
    let mut bulk = Bulk { chosen, list: list.to_string(), said: None, is_refused: false };
    if step == "angaben" {
        return pages::show_form(&state, &guest, uri, bulk, Some(typed.sent())).await;
    }
    let Some((statement, note)) = said(&mut typed, page.today()) else {
        return pages::show_form(&state, &guest, uri, bulk, Some(typed.sent())).await;
    };
    bulk.said = Some((statement.clone(), note.clone()));
    if step == "speichern" {
        let plan = BulkPlan::new(&page.situation, page.today(), &bulk.chosen, &statement, &note);
        if let Some(answer) = record(&state, &plan, &statement, author).await? {
            return Ok(answer);
        }
        bulk.is_refused = true;
    }
    pages::show_with(&state, &guest, uri, bulk).await
}

/// The list on which something was chosen: an address of this site, nothing else.
fn list(typed: &Typed) -> Result<Uri, AppError> {
    let list: Uri = typed.text("liste").parse().map_err(|_| AppError::Parameter)?;
    let is_list = list.path() == urls::COMMUNES || list.path().starts_with("/leistungen/");
    if is_list && list.authority().is_none() { Ok(list) } else { Err(AppError::Parameter) }
}

/// Everything on the list, or what is ticked in it.
async fn choose(state: &AppState, page: &Page, typed: &Typed, list: &Uri) -> Result<Chosen, AppError> {
    if typed.is_checked("alle") {
        let page = pages::page(state, list).await?;
        return bulk::everything(&page, list.path()).ok_or(AppError::Parameter);
    }
    let responsibilities = page.situation.responsibilities(page.today());
    let ticked = typed.checked_with_prefix(TICK).into_iter().map(|name| {
        let seen = typed.text(&format!("{TICK}{name}"));
        bulk::ticked(&name, seen, responsibilities).ok_or(AppError::Parameter)
    });
    ticked.collect()
}

/// What is to be said, and why; what is wrong with it is noted.
fn said(typed: &mut Typed, today: Day) -> Option<(Statement, String)> {
    let statement = match typed.text("was") {
        "stand" => {
            let stage: Option<Stage> = typed.choice("stage");
            // That nobody has told is nothing to tell.
            if stage == Some(Stage::Unknown) {
                typed.wrong("stage", Mistake::NoSuchChoice);
            }
            let since = typed.past_day("since", today);
            stage.zip(since).map(|(stage, since)| Statement::Stage(stage, since))
        }
        "start" => {
            let day = typed.required_day("planned_on", today);
            if day.is_some_and(|day| day < today) {
                typed.wrong("planned_on", Mistake::Before(today));
            }
            day.map(Statement::PlannedOn)
        }
        "hersteller" => typed.required_line("vendor", VENDOR_MAX).map(Statement::Vendor),
        "bestaetigung" => Some(Statement::Confirmed),
        _ => {
            typed.wrong("was", Mistake::MissingChoice);
            None
        }
    };
    let note = typed.required_note("reason");
    statement.zip(note).filter(|_| typed.is_right())
}

/// Records what was looked at. `None`: somebody else was quicker with some of it, or nothing is left of it.
async fn record(
    state: &AppState,
    plan: &BulkPlan,
    statement: &Statement,
    author: &PersonId,
) -> Result<Option<Response>, AppError> {
    let is_stale = plan.left_out.iter().any(|(_, reason)| *reason == LeftOut::Stale);
    if is_stale || plan.entries.is_empty() {
        return Ok(None);
    }
    let new = NewBatch { kind: BatchKind::Bulk, source: words::statement(statement) };
    match state.db.record_batch(&new, &plan.entries, author, state.clock.now()).await {
        Ok(batch) => Ok(Some(batches::done(batch.id, "eingetragen"))),
        Err(BatchError::Stale(_)) => Ok(None),
        Err(BatchError::NotAllowed) => Err(AppError::NotAllowed),
        Err(BatchError::Store(error)) => Err(error.into()),
    }
}
