//! The whole web server.

use std::time::Duration;

use app::pages::Routes;
use axum::Router;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use leptos_axum::generate_route_list;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate as _};
use tower_http::compression::{CompressionLayer, DefaultPredicate};
use tower_http::timeout::TimeoutLayer;

use crate::state::AppState;
use crate::{assets, data, failure, pages, security, status};

/// No page takes longer; whoever waits longer than this is told so.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Every address of the product.
pub fn router(state: AppState) -> Router {
    let mut router = Router::new();
    for page in generate_route_list(Routes) {
        router = router.route(page.path(), get(pages::show));
    }
    router
        .route("/kommunen/{key}/leistungen/{slug}", post(status::record))
        .route("/kommunen/{key}/leistungen/{slug}/korrektur", post(status::retract))
        .route(app::urls::SERIES_CSV, get(data::series))
        .route(app::urls::COMMUNES_CSV, get(data::communes))
        .route(app::urls::AUTHORITIES_CSV, get(data::authorities))
        .route("/pkg/{name}", get(assets::serve))
        .route("/healthz", get(|| async { "ok" }))
        .fallback(get(pages::show))
        .layer(CatchPanicLayer::custom(failure::panicked))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIMEOUT))
        .layer(from_fn_with_state(state.exposure.clone(), security::only_ours))
        .layer(from_fn_with_state(state.clone(), failure::explain))
        .layer(from_fn_with_state(state.exposure.clone(), security::forbid))
        // A font has its compression inside.
        .layer(
            CompressionLayer::new()
                .compress_when(DefaultPredicate::new().and(NotForContentType::const_new("font/woff2"))),
        )
        .with_state(state)
}
