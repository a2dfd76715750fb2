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

use crate::failure::AppError;
use crate::notify::preview;
use crate::people::{account, confirm, invite, links, list, person, provider, sign_in};
use crate::state::AppState;
use crate::workshops::{capture, plan};
use crate::{
    assets, audit, batches, blockers, briefing, bulk, criteria, data, definitions, exemptions, failure,
    findings, guest, import, measures, mine, pages, reporting_days, rights, security, status, steps, targets,
    vendors,
};

/// No page takes longer; whoever waits longer than this is told so.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Every address of the product.
pub fn router(state: AppState) -> Router {
    let mut router = Router::new();
    for page in generate_route_list(Routes) {
        router = router.route(page.path(), page_handler(page.path()));
    }
    for (path, handler) in others().into_iter().chain(data::routes()) {
        router = router.route(path, handler);
    }
    router
        .fallback(|| async { AppError::NotFound })
        .layer(CatchPanicLayer::custom(failure::panicked))
        .layer(from_fn_with_state(state.clone(), rights::enforce))
        .layer(from_fn_with_state(state.clone(), guest::recognise))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, TIMEOUT))
        .layer(from_fn_with_state(state.exposure.clone(), security::only_ours))
        .layer(from_fn_with_state(state.clone(), failure::explain))
        .layer(from_fn_with_state(state.exposure.clone(), security::forbid))
        // A font, a workbook and a PDF have their compression inside.
        .layer(
            CompressionLayer::new().compress_when(
                DefaultPredicate::new()
                    .and(NotForContentType::const_new("font/woff2"))
                    .and(NotForContentType::const_new(data::XLSX))
                    .and(NotForContentType::const_new("application/pdf")),
            ),
        )
        .with_state(state)
}

