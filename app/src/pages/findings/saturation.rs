//! Whether workshops still find anything new.

use domain::workshop::Harvest;
use leptos::prelude::*;

use crate::charts::{Caption, Layout, NewFindings, NewFindingsColumn, new_findings};
use crate::components::{AsTable, Downloads};
use crate::{format, urls};

/// So many workshops have to be told of before anything can be said about them.
pub(super) const ENOUGH: usize = 2;

#[component]
pub(super) fn SaturationCard(harvest: Vec<Harvest>) -> AnyView {
    if harvest.len() < ENOUGH {
        return ().into_any();
    }
    let takeaway = takeaway(&harvest);
    let labels: Vec<String> = harvest.iter().map(|of| short_day(of.workshop.facts.held_on)).collect();
    let columns: Vec<NewFindingsColumn<'_>> = harvest
        .iter()
        .zip(&labels)
        .map(|(of, label)| NewFindingsColumn { label, new: of.new, found: of.found })
        .collect();
    let draw = |layout, id| {
        let caption = Caption { id, title: "Neue Erkenntnisse je Workshop", description: &takeaway };
        new_findings(&NewFindings { caption, columns: &columns }, layout)
    };
    let drawn = format!("{}{}", draw(Layout::Wide, "neues"), draw(Layout::Narrow, "neues-schmal"));
    let rows = harvest
        .iter()
        .map(|of| {
            view! {
                <tr>
                    <th scope="row">
                        <a href=urls::workshop(of.workshop.id)>{of.workshop.facts.title.clone()}</a>
                    </th>
                    <td>{format::day(of.workshop.facts.held_on)}</td>
                    <td class="lb-num">{format::number(of.new)}</td>
                    <td class="lb-num">{format::number(of.found)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-neues">
            <h2 id="ueberschrift-neues">"Kommt noch Neues dazu?"</h2>
            <p class="lb-say">{takeaway.clone()}</p>
            <div class="lb-figure" inner_html=drawn></div>
            <ul class="lb-key" aria-label="Legende">
                <li><i class="lb-stage--live" aria-hidden="true"></i>"neu"</li>
                <li><i class="lb-stage--not_started" aria-hidden="true"></i>"schon aus früheren Workshops bekannt"</li>
            </ul>
            <AsTable>
                <table class="lb-table lb-table--small">
                    <caption>"Neue und schon bekannte Erkenntnisse je Workshop, in der Reihenfolge der Tage"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Workshop"</th>
                            <th scope="col">"Tag"</th>
                            <th scope="col" class="lb-num">"neu"</th>
                            <th scope="col" class="lb-num">"genannt"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </AsTable>
            <Downloads sheet=urls::sheets::HARVEST what="Neues je Workshop" />
        </section>
    }
    .into_any()
}

/// What the chart says.
fn takeaway(harvest: &[Harvest]) -> String {
    let Some(last) = harvest.last() else { return String::new() };
    let title = &last.workshop.facts.title;
    let named = format::counted(last.found, "eine Erkenntnis", "Erkenntnisse");
    match (last.new, last.found - last.new) {
        (0, _) => {
            format!("Der letzte Workshop („{title}“) brachte nichts Neues: {named} waren schon bekannt.")
                .replace("eine Erkenntnis waren", "die eine Erkenntnis war")
        }
        (_, 0) => format!(
            "Im letzten Workshop („{title}“) war alles neu: {named}, die kein früherer genannt hatte."
        ),
        (new, _) => {
            format!("Der letzte Workshop („{title}“) brachte {named}, davon {} neu.", format::number(new))
        }
    }
}

/// `02.03.`
fn short_day(day: domain::Day) -> String {
    let (_, month, day) = day.ymd();
    format!("{day:02}.{month:02}.")
}
