//! The address under which browsers reach the product.

use std::str::FromStr;

use url::{Host, Url};

/// The public address: `https://` and a host, or `http://` and a host of this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    /// As browsers write it in `Origin`: lower case, without the usual port, without a slash at the end.
    origin: String,
    is_https: bool,
}

/// Why a text is no public address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PublicUrlError {
    /// Not an address with `https://` or `http://` and a host.
    #[error("not an http address")]
    Form,
    /// Has more than scheme, host and port. The product answers at the root of a host alone.
    #[error("has a path, a query or a user")]
    TooMuch,
    /// Passwords would cross a network in the clear.
    #[error("http to another machine")]
    Unprotected,
}

impl PublicUrl {
    /// Scheme, host and port, as in `Origin`; a path can be put behind it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.origin
    }

    /// Whether the way to the browser is encrypted.
    #[must_use]
    pub const fn is_https(&self) -> bool {
        self.is_https
    }
}

impl FromStr for PublicUrl {
    type Err = PublicUrlError;

    fn from_str(text: &str) -> Result<Self, PublicUrlError> {
        let url = Url::parse(text.trim()).map_err(|_| PublicUrlError::Form)?;
        let is_https = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(PublicUrlError::Form),
        };
        let is_this_machine = match url.host() {
            Some(Host::Domain(name)) => name == "localhost",
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            None => return Err(PublicUrlError::Form),
        };
        let is_bare = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        if !is_bare {
            return Err(PublicUrlError::TooMuch);
        }
        if !is_https && !is_this_machine {
            return Err(PublicUrlError::Unprotected);
        }
        Ok(Self { origin: url.origin().ascii_serialization(), is_https })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_is_taken_and_http_of_this_machine() {
        for (text, origin, is_https) in [
            ("https://lagebild.example", "https://lagebild.example", true),
            ("https://Lagebild.Example:443/", "https://lagebild.example", true),
            (" https://lagebild.example:8443 ", "https://lagebild.example:8443", true),
            ("https://münchen.example", "https://xn--mnchen-3ya.example", true),
            ("https://192.0.2.1", "https://192.0.2.1", true),
            ("http://localhost:3000", "http://localhost:3000", false),
            ("http://127.0.0.1", "http://127.0.0.1", false),
            ("http://127.8.8.8:80", "http://127.8.8.8", false),
            ("http://[::1]:3000", "http://[::1]:3000", false),
        ] {
            let url: PublicUrl = text.parse().unwrap();
            assert_eq!((url.as_str(), url.is_https()), (origin, is_https), "{text}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        use PublicUrlError::{Form, TooMuch, Unprotected};
        for (text, error) in [
            ("", Form),
            ("lagebild.example", Form),
            ("localhost:3000", Form),
            ("https://", Form),
            ("ftp://lagebild.example", Form),
            ("file:///etc/passwd", Form),
            ("https://lagebild.example/lagebild", TooMuch),
            ("https://lagebild.example/?a=b", TooMuch),
            ("https://lagebild.example/#a", TooMuch),
            ("https://anna@lagebild.example", TooMuch),
            ("https://anna:geheim@lagebild.example", TooMuch),
            ("http://lagebild.example", Unprotected),
            ("http://localhost.example", Unprotected),
            ("http://192.0.2.1:3000", Unprotected),
            ("http://0.0.0.0:3000", Unprotected),
            ("http://[::]:3000", Unprotected),
        ] {
            assert_eq!(text.parse::<PublicUrl>(), Err(error), "{text}");
        }
    }
}
