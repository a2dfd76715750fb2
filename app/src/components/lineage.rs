//! Where a figure comes from.

use leptos::prelude::*;

use crate::context::Page;
use crate::figures::Filter;
use crate::urls::sheets::file;
use crate::{format, words};

/// Unfolds what a figure counts, by which definition, as of when and how, with the address under which it stays.
#[component]
pub(crate) fn Lineage(
    page: Page,
    filter: Filter,
    /// The page, without its query.
    #[prop(into)]
    path: String,
    /// Which figure, for those who hear the page: "Erwartet am Stichtag".
    #[prop(into)]
    figure: String,
    /// The list that it counts: address and name.
    rows: (String, String),
    /// How it was computed, in sentences.
    #[prop(into)]
    how: String,
    /// The address of its sheet without an ending, with the filter of the page.
    #[prop(into)]
    sheet: String,
) -> AnyView {
    let land = page.situation.catalogue().land;
    let viewpoint = filter.viewpoint;
    let day = match viewpoint.known_on {
        Some(known_on) => format!(
            "{}, mit dem, was bis zum {} bekannt war",
            format::day(viewpoint.on),
            format::day(known_on)
        ),
        None => format!("{}, mit allem, was heute bekannt ist", format::day(viewpoint.on)),
    };
    let (rows, name_of_rows) = rows;
    view! {
        <details class="lb-lineage">
            <summary>"Woher kommt diese Zahl?"<span class="lb-hidden">{format!(" {figure}")}</span></summary>
            <dl class="lb-facts">
                <dt>"Gezählt wird"</dt><dd><a href=rows>{name_of_rows}</a></dd>
                <dt>"Als live zählt"</dt><dd>{words::definition(viewpoint.definition)}</dd>
                <dt>"Stichtag"</dt><dd>{day}</dd>
                <dt>"Rechenweg"</dt><dd>{how}</dd>
                <dt>"Mitnehmen"</dt>
                <dd>
                    <a href=filter.permalink(&path, &land, page.today())>"Link auf genau diesen Stand"</a>
                    " · "
                    <a href=file(&sheet, ".csv") aria-label=format!("CSV: {figure}")>"CSV"</a>
                </dd>
            </dl>
        </details>
    }
    .into_any()
}
