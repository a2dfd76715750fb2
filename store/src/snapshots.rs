//! Days of reporting whose figures never change.

use chrono::{DateTime, NaiveDate, Utc};
use domain::Day;
use domain::coverage::{Count, Coverage};
use domain::definition::DefinitionId;
use domain::people::Role;
use domain::snapshot::{Figure, Snapshot, SnapshotId};
use serde_json::json;
use sqlx::FromRow;

use crate::change::Change;
use crate::db::{Db, Tx, on, statements};
use crate::error::{ChangeError, StoreError, count, parse, storable};
use crate::people::Author;

statements! {
    SELECT_SNAPSHOTS = "SELECT id, name, stand, known_on, definition, kept_at, version FROM snapshot WHERE version > $1 ORDER BY id";
    SELECT_FIGURES = "SELECT f.snapshot, f.selection, f.scope, f.authorities_live, f.authorities_unknown, f.authorities_total, f.communes_live, f.communes_unknown, f.communes_total, f.inhabitants_live, f.inhabitants_unknown, f.inhabitants_total FROM snapshot_figure f JOIN snapshot s ON s.id = f.snapshot WHERE s.version > $1 ORDER BY f.snapshot, f.selection, f.scope";
    INSERT_SNAPSHOT = "INSERT INTO snapshot (name, stand, known_on, definition, kept_at, version) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (name) DO NOTHING RETURNING id";
    INSERT_FIGURE = "INSERT INTO snapshot_figure (snapshot, selection, scope, authorities_live, authorities_unknown, authorities_total, communes_live, communes_unknown, communes_total, inhabitants_live, inhabitants_unknown, inhabitants_total) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
}

/// A day of reporting to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSnapshot {
    /// What it is called.
    pub name: String,
    /// The day whose state it tells.
    pub on: Day,
    /// The day after which nothing that was recorded counts.
    pub known_on: Day,
    /// What counts as live.
    pub definition: DefinitionId,
}

#[derive(FromRow)]
struct SnapshotRow {
    id: i64,
    name: String,
    stand: NaiveDate,
    known_on: NaiveDate,
    definition: i64,
    kept_at: DateTime<Utc>,
    version: i64,
}

#[derive(FromRow)]
struct FigureRow {
    snapshot: i64,
    selection: String,
    scope: String,
    authorities_live: i64,
    authorities_unknown: i64,
    authorities_total: i64,
    communes_live: i64,
    communes_unknown: i64,
    communes_total: i64,
    inhabitants_live: i64,
    inhabitants_unknown: i64,
    inhabitants_total: i64,
}

impl TryFrom<&FigureRow> for Figure {
    type Error = StoreError;

    fn try_from(row: &FigureRow) -> Result<Self, Self::Error> {
        let counts = |live: i64, unknown: i64, total: i64| -> Result<Count, StoreError> {
            Ok(Count {
                live: count("snapshot_figure", "live", live)?,
                unknown: count("snapshot_figure", "unknown", unknown)?,
                total: count("snapshot_figure", "total", total)?,
            })
        };
        Ok(Self {
            selection: parse("snapshot_figure", "selection", &row.selection)?,
            scope: parse("snapshot_figure", "scope", &row.scope)?,
            coverage: Coverage {
                authorities: counts(row.authorities_live, row.authorities_unknown, row.authorities_total)?,
                communes: counts(row.communes_live, row.communes_unknown, row.communes_total)?,
                inhabitants: counts(row.inhabitants_live, row.inhabitants_unknown, row.inhabitants_total)?,
            },
        })
    }
}

impl Db {
    /// Keeps a day of reporting with its figures. Leads only. A name that is taken is not there to be given; whether
    /// the days are in order is the caller's question.
    pub async fn keep_snapshot(
        &self,
        new: &NewSnapshot,
        figures: &[Figure],
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<SnapshotId, ChangeError> {
        let mut change = Change::begin(self, author, now).await?;
        change.only(&[Role::Lead])?;
        let (kept_at, version) = (change.now, change.version);
        let id: Option<i64> = on!(&mut change.tx, |connection| sqlx::query_scalar(INSERT_SNAPSHOT)
            .bind(storable(&new.name)?)
            .bind(new.on.date())
            .bind(new.known_on.date())
            .bind(new.definition.0)
            .bind(kept_at)
            .bind(version)
            .fetch_optional(connection)
            .await)?;
        let id = id.ok_or(ChangeError::NotThere)?;
        for figure in figures {
            insert(&mut change.tx, id, figure).await?;
        }
        let detail = json!({
            "name": new.name,
            "effective_on": new.on,
            "known_on": new.known_on,
            "definition": new.definition.0,
        });
        change.finish("snapshot.keep", &format!("snapshot/{id}"), detail).await?;
        Ok(SnapshotId(id))
    }
}

async fn insert(tx: &mut Tx, snapshot: i64, figure: &Figure) -> Result<(), StoreError> {
    // Counts of people are far below what the column holds.
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let Coverage { authorities, communes, inhabitants } = figure.coverage;
    on!(tx, |connection| sqlx::query(INSERT_FIGURE)
        .bind(snapshot)
        .bind(figure.selection.to_string())
        .bind(figure.scope.as_str())
        .bind(number(authorities.live))
        .bind(number(authorities.unknown))
        .bind(number(authorities.total))
        .bind(number(communes.live))
        .bind(number(communes.unknown))
        .bind(number(communes.total))
        .bind(number(inhabitants.live))
        .bind(number(inhabitants.unknown))
        .bind(number(inhabitants.total))
        .execute(connection)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// The days of reporting kept in a later version than `last`.
pub(crate) async fn since(tx: &mut Tx, last: i64) -> Result<Vec<Snapshot>, StoreError> {
    let rows: Vec<SnapshotRow> =
        on!(&mut *tx, |connection| sqlx::query_as(SELECT_SNAPSHOTS).bind(last).fetch_all(connection).await)?;
    let figures: Vec<FigureRow> =
        on!(tx, |connection| sqlx::query_as(SELECT_FIGURES).bind(last).fetch_all(connection).await)?;
    rows.into_iter()
        .map(|row| {
            let own = figures.iter().filter(|figure| figure.snapshot == row.id);
            Ok(Snapshot {
                id: SnapshotId(row.id),
                name: row.name,
                on: row.stand.into(),
                known_on: row.known_on.into(),
                definition: DefinitionId(row.definition),
                kept_at: row.kept_at,
                figures: own.map(Figure::try_from).collect::<Result<_, _>>()?,
                version: row.version,
            })
        })
        .collect()
}
