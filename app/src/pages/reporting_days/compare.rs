//! Two days of reporting beside each other.

use domain::Ars;
use domain::body::BodyKind;
use domain::catalogue::Selection;
use domain::coverage::Coverage;
use domain::snapshot::Snapshot;
use leptos::prelude::*;

use super::days;
use crate::components::{Column, Table};
use crate::context::Page;
use crate::{format, urls, words};

#[component]
pub(super) fn CompareCard(page: Page) -> AnyView {
    let kept = page.situation.programme().snapshots.all();
    // The last two where nobody chose.
    let [.., before, after] = kept.as_slice() else { return ().into_any() };
    let chosen = |name: &str, usual: &Snapshot| -> Snapshot {
        let asked =
            page.parameter(name).parse().ok().and_then(|id| page.situation.programme().snapshots.get(id));
        asked.unwrap_or(usual).clone()
    };
    let (before, after) = (chosen("vorher", before), chosen("nachher", after));
    let select = |name: &'static str, label: &'static str, chosen: &Snapshot| {
        let options = kept
            .iter()
            .map(|snapshot| {
                let is_chosen = snapshot.id == chosen.id;
                view! { <option value=snapshot.id.to_string() selected=is_chosen>{snapshot.name.clone()}</option> }
            })
            .collect_view();
        view! {
            <div>
                <label for=name>{label}</label>
                <select id=name name=name>{options}</select>
            </div>
        }
    };
    let selects = [select("vorher", "Vorher", &before), select("nachher", "Nachher", &after)];
    let rows = rows(&page, &before, &after);
    let told = told(&page, &before, &after);
    let columns = vec![
        Column::text("Was"),
        Column::number(before.name.clone()),
        Column::number(after.name.clone()),
        Column::number("Prozentpunkte"),
        Column::number("Menschen"),
    ];
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-vergleich">
            <h2 id="ueberschrift-vergleich">"Zwei Stichtage vergleichen"</h2>
            <form class="lb-filter" method="get" action=urls::REPORTING_DAYS>
                {selects}
                <button class="kern-btn kern-btn--secondary" type="submit">
                    <span class="kern-label">"Vergleichen"</span>
                </button>
            </form>
            <p class="lb-say">{told}</p>
            <Table heading="ueberschrift-vergleich" columns>{rows}</Table>
        </section>
    }
    .into_any()
}

/// The whole in a sentence, and what makes the two hard to compare.
fn told(page: &Page, before: &Snapshot, after: &Snapshot) -> String {
    let land = page.situation.catalogue().land;
    let of = |snapshot: &Snapshot| snapshot.figure(&Selection::Total, &land).unwrap_or_default().inhabitants;
    let (then, now) = (of(before), of(after));
    let points = (now.confirmed().fraction() - then.confirmed().fraction()) * 100.0;
    let mut told = format!(
        "Von {} auf {} der Menschen, {} Prozentpunkte. {}: {}. {}: {}.",
        format::share(then.confirmed()),
        format::share(now.confirmed()),
        format::difference(points),
        before.name,
        days(before),
        after.name,
        days(after)
    );
    if before.definition != after.definition {
        told.push_str(" Die beiden zählen nach verschiedenen Definitionen von live: Ein Teil der Änderung kann daher kommen.");
    }
    if then.total != now.total {
        told.push_str(" Zwischen beiden hat sich die Zahl der Menschen im Register geändert.");
    }
    told
}

fn rows(page: &Page, before: &Snapshot, after: &Snapshot) -> impl IntoView + use<> {
    let land = page.situation.catalogue().land;
    let whole = [Selection::Total].into_iter();
    let commitments = &page.situation.catalogue().commitments;
    let of_land = whole
        .chain(commitments.iter().map(|commitment| Selection::Commitment(commitment.slug.clone())))
        .map(|selection| (page.selection_name(&selection), selection, land));
    let register = page.register();
    let parts = register
        .within(&land)
        .filter(|body| body.kind == BodyKind::Regierungsbezirk)
        .map(|body| (words::full_name(body), Selection::Total, body.ars));
    of_land
        .chain(parts)
        .filter_map(|(name, selection, scope): (String, Selection, Ars)| {
            Some(row(name, before.figure(&selection, &scope)?, after.figure(&selection, &scope)?))
        })
        .collect_view()
}

fn row(name: String, before: Coverage, after: Coverage) -> impl IntoView {
    let (then, now) = (before.inhabitants, after.inhabitants);
    let points = (now.confirmed().fraction() - then.confirmed().fraction()) * 100.0;
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{name}</th>
            <td role="cell" class="lb-num" data-label="vorher">{format::share(then.confirmed())}</td>
            <td role="cell" class="lb-num" data-label="nachher">{format::share(now.confirmed())}</td>
            <td role="cell" class="lb-num" data-label="Prozentpunkte">{format::difference(points)}</td>
            <td role="cell" class="lb-num" data-label="Menschen">{format::change(then.live, now.live)}</td>
        </tr>
    }
}
