//! What coverage becomes.

use std::collections::BTreeSet;

use domain::catalogue::{Selection, Slug};
use domain::coverage::{Coverage, Measure, Scope};
use domain::situation::Situation;
use leptos::prelude::*;

use super::{Column, Table};
use crate::context::Page;
use crate::{format, words};

/// What is counted, and its coverage before and after.
pub(crate) type EffectRow = (String, Coverage, Coverage);

/// The coverage of today of each of the services and of all of them together, in two situations.
pub(crate) fn effects(
    page: &Page,
    before: &Situation,
    after: &Situation,
    services: &BTreeSet<&Slug>,
) -> Vec<EffectRow> {
    let catalogue = page.situation.catalogue();
    let concerned = catalogue.services.iter().filter(|service| services.contains(&service.slug));
    let mut selections: Vec<Selection> =
        concerned.map(|service| Selection::Service(service.slug.clone())).collect();
    selections.push(Selection::Total);
    let wanted: Vec<(Selection, Scope)> =
        selections.iter().map(|selection| (selection.clone(), Scope::Within(catalogue.land))).collect();
    let viewpoint = page.situation.viewpoint(page.today());
    let (before, after) = (before.coverages(&wanted, viewpoint), after.coverages(&wanted, viewpoint));
    let names = selections.iter().map(|selection| page.selection_name(selection));
    names.zip(before.into_iter().zip(after)).map(|(name, (before, after))| (name, before, after)).collect()
}

/// Coverage before and after, in all three measures.
#[component]
pub(crate) fn Effect(
    /// The id of the heading above it.
    #[prop(into)]
    heading: String,
    rows: Vec<EffectRow>,
) -> AnyView {
    let mut columns = vec![Column::text("Leistung")];
    columns.extend(Measure::ALL.map(|measure| Column::number(words::measure(measure))));
    let rows = rows
        .into_iter()
        .map(|(name, before, after)| {
            let cells = Measure::ALL
                .map(|measure| {
                    let [before, after] =
                        [before, after].map(|coverage| format::share(coverage.of(measure).confirmed()));
                    let from = (before != after).then(|| format!("{before} → "));
                    view! { <td role="cell" class="lb-num" data-label=words::measure(measure)><span>{from} <b>{after}</b></span></td> }
                })
                .collect_view();
            view! { <tr role="row"><th role="rowheader" scope="row">{name}</th>{cells}</tr> }
        })
        .collect_view();
    view! { <Table heading columns>{rows}</Table> }.into_any()
}
