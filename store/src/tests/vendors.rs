//! Vendors: known as soon as a status names them, under one name however they are spelt.

use std::collections::BTreeSet;

use domain::people::Role;
use domain::rollout::StatusEntry;
use domain::stage::Stage;
use domain::vendor::{Vendor, VendorId, Vendors};

use super::database::{TestDatabase, on_each_engine};
use super::people::{contact, enter, roles, territory};
use super::samples::{actor, entry, kelheim, now, record};
use crate::{ChangeError, ReadModel};

async fn vendors(database: &TestDatabase) -> Vendors {
    let picture = ReadModel::new(database.db.clone()).current().await.unwrap();
    picture.situation.obstacles().vendors.clone()
}

/// Names a vendor in a status.
async fn name(database: &TestDatabase, name: &str) -> Vendor {
    let entry = StatusEntry { vendor: Some(name.into()), ..entry(Stage::Ordered, "2026-10-01") };
    record(&database.db, &kelheim(), &entry).await;
    vendors(database).await.meant_by(name).unwrap().clone()
}

async fn get(database: &TestDatabase, id: VendorId) -> Vendor {
    vendors(database).await.get(id).unwrap().clone()
}

fn products(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[tokio::test]
async fn a_status_makes_a_vendor_known_once() {
    on_each_engine(async |database| {
        let first = name(database, "AlpenSoft GmbH").await;
        let again = name(database, "alpensoft  gmbh").await;
        assert_eq!((again.id, again.name.as_str()), (first.id, "AlpenSoft GmbH"));
        assert_ne!(name(database, "Alpensoft").await.id, first.id);
        assert_eq!(vendors(database).await.all().len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_vendor_is_found_by_its_old_name_and_its_new_one() {
    on_each_engine(async |database| {
        let db = &database.db;
        let lead = enter(db, 1, roles(&[Role::Lead])).await;
        let known = name(database, "AlpenSoft GmbH").await;
        let offered = products(&["Meldewesen", "Bauamt"]);
        let version =
            db.change_vendor(known.id, "Alpen AG", &offered, known.version, &lead, now()).await.unwrap();
        let all = vendors(database).await;
        assert_eq!(all.all().len(), 1);
        for text in ["AlpenSoft GmbH", "Alpen AG", "ALPEN AG"] {
            assert_eq!(all.name(text), "Alpen AG", "{text}");
        }
        assert_eq!(all.get(known.id).unwrap().products, offered);
        // And back: both names are known already.
        let fewer = products(&["Meldewesen"]);
        db.change_vendor(known.id, "AlpenSoft GmbH", &fewer, version, &lead, now()).await.unwrap();
        let back = vendors(database).await;
        assert_eq!(back.name("Alpen AG"), "AlpenSoft GmbH");
        assert_eq!(back.get(known.id).unwrap().products, fewer);
    })
    .await;
}

#[tokio::test]
async fn the_name_of_another_vendor_is_not_taken() {
    on_each_engine(async |database| {
        let known = name(database, "AlpenSoft").await;
        name(database, "Frankenkommunal").await;
        let before = database.extent().await;
        let changed = database
            .db
            .change_vendor(known.id, "frankenkommunal", &products(&[]), known.version, &actor(), now())
            .await;
        assert!(matches!(changed, Err(ChangeError::NotThere)), "{changed:?}");
        assert_eq!(database.extent().await, before);
    })
    .await;
}

#[tokio::test]
async fn a_merging_counts_for_every_spelling_and_can_be_taken_back() {
    on_each_engine(async |database| {
        let db = &database.db;
        let lead = enter(db, 1, roles(&[Role::Lead])).await;
        let (one, two, three) = (
            name(database, "AlpenSoft").await,
            name(database, "AlpenSoft GmbH").await,
            name(database, "Alpensoft AG").await,
        );
        db.merge_vendor((two.id, two.version), (one.id, one.version), &lead, now()).await.unwrap();
        let one = get(database, one.id).await;
        db.merge_vendor((one.id, one.version), (three.id, three.version), &lead, now()).await.unwrap();
        let all = vendors(database).await;
        assert_eq!(all.all().len(), 1);
        assert_eq!(all.name("AlpenSoft GmbH"), "Alpensoft AG");

        let merged = get(database, one.id).await;
        db.unmerge_vendor(one.id, merged.version, &lead, now()).await.unwrap();
        let all = vendors(database).await;
        assert_eq!(all.all().len(), 2);
        assert_eq!(all.name("AlpenSoft GmbH"), "AlpenSoft", "what was merged into it stays so");
        let told: Vec<(String, String)> =
            database.rows("SELECT action, subject FROM audit ORDER BY id").await;
        let subject = format!("vendor/{}", one.id);
        assert_eq!(told.last().unwrap(), &("vendor.unmerge".to_owned(), subject));
    })
    .await;
}

#[tokio::test]
async fn what_makes_a_circle_or_was_not_looked_at_is_not_merged() {
    on_each_engine(async |database| {
        let db = &database.db;
        let (one, two) = (name(database, "AlpenSoft").await, name(database, "Alpen-Soft GmbH").await);
        let merge = async |id, into| db.merge_vendor(id, into, &actor(), now()).await;
        let (seen_one, seen_two) = ((one.id, one.version), (two.id, two.version));
        assert!(matches!(merge(seen_one, seen_one).await, Err(ChangeError::NotThere)));
        assert!(matches!(merge((one.id, 0), seen_two).await, Err(ChangeError::Stale { .. })));
        assert!(matches!(merge(seen_one, (two.id, 0)).await, Err(ChangeError::Stale { .. })));
        assert!(matches!(
            db.unmerge_vendor(one.id, one.version, &actor(), now()).await,
            Err(ChangeError::NotThere)
        ));
        let merged = (one.id, merge(seen_one, seen_two).await.unwrap());
        for result in [merge(seen_two, merged).await, merge(merged, seen_two).await] {
            assert!(matches!(result, Err(ChangeError::NotThere)), "{result:?}");
        }
        let changed = db.change_vendor(one.id, "X", &products(&[]), merged.1, &actor(), now()).await;
        assert!(matches!(changed, Err(ChangeError::NotThere)), "a spelling is not changed: {changed:?}");
    })
    .await;
}

#[tokio::test]
async fn only_leads_keep_the_list() {
    on_each_engine(async |database| {
        let db = &database.db;
        let who = enter(db, 1, contact(&[territory("09", true, true)])).await;
        let (one, two) = (name(database, "AlpenSoft").await, name(database, "AlpenSoft GmbH").await);
        let before = database.extent().await;
        for result in [
            db.change_vendor(one.id, "X", &products(&[]), one.version, &who, now()).await,
            db.merge_vendor((one.id, one.version), (two.id, two.version), &who, now()).await,
            db.unmerge_vendor(one.id, one.version, &who, now()).await,
        ] {
            assert!(matches!(result, Err(ChangeError::NotAllowed)), "{result:?}");
        }
        assert_eq!(database.extent().await, before);
    })
    .await;
}
