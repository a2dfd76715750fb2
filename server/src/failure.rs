//! Pages for what went wrong. Each failure is logged here, once, with the number that its page shows.

use std::any::Any;
use std::error::Error;
use std::sync::Arc;

use app::context::{Failure, FailureReason, IsDemo, Unsent};
use app::people::Visitor;
use app::shell;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use leptos::prelude::provide_context;
use rand::RngExt as _;
use store::{ChangeError, PeopleError, StoreError};

use crate::guest::Guest;
use crate::state::AppState;

/// Why a request was not answered.
#[derive(Clone, Debug, thiserror::Error)]
pub(crate) enum AppError {
    /// The database failed.
    #[error("the store failed")]
    Store(#[source] Arc<StoreError>),
    /// The body is larger than any form.
    #[error("the body is too large")]
    TooLarge,
    /// The body did not arrive.
    #[error("the body broke off")]
    Incomplete,
    /// The body arrived too slowly.
    #[error("the body is too slow")]
    TooSlow,
    /// Nobody is signed in, or no longer.
    #[error("nobody is signed in")]
    SignedOut(Option<Unsent>),
    /// Whoever is signed in may not do this.
    #[error("not allowed")]
    NotAllowed,
    /// There is nothing under the address, or nothing for whoever asks.
    #[error("nothing there")]
    NotFound,
    /// A parameter of the address names what does not exist.
    #[error("a parameter names what does not exist")]
    Parameter,
    /// A list is longer than a workbook holds.
    #[error("more rows than a sheet holds")]
    TooManyRows,
    /// A mistake in the program, with what it said.
    #[error("panicked: {0}")]
    Panicked(String),
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        Self::Store(Arc::new(error))
    }
}

impl From<PeopleError> for AppError {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::Store(error) => error.into(),
            PeopleError::NotAllowed => Self::NotAllowed,
            PeopleError::NoSuchPerson | PeopleError::NoSuchLink | PeopleError::Link(_) => Self::NotFound,
            // Where these can happen a form says so.
            PeopleError::EmailTaken | PeopleError::Stale | PeopleError::LastAdmin => Self::Parameter,
        }
    }
}

impl From<ChangeError> for AppError {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::Store(error) => error.into(),
            ChangeError::NotAllowed => Self::NotAllowed,
            ChangeError::NotThere => Self::NotFound,
            // Where this can happen a form says so.
            ChangeError::Stale { .. } => Self::Parameter,
        }
    }
}

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let status = match &self {
            Self::Store(_) | Self::Panicked(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Parameter => StatusCode::UNPROCESSABLE_ENTITY,
            Self::SignedOut(_) | Self::NotAllowed => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::TooManyRows => StatusCode::NOT_ACCEPTABLE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Incomplete => StatusCode::BAD_REQUEST,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// The answer to a request that ran into a mistake in the program.
pub(crate) fn panicked(said: Box<dyn Any + Send>) -> Response {
    let said = said.downcast::<String>().map_or_else(
        |said| said.downcast::<&str>().map_or_else(|_| String::new(), |said| (*said).to_owned()),
        |said| *said,
    );
    AppError::Panicked(said).into_response()
}

/// Gives every failure that has no page yet a page of ours, and logs those that are our fault.
pub(crate) async fn explain(State(state): State<AppState>, request: Request, next: Next) -> Response {
    // By its pattern: the path of a link is as good as a password.
    let path = request.extensions().get::<MatchedPath>().map_or("(unbekannt)", MatchedPath::as_str);
    let target = format!("{} {path}", request.method());
    let response = next.run(request).await;
    let status = response.status();
    let is_failure = status.is_client_error() || status.is_server_error();
    let has_page = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.starts_with("text/html"));
    if !is_failure || has_page {
        return response;
    }
    let reference = status.is_server_error().then(|| format!("{:08x}", rand::rng().random::<u32>()));
    if let Some(reference) = &reference {
        let cause = response.extensions().get::<AppError>().map(|error| chain(error)).unwrap_or_default();
        tracing::error!(reference, target, %status, cause, "request failed");
    }
    // Whoever is refused without a cause of ours sent the form of another site.
    let reason = match response.extensions().get::<AppError>() {
        Some(AppError::SignedOut(unsent)) => Some(FailureReason::SignedOut(unsent.clone())),
        Some(AppError::NotAllowed) => Some(FailureReason::NotAllowed),
        None if status == StatusCode::FORBIDDEN => Some(FailureReason::ForeignForm),
        _ => None,
    };
    let visitor = response.extensions().get::<Guest>().map(|guest| guest.visitor.clone()).unwrap_or_default();
    let failure = Failure { status: status.as_u16(), reference, reason };
    let mut explained = page(&state, failure, status, visitor).await;
    // A session that was given another token on the way keeps it.
    for cookie in response.headers().get_all(header::SET_COOKIE) {
        explained.headers_mut().append(header::SET_COOKIE, cookie.clone());
    }
    explained
}

/// An error with its causes in one line.
pub(crate) fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

async fn page(state: &AppState, failure: Failure, status: StatusCode, visitor: Visitor) -> Response {
    let site = state.site.clone();
    let is_demo = IsDemo(state.read_model.current().await.is_ok_and(|picture| picture.is_demo));
    let render = leptos_axum::render_app_async_with_context(
        move || {
            provide_context(site.clone());
            provide_context(failure.clone());
            provide_context(visitor.clone());
            provide_context(is_demo);
        },
        shell::failure,
    );
    let mut response = render(Request::new(Body::empty())).await;
    *response.status_mut() = status;
    response
}
