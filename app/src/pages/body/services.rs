//! For each service: who is responsible here, and how far that authority is.

use domain::body::Body;
use domain::catalogue::Service;
use domain::coverage::Scope;
use domain::people::Role;
use domain::responsibility::Limit;
use domain::rollout::{History, RolloutKey, Viewpoint};
use domain::stage::Stage;
use domain::{Ars, Day, Level};
use leptos::prelude::*;

use crate::components::{Blocked, Column, Downloads, ReportHint, StageLabel, Table};
use crate::context::Page;
use crate::people::visitor;
use crate::{format, urls, words};

#[component]
pub(super) fn ServicesCard(page: Page, body: Body) -> AnyView {
    let lines = lines(&page, &body, page.today());
    let own: Vec<&str> = lines
        .iter()
        .filter(|line| line.authority == body.ars)
        .map(|line| line.service.name.as_str())
        .collect();
    let sentence = if body.ars.level() <= Level::Regierungsbezirk {
        None
    } else if own.is_empty() {
        Some("Für keine der Leistungen selbst zuständig. Wer es ist, steht bei jeder Leistung.".to_owned())
    } else {
        Some(format!("Zuständig für: {}.", own.join(", ")))
    };
    let acts = !own.is_empty();
    let report = acts && visitor().warrant(&body.ars).is_some();
    let coverage = (body.ars.level() != Level::Commune).then(|| coverage_sentence(&page, &body));
    let rows = lines.into_iter().map(|line| row(&page, &body, line)).collect_view();
    sentence
        .map(|sentence| {
            let columns = vec![
                Column::text("Leistung"),
                Column::text("Zuständig"),
                Column::text("Stand"),
                Column::text("Termin"),
                Column::text("Hersteller"),
                Column::text("Zuletzt bestätigt"),
                Column::buttons("Ändern"),
            ];
            view! {
                <section class="lb-card" aria-labelledby="ueberschrift-leistungen">
                    <h2 id="ueberschrift-leistungen">"Leistungen"</h2>
                    <p class="lb-sub">{sentence} {coverage.map(|coverage| format!(" {coverage}"))}</p>
                    <Table heading="ueberschrift-leistungen" is_wide=true columns>{rows}</Table>
                    <Downloads sheet=urls::sheets::responsible(&body.ars) what="Leistungen" />
                    {report.then(|| view! {
                        <div class="lb-links">
                            <a href=urls::with_query(urls::NEW_BLOCKER, &[("behoerde", body.ars.as_str())])>"Hindernis melden"</a>
                        </div>
                    })}
                    {acts.then(|| view! { <ReportHint back=urls::body(&body.ars) /> })}
                </section>
            }
        })
        .into_any()
}

/// Who is responsible for a service in a body.
pub(in crate::pages) struct Line {
    /// The service.
    pub(in crate::pages) service: Service,
    /// Who is responsible.
    pub(in crate::pages) authority: Ars,
    /// For what part, where two share it.
    pub(in crate::pages) limit: Limit,
}

/// What the body needs (a commune) or has to do (a Landkreis, a VG), in the order of the catalogue: each service with
/// who is responsible, and for which part.
#[must_use]
pub fn responsible(page: &Page, body: &Body) -> Vec<(Service, Ars, Limit)> {
    let line = |line: Line| (line.service, line.authority, line.limit);
    lines(page, body, page.today()).into_iter().map(line).collect()
}

/// What the body needs (a commune) or has to do (a Landkreis, a VG), in the order of the catalogue.
pub(in crate::pages) fn lines(page: &Page, body: &Body, on: Day) -> Vec<Line> {
    let responsibilities = page.situation.responsibilities(on);
    let services = &page.situation.catalogue().services;
    services
        .iter()
        .flat_map(|service| {
            let authorities = if body.commune.is_some() {
                responsibilities.authorities_for(&body.ars, &service.slug)
            } else {
                let own = RolloutKey { authority: body.ars, service: service.slug.clone() };
                responsibilities
                    .position(&own)
                    .map(|_| domain::responsibility::Authority { ars: body.ars, limit: Limit::None })
                    .into_iter()
                    .collect()
            };
            authorities.into_iter().map(|authority| Line {
                service: service.clone(),
                authority: authority.ars,
                limit: authority.limit,
            })
        })
        .collect()
}

