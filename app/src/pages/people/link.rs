//! Choosing a password by a link: the set-up, an invitation, a forgotten password.

use domain::people::{LinkState, NAME_MAX, Person, Purpose};
use leptos::prelude::*;
use leptos_meta::Title;

use super::gone::gone;
use super::parts::{NewPassword, RightsFacts};
use crate::components::{SubmitButton, TextField};
use crate::context::page;
use crate::pages::sent::Sent;
use crate::people::LinkPage;

#[component]
pub(in crate::pages) fn ChoosePassword() -> impl IntoView {
    let given: LinkPage = expect_context();
    if given.state == Some(LinkState::Open) {
        view! { <Form given /> }.into_any()
    } else {
        gone(given.purpose, given.state)
    }
}

#[component]
fn Form(given: LinkPage) -> AnyView {
    let sent = Sent::take();
    let (title, advice, button) = match given.purpose {
        Purpose::Setup => (
            "Lagebild einrichten",
            "Hier entsteht das erste Konto. Es verwaltet alle anderen: Mit ihm laden Sie danach weitere Personen ein.",
            "Konto anlegen",
        ),
        Purpose::Invitation => (
            "Einladung annehmen",
            "Sie wurden zu Lagebild eingeladen. Wählen Sie ein Passwort, dann sind Sie angemeldet.",
            "Einladung annehmen",
        ),
        Purpose::Reset | Purpose::Status => (
            "Neues Passwort wählen",
            "Danach sind Sie angemeldet. Alle anderen Sitzungen dieses Kontos werden beendet.",
            "Passwort speichern",
        ),
    };
    let is_reset = given.purpose == Purpose::Reset;
    let name = given.person.as_ref().map_or("", |person| person.name.as_str()).to_owned();
    view! {
        <Title text=sent.title(title) />
        <h1>{title}</h1>
        <p class="lb-say">{advice}</p>
        {sent.summary()}
        {given.person.clone().map(|person| view! { <Whom person is_reset /> })}
        <form class="lb-card lb-form" method="post" action=given.action.clone() novalidate>
            {given.person.as_ref().map(|person| view! {
                // Tells password managers which account the new password belongs to.
                <input type="hidden" autocomplete="username" value=person.email.to_string() />
            })}
            {given.person.is_none().then(|| view! {
                <TextField
                    name="email"
                    label="E-Mail-Adresse"
                    kind="email"
                    autocomplete="username"
                    hint="Mit ihr melden Sie sich an."
                    value=sent.value("email", "")
                    error=sent.error("email")
                />
            })}
            {(!is_reset).then(|| view! {
                <TextField
                    name="name"
                    label="Name"
                    autocomplete="name"
                    hint="So steht er neben allem, was Sie eintragen."
                    value=sent.value("name", &name)
                    max=NAME_MAX
                    error=sent.error("name")
                />
            })}
            <NewPassword label="Passwort" error=sent.error("password") />
            <div class="lb-actions"><SubmitButton label=button /></div>
        </form>
    }
    .into_any()
}

/// Whom the link lets in, and as what.
#[component]
fn Whom(person: Person, is_reset: bool) -> AnyView {
    let register = page().register();
    view! {
        <section class="lb-card lb-narrow" aria-label="Für wen der Link gilt">
            <dl class="lb-facts">
                <dt>"Für"</dt>
                <dd>{person.name.to_string()}</dd>
                <dt>"E-Mail"</dt>
                <dd>{person.email.to_string()}</dd>
                {(!is_reset).then(|| view! { <RightsFacts rights=person.rights.clone() register is_linked=false /> })}
            </dl>
        </section>
    }
    .into_any()
}
