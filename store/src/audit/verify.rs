//! Whether the chain of the audit holds, and where it does not.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::Row as _;

use super::chain::{BEGINNING, Link};
use super::retention;
use crate::db::{Db, Tx, on, statements};
use crate::error::StoreError;

statements! {
    SELECT_HEAD = "SELECT last_id, hash FROM audit_head WHERE id = 1";
    SELECT_CHECKPOINT = "SELECT id, last_id, hash FROM audit_checkpoint ORDER BY last_id DESC, id DESC LIMIT 1";
    SELECT_BEFORE = "SELECT id, hash FROM audit WHERE id <= $1 ORDER BY id";
    SELECT_LINKS = "SELECT id, recorded_at, actor, action, subject, detail, hash FROM audit WHERE id > $1 ORDER BY id LIMIT 1000";
}

/// What became of checking the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuditCheck {
    /// Every row is as it was written, and none is missing.
    Holds {
        /// How many rows there are.
        rows: u64,
        /// How many of them are from before there was a chain; nothing can be said about these.
        unchained: u64,
        /// The hash of the last row, zeros before the first.
        head: String,
    },
    /// Somebody went round the product.
    Broken(AuditFault),
}

/// The first place at which the chain does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditFault {
    /// The row, or the hash of the one before it, is not the one that was written.
    Altered {
        /// The number of the row.
        row: i64,
    },
    /// The row is missing, though there are later ones.
    Missing {
        /// The number of the row.
        row: i64,
    },
    /// The row is where none can be: dropped, or slipped in.
    Foreign {
        /// The number of the row.
        row: i64,
    },
    /// The last rows are missing.
    CutOff {
        /// The number of the first of them.
        from: i64,
        /// The number of the last of them.
        to: i64,
    },
    /// The head does not name the last row.
    Head,
    /// Rows were dropped without the audit saying so.
    Checkpoint,
}

/// A row as it is found, whatever somebody made of it.
struct Found {
    id: i64,
    // `None`: no moment any more.
    recorded_at: Option<DateTime<Utc>>,
    actor: String,
    action: String,
    subject: String,
    detail: String,
    hash: String,
}

impl Found {
    fn builds_on(&self, previous: &str) -> bool {
        let Some(recorded_at) = self.recorded_at else { return false };
        let Self { id, actor, action, subject, detail, .. } = self;
        Link { id: *id, recorded_at, actor, action, subject, detail }.hash(previous) == self.hash
    }

    /// Whether the row says that the checkpoint was made.
    fn announces(&self, last_id: i64, hash: &str) -> bool {
        let says = |detail: &Value| detail["last_id"] == last_id && detail["hash"] == hash;
        self.action == retention::ACTION
            && serde_json::from_str(&self.detail).is_ok_and(|detail| says(&detail))
    }
}

impl Db {
    /// Follows the chain of the audit from its beginning to its head.
    pub async fn verify_audit(&self) -> Result<AuditCheck, StoreError> {
        let mut tx = self.read().await?;
        check(&mut tx).await
    }
}

pub(crate) async fn check(tx: &mut Tx) -> Result<AuditCheck, StoreError> {
    let broken = |fault| Ok(AuditCheck::Broken(fault));
    let head: Option<(i64, String)> =
        on!(&mut *tx, |connection| sqlx::query_as(SELECT_HEAD).fetch_optional(connection).await)?;
    let Some((last_id, head)) = head else { return broken(AuditFault::Head) };
    let checkpoint: Option<(i64, i64, String)> =
        on!(&mut *tx, |connection| sqlx::query_as(SELECT_CHECKPOINT).fetch_optional(connection).await)?;
    let Some((number, start, start_hash)) = checkpoint else { return broken(AuditFault::Checkpoint) };
    let before: Vec<(i64, String)> =
        on!(&mut *tx, |connection| sqlx::query_as(SELECT_BEFORE).bind(start).fetch_all(connection).await)?;
    // Up to where the chain begins there are rows of before; up to where rows were dropped there are none.
    // Only the first checkpoint, which the schema brought along, needs no word of its own in the audit.
    let is_beginning = number == 1 && start_hash == BEGINNING;
    if let Some((row, _)) = before.iter().find(|(id, hash)| !is_beginning || *id < 1 || !hash.is_empty()) {
        return broken(AuditFault::Foreign { row: *row });
    }
    let (mut last, mut hash) = (start, start_hash.clone());
    let mut is_announced = is_beginning;
    let mut rows = before.len();
    loop {
        let links = links_after(tx, last).await?;
        if links.is_empty() {
            break;
        }
        rows += links.len();
        for link in links {
            if link.id != last + 1 {
                return broken(AuditFault::Missing { row: last + 1 });
            }
            if link.id > last_id {
                return broken(AuditFault::Head);
            }
            if !link.builds_on(&hash) {
                return broken(AuditFault::Altered { row: link.id });
            }
            is_announced |= link.announces(start, &start_hash);
            last = link.id;
            hash = link.hash;
        }
    }
    if last < last_id {
        return broken(AuditFault::CutOff { from: last + 1, to: last_id });
    }
    if last > last_id || hash != head {
        return broken(AuditFault::Head);
    }
    if !is_announced {
        return broken(AuditFault::Checkpoint);
    }
    let (rows, unchained) = (rows as u64, before.len() as u64);
    Ok(AuditCheck::Holds { rows, unchained, head })
}

async fn links_after(tx: &mut Tx, last: i64) -> Result<Vec<Found>, StoreError> {
    on!(tx, |connection| {
        let rows = sqlx::query(SELECT_LINKS).bind(last).fetch_all(connection).await?;
        rows.iter()
            .map(|row| {
                Ok(Found {
                    id: row.try_get("id")?,
                    recorded_at: row.try_get("recorded_at").ok(),
                    actor: row.try_get("actor")?,
                    action: row.try_get("action")?,
                    subject: row.try_get("subject")?,
                    detail: row.try_get("detail")?,
                    hash: row.try_get("hash")?,
                })
            })
            .collect()
    })
}
