//! Editions of the official register.

use chrono::{DateTime, NaiveDate, Utc};
use domain::body::{Body, BodyKind, CommuneFacts, Point};
use domain::key::{Ags, Ars};
use domain::register::{Edition, Register, facts};
use domain::rollout::Actor;
use serde_json::json;
use sqlx::{FromRow, QueryBuilder};

use crate::audit::{self, Deed};
use crate::db::{Db, Tx, on, statements};
use crate::error::{StoreError, count, parse};

statements! {
    COUNT_EDITIONS = "SELECT count(*) FROM edition";
    INSERT_EDITION = "INSERT INTO edition (land, as_of, source, imported_at) VALUES ($1, $2, $3, $4) RETURNING id";
    SELECT_EDITIONS = "SELECT id, land, as_of, source FROM edition WHERE id > $1 ORDER BY id";
    SELECT_BODIES = "SELECT ars, kind, name, inhabitants, area_ha, x, y FROM body WHERE edition = $1 ORDER BY ars";
}

/// Rows inserted by one statement: 8 values each stay far below what either engine binds at once.
const ROWS_A_STATEMENT: usize = 1_000;

#[derive(FromRow)]
struct EditionRow {
    id: i64,
    land: String,
    as_of: NaiveDate,
    source: String,
}

#[derive(FromRow)]
struct BodyRow {
    ars: String,
    kind: String,
    name: String,
    inhabitants: Option<i64>,
    area_ha: Option<i64>,
    x: Option<i64>,
    y: Option<i64>,
}

impl TryFrom<BodyRow> for Body {
    type Error = StoreError;

    fn try_from(row: BodyRow) -> Result<Self, Self::Error> {
        let ars: Ars = parse("body", "ars", &row.ars)?;
        let kind: BodyKind = parse("body", "kind", &row.kind)?;
        let commune = match (row.inhabitants, row.area_ha) {
            (Some(inhabitants), Some(area_ha)) => Some(CommuneFacts {
                ags: Ags::from(ars),
                inhabitants: count("body", "inhabitants", inhabitants)?,
                area_ha: count("body", "area_ha", area_ha)?,
                centroid: row.x.zip(row.y).map(|(x, y)| Point { x, y }),
            }),
            _ => None,
        };
        Ok(Self { ars, name: row.name, kind, commune })
    }
}

impl Db {
    /// Adds an edition of the register; rollouts and histories stay as they are.
    pub async fn add_edition(
        &self,
        edition: &Edition,
        actor: &Actor,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut tx = self.write().await?;
        insert(&mut tx, edition, now).await?;
        audit::know(&mut tx, actor).await?;
        let deed = Deed {
            action: "register.import",
            subject: edition.land.as_str(),
            detail: json!({
                "as_of": edition.as_of,
                "source": edition.source,
                "communes": edition.register.communes().count(),
            }),
        };
        audit::append(&mut tx, now, &actor.id, deed).await?;
        tx.commit().await
    }

    /// A new database starts with the communes of Bavaria that the product carries.
    pub(crate) async fn seed_register(&self) -> Result<(), StoreError> {
        let mut tx = self.read().await?;
        if count_editions(&mut tx).await? > 0 {
            return Ok(());
        }
        drop(tx);
        let mut tx = self.write().await?;
        // Another process may have been quicker while this one waited for its turn.
        if count_editions(&mut tx).await? == 0 {
            let carried = facts::bayern();
            insert(&mut tx, &carried, carried.as_of.start()).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

async fn count_editions(tx: &mut Tx) -> Result<i64, StoreError> {
    Ok(on!(tx, |connection| sqlx::query_scalar(COUNT_EDITIONS).fetch_one(connection).await)?)
}

async fn insert(tx: &mut Tx, edition: &Edition, now: DateTime<Utc>) -> Result<(), StoreError> {
    let id: i64 = on!(&mut *tx, |connection| sqlx::query_scalar(INSERT_EDITION)
        .bind(edition.land.as_str())
        .bind(edition.as_of.date())
        .bind(&edition.source)
        .bind(now)
        .fetch_one(connection)
        .await)?;
    let bodies: Vec<&Body> = edition.register.bodies().collect();
    for bodies in bodies.chunks(ROWS_A_STATEMENT) {
        on!(&mut *tx, |connection| {
            let mut query =
                QueryBuilder::new("INSERT INTO body (edition, ars, kind, name, inhabitants, area_ha, x, y) ");
            query.push_values(bodies, |mut row, body| {
                let facts = body.commune.as_ref();
                let centroid = facts.and_then(|facts| facts.centroid);
                row.push_bind(id)
                    .push_bind(body.ars.as_str())
                    .push_bind(body.kind.as_str())
                    .push_bind(&body.name)
                    .push_bind(facts.map(|facts| facts.inhabitants.cast_signed()))
                    .push_bind(facts.map(|facts| facts.area_ha.cast_signed()))
                    .push_bind(centroid.map(|point| point.x))
                    .push_bind(centroid.map(|point| point.y));
            });
            query.build().execute(connection).await.map(|_| ())
        })?;
    }
    Ok(())
}

/// The editions that arrived after the one with that id, in the order of arrival, with the last id.
pub(crate) async fn since(tx: &mut Tx, last: i64) -> Result<(i64, Vec<Edition>), StoreError> {
    let rows: Vec<EditionRow> =
        on!(&mut *tx, |connection| sqlx::query_as(SELECT_EDITIONS).bind(last).fetch_all(connection).await)?;
    let mut editions = Vec::with_capacity(rows.len());
    let mut newest = last;
    for row in rows {
        let bodies: Vec<BodyRow> = on!(&mut *tx, |connection| sqlx::query_as(SELECT_BODIES)
            .bind(row.id)
            .fetch_all(connection)
            .await)?;
        let bodies = bodies.into_iter().map(Body::try_from).collect::<Result<Vec<_>, _>>()?;
        let register = Register::new(bodies).map_err(|error| StoreError::Inconsistent {
            table: "body",
            column: "ars",
            value: error.to_string(),
        })?;
        newest = row.id;
        editions.push(Edition {
            land: parse("edition", "land", &row.land)?,
            as_of: row.as_of.into(),
            source: row.source,
            register: register.into(),
        });
    }
    Ok((newest, editions))
}
