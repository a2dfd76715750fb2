//! What somebody does about a finding or a blocker.

pub(crate) mod agree;

use chrono::NaiveDate;
use domain::blocker::BlockerId;
use domain::workshop::{FindingId, Measure, MeasureFacts, MeasureId};
use sqlx::FromRow;

use crate::db::{Tx, on, statements};
use crate::error::{StoreError, parse};

statements! {
    SELECT_MEASURES = "SELECT id, what, owner, owner_person, body, due_on, state, ended_on, note, finding, version FROM measure WHERE version > $1 ORDER BY id";
    SELECT_MEASURE_BLOCKERS = "SELECT b.measure, b.blocker FROM measure_blocker b JOIN measure m ON m.id = b.measure WHERE m.version > $1 ORDER BY b.measure, b.blocker";
    SELECT_MEASURE = "SELECT id, what, owner, owner_person, body, due_on, state, ended_on, note, finding, version FROM measure WHERE id = $1";
    SELECT_ITS_BLOCKERS = "SELECT measure, blocker FROM measure_blocker WHERE measure = $1";
}

#[derive(FromRow)]
struct MeasureRow {
    id: i64,
    what: String,
    owner: String,
    owner_person: Option<String>,
    body: Option<String>,
    due_on: NaiveDate,
    state: String,
    ended_on: Option<NaiveDate>,
    note: Option<String>,
    finding: Option<i64>,
    version: i64,
}

/// The measures changed in a later version than `last`.
pub(crate) async fn since(tx: &mut Tx, last: i64) -> Result<Vec<Measure>, StoreError> {
    let rows: Vec<MeasureRow> =
        on!(&mut *tx, |connection| sqlx::query_as(SELECT_MEASURES).bind(last).fetch_all(connection).await)?;
    let blockers: Vec<(i64, i64)> =
        on!(tx, |connection| sqlx::query_as(SELECT_MEASURE_BLOCKERS).bind(last).fetch_all(connection).await)?;
    rows.into_iter().map(|row| measure(row, &blockers)).collect()
}

/// One measure, as the transaction sees it.
pub(crate) async fn find(tx: &mut Tx, id: MeasureId) -> Result<Option<Measure>, StoreError> {
    let row: Option<MeasureRow> = on!(&mut *tx, |connection| sqlx::query_as(SELECT_MEASURE)
        .bind(id.0)
        .fetch_optional(connection)
        .await)?;
    let blockers: Vec<(i64, i64)> =
        on!(tx, |connection| sqlx::query_as(SELECT_ITS_BLOCKERS).bind(id.0).fetch_all(connection).await)?;
    row.map(|row| measure(row, &blockers)).transpose()
}

fn measure(row: MeasureRow, blockers: &[(i64, i64)]) -> Result<Measure, StoreError> {
    let owner_person = row.owner_person.map(|id| parse("measure", "owner_person", &id)).transpose()?;
    let own = blockers.iter().filter(|(measure, _)| *measure == row.id);
    Ok(Measure {
        id: MeasureId(row.id),
        facts: MeasureFacts {
            what: row.what,
            owner: row.owner,
            owner_person,
            body: row.body.map(|body| parse("measure", "body", &body)).transpose()?,
            due_on: row.due_on.into(),
            note: row.note,
            finding: row.finding.map(FindingId),
            blockers: own.map(|(_, blocker)| BlockerId(*blocker)).collect(),
        },
        state: parse("measure", "state", &row.state)?,
        ended_on: row.ended_on.map(Into::into),
        version: row.version,
    })
}
