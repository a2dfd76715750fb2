//! Saying how far a measure is, and closing its blockers along with it.

use std::sync::Arc;

use domain::workshop::{Measure, MeasureState};
use leptos::prelude::*;

use super::parts::{Closable, closable};
use crate::components::{Check, Choice, SubmitButton, TextArea, Versions, body_name};
use crate::context::Page;
use crate::pages::sent::Sent;
use crate::people::visitor;
use crate::{format, urls, words};

#[component]
pub(super) fn StateCard(page: Page, measure: Arc<Measure>, sent: Sent) -> AnyView {
    let options = MeasureState::ALL
        .iter()
        .map(|state| (state.to_string(), words::measure_state(*state).to_owned(), String::new()))
        .collect();
    let closable = closable(&page, &visitor(), &measure);
    let versions = (sent.is_stale() && sent.has("state")).then(|| {
        let name = |state: MeasureState| words::measure_state(state).to_owned();
        let saved = vec![("Stand", name(measure.state))];
        let own = vec![("Stand", sent.value("state", "").parse().map(name).unwrap_or_default())];
        view! { <Versions saved=Some(saved) own /> }
    });
    view! {
        {versions}
        <section class="lb-card" aria-labelledby="ueberschrift-stand">
            <h2 id="ueberschrift-stand">"Wie weit ist es?"</h2>
            <form class="lb-form" method="post" action=urls::measure_action(measure.id, "stand") novalidate>
                <input type="hidden" name="version" value=sent.version(measure.version) />
                <Choice
                    name="state"
                    label="Stand"
                    options
                    chosen=sent.value("state", measure.state.as_str())
                    error=sent.error("state")
                />
                {(!closable.is_empty()).then(|| view! {
                    <Blockers page=page.clone() closable=closable.clone() sent=sent.clone() what=measure.facts.what.clone() />
                })}
                <div><SubmitButton label="Stand speichern" /></div>
            </form>
        </section>
    }
    .into_any()
}

/// Asks of each open blocker whether it is closed too.
#[component]
fn Blockers(page: Page, closable: Vec<Closable>, sent: Sent, what: String) -> AnyView {
    let register = page.register();
    let boxes = closable
        .into_iter()
        .map(|Closable { blocker, only_for }| {
            let name = format!("close_{}", blocker.id);
            let of = if let Some(ars) = only_for {
                format!("nur für {}", body_name(&ars, &register))
            } else {
                let held_up: std::collections::BTreeSet<_> =
                    blocker.held_up_on(page.today()).map(|rollout| rollout.authority).collect();
                format!("für {}", format::counted(held_up.len() as u64, "eine Behörde", "Behörden"))
            };
            let is_checked = sent.has(&name);
            view! {
                <input type="hidden" name=format!("seen_{}", blocker.id) value=blocker.version.to_string() />
                <Check name label=blocker.facts.title.clone() hint=of is_checked />
            }
        })
        .collect_view();
    let proposed = format!("Maßnahme erledigt: {what}");
    view! {
        <fieldset class="kern-fieldset">
            <legend class="kern-label">"Erledigt? Sind damit auch diese Hindernisse beseitigt?"</legend>
            <div class="kern-fieldset__body">{boxes}</div>
        </fieldset>
        <TextArea
            name="resolution"
            label="Was hat geholfen?"
            hint="Steht bei den Hindernissen, die Sie hier schließen; andere Kommunen lesen es."
            is_optional=true
            rows=3
            value=sent.value("resolution", &proposed)
            error=sent.error("resolution")
        />
    }
    .into_any()
}
