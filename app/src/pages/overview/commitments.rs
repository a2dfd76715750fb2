//! Each commitment in one line.

use domain::catalogue::{Catalogue, Commitment};
use domain::coverage::Coverage;
use leptos::prelude::*;

use super::Shared;
use crate::charts::stage_bar;
use crate::components::{Column, Downloads, StageKey, Table};
use crate::context::Page;
use crate::figures::{Filter, Line};
use crate::{format, urls};

#[component]
pub(super) fn CommitmentsCard(page: Page, filter: Filter, overview: Shared) -> AnyView {
    let catalogue = page.situation.catalogue().clone();
    let land = catalogue.land;
    let today = page.today();
    let rows = overview
        .commitments
        .iter()
        .map(|(commitment, line)| {
            let address = filter.url(&urls::service(&commitment.slug), &land, today);
            row(commitment, line, &classes(&catalogue, commitment), address)
        })
        .collect_view();
    let columns = vec![
        Column::text("Leistung"),
        Column::text("Stand der Behörden"),
        Column::number("Behörden live"),
        Column::number("Kommunen"),
        Column::number("Menschen"),
        Column::number("Behörden, 4 Wochen"),
        Column::text("flächendeckend"),
    ];
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-zusagen">
            <h2 id="ueberschrift-zusagen">"Die Zusagen"</h2>
            <p class="lb-sub">
                "Anteil der zuständigen Behörden, die live sind. Eine Zusage mit mehreren Leistungen zählt erst, wenn alle live sind."
            </p>
            <Table heading="ueberschrift-zusagen" is_wide=true columns>{rows}</Table>
            <StageKey />
            <Downloads sheet=filter.url(urls::sheets::COMMITMENTS, &land, today) what="Zusagen" />
        </section>
    }
    .into_any()
}

/// The kinds of authorities that a commitment needs.
pub(in crate::pages) fn classes(catalogue: &Catalogue, commitment: &Commitment) -> String {
    let mut names: Vec<String> = catalogue
        .services
        .iter()
        .filter(|service| service.commitment == commitment.slug)
        .filter_map(|service| catalogue.class(&service.class))
        .map(|class| class.name.clone())
        .collect();
    let services = names.len();
    names.dedup();
    let names = names.join(", ");
    // The bar counts each service of each authority.
    if services > 1 { format!("{names}; {services} Leistungen im Balken") } else { names }
}

fn row(commitment: &Commitment, line: &Line, classes: &str, address: String) -> impl IntoView + use<> {
    let Coverage { authorities, communes, inhabitants } = line.now;
    let bar = stage_bar(&format!("stand-{}", commitment.slug), &commitment.name, &line.stages);
    let open = (authorities.unknown > 0).then(|| format!("bis {}", format::share(authorities.possible())));
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a href=address>{commitment.name.clone()}</a>
                <small>{classes.to_owned()}</small>
            </th>
            <td role="cell" inner_html=bar></td>
            <td role="cell" class="lb-num" data-label="Behörden live">
                <span>
                    <b>{format::share(authorities.confirmed())}</b>
                    <small>
                        {format!("{} von {}", format::number(authorities.live), format::number(authorities.total))}
                    </small>
                    {open.map(|open| view! { <small>{open}</small> })}
                </span>
            </td>
            <td role="cell" class="lb-num" data-label="Kommunen">
                <span>{format::number(communes.live)}<small>{format::share(communes.confirmed())}</small></span>
            </td>
            <td role="cell" class="lb-num" data-label="Menschen">
                <span>
                    {format::number(inhabitants.live)}<small>{format::share(inhabitants.confirmed())}</small>
                </span>
            </td>
            <td role="cell" class="lb-num" data-label="Behörden, 4 Wochen">
                {format::change(line.before.authorities.live, authorities.live)}
            </td>
            <td role="cell" data-label="flächendeckend">{if line.now.is_complete() { "ja" } else { "nein" }}</td>
        </tr>
    }
}
