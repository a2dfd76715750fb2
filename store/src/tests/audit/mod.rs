//! The audit: a chain that holds, that shows where it was bent, and that only the product may shorten.

mod chain;
mod old_database;
mod reading;
mod retention;
mod tampering;

use chrono::{DateTime, Utc};
use domain::rollout::Actor;
use serde_json::{Value, json};

use super::samples::{actor, at};
use crate::audit::{self, Deed};
use crate::{AuditCheck, Db};

/// Somebody does something to something, at a time.
async fn act(db: &Db, who: &Actor, subject: &str, detail: Value, now: DateTime<Utc>) {
    let mut tx = db.write_aside().await.unwrap();
    audit::know(&mut tx, who).await.unwrap();
    audit::append(&mut tx, now, &who.id, Deed { action: "test.deed", subject, detail }).await.unwrap();
    tx.commit().await.unwrap();
}

/// One deed on each of these days, at noon.
async fn act_on(db: &Db, days: &[&str]) {
    for day in days {
        act(db, &actor(), "09273", json!({ "on": day }), at(&format!("{day}T11:00:00Z"))).await;
    }
}

/// How many rows there are, provided that the chain holds.
async fn verified(db: &Db) -> u64 {
    match db.verify_audit().await.unwrap() {
        AuditCheck::Holds { rows, .. } => rows,
        broken @ AuditCheck::Broken(_) => panic!("{broken:?}"),
    }
}
