//! Asking for a new password.

use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{Notice, NoticeKind, SubmitButton, TextField};
use crate::pages::sent::Sent;
use crate::people::ForgottenPage;
use crate::urls;

#[component]
pub(in crate::pages) fn Forgotten() -> impl IntoView {
    let given: ForgottenPage = expect_context();
    let sent = Sent::take();
    let title = "Neues Passwort anfordern";
    view! {
        <Title text=sent.title(title) />
        <h1>{title}</h1>
        {if !given.sends_mail {
            view! {
                <p class="lb-say">
                    "Dieses Lagebild verschickt keine E-Mails. Bitten Sie die Person, die Sie eingeladen hat, oder die Administration um einen Link, mit dem Sie ein neues Passwort wählen. Er gilt eine Stunde."
                </p>
            }
                .into_any()
        } else if given.is_asked {
            view! {
                <Notice kind=NoticeKind::Success title="Sehen Sie in Ihr Postfach">
                    <p class="kern-body">
                        "Wenn es zu der Adresse ein Konto gibt, ist jetzt eine E-Mail mit einem Link unterwegs. Er gilt eine Stunde. Kommt nichts an, sehen Sie im Spam-Ordner nach, oder fragen Sie, wer Sie eingeladen hat."
                    </p>
                </Notice>
            }
                .into_any()
        } else {
            view! {
                <p class="lb-say">"Sie bekommen einen Link per E-Mail, mit dem Sie ein neues Passwort wählen."</p>
                {sent.summary()}
                <form class="lb-card lb-form" method="post" action=urls::FORGOTTEN novalidate>
                    <TextField
                        name="email"
                        label="E-Mail-Adresse"
                        kind="email"
                        autocomplete="username"
                        value=sent.value("email", "")
                        error=sent.error("email")
                    />
                    <div class="lb-actions"><SubmitButton label="Link anfordern" /></div>
                </form>
            }
                .into_any()
        }}
        <div class="lb-links"><a href=urls::SIGN_IN>"Zur Anmeldung"</a></div>
    }
}
