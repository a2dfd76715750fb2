//! The audit: who did what, when. Rows name people by an opaque id only.

use chrono::{DateTime, Utc};
use domain::rollout::Actor;
use serde_json::Value;

use crate::db::{Tx, on, statements};
use crate::error::{StoreError, storable};

statements! {
    RAISE_NAMES = "INSERT INTO setting (key, value) VALUES ('names_version', '1') ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(setting.value AS BIGINT) + 1 AS TEXT)";
    INSERT_ACTOR = "INSERT INTO actor (id, name) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET name = excluded.name";
    INSERT_AUDIT = "INSERT INTO audit (recorded_at, actor, action, subject, detail) VALUES ($1, $2, $3, $4, $5)";
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
pub(crate) async fn append(
    tx: &mut Tx,
    now: DateTime<Utc>,
    actor: &str,
    deed: Deed<'_>,
) -> Result<(), StoreError> {
    on!(tx, |connection| sqlx::query(INSERT_AUDIT)
        .bind(now)
        .bind(actor)
        .bind(deed.action)
        .bind(deed.subject)
        .bind(deed.detail.to_string())
        .execute(connection)
        .await
        .map(|_| ()))?;
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
