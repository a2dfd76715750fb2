//! The same as a table: what the map shows at a glance, to be read one by one, by keyboard too.

use leptos::prelude::*;

use super::respect::{map_detail, map_groups};
use super::{MapFilter, MapSorting};
use crate::components::{Column, Pages, Table};
use crate::context::Page;
use crate::figures::Place;
use crate::{format, urls, words};

/// Rows on one page.
const ROWS: usize = 25;

#[component]
pub(super) fn List(page: Page, asked: MapFilter, rows: Vec<(String, Place)>) -> AnyView {
    if rows.is_empty() {
        return view! { <p class="lb-say">"Wählen Sie ein anderes Gebiet oder einen anderen Stichtag."</p> }
            .into_any();
    }
    let groups = map_groups(asked.respect);
    let register = page.situation.responsibilities(asked.filter.viewpoint.on).register().clone();
    let pages = rows.len().div_ceil(ROWS).max(1);
    let current = page.parameter("seite").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let view_of = |(name, place): (String, Place)| {
        let group = groups[place.group];
        let kreis =
            register.kreis_of(&place.ars).filter(|kreis| kreis.ars != place.ars).map(words::full_name);
        let detail = map_detail(asked.respect, &place);
        view! {
            <tr role="row">
                <th role="rowheader" scope="row">
                    <a href=urls::body(&place.ars)>{name}</a>
                    <small>{kreis}</small>
                </th>
                <td role="cell" class="lb-num" data-label="Menschen">{format::number(place.inhabitants)}</td>
                <td role="cell" data-label="Stand">
                    <span>
                        <span class="lb-stage"><i class=group.look.class() aria-hidden="true"></i>{group.name}</span>
                        " "<small>{detail}</small>
                    </span>
                </td>
            </tr>
        }
    };
    let shown = rows.into_iter().skip((current - 1) * ROWS).take(ROWS).map(view_of).collect_view();
    let heading = |sorting: MapSorting, name: &'static str| {
        let address = MapFilter { sorting, ..asked.clone() }.url(urls::MAP, &page);
        view! { <a href=format!("{address}#ueberschrift-liste")>{name}</a> }
    };
    let order = |sorting, how| (asked.sorting == sorting).then_some(how);
    let columns = vec![
        Column::text(heading(MapSorting::Name, "Kommune")).sorted(order(MapSorting::Name, "ascending")),
        Column::number(heading(MapSorting::Inhabitants, "Menschen"))
            .sorted(order(MapSorting::Inhabitants, "descending")),
        Column::text(heading(MapSorting::Group, "Stand")).sorted(order(MapSorting::Group, "descending")),
    ];
    let address = {
        let (asked, page) = (asked.clone(), page.clone());
        Box::new(move |number: usize| {
            let number = if number == 1 { String::new() } else { number.to_string() };
            let address = urls::with_more(&asked.url(urls::MAP, &page), &[("seite", number)]);
            format!("{address}#ueberschrift-liste")
        })
    };
    view! {
        <Table heading="ueberschrift-liste" columns>{shown}</Table>
        <Pages current of=pages address />
    }
    .into_any()
}
