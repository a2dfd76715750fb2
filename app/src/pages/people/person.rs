//! One person: who it is, what it may do, links, and the account.

mod links;

use domain::people::{Person, Role, Standing};
use leptos::prelude::*;
use leptos_meta::Title;

use super::fresh::FreshNotice;
use super::list::StandingTag;
use super::parts::{RightsFacts, done_notice};
use super::rights_fields;
use crate::components::{Check, Crumbs, PostButton, SubmitButton};
use crate::context::{Page, page};
use crate::pages::failure;
use crate::pages::sent::Sent;
use crate::people::{PersonPage, visitor};
use crate::{format, urls, words};

#[component]
pub(in crate::pages) fn OnePerson() -> impl IntoView {
    let Some(given) = use_context::<PersonPage>() else {
        return failure::not_found(Some(
            "Diese Person gibt es nicht, oder sie gehört nicht zu Ihren Behörden.".into(),
        ));
    };
    let page = page();
    let sent = Sent::take();
    let visitor = visitor();
    let is_admin = visitor.has(Role::Admin);
    let person = given.person;
    let is_self = visitor.person.as_ref().is_some_and(|visitor| visitor.id == person.id);
    let name = person.name.to_string();
    view! {
        <Title text=sent.title(&name) />
        <Crumbs way=vec![(urls::PEOPLE.to_owned(), "Personen".to_owned())] here=name.clone() />
        <div class="lb-head">
            <div>
                <h1>{name.clone()}</h1>
                <p>{person.email.to_string()}</p>
            </div>
        </div>
        {done_notice(given.done)}
        {given.fresh.map(|fresh| {
            let title = format!("{} für {name}", words::purpose(fresh.purpose));
            view! { <FreshNotice title link=fresh.link until=fresh.until /> }
        })}
        {sent.summary()}
        <div class="lb-grid lb-grid--half">
            <div class="lb-column lb-column--top">
                <Facts page=page.clone() person=person.clone() has_rights=!is_admin || sent.is_stale() />
                {is_admin.then(|| view! { <RightsForm page=page.clone() person=person.clone() sent=sent.clone() /> })}
            </div>
            <div class="lb-column lb-column--top">
                <links::LinksCard page person=person.clone() links=given.links sent=sent.clone() is_admin />
                {is_admin.then(|| view! { <AccountCard person is_self sent /> })}
            </div>
        </div>
    }
    .into_any()
}

#[component]
fn Facts(
    page: Page,
    person: Person,
    /// Whether the rights are told here: they cannot be changed beside it, or others changed them meanwhile.
    has_rights: bool,
) -> AnyView {
    let today = page.today();
    let signs_in = match (person.standing, person.has_password) {
        (Standing::Invited, _) => "hat die Einladung noch nicht angenommen",
        (_, true) => "mit E-Mail-Adresse und Passwort",
        (_, false) => "mit dem Konto der Verwaltung",
    };
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-person">
            <h2 id="ueberschrift-person">"Person"</h2>
            <dl class="lb-facts">
                <dt>"Konto"</dt>
                <dd><StandingTag standing=person.standing /></dd>
                <dt>"Angelegt"</dt>
                <dd>{format::when(person.created_at, today)}</dd>
                <dt>"Zuletzt gesehen"</dt>
                <dd>{person.last_seen_at.map_or_else(|| "noch nie".to_owned(), |at| format::when(at, today))}</dd>
                <dt>"Anmeldung"</dt>
                <dd>{signs_in}</dd>
                {has_rights.then(|| view! {
                    <RightsFacts rights=person.rights.clone() register=page.register() is_linked=true />
                })}
            </dl>
        </section>
    }
    .into_any()
}

#[component]
fn RightsForm(page: Page, person: Person, sent: Sent) -> AnyView {
    let was_sent = sent.has("version");
    let register = page.register();
    view! {
        <form class="lb-card lb-form" method="post" action=urls::person(&person.id) novalidate>
            <h2>"Rechte"</h2>
            // Whoever sends the form again after somebody else's change has seen that change.
            <input type="hidden" name="version" value=person.version.to_string() />
            {rights_fields::roles(&sent, was_sent, &person.rights)}
            <fieldset class="kern-fieldset">
                <legend class="kern-label">"Behörden eines Kommunalkontakts"</legend>
                <div class="kern-fieldset__body">
                    {rights_fields::rows(&sent, was_sent, &person.rights.territories, &register)}
                </div>
            </fieldset>
            <p class="lb-sub">
                {if person.standing == Standing::Invited {
                    "Nach einer Änderung gilt die offene Einladung nicht mehr; laden Sie dann noch einmal ein."
                } else {
                    "Eine Änderung gilt sofort, auch wo die Person gerade angemeldet ist."
                }}
            </p>
            <div class="lb-actions"><SubmitButton label="Rechte speichern" /></div>
        </form>
    }
    .into_any()
}

#[component]
fn AccountCard(person: Person, is_self: bool, sent: Sent) -> AnyView {
    if is_self {
        return view! {
            <section class="lb-card" aria-labelledby="ueberschrift-konto">
                <h2 id="ueberschrift-konto">"Konto"</h2>
                <p>"Das sind Sie selbst. Passwort, Sitzungen und Löschen finden Sie unter " <a href=urls::ACCOUNT>"Mein Konto"</a> "."</p>
            </section>
        }
        .into_any();
    }
    let (action, label, told) = if person.standing == Standing::Deactivated {
        (
            "aktivieren",
            "Wieder aktivieren",
            "Die Person kann sich derzeit nicht anmelden. Ihre Rechte sind erhalten.",
        )
    } else {
        (
            "deaktivieren",
            "Deaktivieren",
            "Wer deaktiviert ist, wird sofort abgemeldet und kann sich nicht mehr anmelden. Das lässt sich rückgängig machen.",
        )
    };
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-konto">
            <h2 id="ueberschrift-konto">"Konto"</h2>
            <p>{told}</p>
            <PostButton action=urls::person_action(&person.id, action) label=label />
            <h2>"Konto löschen"</h2>
            <form class="lb-form" method="post" action=urls::person_action(&person.id, "loeschen") novalidate>
                <p>
                    "Name, E-Mail-Adresse, Rechte und Sitzungen werden gelöscht. Die Einträge der Person bleiben erhalten und tragen statt des Namens ein Pseudonym. Das lässt sich nicht rückgängig machen."
                </p>
                <Check
                    name="confirmed"
                    label="Ja, dieses Konto endgültig löschen"
                    is_checked=false
                    error=sent.error("confirmed")
                />
                <div>
                    <button class="kern-btn kern-btn--secondary kern-btn--x-small" type="submit">
                        <span class="kern-label">"Konto löschen"</span>
                    </button>
                </div>
            </form>
        </section>
    }
    .into_any()
}
