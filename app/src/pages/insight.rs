//! What the figures tell beyond the Lagebild: one list of its pages, as cards and as the navigation of each.

use domain::catalogue::Selection;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{Notice, NoticeKind};
use crate::context::{Page, page};
use crate::figures::Filter;
use crate::people::visitor;
use crate::urls;

/// A page of the list.
struct Place {
    name: &'static str,
    address: &'static str,
    /// The question that it answers.
    answers: &'static str,
}

const fn place(name: &'static str, address: &'static str, answers: &'static str) -> Place {
    Place { name, address, answers }
}

/// In the order in which a meeting asks for them. What explains the others comes last.
const PLACES: &[Place] = &[
    place(
        "Ziele",
        urls::TARGETS,
        "Wie weit sind wir von dem, was heute erwartet wird, und welches Tempo ist nötig?",
    ),
    place("Was entscheidet", urls::FACTORS, "Wie lange dauert es bis live, und womit hängt das zusammen?"),
    place("Hebel", urls::LEVERAGE, "Welche Lösung macht die meisten Menschen frei?"),
    place("Wellenplan", urls::WAVES, "Wem zuerst helfen, und was brächte ein Team mehr?"),
    place("Zusagen", urls::PROMISES, "Werden genannte Starttermine gehalten, und bei wem wird es später?"),
    place("Veränderung", urls::BRIDGE, "Was hat sich zwischen zwei Tagen verändert, und warum?"),
    place("Karte", urls::MAP, "Wo steht welche Kommune?"),
    place("Stichtage", urls::REPORTING_DAYS, "Was wurde wann berichtet, und was hat sich seitdem geändert?"),
    place(
        "Definitionen",
        urls::DEFINITIONS,
        "Was zählt als live, seit wann, und was ergäbe eine andere Zählung?",
    ),
    place("Rechenweg", urls::METHOD, "Wie kommen die Zahlen zustande, und wer ist wofür zuständig?"),
];

/// What rests on reported blockers, which the public does not see.
const INSIDE: [&str; 3] = [urls::FACTORS, urls::LEVERAGE, urls::WAVES];

/// The pages that the visitor may see.
fn shown(page: &Page) -> impl Iterator<Item = &'static Place> {
    let is_inside = visitor().is_inside(page.is_demo);
    PLACES.iter().filter(move |place| is_inside || !INSIDE.contains(&place.address))
}

/// The addresses of all of them.
pub(crate) fn addresses() -> impl Iterator<Item = &'static str> {
    let pages = PLACES.iter().map(|place| place.address).filter(|address| *address != urls::METHOD);
    std::iter::once(urls::INSIGHT).chain(pages)
}

/// `/auswertungen`
#[component]
pub(super) fn InsightPage() -> impl IntoView {
    let page = page();
    let cards = shown(&page)
        .map(|place| {
            view! {
                <li class="lb-card">
                    <h2><a href=under_filter(&page, place.address)>{place.name}</a></h2>
                    <p class="lb-sub">{place.answers}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <Title text="Auswertungen" />
        <div class="lb-head">
            <div><h1>"Auswertungen"</h1><p>"Werden wir fertig, was entscheidet darüber, und wo hilft es zu handeln?"</p></div>
        </div>
        <ul class="lb-places">{cards}</ul>
    }
}

/// The way to the other pages of the list, above each of them. What is chosen stays chosen.
#[component]
pub(crate) fn InsightNav(
    page: Page,
    /// The address of the page that shows it.
    here: &'static str,
) -> AnyView {
    let links = shown(&page)
        .map(|place| {
            let is_here = (place.address == here).then_some("page");
            view! { <li><a href=under_filter(&page, place.address) aria-current=is_here>{place.name}</a></li> }
        })
        .collect_view();
    view! {
        <nav class="lb-local" aria-label="Auswertungen">
            <ul>{links}</ul>
        </nav>
    }
    .into_any()
}

fn under_filter(page: &Page, address: &str) -> String {
    page.filter().0.url(address, &page.situation.catalogue().land, page.today())
}

/// The list that the figures under a filter count, as address and name.
pub(crate) fn page_of_rows(page: &Page, filter: &Filter) -> (String, String) {
    let land = page.situation.catalogue().land;
    let address = |path: &str, filter: &Filter| filter.url(path, &land, page.today());
    match &filter.selection {
        Selection::Total => {
            (address(urls::SERVICES, filter), "der Stand jeder Behörde mit jeder Leistung".to_owned())
        }
        Selection::Commitment(slug) | Selection::Service(slug) => {
            let chosen = filter.selection.clone();
            // The service stands in the path and not in the query.
            let filter = Filter { selection: Selection::Total, ..filter.clone() };
            let name = page.selection_name(&chosen);
            (address(&urls::service(slug), &filter), format!("der Stand jeder Behörde mit „{name}“"))
        }
    }
}

/// Says what was just done: the word of the address with title and text.
pub(crate) fn done_notice(word: &str, deeds: &[(&str, &'static str, &'static str)]) -> impl IntoView + use<> {
    let done = deeds.iter().find(|(known, ..)| *known == word).map(|(_, title, text)| (*title, *text));
    done.map(|(title, text)| {
        view! { <Notice kind=NoticeKind::Success title><p class="kern-body">{text}</p></Notice> }
    })
}
