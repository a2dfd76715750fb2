mod fake;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::*;
use fake::{Fake, Script};

fn origin() -> Url {
    "https://lagebild.example".parse().unwrap()
}

fn query(url: &Url, wanted: &str) -> String {
    url.query_pairs().find(|(name, _)| name == wanted).unwrap_or_else(|| panic!("{wanted} in {url}")).1.into()
}

fn came_back(redirect_to: &Url) -> Callback {
    Callback { code: Some("einmal".into()), state: Some(query(redirect_to, "state")), error: None }
}

/// From the button to the end.
async fn sign_in(fake: &Fake, oidc: &Oidc) -> Result<Identity, OidcError> {
    let Begun { redirect_to, attempt } = oidc.begin(&origin(), None).await?;
    fake.sign_in(&redirect_to);
    oidc.complete(&origin(), Some(attempt.to_string().parse().unwrap()), came_back(&redirect_to)).await
}

async fn told(claims: Value, userinfo: Value) -> (Fake, Result<Identity, OidcError>) {
    let fake = Fake::start().await;
    *fake.script.lock().unwrap() = Script { claims, userinfo, ..Script::default() };
    let identity = sign_in(&fake, &fake.oidc()).await;
    (fake, identity)
}

fn everything() -> Value {
    json!({
        "email": "kontakt@kommune.example",
        "email_verified": true,
        "name": "Konrad Kontakt",
        "lagebild_roles": ["contact"],
        "lagebild_bodies": ["09273+"],
    })
}

#[tokio::test]
async fn somebody_signs_in() {
    let (fake, identity) = told(everything(), Value::Null).await;
    let expected = Identity {
        issuer: fake.issuer.clone(),
        subject: "4711".into(),
        email: Some("kontakt@kommune.example".into()),
        email_verified: true,
        name: Some("Konrad Kontakt".into()),
        roles: vec![Role::Contact],
        bodies: vec![("09273".into(), true)],
        unknown: vec![],
    };
    assert_eq!(identity.unwrap(), expected);
    let script = fake.script.lock().unwrap();
    assert_eq!(script.discoveries, 1, "asked once for both halves");
    let (authorization, fields) = &script.exchange;
    // Each half is escaped before they are joined, RFC 6749 2.3.1.
    assert_eq!(authorization, "Basic bGFnZWJpbGQ6Z2VoZWltKyUyNitzbw==");
    assert_eq!(fields["code"], "einmal");
    assert_eq!(fields["redirect_uri"], "https://lagebild.example/anmelden/oidc/zurueck");
    assert!(fields["code_verifier"].len() >= 43);
}

#[tokio::test]
async fn the_browser_is_sent_with_pkce_state_and_nonce() {
    let fake = Fake::start().await;
    let oidc = fake.oidc();
    assert_eq!(fake.script.lock().unwrap().discoveries, 0, "nothing is asked before somebody signs in");
    let begun = oidc.begin(&origin(), Some("/kommunen".into())).await.unwrap();
    let to = &begun.redirect_to;
    assert!(to.as_str().starts_with(&format!("{}/auth?theme=land&", fake.issuer)), "{to}");
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", "lagebild"),
        ("scope", "openid email profile"),
        ("redirect_uri", "https://lagebild.example/anmelden/oidc/zurueck"),
        ("code_challenge_method", "S256"),
    ] {
        assert_eq!(query(to, name), value);
    }
    assert_eq!(begun.attempt.return_to.as_deref(), Some("/kommunen"));
    let other = oidc.begin(&origin(), None).await.unwrap().redirect_to;
    for name in ["state", "nonce", "code_challenge"] {
        assert!(query(to, name).len() >= 22, "{name}");
        assert_ne!(query(to, name), query(&other, name), "{name}");
    }
}

#[tokio::test]
async fn another_browser_gets_nowhere() {
    let fake = Fake::start().await;
    fake.script.lock().unwrap().claims = everything();
    let oidc = fake.oidc();
    let Begun { redirect_to, attempt } = oidc.begin(&origin(), None).await.unwrap();
    fake.sign_in(&redirect_to);
    let other = oidc.begin(&origin(), None).await.unwrap().attempt;
    let mine = || Some(attempt.to_string().parse().unwrap());
    let back = came_back(&redirect_to);
    for (attempt, callback) in [
        (None, back.clone()),
        (None, Callback::default()),
        (Some(other), back.clone()),
        (mine(), Callback { state: None, ..back.clone() }),
        (mine(), Callback { code: None, ..back.clone() }),
    ] {
        let refused = oidc.complete(&origin(), attempt, callback).await;
        assert!(matches!(refused, Err(OidcError::Stale)), "{refused:?}");
    }
    assert!(fake.script.lock().unwrap().exchange.1.is_empty(), "the code is not used");
    oidc.complete(&origin(), mine(), back).await.unwrap();
}

