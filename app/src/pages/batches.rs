//! What was recorded together: imports, and what was said of many rollouts at once.

mod entries;
mod one;

use domain::batch::Batch;
use leptos::prelude::*;
use leptos_meta::Title;

pub(super) use one::BatchPage;

use crate::components::{Column, Crumbs, Pages, Table};
use crate::context::{Page, page};
use crate::{format, urls, words};

/// Rows on one page.
const ROWS: usize = 50;

#[component]
pub(super) fn BatchesPage() -> impl IntoView {
    let page = page();
    let way = vec![(urls::MANAGEMENT.to_owned(), "Verwaltung".to_owned())];
    view! {
        <Title text="Änderungen" />
        <Crumbs way here="Änderungen".to_owned() />
        <div class="lb-head"><h1>"Änderungen"</h1></div>
        <p class="lb-say">
            "Was auf einmal eingetragen wurde, lässt sich hier ansehen und auf einmal zurücknehmen. Im Verlauf bleibt beides sichtbar."
        </p>
        <BatchList page />
    }
}

/// All batches, the last first.
#[component]
pub(super) fn BatchList(page: Page) -> AnyView {
    let all: Vec<&Batch> = page.situation.batches().all().rev().collect();
    if all.is_empty() {
        return view! {
            <section class="lb-card" aria-labelledby="ueberschrift-aenderungen">
                <h2 id="ueberschrift-aenderungen">"Importe und Mehrfachänderungen"</h2>
                <p>"Noch wurde nichts auf einmal eingetragen."</p>
                <p class="lb-sub">
                    "Mehrere Behörden auf einmal ändern Sie in der Liste der "
                    <a href=urls::COMMUNES>"Kommunen"</a> " nach Wahl einer Leistung oder auf der Seite einer "
                    <a href=urls::SERVICES>"Leistung"</a> "."
                </p>
            </section>
        }
        .into_any();
    }
    let pages = all.len().div_ceil(ROWS);
    let current = page.parameter("seite").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let rows = all.iter().skip((current - 1) * ROWS).take(ROWS).map(|batch| row(&page, batch)).collect_view();
    let address = Box::new(|page: usize| urls::with_query(urls::BATCHES, &[("seite", &page.to_string())]));
    let columns = vec![
        Column::text("Was"),
        Column::text("Wann"),
        Column::text("Von"),
        Column::number("Einträge"),
        Column::text("Heute"),
    ];
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-aenderungen">
            <h2 id="ueberschrift-aenderungen">"Importe und Mehrfachänderungen"</h2>
            <Table heading="ueberschrift-aenderungen" columns>{rows}</Table>
            <Pages current of=pages address />
        </section>
    }
    .into_any()
}

fn row(page: &Page, batch: &Batch) -> impl IntoView + use<> {
    let state = match &batch.undone {
        None => "gilt".into_any(),
        Some(undone) => view! {
            <span>
                <span class="lb-tag lb-tag--note">"zurückgenommen"</span>
                <small>{format!("{} von {}", format::when(undone.recorded_at, page.today()), undone.actor.name)}</small>
            </span>
        }
        .into_any(),
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a class="lb-breaks" href=urls::batch(batch.id)>{batch.source.clone()}</a>
                <small>{words::batch_kind(batch.kind)}</small>
            </th>
            <td role="cell" data-label="Wann">{format::moment(batch.recorded_at)}</td>
            <td role="cell" data-label="Von">{batch.actor.name.clone()}</td>
            <td role="cell" class="lb-num" data-label="Einträge">{format::number(batch.entries)}</td>
            <td role="cell" data-label="Heute">{state}</td>
        </tr>
    }
}
