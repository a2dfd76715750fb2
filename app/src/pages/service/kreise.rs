//! Every Kreis with the stages of its authorities for a service.

use std::collections::BTreeSet;

use domain::body::{Body, BodyKind};
use domain::catalogue::Selection;
use domain::coverage::{Coverage, Measure, Scope};
use leptos::prelude::*;

use crate::charts::stage_bar;
use crate::components::{Column, Downloads, Table};
use crate::context::Page;
use crate::figures::{Filter, Line};
use crate::people::visitor;
use crate::{format, urls, words};

#[component]
pub(super) fn KreiseCard(page: Page, filter: Filter, slug: String) -> AnyView {
    let rows = weakest_first(&page, &filter);
    // The public sees published figures alone.
    let is_inside = visitor().is_inside(page.is_demo);
    let rows: Vec<_> = rows
        .into_iter()
        .map(|(kreis, line)| {
            let Coverage { authorities, .. } = line.now;
            let name = words::full_name(&kreis);
            let address = Filter { scope: kreis.ars, selection: Selection::Total, ..filter.clone() }.url(
                &format!("/leistungen/{slug}"),
                &page.situation.catalogue().land,
                page.today(),
            );
            let bar = stage_bar(&format!("stand-{}", kreis.ars), &name, &line.stages);
            let shares = [Measure::Communes, Measure::Inhabitants].map(|measure| {
                let count = line.now.of(measure);
                view! { <td role="cell" class="lb-num" data-label=words::measure(measure)>{format::share(count.confirmed())}</td> }
            });
            let held_up = is_inside.then(|| {
                let count = held_up(&page, &filter, &kreis);
                view! { <td role="cell" class="lb-num" data-label="mit Hindernis">{format::number(count)}</td> }
            });
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row"><a href=address>{name}</a></th>
                    <td role="cell" inner_html=bar></td>
                    <td role="cell" class="lb-num" data-label="Behörden live">
                        {format!("{} von {}", format::number(authorities.live), format::number(authorities.total))}
                    </td>
                    {held_up}
                    {shares.collect_view()}
                </tr>
            }
        })
        .collect();
    let sheet = |sheet| filter.url(sheet, &page.situation.catalogue().land, page.today());
    let (kreis_sheet, sheet) = (sheet(urls::sheets::KREISE), sheet(urls::sheets::AUTHORITIES));
    (!rows.is_empty())
        .then(|| {
            let mut columns = vec![
                Column::text("Kreis"),
                Column::text("Stand der Behörden"),
                Column::number("Behörden live"),
            ];
            columns.extend(is_inside.then(|| Column::number("mit Hindernis")));
            columns.extend([Column::number("Kommunen"), Column::number("Menschen")]);
            view! {
                <section class="lb-card" aria-labelledby="ueberschrift-kreise">
                    <h2 id="ueberschrift-kreise">"Nach Kreis"</h2>
                    <p class="lb-sub">{format!("Am weitesten zurück zuerst, gemessen in {}.", words::measure(filter.measure))}</p>
                    <Table heading="ueberschrift-kreise" columns>{rows}</Table>
                    <Downloads sheet=kreis_sheet what="Kreise" />
                    <Downloads sheet what="Alle Behörden" label="Alle Behörden herunterladen:" />
                </section>
            }
        })
        .into_any()
}

/// Every Kreis in the scope, the one with the smallest confirmed share in the chosen measure first.
pub(in crate::pages) fn weakest_first(page: &Page, filter: &Filter) -> Vec<(Body, Line)> {
    let kreise = kreise(page, filter);
    let scopes: Vec<_> = kreise.iter().map(|kreis| Scope::Within(kreis.ars)).collect();
    let lines = Line::compute_all(&page.situation, &filter.selection, &scopes, filter.viewpoint);
    let mut kreise: Vec<(Body, Line)> = kreise.into_iter().zip(lines).collect();
    // Where something is to be done comes first; the sort is stable, so equals stay in the order of names.
    let share = |line: &Line| line.now.of(filter.measure).confirmed().fraction();
    kreise.sort_by(|(_, a), (_, b)| share(a).total_cmp(&share(b)));
    kreise
}

/// Every Kreis in the scope of the filter, by name.
#[must_use]
pub fn kreise(page: &Page, filter: &Filter) -> Vec<Body> {
    let responsibilities = page.situation.responsibilities(filter.viewpoint.on);
    let mut kreise: Vec<Body> = responsibilities
        .register()
        .within(&filter.scope)
        .filter(|body| matches!(body.kind, BodyKind::Landkreis | BodyKind::KreisfreieStadt))
        .cloned()
        .collect();
    kreise.sort_by_cached_key(|body| (domain::text::sort_key(&body.name), body.kind));
    kreise
}

/// The authorities in the Kreis that a blocker holds up in one of the services shown.
#[must_use]
pub fn held_up(page: &Page, filter: &Filter, kreis: &Body) -> u64 {
    let responsibilities = page.situation.responsibilities(filter.viewpoint.on);
    let blockers = &page.situation.obstacles().blockers;
    let services: Vec<_> = page.situation.catalogue().selected(&filter.selection).collect();
    let authorities: BTreeSet<_> = responsibilities
        .needed_within(&kreis.ars)
        .into_iter()
        .map(|position| &responsibilities.rollouts()[position])
        .filter(|rollout| services.iter().any(|service| service.slug == rollout.service))
        .filter(|rollout| blockers.blocking(rollout, filter.viewpoint.on).next().is_some())
        .map(|rollout| rollout.authority)
        .collect();
    authorities.len() as u64
}
