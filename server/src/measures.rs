//! What was agreed: who does what, and by when.

use app::context::Page;
use app::form::Mistake;
use app::pages::{OwnerEmail, closable, may_write};
use app::{urls, words};
use axum::Extension;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Day;
use domain::blocker::{BlockerId, Closing};
use domain::people::{Email, Person, PersonId, Role};
use domain::workshop::{FindingId, Measure, MeasureFacts, MeasureId, MeasureState, WHAT_MAX};
use store::ChangeError;

use crate::bodies::Bodies;
use crate::failure::AppError;
use crate::guest::Guest;
use crate::people::sign_in::signed_in;
use crate::state::AppState;
use crate::typed::Typed;
use crate::{form, pages, steps};

/// `GET /massnahmen/{id}/bearbeiten`
pub(crate) async fn edit(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, AppError> {
    let page = pages::page(&state, &uri).await?;
    let measure = existing(&page, &id)?;
    if !may_write(&guest.visitor, measure.facts.body.as_ref()) {
        return Err(AppError::NotAllowed);
    }
    let email = owner_email(&state, &measure).await?;
    pages::show_with(&state, &guest, uri, email).await
}

fn existing(page: &Page, id: &str) -> Result<Measure, AppError> {
    let id: MeasureId = id.parse().map_err(|_| AppError::NotFound)?;
    let measure = page.situation.workshops().measure(id).ok_or(AppError::NotFound)?;
    Ok(measure.as_ref().clone())
}

async fn owner_email(state: &AppState, measure: &Measure) -> Result<OwnerEmail, AppError> {
    let person = match &measure.facts.owner_person {
        Some(id) => state.db.person(id).await?,
        None => None,
    };
    Ok(OwnerEmail(person.map(|person| person.email.to_string()).unwrap_or_default()))
}

fn done(id: MeasureId, what: &str, still_open: &[BlockerId]) -> Response {
    let still_open: Vec<String> = still_open.iter().map(ToString::to_string).collect();
    let query = [("erledigt", what), ("offen", &still_open.join(","))];
    Redirect::to(&urls::with_query(&urls::measure(id), &query)).into_response()
}

/// `POST /massnahmen/neu`: 303 when agreed, 422 with the form otherwise.
pub(crate) async fn agree(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let mut typed = Typed::new(form::read(body).await?);
    let page = pages::page(&state, &uri).await?;
    if let Some(facts) = facts(&state, &guest, &page, &mut typed, None).await? {
        return match state.db.agree_on_measure(&facts, author, state.clock.now()).await {
            Ok(id) => Ok(done(id, "vereinbart", &[])),
            Err(error) => Err(error.into()),
        };
    }
    pages::show_form(&state, &guest, uri, (), Some(typed.sent())).await
}

/// `POST /massnahmen/{id}/bearbeiten`: 303 when changed, 422 or 409 with the form otherwise.
pub(crate) async fn change(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let mut typed = Typed::new(form::read(body).await?);
    let page = pages::page(&state, &uri).await?;
    let before = existing(&page, &id)?;
    if !may_write(&guest.visitor, before.facts.body.as_ref()) {
        return Err(AppError::NotAllowed);
    }
    let email = owner_email(&state, &before).await?;
    let mut sent = None;
    if let Some(facts) = facts(&state, &guest, &page, &mut typed, Some(&before)).await? {
        let seen = typed.text("version").parse().unwrap_or(0);
        match state.db.change_measure(before.id, &facts, seen, author, state.clock.now()).await {
            Ok(_) => return Ok(done(before.id, "geaendert", &[])),
            Err(ChangeError::Stale { .. }) => sent = Some(typed.clone().refused(Mistake::Stale)),
            Err(error) => return Err(error.into()),
        }
    }
    pages::show_form(&state, &guest, uri, email, Some(sent.unwrap_or_else(|| typed.sent()))).await
}

/// What the form says; `None`: something is wrong with it. `before`: what is changed, if anything.
async fn facts(
    state: &AppState,
    guest: &Guest,
    page: &Page,
    typed: &mut Typed,
    before: Option<&Measure>,
) -> Result<Option<MeasureFacts>, AppError> {
    let what = typed.required_line("what", WHAT_MAX);
    let owner = typed.required_line("owner", WHAT_MAX);
    let owner_person = owner_person(state, guest, typed, before).await?;
    let register = page.register();
    let body = typed.body("body", &Bodies::new(&register));
    // What was typed and not understood has its own mistake.
    let is_read = typed.text("body").trim().is_empty() || body.is_some();
    if is_read && !may_write(&guest.visitor, body.as_ref()) {
        let name = body.and_then(|ars| register.get(&ars)).map(words::full_name);
        typed.wrong("body", name.map_or(Mistake::Missing, Mistake::ForeignBody));
    }
    let due_on = due_on(typed, page.today(), before);
    let blockers = blockers(page, typed);
    let note = typed.note("note");
    let finding = typed.optional_choice::<FindingId>("finding");
    let finding = finding.filter(|id| page.situation.workshops().finding(*id).is_some());
    let facts = what.zip(owner).zip(due_on).map(|((what, owner), due_on)| MeasureFacts {
        what,
        owner,
        owner_person,
        body,
        due_on,
        note,
        finding,
        blockers,
    });
    Ok(facts.filter(|_| typed.is_right()))
}

/// The account of whoever does it, by its address; the address may be missing.
async fn owner_person(
    state: &AppState,
    guest: &Guest,
    typed: &mut Typed,
    before: Option<&Measure>,
) -> Result<Option<PersonId>, AppError> {
    let email = typed.text("owner_email").trim().to_owned();
    if email.is_empty() {
        return Ok(None);
    }
    let Ok(email) = email.parse::<Email>() else {
        typed.wrong("owner_email", Mistake::NotAnEmail);
        return Ok(None);
    };
    let visitor = &guest.visitor;
    // Whether a stranger has an account is nobody's business, nor are letters to strangers: a contact names itself, or
    // whoever acts for one of its own bodies.
    let is_near = |person: &Person| {
        visitor.has(Role::Lead)
            || visitor.has(Role::Facilitator)
            || visitor.person.as_ref().is_some_and(|own| own.id == person.id)
            || person.rights.own().any(|territory| visitor.warrant(&territory.body).is_some())
            || before.is_some_and(|before| before.facts.owner_person.as_ref() == Some(&person.id))
    };
    let person = state.db.person_with(&email).await?.filter(is_near);
    if person.is_none() {
        typed.wrong("owner_email", Mistake::NobodyToRemind);
    }
    Ok(person.map(|person| person.id))
}

/// By when. What is agreed on now cannot be due already; what was agreed on before may be overdue meanwhile.
fn due_on(typed: &mut Typed, today: Day, before: Option<&Measure>) -> Option<Day> {
    let day = typed.required_day("due_on", today)?;
    if day < today && before.is_none_or(|before| before.facts.due_on != day) {
        typed.wrong("due_on", Mistake::Before(today));
        return None;
    }
    Some(day)
}

/// The blockers of the rows, each by its number, which is what the suggestions begin with.
fn blockers(page: &Page, typed: &mut Typed) -> std::collections::BTreeSet<BlockerId> {
    let mut found = std::collections::BTreeSet::new();
    let rows = (0..).map(|row| format!("blocker_{row}"));
    let rows: Vec<String> = rows.take_while(|row| typed.is_checked(row)).collect();
    for row in rows {
        let text = typed.text(&row).trim().to_owned();
        let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
        let id = digits.parse().ok().filter(|id| page.situation.obstacles().blockers.get(*id).is_some());
        match id {
            Some(id) => {
                found.insert(id);
            }
            None if text.is_empty() => {}
            None => typed.wrong(&row, Mistake::NoSuchBlocker),
        }
    }
    found
}

/// `POST /massnahmen/{id}/stand`: 303 when kept, 422 or 409 with the page otherwise. Where it is done, the ticked
/// blockers are closed too.
pub(crate) async fn progress(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    Path(id): Path<String>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let mut typed = Typed::new(form::read(body).await?);
    let page = pages::page(&state, &uri).await?;
    let measure = existing(&page, &id)?;
    let wanted = typed.choice::<MeasureState>("state");
    let ticked: Vec<_> = closable(&page, &guest.visitor, &measure)
        .into_iter()
        .filter(|of| {
            wanted == Some(MeasureState::Done) && typed.is_checked(&format!("close_{}", of.blocker.id))
        })
        .collect();
    // Whoever meets the same blocker learns what helped.
    let resolution = if ticked.is_empty() { Some(String::new()) } else { typed.required_note("resolution") };
    if let (Some(wanted), Some(resolution)) = (wanted, resolution) {
        let now = state.clock.now();
        let seen = typed.text("version").parse().unwrap_or(0);
        match state.db.set_measure_state(measure.id, wanted, seen, author, now).await {
            Ok(_) => {
                let closing = Closing { on: page.today(), resolution };
                let mut still_open = Vec::new();
                for of in ticked {
                    let blocker = of.blocker.id;
                    let seen = typed.text(&format!("seen_{blocker}")).parse().unwrap_or(0);
                    let closed = match of.only_for {
                        None => {
                            state.db.close_blocker(blocker, &closing, seen, author, now).await.map(|_| ())
                        }
                        Some(body) => {
                            let closed =
                                state.db.close_blocker_for(blocker, &body, &closing, author, now).await;
                            closed.map(|_| ())
                        }
                    };
                    match closed {
                        Ok(()) => {}
                        // The measure is done by now: whatever went wrong, the page says what is still open.
                        Err(ChangeError::Store(error)) => {
                            tracing::error!(
                                error = &error as &dyn std::error::Error,
                                "a blocker stayed open"
                            );
                            still_open.push(blocker);
                        }
                        Err(_) => still_open.push(blocker),
                    }
                }
                return Ok(done(measure.id, "stand", &still_open));
            }
            Err(ChangeError::Stale { .. }) => typed.wrong("state", Mistake::Stale),
            Err(error) => return Err(error.into()),
        }
    }
    let uri: Uri = urls::measure(measure.id).parse().map_err(|_| AppError::NotFound)?;
    let steps = steps::of(&state, &format!("measure/{}", measure.id)).await?;
    pages::show_form(&state, &guest, uri, steps, Some(typed.sent())).await
}
