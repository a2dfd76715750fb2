//! What somebody is in the product.

use std::fmt;
use std::str::FromStr;

/// What somebody may do. One person may have several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Answers for the whole: reads all, records any status with a reason.
    Lead,
    /// Records the status of its own authorities.
    Contact,
    /// Logs workshops.
    Facilitator,
    /// Reads.
    Viewer,
    /// Looks after people and configuration.
    Admin,
}

/// Not a word for a [`Role`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such role")]
pub struct UnknownRole;

impl Role {
    /// All roles, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Lead, Self::Contact, Self::Facilitator, Self::Viewer, Self::Admin];

    /// The word for it in data and claims.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Lead => "lead",
            Self::Contact => "contact",
            Self::Facilitator => "facilitator",
            Self::Viewer => "viewer",
            Self::Admin => "admin",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|role| role.as_str() == word).ok_or(UnknownRole)
    }
}
