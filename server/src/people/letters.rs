//! Links of ours, written out and sent.

use app::{urls, words};
use axum::http::{HeaderMap, header};
use chrono::{DateTime, Utc};
use domain::people::{Email, NewPerson, Person, Purpose};
use domain::register::Register;
use url::Url;

use crate::exposure::Exposure;
use crate::mail::{Letter, letters};
use crate::state::AppState;

/// Where this product is reached by whoever asks.
pub(crate) fn origin(exposure: &Exposure, headers: &HeaderMap) -> Option<Url> {
    let host = || headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    let address = exposure
        .public_url
        .as_ref()
        // Without a public address only names of this machine are answered.
        .map_or_else(|| format!("http://{}", host()), |url| url.as_str().to_owned());
    address.parse().ok()
}

/// The whole address of a link.
pub(crate) fn address(origin: &Url, purpose: Purpose, token: &str) -> Url {
    // The path is ours and always fits.
    origin.join(&urls::link(purpose, token)).unwrap_or_else(|_| origin.clone())
}

/// Invites somebody; `false`: no mail server took it, and the link has to be handed over by hand.
pub(crate) async fn invitation(
    state: &AppState,
    by: &Person,
    new: &NewPerson,
    link: &Url,
    until: DateTime<Utc>,
    register: &Register,
) -> bool {
    let roles: Vec<&str> = new.rights.roles.iter().map(|role| words::role(*role)).collect();
    let bodies: Vec<String> =
        new.rights.territories.iter().map(|territory| words::territory(territory, register)).collect();
    let letter = letters::invitation(&letters::Invitation {
        to: &new.email,
        inviter: &by.name,
        roles: &roles,
        bodies: &bodies.iter().map(String::as_str).collect::<Vec<_>>(),
        link,
        valid_until: until,
    });
    send(state, &letter).await
}

/// Sends somebody the way to a new password.
pub(crate) async fn reset(state: &AppState, to: &Email, link: &Url, until: DateTime<Utc>) -> bool {
    send(state, &letters::password_reset(to, link, until)).await
}

/// Tells somebody that the password is another one: whoever did not change it learns of it.
pub(crate) async fn password_changed(state: &AppState, to: &Email) {
    send(state, &letters::password_changed(to, state.clock.now())).await;
}

async fn send(state: &AppState, letter: &Letter) -> bool {
    let Some(mailer) = &state.mailer else { return false };
    let sent = mailer.send(letter, state.clock.now()).await;
    if let Err(error) = &sent {
        tracing::error!(error = crate::failure::chain(error), "a letter was not sent");
    }
    sent.is_ok()
}
