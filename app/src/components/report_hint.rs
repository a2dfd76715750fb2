//! Where somebody who is not signed in learns how to report.

use leptos::prelude::*;

use crate::people::visitor;
use crate::urls;

/// A quiet line in place of what only those see who may report. Nothing for whoever is signed in.
#[component]
pub(crate) fn ReportHint(
    /// Where to go after signing in.
    back: String,
) -> impl IntoView {
    visitor().person.is_none().then(|| {
        let address = urls::with_query(urls::SIGN_IN, &[("zurueck", &back)]);
        view! { <p class="lb-sub"><a href=address>"Zum Melden anmelden"</a></p> }
    })
}
