//! A person with an account.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};

use super::email::Email;
use super::rights::Rights;

/// Longest name, in characters.
pub const NAME_MAX: usize = 200;

/// Names a person where the name may not stand: in the history, in the audit, in addresses. Says nothing about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(String);

/// Not a [`PersonId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the id of a person")]
pub struct PersonIdError;

impl PersonId {
    /// An id from 128 random bits.
    #[must_use]
    pub fn from_random(bits: u128) -> Self {
        Self(format!("{bits:032x}"))
    }

    /// The id as text, 32 hexadecimal digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PersonId {
    type Err = PersonIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() == 32 && text.bytes().all(is_hex) {
            Ok(Self(text.to_owned()))
        } else {
            Err(PersonIdError)
        }
    }
}

/// The name that others see beside what somebody entered.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PersonName(String);

/// Why a text is not a [`PersonName`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PersonNameError {
    /// Nothing was typed.
    #[error("empty")]
    Empty,
    /// More than [`NAME_MAX`] characters.
    #[error("more than {NAME_MAX} characters")]
    TooLong,
    /// Has a character that cannot be shown.
    #[error("has a control character")]
    ControlCharacter,
}

impl PersonName {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for PersonName {
    type Err = PersonNameError;

    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        let name = typed.trim();
        if name.is_empty() {
            Err(PersonNameError::Empty)
        } else if name.chars().any(char::is_control) {
            Err(PersonNameError::ControlCharacter)
        } else if name.chars().count() > NAME_MAX {
            Err(PersonNameError::TooLong)
        } else {
            Ok(Self(name.to_owned()))
        }
    }
}

/// Whether somebody can sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Invited, and has not chosen a password yet.
    Invited,
    /// Can sign in.
    Active,
    /// Can no longer sign in.
    Deactivated,
}

/// Somebody to be invited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    /// Names the account.
    pub email: Email,
    /// The name that others see.
    pub name: PersonName,
    /// What it may do.
    pub rights: Rights,
}

/// Somebody with an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The id.
    pub id: PersonId,
    /// Names the account.
    pub email: Email,
    /// The name that others see.
    pub name: PersonName,
    /// What it may do.
    pub rights: Rights,
    /// Whether it can sign in.
    pub standing: Standing,
    /// Whether it signs in with a password of its own; otherwise only through the provider of the administration.
    pub has_password: bool,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// Whether it wants to be reminded by mail of what is asked of it.
    pub wants_reminders: bool,
    /// Raised with every change: who wants to change the rights says which version was seen.
    pub version: i64,
}
