//! What holds a rollout up, beside its stage.

use domain::Day;
use domain::rollout::RolloutKey;
use leptos::prelude::*;

use crate::context::Page;
use crate::people::visitor;
use crate::{format, urls};

/// How many blockers hold a rollout up on a day, with the way to them. Nothing for whoever sees published figures
/// alone, and where nothing holds it up.
#[component]
pub(crate) fn Blocked(page: Page, rollout: RolloutKey, on: Day) -> AnyView {
    if !visitor().is_inside(page.is_demo) {
        return ().into_any();
    }
    let blockers: Vec<_> = page.situation.obstacles().blockers.blocking(&rollout, on).cloned().collect();
    let (address, told) = match blockers.as_slice() {
        [] => return ().into_any(),
        [only] => (urls::blocker(only.id), only.facts.title.clone()),
        _ => {
            let query = [("gebiet", rollout.authority.as_str()), ("leistung", rollout.service.as_str())];
            let titles: Vec<_> = blockers.iter().map(|blocker| blocker.facts.title.as_str()).collect();
            (urls::with_query(urls::BLOCKERS, &query), titles.join(", "))
        }
    };
    let count = format::counted(blockers.len() as u64, "1\u{a0}Hindernis", "Hindernisse");
    view! {
        <a class="lb-blocked" href=address title=told>{count}</a>
    }
    .into_any()
}
