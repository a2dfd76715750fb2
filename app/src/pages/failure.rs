//! Pages for what did not work.

use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Title;

use super::answer_with;
use crate::context::{Failure, FailureReason, Unsent};
use crate::urls;

/// Nothing is found under the address. `hint` says what was looked for.
pub(super) fn not_found(hint: Option<String>) -> AnyView {
    answer_with(StatusCode::NOT_FOUND);
    view! {
        <Title text="Nicht gefunden" />
        <h1>"Diese Seite gibt es nicht"</h1>
        <p class="lb-say">
            {hint.unwrap_or_else(|| "Unter dieser Adresse ist nichts zu finden. Vielleicht wurde sie falsch abgeschrieben.".into())}
        </p>
        <div class="lb-links">
            <a href=urls::COMMUNES>"Kommune suchen"</a>
            <a href=urls::OVERVIEW>"Zum Lagebild"</a>
        </div>
    }
    .into_any()
}

/// What the server says when it could not do what was asked.
#[component]
pub(crate) fn FailurePage(failure: Failure) -> impl IntoView {
    let (title, advice) = failure.reason.as_ref().map_or_else(|| failed(failure.status), refused);
    let (is_signed_out, unsent) = match failure.reason {
        Some(FailureReason::SignedOut(unsent)) => (true, unsent),
        _ => (false, None),
    };
    view! {
        <Title text=title />
        <h1>{title}</h1>
        <p class="lb-say">{advice}</p>
        {failure.reference.map(|reference| view! { <p class="lb-sub">"Fehlernummer: " <b>{reference}</b></p> })}
        <div class="lb-links">
            {is_signed_out.then(|| view! {
                <a href=urls::SIGN_IN target="_blank">"Anmelden (öffnet ein neues Fenster)"</a>
            })}
            <a href=urls::OVERVIEW>"Zum Lagebild"</a>
        </div>
        {unsent.map(send_again)}
    }
}

/// What was typed, ready to be sent once somebody has signed in.
fn send_again(unsent: Unsent) -> impl IntoView {
    let fields = unsent
        .fields
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view();
    view! {
        <form class="lb-actions" method="post" action=unsent.action>
            {fields}
            <button class="kern-btn kern-btn--primary" type="submit">
                <span class="kern-label">"Noch einmal senden"</span>
            </button>
        </form>
    }
}

/// What the status alone says.
fn failed(status: u16) -> (&'static str, &'static str) {
    match status {
        400 => ("Die Anfrage ist unvollständig", "Gehen Sie zurück und versuchen Sie es noch einmal."),
        403 => (
            "Dafür fehlt Ihnen das Recht",
            "Diese Adresse ist nicht für Sie freigegeben. Es wurde nichts gespeichert.",
        ),
        404 => (
            "Diese Seite gibt es nicht",
            "Unter dieser Adresse ist nichts zu finden. Vielleicht wurde sie falsch abgeschrieben oder etwas gelöscht. Es wurde nichts gespeichert.",
        ),
        405 => (
            "Das geht hier nicht",
            "Diese Adresse nimmt solche Anfragen nicht an. Es wurde nichts gespeichert.",
        ),
        406 => (
            "Das sind mehr Zeilen, als eine Arbeitsmappe fasst",
            "Ein Blatt hat höchstens 1.048.575. Laden Sie die Liste als CSV herunter oder schränken Sie die Auswahl ein.",
        ),
        408 => (
            "Die Eingabe kam nicht an",
            "Die Verbindung war zu langsam. Gehen Sie zurück und senden Sie das Formular noch einmal. Es wurde \
             nichts gespeichert.",
        ),
        413 => (
            "Die Eingabe ist zu groß",
            "Ein Formular darf höchstens 64 Kilobyte haben, eine Bemerkung 4.000 Zeichen. Kürzen Sie den Text und \
             senden Sie ihn noch einmal. Es wurde nichts gespeichert.",
        ),
        421 => (
            "Unter diesem Namen antwortet Lagebild nicht",
            "Es ist nur für diesen Rechner eingerichtet. Öffnen Sie es unter localhost oder 127.0.0.1; soll es unter \
             einem anderen Namen erreichbar sein, stellt der Betrieb ihn mit --public-url ein.",
        ),
        422 => (
            "Diese Adresse gibt es so nicht",
            "Eine Angabe darin ist unbekannt, oder ein Tag liegt in der Zukunft. Öffnen Sie die Seite noch einmal und laden Sie die Zahlen von dort herunter.",
        ),
        503 => ("Lagebild ist gerade überlastet", "Versuchen Sie es in einer Minute noch einmal."),
        _ => (
            "Das hat nicht geklappt",
            "Der Fehler liegt bei uns und ist festgehalten. Versuchen Sie es in einer Minute noch einmal; \
             bleibt er, nennen Sie dem Betrieb die Fehlernummer.",
        ),
    }
}

/// What was refused, and what can be done.
fn refused(reason: &FailureReason) -> (&'static str, &'static str) {
    match reason {
        FailureReason::ForeignForm => (
            "Diese Anfrage wird nicht angenommen",
            "Sie kam von einer fremden Seite. Öffnen Sie Lagebild direkt und senden Sie das Formular von dort ab. \
             Es wurde nichts gespeichert.",
        ),
        FailureReason::NotAllowed => (
            "Dafür fehlt Ihnen das Recht",
            "Ihr Konto darf das nicht. Brauchen Sie es für Ihre Arbeit, bitten Sie die Administration darum; was \
             Sie dürfen, steht unter „Mein Konto“. Es wurde nichts gespeichert.",
        ),
        FailureReason::SignedOut(None) => (
            "Ihre Sitzung ist abgelaufen",
            "Melden Sie sich neu an und versuchen Sie es noch einmal. Es wurde nichts gespeichert.",
        ),
        FailureReason::SignedOut(Some(_)) => (
            "Ihre Sitzung ist abgelaufen",
            "Es wurde nichts gespeichert, und nichts ist verloren: Melden Sie sich in einem neuen Fenster an, kehren \
             Sie hierher zurück und senden Sie Ihre Angaben noch einmal.",
        ),
    }
}
