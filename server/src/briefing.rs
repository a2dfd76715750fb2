//! Briefings as PDF.

use std::borrow::Cow;
use std::sync::Arc;

use ::briefing::{Briefing, Press, PrintError};
use app::context::Page;
use app::figures::Filter;
use app::pages::briefing;
use axum::Extension;
use axum::extract::State;
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Response};
use domain::catalogue::Selection;
use tokio::sync::Semaphore;

use crate::failure::AppError;
use crate::guest::Guest;
use crate::pages;
use crate::state::AppState;

/// How many are laid out at a time: each keeps a processor busy for as long as it takes.
const AT_A_TIME: usize = 2;

/// Prints briefings for many who ask.
#[derive(Debug)]
pub struct Prints {
    press: Arc<Press>,
    turns: Arc<Semaphore>,
}

impl Prints {
    /// With these fonts.
    pub fn new(fonts: impl IntoIterator<Item = Cow<'static, [u8]>>) -> Self {
        Self { press: Arc::new(Press::new(fonts)), turns: Arc::new(Semaphore::new(AT_A_TIME)) }
    }

    /// The briefing as PDF, as soon as it is its turn.
    async fn print(&self, briefing: Briefing) -> Result<Vec<u8>, AppError> {
        let broken =
            |told: &dyn std::fmt::Display| AppError::Panicked(format!("printing a briefing: {told}"));
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(|error| broken(&error))?;
        let press = Arc::clone(&self.press);
        let printing = tokio::task::spawn_blocking(move || {
            // Whoever stops waiting leaves the work behind: its turn ends with it and not before.
            let _turn = turn;
            press.print(&briefing)
        });
        printing.await.map_err(|error| broken(&error))?.map_err(|error| broken(&error))
    }
}

/// The briefing as PDF at once, for whoever waits alone.
pub(crate) fn print(
    fonts: impl IntoIterator<Item = Cow<'static, [u8]>>,
    briefing: &Briefing,
) -> Result<Vec<u8>, PrintError> {
    Press::new(fonts).print(briefing)
}

/// `GET /daten/briefing.pdf`
pub(crate) async fn pdf(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
) -> Result<Response, AppError> {
    let page = pages::page(&state, &uri).await?;
    let (filter, ignored) = page.filter();
    // A file does not say that it is about something else than was asked for.
    if !ignored.is_empty() {
        return Err(AppError::Parameter);
    }
    let is_inside = guest.visitor.is_inside(page.is_demo);
    let briefing = briefing(&page, &filter, is_inside).ok_or(AppError::Parameter)?;
    let bytes = state.prints.print(briefing).await?;
    let disposition = format!("attachment; filename=\"{}\"", file_name(&page, &filter));
    Ok((
        [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, disposition)],
        bytes,
    )
        .into_response())
}

/// A name that tells briefings of several places, services and days apart.
fn file_name(page: &Page, filter: &Filter) -> String {
    let mut parts = vec!["lagebild".to_owned()];
    if filter.scope != page.situation.catalogue().land {
        parts.push(filter.scope.to_string());
    }
    if let Selection::Commitment(slug) | Selection::Service(slug) = &filter.selection {
        parts.push(slug.to_string());
    }
    parts.push(filter.viewpoint.on.to_string());
    format!("{}.pdf", parts.join("-"))
}
