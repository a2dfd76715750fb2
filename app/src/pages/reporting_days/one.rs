//! One day of reporting, as it was kept.

use domain::catalogue::Selection;
use domain::coverage::Measure;
use domain::snapshot::{Figure, Snapshot, figures};
use leptos::prelude::*;
use leptos_meta::Title;

use super::{as_kept, days};
use crate::components::{Column, Crumbs, Downloads, Table, body_name};
use crate::context::{Page, page};
use crate::pages::{failure, segment};
use crate::{format, urls, words};

/// `/stichtage/{id}`
#[component]
pub(in crate::pages) fn ReportingDayPage() -> impl IntoView {
    let page = page();
    let known =
        segment("id").parse().ok().and_then(|id| page.situation.programme().snapshots.get(id).cloned());
    let Some(snapshot) = known else {
        return failure::not_found(Some("Diesen Stichtag gibt es nicht.".to_owned()));
    };
    let definition = page.situation.programme().definitions.get(snapshot.definition);
    let definition =
        definition.map(|version| format!("„{}“: {}", version.name, words::definition(version.definition)));
    let filter = as_kept(&page, &page.filter().0, &snapshot);
    let again = filter.url(urls::OVERVIEW, &page.situation.catalogue().land, page.today());
    view! {
        <Title text=snapshot.name.clone() />
        <Crumbs way=vec![(urls::REPORTING_DAYS.to_owned(), "Stichtage".to_owned())] here=snapshot.name.clone() />
        <div class="lb-head"><div><h1>{snapshot.name.clone()}</h1><p>{days(&snapshot)}</p></div></div>
        <section class="lb-card" aria-labelledby="ueberschrift-angaben">
            <h2 id="ueberschrift-angaben">"Angaben"</h2>
            <dl class="lb-facts">
                <dt>"Als live zählte"</dt>
                <dd>{definition}</dd>
                <dt>"Festgehalten"</dt>
                <dd>{format::moment(snapshot.kept_at)}</dd>
                <dt>"Nachgerechnet"</dt>
                <dd>{checked(&page, &snapshot)} " " <a href=again>"Lagebild dieses Stands"</a></dd>
            </dl>
        </section>
        <section class="lb-card" aria-labelledby="ueberschrift-zahlen">
            <h2 id="ueberschrift-zahlen">"Zahlen, wie sie berichtet wurden"</h2>
            <p class="lb-sub">"Anteil live: bestätigt, und höchstens, wo etwas offen war."</p>
            {table(&page, &snapshot)}
            <Downloads sheet=urls::sheets::reporting_day(snapshot.id) what="Stichtag" />
        </section>
    }
    .into_any()
}

/// Whether counting once more gives the same. Registers can be corrected; what was told stays.
fn checked(page: &Page, snapshot: &Snapshot) -> &'static str {
    let filter = as_kept(page, &page.filter().0, snapshot);
    let again = figures(&page.situation, filter.viewpoint);
    let is_same = again.len() == snapshot.figures.len()
        && again
            .iter()
            .all(|figure| snapshot.figure(&figure.selection, &figure.scope) == Some(figure.coverage));
    if is_same {
        "Dieselbe Rechnung ergibt heute dieselben Zahlen."
    } else {
        "Dieselbe Rechnung ergäbe heute andere Zahlen, weil sich Register oder Katalog seitdem geändert haben. Berichtet bleibt, was hier steht."
    }
}

fn table(page: &Page, snapshot: &Snapshot) -> impl IntoView + use<> {
    let land = page.situation.catalogue().land;
    let place = |figure: &&Figure| (figure.scope != land, figure.scope, figure.selection.clone());
    let mut kept: Vec<&Figure> = snapshot.figures.iter().collect();
    kept.sort_by_key(place);
    let register = page.situation.responsibilities(snapshot.on).register();
    let rows = kept
        .into_iter()
        .map(|figure| {
            let name = match figure.selection {
                Selection::Total if figure.scope != land => body_name(&figure.scope, register),
                Selection::Service(_) => format!("nur {}", page.selection_name(&figure.selection)),
                _ => page.selection_name(&figure.selection),
            };
            let cells = Measure::ALL
                .map(|measure| {
                    let count = figure.coverage.of(measure);
                    let possible = (count.unknown > 0).then(
                        || view! { <small>{format!("bis {}", format::share(count.possible()))}</small> },
                    );
                    view! {
                        <td role="cell" class="lb-num" data-label=words::measure(measure)>
                            <span>{format::share(count.confirmed())} {possible}</span>
                        </td>
                    }
                })
                .collect_view();
            view! { <tr role="row"><th role="rowheader" scope="row">{name}</th>{cells}</tr> }
        })
        .collect_view();
    let mut columns = vec![Column::text("Was")];
    columns.extend(Measure::ALL.map(|measure| Column::number(words::measure(measure))));
    view! { <Table heading="ueberschrift-zahlen" columns>{rows}</Table> }
}
