//! Who can reach the server, by which way.

use std::net::IpAddr;

use ipnet::IpNet;

use crate::public_url::PublicUrl;

/// How the server stands in its network. The default: reached from this machine alone.
#[derive(Clone, Debug, Default)]
pub struct Exposure {
    /// Where browsers reach the product; none: wherever it listens on this machine.
    pub public_url: Option<PublicUrl>,
    /// Proxies that are believed when they say for whom they ask.
    pub trusted_proxies: Vec<IpNet>,
}

impl Exposure {
    /// Whether browsers come over https. Decides on everything that holds for https alone.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.public_url.as_ref().is_some_and(PublicUrl::is_https)
    }

    /// Whether passwords are safe when the server listens at this address: other machines get in only where
    /// browsers come over https.
    #[must_use]
    pub fn may_listen_at(&self, address: IpAddr) -> bool {
        self.is_https() || address.to_canonical().is_loopback()
    }

    /// Whether this is one of our own proxies.
    pub(crate) fn is_trusted(&self, address: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|net| net.contains(&address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_behind_https_other_machines_get_in() {
        let at = |url: Option<&str>, address: &str| {
            let public_url = url.map(|url| url.parse().unwrap());
            Exposure { public_url, ..Exposure::default() }.may_listen_at(address.parse().unwrap())
        };
        for url in [None, Some("http://localhost:3000")] {
            assert!(at(url, "127.0.0.1") && at(url, "127.1.2.3") && at(url, "::1"));
            assert!(!at(url, "0.0.0.0") && !at(url, "::") && !at(url, "192.0.2.1"));
        }
        let https = Some("https://lagebild.example");
        assert!(at(https, "0.0.0.0") && at(https, "192.0.2.1") && at(https, "127.0.0.1"));
    }
}
