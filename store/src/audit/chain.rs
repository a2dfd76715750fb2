//! What the hash of a row is made from.

use chrono::{DateTime, SecondsFormat, Utc};
use sha2::{Digest as _, Sha256};

/// What the first row builds on. The migration that begins the chain writes it too.
pub(crate) const BEGINNING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A row of the audit as the chain sees it.
pub(crate) struct Link<'a> {
    pub(crate) id: i64,
    pub(crate) recorded_at: DateTime<Utc>,
    pub(crate) actor: &'a str,
    pub(crate) action: &'a str,
    pub(crate) subject: &'a str,
    pub(crate) detail: &'a str,
}

impl Link<'_> {
    /// SHA-256, in hexadecimal digits, over the hash of the previous row and every field of this one.
    ///
    /// Each field is preceded by its length in bytes and a colon, so that no two rows are written alike. The
    /// moment is written in UTC with microseconds, as exact as both engines keep it.
    pub(crate) fn hash(&self, previous: &str) -> String {
        let id = self.id.to_string();
        let recorded_at = self.recorded_at.to_rfc3339_opts(SecondsFormat::Micros, true);
        let mut hasher = Sha256::new();
        for field in [previous, &id, &recorded_at, self.actor, self.action, self.subject, self.detail] {
            hasher.update(format!("{}:", field.len()));
            hasher.update(field);
        }
        format!("{:x}", hasher.finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link<'a>(actor: &'a str, action: &'a str) -> Link<'a> {
        Link {
            id: 7,
            recorded_at: "2026-11-23T08:30:00.123456Z".parse().unwrap(),
            actor,
            action,
            subject: "09273/fuehrerschein",
            detail: "{}",
        }
    }

    /// Computed with other tools from the description above. Rows in real databases were hashed like this: it
    /// can never change.
    #[test]
    fn the_hash_is_the_described_one() {
        let expected = "180d4ba713cf9e6a18de3fd77c30786fd41504858b5fc81db4e12f89bf7506c8";
        assert_eq!(link("7f3a", "status.set").hash(BEGINNING), expected);
    }

    #[test]
    fn fields_do_not_run_into_each_other() {
        assert_ne!(link("ab", "c").hash(BEGINNING), link("a", "bc").hash(BEGINNING));
        assert_ne!(link("a", "1:b").hash(BEGINNING), link("a1:", "b").hash(BEGINNING));
    }
}
