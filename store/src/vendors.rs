//! Vendors, under every spelling that was ever used.

use domain::text::search_key;
use domain::vendor::{Vendor, VendorId};
use sqlx::FromRow;

use crate::db::{Db, Tx, on, statements};
use crate::error::{StoreError, storable};

statements! {
    SELECT_VENDORS = "SELECT id, key, name, merged_into, version FROM vendor WHERE version > $1 ORDER BY id";
    SELECT_PRODUCTS = "SELECT p.vendor, p.name FROM product p JOIN vendor v ON v.id = p.vendor WHERE v.version > $1 ORDER BY p.vendor, p.name";
    SELECT_UNKNOWN = "SELECT DISTINCT vendor FROM rollout_event WHERE vendor IS NOT NULL AND NOT EXISTS (SELECT 1 FROM vendor) ORDER BY vendor";
    INSERT_VENDOR = "INSERT INTO vendor (key, name, version) SELECT $1, $2, version FROM data_version WHERE id = 1 ON CONFLICT (key) DO NOTHING";
}

#[derive(FromRow)]
struct VendorRow {
    id: i64,
    key: String,
    name: String,
    merged_into: Option<i64>,
    version: i64,
}

impl Db {
    /// Makes the vendors known that were named before there was a list of them.
    pub(crate) async fn seed_vendors(&self) -> Result<(), StoreError> {
        let mut tx = self.read().await?;
        let unknown = unknown(&mut tx).await?;
        drop(tx);
        if unknown.is_empty() {
            return Ok(());
        }
        let mut tx = self.write().await?;
        for name in unknown {
            know(&mut tx, &name).await?;
        }
        tx.commit().await
    }
}

async fn unknown(tx: &mut Tx) -> Result<Vec<String>, StoreError> {
    Ok(on!(tx, |connection| sqlx::query_scalar(SELECT_UNKNOWN).fetch_all(connection).await)?)
}

/// Makes a vendor known under this name, unless one is known under a name that reads the same.
pub(crate) async fn know(tx: &mut Tx, name: &str) -> Result<(), StoreError> {
    on!(tx, |connection| sqlx::query(INSERT_VENDOR)
        .bind(search_key(name))
        .bind(storable(name)?)
        .execute(connection)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// The vendors changed in a later version than `last`, each with the text by which it is found.
pub(crate) async fn since(tx: &mut Tx, last: i64) -> Result<Vec<(String, Vendor)>, StoreError> {
    let rows: Vec<VendorRow> =
        on!(&mut *tx, |connection| sqlx::query_as(SELECT_VENDORS).bind(last).fetch_all(connection).await)?;
    let products: Vec<(i64, String)> =
        on!(tx, |connection| sqlx::query_as(SELECT_PRODUCTS).bind(last).fetch_all(connection).await)?;
    let vendor = |row: VendorRow| {
        let own = products.iter().filter(|(vendor, _)| *vendor == row.id);
        let vendor = Vendor {
            id: VendorId(row.id),
            name: row.name,
            products: own.map(|(_, name)| name.clone()).collect(),
            merged_into: row.merged_into.map(VendorId),
            version: row.version,
        };
        (row.key, vendor)
    };
    Ok(rows.into_iter().map(vendor).collect())
}
