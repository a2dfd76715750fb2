//! Dropping the oldest rows, and nothing else.

use chrono::{DateTime, SubsecRound as _, Utc};
use domain::Day;
use domain::rollout::Actor;
use serde_json::json;

use super::chain::BEGINNING;
use super::{Deed, append, know};
use crate::db::{Db, Tx, on, statements};
use crate::error::{StoreError, count};

statements! {
    LOCK_HEAD = "UPDATE audit_head SET last_id = last_id WHERE id = 1";
    SELECT_LAST_OF_PREFIX = "SELECT id, hash FROM audit WHERE id < (SELECT coalesce(min(id), 9223372036854775807) FROM audit WHERE recorded_at >= $1) ORDER BY id DESC LIMIT 1";
    COUNT_UP_TO = "SELECT count(*) FROM audit WHERE id <= $1";
    INSERT_CHECKPOINT = "INSERT INTO audit_checkpoint (last_id, hash, dropped, made_at) VALUES ($1, $2, $3, $4)";
    DELETE_UP_TO = "DELETE FROM audit WHERE id <= $1";
}

/// What the audit says of a dropping.
pub(super) const ACTION: &str = "audit.drop";

/// The rows from the beginning up to the first that was recorded on that day or later.
struct Prefix {
    last_id: i64,
    hash: String,
    rows: i64,
}

impl Db {
    /// How many rows [`Db::drop_audit_before`] would drop.
    pub async fn audit_rows_before(&self, day: Day) -> Result<u64, StoreError> {
        let mut tx = self.read().await?;
        let prefix = prefix(&mut tx, day).await?;
        prefix.map_or(Ok(0), |prefix| count("audit", "id", prefix.rows))
    }

    /// Drops the rows from the beginning up to the first that was recorded on that day or later, leaves a
    /// checkpoint, and records that it was done. Returns how many rows there were; with none, nothing is done.
    pub async fn drop_audit_before(
        &self,
        day: Day,
        actor: &Actor,
        now: DateTime<Utc>,
    ) -> Result<u64, StoreError> {
        let mut tx = self.write_aside().await?;
        know(&mut tx, actor).await?;
        // Of two that drop at once the second has to see what the first left.
        on!(&mut tx, |connection| sqlx::query(LOCK_HEAD).execute(connection).await.map(|_| ()))?;
        let Some(Prefix { last_id, hash, rows }) = prefix(&mut tx, day).await? else { return Ok(0) };
        on!(&mut tx, |connection| sqlx::query(INSERT_CHECKPOINT)
            .bind(last_id)
            .bind(&hash)
            .bind(rows)
            .bind(now.trunc_subsecs(6))
            .execute(connection)
            .await
            .map(|_| ()))?;
        on!(&mut tx, |connection| sqlx::query(DELETE_UP_TO)
            .bind(last_id)
            .execute(connection)
            .await
            .map(|_| ()))?;
        let deed = Deed {
            action: ACTION,
            subject: "audit",
            detail: json!({ "before": day, "rows": rows, "last_id": last_id, "hash": hash }),
        };
        append(&mut tx, now, &actor.id, deed).await?;
        tx.commit().await?;
        count("audit", "id", rows)
    }
}

async fn prefix(tx: &mut Tx, day: Day) -> Result<Option<Prefix>, StoreError> {
    let last: Option<(i64, String)> = on!(&mut *tx, |connection| sqlx::query_as(SELECT_LAST_OF_PREFIX)
        .bind(day.start())
        .fetch_optional(connection)
        .await)?;
    let Some((last_id, hash)) = last else { return Ok(None) };
    // What comes after a row from before there was a chain builds on the beginning.
    let hash = if hash.is_empty() { BEGINNING.to_owned() } else { hash };
    let rows =
        on!(tx, |connection| sqlx::query_scalar(COUNT_UP_TO).bind(last_id).fetch_one(connection).await)?;
    Ok(Some(Prefix { last_id, hash, rows }))
}
