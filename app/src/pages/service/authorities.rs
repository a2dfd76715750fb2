//! Each authority of a service in a Kreis, a VG or a commune.

use domain::catalogue::Service;
use domain::rollout::RolloutKey;
use domain::stage::Stage;
use leptos::prelude::*;

use crate::components::{Blocked, Column, Downloads, StageLabel, Table};
use crate::context::Page;
use crate::figures::Filter;
use crate::{format, urls, words};

#[component]
pub(super) fn AuthoritiesCard(page: Page, filter: Filter) -> AnyView {
    let responsibilities = page.situation.responsibilities(filter.viewpoint.on).clone();
    let register = responsibilities.register();
    let catalogue = page.situation.catalogue().clone();
    let services: Vec<&Service> = catalogue.selected(&filter.selection).collect();
    let mut needed: Vec<RolloutKey> = responsibilities
        .communes()
        .iter()
        .filter(|commune| commune.ars.is_within(&filter.scope))
        .flat_map(|commune| commune.rollouts.iter())
        .map(|(rollout, _)| responsibilities.rollouts()[*rollout].clone())
        .filter(|rollout| services.iter().any(|service| service.slug == rollout.service))
        .collect();
    let name = |rollout: &RolloutKey| {
        register.get(&rollout.authority).map_or_else(|| rollout.authority.to_string(), words::authority_name)
    };
    needed.sort_by_cached_key(|rollout| (domain::text::sort_key(&name(rollout)), rollout.clone()));
    needed.dedup();
    let names_service = services.len() > 1;
    let rows = needed
        .iter()
        .map(|rollout| {
            let service = catalogue.service(&rollout.service).filter(|_| names_service);
            row(&page, &filter, rollout, name(rollout), service.map(|service| service.name.clone()))
        })
        .collect_view();
    let columns = vec![
        Column::text("Behörde"),
        Column::text("Stand"),
        Column::text("Gilt seit"),
        Column::text("Geplanter Start"),
        Column::text("Hersteller"),
        Column::text("Zuletzt bestätigt"),
    ];
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-einzeln">
            <h2 id="ueberschrift-einzeln">"Die Behörden im Einzelnen"</h2>
            <Table heading="ueberschrift-einzeln" columns>{rows}</Table>
            <Downloads sheet=filter.url(urls::sheets::AUTHORITIES, &catalogue.land, page.today()) what="Behörden" />
        </section>
    }
    .into_any()
}

fn row(
    page: &Page,
    filter: &Filter,
    rollout: &RolloutKey,
    name: String,
    service: Option<String>,
) -> impl IntoView + use<> {
    let history = page.situation.history(rollout);
    let entry = history.and_then(|history| history.current(filter.viewpoint)).map(|event| &event.entry);
    let stage = entry.map_or(Stage::Unknown, |entry| entry.stage);
    let day = |day: Option<domain::Day>| day.map_or_else(|| "–".to_owned(), format::day);
    let vendors = &page.situation.obstacles().vendors;
    let vendor = entry.and_then(|entry| entry.vendor.as_deref()).map(|name| vendors.name(name).to_owned());
    let confirmed = history.and_then(|history| history.last_confirmed_at(filter.viewpoint));
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a href=urls::body(&rollout.authority)>{name}</a>
                {service.map(|service| view! { <small>{service}</small> })}
            </th>
            <td role="cell" data-label="Stand">
                <span>
                    <StageLabel stage /> <Blocked page=page.clone() rollout=rollout.clone() on=filter.viewpoint.on />
                </span>
            </td>
            <td role="cell" data-label="Gilt seit">{day(entry.map(|entry| entry.effective_on))}</td>
            <td role="cell" data-label="Geplanter Start">{day(entry.and_then(|entry| entry.planned_on))}</td>
            <td role="cell" data-label="Hersteller">
                {vendor.unwrap_or_else(|| "–".to_owned())}
            </td>
            <td role="cell" data-label="Zuletzt bestätigt">
                {confirmed.map_or_else(|| "noch nie".to_owned(), |at| format::when(at, page.today()))}
            </td>
        </tr>
    }
}
