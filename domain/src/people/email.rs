//! E-mail addresses.

use std::fmt;
use std::str::FromStr;

/// Longest address that mail servers take, in bytes (RFC 5321).
const MAX: usize = 254;

/// An e-mail address in lower case; it names an account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

/// Not an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct EmailError;

impl Email {
    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Email {
    type Err = EmailError;

    /// Takes what mail servers would take, without quotes and comments: whether it exists only a mail can tell.
    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        let text = typed.trim().to_lowercase();
        let (local, host) = text.split_once('@').ok_or(EmailError)?;
        let is_plain = |text: &str| {
            !text.is_empty()
                && !text.chars().any(|letter| {
                    letter.is_whitespace() || letter.is_control() || "@\"<>(),;:\\[]".contains(letter)
                })
        };
        let labels_are_full = host.split('.').all(|label| !label.is_empty());
        if text.len() <= MAX && is_plain(local) && is_plain(host) && host.contains('.') && labels_are_full {
            Ok(Self(text))
        } else {
            Err(EmailError)
        }
    }
}
