//! The whole web server.

use std::time::Duration;

use app::pages::Routes;
use axum::Router;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};
use leptos_axum::generate_route_list;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate as _};
use tower_http::compression::{CompressionLayer, DefaultPredicate};
use tower_http::timeout::TimeoutLayer;

use crate::people::{account, confirm, invite, links, list, person, provider, sign_in};
use crate::state::AppState;
use crate::{assets, audit, data, failure, guest, pages, rights, security, status};

/// No page takes longer; whoever waits longer than this is told so.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Every address of the product.
pub fn router(state: AppState) -> Router {
    let mut router = Router::new();
    for page in generate_route_list(Routes) {
        router = router.route(page.path(), page_handler(page.path()));
    }
    router
        .route(app::urls::SIGN_IN, post(sign_in::sign_in))
        .route(app::urls::SIGN_IN_ELSEWHERE, post(provider::begin))
        .route(crate::oidc::CALLBACK, get(provider::end))
        .route(app::urls::SIGN_OUT, post(sign_in::sign_out))
        .route("/einrichten/{token}", post(links::open))
        .route("/einladung/{token}", post(links::open))
        .route(app::urls::FORGOTTEN, post(links::ask))
        .route("/passwort/{token}", post(links::open))
        .route("/bestaetigen/{token}", post(confirm::report))
        .route(app::urls::ACCOUNT_DATA, get(account::data))
        .route("/konto/name", post(account::rename))
        .route("/konto/passwort", post(account::change_password))
        .route("/konto/sitzungen", post(account::end_other_sessions))
        .route("/konto/sitzungen/{id}", post(account::end_session))
        .route("/konto/loeschen", post(account::delete))
        .route(app::urls::INVITE, post(invite::invite))
        .route(app::urls::INVITE_LIST, post(list::invite))
        .route("/verwaltung/personen/{id}", post(person::set_rights))
        .route("/verwaltung/personen/{id}/link", post(person::give_link))
        .route("/verwaltung/personen/{id}/deaktivieren", post(person::deactivate))
        .route("/verwaltung/personen/{id}/aktivieren", post(person::activate))
        .route("/verwaltung/personen/{id}/loeschen", post(person::delete))
        .route("/verwaltung/links/{id}/widerrufen", post(person::revoke_link))
        .route("/kommunen/{key}/leistungen/{slug}", post(status::record))
        .route("/kommunen/{key}/leistungen/{slug}/korrektur", post(status::retract))
        .route(app::urls::SERIES_CSV, get(data::series))
        .route(app::urls::COMMUNES_CSV, get(data::communes))
        .route(app::urls::AUTHORITIES_CSV, get(data::authorities))
        .route(app::urls::AUDIT_CSV, get(audit::sheet))
        .route("/pkg/{name}", get(assets::serve))
        .route("/healthz", get(|| async { "ok" }))
        .fallback(get(pages::show))
        .layer(CatchPanicLayer::custom(failure::panicked))
        .layer(from_fn_with_state(state.clone(), rights::enforce))
        .layer(from_fn_with_state(state.clone(), guest::recognise))
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

/// What shows a page: most need the figures alone.
fn page_handler(path: &str) -> MethodRouter<AppState> {
    match path {
        app::urls::SIGN_IN => get(sign_in::show),
        "/einrichten/{token}" | "/einladung/{token}" | "/passwort/{token}" => get(links::show),
        app::urls::FORGOTTEN => get(links::forgotten),
        "/bestaetigen/{token}" => get(confirm::show),
        app::urls::ACCOUNT => get(account::show),
        app::urls::AUDIT => get(audit::show),
        app::urls::PEOPLE => get(person::list),
        app::urls::INVITE => get(invite::show),
        app::urls::INVITE_LIST => get(list::show),
        "/verwaltung/personen/{id}" => get(person::show),
        _ => get(pages::show),
    }
}
