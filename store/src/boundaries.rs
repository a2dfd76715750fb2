//! Borders of communes.

use chrono::{DateTime, Utc};
use domain::boundaries::{Boundaries, Shape};
use domain::key::Ags;
use domain::rollout::Actor;
use serde_json::json;
use sqlx::{FromRow, QueryBuilder};

use crate::audit::{self, Deed};
use crate::db::{Db, Tx, on, statements};
use crate::error::{StoreError, parse, storable};

statements! {
    DELETE_BOUNDARIES = "DELETE FROM boundary";
    DELETE_SETS = "DELETE FROM boundary_set";
    INSERT_SET = "INSERT INTO boundary_set (source, width, height, imported_at) VALUES ($1, $2, $3, $4) RETURNING id";
    SELECT_SET = "SELECT id, source, width, height FROM boundary_set WHERE id > $1 ORDER BY id DESC LIMIT 1";
    SELECT_BOUNDARIES = "SELECT ags, path, x, y FROM boundary WHERE boundary_set = $1 ORDER BY ags";
}

/// Rows inserted by one statement: 5 values each stay far below what either engine binds at once.
const ROWS_A_STATEMENT: usize = 1_000;

#[derive(FromRow)]
struct SetRow {
    id: i64,
    source: String,
    width: i64,
    height: i64,
}

#[derive(FromRow)]
struct BoundaryRow {
    ags: String,
    path: String,
    x: i64,
    y: i64,
}

impl TryFrom<BoundaryRow> for (Ags, Shape) {
    type Error = StoreError;

    fn try_from(row: BoundaryRow) -> Result<Self, Self::Error> {
        let ags = parse("boundary", "ags", &row.ags)?;
        // It goes into pages as it is.
        if !row.path.bytes().all(|byte| b"Mlz -0123456789".contains(&byte)) {
            return Err(StoreError::Inconsistent { table: "boundary", column: "path", value: row.path });
        }
        Ok((
            ags,
            Shape { path: row.path, x: steps("boundary", "x", row.x)?, y: steps("boundary", "y", row.y)? },
        ))
    }
}

fn steps(table: &'static str, column: &'static str, value: i64) -> Result<u32, StoreError> {
    u32::try_from(value).map_err(|_| StoreError::Inconsistent { table, column, value: value.to_string() })
}

impl Db {
    /// Puts these borders in the place of those before.
    pub async fn import_boundaries(
        &self,
        boundaries: &Boundaries,
        actor: &Actor,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        for statement in [DELETE_BOUNDARIES, DELETE_SETS] {
            on!(&mut tx, |connection| sqlx::query(statement).execute(connection).await.map(|_| ()))?;
        }
        let id: i64 = on!(&mut tx, |connection| sqlx::query_scalar(INSERT_SET)
            .bind(storable(&boundaries.source)?)
            .bind(i64::from(boundaries.size.0))
            .bind(i64::from(boundaries.size.1))
            .bind(now)
            .fetch_one(connection)
            .await)?;
        let shapes: Vec<(&Ags, &Shape)> = boundaries.shapes.iter().collect();
        for shapes in shapes.chunks(ROWS_A_STATEMENT) {
            on!(&mut tx, |connection| {
                let mut query = QueryBuilder::new("INSERT INTO boundary (boundary_set, ags, path, x, y) ");
                query.push_values(shapes, |mut row, (ags, shape)| {
                    row.push_bind(id)
                        .push_bind(ags.as_str())
                        .push_bind(&shape.path)
                        .push_bind(i64::from(shape.x))
                        .push_bind(i64::from(shape.y));
                });
                query.build().execute(connection).await.map(|_| ())
            })?;
        }
        audit::know(&mut tx, actor).await?;
        let deed = Deed {
            action: "boundaries.import",
            subject: "",
            detail: json!({ "source": boundaries.source, "communes": boundaries.shapes.len() }),
        };
        audit::append(&mut tx, now, &actor.id, deed).await?;
        tx.commit().await
    }
}

/// The borders of the last import with their id, if they arrived after the one with that id.
pub(crate) async fn since(tx: &mut Tx, last: i64) -> Result<Option<(i64, Boundaries)>, StoreError> {
    let set: Option<SetRow> =
        on!(&mut *tx, |connection| sqlx::query_as(SELECT_SET).bind(last).fetch_optional(connection).await)?;
    let Some(SetRow { id, source, width, height }) = set else { return Ok(None) };
    let rows: Vec<BoundaryRow> =
        on!(&mut *tx, |connection| sqlx::query_as(SELECT_BOUNDARIES).bind(id).fetch_all(connection).await)?;
    let shapes = rows.into_iter().map(<(Ags, Shape)>::try_from).collect::<Result<_, _>>()?;
    let size = (steps("boundary_set", "width", width)?, steps("boundary_set", "height", height)?);
    Ok(Some((id, Boundaries { source, size, shapes })))
}
