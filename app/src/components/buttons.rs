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
    /// The version of what it is done to, where that has one.
    #[prop(optional, into)]
    version: Option<i64>,
) -> impl IntoView {
    view! {
        <form method="post" action=action>
            {version.map(|version| view! { <input type="hidden" name="version" value=version.to_string() /> })}
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
