//! What holds most people up.

use leptos::prelude::*;

use super::Shared;
use crate::context::Page;
use crate::figures::Filter;
use crate::pages::blockers::waiting_sentence;
use crate::people::visitor;
use crate::{format, urls, words};

/// How many are named.
const SHOWN: usize = 3;

#[component]
pub(super) fn BlockersCard(page: Page, filter: Filter, overview: Shared) -> AnyView {
    let blocked = &overview.blocked;
    // The public sees published figures alone.
    if !visitor().is_inside(page.is_demo) || blocked.open == 0 {
        return ().into_any();
    }
    let items = blocked
        .first
        .iter()
        .take(SHOWN)
        .map(|(blocker, waiting)| {
            let facts = &blocker.facts;
            view! {
                <li>
                    <a class="lb-strong lb-breaks" href=urls::blocker(blocker.id)>{facts.title.clone()}</a>
                    <small>
                        {format!(
                            "{}, {} · am Zug: {}",
                            format::counted(waiting.authorities, "eine Behörde", "Behörden"),
                            format::counted(waiting.inhabitants, "ein Mensch", "Menschen"),
                            words::action_by(facts.action_by),
                        )}
                    </small>
                </li>
            }
        })
        .collect_view();
    let scope = if filter.scope == page.situation.catalogue().land { "" } else { filter.scope.as_str() };
    let all = urls::with_query(urls::BLOCKERS, &[("gebiet", scope)]);
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-hindernisse">
            <h2 id="ueberschrift-hindernisse">"Hindernisse"</h2>
            <p class="lb-sub">{waiting_sentence(blocked.open, blocked.waiting)}</p>
            <ul class="lb-list">{items}</ul>
            <div class="lb-links"><a href=all>"Alle Hindernisse"</a></div>
        </section>
    }
    .into_any()
}
