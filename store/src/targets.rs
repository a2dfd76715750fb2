//! Targets that were agreed on beside the one of the programme.

use chrono::{DateTime, NaiveDate, Utc};
use domain::Day;
use domain::people::Role;
use domain::target::{Aim, Target, TargetId};
use serde_json::json;
use sqlx::FromRow;

use crate::change::{Change, is_seen};
use crate::db::{Db, Tx, on, statements};
use crate::error::{ChangeError, StoreError, parse, storable};
use crate::people::Author;

statements! {
    SELECT_TARGETS = "SELECT id, selection, measure, scope, due, share, reason, withdrawn, version FROM agreed_target WHERE version > $1 ORDER BY id";
    SELECT_TARGET_VERSION = "SELECT version FROM agreed_target WHERE id = $1";
    INSERT_TARGET = "INSERT INTO agreed_target (selection, measure, scope, due, share, reason, version) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id";
    WITHDRAW_TARGET = "UPDATE agreed_target SET withdrawn = $2, version = $3 WHERE id = $1 AND withdrawn IS NULL";
}

/// A target to agree on.
#[derive(Clone, Debug, PartialEq)]
pub struct NewTarget {
    /// What it is about.
    pub aim: Aim,
    /// The day on which it is due.
    pub due: Day,
    /// Wanted share, 0 to 1.
    pub share: f64,
    /// Why.
    pub reason: String,
}

#[derive(FromRow)]
struct TargetRow {
    id: i64,
    selection: String,
    measure: String,
    scope: String,
    due: NaiveDate,
    share: f64,
    reason: String,
    withdrawn: Option<String>,
    version: i64,
}

impl TryFrom<TargetRow> for Target {
    type Error = StoreError;

    fn try_from(row: TargetRow) -> Result<Self, Self::Error> {
        Ok(Self {
            id: TargetId(row.id),
            aim: Aim {
                selection: parse("agreed_target", "selection", &row.selection)?,
                measure: parse("agreed_target", "measure", &row.measure)?,
                scope: parse("agreed_target", "scope", &row.scope)?,
            },
            due: row.due.into(),
            share: row.share,
            reason: row.reason,
            withdrawn: row.withdrawn,
            version: row.version,
        })
    }
}

impl Db {
    /// Agrees on a target. Leads only. Whether it contradicts others is the caller's question.
    pub async fn agree_target(
        &self,
        target: &NewTarget,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<TargetId, ChangeError> {
        let mut change = Change::begin(self, author, now).await?;
        change.only(&[Role::Lead])?;
        let NewTarget { aim, due, share, reason } = target;
        let id: i64 = on!(&mut change.tx, |connection| sqlx::query_scalar(INSERT_TARGET)
            .bind(aim.selection.to_string())
            .bind(aim.measure.as_str())
            .bind(aim.scope.as_str())
            .bind(due.date())
            .bind(share)
            .bind(storable(reason)?)
            .bind(change.version)
            .fetch_one(connection)
            .await)?;
        let detail = json!({
            "selection": aim.selection.to_string(),
            "measure": aim.measure.as_str(),
            "scope": aim.scope.as_str(),
            "due_on": due,
            "share": share,
            "reason": reason,
        });
        change.finish("target.agree", &subject(TargetId(id)), detail).await?;
        Ok(TargetId(id))
    }

    /// Lets a target hold no more, for a reason; it stays known. Returns its version. Leads only.
    pub async fn withdraw_target(
        &self,
        id: TargetId,
        reason: &str,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let mut change = Change::begin(self, author, now).await?;
        change.only(&[Role::Lead])?;
        let current: Option<i64> =
            on!(&mut change.tx, |connection| sqlx::query_scalar(SELECT_TARGET_VERSION)
                .bind(id.0)
                .fetch_optional(connection)
                .await)?;
        is_seen(current, seen)?;
        let version = change.version;
        let changed = on!(&mut change.tx, |connection| sqlx::query(WITHDRAW_TARGET)
            .bind(id.0)
            .bind(storable(reason)?)
            .bind(version)
            .execute(connection)
            .await
            .map(|done| done.rows_affected()))?;
        if changed == 0 {
            return Err(ChangeError::NotThere);
        }
        change.finish("target.withdraw", &subject(id), json!({ "reason": reason })).await
    }
}

fn subject(id: TargetId) -> String {
    format!("target/{id}")
}

/// The targets changed in a later version than `last`.
pub(crate) async fn since(tx: &mut Tx, last: i64) -> Result<Vec<Target>, StoreError> {
    let rows: Vec<TargetRow> =
        on!(tx, |connection| sqlx::query_as(SELECT_TARGETS).bind(last).fetch_all(connection).await)?;
    rows.into_iter().map(Target::try_from).collect()
}
