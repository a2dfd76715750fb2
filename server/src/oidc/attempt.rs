//! A sign-in on its way, kept in a cookie of the browser that began it.

use std::fmt;
use std::str::FromStr;

use openidconnect::{CsrfToken, Nonce, PkceCodeVerifier};
use url::form_urlencoded;

/// Longest address to return to, in bytes: a cookie holds about 4,000, and the address may be escaped.
const RETURN_TO_MAX: usize = 1_000;

/// What has to be there when the browser comes back. Its text is the value of a cookie.
#[derive(Debug)]
pub struct Attempt {
    pub(super) state: CsrfToken,
    pub(super) nonce: Nonce,
    pub(super) verifier: PkceCodeVerifier,
    /// Where the person wanted to go. Comes back from the browser: to be judged before it is followed.
    pub return_to: Option<String>,
}

/// Not the text of an [`Attempt`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an attempt to sign in")]
pub struct AttemptError;

impl fmt::Display for Attempt {
    /// Only characters that the value of a cookie may have.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = form_urlencoded::Serializer::new(String::new());
        text.append_pair("state", self.state.secret());
        text.append_pair("nonce", self.nonce.secret());
        text.append_pair("verifier", self.verifier.secret());
        // A person who wanted to go far too far lands on the first page.
        if let Some(return_to) = self.return_to.as_ref().filter(|to| to.len() <= RETURN_TO_MAX) {
            text.append_pair("return_to", return_to);
        }
        f.write_str(&text.finish())
    }
}

impl FromStr for Attempt {
    type Err = AttemptError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let field = |wanted: &str| {
            form_urlencoded::parse(text.as_bytes())
                .find(|(name, value)| name == wanted && !value.is_empty())
                .map(|(_, value)| value.into_owned())
        };
        Ok(Self {
            state: CsrfToken::new(field("state").ok_or(AttemptError)?),
            nonce: Nonce::new(field("nonce").ok_or(AttemptError)?),
            verifier: PkceCodeVerifier::new(field("verifier").ok_or(AttemptError)?),
            return_to: field("return_to"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempt(return_to: Option<&str>) -> Attempt {
        Attempt {
            state: CsrfToken::new_random(),
            nonce: Nonce::new_random(),
            verifier: PkceCodeVerifier::new("verifier-._~".repeat(5)),
            return_to: return_to.map(Into::into),
        }
    }

    #[test]
    fn what_goes_into_the_cookie_comes_out_of_it() {
        for return_to in [None, Some("/kommunen?q=Würzburg&seite=2; \"x\", y")] {
            let before = attempt(return_to);
            let value = before.to_string();
            let is_cookie_octet = |byte: u8| byte.is_ascii_graphic() && !b"\",;\\".contains(&byte);
            assert!(value.bytes().all(is_cookie_octet), "{value}");
            let after: Attempt = value.parse().unwrap();
            assert_eq!(after.state.secret(), before.state.secret());
            assert_eq!(after.nonce.secret(), before.nonce.secret());
            assert_eq!(after.verifier.secret(), before.verifier.secret());
            assert_eq!(after.return_to.as_deref(), return_to);
        }
    }

    #[test]
    fn the_cookie_stays_small() {
        assert!(attempt(Some(&"ä".repeat(500))).to_string().len() < 3_500);
        let text = attempt(Some(&"a".repeat(RETURN_TO_MAX + 1))).to_string();
        assert_eq!(text.parse::<Attempt>().unwrap().return_to, None);
    }

    #[test]
    fn half_a_cookie_is_none() {
        for text in ["", "state=a", "state=a&nonce=b", "state=a&nonce=b&verifier=", "nonce=b&verifier=c"] {
            assert!(text.parse::<Attempt>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_log_does_not_tell_it() {
        let attempt = attempt(None);
        let told = format!("{attempt:?}");
        for secret in [attempt.state.secret(), attempt.nonce.secret(), attempt.verifier.secret()] {
            assert!(!told.contains(secret), "{told}");
        }
    }
}
