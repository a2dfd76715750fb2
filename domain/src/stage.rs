//! How far one authority has come with one service.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The stage of a rollout. Only [`Stage::Live`] counts as live, unless another definition holds
/// ([`Definition`](crate::definition::Definition)).
///
/// "Not responsible" is not a stage: there is no rollout then. "Blocked" is not a stage either: it follows
/// from open blockers and stands beside the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Nobody has told. Never counted as "not live", never as zero.
    Unknown,
    /// The authority has not begun.
    NotStarted,
    /// The service is ordered, or interest is declared.
    Ordered,
    /// The authority prepares: contracts, interfaces, staff.
    Preparing,
    /// The service is being tested or activated.
    Testing,
    /// A limited group uses it.
    Pilot,
    /// Everybody the authority is responsible for can use the service online.
    Live,
    /// It was live and is not any more, for the time being.
    Suspended,
}

impl Stage {
    /// All stages, from unknown over the way to live, then suspended.
    pub const ALL: [Self; 8] = [
        Self::Unknown,
        Self::NotStarted,
        Self::Ordered,
        Self::Preparing,
        Self::Testing,
        Self::Pilot,
        Self::Live,
        Self::Suspended,
    ];

    /// The word used in databases, files, URLs and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::NotStarted => "not_started",
            Self::Ordered => "ordered",
            Self::Preparing => "preparing",
            Self::Testing => "testing",
            Self::Pilot => "pilot",
            Self::Live => "live",
            Self::Suspended => "suspended",
        }
    }

    /// How far along the way to live the stage is, or `None` for the stages beside that way.
    #[must_use]
    pub const fn progress(self) -> Option<u8> {
        match self {
            Self::Unknown | Self::Suspended => None,
            Self::NotStarted => Some(0),
            Self::Ordered => Some(1),
            Self::Preparing => Some(2),
            Self::Testing => Some(3),
            Self::Pilot => Some(4),
            Self::Live => Some(5),
        }
    }

    /// What the stage alone says about being live. Where figures are counted, the definition of the viewpoint
    /// decides: [`History::liveness`](crate::rollout::History::liveness).
    #[must_use]
    pub const fn liveness(self) -> Liveness {
        match self {
            Self::Live => Liveness::Live,
            Self::Unknown => Liveness::Unknown,
            _ => Liveness::NotLive,
        }
    }
}

/// A text names no [`Stage`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a stage")]
pub struct StageError;

impl FromStr for Stage {
    type Err = StageError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|stage| stage.as_str() == text).ok_or(StageError)
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Whether something is live, as far as we know.
///
/// What needs several rollouts is as live as the least live of them, which makes the order of the variants
/// the "and" of three-valued logic: one known "no" decides, however much is unknown beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Liveness {
    /// Something needed is known not to be live.
    NotLive,
    /// Nothing needed is known not to be live, and something needed is unknown.
    Unknown,
    /// Everything needed is live.
    Live,
}

impl Liveness {
    /// The liveness of what needs all of these.
    pub fn of_all(needed: impl IntoIterator<Item = Self>) -> Self {
        needed.into_iter().min().unwrap_or(Self::Live)
    }
}
