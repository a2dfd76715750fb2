//! From which address a request comes.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::exposure::Exposure;
use crate::state::AppState;

/// The address of whoever asks. None without a network, as in tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub Option<IpAddr>);

impl FromRequestParts<AppState> for ClientAddress {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        Ok(Self(peer.map(|ConnectInfo(peer)| behind(peer.ip(), &parts.headers, &state.exposure))))
    }
}

/// The client behind our own proxies. Each proxy appends to `X-Forwarded-For` whom it was asked by, so the list
/// holds from its end up to the first address that is no proxy of ours; what stands before that, the client
/// itself may have written.
fn behind(peer: IpAddr, headers: &HeaderMap, exposure: &Exposure) -> IpAddr {
    let lines: Vec<&str> =
        headers.get_all("x-forwarded-for").iter().map(|line| line.to_str().unwrap_or_default()).collect();
    let mut asking = lines.iter().flat_map(|line| line.split(',')).rev();
    let mut address = peer.to_canonical();
    while exposure.is_trusted(address) {
        match asking.next().and_then(parse) {
            Some(before) => address = before,
            None => break,
        }
    }
    address
}

/// Some proxies add the port.
fn parse(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let address = bare.parse().or_else(|_| text.parse().map(|address: SocketAddr| address.ip()));
    address.ok().map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The client of a request from `peer` with these lines, behind the proxies 10.0.0.0/8 and fd00::1.
    fn client(peer: &str, lines: &[&'static str]) -> String {
        let exposure = Exposure {
            trusted_proxies: vec!["10.0.0.0/8".parse().unwrap(), "fd00::1/128".parse().unwrap()],
            ..Exposure::default()
        };
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        behind(peer.parse().unwrap(), &headers, &exposure).to_string()
    }

    #[test]
    fn only_our_own_proxies_are_believed() {
        assert_eq!(client("192.0.2.1", &[]), "192.0.2.1");
        assert_eq!(client("192.0.2.1", &["198.51.100.1"]), "192.0.2.1", "written by the client itself");
        assert_eq!(client("10.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(client("::ffff:10.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(client("fd00::1", &["2001:db8::1"]), "2001:db8::1");
        assert_eq!(client("fd00::2", &["2001:db8::1"]), "fd00::2");
    }

    #[test]
    fn what_the_client_wrote_before_is_passed_over() {
        assert_eq!(client("10.0.0.1", &["203.0.113.9, 198.51.100.1"]), "198.51.100.1");
        assert_eq!(client("10.0.0.1", &["203.0.113.9, 198.51.100.1, 10.0.0.2"]), "198.51.100.1");
        assert_eq!(client("10.0.0.1", &["203.0.113.9", "198.51.100.1"]), "198.51.100.1", "in two lines");
        assert_eq!(client("10.0.0.1", &["10.9.9.9, 198.51.100.1"]), "198.51.100.1", "posing as a proxy");
    }

    #[test]
    fn odd_lists_lead_to_what_is_known() {
        assert_eq!(client("10.0.0.1", &[]), "10.0.0.1");
        assert_eq!(client("10.0.0.1", &["unknown"]), "10.0.0.1");
        assert_eq!(client("10.0.0.1", &["198.51.100.1, <script>"]), "10.0.0.1");
        assert_eq!(client("10.0.0.1", &["10.0.0.7"]), "10.0.0.7", "a client inside our network");
        assert_eq!(client("10.0.0.1", &["198.51.100.1:1234"]), "198.51.100.1");
        assert_eq!(client("10.0.0.1", &["[2001:db8::1]:1234"]), "2001:db8::1");
        assert_eq!(client("10.0.0.1", &["[2001:db8::1]"]), "2001:db8::1");
    }
}
