//! Flächendeckend, yes or no.

use domain::coverage::Coverage;
use leptos::prelude::*;

use crate::format;

/// Yes, or no and what is missing. 99 % is no.
#[component]
pub(crate) fn Complete(coverage: Coverage) -> impl IntoView {
    let (answer, reason) = complete(&coverage);
    view! { <b>{answer}</b> " " {reason} }
}

/// The same in words: the answer, and what it rests on.
pub(crate) fn complete(coverage: &Coverage) -> (&'static str, String) {
    let authorities = coverage.authorities;
    let missing = authorities.total - authorities.live;
    if coverage.is_complete() {
        ("Ja.", "Alle zuständigen Behörden sind live.".to_owned())
    } else if authorities.total == 0 {
        ("Nein.", "Für dieses Gebiet ist keine Behörde bekannt.".to_owned())
    } else {
        let total = format::number(authorities.total);
        let sentence = if missing == 1 {
            format!("Eine von {total} zuständigen Behörden ist noch nicht so weit.")
        } else {
            format!("{} von {total} zuständigen Behörden sind noch nicht so weit.", format::number(missing))
        };
        ("Nein.", sentence)
    }
}
