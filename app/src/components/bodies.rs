//! Typing bodies: what stands in a field for one, and what is suggested.

use domain::Ars;
use domain::register::Register;
use leptos::prelude::*;

use crate::words;

/// How a body is typed: by its name, or by its key where another one has the name.
pub(crate) fn spelling(ars: &Ars, register: &Register) -> String {
    let Some(body) = register.get(ars) else { return ars.to_string() };
    if register.shares_name(body) { ars.to_string() } else { words::full_name(body) }
}

/// The name of a body; of one that does not exist any more, its key.
pub(crate) fn body_name(ars: &Ars, register: &Register) -> String {
    register.get(ars).map_or_else(|| ars.to_string(), words::full_name)
}

/// Suggestions for fields of one line that name this id as their list.
#[component]
pub(crate) fn BodySuggestions(
    id: &'static str,
    bodies: Vec<Ars>,
    register: std::sync::Arc<Register>,
) -> impl IntoView {
    let options = bodies
        .iter()
        .map(|ars| {
            let (value, name) = (spelling(ars, &register), body_name(ars, &register));
            let label = (value != name).then_some(name);
            view! { <option value=value>{label}</option> }
        })
        .collect_view();
    view! { <datalist id=id>{options}</datalist> }
}
