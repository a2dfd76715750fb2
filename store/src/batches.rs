//! Many entries at once: recorded together, and taken back together.

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{DateTime, SubsecRound as _, Utc};
use domain::Ars;
use domain::batch::{Batch, BatchId, BatchKind, SOURCE_MAX};
use domain::rollout::{Actor, Retraction, RolloutKey, StatusEntry};
use serde_json::json;
use sqlx::{FromRow, QueryBuilder};

use crate::audit::{self, Deed};
use crate::change::Change;
use crate::db::{Db, Tx, on, statements};
use crate::error::{BatchError, ChangeError, StoreError, count, parse, storable};
use crate::people::Author;
use crate::{revisions, vendors};

statements! {
    SELECT_BATCHES = "SELECT b.id, b.kind, b.source, b.entries, b.recorded_at, b.actor, a.name AS actor_name, b.undone_at, b.undone_by, u.name AS undone_by_name, b.undo_reason, b.version FROM batch b JOIN actor a ON a.id = b.actor LEFT JOIN actor u ON u.id = b.undone_by WHERE b.version > $1 ORDER BY b.id";
    SELECT_BATCH = "SELECT b.id, b.kind, b.source, b.entries, b.recorded_at, b.actor, a.name AS actor_name, b.undone_at, b.undone_by, u.name AS undone_by_name, b.undo_reason, b.version FROM batch b JOIN actor a ON a.id = b.actor LEFT JOIN actor u ON u.id = b.undone_by WHERE b.id = $1";
    SELECT_RECORDED = "SELECT r.authority, r.service, r.version, max(e.recorded_at) AS recorded_at FROM rollout r JOIN rollout_event e ON e.authority = r.authority AND e.service = r.service GROUP BY r.authority, r.service, r.version";
    INSERT_BATCH = "INSERT INTO batch (kind, source, entries, recorded_at, actor, version) SELECT $1, $2, $3, $4, $5, version FROM data_version WHERE id = 1 RETURNING id";
    SELECT_AUTHORITIES = "SELECT DISTINCT authority FROM rollout_event WHERE batch = $1";
    SELECT_FOLLOWED = "SELECT e.authority, e.service FROM rollout_event e LEFT JOIN retraction r ON r.event = e.id WHERE e.batch = $1 AND r.id IS NULL AND EXISTS (SELECT 1 FROM rollout_event n LEFT JOIN retraction t ON t.event = n.id WHERE n.authority = e.authority AND n.service = e.service AND n.id > e.id AND t.id IS NULL) ORDER BY e.id";
    UNDO_BATCH = "UPDATE batch SET undone_at = $2, undone_by = $3, undo_reason = $4, version = $5 WHERE id = $1 AND undone_at IS NULL";
    RAISE_STANDING = "UPDATE rollout SET version = version + 1 WHERE (authority, service) IN (SELECT e.authority, e.service FROM rollout_event e LEFT JOIN retraction r ON r.event = e.id WHERE e.batch = $1 AND r.id IS NULL)";
    RETRACT_STANDING = "INSERT INTO retraction (event, reason, recorded_at, actor, batch) SELECT e.id, $2, CASE WHEN e.recorded_at > $3 THEN e.recorded_at ELSE $3 END, $4, $1 FROM rollout_event e LEFT JOIN retraction r ON r.event = e.id WHERE e.batch = $1 AND r.id IS NULL ORDER BY e.id";
}

/// Eleven parameters each: well below what either engine takes in one statement.
const ROWS_A_STATEMENT: usize = 500;

/// Entries that are to be recorded together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBatch {
    /// How they came together.
    pub kind: BatchKind,
    /// The name of the file, or what was said, in a line; cut off after [`SOURCE_MAX`] characters.
    pub source: String,
}

/// What was taken back with a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// How many entries: those that had not been taken back before.
    pub entries: u64,
    /// The rollouts of which something newer stands: that stays, and the entry of the batch is gone from below it.
    pub followed: Vec<RolloutKey>,
}

/// What stands in the database of a rollout: its version, and when something was last recorded of it.
type Recorded = HashMap<RolloutKey, (i64, DateTime<Utc>)>;

#[derive(FromRow)]
struct BatchRow {
    id: i64,
    kind: String,
    source: String,
    entries: i64,
    recorded_at: DateTime<Utc>,
    actor: String,
    actor_name: String,
    undone_at: Option<DateTime<Utc>>,
    undone_by: Option<String>,
    undone_by_name: Option<String>,
    undo_reason: Option<String>,
    version: i64,
}

impl TryFrom<BatchRow> for Batch {
    type Error = StoreError;

