//! What can go wrong in the store. Never shown to people: the server logs it and shows a reference number.

use domain::people::LinkState;
use domain::rollout::RolloutKey;

/// Why the database did not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Not a database URL that the store knows.
    #[error("the database URL must begin with sqlite: or postgres://")]
    Url,
    /// The database did not answer, or refused.
    #[error("the database failed")]
    Database(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error("the schema could not be brought up to date")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A text has a NUL character. PostgreSQL cannot hold it, and SQLite would count it as the end of the text.
    #[error("a text with a NUL character cannot be stored")]
    Nul,
    /// A row holds what no row may hold.
    #[error("{table}.{column} holds {value:?}, which cannot be")]
    Inconsistent {
        /// The table.
        table: &'static str,
        /// The column.
        column: &'static str,
        /// The value found.
        value: String,
    },
}

/// Why something was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// Somebody else recorded something since the writer looked.
    #[error("the rollout has version {current}, not the one seen")]
    Stale {
        /// The version it has now.
        current: i64,
    },
    /// There is no such event, or it has been taken back already.
    #[error("no such event to take back")]
    NoSuchEvent,
    /// The author may not write for this authority.
    #[error("the author may not write for this authority")]
    NotAllowed,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for RecordError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Why entries were not recorded together.
#[derive(Debug, thiserror::Error)]
pub enum BatchError {
    /// Somebody else recorded something about these since the writer looked.
    #[error("{} rollouts have not the versions seen", .0.len())]
    Stale(Vec<RolloutKey>),
    /// The author may not write for one of the authorities.
    #[error("the author may not write for one of the authorities")]
    NotAllowed,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for BatchError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Why nothing was changed about a person.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// There is an account with this address.
    #[error("the address has an account")]
    EmailTaken,
    /// The author may not do this.
    #[error("the author may not do this")]
    NotAllowed,
    /// There is no such person.
    #[error("no such person")]
    NoSuchPerson,
    /// Somebody else changed the rights since the author looked.
    #[error("the rights are not those seen")]
    Stale,
    /// Nobody could give the role back.
    #[error("there would be no admin left")]
    LastAdmin,
    /// No link has this token.
    #[error("no such link")]
    NoSuchLink,
    /// The link lets nobody in any more.
    #[error("the link is {0:?}")]
    Link(LinkState),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for PeopleError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Why something beside the stages was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// Somebody else has changed it since the writer looked.
    #[error("it has version {current}, not the one seen")]
    Stale {
        /// The version it has now.
        current: i64,
    },
    /// The author may not do this.
    #[error("the author may not do this")]
    NotAllowed,
    /// There is no such thing, or it is not in a state in which this could be done to it.
    #[error("no such thing to change")]
    NotThere,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<sqlx::Error> for ChangeError {
    fn from(error: sqlx::Error) -> Self {
        Self::Store(error.into())
    }
}

/// Reads a text column as a domain type, or says which table and column hold nonsense.
pub(crate) fn parse<T: std::str::FromStr>(
    table: &'static str,
    column: &'static str,
    value: &str,
) -> Result<T, StoreError> {
    value.parse().map_err(|_| StoreError::Inconsistent { table, column, value: value.to_owned() })
}

/// Reads a count column, which the schema keeps from being negative.
pub(crate) fn count(table: &'static str, column: &'static str, value: i64) -> Result<u64, StoreError> {
    u64::try_from(value).map_err(|_| StoreError::Inconsistent { table, column, value: value.to_string() })
}

/// The text, provided that both engines can hold it.
pub(crate) fn storable(text: &str) -> Result<&str, StoreError> {
    if text.contains('\0') { Err(StoreError::Nul) } else { Ok(text) }
}
