//! Secrets that open a session or a link, and ids that say nothing.

use domain::people::PersonId;
use rand::RngExt as _;

/// 256 random bits, 64 hexadecimal digits.
pub(crate) fn token() -> String {
    let mut rng = rand::rng();
    format!("{:032x}{:032x}", rng.random::<u128>(), rng.random::<u128>())
}

/// A new person's id.
pub(crate) fn person_id() -> PersonId {
    PersonId::from_random(rand::rng().random())
}
