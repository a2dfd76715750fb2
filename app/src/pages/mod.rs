//! One page a file.

mod assessment;
mod audit;
mod batches;
mod blockers;
mod body;
mod bridge;
mod briefing;
mod bulk;
mod communes;
mod criteria;
mod definitions;
mod exemption;
mod factors;
mod failure;
mod findings;
mod import;
pub(crate) mod insight;
mod levers;
mod management;
mod map;
mod measures;
mod method;
mod mine;
mod notifications;
mod operator;
mod overview;
mod people;
mod plans;
mod promises;
mod reporting_days;
mod retraction;
mod sent;
mod service;
mod services;
mod status;
mod targets;
mod vendors;
mod workshops;

use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::path;
use leptos_router::{SsrMode, hooks::use_params_map};

pub use blockers::{BlockerFilter, BlockerRow, FoundBlockers, found_blockers};
pub use body::{member_coverage, responsible};
pub use bridge::BridgeFilter;
pub use briefing::briefing;
pub use communes::{CommuneFilter, Found, found};
pub use factors::{factor_name, group_name, grouping, untold};
pub(crate) use failure::{FailurePage, FailurePageProps};
pub use findings::{FindingFilter, found_findings};
pub use levers::{Asked, asked, lever_by, lever_by_name, lever_filter, lever_name};
pub use map::{MapFilter, MapSorting, map_detail, map_groups};
pub use measures::{Closable, MeasureFilter, OwnerEmail, closable, found_measures, may_write};
pub use method::classes;
pub use mine::own_authorities;
pub use people::found_people;
pub use promises::{LEAST as LEAST_PROMISES, by_kreis, by_vendor, promised};
pub use service::{held_up, kreise};
pub use vendors::{ListedVendor, vendors};
pub use workshops::{CaptureKey, entries, mistakes, participants};

