//! What every answer forbids the browser, and which requests are not taken.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::exposure::Exposure;

/// Headers of every answer that does not bring its own. Pages bring a Content-Security-Policy with their nonce,
/// files of the site their time to live.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
    // Pages are made for who is signed in, and computers in town halls are shared: after signing out, or once the
    // session has ended, neither "Back" nor a proxy nor the disk may show them. Revalidating would not do: going
    // back does not ask, and there is no ETag to compare, since each page has a nonce of its own. The price:
    // browsers may fetch a page again when going back, a few milliseconds here.
    (header::CACHE_CONTROL, "private, no-store"),
    // Sign-in at an OpenID provider is a redirect, not a window that has to talk back.
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];
/// A year of https only. Other names in the domain are not ours to decide about.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// Adds the headers that the answer does not have yet.
pub(crate) async fn forbid(State(exposure): State<Arc<Exposure>>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if exposure.is_https() {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, HSTS);
    }
    response
}

/// Refuses to answer under a name of somebody else, and to change anything for a page of another site.
pub(crate) async fn only_ours(
    State(exposure): State<Arc<Exposure>>,
    request: Request,
    next: Next,
) -> Response {
    match refusal(request.method(), request.headers(), &exposure) {
        Some(status) => status.into_response(),
        None => next.run(request).await,
    }
}

fn refusal(method: &Method, headers: &HeaderMap, exposure: &Exposure) -> Option<StatusCode> {
    let reads_only = matches!(*method, Method::GET | Method::HEAD);
    if !is_our_host(headers, exposure) {
        Some(StatusCode::MISDIRECTED_REQUEST)
    } else if !reads_only && !is_same_origin(headers, exposure) {
        Some(StatusCode::FORBIDDEN)
    } else {
        None
    }
}

/// Without a public address the product is reached on this machine alone. Another name in Host means that a page
/// of that name had it resolved to this machine, to pass for us and read what we answer (DNS rebinding). With a
/// public address the proxy in front may write there what it likes: cookies stay with their host anyway.
fn is_our_host(headers: &HeaderMap, exposure: &Exposure) -> bool {
    exposure.public_url.is_some()
        || headers.get_all(header::HOST).iter().all(|host| host.to_str().is_ok_and(is_this_machine))
}

/// Browsers say where a form comes from; programs without either header are no browsers.
fn is_same_origin(headers: &HeaderMap, exposure: &Exposure) -> bool {
    let ours = match (&exposure.public_url, headers.get(header::HOST)) {
        (Some(url), _) => Some(url.as_str().as_bytes().to_vec()),
        (None, Some(host)) => Some([b"http://", host.as_bytes()].concat()),
        (None, None) => None,
    };
    let sites = headers.get_all(HeaderName::from_static("sec-fetch-site"));
    let origins = headers.get_all(header::ORIGIN);
    sites.iter().all(|site| site == "same-origin" || site == "none")
        && origins.iter().all(|origin| ours.as_deref() == Some(origin.as_bytes()))
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

    const HERE: &str = "127.0.0.1:3000";
    const HTTPS: Option<&str> = Some("https://lagebild.example");

    /// What a request with these headers is refused with, without or with a public address; 0: nothing.
    fn refused(url: Option<&str>, method: &Method, pairs: &[(&str, &str)]) -> u16 {
        let public_url = url.map(|url| url.parse().unwrap());
        let mut headers = HeaderMap::new();
        for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
            headers.append(name.parse::<HeaderName>().unwrap(), value.parse().unwrap());
        }
        let refusal = refusal(method, &headers, &Exposure { public_url, ..Exposure::default() });
        refusal.map_or(0, |status| status.as_u16())
    }

    #[test]
    fn only_our_own_pages_may_change_anything() {
        let ours_here = "http://127.0.0.1:3000";
        // Origin, Sec-Fetch-Site (empty: not sent), and what is refused without and with a public address.
        let cases = [
            ("", "", 0, 0),
            ("", "same-origin", 0, 0),
            ("", "none", 0, 0),
            ("", "same-site", 403, 403),
            ("", "cross-site", 403, 403),
            (ours_here, "", 0, 403),
            (ours_here, "same-origin", 0, 403),
            (ours_here, "cross-site", 403, 403),
            ("https://127.0.0.1:3000", "", 403, 403),
            ("http://127.0.0.1", "", 403, 403),
            ("http://localhost:3000", "", 403, 403),
            ("https://lagebild.example", "", 403, 0),
            ("https://lagebild.example", "same-origin", 403, 0),
            ("https://lagebild.example", "same-site", 403, 403),
            ("http://lagebild.example", "", 403, 403),
            ("https://lagebild.example:8443", "", 403, 403),
            ("https://lagebild.example.evil.example", "", 403, 403),
            ("https://evil.example", "", 403, 403),
            ("https://evil.example", "same-origin", 403, 403),
            ("null", "", 403, 403),
            ("null", "same-origin", 403, 403),
        ];
        for (origin, site, without, with) in cases {
            let headers = [("host", HERE), ("origin", origin), ("sec-fetch-site", site)];
            for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH, Method::OPTIONS] {
                assert_eq!(refused(None, &method, &headers), without, "{method} {origin} {site}");
                assert_eq!(refused(HTTPS, &method, &headers), with, "{method} {origin} {site}");
            }
            for method in [Method::GET, Method::HEAD] {
                assert_eq!(refused(None, &method, &headers), 0, "{method} {origin} {site}");
                assert_eq!(refused(HTTPS, &method, &headers), 0, "{method} {origin} {site}");
            }
        }
        let twice = [("host", HERE), ("origin", ours_here), ("origin", "https://evil.example")];
        assert_eq!(refused(None, &Method::POST, &twice), 403);
        assert_eq!(
            refused(None, &Method::POST, &[("origin", "http://")]),
            403,
            "without Host no origin is ours"
        );
        let local = Some("http://localhost:3000");
        let rewritten = [("host", "inside:80"), ("origin", "http://localhost:3000")];
        assert_eq!(refused(local, &Method::POST, &rewritten), 0);
    }

    #[test]
    fn a_name_that_somebody_had_resolved_to_this_machine_is_not_answered() {
        for host in
            ["evil.example", "evil.example:3000", "localhost.evil.example", "192.0.2.1", "0.0.0.0:3000", ""]
        {
            let origin = format!("http://{host}");
            let headers = [("host", host), ("origin", &*origin)];
            let expected = if host.is_empty() { [0, 403] } else { [421, 421] };
            for (method, expected) in [Method::GET, Method::POST].iter().zip(expected) {
                assert_eq!(refused(None, method, &headers), expected, "{method} {host}");
            }
            assert_eq!(refused(HTTPS, &Method::GET, &headers), 0, "{host}: proxies rewrite it");
            assert_eq!(refused(HTTPS, &Method::POST, &headers), 403, "{host}");
        }
        for host in ["localhost", "localhost:3000", "[::1]:3000", "[::1]", "127.0.0.2", HERE] {
            let origin = format!("http://{host}");
            let headers = [("host", host), ("origin", &*origin)];
            assert_eq!(refused(None, &Method::POST, &headers), 0, "{host}");
        }
        let twice = [("host", HERE), ("host", "evil.example")];
        assert_eq!(refused(None, &Method::GET, &twice), 421);
    }
}
