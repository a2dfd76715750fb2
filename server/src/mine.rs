//! What contacts answer on the page of their own authority.

mod answers;

use app::context::Page;
use app::form::Mistake;
use app::urls;
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use domain::Ars;
use domain::people::{PersonId, Warrant};
use domain::rollout::{RolloutKey, StatusEntry};
use store::{ChangeError, RecordError};

use crate::failure::AppError;
use crate::guest::Guest;
use crate::people::sign_in::signed_in;
use crate::state::AppState;
use crate::typed::Typed;
use crate::{form, pages};

/// A form of the page.
struct Answer<'a> {
    state: &'a AppState,
    guest: &'a Guest,
    author: &'a PersonId,
    /// What it was checked against.
    page: Page,
    /// Whose it is; `None`: the form does not say.
    authority: Option<Ars>,
    typed: Typed,
}

impl<'a> Answer<'a> {
    /// Reads the form. Refuses whoever does not act for the authority: a lead, who may write for any, owes reasons
    /// that this page does not ask for.
    async fn read(state: &'a AppState, guest: &'a Guest, body: Body) -> Result<Self, AppError> {
        let (author, _) = signed_in(guest)?;
        let mut typed = Typed::new(form::read(body).await?);
        let page = pages::page(state, &Uri::from_static(urls::MINE)).await?;
        let authority: Option<Ars> = typed.text("authority").parse().ok();
        match authority {
            Some(authority) if guest.visitor.warrant(&authority) != Some(Warrant::Own) => {
                return Err(AppError::NotAllowed);
            }
            Some(_) => {}
            None => typed.wrong_altogether(Mistake::Missing),
        }
        Ok(Self { state, guest, author, page, authority, typed })
    }

    /// The page again, with what was wrong.
    async fn again(self) -> Result<Response, AppError> {
        let address = self.authority.as_ref().map_or_else(|| urls::MINE.to_owned(), urls::mine);
        let uri = address.parse().unwrap_or_else(|_| Uri::from_static(urls::MINE));
        pages::show_form(self.state, self.guest, uri, (), Some(self.typed.sent())).await
    }

    /// The page again: somebody else was quicker.
    async fn stale(mut self) -> Result<Response, AppError> {
        self.typed.wrong_altogether(Mistake::Stale);
        self.again().await
    }

    /// Records all of them or none, and goes back to the page.
    async fn record(self, entries: Vec<(RolloutKey, StatusEntry, i64)>) -> Result<Response, AppError> {
        let Some(authority) = self.authority.filter(|_| self.typed.is_right()) else {
            return self.again().await;
        };
        match self.state.db.record_statuses(&entries, self.author, self.state.clock.now()).await {
            Ok(recorded) => {
                let ids: Vec<_> = recorded.iter().map(|recorded| recorded.event.to_string()).collect();
                Ok(done(&authority, "gespeichert", &ids.join("-")))
            }
            Err(RecordError::Stale { .. }) => self.stale().await,
            Err(RecordError::Store(error)) => Err(error.into()),
            Err(RecordError::NotAllowed | RecordError::NoSuchEvent) => Err(AppError::NotAllowed),
        }
    }
}

/// Back to the page, which says what was done.
fn done(authority: &Ars, what: &str, which: &str) -> Response {
    let query = [("behoerde", authority.as_str()), (what, which)];
    Redirect::to(&urls::with_query(urls::MINE, &query)).into_response()
}

/// `POST /meine-kommune/bestaetigen`: one status or several are still true. All are recorded, or none.
pub(crate) async fn confirm(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    body: Body,
) -> Result<Response, AppError> {
    let mut answer = Answer::read(&state, &guest, body).await?;
    let entries = answers::confirmed(&mut answer);
    answer.record(entries).await
}

/// `POST /meine-kommune/stand`: how things stand with one service, or when it is to start.
pub(crate) async fn tell(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    body: Body,
) -> Result<Response, AppError> {
    let mut answer = Answer::read(&state, &guest, body).await?;
    let entry = answers::told(&mut answer);
    answer.record(entry.into_iter().collect()).await
}

/// `POST /meine-kommune/hindernis`: a blocker is out of the way, or will be later.
pub(crate) async fn unblock(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    body: Body,
) -> Result<Response, AppError> {
    let mut answer = Answer::read(&state, &guest, body).await?;
    let Some((authority, end)) = answer.authority.zip(answers::blocker(&mut answer)) else {
        return answer.again().await;
    };
    let (id, word) = (end.id, end.word());
    match end.write(&state.db, &authority, answer.author, state.clock.now()).await {
        Ok(()) => Ok(done(&authority, word, &id.to_string())),
        // Closed meanwhile, or changed.
        Err(ChangeError::Stale { .. } | ChangeError::NotThere) => answer.stale().await,
        Err(ChangeError::NotAllowed) => Err(AppError::NotAllowed),
        Err(ChangeError::Store(error)) => Err(error.into()),
    }
}