#[tokio::test]
async fn a_token_that_is_not_for_us_now_is_refused() {
    for (claim, value) in [
        ("aud", json!("another")),
        ("aud", json!(["lagebild", "another"])),
        ("iss", json!("http://127.0.0.1/other")),
        ("exp", json!(1_700_000_000)),
        ("nonce", json!("of another attempt")),
    ] {
        let mut claims = everything();
        claims[claim] = value.clone();
        let (_, refused) = told(claims, Value::Null).await;
        assert!(matches!(refused, Err(OidcError::Broken(_))), "{claim} {value}: {refused:?}");
    }
}

#[tokio::test]
async fn a_token_with_another_signature_or_none_is_refused() {
    let forgeries: [fn(String) -> String; 3] = [
        |token| token.rsplit_once('.').unwrap().0.to_owned() + ".AAAA",
        // {"alg":"none"}
        |token| format!("eyJhbGciOiJub25lIn0.{}.", token.split('.').nth(1).unwrap()),
        |_| String::new(),
    ];
    for forge in forgeries {
        let fake = Fake::start().await;
        *fake.script.lock().unwrap() =
            Script { claims: everything(), forge: Some(forge), ..Script::default() };
        let refused = sign_in(&fake, &fake.oidc()).await;
        assert!(matches!(refused, Err(OidcError::Broken(_))), "{refused:?}");
    }
}

#[tokio::test]
async fn new_keys_are_fetched_when_they_are_needed() {
    for is_nameless in [false, true] {
        let fake = Fake::start().await;
        *fake.script.lock().unwrap() = Script { claims: everything(), is_nameless, ..Script::default() };
        let oidc = fake.oidc();
        let begun = oidc.begin(&origin(), None).await.unwrap();
        fake.sign_in(&begun.redirect_to);
        fake.script.lock().unwrap().key = 1;
        oidc.complete(&origin(), Some(begun.attempt), came_back(&begun.redirect_to)).await.unwrap();
        assert_eq!(fake.script.lock().unwrap().discoveries, 2);
        fake.script.lock().unwrap().claims = everything();
        sign_in(&fake, &oidc).await.unwrap();
        assert_eq!(fake.script.lock().unwrap().discoveries, 2, "and kept");
    }
}

#[tokio::test]
async fn what_the_provider_said_is_not_believed_forever() {
    let fake = Fake::start().await;
    let oidc = fake.oidc();
    oidc.begin(&origin(), None).await.unwrap();
    if let Some((since, _)) = oidc.known.write().unwrap().as_mut() {
        *since = since.checked_sub(KEPT).unwrap();
    }
    oidc.begin(&origin(), None).await.unwrap();
    assert_eq!(fake.script.lock().unwrap().discoveries, 2);
}

#[tokio::test]
async fn what_the_token_lacks_is_asked_for() {
    let of_token = json!({ "lagebild_roles": "viewer" });
    let (fake, identity) = told(
        of_token,
        json!({
            "sub": "4711",
            "email": "kontakt@kommune.example",
            "name": "Konrad Kontakt",
            "lagebild_roles": "admin",
            "lagebild_bodies": "09273",
        }),
    )
    .await;
    let identity = identity.unwrap();
    assert_eq!(identity.roles, [Role::Viewer], "what is signed stays");
    assert_eq!(identity.bodies, [("09273".to_owned(), false)]);
    assert_eq!(identity.email.as_deref(), Some("kontakt@kommune.example"));
    assert!(!identity.email_verified, "nobody said so");
    assert_eq!(fake.script.lock().unwrap().questions, 1);

    let (fake, _) = told(everything(), json!({ "sub": "4711" })).await;
    assert_eq!(fake.script.lock().unwrap().questions, 0, "the token said it all");
}

#[tokio::test]
async fn an_answer_about_somebody_else_is_refused() {
    let (_, refused) = told(json!({}), json!({ "sub": "4712", "lagebild_roles": "admin" })).await;
    assert!(matches!(refused, Err(OidcError::Broken(_))), "{refused:?}");
}

#[tokio::test]
async fn a_provider_without_the_claims_grants_nothing() {
    let (_, identity) = told(json!({}), Value::Null).await;
    let identity = identity.unwrap();
    assert_eq!((identity.roles, identity.bodies, identity.unknown), (vec![], vec![], vec![]));
    assert_eq!((identity.email, identity.email_verified, identity.name), (None, false, None));
}

