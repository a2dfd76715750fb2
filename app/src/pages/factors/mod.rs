//! What decides how long it takes until live.

mod curves;
mod effects;
mod names;

use domain::criteria::CriterionId;
use domain::journey::By;
use leptos::prelude::*;
use leptos_meta::Title;

pub use self::effects::untold;
pub use self::names::{factor_name, group_name};
use super::insight::InsightNav;
use crate::components::{FilterBar, FilterNotice, PastNotice};
use crate::context::{Page, page};
use crate::figures::{Filter, Ways};
use crate::{format, urls, words};

/// The groupings with the word in addresses and what readers see; those by one criterion beside them.
const GROUPINGS: [(By, &str, &str); 4] = [
    (By::HeldUp(None), "", "Hindernis"),
    (By::Vendor, "hersteller", "Hersteller"),
    (By::Size, "groesse", "Größe"),
    (By::Pilot, "pilot", "Pilot"),
];

/// Stands before the number of a criterion in addresses.
const CRITERION: &str = "kriterium-";

/// By what ways are put into groups, from the address.
#[must_use]
pub fn grouping(page: &Page) -> By {
    let word = page.parameter("nach");
    let of_criterion = word.strip_prefix(CRITERION).and_then(|id| id.parse::<CriterionId>().ok());
    match of_criterion.filter(|id| page.situation.obstacles().criteria.get(*id).is_some()) {
        Some(criterion) => By::HeldUp(Some(criterion)),
        None => {
            GROUPINGS.into_iter().find(|(_, known, _)| *known == word).map_or(By::HeldUp(None), |(by, ..)| by)
        }
    }
}

/// The word of a grouping in addresses.
fn grouping_word(by: By) -> String {
    match by {
        By::HeldUp(Some(criterion)) => format!("{CRITERION}{criterion}"),
        _ => GROUPINGS.into_iter().find(|(is, ..)| *is == by).map_or("", |(_, word, _)| word).to_owned(),
    }
}

/// The address of a page or a sheet with a filter and a grouping.
fn address(page: &Page, filter: &Filter, path: &str, by: By) -> String {
    let filtered = filter.url(path, &page.situation.catalogue().land, page.today());
    let word = grouping_word(by);
    match (word.as_str(), filtered.contains('?')) {
        ("", _) => filtered,
        (word, true) => format!("{filtered}&nach={word}"),
        (word, false) => format!("{filtered}?nach={word}"),
    }
}

/// `/kriterien`
#[component]
pub(super) fn FactorsPage() -> impl IntoView {
    let page = page();
    let (filter, ignored) = page.filter();
    let by = grouping(&page);
    let ways = page.figures.ways(&page.situation, page.version, &filter);
    let scope = page.register().get(&filter.scope).map(words::full_name).unwrap_or_default();
    let grouped = Some(grouping_word(by)).filter(|word| !word.is_empty());
    let is_empty = ways.journeys.watched.is_empty();
    view! {
        <Title text="Was entscheidet" />
        <InsightNav page=page.clone() here=urls::FACTORS />
        <div class="lb-head">
            <div>
                <h1>"Was entscheidet"</h1>
                <p>{format!("{scope} · Stand {}", format::day(filter.viewpoint.on))}</p>
            </div>
        </div>
        <FilterBar
            page=page.clone()
            filter=filter.clone()
            path=urls::FACTORS
            chooses_selection=true
            chooses_measure=false
        >
            {grouped.map(|word| view! { <input type="hidden" name="nach" value=word /> })}
        </FilterBar>
        <FilterNotice ignored />
        <PastNotice page=page.clone() filter=filter.clone() path=urls::FACTORS />
        {if is_empty {
            view! {
                <section class="lb-card" aria-label="Noch keine Verläufe">
                    <h2>"Noch lässt sich nichts vergleichen"</h2>
                    <p>{left_out(&ways)}</p>
                    <p>
                        "Sobald Behörden ihren ersten Schritt melden (bestellt, in Vorbereitung, im Test), zählt hier die Zeit, bis sie live sind."
                    </p>
                </section>
            }
                .into_any()
        } else {
            view! {
                <curves::CurvesCard page=page.clone() filter=filter.clone() ways=ways.clone() by />
                <effects::EffectsCard page filter ways />
            }
                .into_any()
        }}
    }
}

/// Which rollouts are not among the ways.
fn left_out(ways: &Ways) -> String {
    let journeys = &ways.journeys;
    let mut told = Vec::new();
    if journeys.not_begun > 0 {
        told.push(format!(
            "{} noch keinen ersten Schritt.",
            format::counted(journeys.not_begun, "Eine Einführung hat", "Einführungen haben")
        ));
    }
    if journeys.live_unseen > 0 {
        told.push(format!(
            "{} schon live, als zum ersten Mal etwas darüber erfasst wurde; mitgezählt ließen sie den Weg kürzer aussehen, als er ist.",
            format::counted(journeys.live_unseen, "Eine war", "Einführungen waren")
        ));
    }
    told.join(" ")
}
