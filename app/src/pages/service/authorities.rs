//! Each authority of a service in a Kreis, a VG or a commune.

use domain::catalogue::Service;
use domain::rollout::RolloutKey;
use domain::stage::Stage;
use leptos::prelude::*;

use super::choice_forms;
use crate::components::{Blocked, Column, Downloads, StageLabel, Table};
use crate::context::Page;
use crate::figures::Filter;
use crate::pages::bulk::{ChooseBar, Tick};
use crate::{bulk, format, urls, words};

#[component]
pub(super) fn AuthoritiesCard(page: Page, filter: Filter, list: String, chooses: bool) -> AnyView {
    let catalogue = page.situation.catalogue().clone();
    let services: Vec<&Service> = catalogue.selected(&filter.selection).collect();
    let needed = needed(&page, &filter);
    let count = if chooses { needed.len() } else { 0 };
    let names_service = services.len() > 1;
    let rows = needed
        .iter()
        .map(|(name, rollout)| {
            let service = catalogue.service(&rollout.service).filter(|_| names_service);
            let service = service.map(|service| service.name.clone());
            row(&page, &filter, rollout, name.clone(), service, chooses)
        })
        .collect_view();
    let mut columns: Vec<Column> = chooses.then(|| Column::buttons("Wählen")).into_iter().collect();
    columns.extend([
        Column::text("Behörde"),
        Column::text("Stand"),
        Column::text("Gilt seit"),
        Column::text("Geplanter Start"),
        Column::text("Hersteller"),
        Column::text("Zuletzt bestätigt"),
    ]);
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-einzeln">
            <h2 id="ueberschrift-einzeln">"Die Behörden im Einzelnen"</h2>
            <ChooseBar
                list
                count
                forms=choice_forms(&page, &filter)
                has_ticks=true
                told="Was für eine Behörde eingetragen wird, gilt in allen ihren Kommunen."
            >
                <Table heading="ueberschrift-einzeln" columns>{rows}</Table>
            </ChooseBar>
            <Downloads sheet=filter.url(urls::sheets::AUTHORITIES, &catalogue.land, page.today()) what="Behörden" />
        </section>
    }
    .into_any()
}

/// The rollouts that the scope needs, with the names of their authorities, in the order of these names.
pub(in crate::pages) fn needed(page: &Page, filter: &Filter) -> Vec<(String, RolloutKey)> {
    let responsibilities = page.situation.responsibilities(filter.viewpoint.on);
    let register = responsibilities.register();
    let name = |rollout: &RolloutKey| {
        register.get(&rollout.authority).map_or_else(|| rollout.authority.to_string(), words::authority_name)
    };
    let mut needed: Vec<(String, RolloutKey)> =
        bulk::of_service(page, filter).into_iter().map(|rollout| (name(&rollout), rollout)).collect();
    needed.sort_by_cached_key(|(name, rollout)| (domain::text::sort_key(name), rollout.clone()));
    needed
}

fn row(
    page: &Page,
    filter: &Filter,
    rollout: &RolloutKey,
    name: String,
    service: Option<String>,
    chooses: bool,
) -> impl IntoView + use<> {
    let history = page.situation.history(rollout);
    let entry = history.and_then(|history| history.current(filter.viewpoint)).map(|event| &event.entry);
    let stage = entry.map_or(Stage::Unknown, |entry| entry.stage);
    let day = |day: Option<domain::Day>| day.map_or_else(|| "–".to_owned(), format::day);
    let vendors = &page.situation.obstacles().vendors;
    let vendor = entry.and_then(|entry| entry.vendor.as_deref()).map(|name| vendors.name(name).to_owned());
    let confirmed = history.and_then(|history| history.last_confirmed_at(filter.viewpoint));
    let tick = chooses.then(|| {
        view! {
            <td role="cell" data-label="Wählen">
                <Tick page=page.clone() rollout=rollout.clone() row="einzeln" is_named=true />
            </td>
        }
    });
    view! {
        <tr role="row">
            {tick}
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
