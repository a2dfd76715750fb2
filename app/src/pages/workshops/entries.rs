//! What was found, as a list: below the form for writing it down, and in the minutes.

use std::sync::Arc;

use domain::workshop::{Finding, FindingState, Workshop, WorkshopId};
use leptos::prelude::*;

use crate::components::body_name;
use crate::context::Page;
use crate::{format, urls, words};

/// The list of a workshop as HTML, with its version; `None`: there is no such workshop.
///
/// The browser asks for it again and again, and puts a newer one in the place of its own.
#[must_use]
pub fn entries(page: &Page, workshop: WorkshopId) -> Option<(i64, String)> {
    let workshop = page.situation.workshops().get(workshop)?;
    Some((
        version(page, workshop.id),
        view! { <Entries page=page.clone() workshop=workshop.clone() /> }.to_html(),
    ))
}

/// Grows with every change to a finding of the workshop.
fn version(page: &Page, workshop: WorkshopId) -> i64 {
    page.situation.workshops().findings_of(workshop).map(|finding| finding.version).max().unwrap_or(0)
}

/// What was written down, the newest first.
#[component]
pub(super) fn Entries(page: Page, workshop: Arc<Workshop>) -> AnyView {
    let found: Vec<_> = page.situation.workshops().findings_of(workshop.id).rev().cloned().collect();
    let empty = found.is_empty().then(|| {
        view! { <li class="lb-sub">"Noch ist nichts aufgeschrieben. Die erste Zeile steht gleich hier."</li> }
    });
    let entries = found
        .into_iter()
        .map(|finding| view! { <Entry page=page.clone() finding has_kind=true /> })
        .collect_view();
    view! {
        <ol
            class="lb-entries"
            id="eintraege"
            data-version=version(&page, workshop.id).to_string()
            data-source=urls::workshop_action(workshop.id, "eintraege")
        >
            {empty}
            {entries}
        </ol>
    }
    .into_any()
}

/// One finding, with all that is said about it.
#[component]
pub(super) fn Entry(
    page: Page,
    finding: Arc<Finding>,
    /// Whether its kind is said: nothing around it says it.
    has_kind: bool,
) -> AnyView {
    let facts = &finding.facts;
    let register = page.register();
    let mut about: Vec<String> = Vec::new();
    about.extend(
        facts.criterion.and_then(|id| Some(page.situation.obstacles().criteria.get(id)?.name.clone())),
    );
    about.extend(facts.severity.map(|severity| words::severity(severity).to_owned()));
    let services = facts.services.iter().filter_map(|slug| page.situation.catalogue().service(slug));
    about.extend(services.map(|service| service.name.clone()));
    about.extend(facts.bodies.iter().map(|body| body_name(body, &register)));
    about.push(format!("{}, {}", finding.actor.name, format::when(finding.recorded_at, page.today())));
    let kind = has_kind.then(|| view! { <span class="lb-tag">{words::finding_kind(facts.kind)}</span> });
    let state = (finding.state != FindingState::New).then(
        || view! { <span class="lb-tag lb-tag--info">{words::verdict(finding.state.verdict())}</span> },
    );
    let late = finding.is_late.then(|| view! { <span class="lb-tag lb-tag--note">"nachgetragen"</span> });
    let merged = finding.merged_into.map(|into| {
        view! { <span class="lb-tag">"zusammengeführt mit " <a href=urls::finding(into)>{format!("Nr. {into}")}</a></span> }
    });
    let recommendation = facts
        .recommendation
        .clone()
        .map(|text| view! { <p class="lb-entry__advice"><b>"Empfohlen: "</b>{text}</p> });
    let label = format!("Erkenntnis Nr. {} öffnen", finding.id);
    view! {
        <li class="lb-entry">
            <p class="lb-entry__words">{facts.words.clone()}</p>
            {recommendation}
            <p class="lb-entry__about">
                {kind} {state} {late} {merged} <span>{about.join(" · ")}</span> " "
                <a href=urls::finding(finding.id) aria-label=label>{format!("Nr. {}", finding.id)}</a>
            </p>
        </li>
    }
    .into_any()
}
