//! Flächendeckend, yes or no.

use domain::coverage::Coverage;
use leptos::prelude::*;

use crate::format;

/// Yes, or no and what is missing. 99 % is no.
#[component]
pub(crate) fn Complete(coverage: Coverage) -> impl IntoView {
    let authorities = coverage.authorities;
    let missing = authorities.total - authorities.live;
    if coverage.is_complete() {
        view! { <b>"Ja."</b> " Alle zuständigen Behörden sind live." }.into_any()
    } else if authorities.total == 0 {
        view! { <b>"Nein."</b> " Für dieses Gebiet ist keine Behörde bekannt." }.into_any()
    } else {
        let is_missing = if missing == 1 { "fehlt eine Behörde" } else { "fehlen" };
        let how_many =
            if missing == 1 { String::new() } else { format!(" {} Behörden", format::number(missing)) };
        view! {
            <b>"Nein."</b>
            {format!(" Von {} zuständigen Behörden {is_missing}{how_many}.", format::number(authorities.total))}
        }
        .into_any()
    }
}
