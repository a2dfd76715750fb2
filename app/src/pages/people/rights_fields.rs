//! The fields for what somebody may do.

use std::collections::BTreeMap;

use domain::Ars;
use domain::people::{Rights, Role, Territory};
use domain::register::Register;
use domain::text::sort_key;
use leptos::prelude::*;

use crate::components::{Check, SelectField, TextField, error_id, field_error};
use crate::pages::sent::Sent;
use crate::words;

const BODY_HINT: &str = "Name, AGS oder ARS, zum Beispiel: Markt Meitingen";

/// The roles, as boxes to tick. `given`: what is ticked as long as the form was not sent.
pub(super) fn roles(sent: &Sent, was_sent: bool, given: &Rights) -> impl IntoView + use<> {
    let boxes = Role::ALL
        .into_iter()
        .map(|role| {
            let name = format!("role_{role}");
            let is_checked = if was_sent { sent.has(&name) } else { given.has(role) };
            view! { <Check name label=words::role(role) hint=words::role_help(role) is_checked /> }
        })
        .collect_view();
    // The mistake concerns all of them and stands at the first.
    let error = sent.error("role_lead");
    let is_wrong = error.is_some();
    view! {
        <fieldset
            class=if is_wrong { "kern-fieldset kern-fieldset--error" } else { "kern-fieldset" }
            aria-describedby=is_wrong.then(|| error_id("role_lead"))
        >
            <legend class="kern-label">"Was darf die Person?"</legend>
            <div class="kern-fieldset__body">{boxes}</div>
            {field_error("role_lead", error)}
        </fieldset>
    }
}

/// One authority for a new person; any that there is.
pub(super) fn any_body(sent: &Sent) -> impl IntoView + use<> {
    view! {
        <fieldset class="kern-fieldset">
            <legend class="kern-label">"Für welche Behörde?"</legend>
            <div class="kern-fieldset__body lb-fields">
                <TextField
                    name="body"
                    label="Behörde"
                    hint=format!("Nur für Kommunalkontakte. {BODY_HINT}. Weitere ergänzen Sie danach.")
                    is_optional=true
                    value=sent.value("body", "")
                    error=sent.error("body")
                />
                {extent(sent)}
            </div>
        </fieldset>
    }
}

/// One authority for a colleague of a contact: what the contact itself may share.
pub(super) fn own_body(sent: &Sent, rights: &Rights, register: &Register) -> impl IntoView + use<> {
    let mut bodies: BTreeMap<(String, Ars), String> = BTreeMap::new();
    for own in rights.own().filter(|own| own.may_invite) {
        let within = register.within(&own.body).filter(|body| own.covers(&body.ars));
        for body in register.get(&own.body).into_iter().chain(within) {
            bodies.insert((sort_key(&body.name), body.ars), words::full_name(body));
        }
    }
    let chosen = sent.value("body", "");
    let first = rights.own().find(|own| own.may_invite).map(|own| own.body.to_string()).unwrap_or_default();
    let chosen = if chosen.is_empty() { first } else { chosen };
    let options = bodies
        .into_iter()
        .map(|((_, ars), name)| {
            let key = ars.to_string();
            view! { <option value=key.clone() selected=key == chosen>{name}</option> }
        })
        .collect_view();
    view! {
        <input type="hidden" name="role_contact" value="on" />
        <SelectField name="body" label="Behörde" error=sent.error("body")>{options}</SelectField>
        <div>{extent(sent)}</div>
    }
}

fn extent(sent: &Sent) -> impl IntoView + use<> {
    view! {
        <Check
            name="with_members"
            label="mit Mitgliedern"
            hint="Bei einem Landkreis oder einer VG: auch für die Kommunen darin."
            is_checked=sent.has("with_members")
        />
        <Check
            name="may_invite"
            label="darf einladen"
            hint="Kolleginnen und Kollegen für diese Behörde."
            is_checked=sent.has("may_invite")
        />
    }
}

/// All authorities of a person, each in a row, and an empty row for one more.
pub(super) fn rows(
    sent: &Sent,
    was_sent: bool,
    territories: &[Territory],
    register: &Register,
) -> impl IntoView + use<> {
    let count = if was_sent { sent.count("body_") } else { territories.len() + 1 };
    let rows = (0..count.max(1))
        .map(|row| {
            let territory = territories.get(row).filter(|_| !was_sent);
            let field = |name: &str| format!("{name}_{row}");
            let ticked = |name: &str, given: fn(&Territory) -> bool| {
                if was_sent { sent.has(&field(name)) } else { territory.is_some_and(given) }
            };
            let key = territory.map(|territory| territory.body.to_string()).unwrap_or_default();
            let typed = sent.value(&field("body"), &key);
            let name = register.resolve(&typed).map(words::full_name);
            let hint = match (&name, typed.is_empty()) {
                (Some(_), _) => "Leeren Sie das Feld, um die Behörde zu entfernen.",
                (None, true) => BODY_HINT,
                (None, false) => "",
            };
            view! {
                <fieldset class="kern-fieldset lb-row">
                    <legend class="lb-strong">{name.unwrap_or_else(|| "Weitere Behörde".into())}</legend>
                    <TextField
                        name=field("body")
                        label="Behörde"
                        hint
                        is_optional=true
                        value=typed
                        error=sent.error(&field("body"))
                    />
                    <div class="lb-checks">
                        <Check
                            name=field("members")
                            label="mit Mitgliedern"
                            is_checked=ticked("members", |territory| territory.with_members)
                        />
                        <Check
                            name=field("invite")
                            label="darf einladen"
                            is_checked=ticked("invite", |territory| territory.may_invite)
                        />
                    </div>
                </fieldset>
            }
        })
        .collect_view();
    view! { <div class="lb-fields">{rows}</div> }
}
