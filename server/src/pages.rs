//! Rendering pages.

use std::collections::HashMap;
use std::sync::Arc;

use app::context::{IsDemo, Page, RejectedRetraction, RejectedStatus};
use app::form::SentForm;
use app::shell;
use axum::Extension;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, Uri};
use axum::response::Response;
use leptos::prelude::provide_context;

use crate::failure::AppError;
use crate::guest::Guest;
use crate::state::AppState;

/// A form that was not accepted, to be shown again on the page it came from.
#[derive(Clone, Debug)]
pub(crate) enum Rejected {
    /// A status.
    Status(RejectedStatus),
    /// A retraction.
    Retraction(RejectedRetraction),
}

/// The page of an address that needs nothing but the figures.
pub(crate) async fn show(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    request: Request,
) -> Result<Response, AppError> {
    let page = page(&state, request.uri()).await?;
    Ok(render(&state, &guest, page, request, || ()).await)
}

/// The page of an address that is given more than the figures.
pub(crate) async fn show_with<T: Clone + Send + Sync + 'static>(
    state: &AppState,
    guest: &Guest,
    uri: Uri,
    given: T,
) -> Result<Response, AppError> {
    show_form(state, guest, uri, given, None).await
}

/// The same, with a form that was not accepted.
pub(crate) async fn show_form<T: Clone + Send + Sync + 'static>(
    state: &AppState,
    guest: &Guest,
    uri: Uri,
    given: T,
    sent: Option<SentForm>,
) -> Result<Response, AppError> {
    let page = page(state, &uri).await?;
    let provide = move || {
        provide_context(given.clone());
        if let Some(sent) = sent.clone() {
            provide_context(sent);
        }
    };
    Ok(render(state, guest, page, looking_at(uri), provide).await)
}

/// The page at `uri`, from which a rejected form came, with what was typed.
///
/// `page` is what the form was checked against. Read anew it might be newer, and the form shown again would
/// pass for one that has seen what it has not.
pub(crate) async fn show_again(
    state: &AppState,
    guest: &Guest,
    page: Page,
    uri: Uri,
    rejected: Rejected,
) -> Response {
    let provide = move || match rejected.clone() {
        Rejected::Status(status) => provide_context(status),
        Rejected::Retraction(retraction) => provide_context(retraction),
    };
    render(state, guest, page, looking_at(uri), provide).await
}

fn looking_at(uri: Uri) -> Request {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::GET;
    *request.uri_mut() = uri;
    request
}

/// What a page is made from, at this moment.
pub(crate) async fn page(state: &AppState, uri: &Uri) -> Result<Page, AppError> {
    let picture = state.read_model.current().await?;
    Ok(Page {
        situation: picture.situation,
        is_demo: IsDemo(picture.is_demo),
        version: picture.version,
        now: state.clock.now(),
        figures: state.figures.clone(),
        query: Arc::new(query(uri)),
    })
}

/// The parameters of an address.
pub(crate) fn query(uri: &Uri) -> HashMap<String, String> {
    url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect()
}

async fn render(
    state: &AppState,
    guest: &Guest,
    page: Page,
    request: Request,
    provide: impl Fn() + Clone + Send + Sync + 'static,
) -> Response {
    let (site, visitor) = (state.site.clone(), guest.visitor.clone());
    let render = leptos_axum::render_app_async_with_context(
        move || {
            provide_context(site.clone());
            provide_context(visitor.clone());
            provide_context(page.is_demo);
            provide_context(page.clone());
            provide();
        },
        shell::app,
    );
    render(request).await
}
