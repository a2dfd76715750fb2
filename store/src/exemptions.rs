//! Rollouts about which nobody is asked for a while.

use chrono::NaiveDate;
use domain::exemption::{Exemption, ExemptionId};
use domain::rollout::RolloutKey;

use crate::db::{Tx, on, statements};
use crate::error::{StoreError, parse};

statements! {
    SELECT_EXEMPTIONS = "SELECT id, authority, service, reason, first_day, last_day, version FROM exemption WHERE version > $1 ORDER BY id";
}

type ExemptionRow = (i64, String, String, String, NaiveDate, NaiveDate, i64);

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
