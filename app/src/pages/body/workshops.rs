//! The workshops in which a body takes part, and what they found about it.

use std::sync::Arc;

use domain::Ars;
use domain::workshop::Finding;
use leptos::prelude::*;

use crate::context::Page;
use crate::people::visitor;
use crate::{format, urls, words};

/// So many workshops and findings are shown; the pages about them have all.
const SHOWN: usize = 5;

#[component]
pub(super) fn WorkshopsCard(page: Page, ars: Ars) -> AnyView {
    if !visitor().is_inside(page.is_demo) {
        return ().into_any();
    }
    let recorded = page.situation.workshops();
    let mut workshops: Vec<_> = recorded.with(&ars).collect();
    workshops.sort_by_key(|workshop| (workshop.facts.held_on, workshop.id));
    let mut findings: Vec<Arc<Finding>> = recorded
        .united()
        .into_iter()
        .filter(|found| found.head.rejection().is_none() && found.bodies().contains(&ars))
        .map(|found| found.head)
        .collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.id));
    if workshops.is_empty() && findings.is_empty() {
        return ().into_any();
    }
    let sentence = format!(
        "{}, {} hier gesehen.",
        format::counted(workshops.len() as u64, "ein Workshop", "Workshops"),
        format::counted(findings.len() as u64, "eine Erkenntnis", "Erkenntnisse"),
    );
    let held = workshops
        .iter()
        .rev()
        .take(SHOWN)
        .map(|workshop| {
            view! {
                <li>
                    <a class="lb-strong" href=urls::workshop(workshop.id)>{workshop.facts.title.clone()}</a>
                    <small>
                        {format::day(workshop.facts.held_on)} " · " {words::workshop_state(workshop.state)}
                    </small>
                </li>
            }
        })
        .collect_view();
    let found = findings.iter().take(SHOWN).map(|finding| said(finding)).collect_view();
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-workshops">
            <h2 id="ueberschrift-workshops">"Workshops und Erkenntnisse"</h2>
            <p class="lb-sub">{sentence}</p>
            <div class="lb-grid lb-grid--half">
                <ul class="lb-list">{held}</ul>
                <ul class="lb-list">{found}</ul>
            </div>
        </section>
    }
    .into_any()
}

/// What was said, and what it is.
pub(in crate::pages) fn said(finding: &Finding) -> impl IntoView + use<> {
    view! {
        <li>
            <a href=urls::finding(finding.id)>{format!("„{}“", finding.facts.words)}</a>
            <small>{words::finding_kind(finding.facts.kind)}</small>
        </li>
    }
}