    fn try_from(row: BatchRow) -> Result<Self, Self::Error> {
        let id = BatchId(row.id);
        let undone = match (row.undone_at, row.undone_by, row.undone_by_name, row.undo_reason) {
            (Some(recorded_at), Some(id_of), Some(name), Some(reason)) => {
                Some(Retraction { recorded_at, actor: Actor { id: id_of, name }, reason, batch: Some(id) })
            }
            _ => None,
        };
        Ok(Self {
            id,
            kind: parse("batch", "kind", &row.kind)?,
            source: row.source,
            entries: count("batch", "entries", row.entries)?,
            recorded_at: row.recorded_at,
            actor: Actor { id: row.actor, name: row.actor_name },
            undone,
            version: row.version,
        })
    }
}

impl Db {
    /// Appends many entries at once, at least one and at most one to the history of each rollout, each with the
    /// version that the writer looked at: all of them or, where some are stale, none, and all of those are named.
    ///
    /// Whether the bodies are responsible is the caller's question, as with [`Db::record_status`]. The audit gets
    /// one row.
    pub async fn record_batch(
        &self,
        new: &NewBatch,
        entries: &[(RolloutKey, StatusEntry, i64)],
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<Batch, BatchError> {
        let (author, now) = (author.into(), now.trunc_subsecs(6));
        let mut tx = self.write().await?;
        admit(&mut tx, author, entries).await?;
        let recorded = recorded(&mut tx).await?;
        let stale = stale(entries, &recorded);
        if !stale.is_empty() {
            return Err(BatchError::Stale(stale));
        }
        let vendors: BTreeSet<&str> =
            entries.iter().filter_map(|(_, entry, _)| entry.vendor.as_deref()).collect();
        for vendor in vendors {
            vendors::know(&mut tx, vendor).await?;
        }
        let id = insert(&mut tx, new, entries.len(), author.id(), now).await?;
        for entries in entries.chunks(ROWS_A_STATEMENT) {
            raise(&mut tx, entries).await?;
            insert_events(&mut tx, id, entries, &recorded, author.id(), now).await?;
        }
        let batch = batch(&mut tx, id).await?;
        let action = match batch.kind {
            BatchKind::Import => "status.import",
            BatchKind::Bulk => "status.bulk",
        };
        let detail = json!({ "source": batch.source, "entries": batch.entries });
        let deed = Deed { action, subject: &subject(id), detail };
        revisions::write_down(&mut tx, now, author.id(), deed).await?;
        tx.commit().await?;
        Ok(batch)
    }

    /// Takes back every entry of a batch that still stands, as one correction. One that is undone already is not
    /// there. Who may not write for one of its authorities may not undo it.
    pub async fn undo_batch(
        &self,
        id: BatchId,
        reason: &str,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<Undone, ChangeError> {
        let mut change = Change::begin(self, author, now).await?;
        for authority in authorities(&mut change.tx, id).await? {
            change.warrant(&authority)?;
        }
        let (author, at) = (change.author_id(), change.now);
        let undone = on!(&mut change.tx, |connection| sqlx::query(UNDO_BATCH)
            .bind(id.0)
            .bind(at)
            .bind(author)
            .bind(storable(reason)?)
            .bind(change.version)
            .execute(connection)
            .await
            .map(|done| done.rows_affected()))?;
        if undone == 0 {
            return Err(ChangeError::NotThere);
        }
        let followed = followed(&mut change.tx, id).await?;
        on!(&mut change.tx, |connection| sqlx::query(RAISE_STANDING)
            .bind(id.0)
            .execute(connection)
            .await
            .map(|_| ()))?;
        let entries = on!(&mut change.tx, |connection| sqlx::query(RETRACT_STANDING)
            .bind(id.0)
            .bind(reason)
            .bind(at)
            .bind(author)
            .execute(connection)
            .await
            .map(|done| done.rows_affected()))?;
        let source = batch(&mut change.tx, id).await?.source;
        let detail =
            json!({ "source": source, "entries": entries, "followed": followed.len(), "reason": reason });
        change.finish("status.undo", &subject(id), detail).await?;
        Ok(Undone { entries, followed })
    }
}

fn subject(id: BatchId) -> String {
    format!("batch/{id}")
}

/// Refuses an author who may not write for one of the authorities, and makes a program known by its name.
async fn admit(
    tx: &mut Tx,
    author: Author<'_>,
    entries: &[(RolloutKey, StatusEntry, i64)],
) -> Result<(), BatchError> {
    if let Author::Program(actor) = author {
        audit::know(tx, actor).await?;
    }
    let Some(rights) = author.rights(tx).await? else { return Ok(()) };
    let is_allowed = entries.iter().all(|(rollout, ..)| rights.warrant(&rollout.authority).is_some());
    if is_allowed { Ok(()) } else { Err(BatchError::NotAllowed) }
}

async fn recorded(tx: &mut Tx) -> Result<Recorded, StoreError> {
    let rows: Vec<(String, String, i64, DateTime<Utc>)> =
        on!(tx, |connection| sqlx::query_as(SELECT_RECORDED).fetch_all(connection).await)?;
    rows.into_iter()
        .map(|(authority, service, version, at)| Ok((key(&authority, &service)?, (version, at))))
        .collect()
}

/// Which entries have another version than the one seen, or are not the only one of their rollout.
fn stale(entries: &[(RolloutKey, StatusEntry, i64)], recorded: &Recorded) -> Vec<RolloutKey> {
    let mut met = HashSet::with_capacity(entries.len());
    let is_stale =
        |rollout: &RolloutKey, seen: i64| recorded.get(rollout).map_or(0, |(version, _)| *version) != seen;
    entries
        .iter()
        .filter(|(rollout, _, seen)| !met.insert(rollout) || is_stale(rollout, *seen))
        .map(|(rollout, ..)| rollout.clone())
        .collect()
}

async fn insert(
    tx: &mut Tx,
    new: &NewBatch,
    entries: usize,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<BatchId, StoreError> {
    let source: String = new.source.chars().take(SOURCE_MAX).collect();
    let id: i64 = on!(tx, |connection| sqlx::query_scalar(INSERT_BATCH)
        .bind(new.kind.as_str())
        .bind(storable(&source)?)
        .bind(entries.cast_signed() as i64)
        .bind(now)
        .bind(actor)
        .fetch_one(connection)
        .await)?;
    Ok(BatchId(id))
}

async fn raise(tx: &mut Tx, entries: &[(RolloutKey, StatusEntry, i64)]) -> Result<(), StoreError> {
    Ok(on!(tx, |connection| {
        let mut query = QueryBuilder::new("INSERT INTO rollout (authority, service, version) ");
        query.push_values(entries, |mut row, (rollout, ..)| {
            row.push_bind(rollout.authority.as_str()).push_bind(rollout.service.as_str()).push_bind(1_i64);
        });
        query.push(" ON CONFLICT (authority, service) DO UPDATE SET version = rollout.version + 1");
        query.build().execute(connection).await.map(|_| ())
    })?)
}

async fn insert_events(
    tx: &mut Tx,
    batch: BatchId,
    entries: &[(RolloutKey, StatusEntry, i64)],
    recorded: &Recorded,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for (_, entry, _) in entries {
        for text in [&entry.link, &entry.note].into_iter().flatten() {
            storable(text)?;
        }
    }
    Ok(on!(tx, |connection| {
        let mut query = QueryBuilder::new(
            "INSERT INTO rollout_event (authority, service, stage, effective_on, planned_on, vendor, link, note, recorded_at, actor, batch) ",
        );
        query.push_values(entries, |mut row, (rollout, entry, _)| {
            // Of two entries for a day the later recorded one holds, also when the clock was set back in between.
            let at = recorded.get(rollout).map_or(now, |(_, last)| now.max(*last));
            row.push_bind(rollout.authority.as_str())
                .push_bind(rollout.service.as_str())
                .push_bind(entry.stage.as_str())
                .push_bind(entry.effective_on.date())
                .push_bind(entry.planned_on.map(domain::Day::date))
                .push_bind(entry.vendor.as_deref())
                .push_bind(entry.link.as_deref())
                .push_bind(entry.note.as_deref())
                .push_bind(at)
                .push_bind(actor)
                .push_bind(batch.0);
        });
        query.build().execute(connection).await.map(|_| ())
    })?)
}

async fn authorities(tx: &mut Tx, id: BatchId) -> Result<Vec<Ars>, StoreError> {
    let authorities: Vec<String> =
        on!(tx, |connection| sqlx::query_scalar(SELECT_AUTHORITIES).bind(id.0).fetch_all(connection).await)?;
    authorities.iter().map(|authority| parse("rollout_event", "authority", authority)).collect()
}

async fn followed(tx: &mut Tx, id: BatchId) -> Result<Vec<RolloutKey>, StoreError> {
    let followed: Vec<(String, String)> =
        on!(tx, |connection| sqlx::query_as(SELECT_FOLLOWED).bind(id.0).fetch_all(connection).await)?;
    followed.iter().map(|(authority, service)| key(authority, service)).collect()
}

fn key(authority: &str, service: &str) -> Result<RolloutKey, StoreError> {
    Ok(RolloutKey {
        authority: parse("rollout_event", "authority", authority)?,
        service: parse("rollout_event", "service", service)?,
    })
}

async fn batch(tx: &mut Tx, id: BatchId) -> Result<Batch, StoreError> {
    let row: BatchRow =
        on!(tx, |connection| sqlx::query_as(SELECT_BATCH).bind(id.0).fetch_one(connection).await)?;
    row.try_into()
}

/// The batches changed in a later version than `last`.
pub(crate) async fn since(tx: &mut Tx, last: i64) -> Result<Vec<Batch>, StoreError> {
    let rows: Vec<BatchRow> =
        on!(tx, |connection| sqlx::query_as(SELECT_BATCHES).bind(last).fetch_all(connection).await)?;
    rows.into_iter().map(Batch::try_from).collect()
}
