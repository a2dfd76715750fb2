//! Signing in through the provider of the administration.

use app::form::{Mistake, SentForm};
use app::people::SignInPage;
use app::urls;
use axum::Extension;
use axum::extract::{Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use domain::people::{NewPerson, PersonName, Rights, Standing, Territory};
use domain::register::Register;
use store::PeopleError;

use super::letters;
use super::sign_in::{own_address, page, welcome, with_wait};
use crate::client_address::ClientAddress;
use crate::cookies::CookieKind;
use crate::failure::{AppError, chain};
use crate::guest::Guest;
use crate::oidc::{Attempt, Callback, Identity, OidcError};
use crate::pages;
use crate::state::AppState;
use crate::token::person_id;

/// `GET /anmelden/oidc`: to the provider, with an attempt in the cookie of this browser. No form, since the policy of
/// our pages lets forms lead nowhere else, not even by a redirect.
pub(crate) async fn begin(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, AppError> {
    let oidc = state.oidc.clone().ok_or(AppError::NotFound)?;
    let return_to = pages::query(&uri).get("zurueck").and_then(|address| own_address(address));
    if let Err(wait) = state.costly.admit(address) {
        let refused = refuse(&state, &guest, return_to, Mistake::TooMany(wait.seconds)).await?;
        return Ok(with_wait(refused, wait));
    }
    let origin = letters::origin(&state.exposure, &headers).ok_or(AppError::Parameter)?;
    match oidc.begin(&origin, return_to.clone()).await {
        Ok(begun) => {
            let mut response = Redirect::to(begun.redirect_to.as_str()).into_response();
            let attempt = CookieKind::Oidc.set(&begun.attempt.to_string(), &state.exposure);
            response.headers_mut().append(SET_COOKIE, attempt);
            Ok(response)
        }
        Err(error) => refuse(&state, &guest, return_to, mistake(&error)).await,
    }
}

/// `GET /anmelden/oidc/zurueck`: from the provider.
pub(crate) async fn end(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    Query(callback): Query<Callback>,
) -> Result<Response, AppError> {
    let oidc = state.oidc.clone().ok_or(AppError::NotFound)?;
    // Each costs the provider a look at our secret.
    if let Err(wait) = state.costly.admit(address) {
        let refused = refuse(&state, &guest, None, Mistake::TooMany(wait.seconds)).await?;
        return Ok(with_wait(refused, wait));
    }
    let origin = letters::origin(&state.exposure, &headers).ok_or(AppError::Parameter)?;
    let attempt: Option<Attempt> =
        CookieKind::Oidc.read(&headers, &state.exposure).and_then(|cookie| cookie.parse().ok());
    // It comes back from the browser.
    let return_to = attempt.as_ref().and_then(|attempt| own_address(attempt.return_to.as_deref()?));
    let outcome = match oidc.complete(&origin, attempt, callback).await {
        Ok(identity) => enter(&state, &identity).await?,
        Err(error) => Err(mistake(&error)),
    };
    let mut response = match outcome {
        Ok(person) => match welcome(&state, &guest, &headers, person, "oidc", None, return_to).await? {
            Some(welcomed) => welcomed,
            None => refuse(&state, &guest, None, Mistake::ProviderRefused).await?,
        },
        Err(mistake) => {
            state.db.note_failed_sign_in(None, state.clock.now()).await?;
            refuse(&state, &guest, return_to, mistake).await?
        }
    };
    response.headers_mut().append(SET_COOKIE, CookieKind::Oidc.forget(&state.exposure));
    Ok(response)
}

/// Whoever the provider says it is, with the rights it tells.
async fn enter(
    state: &AppState,
    identity: &Identity,
) -> Result<Result<domain::people::Person, Mistake>, AppError> {
    for word in &identity.unknown {
        tracing::warn!(word, "the provider tells a role or a body that is not known");
    }
    let register = pages::page(state, &Uri::from_static(urls::OVERVIEW)).await?.register();
    let rights = rights(identity, &register);
    let now = state.clock.now();
    if rights.roles.is_empty() {
        // What the provider has taken away must not go on here.
        state.db.provider_gives_no_role(&identity.issuer, &identity.subject, now).await?;
        return Ok(Err(Mistake::NoRoleAtProvider));
    }
    // An address that the provider has not verified may be anybody's.
    let email = identity.email.as_ref().filter(|_| identity.email_verified);
    let Some(email) = email.and_then(|email| email.parse().ok()) else {
        return Ok(Err(Mistake::ProviderRefused));
    };
    let name = identity.name.as_deref().and_then(|name| name.parse::<PersonName>().ok());
    let Some(name) = name.or_else(|| identity.email.as_deref()?.parse().ok()) else {
        return Ok(Err(Mistake::ProviderRefused));
    };
    let new = NewPerson { email, name, rights };
    let entered =
        state.db.person_of_provider(&identity.issuer, &identity.subject, &person_id(), &new, now).await;
    match entered {
        Ok(person) if person.standing == Standing::Active => Ok(Ok(person)),
        // Deactivated here: the provider may know the person all the same.
        Ok(_) => Ok(Err(Mistake::ProviderRefused)),
        Err(PeopleError::EmailTaken) => Ok(Err(Mistake::EmailTakenAtProvider)),
        Err(error) => Err(error.into()),
    }
}

/// What the provider tells, as far as the register knows the bodies.
fn rights(identity: &Identity, register: &Register) -> Rights {
    let mut territories: Vec<Territory> = Vec::new();
    for (key, with_members) in &identity.bodies {
        match register.resolve(key) {
            Some(body) if territories.iter().all(|known| known.body != body.ars) => {
                territories.push(Territory {
                    body: body.ars,
                    with_members: *with_members,
                    may_invite: false,
                });
            }
            Some(_) => {}
            None => tracing::warn!(key, "the provider tells a body that is not in the register"),
        }
    }
    Rights { roles: identity.roles.iter().copied().collect(), territories }
}

fn mistake(error: &OidcError) -> Mistake {
    tracing::warn!(error = chain(error), "signing in through the provider failed");
    match error {
        OidcError::Unreachable(_) => Mistake::ProviderDown,
        _ => Mistake::ProviderRefused,
    }
}

/// The sign-in page, with what went wrong. Signing in with a password works all the same.
async fn refuse(
    state: &AppState,
    guest: &Guest,
    return_to: Option<String>,
    mistake: Mistake,
) -> Result<Response, AppError> {
    let sent = SentForm { mistakes: vec![(None, mistake)], ..SentForm::default() };
    let given = SignInPage { return_to, ..page(state).await? };
    pages::show_form(state, guest, Uri::from_static(urls::SIGN_IN), given, Some(sent)).await
}
