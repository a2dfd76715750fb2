//! One's own account.

use domain::people::{NAME_MAX, Person};
use leptos::prelude::*;
use leptos_meta::Title;

use super::parts::{NewPassword, RightsFacts, done_notice};
use crate::components::{Check, Column, PostButton, SubmitButton, Table, TextField};
use crate::context::{Page, page};
use crate::pages::sent::Sent;
use crate::people::{AccountPage, OpenSession, visitor};
use crate::{format, urls, words};

#[component]
pub(in crate::pages) fn Account() -> impl IntoView {
    let given: AccountPage = expect_context();
    let page = page();
    let sent = Sent::take();
    // The server shows this page to nobody else.
    let Some(person) = visitor().person else { return ().into_any() };
    let person = (*person).clone();
    view! {
        <Title text=sent.title("Mein Konto") />
        <div class="lb-head">
            <div>
                <h1>"Mein Konto"</h1>
                <p>{person.email.to_string()}</p>
            </div>
            <PostButton action=urls::SIGN_OUT label="Abmelden" />
        </div>
        {done_notice(given.done)}
        {sent.summary()}
        <div class="lb-grid lb-grid--half">
            <div class="lb-column">
                <section class="lb-card" aria-labelledby="ueberschrift-rechte">
                    <h2 id="ueberschrift-rechte">"Ihre Rechte"</h2>
                    <dl class="lb-facts">
                        <RightsFacts rights=person.rights.clone() register=page.register() is_linked=true />
                    </dl>
                </section>
                <NameForm person=person.clone() sent=sent.clone() />
            </div>
            <div class="lb-column">
                <PasswordForm person=person.clone() sent=sent.clone() />
                <RemindersForm person />
            </div>
        </div>
        <Sessions page sessions=given.sessions />
        <Deletion sent />
    }
    .into_any()
}

#[component]
fn NameForm(person: Person, sent: Sent) -> impl IntoView {
    view! {
        <form class="lb-card lb-form" method="post" action=urls::ACCOUNT_NAME novalidate>
            <h2>"Ihr Name"</h2>
            <TextField
                name="name"
                label="Name"
                autocomplete="name"
                hint="So steht er neben allem, was Sie eintragen, auch neben früheren Einträgen."
                value=sent.value("name", person.name.as_str())
                max=NAME_MAX
                error=sent.error("name")
            />
            <div class="lb-actions"><SubmitButton label="Name ändern" /></div>
        </form>
    }
}

#[component]
fn PasswordForm(person: Person, sent: Sent) -> AnyView {
    if !person.has_password {
        return view! {
            <section class="lb-card" aria-labelledby="ueberschrift-passwort">
                <h2 id="ueberschrift-passwort">"Passwort"</h2>
                <p>"Sie melden sich mit dem Konto Ihrer Verwaltung an. Ein Passwort gibt es hier nicht; Sie ändern es dort."</p>
            </section>
        }
        .into_any();
    }
    view! {
        <form class="lb-card lb-form" method="post" action=urls::ACCOUNT_PASSWORD novalidate>
            <h2>"Passwort"</h2>
            <input type="hidden" autocomplete="username" value=person.email.to_string() />
            <TextField
                name="current"
                label="Bisheriges Passwort"
                kind="password"
                autocomplete="current-password"
                error=sent.error("current")
            />
            <NewPassword label="Neues Passwort" error=sent.error("password") />
            <div class="lb-actions"><SubmitButton label="Passwort ändern" /></div>
        </form>
    }
    .into_any()
}

#[component]
fn RemindersForm(person: Person) -> impl IntoView {
    view! {
        <form class="lb-card lb-form" id="erinnerungen" method="post" action=urls::ACCOUNT_REMINDERS novalidate>
            <h2>"Erinnerungen"</h2>
            <Check
                name="reminders"
                label="Ich möchte per E-Mail erinnert werden"
                hint="Wenn etwas auf Ihre Antwort wartet oder eine Frist näher rückt; dazu gehört auch der Wochenbericht der Projektleitung. Einladungen und Hinweise zum Passwort kommen immer."
                is_checked=person.wants_reminders
                error=None
            />
            <div class="lb-actions"><SubmitButton label="Erinnerungen speichern" /></div>
        </form>
    }
}

#[component]
fn Sessions(page: Page, sessions: Vec<OpenSession>) -> AnyView {
    let has_others = sessions.iter().any(|session| !session.is_this);
    let today = page.today();
    let rows = sessions
        .into_iter()
        .map(|session| {
            let browser = words::browser(&session.agent);
            let since = format::moment(session.created_at);
            let told = format!("Sitzung beenden: {browser}, seit {since}");
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row">
                        {browser}
                        {session.is_this.then(|| view! { <small>"diese Sitzung"</small> })}
                    </th>
                    <td role="cell" data-label="Angemeldet seit">{since}</td>
                    <td role="cell" data-label="Zuletzt benutzt">{format::when(session.last_seen_at, today)}</td>
                    <td role="cell">
                        <PostButton action=urls::session(session.id) label="Beenden" told />
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("Browser"),
        Column::text("Angemeldet seit"),
        Column::text("Zuletzt benutzt"),
        Column::buttons("Beenden"),
    ];
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-sitzungen">
            <h2 id="ueberschrift-sitzungen">"Sitzungen"</h2>
            <p class="lb-sub">
                "Wo Sie angemeldet sind. Eine Sitzung endet nach zwei Stunden ohne Benutzung, spätestens nach zwölf Stunden."
            </p>
            <Table heading="ueberschrift-sitzungen" columns>{rows}</Table>
            {has_others.then(|| view! {
                <div class="lb-actions"><PostButton action=urls::ACCOUNT_SESSIONS label="Alle anderen beenden" /></div>
            })}
        </section>
    }
    .into_any()
}

#[component]
fn Deletion(sent: Sent) -> impl IntoView {
    view! {
        <div class="lb-grid lb-grid--half">
            <section class="lb-card" aria-labelledby="ueberschrift-daten">
                <h2 id="ueberschrift-daten">"Ihre Daten"</h2>
                <p>"Alles, was Lagebild über Sie gespeichert hat: Konto, Rechte, Sitzungen und Ihre Einträge."</p>
                <div class="lb-links">
                    <a href=urls::ACCOUNT_DATA download="">"Meine Daten herunterladen (JSON)"</a>
                </div>
            </section>
            <form class="lb-card lb-form" method="post" action=urls::ACCOUNT_DELETION novalidate>
                <div>
                    <h2>"Konto löschen"</h2>
                    <p>
                        "Name, E-Mail-Adresse, Rechte und Sitzungen werden gelöscht. Ihre Einträge bleiben erhalten und tragen statt Ihres Namens ein Pseudonym. Das lässt sich nicht rückgängig machen."
                    </p>
                </div>
                <Check
                    name="confirmed"
                    label="Ja, mein Konto endgültig löschen"
                    is_checked=false
                    error=sent.error("confirmed")
                />
                <div class="lb-actions">
                    <button class="kern-btn kern-btn--secondary" type="submit">
                        <span class="kern-label">"Konto löschen"</span>
                    </button>
                </div>
            </form>
        </div>
    }
}
