//! A link that does not let anybody in.

use domain::people::{LinkState, Purpose};
use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::pages::answer_with;
use crate::urls;

/// What became of the link, and what to do next. `None`: there is no such link.
pub(super) fn gone(purpose: Purpose, state: Option<LinkState>) -> AnyView {
    answer_with(if state.is_some() { StatusCode::GONE } else { StatusCode::NOT_FOUND });
    let title = match state {
        None => "Diesen Link gibt es nicht",
        Some(LinkState::Revoked) => "Dieser Link wurde zurückgenommen",
        Some(LinkState::Expired) => "Dieser Link ist abgelaufen",
        Some(LinkState::Spent | LinkState::Open) => "Dieser Link wurde schon benutzt",
    };
    let advice = match (purpose, state) {
        (_, None) => {
            "Vielleicht wurde er nicht ganz kopiert: In manchen E-Mails bricht er in der Mitte um. Kopieren Sie ihn \
             vollständig in die Adresszeile."
        }
        (Purpose::Setup, Some(LinkState::Spent)) => "Lagebild ist eingerichtet. Melden Sie sich an.",
        (Purpose::Setup, _) => {
            "Der Server nennt beim nächsten Start einen neuen, solange es noch kein Konto gibt."
        }
        (Purpose::Invitation, Some(LinkState::Spent)) => {
            "Ihr Konto besteht. Melden Sie sich mit der E-Mail-Adresse an, an die die Einladung ging, und mit dem \
             Passwort, das Sie gewählt haben."
        }
        (Purpose::Invitation, _) => {
            "Bitten Sie die Person, die Sie eingeladen hat, um eine neue Einladung. Sie gilt jeweils 14 Tage."
        }
        (Purpose::Reset, Some(LinkState::Spent)) => {
            "Das Passwort wurde damit geändert. Waren Sie das nicht, fordern Sie sofort ein neues an."
        }
        (Purpose::Reset, _) => "Ein solcher Link gilt eine Stunde. Fordern Sie einen neuen an.",
        (Purpose::Status, Some(LinkState::Spent)) => {
            "Der Stand ist damit bestätigt. Um ihn zu ändern, melden Sie sich an."
        }
        (Purpose::Status, _) => {
            "Melden Sie sich an, um den Stand zu bestätigen, oder warten Sie auf die nächste Erinnerung."
        }
    };
    let wants_password = purpose == Purpose::Reset && state.is_some();
    view! {
        <Title text=title />
        <h1>{title}</h1>
        <p class="lb-say">{advice}</p>
        <div class="lb-links">
            {wants_password.then(|| view! { <a href=urls::FORGOTTEN>"Neues Passwort anfordern"</a> })}
            <a href=urls::SIGN_IN>"Anmelden"</a>
            <a href=urls::OVERVIEW>"Zum Lagebild"</a>
        </div>
    }
    .into_any()
}
