//! The scope broken down: Regierungsbezirke or Kreise, and the pilots beside all others.

use domain::body::Body;
use domain::coverage::{Coverage, Measure};
use leptos::prelude::*;

use super::Shared;
use crate::charts::{Caption, Expected, Layout, ShareBar, ShareBars, share_bars};
use crate::components::{AsTable, Downloads};
use crate::context::Page;
use crate::figures::Filter;
use crate::{format, urls, words};

/// Name, address and coverage of a row.
pub(in crate::pages) type Row = (String, Option<String>, Coverage);

/// The scope broken down; nothing for a scope that has no parts.
#[component]
pub(in crate::pages) fn PartsCard(page: Page, filter: Filter, overview: Shared) -> AnyView {
    let rows = rows(&page, &filter, &overview);
    let heading = heading(&page, &filter);
    let sheet = filter.url(urls::sheets::PARTS, &page.situation.catalogue().land, page.today());
    (!rows.is_empty())
        .then(|| comparison("gebiete", heading, &rows, &filter, overview.series.expected, sheet))
        .into_any()
}

/// The parts of the scope, each leading to its own Lagebild.
pub(in crate::pages) fn rows(page: &Page, filter: &Filter, overview: &Shared) -> Vec<Row> {
    let land = page.situation.catalogue().land;
    let row = |(body, coverage): &(Body, Coverage)| {
        let address = Filter { scope: body.ars, ..filter.clone() }.url(urls::OVERVIEW, &land, page.today());
        (words::full_name(body), Some(address), *coverage)
    };
    overview.parts.iter().map(row).collect()
}

/// By what the scope is broken down.
pub(in crate::pages) fn heading(page: &Page, filter: &Filter) -> &'static str {
    if filter.scope == page.situation.catalogue().land { "Nach Regierungsbezirk" } else { "Nach Kreis" }
}

/// The pilots beside all others; nothing but for the whole Land.
#[component]
pub(in crate::pages) fn PilotsCard(page: Page, filter: Filter, overview: Shared) -> AnyView {
    let sheet = filter.url(urls::sheets::PARTS, &page.situation.catalogue().land, page.today());
    overview
        .pilots
        .map(|(pilots, others)| {
            let rows: Vec<Row> =
                vec![("Pilotkommunen".into(), None, pilots), ("alle anderen".into(), None, others)];
            let heading = "Pilotkommunen und alle anderen";
            comparison("piloten", heading, &rows, &filter, overview.series.expected, sheet)
        })
        .into_any()
}

fn comparison(
    id: &'static str,
    heading: &'static str,
    rows: &[Row],
    filter: &Filter,
    expected: Option<f64>,
    sheet: String,
) -> impl IntoView + use<> {
    let measure = filter.measure;
    let takeaway = takeaway(rows, measure);
    let draw = |layout, id: &str| drawn(heading, rows, measure, expected, layout, id);
    let drawn = format!("{}{}", draw(Layout::Wide, id), draw(Layout::Narrow, &format!("{id}-schmal")));
    let table_rows = rows
        .iter()
        .map(|(label, address, coverage)| {
            let name = match address {
                Some(address) => view! { <a href=address.clone()>{label.clone()}</a> }.into_any(),
                None => label.clone().into_any(),
            };
            let cells = Measure::ALL
                .into_iter()
                .map(|measure| {
                    let count = coverage.of(measure);
                    view! {
                        <td class="lb-num">
                            {format::share(count.confirmed())}
                            <small>{format!("{} von {}", format::number(count.live), format::number(count.total))}</small>
                        </td>
                    }
                })
                .collect_view();
            view! { <tr><th scope="row">{name}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <section class="lb-card" aria-labelledby=format!("ueberschrift-{id}")>
        <h2 id=format!("ueberschrift-{id}")>{heading}</h2>
        <p class="lb-sub">{takeaway.clone()}</p>
        <div class="lb-figure" inner_html=drawn></div>
        <AsTable>
            <table class="lb-table lb-table--small">
                <caption>{format!("{heading}: Anteil live")}</caption>
                <thead>
                    <tr>
                        <th scope="col">"Gebiet"</th>
                        {Measure::ALL
                            .into_iter()
                            .map(|measure| view! { <th scope="col" class="lb-num">{words::measure(measure)}</th> })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>{table_rows}</tbody>
            </table>
        </AsTable>
        <Downloads sheet what=heading />
        </section>
    }
}

/// Shares side by side as SVG.
pub(in crate::pages) fn drawn(
    heading: &str,
    rows: &[Row],
    measure: Measure,
    expected: Option<f64>,
    layout: Layout,
    id: &str,
) -> String {
    let values: Vec<String> =
        rows.iter().map(|(.., coverage)| format::share(coverage.of(measure).confirmed())).collect();
    let bars: Vec<ShareBar<'_>> = rows
        .iter()
        .zip(&values)
        .map(|((label, _, coverage), value)| ShareBar {
            label,
            confirmed: coverage.of(measure).confirmed().fraction(),
            possible: coverage.of(measure).possible().fraction(),
            value,
        })
        .collect();
    let expected_label = expected.map(|expected| format!("Soll {}", format::fraction(expected)));
    let chart = ShareBars {
        caption: Caption { id, title: heading, description: &takeaway(rows, measure) },
        rows: &bars,
        expected: expected.zip(expected_label.as_deref()).map(|(share, label)| Expected { share, label }),
    };
    share_bars(&chart, layout)
}

/// Who is furthest and who is last.
pub(in crate::pages) fn takeaway(rows: &[Row], measure: Measure) -> String {
    let share = |coverage: &Coverage| coverage.of(measure).confirmed();
    let by_share = |(.., a): &&Row, (.., b): &&Row| share(a).fraction().total_cmp(&share(b).fraction());
    let first = rows.iter().max_by(by_share);
    let last = rows.iter().min_by(by_share);
    match (first, last) {
        (Some((first, _, best)), Some((last, _, worst)))
            if share(best).fraction() > share(worst).fraction() =>
        {
            format!(
                "Gemessen in {}: vorn {first} ({}), hinten {last} ({}).",
                words::measure(measure),
                format::share(share(best)),
                format::share(share(worst))
            )
        }
        (Some((.., coverage)), _) => {
            format!("Gemessen in {}: überall {}.", words::measure(measure), format::share(share(coverage)))
        }
        _ => String::new(),
    }
}
