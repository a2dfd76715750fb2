//! Vendors, under every spelling that was ever used.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::people::Role;
use domain::text::search_key;
use domain::vendor::{Vendor, VendorId};
use serde_json::json;
use sqlx::FromRow;

use crate::change::{Change, is_seen};
use crate::db::{Db, Tx, on, statements};
use crate::error::{ChangeError, StoreError, storable};
use crate::people::Author;

statements! {
    SELECT_VENDORS = "SELECT id, key, name, merged_into, version FROM vendor WHERE version > $1 ORDER BY id";
    SELECT_PRODUCTS = "SELECT p.vendor, p.name FROM product p JOIN vendor v ON v.id = p.vendor WHERE v.version > $1 ORDER BY p.vendor, p.name";
    SELECT_UNKNOWN = "SELECT DISTINCT vendor FROM rollout_event WHERE vendor IS NOT NULL AND NOT EXISTS (SELECT 1 FROM vendor) ORDER BY vendor";
    INSERT_VENDOR = "INSERT INTO vendor (key, name, version) SELECT $1, $2, version FROM data_version WHERE id = 1 ON CONFLICT (key) DO NOTHING";
    SELECT_VENDOR = "SELECT id, key, name, merged_into, version FROM vendor WHERE id = $1";
    SELECT_BY_KEY = "SELECT id, key, name, merged_into, version FROM vendor WHERE key = $1";
    NAME_VENDOR = "UPDATE vendor SET name = $2, version = $3 WHERE id = $1";
    INSERT_SPELLING = "INSERT INTO vendor (key, name, merged_into, version) VALUES ($1, $2, $3, $4)";
    DELETE_PRODUCTS = "DELETE FROM product WHERE vendor = $1";
    INSERT_PRODUCT = "INSERT INTO product (vendor, name) VALUES ($1, $2)";
    MERGE_VENDOR = "UPDATE vendor SET merged_into = $2, version = $3 WHERE id = $1";
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
    /// Names a vendor anew and says what it offers; returns its version. Leads only. A status that has the new name
    /// means it from now on; a name that means another vendor is not there to be taken: those two are to be merged.
    pub async fn change_vendor(
        &self,
        id: VendorId,
        name: &str,
        products: &BTreeSet<String>,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let mut change = Change::begin(self, author, now).await?;
        change.only(&[Role::Lead])?;
        let known = root(&mut change.tx, id, seen).await?;
        let key = search_key(name);
        let version = change.version;
        match by_key(&mut change.tx, &key).await? {
            None => on!(&mut change.tx, |connection| sqlx::query(INSERT_SPELLING)
                .bind(&key)
                .bind(storable(name)?)
                .bind(id.0)
                .bind(version)
                .execute(connection)
                .await
                .map(|_| ()))?,
            Some(other) => {
                if !is_spelling(&mut change.tx, other, id).await? {
                    return Err(ChangeError::NotThere);
                }
            }
        }
        on!(&mut change.tx, |connection| sqlx::query(NAME_VENDOR)
            .bind(id.0)
            .bind(storable(name)?)
            .bind(version)
            .execute(connection)
            .await
            .map(|_| ()))?;
        on!(&mut change.tx, |connection| sqlx::query(DELETE_PRODUCTS)
            .bind(id.0)
            .execute(connection)
            .await
            .map(|_| ()))?;
        for product in products {
            on!(&mut change.tx, |connection| sqlx::query(INSERT_PRODUCT)
                .bind(id.0)
                .bind(storable(product)?)
                .execute(connection)
                .await
                .map(|_| ()))?;
        }
        let detail = json!({ "name": { "from": known.name, "to": name }, "products": products });
        change.finish("vendor.change", &subject(id), detail).await
    }

    /// Makes a vendor another spelling of `into`. Leads only. What statuses say stays as it was typed.
    pub async fn merge_vendor(
        &self,
        (id, seen): (VendorId, i64),
        (into, into_seen): (VendorId, i64),
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let mut change = Change::begin(self, author, now).await?;
        change.only(&[Role::Lead])?;
        let known = root(&mut change.tx, id, seen).await?;
        let meant = root(&mut change.tx, into, into_seen).await?;
        if id == into {
            return Err(ChangeError::NotThere);
        }
        merge(&mut change, id, Some(into)).await?;
        let detail = json!({ "name": known.name, "into": meant.name });
        change.finish("vendor.merge", &subject(id), detail).await
    }

    /// Takes a merging back: the spelling is a vendor of its own again. Leads only.
    pub async fn unmerge_vendor(
        &self,
        id: VendorId,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let mut change = Change::begin(self, author, now).await?;
        change.only(&[Role::Lead])?;
        let known = vendor(&mut change.tx, id).await?;
        is_seen(known.as_ref().map(|known| known.version), seen)?;
        let known = known.filter(|known| known.merged_into.is_some()).ok_or(ChangeError::NotThere)?;
        merge(&mut change, id, None).await?;
        change.finish("vendor.unmerge", &subject(id), json!({ "name": known.name })).await
    }

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

fn subject(id: VendorId) -> String {
    format!("vendor/{id}")
}

async fn vendor(tx: &mut Tx, id: VendorId) -> Result<Option<VendorRow>, StoreError> {
    Ok(on!(tx, |connection| sqlx::query_as(SELECT_VENDOR).bind(id.0).fetch_optional(connection).await)?)
}

async fn by_key(tx: &mut Tx, key: &str) -> Result<Option<VendorRow>, StoreError> {
    Ok(on!(tx, |connection| sqlx::query_as(SELECT_BY_KEY).bind(key).fetch_optional(connection).await)?)
}

/// A vendor as the writer has seen it, provided that it is not another spelling by now.
async fn root(tx: &mut Tx, id: VendorId, seen: i64) -> Result<VendorRow, ChangeError> {
    let known = vendor(tx, id).await?;
    is_seen(known.as_ref().map(|known| known.version), seen)?;
    known.filter(|known| known.merged_into.is_none()).ok_or(ChangeError::NotThere)
}

/// Whether a vendor is `id` or was merged into it.
async fn is_spelling(tx: &mut Tx, of: VendorRow, id: VendorId) -> Result<bool, StoreError> {
    let (mut at, mut passed) = (Some(of), BTreeSet::new());
    while let Some(vendor) = at.filter(|vendor| passed.insert(vendor.id)) {
        if vendor.id == id.0 {
            return Ok(true);
        }
        at = match vendor.merged_into {
            Some(into) => self::vendor(tx, VendorId(into)).await?,
            None => None,
        };
    }
    Ok(false)
}

async fn merge(change: &mut Change<'_>, id: VendorId, into: Option<VendorId>) -> Result<(), StoreError> {
    let version = change.version;
    on!(&mut change.tx, |connection| sqlx::query(MERGE_VENDOR)
        .bind(id.0)
        .bind(into.map(|into| into.0))
        .bind(version)
        .execute(connection)
        .await
        .map(|_| ()))?;
    Ok(())
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
