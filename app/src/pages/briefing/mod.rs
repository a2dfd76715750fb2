//! A briefing: a few pages to print or to take away as PDF.

mod ahead;
mod bodies;
mod compose;
mod inside;
mod lately;
mod sheet;
mod standing;

use domain::Level;
use domain::catalogue::Selection;
use leptos::prelude::*;
use leptos_meta::Title;

pub use self::compose::briefing;
use self::sheet::Sheet;
use super::{failure, redirect_to_canonical, segment};
use crate::components::FilterNotice;
use crate::context::{Page, page};
use crate::figures::Filter;
use crate::people::visitor;
use crate::urls;

/// `/briefing` and `/briefing/{key}`
#[component]
pub(super) fn BriefingPage() -> impl IntoView {
    let page = page();
    let (asked, ignored) = page.filter();
    let key = segment("key");
    let filter = if key.is_empty() {
        asked
    } else {
        let register = page.situation.responsibilities(asked.viewpoint.on).register();
        let Some(body) = register.resolve(&key) else {
            return failure::not_found(Some(format!(
                "Zum Schlüssel „{key}“ gibt es an diesem Tag im Register keine Kommune und kein Gebiet."
            )));
        };
        if body.ars.as_str() != key {
            redirect_to_canonical(&urls::briefing(&body.ars));
            return ().into_any();
        }
        Filter { scope: body.ars, ..asked }
    };
    let Some(briefing) = briefing(&page, &filter, visitor().is_inside(page.is_demo)) else {
        return failure::not_found(None);
    };
    view! {
        <Title text=briefing.title.clone() />
        <div class="lb-sheet-bar">
            <a href=back(&page, &filter)>"Zurück"</a>
            <span>"Drucken: Strg + P"</span>
            <a href=pdf(&page, &filter) download="">"Als PDF herunterladen"</a>
        </div>
        <FilterNotice ignored />
        <Sheet briefing />
    }
    .into_any()
}

/// The briefing under a filter, as a page.
pub(super) fn address(page: &Page, filter: &Filter) -> String {
    let land = page.situation.catalogue().land;
    let path = if filter.scope == land { urls::BRIEFING.to_owned() } else { urls::briefing(&filter.scope) };
    // The scope stands in the path and not in the query.
    Filter { scope: land, ..filter.clone() }.url(&path, &land, page.today())
}

/// The same as PDF.
pub(super) fn pdf(page: &Page, filter: &Filter) -> String {
    filter.url(urls::BRIEFING_PDF, &page.situation.catalogue().land, page.today())
}

/// The ways to paper, for the head of a page.
#[component]
pub(super) fn ToPaper(page: Page, filter: Filter) -> impl IntoView {
    view! {
        <a href=address(&page, &filter)>"Drucken"</a>
        <a href=pdf(&page, &filter) download="">"Als PDF"</a>
    }
}

/// The page of which this is the briefing.
fn back(page: &Page, filter: &Filter) -> String {
    let land = page.situation.catalogue().land;
    match &filter.selection {
        Selection::Commitment(slug) | Selection::Service(slug) => {
            Filter { selection: Selection::Total, ..filter.clone() }.url(
                &urls::service(slug),
                &land,
                page.today(),
            )
        }
        Selection::Total if filter.scope.level() >= Level::Kreis => urls::body(&filter.scope),
        Selection::Total => filter.url(urls::OVERVIEW, &land, page.today()),
    }
}
