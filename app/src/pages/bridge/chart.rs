//! The parts as a chart and as a table that leads to their rows.

use domain::bridge::{Bridge, Part, Step};
use domain::coverage::Measure;
use leptos::prelude::*;

use super::{BridgeFilter, gains, meaning, points};
use crate::charts::{Caption, Layout, Waterfall, WaterfallEnd, WaterfallStep, waterfall};
use crate::components::{Column, Downloads, Table};
use crate::context::Page;
use crate::{format, urls, words};

#[component]
pub(super) fn Parts(page: Page, asked: BridgeFilter, bridge: Bridge, sheet: String) -> AnyView {
    let measure = asked.filter.measure;
    let sentence = sentence(&asked, &bridge);
    let draw = |layout, id| drawn(&asked, &bridge, &sentence, layout, id);
    let charts = format!("{}{}", draw(Layout::Wide, "bruecke"), draw(Layout::Narrow, "bruecke-schmal"));
    let steps = Measure::ALL.map(|measure| bridge.steps(measure));
    let row = |(place, part): (usize, Part)| {
        let cells = Measure::ALL
            .into_iter()
            .zip(&steps)
            .map(|(measure, steps)| {
                let step = &steps[place];
                let total = (step.total != 0).then(|| {
                    format!("von {} auf {} gesamt", format::number(step.before.whole), format::number(step.after.whole))
                });
                view! {
                    <td role="cell" class="lb-num" data-label=words::measure(measure)>
                        <span>{gains(step.gained, step.lost)} {total.map(|total| view! { <small>{total}</small> })}</span>
                    </td>
                }
            })
            .collect_view();
        let chosen = Measure::ALL.iter().position(|of| *of == measure).unwrap_or_default();
        let step = &steps[chosen][place];
        let rows = bridge.rows(measure).iter().any(|row| row.part == part);
        let address = BridgeFilter { part: Some(part), ..asked.clone() }.url(urls::BRIDGE, &page);
        let name = if rows {
            view! { <a href=format!("{address}#ueberschrift-zeilen")>{words::part(part)}</a> }.into_any()
        } else {
            words::part(part).into_any()
        };
        view! {
            <tr role="row">
                <th role="rowheader" scope="row">{name} <small>{meaning(part)}</small></th>
                {cells}
                <td role="cell" class="lb-num" data-label="Punkte">{points(step.before, step.after)}</td>
            </tr>
        }
    };
    let end = |label: String, coverage: &domain::coverage::Coverage| {
        let cells = Measure::ALL
            .into_iter()
            .map(|measure| {
                let count = coverage.of(measure);
                view! {
                    <td role="cell" class="lb-num" data-label=words::measure(measure)>
                        <span>
                            <b>{format::number(count.live)}</b>
                            <small>{format!("von {}", format::number(count.total))}</small>
                        </span>
                    </td>
                }
            })
            .collect_view();
        view! {
            <tr role="row">
                <th role="rowheader" scope="row">{label}</th>
                {cells}
                <td role="cell" class="lb-num" data-label="Anteil"><b>{format::share(coverage.of(measure).confirmed())}</b></td>
            </tr>
        }
    };
    let (first, last) = ends(&asked);
    let (first, last) = (end(first, &bridge.from), end(last, &bridge.to));
    let parts = Part::ALL.into_iter().enumerate().map(row).collect_view();
    let columns = vec![
        Column::text("Teil"),
        Column::number("Menschen"),
        Column::number("Kommunen"),
        Column::number("Behörden"),
        Column::number(format!("Punkte ({})", words::measure(measure))),
    ];
    view! {
        <p class="lb-say">{sentence.clone()}</p>
        <div class="lb-figure" inner_html=charts></div>
        <p class="lb-sub">"Gefüllt: kommt dazu. Umrandet: fällt weg. Ein Teil führt zu seinen Zeilen."</p>
        <Table heading="ueberschrift-bruecke" columns>
            {first}
            {parts}
            {last}
        </Table>
        <Downloads sheet what="Veränderung" />
    }
    .into_any()
}

/// What the two ends are called.
fn ends(asked: &BridgeFilter) -> (String, String) {
    (format!("{} wie damals", format::day(asked.from)), format::day(asked.filter.viewpoint.on))
}

fn sentence(asked: &BridgeFilter, bridge: &Bridge) -> String {
    let measure = asked.filter.measure;
    let (before, after) = (bridge.from.of(measure).confirmed(), bridge.to.of(measure).confirmed());
    let steps = bridge.steps(measure);
    let (one, many) = words::measure_forms(measure);
    let told: Vec<String> = steps
        .iter()
        .filter(|step| (step.gained, step.lost, step.total) != (0, 0, 0))
        .map(|Step { part, gained, lost, before, after, .. }| match part {
            Part::NewlyLive => format!("{} neu live", format::counted(*gained, one, many)),
            Part::Relapsed => format!("{} nicht mehr live", format::counted(*lost, one, many)),
            Part::Corrections => format!("{} durch Nachträge", gains(*gained, *lost)),
            Part::Definition => format!("{} durch eine andere Definition", gains(*gained, *lost)),
            Part::Denominators => format!("{} Punkte durch ein anderes Register", points(*before, *after)),
        })
        .collect();
    let told = if told.is_empty() { "nichts hat sich verändert".to_owned() } else { told.join(", ") };
    format!(
        "Gemessen in {}: von {} auf {}, {} Punkte; {told}.",
        words::measure(measure),
        format::share(before),
        format::share(after),
        points(before, after)
    )
}

fn drawn(asked: &BridgeFilter, bridge: &Bridge, sentence: &str, layout: Layout, id: &str) -> String {
    let measure = asked.filter.measure;
    let steps = bridge.steps(measure);
    let values: Vec<String> = steps.iter().map(|step| points(step.before, step.after)).collect();
    let rows: Vec<WaterfallStep<'_>> = steps
        .iter()
        .zip(&values)
        .map(|(step, value)| WaterfallStep {
            label: words::part(step.part),
            before: step.before.fraction(),
            after: step.after.fraction(),
            value,
        })
        .collect();
    let (first, last) = ends(asked);
    let (from, to) = (bridge.from.of(measure).confirmed(), bridge.to.of(measure).confirmed());
    let (from_value, to_value) = (format::share(from), format::share(to));
    let chart = Waterfall {
        caption: Caption {
            id,
            title: "Abdeckung vom ersten zum letzten Tag in Teilen",
            description: sentence,
        },
        from: WaterfallEnd { label: &first, share: from.fraction(), value: &from_value },
        steps: &rows,
        to: WaterfallEnd { label: &last, share: to.fraction(), value: &to_value },
    };
    waterfall(&chart, layout)
}
