//! What several pages about people show.

use domain::people::Rights;
use domain::register::Register;
use leptos::prelude::*;

use crate::components::{Notice, NoticeKind, TextField};
use crate::people::Done;
use crate::{urls, words};

/// Says what was just done.
pub(super) fn done_notice(done: Option<Done>) -> impl IntoView {
    done.map(|done| {
        let (title, text) = words::done(done);
        view! {
            <Notice kind=NoticeKind::Success title=title>
                <p class="kern-body">{text}</p>
            </Notice>
        }
    })
}

/// The field for a new password.
#[component]
pub(super) fn NewPassword(#[prop(into)] label: String, error: Option<String>) -> impl IntoView {
    view! {
        <TextField
            name="password"
            label
            kind="password"
            autocomplete="new-password"
            hint="Mindestens 12 Zeichen. Auf die Länge kommt es an, nicht auf Sonderzeichen: Ein ganzer Satz oder mehrere Wörter sind gut."
            error
        />
    }
}

/// Roles with what they may do, and the authorities of a contact as links.
#[component]
pub(super) fn RightsFacts(rights: Rights, register: std::sync::Arc<Register>, is_linked: bool) -> AnyView {
    let roles = rights
        .roles
        .iter()
        .map(|role| {
            view! { <li>{words::role(*role)} <small>{words::role_help(*role)}</small></li> }
        })
        .collect_view();
    let own: Vec<_> = rights
        .own()
        .map(|own| {
            let name = words::territory(own, &register);
            let name = if is_linked {
                view! { <a href=urls::body(&own.body)>{name}</a> }.into_any()
            } else {
                name.into_any()
            };
            view! {
                <li>
                    {name}
                    {own.may_invite.then(|| view! { <small>"darf Kolleginnen und Kollegen einladen"</small> })}
                </li>
            }
        })
        .collect();
    view! {
        <dt>{if rights.roles.len() == 1 { "Rolle" } else { "Rollen" }}</dt>
        <dd>
            {if rights.roles.is_empty() {
                "keine".into_any()
            } else {
                view! { <ul class="lb-plain-list">{roles}</ul> }.into_any()
            }}
        </dd>
        {(!own.is_empty()).then(|| view! {
            <dt>{if own.len() == 1 { "Behörde" } else { "Behörden" }}</dt>
            <dd><ul class="lb-plain-list">{own}</ul></dd>
        })}
    }
    .into_any()
}
