//! The history of what a page is about.

use leptos::prelude::*;

use crate::audit::{deed, lines};
use crate::context::Page;
use crate::format;
use crate::steps::{Step, Steps};

/// Every step, who did it and when. Nothing where no step is known.
#[component]
pub(crate) fn StepsCard(page: Page, steps: Steps) -> AnyView {
    let entries = steps.0.iter().map(|step| entry(&page, step)).collect_view();
    (!steps.0.is_empty())
        .then(|| {
            view! {
                <section class="lb-card" aria-labelledby="ueberschrift-verlauf">
                    <h2 id="ueberschrift-verlauf">"Verlauf"</h2>
                    <p class="lb-sub">"Jeder Schritt bleibt erhalten, der letzte steht oben."</p>
                    <ol class="lb-timeline">{entries}</ol>
                </section>
            }
        })
        .into_any()
}

fn entry(page: &Page, step: &Step) -> impl IntoView + use<> {
    let told = lines(&step.detail, page)
        .into_iter()
        .map(|line| {
            let label = (!line.label.is_empty())
                .then(|| view! { <span class="lb-step__label">{format!("{}: ", line.label)}</span> });
            view! { <li class="lb-note">{label}{line.text}</li> }
        })
        .collect_view();
    view! {
        <li>
            <p><b>{deed(&step.action).to_owned()}</b></p>
            <ul class="lb-step">{told}</ul>
            <p class="lb-sub">{format!("{} von {}", format::when(step.recorded_at, page.today()), step.actor)}</p>
        </li>
    }
}
