//! Findings that may say the same as the one that is shown, and putting them together.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::workshop::{Finding, FoundOften, similar};
use leptos::prelude::*;

use super::parts::{name, shortened, workshop_name};
use crate::components::{SubmitButton, TextField};
use crate::context::Page;
use crate::pages::sent::Sent;
use crate::urls;

/// So many suggestions are still read.
const MOST: usize = 5;

/// Heads of other findings that may say the same, the most alike first.
fn suggestions(page: &Page, finding: &Finding) -> Vec<Arc<Finding>> {
    let others: Vec<FoundOften> = page
        .situation
        .workshops()
        .united()
        .into_iter()
        .filter(|found| found.head.id != finding.id && found.head.rejection().is_none())
        .collect();
    let texts = others
        .iter()
        .enumerate()
        .flat_map(|(place, found)| found.all().map(move |wording| (place, wording.facts.words.as_str())));
    let mut told = BTreeSet::new();
    let alike = similar(&finding.facts.words, texts);
    // Alike by several wordings it is still one.
    let alike = alike.into_iter().map(|(place, _)| place).filter(|place| told.insert(*place));
    alike.take(MOST).map(|place| others[place].head.clone()).collect()
}

#[component]
pub(super) fn SimilarCard(page: Page, finding: Arc<Finding>, sent: Sent) -> AnyView {
    let items: Vec<_> = suggestions(&page, &finding)
        .into_iter()
        .map(|other| {
            view! {
                <li>
                    <p class="lb-note">
                        <a href=urls::finding(other.id) aria-label=name(other.id)>{shortened(&other.facts.words)}</a>
                    </p>
                    <p class="lb-sub">{workshop_name(&page, other.workshop)}</p>
                    {merge_button(&finding, &other)}
                </li>
            }
        })
        .collect();
    let has_any = !items.is_empty();
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-aehnlich">
            <h2 id="ueberschrift-aehnlich">"Sagt eine andere dasselbe?"</h2>
            {if has_any {
                view! { <ul class="lb-list">{items}</ul> }.into_any()
            } else {
                view! { <p class="lb-sub">"Dem Wortlaut nach ähnelt dieser Erkenntnis keine andere."</p> }.into_any()
            }}
            <details class="lb-history" open=sent.has("into")>
                <summary>"Mit einer anderen zusammenführen"</summary>
                <form
                    class="lb-form"
                    method="post"
                    action=urls::finding_action(finding.id, "zusammenfuehren")
                    novalidate
                >
                    <input type="hidden" name="version" value=finding.version.to_string() />
                    <TextField
                        name="into"
                        label="Nummer der anderen Erkenntnis"
                        hint="Sie steht dann für beide. Diese hier bleibt als ihr zweiter Wortlaut lesbar."
                        inputmode="numeric"
                        max=12
                        value=sent.value("into", "")
                        error=sent.error("into")
                    />
                    <div><SubmitButton label="Zusammenführen" /></div>
                </form>
            </details>
        </section>
    }
    .into_any()
}

/// The other one joins the one that is shown; where that one has a place in the blueprint, it is the other way round.
fn merge_button(finding: &Finding, other: &Finding) -> AnyView {
    let (joins, head) = match (finding.place(), other.place()) {
        (Some(_), Some(_)) => {
            return view! { <p class="lb-sub">"Beide stehen im Blueprint. Nehmen Sie erst eine heraus."</p> }
                .into_any();
        }
        (None, Some(_)) => (finding, other),
        (_, None) => (other, finding),
    };
    view! {
        <form method="post" action=urls::finding_action(joins.id, "zusammenfuehren")>
            <input type="hidden" name="version" value=joins.version.to_string() />
            <input type="hidden" name="into" value=head.id.to_string() />
            <button
                class="kern-btn kern-btn--secondary kern-btn--x-small"
                type="submit"
                aria-label=format!("{} mit dieser zusammenführen", name(other.id))
            >
                <span class="kern-label">"Zusammenführen"</span>
            </button>
        </form>
    }
    .into_any()
}
