//! Rendering pages.

use std::collections::HashMap;
use std::sync::Arc;

use app::context::{IsDemo, Page, RejectedRetraction, RejectedStatus};
use app::shell;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, Uri};
use axum::response::Response;
use leptos::prelude::provide_context;

use crate::failure::AppError;
use crate::state::AppState;

/// A form that was not accepted, to be shown again on the page it came from.
#[derive(Clone, Debug)]
pub(crate) enum Rejected {
    /// A status.
    Status(RejectedStatus),
    /// A retraction.
    Retraction(RejectedRetraction),
}

/// The page of an address.
pub(crate) async fn show(State(state): State<AppState>, request: Request) -> Result<Response, AppError> {
    let page = page(&state, request.uri()).await?;
    Ok(render(&state, page, request, None).await)
}

/// The page at `uri`, from which a rejected form came, with what was typed.
///
/// `page` is what the form was checked against. Read anew it might be newer, and the form shown again would
/// pass for one that has seen what it has not.
pub(crate) async fn show_again(state: &AppState, page: Page, uri: Uri, rejected: Rejected) -> Response {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::GET;
    *request.uri_mut() = uri;
    render(state, page, request, Some(rejected)).await
}

/// What a page is made from, at this moment.
pub(crate) async fn page(state: &AppState, uri: &Uri) -> Result<Page, AppError> {
    let picture = state.read_model.current().await?;
    let query: HashMap<String, String> =
        url::form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned().collect();
    Ok(Page {
        situation: picture.situation,
        is_demo: IsDemo(picture.is_demo),
        version: picture.version,
        now: state.clock.now(),
        figures: state.figures.clone(),
        query: Arc::new(query),
    })
}

async fn render(state: &AppState, page: Page, request: Request, rejected: Option<Rejected>) -> Response {
    let site = state.site.clone();
    let render = leptos_axum::render_app_async_with_context(
        move || {
            provide_context(site.clone());
            provide_context(page.is_demo);
            provide_context(page.clone());
            match rejected.clone() {
                Some(Rejected::Status(status)) => provide_context(status),
                Some(Rejected::Retraction(retraction)) => provide_context(retraction),
                None => {}
            }
        },
        shell::app,
    );
    render(request).await
}
