//! Buttons that send something.

use leptos::prelude::*;

/// A button that does one thing by POST.
#[component]
pub(crate) fn PostButton(
    #[prop(into)] action: String,
    #[prop(into)] label: String,
    /// What it does, where the label alone leaves open to what; empty: the label says it.
    #[prop(optional, into)]
    told: String,
) -> impl IntoView {
    view! {
        <form method="post" action=action>
            <button
                class="kern-btn kern-btn--secondary kern-btn--x-small"
                type="submit"
                aria-label=(!told.is_empty()).then_some(told)
            >
                <span class="kern-label">{label}</span>
            </button>
        </form>
    }
}

/// The button that sends a form.
#[component]
pub(crate) fn SubmitButton(#[prop(into)] label: String) -> impl IntoView {
    view! {
        <button class="kern-btn kern-btn--primary" type="submit">
            <span class="kern-label">{label}</span>
        </button>
    }
}
