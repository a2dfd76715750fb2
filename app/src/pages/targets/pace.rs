//! How many have to go live each week from now, beside how many did.

use domain::coverage::Measure;
use leptos::prelude::*;

use crate::components::{Column, Downloads, Lineage, Table};
use crate::context::Page;
use crate::figures::{Filter, GoLives, Pace, go_lives, paces};
use crate::pages::insight::page_of_rows;
use crate::{format, urls, words};

#[component]
pub(super) fn PaceCard(page: Page, filter: Filter) -> AnyView {
    let paces = paces(&page.situation, &filter);
    if paces.is_empty() {
        return ().into_any();
    }
    let sheet = filter.url(urls::sheets::PACE, &page.situation.catalogue().land, page.today());
    let whole = paces.iter().find(|pace| pace.measure == filter.measure && pace.next.1 >= 1.0);
    let told = whole.map(|pace| sentence(&go_lives(&page.situation, &filter, pace.next.0), pace));
    let rows = paces.iter().map(row).collect_view();
    let columns = vec![
        Column::text("Gemessen in"),
        Column::number("fehlen"),
        Column::number("nötig je Woche"),
        Column::number("4 Wochen"),
        Column::number("12 Wochen"),
    ];
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-tempo">
            <h2 id="ueberschrift-tempo">"Nötiges Tempo"</h2>
            {told.map(|told| view! { <p class="lb-say">{told}</p> })}
            <p class="lb-sub">"Bis zum nächsten Ziel, und wie viele in den letzten 4 und 12 Wochen je Woche hinzukamen."</p>
            <Table heading="ueberschrift-tempo" columns>{rows}</Table>
            <Downloads sheet=sheet.clone() what="Tempo" />
            <Lineage
                rows=page_of_rows(&page, &filter)
                page
                filter
                path=urls::TARGETS
                figure="Nötiges Tempo"
                how="Was zum gewollten Anteil fehlt, geteilt durch die Wochen bis zum nächsten Zieltag. Daneben, wie viele in den letzten Wochen netto hinzukamen: Rückfälle sind abgezogen."
                sheet
            />
        </section>
    }
    .into_any()
}

/// Go-lives are what a project lead can order: one authority, one service.
fn sentence(of: &GoLives, pace: &Pace) -> String {
    let due = format::day(pace.next.0);
    if of.open == 0 {
        return "Alle Behörden sind mit allen ausgewählten Leistungen live.".to_owned();
    }
    let open = format::counted(of.open, "ein Go-live", "Go-lives");
    let lately = format!(
        "Zuletzt waren es {} je Woche, über 12 Wochen {}.",
        format::decimal(of.lately[0], 1),
        format::decimal(of.lately[1], 1)
    );
    match of.needed {
        Some(needed) => format!(
            "Bis zum {due} fehlen noch {open} (je Behörde und Leistung), also {} je Woche. {lately}",
            format::decimal(needed, 1)
        ),
        None => {
            format!("Der Zieltag {due} ist vorbei; es fehlen noch {open} (je Behörde und Leistung). {lately}")
        }
    }
}

fn row(pace: &Pace) -> impl IntoView + use<> {
    let needed = pace.needed.map_or_else(|| "Frist vorbei".to_owned(), decimal(pace.measure));
    let [short, long] = pace.lately.map(decimal(pace.measure));
    let goal = format!("{} am {}", format::fraction(pace.next.1), format::day(pace.next.0));
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{words::measure(pace.measure)}<small>{goal}</small></th>
            <td role="cell" class="lb-num" data-label="fehlen">{format::number(pace.missing)}</td>
            <td role="cell" class="lb-num" data-label="nötig je Woche"><b>{needed}</b></td>
            <td role="cell" class="lb-num" data-label="je Woche, 4 Wochen">{short}</td>
            <td role="cell" class="lb-num" data-label="je Woche, 12 Wochen">{long}</td>
        </tr>
    }
}

/// People are many: no tenth of one is told.
fn decimal(measure: Measure) -> impl Fn(f64) -> String {
    move |value: f64| match measure {
        Measure::Inhabitants => format::decimal(value, 0),
        _ => format::decimal(value, 1),
    }
}
