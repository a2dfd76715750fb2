//! The rows of one part.

use domain::bridge::{Bridge, Part, Row};
use domain::coverage::Unit;
use leptos::prelude::*;

use super::{BridgeFilter, listed};
use crate::components::{Column, Downloads, Pages, Table};
use crate::context::Page;
use crate::{format, urls, words};

/// Rows on one page.
const ROWS: usize = 50;

#[component]
pub(super) fn MovesCard(page: Page, asked: BridgeFilter, bridge: Bridge) -> AnyView {
    let Some(part) = asked.part else { return ().into_any() };
    let measure = asked.filter.measure;
    let mut rows: Vec<Row> = bridge.rows(measure).iter().filter(|row| row.part == part).copied().collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(inhabitants(row)), row.ars()));
    let pages = rows.len().div_ceil(ROWS).max(1);
    let current = page.parameter("seite").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let count = rows.len();
    let shown = rows.into_iter().skip((current - 1) * ROWS).take(ROWS);
    let view_of = |row: Row| {
        let (ars, name) = row.ars().map(|ars| (ars, page.authority_name(&ars))).unzip();
        let standing = |unit| standing(unit, part);
        view! {
            <tr role="row">
                <th role="rowheader" scope="row"><a href=ars.as_ref().map(urls::body)>{name}</a></th>
                <td role="cell" class="lb-num" data-label="Menschen">{format::number(inhabitants(&row))}</td>
                <td role="cell" data-label="vorher">{standing(row.before)}</td>
                <td role="cell" data-label="nachher">{standing(row.after)}</td>
            </tr>
        }
    };
    let mut columns = vec![Column::text(words::measure(listed(measure))), Column::number("Menschen")];
    columns.extend([Column::text("vorher"), Column::text("nachher")]);
    let (one, many) = words::measure_forms(listed(measure));
    let heading = format!("{}: {}", words::part(part), format::counted(count as u64, one, many));
    let sheet = asked.url(urls::sheets::MOVES, &page);
    let rows = shown.map(view_of).collect_view();
    let address = {
        let (asked, page) = (asked.clone(), page.clone());
        Box::new(move |number: usize| {
            let number = if number == 1 { String::new() } else { number.to_string() };
            let address = urls::with_more(&asked.url(urls::BRIDGE, &page), &[("seite", number)]);
            format!("{address}#ueberschrift-zeilen")
        })
    };
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-zeilen">
            <h2 id="ueberschrift-zeilen">{heading}</h2>
            {if count == 0 {
                view! { <p class="lb-say">"In diesem Teil hat sich nichts verändert."</p> }.into_any()
            } else {
                view! {
                    <Table heading="ueberschrift-zeilen" columns>{rows}</Table>
                    <Pages current of=pages address />
                    <Downloads sheet what="Zeilen des Teils" />
                }
                    .into_any()
            }}
        </section>
    }
    .into_any()
}

fn inhabitants(row: &Row) -> u64 {
    row.after.or(row.before).map_or(0, |unit| unit.inhabitants)
}

/// Whether it was live; where the register is another one, with how many inhabitants.
fn standing(unit: Option<Unit>, part: Part) -> String {
    let Some(unit) = unit else { return "nicht im Register".to_owned() };
    let live = words::liveness(unit.liveness);
    match part {
        Part::Denominators if unit.inhabitants > 0 => {
            format!("{live}, {}", format::counted(unit.inhabitants, "ein Mensch", "Menschen"))
        }
        _ => live.to_owned(),
    }
}