/// Every page with its address.
#[component]
pub fn Routes() -> impl IntoView {
    let ssr = SsrMode::Async;
    view! {
        <Router>
            <FlatRoutes fallback=|| failure::not_found(None)>
                <Route path=path!("/") view=overview::OverviewPage ssr=ssr.clone() />
                <Route path=path!("/leistungen") view=services::ServicesPage ssr=ssr.clone() />
                <Route path=path!("/leistungen/:slug") view=service::ServicePage ssr=ssr.clone() />
                <Route path=path!("/kommunen") view=communes::CommunesPage ssr=ssr.clone() />
                <Route path=path!("/kommunen/:key") view=body::BodyPage ssr=ssr.clone() />
                <Route path=path!("/kommunen/:key/leistungen/:slug") view=status::StatusPage ssr=ssr.clone() />
                <Route
                    path=path!("/kommunen/:key/leistungen/:slug/korrektur")
                    view=retraction::RetractionPage
                    ssr=ssr.clone()
                />
                <Route path=path!("/briefing") view=briefing::BriefingPage ssr=ssr.clone() />
                <Route path=path!("/briefing/:key") view=briefing::BriefingPage ssr=ssr.clone() />
                <Route path=path!("/workshops") view=workshops::WorkshopsPage ssr=ssr.clone() />
                <Route path=path!("/workshops/neu") view=workshops::NewPage ssr=ssr.clone() />
                <Route path=path!("/workshops/:id") view=workshops::WorkshopPage ssr=ssr.clone() />
                <Route path=path!("/workshops/:id/bearbeiten") view=workshops::EditPage ssr=ssr.clone() />
                <Route path=path!("/workshops/:id/erfassen") view=workshops::CapturePage ssr=ssr.clone() />
                <Route
                    path=path!("/kommunen/:key/leistungen/:slug/ausnahme")
                    view=exemption::ExemptionPage
                    ssr=ssr.clone()
                />
                <Route path=path!("/kommunen/:key/kriterien") view=assessment::AssessmentPage ssr=ssr.clone() />
                <Route path=path!("/kriterien") view=factors::FactorsPage ssr=ssr.clone() />
                <Route path=path!("/hebel") view=levers::LeversPage ssr=ssr.clone() />
                <Route path=path!("/hebel/wellen") view=levers::WavesPage ssr=ssr.clone() />
                <Route path=path!("/hindernisse") view=blockers::BlockersPage ssr=ssr.clone() />
                <Route path=path!("/hindernisse/neu") view=blockers::NewBlockerPage ssr=ssr.clone() />
                <Route path=path!("/hindernisse/:id/bearbeiten") view=blockers::EditBlockerPage ssr=ssr.clone() />
                <Route path=path!("/hindernisse/:id/weitere") view=blockers::MoreBlockedPage ssr=ssr.clone() />
                <Route path=path!("/hindernisse/:id") view=blockers::BlockerPage ssr=ssr.clone() />
                <Route path=path!("/erkenntnisse") view=findings::FindingsPage ssr=ssr.clone() />
                <Route path=path!("/erkenntnisse/blueprint") view=findings::BlueprintPage ssr=ssr.clone() />
                <Route path=path!("/erkenntnisse/:id") view=findings::FindingPage ssr=ssr.clone() />
                <Route path=path!("/erkenntnisse/:id/bearbeiten") view=findings::EditPage ssr=ssr.clone() />
                <Route path=path!("/massnahmen") view=measures::MeasuresPage ssr=ssr.clone() />
                <Route path=path!("/massnahmen/neu") view=measures::NewPage ssr=ssr.clone() />
                <Route path=path!("/massnahmen/:id") view=measures::MeasurePage ssr=ssr.clone() />
                <Route path=path!("/massnahmen/:id/bearbeiten") view=measures::EditPage ssr=ssr.clone() />
                <Route path=path!("/anmelden") view=people::SignIn ssr=ssr.clone() />
                <Route path=path!("/einrichten/:token") view=people::ChoosePassword ssr=ssr.clone() />
                <Route path=path!("/einladung/:token") view=people::ChoosePassword ssr=ssr.clone() />
                <Route path=path!("/passwort/:token") view=people::ChoosePassword ssr=ssr.clone() />
                <Route path=path!("/passwort") view=people::Forgotten ssr=ssr.clone() />
                <Route path=path!("/bestaetigen/:token") view=people::Confirm ssr=ssr.clone() />
                <Route path=path!("/meine-kommune") view=mine::MinePage ssr=ssr.clone() />
                <Route path=path!("/konto") view=people::Account ssr=ssr.clone() />
                <Route path=path!("/verwaltung") view=management::ManagementPage ssr=ssr.clone() />
                <Route path=path!("/verwaltung/personen") view=people::People ssr=ssr.clone() />
                <Route path=path!("/verwaltung/personen/neu") view=people::Invite ssr=ssr.clone() />
                <Route path=path!("/verwaltung/personen/liste") view=people::InviteList ssr=ssr.clone() />
                <Route path=path!("/verwaltung/personen/:id") view=people::OnePerson ssr=ssr.clone() />
                <Route path=path!("/verwaltung/kriterien") view=criteria::CriteriaPage ssr=ssr.clone() />
                <Route path=path!("/verwaltung/kriterien/neu") view=criteria::EditCriterion ssr=ssr.clone() />
                <Route path=path!("/verwaltung/kriterien/:id") view=criteria::EditCriterion ssr=ssr.clone() />
                <Route path=path!("/verwaltung/hersteller") view=vendors::VendorsPage ssr=ssr.clone() />
                <Route path=path!("/verwaltung/hersteller/:id") view=vendors::OneVendor ssr=ssr.clone() />
                <Route path=path!("/berechnung") view=method::MethodPage ssr=ssr.clone() />
                <Route
                    path=path!("/verwaltung/benachrichtigungen")
                    view=notifications::Notifications
                    ssr=ssr.clone()
                />
                <Route
                    path=path!("/verwaltung/benachrichtigungen/:id/:slug")
                    view=notifications::Letter
                    ssr=ssr.clone()
                />
                <Route path=path!("/verwaltung/import") view=import::ImportsPage ssr=ssr.clone() />
                <Route path=path!("/verwaltung/import/:id") view=import::DraftPage ssr=ssr.clone() />
                <Route path=path!("/verwaltung/aenderungen") view=batches::BatchesPage ssr=ssr.clone() />
                <Route path=path!("/verwaltung/aenderungen/:id") view=batches::BatchPage ssr=ssr.clone() />
                <Route path=path!("/mehrere") view=bulk::BulkPage ssr=ssr.clone() />
                <Route path=path!("/auswertungen") view=insight::InsightPage ssr=ssr.clone() />
                <Route path=path!("/ziele") view=targets::TargetsPage ssr=ssr.clone() />
                <Route path=path!("/ziele/neu") view=targets::NewPage ssr=ssr.clone() />
                <Route path=path!("/ziele/:id") view=targets::TargetPage ssr=ssr.clone() />
                <Route path=path!("/definitionen") view=definitions::DefinitionsPage ssr=ssr.clone() />
                <Route path=path!("/stichtage") view=reporting_days::ReportingDaysPage ssr=ssr.clone() />
                <Route path=path!("/stichtage/:id") view=reporting_days::ReportingDayPage ssr=ssr.clone() />
                <Route path=path!("/zusagen") view=promises::PromisesPage ssr=ssr.clone() />
                <Route path=path!("/bruecke") view=bridge::BridgePage ssr=ssr.clone() />
                <Route path=path!("/karte") view=map::MapPage ssr=ssr.clone() />
                <Route path=path!("/verwaltung/protokoll") view=audit::AuditPage ssr=ssr.clone() />
                <Route path=path!("/impressum") view=operator::ImprintPage ssr=ssr.clone() />
                <Route path=path!("/datenschutz") view=operator::PrivacyPage ssr=ssr.clone() />
                <Route path=path!("/barrierefreiheit") view=operator::AccessibilityPage ssr=ssr />
            </FlatRoutes>
        </Router>
    }
}

/// A part of the address that the route names.
fn segment(name: &str) -> String {
    use_params_map().with_untracked(|params| params.get(name)).unwrap_or_default()
}

/// Sets the status of the answer.
fn answer_with(status: http::StatusCode) {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(status);
    }
}

/// Sends the reader to the one address that this page has; the query stays.
fn redirect_to_canonical(address: &str) {
    let query = use_context::<http::request::Parts>()
        .and_then(|parts| parts.uri.query().map(|query| format!("?{query}")))
        .unwrap_or_default();
    if let (Some(response), Ok(location)) =
        (use_context::<ResponseOptions>(), http::HeaderValue::try_from(format!("{address}{query}")))
    {
        response.set_status(http::StatusCode::PERMANENT_REDIRECT);
        response.insert_header(http::header::LOCATION, location);
    }
}