#[tokio::test]
async fn a_provider_that_is_down_may_come_back() {
    let fake = Fake::start().await;
    *fake.script.lock().unwrap() = Script { claims: everything(), is_down: true, ..Script::default() };
    let oidc = fake.oidc();
    let refused = oidc.begin(&origin(), None).await;
    assert!(matches!(refused, Err(OidcError::Unreachable(_))), "{refused:?}");
    fake.script.lock().unwrap().is_down = false;
    sign_in(&fake, &oidc).await.unwrap();

    let begun = oidc.begin(&origin(), None).await.unwrap();
    fake.script.lock().unwrap().is_down = true;
    let refused = oidc.complete(&origin(), Some(begun.attempt), came_back(&begun.redirect_to)).await;
    assert!(matches!(refused, Err(OidcError::Unreachable(_))), "{refused:?}");
}

#[tokio::test]
async fn a_provider_that_is_not_there_is_unreachable() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let issuer = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let settings = Settings { issuer, ..Fake::start().await.settings() };
    let refused = Oidc::new(settings).unwrap().begin(&origin(), None).await;
    assert!(matches!(refused, Err(OidcError::Unreachable(_))), "{refused:?}");
}

#[tokio::test]
async fn nobody_is_followed_elsewhere() {
    let fake = Fake::start().await;
    fake.script.lock().unwrap().is_moved = true;
    let refused = fake.oidc().begin(&origin(), None).await;
    assert!(matches!(refused, Err(OidcError::Broken(_))), "{refused:?}");
    assert_eq!(fake.script.lock().unwrap().questions, 0);
}

#[tokio::test]
async fn another_issuer_than_the_configured_one_is_not_believed() {
    let fake = Fake::start().await;
    let settings = Settings { issuer: format!("{}/", fake.issuer), ..fake.settings() };
    let refused = Oidc::new(settings).unwrap().begin(&origin(), None).await;
    assert!(matches!(refused, Err(OidcError::Broken(_))), "{refused:?}");
}

#[tokio::test]
async fn the_answers_no_are_told_apart() {
    let fake = Fake::start().await;
    let oidc = fake.oidc();
    for (error, is_expected) in [
        ("access_denied", (|error| matches!(error, OidcError::Denied)) as fn(&OidcError) -> bool),
        ("temporarily_unavailable", |error| matches!(error, OidcError::Unreachable(_))),
        ("invalid_scope", |error| matches!(error, OidcError::Broken(_))),
    ] {
        let begun = oidc.begin(&origin(), None).await.unwrap();
        let callback = Callback { error: Some(error.into()), code: None, ..came_back(&begun.redirect_to) };
        let refused = oidc.complete(&origin(), Some(begun.attempt), callback).await.unwrap_err();
        assert!(is_expected(&refused), "{error}: {refused:?}");
    }
    for (error, is_expected) in [
        ("invalid_grant", (|error| matches!(error, OidcError::Stale)) as fn(&OidcError) -> bool),
        ("invalid_client", |error| matches!(error, OidcError::Broken(_))),
    ] {
        fake.script.lock().unwrap().refusal = Some((StatusCode::BAD_REQUEST, json!({ "error": error })));
        let begun = oidc.begin(&origin(), None).await.unwrap();
        let refused =
            oidc.complete(&origin(), Some(begun.attempt), came_back(&begun.redirect_to)).await.unwrap_err();
        assert!(is_expected(&refused), "{error}: {refused:?}");
    }
}

#[test]
fn the_secret_travels_encrypted_or_not_at_all() {
    let new = |issuer: &str| {
        Oidc::new(Settings {
            issuer: issuer.into(),
            client_id: "lagebild".into(),
            client_secret: openidconnect::ClientSecret::new("geheim".into()),
            roles_claim: "lagebild_roles".into(),
            bodies_claim: "lagebild_bodies".into(),
            name: "Anmeldung der Verwaltung".into(),
        })
    };
    for issuer in
        ["", "login.land.example", "http://login.land.example", "ftp://login.land.example", "https://"]
    {
        assert!(matches!(new(issuer), Err(SettingsError::Issuer)), "{issuer}");
    }
    for issuer in [
        "https://login.land.example/realms/land",
        "http://127.0.0.1:8080",
        "http://localhost",
        "http://[::1]/",
    ] {
        let oidc = new(issuer).unwrap();
        assert!(!format!("{oidc:?}").contains("geheim"), "{oidc:?}");
    }
}
