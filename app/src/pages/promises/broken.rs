//! The starts that are furthest behind what was announced.

use domain::promises::{Fate, Promise};
use leptos::prelude::*;

use super::groups::slip;
use crate::components::{Column, Downloads, Table};
use crate::context::Page;
use crate::figures::Filter;
use crate::{format, urls, words};

/// Rows on the page; the sheet has all.
const SHOWN: usize = 10;

/// Those whose day is over and was not kept, the latest first; of equally late ones those for most people.
fn broken(promises: &[Promise], filter: &Filter) -> Vec<Promise> {
    let on = filter.viewpoint.on;
    let is_broken = |promise: &&Promise| promise.is_due(on) && promise.fate(on) != Fate::Kept;
    let mut broken: Vec<Promise> = promises.iter().filter(is_broken).cloned().collect();
    broken.sort_by_key(|promise| std::cmp::Reverse((promise.slip(on).days, promise.inhabitants)));
    broken
}

#[component]
pub(super) fn BrokenCard(page: Page, filter: Filter, promises: Vec<Promise>, sheet: String) -> AnyView {
    let on = filter.viewpoint.on;
    let broken = broken(&promises, &filter);
    if broken.is_empty() {
        return ().into_any();
    }
    let people: u64 = broken.iter().take(SHOWN).map(|promise| promise.inhabitants).max().unwrap_or_default();
    let said = format!(
        "Am längsten über den zuerst genannten Tag hinaus; der größte dieser Fälle betrifft {}.",
        format::counted(people, "einen Menschen", "Menschen")
    );
    let rows = broken.iter().take(SHOWN).map(|promise| row(&page, promise, on)).collect_view();
    let columns = vec![
        Column::text("Behörde"),
        Column::text("Zuerst genannt"),
        Column::text("Heute genannt"),
        Column::number("Verschoben"),
        Column::text("Ergebnis"),
        Column::number("Verzug"),
        Column::number("Menschen"),
    ];
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-gebrochen">
            <h2 id="ueberschrift-gebrochen">"Die zehn größten Überschreitungen"</h2>
            <p class="lb-sub">{said}</p>
            <Table heading="ueberschrift-gebrochen" columns>{rows}</Table>
            <Downloads sheet what="Alle Starttermine" label="Alle Starttermine herunterladen:" />
        </section>
    }
    .into_any()
}

fn row(page: &Page, promise: &Promise, on: domain::Day) -> impl IntoView + use<> {
    let rollout = &promise.rollout;
    let service = page.situation.catalogue().service(&rollout.service).map(|service| service.name.clone());
    let ended = match (promise.fate(on), promise.live_on) {
        (_, Some(live_on)) => format!("live seit {}", format::day(live_on)),
        (fate, None) => words::fate(fate).to_owned(),
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a href=urls::body(&rollout.authority)>{page.authority_name(&rollout.authority)}</a>
                <small>{service} {promise.vendor.clone().map(|vendor| format!(" · {vendor}"))}</small>
            </th>
            <td role="cell" data-label="Zuerst genannt">{format::day(promise.first)}</td>
            <td role="cell" data-label="Heute genannt">
                {promise.latest.map_or_else(|| "keiner".to_owned(), format::day)}
            </td>
            <td role="cell" class="lb-num" data-label="Verschoben">{format!("{}-mal", promise.moves)}</td>
            <td role="cell" data-label="Ergebnis">{ended}</td>
            <td role="cell" class="lb-num" data-label="Verzug">{slip(promise.slip(on))}</td>
            <td role="cell" class="lb-num" data-label="Menschen">{format::number(promise.inhabitants)}</td>
        </tr>
    }
}
