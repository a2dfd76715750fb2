//! Stages as readers see them: a sign and always the word.

use domain::stage::Stage;
use leptos::prelude::*;

use crate::charts::STAGE_KEY;
use crate::words;

fn class(stage: Stage) -> &'static str {
    STAGE_KEY.iter().find(|group| group.stages.contains(&stage)).map_or("", |group| group.class)
}

/// The stage with its sign.
#[component]
pub(crate) fn StageLabel(stage: Stage) -> impl IntoView {
    view! {
        <span class="lb-stage">
            <i class=class(stage) aria-hidden="true"></i>
            {words::stage(stage)}
        </span>
    }
}

/// What the parts of a stage bar mean.
#[component]
pub(crate) fn StageKey() -> impl IntoView {
    view! {
        <ul class="lb-key" aria-label="Legende">
            {STAGE_KEY
                .iter()
                .map(|group| view! { <li><i class=group.class aria-hidden="true"></i>{group.label}</li> })
                .collect_view()}
        </ul>
    }
}
