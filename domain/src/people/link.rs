//! Links that let somebody in once.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};

use super::person::PersonId;
use crate::key::Ars;

/// What a link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// Making the first account.
    Setup,
    /// Accepting an invitation.
    Invitation,
    /// Choosing a new password.
    Reset,
    /// Confirming the status of one authority.
    Status,
}

/// Not a word for a [`Purpose`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such purpose")]
pub struct UnknownPurpose;

impl Purpose {
    const ALL: [Self; 4] = [Self::Setup, Self::Invitation, Self::Reset, Self::Status];

    /// The word for it in data.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Setup => "setup",
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::Status => "status",
        }
    }

    /// How long such a link can be used.
    #[must_use]
    pub const fn lifetime(self) -> TimeDelta {
        match self {
            Self::Setup => TimeDelta::hours(24),
            Self::Invitation => TimeDelta::days(14),
            Self::Reset => TimeDelta::hours(1),
            Self::Status => TimeDelta::days(30),
        }
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Purpose {
    type Err = UnknownPurpose;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == word).ok_or(UnknownPurpose)
    }
}

/// Whether a link can still be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// It can.
    Open,
    /// It was used.
    Spent,
    /// Its time is over.
    Expired,
    /// It was taken back.
    Revoked,
}

/// A link that lets somebody in once. What opens it is kept as a digest only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Names it where it is listed.
    pub id: i64,
    /// What it is for.
    pub purpose: Purpose,
    /// Whom it lets in; `None` for the set-up.
    pub person: Option<PersonId>,
    /// The authority whose status it shows, for [`Purpose::Status`].
    pub authority: Option<Ars>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Until when it can be used.
    pub expires_at: DateTime<Utc>,
    /// Whether it can be used, at the moment it was read.
    pub state: LinkState,
}
