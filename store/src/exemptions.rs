//! Rollouts about which nobody is asked for a while.

use chrono::{DateTime, NaiveDate, Utc};
use domain::Day;
use domain::exemption::{Exemption, ExemptionId};
use domain::people::Role;
use domain::rollout::RolloutKey;
use serde_json::json;

use crate::change::{Change, is_seen};
use crate::db::{Db, Tx, on, statements};
use crate::error::{ChangeError, StoreError, parse, storable};
use crate::people::Author;

statements! {
    SELECT_EXEMPTIONS = "SELECT id, authority, service, reason, first_day, last_day, version FROM exemption WHERE version > $1 ORDER BY id";
    SELECT_EXEMPTION = "SELECT id, authority, service, reason, first_day, last_day, version FROM exemption WHERE id = $1";
    INSERT_EXEMPTION = "INSERT INTO exemption (authority, service, reason, first_day, last_day, version) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    END_EXEMPTION = "UPDATE exemption SET last_day = $2, version = $3 WHERE id = $1";
}

type ExemptionRow = (i64, String, String, String, NaiveDate, NaiveDate, i64);

impl Db {
    /// Exempts a rollout from `first_day` to `last_day`. Leads only. Whether the body is responsible, and whether
    /// the days are in order, is the caller's question.
    pub async fn grant_exemption(
        &self,
        rollout: &RolloutKey,
        (first_day, last_day): (Day, Day),
        reason: &str,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<ExemptionId, ChangeError> {
        let mut change = Change::begin(self, author, now).await?;
        change.only(&[Role::Lead])?;
        let id: i64 = on!(&mut change.tx, |connection| sqlx::query_scalar(INSERT_EXEMPTION)
            .bind(rollout.authority.as_str())
            .bind(rollout.service.as_str())
            .bind(storable(reason)?)
            .bind(first_day.date())
            .bind(last_day.date())
            .bind(change.version)
            .fetch_one(connection)
            .await)?;
        let detail =
            json!({ "exemption": id, "effective_on": first_day, "until": last_day, "reason": reason });
        change.finish("exemption.grant", &subject(rollout), detail).await?;
        Ok(ExemptionId(id))
    }

    /// Ends an exemption early, with `last_day`; returns its version. Leads only. One that ends by then or has
    /// not begun is not there.
    pub async fn end_exemption(
        &self,
        id: ExemptionId,
        last_day: Day,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let mut change = Change::begin(self, author, now).await?;
        change.only(&[Role::Lead])?;
        let row: Option<ExemptionRow> = on!(&mut change.tx, |connection| sqlx::query_as(SELECT_EXEMPTION)
            .bind(id.0)
            .fetch_optional(connection)
            .await)?;
        let known = row.map(exemption).transpose()?;
        is_seen(known.as_ref().map(|known| known.version), seen)?;
        let known = known
            .filter(|known| known.first_day <= last_day && last_day < known.last_day)
            .ok_or(ChangeError::NotThere)?;
        on!(&mut change.tx, |connection| sqlx::query(END_EXEMPTION)
            .bind(id.0)
            .bind(last_day.date())
            .bind(change.version)
            .execute(connection)
            .await
            .map(|_| ()))?;
        let detail = json!({ "exemption": id.0, "until": { "from": known.last_day, "to": last_day } });
        change.finish("exemption.end", &subject(&known.rollout), detail).await
    }
}

fn subject(rollout: &RolloutKey) -> String {
    format!("{}/{}", rollout.authority, rollout.service)
}

/// The exemptions changed in a later version than `last`.
pub(crate) async fn since(tx: &mut Tx, last: i64) -> Result<Vec<Exemption>, StoreError> {
    let rows: Vec<ExemptionRow> =
        on!(tx, |connection| sqlx::query_as(SELECT_EXEMPTIONS).bind(last).fetch_all(connection).await)?;
    rows.into_iter().map(exemption).collect()
}

fn exemption(
    (id, authority, service, reason, first_day, last_day, version): ExemptionRow,
) -> Result<Exemption, StoreError> {
    Ok(Exemption {
        id: ExemptionId(id),
        rollout: RolloutKey {
            authority: parse("exemption", "authority", &authority)?,
            service: parse("exemption", "service", &service)?,
        },
        reason,
        first_day: first_day.into(),
        last_day: last_day.into(),
        version,
    })
}
