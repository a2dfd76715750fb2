//! The fields of the short forms. Several forms stand on the page, so each field is named after what it is about.

use domain::stage::Stage;
use leptos::prelude::*;

use super::super::sent::Sent;
use crate::components::{Choice, DayField, TextArea};
use crate::words;

/// What every form about a rollout sends along: what it is about, which answer it is, and what it has seen.
pub(super) fn hidden(
    sent: &Sent,
    authority: &domain::Ars,
    about: &str,
    answer: &'static str,
    version: i64,
) -> impl IntoView + use<> {
    let name = format!("version_{about}");
    // A form that is shown again has seen what it had seen, unless that was told to be too old.
    let version = version.to_string();
    let version = if sent.is_stale() { version } else { sent.value(&name, &version) };
    view! {
        <input type="hidden" name="authority" value=authority.to_string() />
        <input type="hidden" name="about" value=about.to_owned() />
        <input type="hidden" name="answer" value=answer />
        <input type="hidden" name=name value=version />
    }
}

/// Whether it was this form that was sent and not accepted.
pub(super) fn was_sent(sent: &Sent, about: &str, answer: &str) -> bool {
    sent.is_wrong() && sent.value("about", "") == about && sent.value("answer", "") == answer
}

pub(super) fn stage(sent: &Sent, about: &str, chosen: &str) -> impl IntoView + use<> {
    let name = format!("stage_{about}");
    let (chosen, error) = (sent.value(&name, chosen), sent.error(&name));
    let options = Stage::ALL
        .into_iter()
        .filter(|stage| *stage != Stage::Unknown)
        .map(|stage| (stage.to_string(), words::stage(stage).to_owned(), words::stage_help(stage).to_owned()))
        .collect();
    view! { <Choice name label="Wie ist der Stand?" options chosen error /> }
}

/// A day; `name` without what it is about.
pub(super) fn day(
    sent: &Sent,
    (name, about): (&str, &str),
    label: &'static str,
    value: &str,
    hint: &'static str,
    is_optional: bool,
) -> impl IntoView + use<> {
    let name = format!("{name}_{about}");
    let (value, error) = (sent.value(&name, value), sent.error(&name));
    view! { <DayField name label value hint is_optional error /> }
}

/// A few words; `name` without what it is about.
pub(super) fn text(
    sent: &Sent,
    (name, about): (&str, &str),
    label: &'static str,
    hint: &'static str,
    is_optional: bool,
) -> impl IntoView + use<> {
    let name = format!("{name}_{about}");
    let (value, error) = (sent.value(&name, ""), sent.error(&name));
    view! { <TextArea name label value hint is_optional rows=3 error /> }
}

/// The button of a form. `is_first`: what most will choose.
pub(super) fn button(label: &'static str, is_first: bool, told: Option<String>) -> impl IntoView + use<> {
    let class = if is_first { "kern-btn kern-btn--primary" } else { "kern-btn kern-btn--secondary" };
    view! {
        <button class=class type="submit" aria-label=told>
            <span class="kern-label">{label}</span>
        </button>
    }
}
