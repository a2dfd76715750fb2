//! Days of reporting: keeping one.

use app::context::Page;
use app::form::Mistake;
use app::urls;
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::definition::DefinitionId;
use domain::rollout::Viewpoint;
use domain::snapshot::{NAME_MAX, figures};
use store::{ChangeError, NewSnapshot};

use crate::failure::AppError;
use crate::guest::Guest;
use crate::people::sign_in::signed_in;
use crate::state::AppState;
use crate::typed::Typed;
use crate::{form, pages};

/// `POST /stichtage`: 303 when it is kept, 422 with the page otherwise.
pub(crate) async fn keep(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
    body: Body,
) -> Result<Response, AppError> {
    let (author, _) = signed_in(&guest)?;
    let mut typed = Typed::new(form::read(body).await?);
    let page = pages::page(&state, &uri).await?;
    let Some((new, viewpoint)) = reporting_day(&page, &mut typed) else {
        return pages::show_form(&state, &guest, uri, (), Some(typed.sent())).await;
    };
    let figures = figures(&page.situation, viewpoint);
    match state.db.keep_snapshot(&new, &figures, author, state.clock.now()).await {
        Ok(_) => {
            Ok(Redirect::to(&urls::with_query(urls::REPORTING_DAYS, &[("erledigt", "neu")])).into_response())
        }
        Err(ChangeError::NotThere) => {
            typed.wrong("name", Mistake::NameTaken);
            pages::show_form(&state, &guest, uri, (), Some(typed.sent())).await
        }
        Err(error) => Err(error.into()),
    }
}

/// What the form says, and from where its figures are counted; `None`: something is wrong with it.
fn reporting_day(page: &Page, typed: &mut Typed) -> Option<(NewSnapshot, Viewpoint)> {
    let programme = page.situation.programme();
    let name = typed.required_line("name", NAME_MAX);
    if let Some(name) = &name
        && programme.snapshots.all().iter().any(|known| known.name == *name)
    {
        typed.wrong("name", Mistake::NameTaken);
    }
    let on = typed.past_day("on", page.today());
    let known_on = typed.past_day("known_on", page.today());
    // Of a day that is not over, figures could still change: nothing that is recorded later may count.
    if known_on.is_some_and(|day| day >= page.today()) {
        typed.wrong("known_on", Mistake::NotOver);
    }
    if let (Some(on), Some(known_on)) = (on, known_on)
        && known_on < on
    {
        typed.wrong("known_on", Mistake::Before(on));
    }
    let id: Option<DefinitionId> = typed.choice("definition");
    let definition = id.and_then(|id| programme.definitions.get(id));
    if id.is_some() && definition.is_none() {
        typed.wrong("definition", Mistake::NoSuchChoice);
    }
    let (on, known_on, definition) = (on?, known_on?, definition?.definition);
    let new = NewSnapshot { name: name?, on, known_on, definition: definition.id };
    typed.is_right().then_some((new, Viewpoint { on, known_on: Some(known_on), definition }))
}
