//! Choices of a place in a form.

use domain::body::{Body, BodyKind};
use domain::register::Register;
use domain::{Ars, text};
use leptos::prelude::*;

use crate::words;

/// One body as a choice.
pub(crate) fn body_option(body: &Body, chosen: Option<Ars>) -> impl IntoView + use<> {
    view! {
        <option value=body.ars.to_string() selected=chosen == Some(body.ars)>
            {words::full_name(body)}
        </option>
    }
}

/// The Regierungsbezirke in the order of their keys, as official lists have them.
pub(crate) fn regierungsbezirke(register: &Register, chosen: Option<Ars>) -> impl IntoView + use<> {
    register
        .bodies()
        .filter(|body| body.kind == BodyKind::Regierungsbezirk)
        .map(|body| body_option(body, chosen))
        .collect_view()
}

/// Landkreise and kreisfreie Städte by name.
pub(crate) fn kreise(register: &Register, chosen: Option<Ars>) -> impl IntoView + use<> {
    let is_kreis = |body: &&Body| matches!(body.kind, BodyKind::Landkreis | BodyKind::KreisfreieStadt);
    let mut kreise: Vec<&Body> = register.bodies().filter(is_kreis).collect();
    kreise.sort_by_cached_key(|body| (text::sort_key(&body.name), body.kind));
    kreise.into_iter().map(|body| body_option(body, chosen)).collect_view()
}
