//! Signing in through the OpenID provider of the administration: Authorization Code with PKCE.
//!
//! [`Oidc::begin`] sends a browser to the provider, [`Oidc::complete`] receives it when it comes back. What is
//! done with the [`Identity`] is decided elsewhere. The provider is asked nothing before the first sign-in, so
//! the server starts and passwords work while it is down.

mod attempt;
mod claims;
mod provider;
#[cfg(test)]
mod tests;

use std::error::Error;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use domain::people::Role;
use openidconnect::core::CoreAuthenticationFlow;
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, IssuerUrl, Nonce, PkceCodeChallenge, RedirectUrl,
    Scope,
};
use tokio::time::Instant;
use url::Url;

pub use attempt::{Attempt, AttemptError};
use provider::{Http, Provider};

/// Where the provider sends the browser back to.
pub const CALLBACK: &str = "/anmelden/oidc/zurueck";

/// How long what the provider says of itself is believed. A key that it gave up is trusted no longer than this.
const KEPT: Duration = Duration::from_hours(1);

/// What the operator says about the provider.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The issuer, letter by letter as the provider calls itself.
    pub issuer: String,
    /// How the provider calls this product.
    pub client_id: String,
    /// The secret that the two share.
    pub client_secret: ClientSecret,
    /// The claim with the roles: its name, or a path such as `realm_access.roles`.
    pub roles_claim: String,
    /// The claim with the authorities: its name, or a path.
    pub bodies_claim: String,
    /// What stands on the button.
    pub name: String,
}

/// Why an [`Oidc`] cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The issuer is no `https` address, and no `http` address of this machine.
    #[error("not an address of a provider")]
    Issuer,
    /// The certificates of this machine cannot be used.
    #[error("no certificates to trust")]
    Tls(#[source] reqwest::Error),
}

/// Why somebody was not signed in.
#[derive(Debug, thiserror::Error)]
pub enum OidcError {
    /// The provider does not answer. Later it may.
    #[error("the provider does not answer")]
    Unreachable(#[source] Cause),
    /// The attempt is not one that this browser began, or is over already. Another one helps.
    #[error("not an attempt of this browser, or no longer")]
    Stale,
    /// The person or the provider said no.
    #[error("the provider let nobody in")]
    Denied,
    /// The provider says what cannot be believed or understood. The operator has to look.
    #[error("the provider does not keep to the agreement")]
    Broken(#[source] Cause),
}

/// What was at the bottom of it, for the log.
pub type Cause = Box<dyn Error + Send + Sync>;

/// The way to the provider, and the attempt that goes into the cookie of the browser.
#[derive(Debug)]
pub struct Begun {
    /// Where the browser is sent.
    pub redirect_to: Url,
    /// What has to be there when it comes back.
    pub attempt: Attempt,
}

/// What the provider gave the browser to bring back.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub struct Callback {
    /// Opens the door once.
    pub code: Option<String>,
    /// Names the attempt.
    pub state: Option<String>,
    /// Why there is no code.
    pub error: Option<String>,
}

/// Who somebody is and what the provider wants them to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The provider.
    pub issuer: String,
    /// The person, for this provider, forever. Nothing else names a person reliably.
    pub subject: String,
    /// The mail address.
    pub email: Option<String>,
    /// Whether the provider knows that the address is theirs. Otherwise it proves nothing.
    pub email_verified: bool,
    /// The name.
    pub name: Option<String>,
    /// The roles, each once.
    pub roles: Vec<Role>,
    /// Keys of authorities, not looked up yet, each with whether its members belong to it.
    pub bodies: Vec<(String, bool)>,
    /// Words that are neither role nor key; they grant nothing.
    pub unknown: Vec<String>,
}

/// The provider of the administration.
#[derive(Debug)]
pub struct Oidc {
    settings: Settings,
    issuer: IssuerUrl,
    http: Http,
    known: RwLock<Option<(Instant, Arc<Provider>)>>,
}

