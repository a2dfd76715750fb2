//! The big number, the sentence, the line over time, and the three measures beside it.

use domain::catalogue::Selection;
use domain::coverage::{Count, Coverage, Measure};
use domain::target::Path;
use leptos::prelude::*;

use super::{Shared, sentence};
use crate::charts::{Caption, CoverageOverTime, Layout, Marker, Point, coverage_over_time};
use crate::components::{AsTable, Complete, Downloads};
use crate::context::Page;
use crate::figures::Filter;
use crate::islands::ChartReader;
use crate::{format, urls, words};

#[component]
pub(in crate::pages) fn HeadlineCard(page: Page, filter: Filter, overview: Shared) -> AnyView {
    let count = overview.headline.now.of(filter.measure);
    let what = what_is_counted(&page, &filter);
    let open = (count.unknown > 0)
        .then(|| format!("bis {}, wenn alles noch Unbekannte live wäre", format::share(count.possible())));
    let is_total = filter.selection == Selection::Total;
    let weakest = overview.weakest.as_ref().filter(|_| is_total).map(|(commitment, share)| {
        format!("schwächste Zusage: {} ({})", commitment.name, format::share(*share))
    });
    let beside: Vec<String> = [open, weakest].into_iter().flatten().collect();
    let land = page.situation.catalogue().land;
    let sheet = filter.url(urls::sheets::SERIES, &land, page.today());
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-stand">
            <h2 class="lb-hidden" id="ueberschrift-stand">"Abdeckung"</h2>
            <div class="lb-big">
                <b>{format::share(count.confirmed())}</b>
                <span>{what}</span>
            </div>
            {(!beside.is_empty()).then(|| view! { <p class="lb-sub">{beside.join(" · ")}</p> })}
            <p class="lb-say">{sentence::of(&page, &filter, &overview)}</p>
            <Chart page=page.clone() filter=filter.clone() overview=overview.clone() />
            <div class="lb-links">
                <a href=urls::METHOD>"Wie wird gerechnet?"</a>
            </div>
            <AsTable>{series_table(&filter, &overview)}</AsTable>
            <Downloads sheet what="Verlauf" />
        </section>
    }
    .into_any()
}

/// What the share of the chosen measure is a share of, as the rest of a sentence.
pub(in crate::pages) fn what_is_counted(page: &Page, filter: &Filter) -> String {
    let name = page.selection_name(&filter.selection);
    let (selection, is) = match filter.selection {
        Selection::Total => (name, "sind"),
        _ => (format!("„{name}“"), "ist"),
    };
    match filter.measure {
        Measure::Inhabitants => format!("der Menschen leben, wo {selection} online {is}"),
        Measure::Communes => format!("der Kommunen haben {selection} online"),
        Measure::Authorities if filter.selection == Selection::Total => {
            "der Behörden haben alles online, wofür sie zuständig sind".to_owned()
        }
        Measure::Authorities => format!("der zuständigen Behörden haben {selection} online"),
    }
}

#[component]
fn Chart(page: Page, filter: Filter, overview: Shared) -> AnyView {
    let draw = |layout, id| drawn(&page, &filter, &overview, layout, id);
    let drawn = format!("{}{}", draw(Layout::Wide, "verlauf"), draw(Layout::Narrow, "verlauf-schmal"));
    let readings = readings(&filter, &overview);
    view! {
        <div class="lb-figure" inner_html=drawn></div>
        <ChartReader readings />
    }
    .into_any()
}

/// What the chart over time is called.
pub(in crate::pages) fn chart_title(filter: &Filter) -> String {
    format!("Abdeckung über die Zeit, gemessen in {}", words::measure(filter.measure))
}