fn coverage_sentence(page: &Page, body: &Body) -> String {
    let coverage = page.situation.coverage(
        &domain::catalogue::Selection::Total,
        Scope::Within(body.ars),
        page.situation.viewpoint(page.today()),
    );
    let total = format::number(coverage.communes.total);
    match coverage.communes.live {
        0 => format!("In keiner der {total} Kommunen sind alle Leistungen online."),
        live => format!("In {} von {total} Kommunen sind alle Leistungen online.", format::number(live)),
    }
}

/// No start is planned.
pub(in crate::pages) const NO_TERM: &str = "kein Termin";

/// Since when it is live, or when it is to be.
pub(in crate::pages) fn term(history: &History, viewpoint: Viewpoint) -> String {
    let planned = history.current(viewpoint).and_then(|event| event.entry.planned_on);
    match (history.live_since(viewpoint), planned) {
        (Some(since), _) => format!("live seit {}", format::day(since)),
        (None, Some(planned)) if planned < viewpoint.on => format!("geplant war {}", format::day(planned)),
        (None, Some(planned)) => format!("geplant {}", format::day(planned)),
        (None, None) => NO_TERM.to_owned(),
    }
}

fn row(page: &Page, body: &Body, line: Line) -> impl IntoView + use<> {
    let viewpoint = Viewpoint::on(page.today());
    let rollout = RolloutKey { authority: line.authority, service: line.service.slug.clone() };
    let history = page.situation.history(&rollout);
    let entry = history.and_then(|history| history.current(viewpoint)).map(|event| event.entry.clone());
    let stage = entry.as_ref().map_or(Stage::Unknown, |entry| entry.stage);
    let confirmed = history.and_then(|history| history.last_confirmed_at(viewpoint));
    let term = history.map_or_else(|| NO_TERM.to_owned(), |history| term(history, viewpoint));
    let is_own = line.authority == body.ars;
    let register = page.register();
    let authority =
        register.get(&line.authority).map_or_else(|| line.authority.to_string(), words::authority_name);
    let who = if is_own {
        authority.into_any()
    } else {
        view! { <a href=urls::body(&line.authority)>{authority}</a> }.into_any()
    };
    let address = entry.as_ref().and_then(|entry| entry.link.clone());
    let vendors = &page.situation.obstacles().vendors;
    let vendor = entry.and_then(|entry| entry.vendor).map(|name| vendors.name(&name).to_owned());
    let exemption = page
        .situation
        .obstacles()
        .exemptions
        .holding(&rollout, page.today())
        .filter(|_| visitor().is_inside(page.is_demo))
        .map(|exemption| {
            view! { <small>{format!("Ausnahme bis {}", format::day(exemption.last_day))}</small> }
        });
    // Whoever is live needs none.
    let exempt = (is_own && stage != Stage::Live && visitor().has(Role::Lead)).then(|| {
        let told = format!("Ausnahme: {}", line.service.name);
        view! { <small><a href=urls::exemption(&line.authority, &line.service.slug) aria-label=told>"Ausnahme"</a></small> }
    });
    let change = (is_own && visitor().warrant(&line.authority).is_some()).then(|| {
        view! {
            <a
                class="kern-btn kern-btn--secondary kern-btn--x-small"
                href=urls::status(&line.authority, &line.service.slug)
                aria-label=format!("Stand melden: {}", line.service.name)
            >
                <span class="kern-label">"Stand melden"</span>
            </a>
        }
    });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a href=urls::service(&line.service.slug)>{line.service.name.clone()}</a>
                {address.map(|address| view! { <small><a href=address rel="external noopener nofollow">"zum Onlinedienst"</a></small> })}
            </th>
            <td role="cell" data-label="Zuständig">
                <span>{who} {words::limit(line.limit).map(|limit| view! { <small>{limit}</small> })}</span>
            </td>
            <td role="cell" data-label="Stand">
                <span>
                    <StageLabel stage /> <Blocked page=page.clone() rollout=rollout on=page.today() /> {exemption}
                </span>
            </td>
            <td role="cell" data-label="Termin">{term}</td>
            <td role="cell" data-label="Hersteller">{vendor.unwrap_or_else(|| "nicht angegeben".into())}</td>
            <td role="cell" data-label="Zuletzt bestätigt">
                {confirmed.map_or_else(|| "noch nie".to_owned(), |at| format::when(at, page.today()))}
            </td>
            <td role="cell">{change} {exempt}</td>
        </tr>
    }
}
