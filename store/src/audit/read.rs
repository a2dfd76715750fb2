//! Reading the audit.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::Day;
use domain::rollout::Actor;
use sqlx::{AssertSqlSafe, FromRow};

use crate::db::{Db, on, statements};
use crate::error::{StoreError, count};

statements! {
    SELECT_ACTORS = "SELECT id, name FROM actor";
    SELECT_SUBJECTS = "SELECT DISTINCT subject FROM audit";
    SELECT_EXTENT = "SELECT (SELECT count(*) FROM audit), hash FROM audit_head WHERE id = 1";
    SELECT_LAST_DROP = "SELECT made_at, dropped FROM audit_checkpoint WHERE dropped > 0 ORDER BY id DESC LIMIT 1";
}

/// Which rows to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// Recorded on this day or later.
    pub from: Option<Day>,
    /// Recorded on this day or earlier.
    pub to: Option<Day>,
    /// The action begins with this; empty for all.
    pub action: String,
    /// Done by one of these, by id.
    pub actors: Option<Vec<String>>,
    /// Done to one of these.
    pub subjects: Option<Vec<String>>,
}

impl AuditQuery {
    /// Both engines take as many values at once, and some more.
    pub const MOST_VALUES: usize = 10_000;
}

/// A row of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// The number of the row.
    pub id: i64,
    /// When it was done.
    pub recorded_at: DateTime<Utc>,
    /// Who did it; somebody without a name goes by the id.
    pub actor: Actor,
    /// What was done, a word such as `status.set`.
    pub action: String,
    /// What it was done to.
    pub subject: String,
    /// From what to what, JSON.
    pub detail: String,
    /// The hash of the row; empty in rows from before there was a chain.
    pub hash: String,
}

/// How much there is of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditExtent {
    /// How many rows there are.
    pub rows: u64,
    /// The hash of the last row, zeros before the first.
    pub head: String,
    /// When rows were last dropped, and how many.
    pub last_drop: Option<(DateTime<Utc>, u64)>,
}

#[derive(FromRow)]
struct Row {
    id: i64,
    recorded_at: DateTime<Utc>,
    actor: String,
    actor_name: String,
    action: String,
    subject: String,
    detail: String,
    hash: String,
}

impl From<Row> for AuditRow {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            recorded_at: row.recorded_at,
            actor: Actor { id: row.actor, name: row.actor_name },
            action: row.action,
            subject: row.subject,
            detail: row.detail,
            hash: row.hash,
        }
    }
}

impl Db {
    /// The rows that a query finds, newest first: `limit` of them after the first `skip`, and how many there
    /// are in all. Lists in the query have at most [`AuditQuery::MOST_VALUES`] values.
    pub async fn audit(
        &self,
        query: &AuditQuery,
        skip: usize,
        limit: usize,
    ) -> Result<(Vec<AuditRow>, u64), StoreError> {
        let condition = condition(query);
        let counting = format!("SELECT count(*) FROM audit a WHERE {condition}");
        let reading = format!(
            "SELECT a.id, a.recorded_at, a.actor, coalesce(p.name, a.actor) AS actor_name, a.action, a.subject, \
             a.detail, a.hash FROM audit a LEFT JOIN actor p ON p.id = a.actor WHERE {condition} \
             ORDER BY a.id DESC LIMIT {limit} OFFSET {skip}"
        );
        let mut tx = self.read().await?;
        // Texts of ever new lengths are not worth keeping prepared.
        let total: i64 = on!(&mut tx, |connection| {
            let mut counting = sqlx::query_scalar(AssertSqlSafe(counting)).persistent(false);
            counting = counting.bind(start(query)).bind(end(query)).bind(&query.action);
            for value in values(query) {
                counting = counting.bind(value);
            }
            counting.fetch_one(connection).await
        })?;
        let rows: Vec<Row> = on!(&mut tx, |connection| {
            let mut reading = sqlx::query_as(AssertSqlSafe(reading)).persistent(false);
            reading = reading.bind(start(query)).bind(end(query)).bind(&query.action);
            for value in values(query) {
                reading = reading.bind(value);
            }
            reading.fetch_all(connection).await
        })?;
        Ok((rows.into_iter().map(AuditRow::from).collect(), count("audit", "id", total)?))
    }

    /// Everybody who ever did anything: id and name.
    pub async fn actors(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let mut tx = self.read().await?;
        let actors: Vec<(String, String)> =
            on!(&mut tx, |connection| sqlx::query_as(SELECT_ACTORS).fetch_all(connection).await)?;
        Ok(actors.into_iter().collect())
    }

    /// Everything that anything was done to.
    pub async fn audit_subjects(&self) -> Result<Vec<String>, StoreError> {
        let mut tx = self.read().await?;
        Ok(on!(&mut tx, |connection| sqlx::query_scalar(SELECT_SUBJECTS).fetch_all(connection).await)?)
    }

    /// How much there is of the audit.
    pub async fn audit_extent(&self) -> Result<AuditExtent, StoreError> {
        let mut tx = self.read().await?;
        let (rows, head): (i64, String) =
            on!(&mut tx, |connection| sqlx::query_as(SELECT_EXTENT).fetch_one(connection).await)?;
        let last_drop: Option<(DateTime<Utc>, i64)> =
            on!(&mut tx, |connection| sqlx::query_as(SELECT_LAST_DROP).fetch_optional(connection).await)?;
        let last_drop = match last_drop {
            Some((at, rows)) => Some((at, count("audit_checkpoint", "dropped", rows)?)),
            None => None,
        };
        Ok(AuditExtent { rows: count("audit", "id", rows)?, head, last_drop })
    }
}

/// What a row has to meet, with placeholders in the order start, end, action, [`values`].
fn condition(query: &AuditQuery) -> String {
    let mut conditions = vec![
        "a.recorded_at >= $1 AND a.recorded_at < $2 AND substr(a.action, 1, length($3)) = $3".to_owned(),
    ];
    let mut placeholder = 3;
    for (column, values) in [("a.actor", &query.actors), ("a.subject", &query.subjects)] {
        let Some(values) = values else { continue };
        let placeholders: Vec<String> = values
            .iter()
            .map(|_| {
                placeholder += 1;
                format!("${placeholder}")
            })
            .collect();
        // A list without values is none in PostgreSQL.
        let list = if values.is_empty() { "NULL".to_owned() } else { placeholders.join(", ") };
        conditions.push(format!("{column} IN ({list})"));
    }
    conditions.join(" AND ")
}

fn values(query: &AuditQuery) -> impl Iterator<Item = &String> {
    query.actors.iter().chain(&query.subjects).flatten()
}

fn start(query: &AuditQuery) -> DateTime<Utc> {
    query.from.map_or(DateTime::UNIX_EPOCH, Day::start)
}

/// Texts of moments sort as moments do up to the year 9999.
fn end(query: &AuditQuery) -> DateTime<Utc> {
    let last = Day::from_ymd(9999, 12, 30).unwrap_or(Day::BEGINNING);
    query.to.map_or(last, |to| to.min(last)).plus(1).start()
}