/// The chart over time as SVG.
pub(in crate::pages) fn drawn(
    page: &Page,
    filter: &Filter,
    overview: &Shared,
    layout: Layout,
    id: &str,
) -> String {
    let series = &overview.series;
    let points: Vec<Point> = series
        .points
        .iter()
        .map(|(day, coverage)| {
            let count = coverage.of(filter.measure);
            Point {
                day: *day,
                confirmed: count.confirmed().fraction(),
                possible: count.possible().fraction(),
            }
        })
        .collect();
    let on = filter.viewpoint.on;
    let end = series.path.as_ref().map(Path::end);
    let due = end.map_or(on, |(due, _)| due);
    let goal = end.map(|(_, share)| format!("Ziel {}", format::fraction(share)));
    let now = overview.headline.now.of(filter.measure);
    let value = format::share(now.confirmed());
    let possible = (now.unknown > 0).then(|| format!("bis {}", format::share(now.possible())));
    let marker = if on == page.today() { "heute".to_owned() } else { format!("Stand {}", format::day(on)) };
    let chart = CoverageOverTime {
        caption: Caption {
            id,
            title: &chart_title(filter),
            description: &sentence::of(page, filter, overview),
        },
        points: &points,
        value: &value,
        possible: possible.as_deref(),
        target: series.path.as_ref().map(Path::corners).unwrap_or_default(),
        target_label: goal.as_deref().unwrap_or_default(),
        due,
        marker: Marker { day: on, label: &marker },
    };
    coverage_over_time(&chart, layout)
}

/// What the reader under the chart says for each point, a line each.
fn readings(filter: &Filter, overview: &Shared) -> String {
    let line = |(day, coverage): &(domain::Day, Coverage)| {
        let count = coverage.of(filter.measure);
        format!(
            "{}: {} · {} von {} {}",
            format::day(*day),
            format::share(count.confirmed()),
            format::number(count.live),
            format::number(count.total),
            words::measure(filter.measure)
        )
    };
    overview.series.points.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The chart over time as a table, the last week first.
pub(in crate::pages) fn series_table(filter: &Filter, overview: &Shared) -> impl IntoView + use<> {
    let unit = words::measure(filter.measure);
    let rows = overview
        .series
        .points
        .iter()
        .rev()
        .map(|(day, coverage)| {
            let count = coverage.of(filter.measure);
            view! {
                <tr>
                    <th scope="row">{format::day(*day)}</th>
                    <td class="lb-num">{format::share(count.confirmed())}</td>
                    <td class="lb-num">{format::share(count.possible())}</td>
                    <td class="lb-num">{format::number(count.live)}</td>
                    <td class="lb-num">{format::number(count.unknown)}</td>
                    <td class="lb-num">{format::number(count.total)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="lb-table lb-table--small">
            <caption>{format!("Abdeckung in {unit}, Woche für Woche")}</caption>
            <thead>
                <tr>
                    <th scope="col">"Tag"</th>
                    <th scope="col" class="lb-num">"bestätigt"</th>
                    <th scope="col" class="lb-num">"höchstens"</th>
                    <th scope="col" class="lb-num">"live"</th>
                    <th scope="col" class="lb-num">"unbekannt"</th>
                    <th scope="col" class="lb-num">"gesamt"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

#[component]
pub(in crate::pages) fn MeasuresCard(page: Page, filter: Filter, overview: Shared) -> AnyView {
    let now = overview.headline.now;
    let before = overview.headline.before;
    let land = page.situation.catalogue().land;
    let rows = Measure::ALL
        .into_iter()
        .map(|measure| measure_row(measure, &now, &before, &filter, &land, page.today()))
        .collect_view();
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-masse">
            <h2 id="ueberschrift-masse">"Drei Maße, ein Stand"</h2>
            <p class="lb-sub">{page.selection_name(&filter.selection)}</p>
            <ul class="lb-list lb-measures">{rows}</ul>
            <h2>"Flächendeckend?"</h2>
            <p class="lb-say"><Complete coverage=now /></p>
        </section>
    }
    .into_any()
}

fn measure_row(
    measure: Measure,
    now: &Coverage,
    before: &Coverage,
    filter: &Filter,
    land: &domain::Ars,
    today: domain::Day,
) -> impl IntoView + use<> {
    let count = now.of(measure);
    let address = Filter { measure, ..filter.clone() }.url(urls::OVERVIEW, land, today);
    view! {
        <li>
            <a href=address>{words::measure(measure)}</a>
            <b>{format::share(count.confirmed())}</b>
            <small>{how_many(count, before.of(measure))}</small>
        </li>
    }
}

/// The numbers behind a share: how many of how many, what unknown leaves open, what came in four weeks.
pub(in crate::pages) fn how_many(now: Count, before: Count) -> String {
    let open = if now.unknown > 0 {
        let (unknown, possible) = (format::number(now.unknown), format::share(now.possible()));
        format!(" · {unknown} unbekannt, also bis {possible}")
    } else {
        String::new()
    };
    format!(
        "{} von {}{open} · {} in 4 Wochen",
        format::number(now.live),
        format::number(now.total),
        format::change(before.live, now.live)
    )
}