/// What is no page.
fn others() -> Vec<(&'static str, MethodRouter<AppState>)> {
    vec![
        (app::urls::SIGN_IN, post(sign_in::sign_in)),
        (app::urls::SIGN_IN_ELSEWHERE, get(provider::begin)),
        (crate::oidc::CALLBACK, get(provider::end)),
        (app::urls::SIGN_OUT, post(sign_in::sign_out)),
        ("/einrichten/{token}", post(links::open)),
        ("/einladung/{token}", post(links::open)),
        (app::urls::FORGOTTEN, post(links::ask)),
        ("/passwort/{token}", post(links::open)),
        ("/bestaetigen/{token}", post(confirm::report)),
        ("/bestaetigen/{token}/abbestellen", get(confirm::ask_to_refuse).post(confirm::refuse)),
        (app::urls::MINE_CONFIRM, post(mine::confirm)),
        (app::urls::MINE_STATUS, post(mine::tell)),
        (app::urls::MINE_BLOCKER, post(mine::unblock)),
        (app::urls::ACCOUNT_DATA, get(account::data)),
        ("/konto/name", post(account::rename)),
        ("/konto/passwort", post(account::change_password)),
        (app::urls::ACCOUNT_REMINDERS, post(account::set_reminders)),
        ("/konto/sitzungen", post(account::end_other_sessions)),
        ("/konto/sitzungen/{id}", post(account::end_session)),
        ("/konto/loeschen", post(account::delete)),
        (app::urls::INVITE, post(invite::invite)),
        (app::urls::INVITE_LIST, post(list::invite)),
        ("/verwaltung/personen/{id}", post(person::set_rights)),
        ("/verwaltung/personen/{id}/link", post(person::give_link)),
        ("/verwaltung/personen/{id}/deaktivieren", post(person::deactivate)),
        ("/verwaltung/personen/{id}/aktivieren", post(person::activate)),
        ("/verwaltung/personen/{id}/loeschen", post(person::delete)),
        ("/verwaltung/links/{id}/widerrufen", post(person::revoke_link)),
        ("/kommunen/{key}/leistungen/{slug}", post(status::record)),
        ("/kommunen/{key}/leistungen/{slug}/korrektur", post(status::retract)),
        (app::urls::WORKSHOP_NEW, post(plan::plan)),
        ("/workshops/{id}/bearbeiten", post(plan::change)),
        ("/workshops/{id}/stand", post(plan::set_state)),
        ("/workshops/{id}/erfassen", post(capture::record)),
        ("/workshops/{id}/eintraege", get(capture::list)),
        ("/kommunen/{key}/leistungen/{slug}/ausnahme", post(exemptions::grant)),
        ("/kommunen/{key}/leistungen/{slug}/ausnahme/beenden", post(exemptions::end)),
        ("/kommunen/{key}/kriterien", post(criteria::assess)),
        (app::urls::NEW_CRITERION, post(criteria::add)),
        ("/verwaltung/kriterien/{id}", post(criteria::word)),
        ("/verwaltung/kriterien/{id}/verschieben", post(criteria::shift)),
        ("/verwaltung/kriterien/{id}/deaktivieren", post(criteria::retire)),
        ("/verwaltung/kriterien/{id}/aktivieren", post(criteria::restore)),
        (app::urls::BULK, post(bulk::step)),
        (app::urls::IMPORT, import::upload_route()),
        ("/verwaltung/import/{id}/auswahl", post(import::choose)),
        ("/verwaltung/import/{id}/korrektur", post(import::correct)),
        ("/verwaltung/import/{id}/uebernehmen", post(import::apply)),
        ("/verwaltung/import/{id}/verwerfen", post(import::discard)),
        ("/verwaltung/aenderungen/{id}/zuruecknehmen", post(batches::undo)),
        ("/verwaltung/hersteller/{id}", post(vendors::change)),
        ("/verwaltung/hersteller/{id}/zusammenfuehren", post(vendors::merge)),
        ("/verwaltung/hersteller/{id}/trennen", post(vendors::unmerge)),
        (app::urls::NEW_BLOCKER, post(blockers::open)),
        ("/hindernisse/{id}/bearbeiten", post(blockers::change)),
        ("/hindernisse/{id}/weitere", post(blockers::add)),
        ("/hindernisse/{id}/beheben", post(blockers::close)),
        ("/hindernisse/{id}/oeffnen", post(blockers::reopen)),
        ("/hindernisse/{id}/frist", post(blockers::postpone)),
        ("/hindernisse/{id}/zuruecknehmen", post(blockers::withdraw)),
        (app::urls::BRIEFING_PDF, get(briefing::pdf)),
        ("/erkenntnisse/{id}/bearbeiten", post(findings::change)),
        ("/erkenntnisse/{id}/stand", post(findings::rule)),
        ("/erkenntnisse/{id}/blueprint", post(findings::mark)),
        ("/erkenntnisse/{id}/anmerkung", post(findings::note)),
        ("/erkenntnisse/{id}/verschieben", post(findings::shift)),
        ("/erkenntnisse/{id}/zusammenfuehren", post(findings::merge)),
        ("/erkenntnisse/{id}/trennen", post(findings::separate)),
        (app::urls::MEASURE_NEW, post(measures::agree)),
        ("/massnahmen/{id}/bearbeiten", post(measures::change)),
        ("/massnahmen/{id}/stand", post(measures::progress)),
        (app::urls::NEW_TARGET, post(targets::agree)),
        ("/ziele/{id}/zuruecknehmen", post(targets::withdraw)),
        (app::urls::DEFINITIONS, post(definitions::add)),
        (app::urls::REPORTING_DAYS, post(reporting_days::keep)),
        ("/verwaltung/benachrichtigungen/{id}/{slug}/brief", get(preview::mail)),
        (app::urls::sheets::TEMPLATE, get(data::template)),
        ("/pkg/{name}", get(assets::serve)),
        ("/healthz", get(|| async { "ok" })),
    ]
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
        app::urls::NOTIFICATIONS => get(preview::list),
        "/verwaltung/benachrichtigungen/{id}/{slug}" => get(preview::letter),
        app::urls::IMPORT => get(import::list),
        "/verwaltung/import/{id}" => get(import::show),
        app::urls::PEOPLE => get(person::list),
        app::urls::INVITE => get(invite::show),
        app::urls::INVITE_LIST => get(list::show),
        "/verwaltung/personen/{id}" => get(person::show),
        "/workshops/{id}" => steps::page("workshop"),
        "/workshops/{id}/erfassen" => get(capture::show),
        "/hindernisse/{id}" => steps::page("blocker"),
        "/erkenntnisse/{id}" => steps::page("finding"),
        "/massnahmen/{id}" => steps::page("measure"),
        "/ziele/{id}" => steps::page("target"),
        "/massnahmen/{id}/bearbeiten" => get(measures::edit),
        _ => get(pages::show),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::rights::rules;
    use leptos_axum::AxumRouteListing;

    #[test]
    fn every_address_has_a_rule_and_every_rule_an_address() {
        let pages: Vec<_> = generate_route_list(Routes);
        let routed: BTreeSet<&str> = pages
            .iter()
            .map(AxumRouteListing::path)
            .chain(others().into_iter().chain(data::routes()).map(|(path, _)| path))
            .collect();
        let ruled: BTreeSet<&str> = rules().map(|rule| rule.path).collect();
        assert_eq!(routed, ruled);
    }
}
