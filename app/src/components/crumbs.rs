//! The way from the Land down to what is shown.

use leptos::prelude::*;

/// Links from the widest to the narrowest; the page itself comes last, without a link.
#[component]
pub(crate) fn Crumbs(
    /// Address and name.
    way: Vec<(String, String)>,
    /// The page itself.
    here: String,
) -> impl IntoView {
    view! {
        <nav class="lb-crumbs" aria-label="Sie sind hier">
            <ol>
                {way
                    .into_iter()
                    .map(|(address, name)| view! { <li><a href=address>{name}</a></li> })
                    .collect_view()}
                <li aria-current="page">{here}</li>
            </ol>
        </nav>
    }
}
