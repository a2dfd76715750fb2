//! Recording what became of a rollout, and reading what was recorded.

use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use domain::batch::BatchId;
use domain::rollout::{Actor, Retraction, RolloutEvent, RolloutKey, StatusEntry};
use serde_json::json;
use sqlx::FromRow;

use crate::audit::{self, Deed};
use crate::db::{Db, Tx, on, statements};
use crate::error::{RecordError, StoreError, parse, storable};
use crate::people::Author;
use crate::vendors;

statements! {
    SELECT_VERSION = "SELECT version FROM rollout WHERE authority = $1 AND service = $2";
    RAISE_ROLLOUT = "INSERT INTO rollout (authority, service, version) VALUES ($1, $2, 1) ON CONFLICT (authority, service) DO UPDATE SET version = rollout.version + 1";
    SELECT_LATEST = "SELECT id, stage, recorded_at FROM rollout_event WHERE authority = $1 AND service = $2 ORDER BY id DESC LIMIT 1";
    INSERT_EVENT = "INSERT INTO rollout_event (authority, service, stage, effective_on, planned_on, vendor, link, note, recorded_at, actor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id";
    SELECT_EVENTS = "SELECT e.id, e.authority, e.service, e.stage, e.effective_on, e.planned_on, e.vendor, e.link, e.note, e.recorded_at, e.actor, a.name AS actor_name, e.batch FROM rollout_event e JOIN actor a ON a.id = e.actor WHERE e.id > $1 ORDER BY e.id";
    SELECT_EVENT = "SELECT e.authority, e.service, e.recorded_at FROM rollout_event e LEFT JOIN retraction r ON r.event = e.id WHERE e.id = $1 AND r.id IS NULL";
    INSERT_RETRACTION = "INSERT INTO retraction (event, reason, recorded_at, actor) VALUES ($1, $2, $3, $4)";
    SELECT_RETRACTIONS = "SELECT r.id, r.event, e.authority, e.service, r.reason, r.recorded_at, r.actor, a.name AS actor_name, r.batch FROM retraction r JOIN rollout_event e ON e.id = r.event JOIN actor a ON a.id = r.actor WHERE r.id > $1 ORDER BY r.id";
}

/// What was recorded, and under which version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The id of the event.
    pub event: i64,
    /// The version of the rollout from now on.
    pub version: i64,
}

#[derive(FromRow)]
struct EventRow {
    id: i64,
    authority: String,
    service: String,
    stage: String,
    effective_on: NaiveDate,
    planned_on: Option<NaiveDate>,
    vendor: Option<String>,
    link: Option<String>,
    note: Option<String>,
    recorded_at: DateTime<Utc>,
    actor: String,
    actor_name: String,
    batch: Option<i64>,
}

impl TryFrom<EventRow> for RolloutEvent {
    type Error = StoreError;

    fn try_from(row: EventRow) -> Result<Self, Self::Error> {
        Ok(Self {
            id: row.id,
            rollout: RolloutKey {
                authority: parse("rollout_event", "authority", &row.authority)?,
                service: parse("rollout_event", "service", &row.service)?,
            },
            entry: StatusEntry {
                stage: parse("rollout_event", "stage", &row.stage)?,
                effective_on: row.effective_on.into(),
                planned_on: row.planned_on.map(Into::into),
                vendor: row.vendor,
                link: row.link,
                note: row.note,
            },
            recorded_at: row.recorded_at,
            actor: Actor { id: row.actor, name: row.actor_name },
            batch: row.batch.map(BatchId),
            retraction: None,
        })
    }
}

#[derive(FromRow)]
struct RetractionRow {
    id: i64,
    event: i64,
    authority: String,
    service: String,
    reason: String,
    recorded_at: DateTime<Utc>,
    actor: String,
    actor_name: String,
    batch: Option<i64>,
}

