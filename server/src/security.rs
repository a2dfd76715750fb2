//! What every answer forbids the browser, and which requests are not taken.

use std::net::IpAddr;

use axum::extract::Request;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// Headers of every answer. Pages bring a Content-Security-Policy of their own, with their nonce.
const HEADERS: [(HeaderName, &str); 4] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    (header::CACHE_CONTROL, "no-cache"),
];

/// Adds the headers that the answer does not have yet.
pub(crate) async fn forbid(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    for (name, value) in HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Refuses to change anything for a page of another site.
pub(crate) async fn same_origin(request: Request, next: Next) -> Response {
    let reads_only = matches!(*request.method(), Method::GET | Method::HEAD);
    if reads_only || is_same_origin(request.headers()) {
        next.run(request).await
    } else {
        StatusCode::FORBIDDEN.into_response()
    }
}

/// Browsers say where a form comes from; programs without either header are no browsers.
fn is_same_origin(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let site = text(HeaderName::from_static("sec-fetch-site"));
    let origin = text(header::ORIGIN);
    let host = text(header::HOST);
    // Without a public address the product is reached on this machine alone. Another name in Host means that a
    // page of that name had it resolved to this machine, to pass for us (DNS rebinding).
    host.is_none_or(is_this_machine)
        && site.is_none_or(|site| matches!(site, "same-origin" | "none"))
        && origin.is_none_or(|origin| origin.split_once("://").map(|(_, of)| of) == host)
}

fn is_this_machine(host: &str) -> bool {
    let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    let name = name.map_or(host, |(name, _)| name);
    let address = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    name == "localhost" || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse::<HeaderName>().unwrap(), value.parse::<HeaderValue>().unwrap()))
            .collect()
    }

    #[test]
    fn only_our_own_pages_may_post() {
        let host = ("host", "127.0.0.1:3000");
        let ours = ("origin", "http://127.0.0.1:3000");
        assert!(is_same_origin(&headers(&[host])));
        assert!(is_same_origin(&headers(&[host, ours])));
        assert!(is_same_origin(&headers(&[host, ours, ("sec-fetch-site", "same-origin")])));
        assert!(is_same_origin(&headers(&[host, ("sec-fetch-site", "none")])));
        assert!(!is_same_origin(&headers(&[host, ("origin", "http://evil.example")])));
        assert!(!is_same_origin(&headers(&[host, ("origin", "null")])));
        assert!(!is_same_origin(&headers(&[host, ours, ("sec-fetch-site", "cross-site")])));
        assert!(!is_same_origin(&headers(&[host, ("sec-fetch-site", "same-site")])));
        let rebound = [("host", "evil.example"), ("origin", "http://evil.example")];
        assert!(!is_same_origin(&headers(&rebound)), "a name that somebody had resolved to this machine");
        for host in ["localhost", "localhost:3000", "[::1]:3000", "127.0.0.2"] {
            assert!(is_same_origin(&headers(&[("host", host)])), "{host}");
        }
    }
}
