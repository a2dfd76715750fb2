//! Why a password is not accepted.

/// Why a password is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordProblem {
    /// Fewer characters than `min`.
    #[error("fewer than {min} characters")]
    TooShort {
        /// Characters wanted.
        min: usize,
    },
    /// More characters than `max`.
    #[error("more than {max} characters")]
    TooLong {
        /// Characters allowed.
        max: usize,
    },
    /// On a list of common passwords, or as easily guessed.
    #[error("easily guessed")]
    Common,
    /// Made from the person's own name or address.
    #[error("made from the name or address")]
    Personal,
}
