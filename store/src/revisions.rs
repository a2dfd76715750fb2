//! The steps by which something became what it is, as the pages show them.

use chrono::{DateTime, Utc};
use domain::rollout::Actor;
use serde_json::Value;
use sqlx::FromRow;

use crate::audit::{self, Deed};
use crate::db::{Db, Tx, on, statements};
use crate::error::{StoreError, storable};

statements! {
    INSERT_REVISION = "INSERT INTO revision (subject, action, detail, recorded_at, actor) VALUES ($1, $2, $3, $4, $5)";
    SELECT_REVISIONS = "SELECT r.action, r.detail, r.recorded_at, r.actor, a.name AS actor_name FROM revision r JOIN actor a ON a.id = r.actor WHERE r.subject = $1 ORDER BY r.id DESC";
}

/// A step in the history of a blocker, a workshop, a finding …
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// A word such as `blocker.open`: the one that the audit has.
    pub action: String,
    /// From what to what.
    pub detail: Value,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// Who.
    pub actor: Actor,
}

#[derive(FromRow)]
struct RevisionRow {
    action: String,
    detail: String,
    recorded_at: DateTime<Utc>,
    actor: String,
    actor_name: String,
}

impl TryFrom<RevisionRow> for Revision {
    type Error = StoreError;

    fn try_from(row: RevisionRow) -> Result<Self, Self::Error> {
        let detail = serde_json::from_str(&row.detail).map_err(|_| StoreError::Inconsistent {
            table: "revision",
            column: "detail",
            value: row.detail,
        })?;
        let actor = Actor { id: row.actor, name: row.actor_name };
        Ok(Self { action: row.action, detail, recorded_at: row.recorded_at, actor })
    }
}

impl Db {
    /// The steps of something, the last first. `subject`: what it is and its id, such as `blocker/12`.
    pub async fn revisions(&self, subject: &str) -> Result<Vec<Revision>, StoreError> {
        let mut tx = self.read().await?;
        let rows: Vec<RevisionRow> = on!(&mut tx, |connection| sqlx::query_as(SELECT_REVISIONS)
            .bind(subject)
            .fetch_all(connection)
            .await)?;
        rows.into_iter().map(Revision::try_from).collect()
    }
}

/// Writes down a deed: for the pages, and for the audit. Last in its transaction, as [`audit::append`] is.
pub(crate) async fn write_down(
    tx: &mut Tx,
    now: DateTime<Utc>,
    actor: &str,
    deed: Deed<'_>,
) -> Result<(), StoreError> {
    let detail = deed.detail.to_string();
    on!(&mut *tx, |connection| sqlx::query(INSERT_REVISION)
        .bind(storable(deed.subject)?)
        .bind(deed.action)
        .bind(storable(&detail)?)
        .bind(now)
        .bind(actor)
        .execute(connection)
        .await
        .map(|_| ()))?;
    audit::append(tx, now, actor, deed).await
}
