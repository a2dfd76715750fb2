//! Every Kreis against its own path.

use leptos::prelude::*;

use crate::components::{Column, Downloads, Lineage, Table};
use crate::context::Page;
use crate::figures::{Filter, Gap, gaps};
use crate::pages::insight::page_of_rows;
use crate::pages::kreise;
use crate::{format, urls, words};

#[component]
pub(super) fn GapsCard(page: Page, filter: Filter) -> AnyView {
    let kreise = kreise(&page, &filter);
    // The figures of a single Kreis stand above.
    if kreise.len() < 2 {
        return ().into_any();
    }
    let gaps = gaps(&page.situation, &filter, kreise);
    let behind = gaps.iter().filter(|gap| gap.ahead().is_some_and(|ahead| ahead < 0.0)).count() as u64;
    let summary = format!(
        "{} von {} Kreisen liegen unter ihrem eigenen Zielpfad, gemessen in {}. Am weitesten zurück zuerst.",
        format::number(behind),
        format::number(gaps.len() as u64),
        words::measure(filter.measure)
    );
    let rows = gaps.iter().map(|gap| row(&page, &filter, gap)).collect_view();
    let sheet = filter.url(urls::sheets::GAPS, &page.situation.catalogue().land, page.today());
    let columns = vec![
        Column::text("Kreis"),
        Column::number("Ist"),
        Column::number("Soll"),
        Column::number("Abstand in Prozentpunkten"),
    ];
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-abstand">
            <h2 id="ueberschrift-abstand">"Kreise gegen ihr Soll"</h2>
            <p class="lb-sub">{summary}</p>
            <Table heading="ueberschrift-abstand" columns>{rows}</Table>
            <Downloads sheet=sheet.clone() what="Abstand der Kreise" />
            <Lineage
                rows=page_of_rows(&page, &filter)
                page
                filter
                path=urls::TARGETS
                figure="Abstand der Kreise"
                how="Jeder Kreis hat seinen eigenen Pfad: vom bestätigten Wert bei ihm am Beginn zum Ziel. Abstand ist Ist weniger Soll."
                sheet
            />
        </section>
    }
    .into_any()
}

fn row(page: &Page, filter: &Filter, gap: &Gap) -> impl IntoView + use<> {
    let of_kreis = Filter { scope: gap.body.ars, ..filter.clone() };
    let address = of_kreis.url(urls::TARGETS, &page.situation.catalogue().land, page.today());
    let possible = (gap.now.unknown > 0)
        .then(|| view! { <small>{format!("bis {}", format::share(gap.now.possible()))}</small> });
    let told = |share: Option<f64>, tell: fn(f64) -> String| share.map_or_else(|| "–".to_owned(), tell);
    view! {
        <tr role="row">
            <th role="rowheader" scope="row"><a href=address>{words::full_name(&gap.body)}</a></th>
            <td role="cell" class="lb-num" data-label="Ist"><span>{format::share(gap.now.confirmed())} {possible}</span></td>
            <td role="cell" class="lb-num" data-label="Soll">{told(gap.expected, format::fraction)}</td>
            <td role="cell" class="lb-num" data-label="Abstand in Prozentpunkten">
                {told(gap.ahead().map(|ahead| ahead * 100.0), format::difference)}
            </td>
        </tr>
    }
}
