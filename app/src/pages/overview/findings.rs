//! What workshops found last.

use std::collections::BTreeSet;

use domain::Ars;
use domain::workshop::{FindingState, FoundOften};
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
    let found = checked(&page, &scope);
    let all = found.len() as u64;
    let workshops = found.iter().flat_map(FoundOften::workshops).collect::<BTreeSet<_>>().len() as u64;
    if all == 0 {
        return ().into_any();
    }
    let latest = found.iter().take(SHOWN).map(|found| said(&found.head)).collect_view();
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-erkenntnisse">
            <h2 id="ueberschrift-erkenntnisse">"Aus den Workshops"</h2>
            <p class="lb-sub">
                {format::counted(all, "eine geprüfte Erkenntnis", "geprüfte Erkenntnisse")} " aus "
                {format::counted(workshops, "einem Workshop", "Workshops")} ", zuletzt:"
            </p>
            <ul class="lb-list">{latest}</ul>
            <div class="lb-links"><a href=urls::FINDINGS>"Alle Erkenntnisse"</a></div>
        </section>
    }
    .into_any()
}

/// What was checked of what was found in a scope, last first.
pub(in crate::pages) fn checked(page: &Page, scope: &Ars) -> Vec<FoundOften> {
    let recorded = page.situation.workshops();
    // What was seen nowhere in particular belongs to the Land.
    let is_here = |found: &FoundOften| {
        *scope == page.situation.catalogue().land || found.bodies().iter().any(|body| body.is_within(scope))
    };
    let mut found: Vec<FoundOften> = recorded.united().into_iter().filter(is_here).collect();
    // Raw lines of a workshop under way are not for the front page.
    found.retain(|found| matches!(found.head.state, FindingState::Checked | FindingState::Adopted(_)));
    found.sort_by_key(|found| std::cmp::Reverse(found.head.id));
    found
}
