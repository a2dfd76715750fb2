//! Why a file could not be read.

/// Why a file could not be read, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Not a byte.
    #[error("Die Datei ist leer.")]
    Empty,
}
