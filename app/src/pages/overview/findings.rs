//! What workshops found last.

use std::collections::BTreeSet;

use domain::Ars;
use domain::workshop::Finding;
use leptos::prelude::*;

use crate::context::Page;
use crate::pages::body::said;
use crate::people::visitor;
use crate::{format, urls};

const SHOWN: usize = 3;

#[component]
pub(super) fn FindingsCard(page: Page, scope: Ars) -> AnyView {
    if !visitor().is_inside(page.is_demo) {
        return ().into_any();
    }
    let recorded = page.situation.workshops();
    // What was seen nowhere in particular belongs to the Land.
    let is_here = |finding: &Finding| {
        scope == page.situation.catalogue().land
            || finding.facts.bodies.iter().any(|body| body.is_within(&scope))
    };
    let heads =
        || recorded.findings().rev().filter(|finding| finding.merged_into.is_none() && is_here(finding));
    let all = heads().count() as u64;
    let workshops = heads().map(|finding| finding.workshop).collect::<BTreeSet<_>>().len() as u64;
    if all == 0 {
        return ().into_any();
    }
    let latest = heads().take(SHOWN).map(|finding| said(finding)).collect_view();
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-erkenntnisse">
            <h2 id="ueberschrift-erkenntnisse">"Aus den Workshops"</h2>
            <p class="lb-sub">
                {format::counted(all, "eine Erkenntnis", "Erkenntnisse")} " aus "
                {format::counted(workshops, "einem Workshop", "Workshops")} ", zuletzt:"
            </p>
            <ul class="lb-list">{latest}</ul>
            <div class="lb-links"><a href=urls::FINDINGS>"Alle Erkenntnisse"</a></div>
        </section>
    }
    .into_any()
}
