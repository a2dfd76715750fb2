//! With whom starts come late: by vendor and by Kreis.

use domain::promises::{Promise, Slip, Slips};
use domain::text::sort_key;
use leptos::prelude::*;

use super::{LEAST, by_kreis, by_vendor};
use crate::components::{Column, Downloads, Table};
use crate::context::Page;
use crate::figures::Filter;
use crate::{format, urls, words};

#[component]
pub(super) fn GroupsCards(page: Page, filter: Filter, promises: Vec<Promise>) -> AnyView {
    let vendors = by_vendor(&promises, &filter);
    let kreise = by_kreis(&page, &promises, &filter);
    let register = page.situation.responsibilities(filter.viewpoint.on).register().clone();
    let land = page.situation.catalogue().land;
    let vendors_rows = vendors.groups.into_iter().map(|(name, slips)| (name, None, slips)).collect();
    let kreise_rows = kreise
        .groups
        .into_iter()
        .map(|(ars, slips)| {
            let name = register.get(&ars).map_or_else(|| ars.to_string(), words::full_name);
            let address = Filter { scope: ars, ..filter.clone() }.url(urls::PROMISES, &land, page.today());
            (name, Some(address), slips)
        })
        .collect();
    let sheet = filter.url(urls::sheets::SLIPS, &land, page.today());
    view! {
        <div class="lb-grid">
            <GroupCard
                id="hersteller"
                heading="Nach Hersteller"
                column="Hersteller"
                rest_name="ohne Angabe oder mit zu wenigen Terminen"
                rows=vendors_rows
                rest=vendors.rest
                sheet=sheet.clone()
            />
            <GroupCard
                id="kreise"
                heading="Nach Kreis"
                column="Kreis"
                rest_name="Kreise mit zu wenigen Terminen"
                rows=kreise_rows
                rest=kreise.rest
                sheet
            />
        </div>
    }
    .into_any()
}

#[component]
fn GroupCard(
    id: &'static str,
    heading: &'static str,
    column: &'static str,
    rest_name: &'static str,
    rows: Vec<(String, Option<String>, Slips)>,
    rest: Option<Slips>,
    sheet: String,
) -> AnyView {
    let mut rows = rows;
    if rows.is_empty() {
        let said = format!(
            "Noch hat keine Gruppe {LEAST} Termine, deren Tag vorüber ist; aus weniger lässt sich nichts ablesen."
        );
        return view! {
            <section class="lb-card" aria-labelledby=format!("ueberschrift-{id}")>
                <h2 id=format!("ueberschrift-{id}")>{heading}</h2>
                <p class="lb-say">{said}</p>
            </section>
        }
        .into_any();
    }
    rows.sort_by_cached_key(|(name, _, slips)| {
        (std::cmp::Reverse((slips.most.days, slips.median.days)), sort_key(name))
    });
    let takeaway = match rows.as_slice() {
        [(worst, _, most), .., (best, _, least)] if most.most.days > least.most.days => {
            format!("Am längsten wartet man bei {worst}, am wenigsten bei {best}.")
        }
        _ => String::new(),
    };
    let rest = rest.map(|slips| (rest_name.to_owned(), None, slips));
    let rows =
        rows.into_iter().chain(rest).map(|(name, address, slips)| row(name, address, &slips)).collect_view();
    let columns = vec![
        Column::text(column),
        Column::number("Termine"),
        Column::number("gehalten"),
        Column::number("Hälfte bis"),
        Column::number("80 % bis"),
    ];
    view! {
        <section class="lb-card" aria-labelledby=format!("ueberschrift-{id}")>
            <h2 id=format!("ueberschrift-{id}")>{heading}</h2>
            <p class="lb-sub">
                {format!("{takeaway} Verzug gegenüber dem zuerst genannten Tag; Gruppen ab {LEAST} Terminen.").trim_start().to_owned()}
            </p>
            <Table heading=format!("ueberschrift-{id}") columns>{rows}</Table>
            <Downloads sheet what=heading />
        </section>
    }
    .into_any()
}

fn row(name: String, address: Option<String>, slips: &Slips) -> impl IntoView + use<> {
    let name = match address {
        Some(address) => view! { <a href=address>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    // Of too few even together, the count is all that is told.
    let is_told = slips.n >= LEAST;
    let told = |text: String| if is_told { text } else { "–".to_owned() };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{name}</th>
            <td role="cell" class="lb-num" data-label="Termine">{format::number(slips.n as u64)}</td>
            <td role="cell" class="lb-num" data-label="gehalten">{told(format::number(slips.kept as u64))}</td>
            <td role="cell" class="lb-num" data-label="Hälfte bis">{told(slip(slips.median))}</td>
            <td role="cell" class="lb-num" data-label="80 % bis">{told(slip(slips.most))}</td>
        </tr>
    }
}

/// `mind. +18 Tage`
pub(super) fn slip(Slip { days, is_at_least }: Slip) -> String {
    let at_least = if is_at_least { "mind.\u{a0}" } else { "" };
    let sign = match days {
        ..0 => "−",
        0 => "",
        _ => "+",
    };
    let days = days.unsigned_abs();
    format!("{at_least}{sign}{}\u{a0}{}", format::number(days), if days == 1 { "Tag" } else { "Tage" })
}
