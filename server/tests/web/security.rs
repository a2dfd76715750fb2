//! What every answer says to the browser, and whom it is refused.

use crate::support::{Answer, Product};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use server::exposure::Exposure;

/// A form for everybody.
const FORM: &str = "/anmelden";

/// Reached by browsers under https://lagebild.example.
async fn behind_https() -> Product {
    let public_url = Some("https://lagebild.example".parse().unwrap());
    Product::exposed(Exposure { public_url, ..Exposure::default() }).await
}

async fn ask(product: &Product, method: Method, address: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = product.request(Request::builder().method(method).uri(address));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    product.ask(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn every_answer_forbids_what_nobody_needs() {
    let product = Product::unvisited().await;
    for (address, status) in [("/impressum", 200), (FORM, 200), ("/healthz", 200), ("/pkg/nirgends.css", 404)]
    {
        let answer = product.get(address).await;
        assert_eq!(answer.status, status, "{address}");
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cache-control", "private, no-store"),
            ("cross-origin-opener-policy", "same-origin"),
            ("strict-transport-security", ""),
        ] {
            assert_eq!(answer.header(name), value, "{address}: {name}");
        }
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{address}");
        assert!(answer.header("permissions-policy").contains("geolocation=()"), "{address}");
    }
}

#[tokio::test]
async fn browsers_that_came_over_https_stay_there() {
    let product = behind_https().await;
    for address in ["/impressum", "/nirgends"] {
        let answer = product.get(address).await;
        assert_eq!(answer.header("strict-transport-security"), "max-age=31536000", "{address}");
    }
    let refused = ask(&product, Method::POST, FORM, &[("origin", "http://lagebild.example")]).await;
    assert_eq!(refused.header("strict-transport-security"), "max-age=31536000");
}

#[tokio::test]
async fn forms_of_other_sites_are_refused_with_a_page() {
    let (here, https) = (Product::start().await, behind_https().await);
    let ours_here = [("host", "localhost:3000"), ("origin", "http://localhost:3000")];
    let ours_https = [("host", "inside:8080"), ("origin", "https://lagebild.example")];
    for (product, ours) in [(&here, ours_here), (&https, ours_https)] {
        let answer = ask(product, Method::POST, FORM, &ours).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{ours:?}: an empty form, but ours");
        for foreign in
            [("origin", "https://evil.example"), ("origin", "null"), ("sec-fetch-site", "same-site")]
        {
            let answer = ask(product, Method::POST, FORM, &[ours[0], foreign]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{foreign:?}");
            assert!(answer.text.contains("Es wurde nichts gespeichert"), "{foreign:?}");
        }
    }
    let answer = ask(&https, Method::POST, FORM, &ours_here).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "the way around the proxy is not the public address");
}

#[tokio::test]
async fn a_foreign_name_reads_nothing_from_this_machine() {
    let rebound = [("host", "evil.example:3000")];
    let product = Product::start().await;
    for address in ["/", "/impressum", "/kommunen/092735218", "/nirgends"] {
        let answer = ask(&product, Method::GET, address, &rebound).await;
        assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{address}");
        assert!(answer.text.contains("--public-url") && !answer.text.contains("Siegenburg"), "{address}");
    }
    let answer = ask(&behind_https().await, Method::GET, "/impressum", &rebound).await;
    assert_eq!(answer.status, StatusCode::OK, "behind a proxy Host says nothing");
}
