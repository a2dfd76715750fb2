//! The audit: who did what, when. Rows name people by an opaque id only.
//!
//! Rows form a chain ([`chain`]): each carries a hash over the row before it and itself, and `audit_head` knows
//! the last. A row that somebody with rights on the database changes, removes or slips in breaks the chain, and
//! [`Db::verify_audit`](crate::Db::verify_audit) names it. The hash has no secret: who rewrites everything from
//! a row to the head is found only by whoever kept the head elsewhere.

pub(crate) mod chain;
pub(crate) mod read;
pub(crate) mod retention;
pub(crate) mod verify;

use chrono::{DateTime, SubsecRound as _, Utc};
use domain::rollout::Actor;
use serde_json::Value;

use self::chain::Link;
use crate::db::{Tx, on, statements};
use crate::error::{StoreError, storable};

statements! {
    RAISE_NAMES = "INSERT INTO setting (key, value) VALUES ('names_version', '1') ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(setting.value AS BIGINT) + 1 AS TEXT)";
    INSERT_ACTOR = "INSERT INTO actor (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name";
    RAISE_HEAD = "UPDATE audit_head SET last_id = last_id + 1 WHERE id = 1 RETURNING last_id, hash";
    INSERT_AUDIT = "INSERT INTO audit (id, recorded_at, actor, action, subject, detail, hash) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    SET_HEAD = "UPDATE audit_head SET hash = $1 WHERE id = 1";
}

/// What was done to what.
pub(crate) struct Deed<'a> {
    /// A word such as `status.set`.
    pub(crate) action: &'static str,
    /// The key of what was changed.
    pub(crate) subject: &'a str,
    /// From what to what.
    pub(crate) detail: Value,
}

/// Writes the audit row, in the transaction of the deed itself.
///
/// Locks the head of the chain until the end of the transaction: append last, when all other locks are taken,
/// or two writers may wait for each other.
pub(crate) async fn append(
    tx: &mut Tx,
    now: DateTime<Utc>,
    actor: &str,
    deed: Deed<'_>,
) -> Result<(), StoreError> {
    let (id, previous): (i64, String) =
        on!(&mut *tx, |connection| sqlx::query_as(RAISE_HEAD).fetch_one(connection).await)?;
    let detail = deed.detail.to_string();
    let link = Link {
        id,
        // As exact as both engines keep it.
        recorded_at: now.trunc_subsecs(6),
        actor: storable(actor)?,
        action: deed.action,
        subject: storable(deed.subject)?,
        detail: &detail,
    };
    let hash = link.hash(&previous);
    on!(&mut *tx, |connection| sqlx::query(INSERT_AUDIT)
        .bind(link.id)
        .bind(link.recorded_at)
        .bind(link.actor)
        .bind(link.action)
        .bind(link.subject)
        .bind(link.detail)
        .bind(&hash)
        .execute(connection)
        .await
        .map(|_| ()))?;
    on!(tx, |connection| sqlx::query(SET_HEAD).bind(&hash).execute(connection).await.map(|_| ()))?;
    Ok(())
}

/// Makes a program known under the name it has now.
pub(crate) async fn know(tx: &mut Tx, actor: &Actor) -> Result<(), StoreError> {
    name(tx, &actor.id, &actor.name).await
}

/// Keeps the name under which history and audit show an id.
pub(crate) async fn name(tx: &mut Tx, id: &str, name: &str) -> Result<(), StoreError> {
    on!(tx, |connection| sqlx::query(INSERT_ACTOR)
        .bind(storable(id)?)
        .bind(storable(name)?)
        .execute(connection)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Replaces a name that may stand in what readers have already read: they read everything anew.
pub(crate) async fn rename(tx: &mut Tx, id: &str, to: &str) -> Result<(), StoreError> {
    name(tx, id, to).await?;
    on!(tx, |connection| sqlx::query(RAISE_NAMES).execute(connection).await.map(|_| ()))?;
    Ok(())
}
