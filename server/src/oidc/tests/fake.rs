//! A provider on a free port that says what the test wants it to say.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use axum::{Form, Json, Router};
use chrono::Utc;
use openidconnect::core::{CoreEdDsaPrivateSigningKey, CoreGenderClaim, CoreJwsSigningAlgorithm};
use openidconnect::{IdTokenClaims, JsonWebKeyId, PrivateSigningKey as _};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use url::Url;

use super::super::provider::Extra;
use super::super::{Oidc, Settings};

type IdToken = openidconnect::IdToken<
    Extra,
    CoreGenderClaim,
    openidconnect::core::CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;

/// What it does and what it was asked.
#[derive(Debug, Default)]
pub(super) struct Script {
    /// Instead of what the ID token says otherwise; `null` leaves a claim out.
    pub(super) claims: Value,
    /// What the userinfo endpoint answers; `null`: it is not offered.
    pub(super) userinfo: Value,
    /// Which of its keys it signs with and shows.
    pub(super) key: usize,
    /// Signs without saying with which key.
    pub(super) is_nameless: bool,
    /// Changes the token on its way.
    pub(super) forge: Option<fn(String) -> String>,
    /// Answers this instead of tokens.
    pub(super) refusal: Option<(StatusCode, Value)>,
    /// Answers this instead of anything.
    pub(super) is_down: bool,
    /// Sends everybody elsewhere.
    pub(super) is_moved: bool,
    /// How often it was asked what it says of itself.
    pub(super) discoveries: usize,
    /// How often it was asked about a person, or where it sends everybody.
    pub(super) questions: usize,
    /// The last request for tokens: its authorization and its fields.
    pub(super) exchange: (String, HashMap<String, String>),
}

/// The provider.
#[derive(Clone)]
pub(super) struct Fake {
    pub(super) issuer: String,
    pub(super) script: Arc<Mutex<Script>>,
}

impl Fake {
    pub(super) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}/realms/land", listener.local_addr().unwrap());
        let fake = Self { issuer, script: Arc::default() };
        let realm = Router::new()
            .route("/.well-known/openid-configuration", get(discovery))
            .route("/keys", get(keys))
            .route("/token", post(token))
            .route("/userinfo", get(userinfo));
        let router = Router::new()
            .nest("/realms/land", realm)
            .route("/elsewhere", get(userinfo))
            .with_state(fake.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        fake
    }

    pub(super) fn oidc(&self) -> Oidc {
        Oidc::new(self.settings()).unwrap()
    }

    pub(super) fn settings(&self) -> Settings {
        Settings {
            issuer: self.issuer.clone(),
            client_id: "lagebild".into(),
            client_secret: openidconnect::ClientSecret::new("geheim & so".into()),
            roles_claim: "lagebild_roles".into(),
            bodies_claim: "lagebild_bodies".into(),
            name: "Anmeldung der Verwaltung".into(),
        }
    }

    /// What the person's browser was sent to sign in with goes into the ID token.
    pub(super) fn sign_in(&self, redirect_to: &Url) {
        let nonce = redirect_to.query_pairs().find(|(name, _)| name == "nonce").unwrap().1.into_owned();
        let claims = &mut self.script.lock().unwrap().claims;
        if claims.get("nonce").is_none() {
            claims["nonce"] = nonce.into();
        }
    }

    fn key(&self) -> CoreEdDsaPrivateSigningKey {
        // Two seeds, of ones and of twos.
        const KEYS: [&str; 2] = [
            "MC4CAQAwBQYDK2VwBCIEIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEB",
            "MC4CAQAwBQYDK2VwBCIEIAICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgIC",
        ];
        let script = self.script.lock().unwrap();
        let name = (!script.is_nameless).then(|| JsonWebKeyId::new(format!("key-{}", script.key)));
        let pem = format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", KEYS[script.key]);
        CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, name).unwrap()
    }

    fn refusal(&self) -> Option<Response> {
        let script = self.script.lock().unwrap();
        if script.is_moved {
            return Some(Redirect::temporary("/elsewhere").into_response());
        }
        script.is_down.then(|| StatusCode::BAD_GATEWAY.into_response())
    }
}

async fn discovery(State(fake): State<Fake>) -> Response {
    fake.script.lock().unwrap().discoveries += 1;
    if let Some(refusal) = fake.refusal() {
        return refusal;
    }
    let issuer = &fake.issuer;
    let mut metadata = json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/auth?theme=land"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["none", "EdDSA"],
    });
    if !fake.script.lock().unwrap().userinfo.is_null() {
        metadata["userinfo_endpoint"] = format!("{issuer}/userinfo").into();
    }
    Json(metadata).into_response()
}

async fn keys(State(fake): State<Fake>) -> Response {
    Json(json!({ "keys": [fake.key().as_verification_key(), { "kty": "of tomorrow" }] })).into_response()
}

async fn token(
    State(fake): State<Fake>,
    headers: HeaderMap,
    Form(fields): Form<HashMap<String, String>>,
) -> Response {
    if let Some(refusal) = fake.refusal() {
        return refusal;
    }
    let authorization = headers["authorization"].to_str().unwrap().to_owned();
    fake.script.lock().unwrap().exchange = (authorization, fields);
    let key = fake.key();
    let script = fake.script.lock().unwrap();
    if let Some((status, answer)) = &script.refusal {
        return (*status, Json(answer.clone())).into_response();
    }
    let now = Utc::now().timestamp();
    let mut claims = json!({
        "iss": fake.issuer,
        "aud": "lagebild",
        "sub": "4711",
        "iat": now,
        "exp": now + 60,
    });
    for (name, value) in script.claims.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    let claims: IdTokenClaims<Extra, CoreGenderClaim> = serde_json::from_value(claims).unwrap();
    let token = IdToken::new(claims, &key, CoreJwsSigningAlgorithm::EdDsa, None, None).unwrap().to_string();
    let token = script.forge.map_or(token.clone(), |forge| forge(token));
    Json(json!({ "access_token": "offen", "token_type": "Bearer", "id_token": token })).into_response()
}

async fn userinfo(State(fake): State<Fake>, headers: HeaderMap) -> Response {
    let mut script = fake.script.lock().unwrap();
    script.questions += 1;
    assert_eq!(headers["authorization"], "Bearer offen");
    Json(script.userinfo.clone()).into_response()
}
