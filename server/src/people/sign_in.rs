//! Signing in and out.

use app::form::Mistake;
use app::people::{Done, SignInPage, Visitor};
use app::urls;
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{RETRY_AFTER, SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use domain::people::{Email, Person, PersonId, Standing};
use store::{Browser, Credentials};

use crate::client_address::ClientAddress;
use crate::cookies::CookieKind;
use crate::failure::AppError;
use crate::guest::Guest;
use crate::state::AppState;
use crate::throttle::Wait;
use crate::token::token;
use crate::typed::Typed;
use crate::{demo, form, pages, password};

/// `GET /anmelden`
pub(crate) async fn show(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
) -> Result<Response, AppError> {
    let query = pages::query(&uri);
    let return_to = query.get("zurueck").and_then(|address| own_address(address));
    if guest.visitor.person.is_some() {
        return Ok(Redirect::to(return_to.as_deref().unwrap_or_else(|| guest.visitor.home())).into_response());
    }
    let given = SignInPage {
        return_to,
        done: query.get("erledigt").and_then(|word| Done::read(word)),
        ..page(&state).await?
    };
    pages::show_with(&state, &guest, uri, given).await
}

/// What the page offers, whoever asks.
pub(crate) async fn page(state: &AppState) -> Result<SignInPage, AppError> {
    let picture = state.read_model.current().await?;
    let register = picture.situation.responsibilities(state.clock.today()).register().clone();
    Ok(SignInPage {
        provider: state.oidc.as_ref().map(|oidc| oidc.name().to_owned()),
        demo_accounts: if picture.is_demo { demo::accounts::told(&register) } else { Vec::new() },
        demo_password: demo::accounts::PASSWORD,
        ..SignInPage::default()
    })
}

/// `POST /anmelden`: 303 when signed in, 422 otherwise, 429 where too much was tried.
pub(crate) async fn sign_in(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    ClientAddress(address): ClientAddress,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, AppError> {
    let typed = Typed::new(form::read(body).await?);
    let return_to = own_address(typed.text("zurueck"));
    let email = typed.text("email").parse::<Email>().ok();
    // A browser that the account was used from has a measure of its own, which strangers do not use up. Nothing else
    // is read before that: how long a refusal takes must not tell who has an account.
    let device = CookieKind::Device.read(&headers, &state.exposure);
    let known = match (&device, &email) {
        (Some(device), Some(email)) if state.db.knows_device(device, email).await? => Some(device.as_str()),
        _ => None,
    };
    let refused = state.sign_ins.admit(address, typed.text("email"), known).err();
    let given = SignInPage { return_to: return_to.clone(), ..page(&state).await? };
    if let Some(wait) = refused {
        let sent = typed.refused(Mistake::TooMany(wait.seconds));
        let page = pages::show_form(&state, &guest, uri, given, Some(sent)).await?;
        return Ok(with_wait(page, wait));
    }
    let credentials = match &email {
        Some(email) => state.db.credentials(email).await?,
        None => None,
    };
    let tried = credentials.as_ref().map(|found| found.person.id.clone());
    if let Some((person, hash)) = check(credentials, typed.text("password")).await {
        let compared = Some(hash.as_str());
        let welcomed = welcome(&state, &guest, &headers, person, "password", compared, return_to).await?;
        if let Some(welcomed) = welcomed {
            return Ok(welcomed);
        }
    }
    state.db.note_failed_sign_in(tried.as_ref(), state.clock.now()).await?;
    let sent = typed.refused(Mistake::SignIn);
    pages::show_form(&state, &guest, uri, given, Some(sent)).await
}

/// Who the password belongs to, and the hash it was compared with. Takes as long for an address that nobody has,
/// and says no more.
async fn check(credentials: Option<Credentials>, typed: &str) -> Option<(Person, String)> {
    let (person, hash) = match credentials {
        Some(found) if found.person.standing == Standing::Active => (Some(found.person), found.password_hash),
        _ => (None, None),
    };
    let is_right = password::verify(typed.to_owned(), hash.clone()).await;
    person.zip(hash).filter(|_| is_right)
}

/// Opens a session with a token that nobody has seen before, and leads to where the person wanted to go. `None`: in
/// the meantime the account was ended, or the password changed with whose hash the typed one was compared.
pub(crate) async fn welcome(
    state: &AppState,
    guest: &Guest,
    headers: &HeaderMap,
    person: Person,
    via: &'static str,
    compared: Option<&str>,
    return_to: Option<String>,
) -> Result<Option<Response>, AppError> {
    let now = state.clock.now();
    let device = CookieKind::Device.read(headers, &state.exposure).filter(|device| is_token(device));
    let (session, device) = (token(), device.unwrap_or_else(token));
    let agent = headers.get(USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
    let browser = Browser { token: &session, device: &device, agent };
    if !state.db.sign_in(&person.id, browser, via, compared, now).await? {
        return Ok(None);
    }
    if let (Some(session), Some(before)) = (guest.session, &guest.visitor.person) {
        state.db.end_session(&before.id, session, now).await?;
    }
    let home = Visitor { person: Some(person.into()) }.home();
    let mut response = Redirect::to(return_to.as_deref().unwrap_or(home)).into_response();
    let cookies = [
        CookieKind::Session.set(&session, &state.exposure),
        CookieKind::Device.set(&device, &state.exposure),
    ];
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(Some(response))
}

/// `POST /abmelden`
pub(crate) async fn sign_out(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
) -> Result<Response, AppError> {
    if let (Some(session), Some(person)) = (guest.session, &guest.visitor.person) {
        state.db.end_session(&person.id, session, state.clock.now()).await?;
    }
    Ok(leave(&state, Done::SignedOut))
}

/// To the sign-in page, without a session.
pub(crate) fn leave(state: &AppState, done: Done) -> Response {
    let address = urls::with_query(urls::SIGN_IN, &[("erledigt", done.word())]);
    let mut response = Redirect::to(&address).into_response();
    response.headers_mut().append(SET_COOKIE, CookieKind::Session.forget(&state.exposure));
    response
}

/// A token of ours, and not what somebody else put in its place.
fn is_token(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The address, provided that it is one of this site.
pub(crate) fn own_address(address: &str) -> Option<String> {
    let is_path = address.starts_with('/')
        // Browsers read both as the beginning of another host.
        && !address.starts_with("//")
        && !address.contains('\\')
        && !address.chars().any(char::is_control)
        && !address.starts_with(urls::SIGN_IN);
    (is_path && HeaderValue::try_from(address).is_ok()).then(|| address.to_owned())
}

/// Says when to try again.
pub(crate) fn with_wait(mut response: Response, wait: Wait) -> Response {
    *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
    response.headers_mut().insert(RETRY_AFTER, wait.seconds.into());
    response
}

/// The id of whoever is signed in; the table of rights lets nobody else come here.
pub(crate) fn signed_in(guest: &Guest) -> Result<(&PersonId, i64), AppError> {
    let person = guest.visitor.person.as_ref().ok_or(AppError::SignedOut(None))?;
    Ok((&person.id, guest.session.ok_or(AppError::SignedOut(None))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_this_site_are_returned_to() {
        for address in ["/", "/kommunen/092735218?gespeichert=1"] {
            assert_eq!(own_address(address).as_deref(), Some(address));
        }
        for address in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nSet-Cookie: x",
            "/anmelden",
        ] {
            assert_eq!(own_address(address), None, "{address:?}");
        }
    }
}
