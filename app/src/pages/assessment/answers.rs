//! Everything that was answered so far, each with a way to change it.

use domain::Ars;
use domain::catalogue::Service;
use domain::criteria::{Answer, Criterion};
use leptos::prelude::*;

use crate::components::{Column, Table};
use crate::context::Page;
use crate::{format, urls, words};

#[component]
pub(super) fn AnswersCard(page: Page, authority: Ars, services: Vec<Service>) -> AnyView {
    let criteria: Vec<Criterion> = page.situation.obstacles().criteria.asked().into_iter().cloned().collect();
    let rows = criteria.iter().map(|criterion| row(&page, &authority, &services, criterion)).collect_view();
    let columns = vec![
        Column::text("Kriterium"),
        Column::text("Antwort"),
        Column::text("Zuletzt"),
        Column::buttons("Ändern"),
    ];
    let all = urls::with_query(&urls::assessment(&authority), &[("alle", "ja")]);
    let has_services = services.len() > 1;
    let links = services
        .into_iter()
        .map(|service| {
            let slug = service.slug.to_string();
            let address = urls::with_query(&urls::assessment(&authority), &[("leistung", &slug)]);
            view! { <li><a href=address>{service.name}</a></li> }
        })
        .collect_view();
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-antworten">
            <h2 id="ueberschrift-antworten">"Alle Antworten"</h2>
            <p class="lb-sub">"Sie gelten für alle Leistungen der Behörde, solange für eine nichts anderes gesagt ist."</p>
            <div class="lb-links"><a href=all>"Alle Fragen auf einmal beantworten"</a></div>
            <Table heading="ueberschrift-antworten" columns>{rows}</Table>
            {has_services.then(|| view! {
                <div class="lb-also">
                    <span>"Für eine Leistung ist etwas anders:"</span>
                    <ul>{links}</ul>
                </div>
            })}
        </section>
    }
    .into_any()
}

fn row(page: &Page, authority: &Ars, services: &[Service], criterion: &Criterion) -> impl IntoView + use<> {
    let criteria = &page.situation.obstacles().criteria;
    let said = criteria.said(authority, None, criterion.id);
    let last = criteria
        .given(authority, None, criterion.id)
        .filter(|_| said != Answer::Unknown)
        .map(|given| format!("{} von {}", format::when(given.recorded_at, page.today()), given.actor.name));
    let others: Vec<_> = services
        .iter()
        .filter_map(|service| {
            let own = criteria.said(authority, Some(&service.slug), criterion.id);
            (own != Answer::Unknown && own != said)
                .then(|| view! { <small>{format!("{}: {}", service.name, words::answer(own))}</small> })
        })
        .collect();
    let address = urls::with_query(&urls::assessment(authority), &[("frage", &criterion.id.to_string())]);
    let (label, verb) =
        if said == Answer::Unknown { ("Antworten", "Antworten") } else { ("Ändern", "Ändern") };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                {criterion.name.clone()}
                <small>{criterion.question.clone()}</small>
            </th>
            <td role="cell" data-label="Antwort">
                <span>{words::answer(said)} {others}</span>
            </td>
            <td role="cell" data-label="Zuletzt"><span>{last.unwrap_or_else(|| "–".to_owned())}</span></td>
            <td role="cell"><a href=address aria-label=format!("{verb}: {}", criterion.name)>{label}</a></td>
        </tr>
    }
}