impl Db {
    /// Appends an entry to the history of a rollout.
    ///
    /// `seen` is the version the writer looked at; `None` writes whatever the version is. Whether the body is
    /// responsible is the caller's question, since only the registers can answer it; whether the author may
    /// write for it is answered here.
    pub async fn record_status(
        &self,
        rollout: &RolloutKey,
        entry: &StatusEntry,
        seen: Option<i64>,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<Recorded, RecordError> {
        let author = author.into();
        let mut tx = self.write().await?;
        admit(&mut tx, author, rollout).await?;
        let recorded = record(&mut tx, rollout, entry, seen, author.id(), None, now).await?;
        tx.commit().await?;
        Ok(recorded)
    }

    /// Appends several entries at once, each to the history of its rollout and each with the version that the
    /// writer looked at: all of them or, where one is refused, none.
    pub async fn record_statuses(
        &self,
        entries: &[(RolloutKey, StatusEntry, i64)],
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<Vec<Recorded>, RecordError> {
        let author = author.into();
        let mut tx = self.write().await?;
        for (rollout, ..) in entries {
            admit(&mut tx, author, rollout).await?;
        }
        let recorded = record_all(&mut tx, entries, author.id(), None, now).await?;
        tx.commit().await?;
        Ok(recorded)
    }

    /// Takes a wrong entry back. It stays in the history and no longer counts. Returns the new version.
    pub async fn retract(
        &self,
        event: i64,
        reason: &str,
        seen: Option<i64>,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, RecordError> {
        let author = author.into();
        let mut tx = self.write().await?;
        let found: Option<(String, String, DateTime<Utc>)> =
            on!(&mut tx, |connection| sqlx::query_as(SELECT_EVENT)
                .bind(event)
                .fetch_optional(connection)
                .await)?;
        let (authority, service, recorded_at) = found.ok_or(RecordError::NoSuchEvent)?;
        let rollout = RolloutKey {
            authority: parse("rollout_event", "authority", &authority)?,
            service: parse("rollout_event", "service", &service)?,
        };
        admit(&mut tx, author, &rollout).await?;
        let version = raise(&mut tx, &rollout, seen).await?;
        let now = now.max(recorded_at).trunc_subsecs(6);
        insert_retraction(&mut tx, event, reason, author.id(), now).await?;
        let deed = Deed {
            action: "status.retract",
            subject: &subject(&rollout),
            detail: json!({ "event": event, "reason": reason, "version": version }),
        };
        audit::append(&mut tx, now, author.id(), deed).await?;
        tx.commit().await?;
        Ok(version)
    }
}

/// Refuses an author who may not write for the authority, and makes a program known by its name.
async fn admit(tx: &mut Tx, author: Author<'_>, rollout: &RolloutKey) -> Result<(), RecordError> {
    if let Author::Program(actor) = author {
        audit::know(tx, actor).await?;
    }
    match author.rights(tx).await? {
        Some(rights) if rights.warrant(&rollout.authority).is_none() => Err(RecordError::NotAllowed),
        _ => Ok(()),
    }
}

/// Appends entries, each with the version that was seen; `link` is the one by which they came in.
pub(crate) async fn record_all(
    tx: &mut Tx,
    entries: &[(RolloutKey, StatusEntry, i64)],
    actor: &str,
    link: Option<i64>,
    now: DateTime<Utc>,
) -> Result<Vec<Recorded>, RecordError> {
    let mut recorded = Vec::with_capacity(entries.len());
    for (rollout, entry, seen) in entries {
        recorded.push(record(tx, rollout, entry, Some(*seen), actor, link, now).await?);
    }
    Ok(recorded)
}

/// Appends an entry.
async fn record(
    tx: &mut Tx,
    rollout: &RolloutKey,
    entry: &StatusEntry,
    seen: Option<i64>,
    actor: &str,
    link: Option<i64>,
    now: DateTime<Utc>,
) -> Result<Recorded, RecordError> {
    let version = raise(tx, rollout, seen).await?;
    let before: Option<(i64, String, DateTime<Utc>)> =
        on!(&mut *tx, |connection| sqlx::query_as(SELECT_LATEST)
            .bind(rollout.authority.as_str())
            .bind(rollout.service.as_str())
            .fetch_optional(connection)
            .await)?;
    // Of two entries for a day the later recorded one holds. A clock that was set back must not turn that round.
    let now = before.as_ref().map_or(now, |(.., recorded_at)| now.max(*recorded_at)).trunc_subsecs(6);
    let event = insert_event(tx, rollout, entry, actor, now).await?;
    let mut detail = json!({
        "event": event,
        "stage": { "from": before.map(|(_, stage, _)| stage), "to": entry.stage },
        "effective_on": entry.effective_on,
        "version": version,
    });
    if let Some(link) = link {
        detail["link"] = link.into();
    }
    let deed = Deed { action: "status.set", subject: &subject(rollout), detail };
    audit::append(tx, now, actor, deed).await?;
    Ok(Recorded { event, version })
}

fn subject(rollout: &RolloutKey) -> String {
    format!("{}/{}", rollout.authority, rollout.service)
}

/// Raises the version of a rollout, provided that it is the one the writer has seen.
async fn raise(tx: &mut Tx, rollout: &RolloutKey, seen: Option<i64>) -> Result<i64, RecordError> {
    let current: Option<i64> = on!(&mut *tx, |connection| sqlx::query_scalar(SELECT_VERSION)
        .bind(rollout.authority.as_str())
        .bind(rollout.service.as_str())
        .fetch_optional(connection)
        .await)?;
    let current = current.unwrap_or(0);
    if seen.is_some_and(|seen| seen != current) {
        return Err(RecordError::Stale { current });
    }
    raise_unseen(tx, rollout).await?;
    Ok(current + 1)
}

pub(crate) async fn raise_unseen(tx: &mut Tx, rollout: &RolloutKey) -> Result<(), StoreError> {
    on!(tx, |connection| sqlx::query(RAISE_ROLLOUT)
        .bind(rollout.authority.as_str())
        .bind(rollout.service.as_str())
        .execute(connection)
        .await
        .map(|_| ()))?;
    Ok(())
}

pub(crate) async fn insert_event(
    tx: &mut Tx,
    rollout: &RolloutKey,
    entry: &StatusEntry,
    actor: &str,
    recorded_at: DateTime<Utc>,
) -> Result<i64, StoreError> {
    if let Some(vendor) = &entry.vendor {
        vendors::know(tx, vendor).await?;
    }
    Ok(on!(tx, |connection| sqlx::query_scalar(INSERT_EVENT)
        .bind(rollout.authority.as_str())
        .bind(rollout.service.as_str())
        .bind(entry.stage.as_str())
        .bind(entry.effective_on.date())
        .bind(entry.planned_on.map(domain::Day::date))
        .bind(entry.vendor.as_deref().map(storable).transpose()?)
        .bind(entry.link.as_deref().map(storable).transpose()?)
        .bind(entry.note.as_deref().map(storable).transpose()?)
        .bind(recorded_at)
        .bind(actor)
        .fetch_one(connection)
        .await)?)
}

pub(crate) async fn insert_retraction(
    tx: &mut Tx,
    event: i64,
    reason: &str,
    actor: &str,
    recorded_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    on!(tx, |connection| sqlx::query(INSERT_RETRACTION)
        .bind(event)
        .bind(storable(reason)?)
        .bind(recorded_at)
        .bind(actor)
        .execute(connection)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// The events recorded after the one with that id, with the last id.
pub(crate) async fn events_since(tx: &mut Tx, last: i64) -> Result<(i64, Vec<RolloutEvent>), StoreError> {
    let rows: Vec<EventRow> =
        on!(tx, |connection| sqlx::query_as(SELECT_EVENTS).bind(last).fetch_all(connection).await)?;
    let newest = rows.last().map_or(last, |row| row.id);
    Ok((newest, rows.into_iter().map(RolloutEvent::try_from).collect::<Result<_, _>>()?))
}

/// The retractions recorded after the one with that id, each with its rollout and event, with the last id.
pub(crate) async fn retractions_since(
    tx: &mut Tx,
    last: i64,
) -> Result<(i64, Vec<(RolloutKey, i64, Retraction)>), StoreError> {
    let rows: Vec<RetractionRow> =
        on!(tx, |connection| sqlx::query_as(SELECT_RETRACTIONS).bind(last).fetch_all(connection).await)?;
    let newest = rows.last().map_or(last, |row| row.id);
    let retractions = rows
        .into_iter()
        .map(|row| {
            let rollout = RolloutKey {
                authority: parse("rollout_event", "authority", &row.authority)?,
                service: parse("rollout_event", "service", &row.service)?,
            };
            let actor = Actor { id: row.actor, name: row.actor_name };
            let batch = row.batch.map(BatchId);
            let (recorded_at, reason) = (row.recorded_at, row.reason);
            Ok((rollout, row.event, Retraction { recorded_at, actor, reason, batch }))
        })
        .collect::<Result<_, StoreError>>()?;
    Ok((newest, retractions))
}
