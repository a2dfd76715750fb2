//! What was agreed on, beside the target of the programme.

use domain::target::Target;
use leptos::prelude::*;

use super::one::what;
use crate::components::{Column, Downloads, Table};
use crate::context::Page;
use crate::figures::Filter;
use crate::people::visitor;
use crate::{format, urls, words};

#[component]
pub(super) fn AgreedCard(page: Page, filter: Filter) -> AnyView {
    let mut targets: Vec<&Target> =
        page.situation.programme().targets.all().filter(|target| target.withdrawn.is_none()).collect();
    targets.sort_by_key(|target| (target.due, target.id));
    let is_inside = visitor().is_inside(page.is_demo);
    let rows = targets.iter().map(|target| row(&page, target, is_inside)).collect_view();
    let programme = page.situation.catalogue().target.map(|target| {
        let from = format::day(target.from);
        view! {
            <tr role="row">
                <th role="rowheader" scope="row">"Programmziel"<small>{format!("jede Leistung, jedes Gebiet, vom Wert am {from} an")}</small></th>
                <td role="cell" data-label="Gemessen in">"allen drei Maßen"</td>
                <td role="cell" class="lb-num" data-label="Anteil">{format::fraction(target.share)}</td>
                <td role="cell" class="lb-num" data-label="Fällig">{format::day(target.due)}</td>
            </tr>
        }
    });
    let columns = vec![
        Column::text("Ziel"),
        Column::text("Gemessen in"),
        Column::number("Anteil"),
        Column::number("Fällig"),
    ];
    let sheet = filter.url(urls::sheets::TARGETS, &page.situation.catalogue().land, page.today());
    let hint = if targets.is_empty() {
        "Es gilt allein das Programmziel. Die Projektleitung kann Zwischenziele vereinbaren, für eine Leistung, ein Maß und ein Gebiet."
    } else {
        "Ziele für dasselbe sind Ecken eines Pfades. Ist eines am Tag des Programmziels oder später fällig, gilt es an dessen Stelle."
    };
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-ziele">
            <h2 id="ueberschrift-ziele">"Was vereinbart ist"</h2>
            <p class="lb-sub">{hint}</p>
            <Table heading="ueberschrift-ziele" columns>{programme} {rows}</Table>
            <Downloads sheet what="Ziele" />
        </section>
    }
    .into_any()
}

fn row(page: &Page, target: &Target, is_inside: bool) -> impl IntoView + use<> {
    let name = what(page, target);
    // Who agreed on it stays inside, and so does its page.
    let name = if is_inside {
        view! { <a href=urls::target(target.id)>{name}</a> }.into_any()
    } else {
        name.into_any()
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{name}</th>
            <td role="cell" data-label="Gemessen in">{words::measure(target.aim.measure)}</td>
            <td role="cell" class="lb-num" data-label="Anteil">{format::fraction(target.share)}</td>
            <td role="cell" class="lb-num" data-label="Fällig">{format::day(target.due)}</td>
        </tr>
    }
}
