//! Signing in, links and sessions, as time goes by.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::people::Role;
use server::clock::Clock;

use crate::support::{Answer, Product};

const PASSWORD: &str = "regen-auf-altem-blech";

/// The product with an admin who was made by the set-up link, nobody signed in.
async fn set_up() -> (Product, Answer) {
    let product = Product::unvisited().await;
    assert!(product.state.db.open_setup("erster", product.state.clock.now()).await.unwrap());
    let fields = [("email", "ada@lagebild.example"), ("name", "Ada Anfang"), ("password", PASSWORD)];
    let answer = product.post("/einrichten/erster", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    (product, answer)
}

/// A cookie that the answer sets, as the browser sends it back.
fn cookie(answer: &Answer, name: &str) -> String {
    let lines = answer.headers.get_all(header::SET_COOKIE).iter().map(|line| line.to_str().unwrap());
    let line = lines.rev().find(|line| line.starts_with(name)).expect("a cookie of that name");
    line.split(';').next().unwrap().to_owned()
}

async fn sign_in(product: &Product, email: &str, password: &str, cookies: &str) -> Answer {
    let body = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("email", email), ("password", password), ("zurueck", "")])
        .finish();
    let request = Request::post("/anmelden").header(header::COOKIE, cookies);
    product.ask(request.body(Body::from(body)).unwrap()).await
}

async fn is_in(product: &Product, cookie: &str) -> bool {
    let request = Request::get("/konto").header(header::COOKIE, cookie);
    product.ask(request.body(Body::empty()).unwrap()).await.status == StatusCode::OK
}

#[tokio::test]
async fn the_set_up_makes_one_admin_and_is_over() {
    let (product, answer) = set_up().await;
    assert!(is_in(&product, &cookie(&answer, "lagebild_session")).await);
    assert!(!product.state.db.open_setup("zweiter", product.state.clock.now()).await.unwrap());
    let fields = [("email", "eva@lagebild.example"), ("name", "Eva"), ("password", PASSWORD)];
    let again = product.post("/einrichten/erster", &fields).await;
    assert_eq!(again.status, StatusCode::GONE);
    assert_eq!(product.post("/einrichten/zweiter", &fields).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_session_fixed_before_signing_in_is_worthless_after() {
    let (product, _) = set_up().await;
    let fixed = format!("lagebild_session={}", "a".repeat(64));
    let answer = sign_in(&product, "ada@lagebild.example", PASSWORD, &fixed).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let own = cookie(&answer, "lagebild_session");
    assert_ne!(own, fixed);
    assert!(is_in(&product, &own).await && !is_in(&product, &fixed).await);
    // Whoever signs in again leaves no session behind.
    let next = sign_in(&product, "ada@lagebild.example", PASSWORD, &own).await;
    assert!(!is_in(&product, &own).await && is_in(&product, &cookie(&next, "lagebild_session")).await);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    let (product, _) = set_up().await;
    let wrong = sign_in(&product, "ada@lagebild.example", "falsch", "").await;
    let unknown = sign_in(&product, "adb@lagebild.example", "falsch", "").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(unknown.status, wrong.status);
    let without_nonce = |answer: &Answer| {
        let text = answer.text.replace("ada@", "adb@");
        let nonce = text.split("nonce=\"").nth(1).map_or("", |rest| rest.split('"').next().unwrap());
        text.replace(nonce, "")
    };
    assert_eq!(without_nonce(&wrong), without_nonce(&unknown));
    assert!(!wrong.text.contains("falsch"), "a password never goes back");
}

#[tokio::test]
async fn strangers_are_slowed_down_and_the_owner_is_not() {
    let (product, answer) = set_up().await;
    let device = cookie(&answer, "lagebild_device");
    let mut refused = 0;
    for _ in 0..40 {
        let answer = sign_in(&product, "ada@lagebild.example", "geraten-und-falsch", "").await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            assert!(answer.header("retry-after").parse::<u64>().unwrap() >= 1);
            refused += 1;
        }
    }
    assert!(refused >= 25, "{refused} of 40");
    let answer = sign_in(&product, "ada@lagebild.example", PASSWORD, "").await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "a strange device, even with the password");
    let answer = sign_in(&product, "ada@lagebild.example", PASSWORD, &device).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "the owner's device");
}

#[tokio::test]
async fn sessions_and_links_end_with_time() {
    let (mut product, answer) = set_up().await;
    let session = cookie(&answer, "lagebild_session");
    let at = |time: &str| Clock::Fixed(format!("2026-11-{time}Z").parse().unwrap());
    product.state.clock = at("23T09:59:00");
    assert!(is_in(&product, &session).await, "used within two hours");
    product.state.clock = at("23T12:00:00");
    assert!(!is_in(&product, &session).await, "not used for two hours");

    product.cookie = Some(product.person("admin", &[Role::Admin], &[]).await.1);
    let fields = [("email", "vera@lagebild.example"), ("name", "Vera"), ("role_viewer", "on")];
    let invited = product.post("/verwaltung/personen/neu", &fields).await;
    let link = invited.text.split("/einladung/").nth(1).expect("a link")[..64].to_owned();
    let link = format!("/einladung/{link}");
    product.cookie = None;
    for _ in 0..2 {
        assert_eq!(product.get(&link).await.status, StatusCode::OK, "looking does not use it up");
    }
    let now = product.state.clock;
    product.state.clock =
        Clock::Fixed(now.now() + chrono::TimeDelta::days(14) + chrono::TimeDelta::seconds(1));
    let fields = [("name", "Vera"), ("password", PASSWORD)];
    assert_eq!(product.get(&link).await.status, StatusCode::GONE);
    assert_eq!(product.post(&link, &fields).await.status, StatusCode::GONE);
    product.state.clock = now;
    assert_eq!(product.post(&link, &fields).await.status, StatusCode::SEE_OTHER);
    assert_eq!(product.post(&link, &fields).await.status, StatusCode::GONE, "used once");
}
