//! All workshops: running, to come, over.

use std::collections::HashMap;
use std::sync::Arc;

use domain::workshop::{Workshop, WorkshopId, WorkshopState};
use leptos::prelude::*;
use leptos_meta::Title;

use super::{is_host, participants};
use crate::components::{Column, Downloads, Table};
use crate::context::{Page, page};
use crate::{format, urls};

#[component]
pub(in crate::pages) fn WorkshopsPage() -> impl IntoView {
    let page = page();
    let workshops = page.situation.workshops();
    let mut findings: HashMap<WorkshopId, u64> = HashMap::new();
    for finding in workshops.findings() {
        *findings.entry(finding.workshop).or_default() += 1;
    }
    let in_state = |state: WorkshopState| -> Vec<Arc<Workshop>> {
        let mut found: Vec<_> =
            workshops.iter().filter(|workshop| workshop.state == state).cloned().collect();
        found.sort_by_key(|workshop| (workshop.facts.held_on, workshop.facts.begins_at.clone(), workshop.id));
        found
    };
    let (running, planned) = (in_state(WorkshopState::Running), in_state(WorkshopState::Planned));
    let mut closed = in_state(WorkshopState::Closed);
    closed.reverse();
    let count = |workshops: &[Arc<Workshop>], word: &str| {
        (!workshops.is_empty()).then(|| format!("{} {word}", format::number(workshops.len() as u64)))
    };
    let found = findings.values().sum::<u64>();
    let found = (found > 0).then(|| format::counted(found, "eine Erkenntnis", "Erkenntnisse"));
    let running_word = if running.len() == 1 { "läuft" } else { "laufen" };
    let parts =
        [count(&running, running_word), count(&planned, "geplant"), count(&closed, "abgeschlossen"), found];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let summary = (!parts.is_empty()).then(|| parts.join(", "));
    let is_empty = summary.is_none();
    let cards = [
        ("laeuft", "Läuft gerade", running),
        ("kommend", "Kommend", planned),
        ("vergangen", "Vergangen", closed),
    ]
    .map(|(id, title, workshops)| {
        (!workshops.is_empty())
            .then(|| view! { <Card page=page.clone() id title workshops findings=findings.clone() /> })
    });
    let host = is_host();
    view! {
        <Title text="Workshops" />
        <div class="lb-head">
            <div>
                <h1>"Workshops"</h1>
                {summary.map(|summary| view! { <p>{summary}</p> })}
            </div>
            {host.then(|| view! {
                <div class="lb-actions">
                    <a class="kern-btn kern-btn--primary" href=urls::WORKSHOP_NEW>
                        <span class="kern-label">"Workshop planen"</span>
                    </a>
                </div>
            })}
        </div>
        {is_empty.then(|| view! {
            <p class="lb-say">
                {if host {
                    "Noch ist kein Workshop geplant. Legen Sie den ersten an; am Tag selbst schreiben Sie auf seiner Seite mit."
                } else {
                    "Noch ist kein Workshop geplant. Sobald die Moderation einen anlegt, steht er hier."
                }}
            </p>
        })}
        {cards}
        {(!is_empty).then(|| view! { <Downloads sheet=urls::sheets::WORKSHOPS what="Workshops" /> })}
    }
}

#[component]
fn Card(
    page: Page,
    id: &'static str,
    title: &'static str,
    workshops: Vec<Arc<Workshop>>,
    findings: HashMap<WorkshopId, u64>,
) -> AnyView {
    let register = page.register();
    let catalogue = page.situation.catalogue();
    let rows = workshops
        .into_iter()
        .map(|workshop| {
            let facts = &workshop.facts;
            let services: Vec<&str> = facts
                .services
                .iter()
                .filter_map(|slug| catalogue.service(slug).map(|service| service.name.as_str()))
                .collect();
            let about = if services.is_empty() { "alle Leistungen".to_owned() } else { services.join(", ") };
            let place = facts.place.clone().or_else(|| facts.link.as_ref().map(|_| "online".to_owned()));
            let found = findings.get(&workshop.id).copied().unwrap_or(0);
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row">
                        <a href=urls::workshop(workshop.id)>{facts.title.clone()}</a>
                        <small>{about}</small>
                    </th>
                    <td role="cell" data-label="Termin">{format::day(facts.held_on)}</td>
                    <td role="cell" data-label="Ort"><span>{place.unwrap_or_else(|| "–".into())}</span></td>
                    <td role="cell" data-label="Beteiligte"><span>{participants::count(&facts.participants, &register)}</span></td>
                    <td role="cell" class="lb-num" data-label="Erkenntnisse">{format::number(found)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("Workshop"),
        Column::text("Termin"),
        Column::text("Ort"),
        Column::text("Beteiligte"),
        Column::number("Erkenntnisse"),
    ];
    view! {
        <section class="lb-card" aria-labelledby=id>
            <h2 id=id>{title}</h2>
            <Table heading=id columns>{rows}</Table>
        </section>
    }
    .into_any()
}
