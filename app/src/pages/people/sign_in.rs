//! Signing in.

use leptos::prelude::*;
use leptos_meta::Title;

use super::parts::done_notice;
use crate::components::{Column, SubmitButton, Table, TextField};
use crate::pages::sent::Sent;
use crate::people::SignInPage;
use crate::urls;

#[component]
pub(in crate::pages) fn SignIn() -> impl IntoView {
    let given: SignInPage = expect_context();
    let sent = Sent::take();
    let back = given.return_to.clone().unwrap_or_default();
    let elsewhere = given.provider.clone().map(|provider| {
        view! {
            <section class="lb-card lb-form" aria-labelledby="anderswo">
                <h2 id="anderswo">"Mit dem Konto Ihrer Verwaltung"</h2>
                <div class="lb-actions">
                    <a
                        class="kern-btn kern-btn--secondary"
                        href=urls::with_query(urls::SIGN_IN_ELSEWHERE, &[("zurueck", &back)])
                    >
                        <span class="kern-label">{provider}</span>
                    </a>
                </div>
            </section>
        }
    });
    view! {
        <Title text=sent.title("Anmelden") />
        <h1>"Anmelden"</h1>
        {done_notice(given.done)}
        {given
            .return_to
            .is_some()
            .then(|| view! { <p class="lb-say">"Danach geht es dort weiter, wo Sie hinwollten."</p> })}
        {sent.summary()}
        <div class="lb-grid lb-grid--half">
        <div class="lb-column lb-column--top">
        <form class="lb-card lb-form" method="post" action=urls::SIGN_IN novalidate>
            <input type="hidden" name="zurueck" value=back.clone() />
            <TextField
                name="email"
                label="E-Mail-Adresse"
                kind="email"
                autocomplete="username"
                value=sent.value("email", "")
                error=sent.error("email")
            />
            <TextField
                name="password"
                label="Passwort"
                kind="password"
                autocomplete="current-password"
                error=sent.error("password")
            />
            <div class="lb-actions">
                <SubmitButton label="Anmelden" />
                <a class="kern-btn kern-btn--tertiary" href=urls::FORGOTTEN>
                    <span class="kern-label">"Passwort vergessen?"</span>
                </a>
            </div>
        </form>
        {elsewhere}
        </div>
        <DemoAccounts accounts=given.demo_accounts password=given.demo_password />
        </div>
    }
}

/// In a demonstration everybody may try every role.
#[component]
fn DemoAccounts(accounts: Vec<(String, String)>, password: &'static str) -> impl IntoView {
    (!accounts.is_empty()).then(|| {
        let rows = accounts
            .into_iter()
            .map(|(email, what)| {
                view! {
                    <tr role="row">
                        <th role="rowheader" scope="row"><code>{email}</code></th>
                        <td role="cell">{what}</td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![Column::text("E-Mail-Adresse"), Column::text("Wer das ist")];
        view! {
            <section class="lb-card" aria-labelledby="ueberschrift-demo">
                <h2 id="ueberschrift-demo">"Konten der Demonstration"</h2>
                <p class="lb-sub">"Das Passwort ist für alle " <code>{password}</code> "."</p>
                <Table heading="ueberschrift-demo" columns>{rows}</Table>
            </section>
        }
    })
}
