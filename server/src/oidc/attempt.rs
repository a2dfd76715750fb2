//! A sign-in on its way, kept in a cookie of the browser that began it.

use std::fmt;
use std::str::FromStr;

use openidconnect::{CsrfToken, Nonce, PkceCodeVerifier};

/// Longest address to return to, in bytes. It takes twice as many in the cookie, which holds about 4,000.
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
    /// Four parts, of which the first three are random and the last is hexadecimal: letters, digits, `-`, `_` and
    /// the points between them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}.", self.state.secret(), self.nonce.secret(), self.verifier.secret())?;
        // Whoever wanted to go far too far lands on the first page.
        let return_to = self.return_to.as_deref().filter(|to| to.len() <= RETURN_TO_MAX);
        return_to.unwrap_or_default().bytes().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Attempt {
    type Err = AttemptError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.split('.');
        let mut next = || parts.next().filter(|part| !part.is_empty()).map(ToOwned::to_owned);
        let (Some(state), Some(nonce), Some(verifier)) = (next(), next(), next()) else {
            return Err(AttemptError);
        };
        Ok(Self {
            state: CsrfToken::new(state),
            nonce: Nonce::new(nonce),
            verifier: PkceCodeVerifier::new(verifier),
            return_to: next().and_then(|digits| text_of(&digits)),
        })
    }
}

fn text_of(digits: &str) -> Option<String> {
    let (pairs, rest) = digits.as_bytes().as_chunks::<2>();
    let bytes = pairs.iter().map(|pair| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok());
    let text = String::from_utf8(bytes.collect::<Option<_>>()?).ok()?;
    rest.is_empty().then_some(text)
}

#[cfg(test)]
mod tests {
    use openidconnect::PkceCodeChallenge;

    use super::*;

    fn attempt(return_to: Option<&str>) -> Attempt {
        Attempt {
            state: CsrfToken::new_random(),
            nonce: Nonce::new_random(),
            verifier: PkceCodeChallenge::new_random_sha256().1,
            return_to: return_to.map(Into::into),
        }
    }

    #[test]
    fn what_goes_into_the_cookie_comes_out_of_it() {
        for return_to in [None, Some("/kommunen?q=Würzburg&seite=2; \"x\", y")] {
            let before = attempt(return_to);
            let value = before.to_string();
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
            assert!(value.bytes().all(is_plain), "{value}");
            let after: Attempt = value.parse().unwrap();
            assert_eq!(after.state.secret(), before.state.secret());
            assert_eq!(after.nonce.secret(), before.nonce.secret());
            assert_eq!(after.verifier.secret(), before.verifier.secret());
            assert_eq!(after.return_to.as_deref(), return_to);
        }
    }

    #[test]
    fn the_cookie_stays_small() {
        assert!(attempt(Some(&"ä".repeat(500))).to_string().len() < 2_500);
        let text = attempt(Some(&"a".repeat(RETURN_TO_MAX + 1))).to_string();
        assert_eq!(text.parse::<Attempt>().unwrap().return_to, None);
    }

    #[test]
    fn half_a_cookie_is_none() {
        for text in ["", "a", "a.b", "a.b.", ".b.c", "a..c."] {
            assert!(text.parse::<Attempt>().is_err(), "{text}");
        }
    }

    #[test]
    fn an_odd_address_is_none() {
        for text in ["a.b.c", "a.b.c.", "a.b.c.2", "a.b.c.2f2", "a.b.c.zz", "a.b.c.ff", "a.b.c.ää"] {
            assert_eq!(text.parse::<Attempt>().unwrap().return_to, None, "{text}");
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
