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
        let total = format::number(authorities.total);
        let sentence = if missing == 1 {
            format!(" Eine von {total} zuständigen Behörden ist noch nicht so weit.")
        } else {
            format!(" {} von {total} zuständigen Behörden sind noch nicht so weit.", format::number(missing))
        };
        view! { <b>"Nein."</b> {sentence} }.into_any()
    }
}
