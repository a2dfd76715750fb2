//! The cookies: their names, how long they stay, who may read them.

use axum::http::header::{self, HeaderMap, HeaderValue};
use cookie::time::Duration;
use cookie::{Cookie, SameSite};

use crate::exposure::Exposure;

/// A cookie of the product. No script reads it, and no other site sends it with a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CookieKind {
    /// The token of a session. Gone when the browser is closed, unless the browser restores its windows; how
    /// long a session holds is up to the database.
    Session,
    /// The token of a device from which somebody signed in before. Opens nothing; see [`crate::throttle`].
    Device,
    /// What a sign-in at another provider has to bring back.
    Oidc,
}

impl CookieKind {
    const fn bare_name(self) -> &'static str {
        match self {
            Self::Session => "lagebild_session",
            Self::Device => "lagebild_device",
            Self::Oidc => "lagebild_oidc",
        }
    }

    /// Over https browsers take a name that begins like this from this very host alone: no neighbour in the same
    /// domain, and nobody who can alter unencrypted answers, can slip in a cookie of their own.
    fn name(self, exposure: &Exposure) -> String {
        let prefix = if exposure.is_https() { "__Host-" } else { "" };
        format!("{prefix}{}", self.bare_name())
    }

    /// How long browsers keep it; none: until they are closed.
    const fn max_age(self) -> Option<Duration> {
        match self {
            Self::Session => None,
            // What browsers allow at most.
            Self::Device => Some(Duration::days(400)),
            Self::Oidc => Some(Duration::minutes(10)),
        }
    }

    /// The value that the browser sent.
    #[must_use]
    pub fn read(self, headers: &HeaderMap, exposure: &Exposure) -> Option<String> {
        let name = self.name(exposure);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(Cookie::split_parse)
            .flatten()
            .find(|cookie| cookie.name() == name)
            .map(|cookie| cookie.value().to_owned())
    }

    /// `Set-Cookie` that lets the browser keep `value`: letters, digits, `-`, `_` and `.` only.
    #[must_use]
    pub fn set(self, value: &str, exposure: &Exposure) -> HeaderValue {
        self.written(value, self.max_age(), exposure)
    }

    /// `Set-Cookie` that makes the browser forget it.
    #[must_use]
    pub fn forget(self, exposure: &Exposure) -> HeaderValue {
        self.written("", Some(Duration::ZERO), exposure)
    }

    fn written(self, value: &str, max_age: Option<Duration>, exposure: &Exposure) -> HeaderValue {
        let mut cookie = Cookie::build((self.name(exposure), value))
            .path("/")
            .http_only(true)
            // Links from mails and from an OpenID provider lead into the session; forms of other sites do not.
            .same_site(SameSite::Lax)
            .secure(exposure.is_https());
        if let Some(max_age) = max_age {
            cookie = cookie.max_age(max_age);
        }
        // An unfit value is a cookie that no browser takes.
        HeaderValue::try_from(cookie.build().to_string()).unwrap_or(HeaderValue::from_static(""))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exposure(url: Option<&str>) -> Exposure {
        Exposure { public_url: url.map(|url| url.parse().unwrap()), ..Exposure::default() }
    }

    #[test]
    fn over_https_cookies_are_bound_to_the_host() {
        let https = exposure(Some("https://lagebild.example"));
        for (kind, written) in [
            (CookieKind::Session, "__Host-lagebild_session=a-1; HttpOnly; SameSite=Lax; Secure; Path=/"),
            (
                CookieKind::Device,
                "__Host-lagebild_device=a-1; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=34560000",
            ),
            (
                CookieKind::Oidc,
                "__Host-lagebild_oidc=a-1; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=600",
            ),
        ] {
            assert_eq!(kind.set("a-1", &https), written);
        }
        assert_eq!(
            CookieKind::Session.forget(&https),
            "__Host-lagebild_session=; HttpOnly; SameSite=Lax; Secure; Path=/; Max-Age=0"
        );
    }

    #[test]
    fn on_this_machine_they_go_without() {
        for url in [None, Some("http://localhost:3000")] {
            assert_eq!(
                CookieKind::Session.set("a-1", &exposure(url)),
                "lagebild_session=a-1; HttpOnly; SameSite=Lax; Path=/"
            );
        }
    }

    #[test]
    fn the_cookie_of_that_very_name_is_read() {
        let (https, here) = (exposure(Some("https://lagebild.example")), exposure(None));
        let sent = |lines: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(header::COOKIE, HeaderValue::from_static(line));
            }
            headers
        };
        let both = sent(&["other=1; lagebild_session=slipped-in; __Host-lagebild_session=ours"]);
        assert_eq!(CookieKind::Session.read(&both, &https).as_deref(), Some("ours"));
        assert_eq!(CookieKind::Session.read(&both, &here).as_deref(), Some("slipped-in"));
        assert_eq!(CookieKind::Device.read(&both, &https), None);
        let lines = sent(&["broken", "; ;=; lagebild_device=second"]);
        assert_eq!(CookieKind::Device.read(&lines, &here).as_deref(), Some("second"));
        assert_eq!(CookieKind::Session.read(&sent(&[]), &here), None);
    }
}