impl Oidc {
    /// Signs in through the provider. Asks it nothing yet.
    pub fn new(settings: Settings) -> Result<Self, SettingsError> {
        let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(|_| SettingsError::Issuer)?;
        let is_secure = match (issuer.url().scheme(), issuer.url().host()) {
            ("https", Some(_)) => true,
            ("http", Some(url::Host::Domain(name))) => name == "localhost",
            ("http", Some(url::Host::Ipv4(address))) => address.is_loopback(),
            ("http", Some(url::Host::Ipv6(address))) => address.is_loopback(),
            _ => false,
        };
        if !is_secure {
            return Err(SettingsError::Issuer);
        }
        let http = Http::new(issuer.url().scheme() == "https").map_err(SettingsError::Tls)?;
        Ok(Self { settings, issuer, http, known: RwLock::default() })
    }

    /// What stands on the button.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// Begins a sign-in that ends at [`CALLBACK`] of `public_origin`; `return_to` is kept for then.
    pub async fn begin(&self, public_origin: &Url, return_to: Option<String>) -> Result<Begun, OidcError> {
        let provider = self.provider().await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (redirect_to, state, nonce) = provider
            .client(&self.settings)
            .set_redirect_uri(redirect_uri(public_origin)?)
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .add_scope(Scope::new("email".into()))
            .add_scope(Scope::new("profile".into()))
            .set_pkce_challenge(challenge)
            .url();
        Ok(Begun { redirect_to, attempt: Attempt { state, nonce, verifier, return_to } })
    }

    /// Ends a sign-in with the attempt from the cookie of this browser and what the browser brought back.
    pub async fn complete(
        &self,
        public_origin: &Url,
        attempt: Option<Attempt>,
        callback: Callback,
    ) -> Result<Identity, OidcError> {
        // First of all: whoever planted this address in the browser has no attempt in it.
        let attempt = attempt
            .filter(|attempt| callback.state.as_ref() == Some(attempt.state.secret()))
            .ok_or(OidcError::Stale)?;
        let code = match (callback.error.as_deref(), callback.code) {
            (None, Some(code)) => AuthorizationCode::new(code),
            (None, None) => return Err(OidcError::Stale),
            (Some("access_denied"), _) => return Err(OidcError::Denied),
            (Some(error @ ("temporarily_unavailable" | "server_error")), _) => {
                return Err(OidcError::Unreachable(format!("it sent the browser back with {error}").into()));
            }
            (Some(error), _) => {
                let error: String = error.chars().take(100).collect();
                return Err(OidcError::Broken(format!("it sent the browser back with {error:?}").into()));
            }
        };
        let provider = self.provider().await?;
        let client = provider.client(&self.settings).set_redirect_uri(redirect_uri(public_origin)?);
        let tokens = provider::exchange(&client, code, attempt.verifier, &self.http).await?;
        let told = match provider.verify(&self.settings, &tokens, &attempt.nonce) {
            // Perhaps signed with a key that the provider did not have when it was asked last.
            Err(error) if provider::is_signature(&error) => {
                let renewed = self.discover().await?;
                renewed.verify(&self.settings, &tokens, &attempt.nonce)
            }
            verified => verified,
        };
        let told = told.map_err(|error| OidcError::Broken(error.into()))?;
        let told = provider::complete(&client, &tokens, told, &self.settings, &self.http).await?;
        let rights = claims::rights(told.roles.as_ref(), told.bodies.as_ref());
        Ok(Identity {
            issuer: self.settings.issuer.clone(),
            subject: told.subject,
            email: told.email,
            email_verified: told.email_verified,
            name: told.name,
            roles: rights.roles,
            bodies: rights.bodies,
            unknown: rights.unknown,
        })
    }

    /// What the provider said of itself not long ago.
    async fn provider(&self) -> Result<Arc<Provider>, OidcError> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner).clone();
        match known {
            Some((since, provider)) if since.elapsed() < KEPT => Ok(provider),
            _ => self.discover().await,
        }
    }

    /// Asks the provider. Without a lock: when it is down, nobody waits in a queue for it.
    async fn discover(&self) -> Result<Arc<Provider>, OidcError> {
        let provider = Arc::new(Provider::discover(&self.issuer, &self.http).await?);
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        *known = Some((Instant::now(), provider.clone()));
        Ok(provider)
    }
}

impl Settings {
    fn client_id(&self) -> ClientId {
        ClientId::new(self.client_id.clone())
    }
}

fn redirect_uri(public_origin: &Url) -> Result<RedirectUrl, OidcError> {
    let url = public_origin.join(CALLBACK).map_err(|error| OidcError::Broken(error.into()))?;
    Ok(RedirectUrl::from_url(url))
}
