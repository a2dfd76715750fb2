//! Talking to the provider.

use std::pin::Pin;
use std::time::Duration;

use axum::http::{Response, StatusCode};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AdditionalClaims, AsyncHttpClient, AuthorizationCode, ClaimsVerificationError, Client, DiscoveryError,
    EmptyExtraTokenFields, EndUserName, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest,
    HttpResponse, IdTokenFields, IssuerUrl, LocalizedClaim, Nonce, OAuth2TokenResponse as _,
    PkceCodeVerifier, RequestTokenError, StandardErrorResponse, StandardTokenResponse, SubjectIdentifier,
    TokenResponse as _, UserInfoClaims, UserInfoError,
};
use reqwest::redirect::Policy;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{OidcError, Settings, claims};

/// How long one answer may take; a sign-in asks for two or three.
const PATIENCE: Duration = Duration::from_secs(8);

/// Every claim that OpenID itself gives no name.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(super) struct Extra {
    #[serde(flatten)]
    all: Map<String, Value>,
}

impl AdditionalClaims for Extra {}

impl Extra {
    fn at(&self, path: &str) -> Option<Value> {
        claims::at(&self.all, path).cloned()
    }
}

type Fields = IdTokenFields<
    Extra,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
pub(super) type Tokens = StandardTokenResponse<Fields, CoreTokenType>;
type TokenError = StandardErrorResponse<CoreErrorResponseType>;
pub(super) type ProviderClient = Client<
    Extra,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    TokenError,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What the provider tells about somebody.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) subject: String,
    pub(super) email: Option<String>,
    pub(super) email_verified: bool,
    pub(super) name: Option<String>,
    pub(super) roles: Option<Value>,
    pub(super) bodies: Option<Value>,
}

/// What the provider says of itself, with its keys.
#[derive(Debug)]
pub(super) struct Provider {
    metadata: CoreProviderMetadata,
}

impl Provider {
    pub(super) async fn discover(issuer: &IssuerUrl, http: &Http) -> Result<Self, OidcError> {
        match CoreProviderMetadata::discover_async(issuer.clone(), http).await {
            Ok(metadata) => Ok(Self { metadata }),
            Err(DiscoveryError::Request(error)) => Err(OidcError::Unreachable(error.into())),
            Err(error) => Err(OidcError::Broken(error.into())),
        }
    }

    pub(super) fn client(&self, settings: &Settings) -> ProviderClient {
        Client::from_provider_metadata(
            self.metadata.clone(),
            settings.client_id(),
            Some(settings.client_secret.clone()),
        )
    }

    /// What the ID token says, if it is signed by this provider, for us, and for this attempt.
    pub(super) fn verify(
        &self,
        settings: &Settings,
        tokens: &Tokens,
        nonce: &Nonce,
    ) -> Result<Told, ClaimsVerificationError> {
        let client = self.client(settings);
        let token = tokens.id_token().ok_or(ClaimsVerificationError::Unsupported("no ID token".into()))?;
        let claims = token.claims(&client.id_token_verifier(), nonce)?;
        Ok(Told {
            subject: claims.subject().to_string(),
            email: claims.email().map(|email| email.to_string()),
            email_verified: claims.email_verified().unwrap_or(false),
            name: plain(claims.name()),
            roles: claims.additional_claims().at(&settings.roles_claim),
            bodies: claims.additional_claims().at(&settings.bodies_claim),
        })
    }
}

/// Whether newer keys of the provider may help.
pub(super) fn is_signature(error: &ClaimsVerificationError) -> bool {
    matches!(error, ClaimsVerificationError::SignatureVerification(_))
}

/// Trades the code for tokens.
pub(super) async fn exchange(
    client: &ProviderClient,
    code: AuthorizationCode,
    verifier: PkceCodeVerifier,
    http: &Http,
) -> Result<Tokens, OidcError> {
    let request = client.exchange_code(code).map_err(|error| OidcError::Broken(error.into()))?;
    request.set_pkce_verifier(verifier).request_async(http).await.map_err(|error| match error {
        // Used twice, or too late, or begun elsewhere.
        RequestTokenError::ServerResponse(answer)
            if *answer.error() == CoreErrorResponseType::InvalidGrant =>
        {
            OidcError::Stale
        }
        RequestTokenError::Request(error) => OidcError::Unreachable(error.into()),
        error => OidcError::Broken(error.into()),
    })
}

/// Asks the provider for what the ID token does not say, where it offers that.
pub(super) async fn complete(
    client: &ProviderClient,
    tokens: &Tokens,
    told: Told,
    settings: &Settings,
    http: &Http,
) -> Result<Told, OidcError> {
    let is_complete = told.email.is_some() && told.roles.is_some() && told.bodies.is_some();
    if is_complete || client.user_info_url().is_none() {
        return Ok(told);
    }
    // Somebody else's answer is refused: the subject must be the same.
    let subject = SubjectIdentifier::new(told.subject.clone());
    let request = client
        .user_info(tokens.access_token().clone(), Some(subject))
        .map_err(|error| OidcError::Broken(error.into()))?;
    let more: UserInfoClaims<Extra, CoreGenderClaim> =
        request.request_async(http).await.map_err(|error| match error {
            UserInfoError::Request(error) => OidcError::Unreachable(error.into()),
            error => OidcError::Broken(error.into()),
        })?;
    Ok(told.and(&more, settings))
}

impl Told {
    /// With what the other answer adds. What the token says itself, and signs, stays.
    fn and(mut self, more: &UserInfoClaims<Extra, CoreGenderClaim>, settings: &Settings) -> Self {
        // An address and whether it is verified belong together.
        if self.email.is_none() {
            self.email = more.email().map(|email| email.to_string());
            self.email_verified = more.email_verified().unwrap_or(false);
        }
        self.name = self.name.or_else(|| plain(more.name()));
        self.roles = self.roles.or_else(|| more.additional_claims().at(&settings.roles_claim));
        self.bodies = self.bodies.or_else(|| more.additional_claims().at(&settings.bodies_claim));
        self
    }
}

fn plain(name: Option<&LocalizedClaim<EndUserName>>) -> Option<String> {
    name?.get(None).map(|name| name.to_string())
}

/// Asks over HTTP, with patience, and goes nowhere else when told to.
#[derive(Clone, Debug)]
pub(super) struct Http(reqwest::Client);

/// Why there was no answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum HttpError {
    #[error("no answer")]
    Connection(#[from] reqwest::Error),
    #[error("an answer in other than HTTP")]
    Form(#[from] axum::http::Error),
    #[error("answered {0}")]
    Down(StatusCode),
}

impl Http {
    pub(super) fn new(https_only: bool) -> Result<Self, reqwest::Error> {
        // Fails when the process has one already, which is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // Following a redirect would send the secret to whoever the answer names.
        let client = reqwest::Client::builder()
            .redirect(Policy::none())
            .timeout(PATIENCE)
            .https_only(https_only)
            .user_agent("Lagebild")
            .build()?;
        Ok(Self(client))
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let answer = self.0.execute(request.try_into()?).await?;
        let status = answer.status();
        if status.is_server_error() {
            return Err(HttpError::Down(status));
        }
        let headers = answer.headers().clone();
        let mut response = Response::builder().status(status).body(answer.bytes().await?.to_vec())?;
        *response.headers_mut() = headers;
        Ok(response)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}
