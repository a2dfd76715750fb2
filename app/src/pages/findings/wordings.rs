//! The other wordings of a finding.

use domain::workshop::{Finding, FoundOften};
use leptos::prelude::*;

use super::parts::{name, workshop_name};
use crate::components::PostButton;
use crate::context::Page;
use crate::{format, urls};

#[component]
pub(super) fn WordingsCard(page: Page, found: FoundOften, is_host: bool) -> AnyView {
    if found.wordings.is_empty() {
        return ().into_any();
    }
    let items = found
        .wordings
        .iter()
        .map(|wording| {
            let part = is_host.then(|| {
                view! {
                    <PostButton
                        action=urls::finding_action(wording.id, "trennen")
                        label="Wieder trennen"
                        told=format!("{} wieder trennen", name(wording.id))
                        version=wording.version
                    />
                }
            });
            view! {
                <li>
                    <p class="lb-note">{format!("„{}“", wording.facts.words)}</p>
                    <p class="lb-sub">
                        <a href=urls::finding(wording.id)>{name(wording.id)}</a>
                        " · "
                        {told_by(&page, wording)}
                    </p>
                    {part}
                </li>
            }
        })
        .collect_view();
    let count = format::counted(found.wordings.len() as u64, "Ein weiterer Wortlaut", "weitere Wortlaute");
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-wortlaute">
            <h2 id="ueberschrift-wortlaute">{count}</h2>
            <p class="lb-sub">"Sie sagen dasselbe und zählen mit dieser Erkenntnis als eine."</p>
            <ul class="lb-list">{items}</ul>
        </section>
    }
    .into_any()
}

/// Where, when and by whom it was written down.
pub(super) fn told_by(page: &Page, finding: &Finding) -> String {
    let late = if finding.is_late { ", nachgetragen" } else { "" };
    format!("{}, aufgeschrieben von {}{late}", workshop_name(page, finding.workshop), finding.actor.name)
}
