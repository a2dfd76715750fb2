//! Many entries at once: all or nothing, and taken back as one correction.

use domain::batch::{Batch, BatchId, BatchKind};
use domain::people::Role;
use domain::rollout::{Retraction, RolloutKey, StatusEntry, Viewpoint};
use domain::stage::Stage;

use super::database::{TestDatabase, on_each_engine};
use super::people::{contact, enter, roles, territory};
use super::samples::{actor, ars, at, day, entry, kelheim, now, record, rollout, slug};
use crate::{AuditCheck, BatchError, ChangeError, NewBatch, Picture, ReadModel, StoreError, Undone};

type Entries = Vec<(RolloutKey, StatusEntry, i64)>;

fn sheet() -> NewBatch {
    NewBatch { kind: BatchKind::Import, source: "kelheim.xlsx".into() }
}

fn regensburg() -> RolloutKey {
    rollout("09375", "fuehrerschein")
}

/// Driving licences are live in Kelheim and Regensburg, of which nothing was known.
fn both_live() -> Entries {
    [kelheim(), regensburg()].map(|rollout| (rollout, entry(Stage::Live, "2026-11-02"), 0)).to_vec()
}

async fn import(database: &TestDatabase, entries: &Entries) -> Batch {
    database.db.record_batch(&sheet(), entries, &actor(), now()).await.unwrap()
}

async fn picture(database: &TestDatabase) -> Picture {
    ReadModel::new(database.db.clone()).current().await.unwrap()
}

fn stage(picture: &Picture, rollout: &RolloutKey) -> Stage {
    picture.situation.stage(rollout, Viewpoint::on(day("2026-11-24")))
}

#[tokio::test]
async fn entries_come_in_together_and_know_with_what() {
    on_each_engine(async |database| {
        let vendor = |entry: StatusEntry| StatusEntry { vendor: Some("AlpenSoft".into()), ..entry };
        let entries: Entries =
            both_live().into_iter().map(|(rollout, entry, seen)| (rollout, vendor(entry), seen)).collect();
        let model = ReadModel::new(database.db.clone());
        model.current().await.unwrap();
        let before = database.extent().await;
        let batch = import(database, &entries).await;
        let after = database.extent().await;
        assert_eq!((after.events, after.versions), (before.events + 2, before.versions + 2));
        assert_eq!((after.audit, after.data_version), (before.audit + 1, before.data_version + 1));

        // Both to whoever has read before and to whoever has not.
        for picture in [model.current().await.unwrap(), picture(database).await] {
            let known: Vec<&Batch> = picture.situation.batches().all().collect();
            assert_eq!(known, [&batch]);
            for (rollout, entry, _) in &entries {
                let history = picture.situation.history(rollout).unwrap();
                let [event] = history.events() else { panic!("{history:?}") };
                assert_eq!((&event.entry, event.batch), (entry, Some(batch.id)));
                assert_eq!((event.recorded_at, &event.actor), (now(), &actor()));
                assert_eq!(history.version(), 1);
            }
            assert_eq!(picture.situation.obstacles().vendors.all().len(), 1);
        }
        assert_eq!((batch.kind, batch.source.as_str()), (BatchKind::Import, "kelheim.xlsx"));
        assert_eq!((batch.entries, batch.recorded_at, batch.undone), (2, now(), None));
        assert_eq!(batch.actor, actor());
        let told: Vec<(String, String, String)> =
            database.rows("SELECT action, subject, detail FROM audit ORDER BY id DESC LIMIT 1").await;
        let detail = r#"{"entries":2,"source":"kelheim.xlsx"}"#;
        assert_eq!(told, [("status.import".into(), format!("batch/{}", batch.id), detail.into())]);
        let check = database.db.verify_audit().await.unwrap();
        assert!(matches!(check, AuditCheck::Holds { .. }), "{check:?}");
    })
    .await;
}

#[tokio::test]
async fn every_stale_rollout_is_named_and_nothing_is_written() {
    on_each_engine(async |database| {
        record(&database.db, &kelheim(), &entry(Stage::Testing, "2026-10-01")).await;
        record(&database.db, &regensburg(), &entry(Stage::Testing, "2026-10-01")).await;
        let mut entries = both_live();
        entries.push((rollout("09361", "fuehrerschein"), entry(Stage::Live, "2026-11-02"), 0));
        let before = database.extent().await;
        let tried = async |entries: &Entries| match database
            .db
            .record_batch(&sheet(), entries, &actor(), now())
            .await
        {
            Err(BatchError::Stale(stale)) => stale,
            other => panic!("{other:?}"),
        };
        assert_eq!(tried(&entries).await, [kelheim(), regensburg()]);
        entries[0].2 = 1;
        assert_eq!(tried(&entries).await, [regensburg()]);
        entries[1].2 = 1;
        entries[2].2 = 7;
        assert_eq!(tried(&entries).await, [entries[2].0.clone()]);
        entries[2] = entries[0].clone();
        assert_eq!(tried(&entries).await, [kelheim()], "a rollout has one entry in a batch");
        assert_eq!(database.extent().await, before);
        entries.pop();
        assert_eq!(import(database, &entries).await.entries, 2);
        let picture = picture(database).await;
        assert_eq!(picture.situation.history(&kelheim()).unwrap().version(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_stored_leaves_nothing_behind() {
    on_each_engine(async |database| {
        let mut entries = both_live();
        let before = database.extent().await;
        for spoil in [
            |entry: &mut StatusEntry| entry.note = Some("a\0b".into()),
            |entry: &mut StatusEntry| (entry.note, entry.link) = (None, Some("a\0b".into())),
            |entry: &mut StatusEntry| (entry.link, entry.vendor) = (None, Some("a\0b".into())),
        ] {
            spoil(&mut entries[1].1);
            let refused = database.db.record_batch(&sheet(), &entries, &actor(), now()).await;
            assert!(matches!(refused, Err(BatchError::Store(StoreError::Nul))), "{refused:?}");
        }
        entries[1].1.vendor = None;
        let long = NewBatch { source: "ä".repeat(300), ..sheet() };
        assert_eq!(database.extent().await, before);
        let batch = database.db.record_batch(&long, &entries, &actor(), now()).await.unwrap();
        assert_eq!(batch.source, "ä".repeat(200));
    })
    .await;
}

#[tokio::test]
async fn whoever_may_not_write_for_all_of_them_writes_for_none_and_undoes_nothing() {
    on_each_engine(async |database| {
        let db = &database.db;
        let lead = enter(db, 1, roles(&[Role::Lead])).await;
        let of_kelheim = enter(db, 2, contact(&[territory("09273", true, true)])).await;
        let of_both =
            enter(db, 3, contact(&[territory("09273", true, true), territory("09375", true, true)])).await;
        let others = enter(db, 4, roles(&[Role::Facilitator, Role::Viewer, Role::Admin])).await;
        let before = database.extent().await;
        for who in [&of_kelheim, &others] {
            let refused = db.record_batch(&sheet(), &both_live(), who, now()).await;
            assert!(matches!(refused, Err(BatchError::NotAllowed)), "{refused:?}");
        }
        assert_eq!(database.extent().await, before);

        let batch = db.record_batch(&sheet(), &both_live(), &lead, now()).await.unwrap();
        let before = database.extent().await;
        for who in [&of_kelheim, &others] {
            let refused = db.undo_batch(batch.id, "falsch", who, now()).await;
            assert!(matches!(refused, Err(ChangeError::NotAllowed)), "{refused:?}");
        }
        assert_eq!(database.extent().await, before);
        assert_eq!(db.undo_batch(batch.id, "falsch", &of_both, now()).await.unwrap().entries, 2);
        let again: Entries = both_live().into_iter().map(|(rollout, entry, _)| (rollout, entry, 2)).collect();
        assert_eq!(db.record_batch(&sheet(), &again, &of_both, now()).await.unwrap().entries, 2);
    })
    .await;
}

#[tokio::test]
async fn a_batch_is_undone_as_one_correction_and_once() {
    on_each_engine(async |database| {
        let db = &database.db;
        record(db, &kelheim(), &entry(Stage::Testing, "2026-10-01")).await;
        let mut entries = both_live();
        entries[0].2 = 1;
        let batch = import(database, &entries).await;
        let model = ReadModel::new(db.clone());
        assert_eq!(stage(&model.current().await.unwrap(), &kelheim()), Stage::Live);
        let before = database.extent().await;
        let later = at("2026-11-24T09:00:00.000001Z");
        let undone = db.undo_batch(batch.id, "falsche Datei", &actor(), later).await.unwrap();
        assert_eq!(undone, Undone { entries: 2, followed: vec![] });

        let after = database.extent().await;
        assert_eq!((after.events, after.retractions), (before.events, before.retractions + 2));
        assert_eq!((after.audit, after.versions), (before.audit + 1, before.versions + 2));
        let retraction = Retraction {
            recorded_at: later,
            actor: actor(),
            reason: "falsche Datei".into(),
            batch: Some(batch.id),
        };
        for picture in [model.current().await.unwrap(), picture(database).await] {
            assert_eq!(stage(&picture, &kelheim()), Stage::Testing);
            assert_eq!(stage(&picture, &regensburg()), Stage::Unknown);
            let history = picture.situation.history(&kelheim()).unwrap();
            assert_eq!(history.version(), 3);
            assert_eq!(history.events()[1].retraction.as_ref(), Some(&retraction));
            assert_eq!(picture.situation.batches().get(batch.id).unwrap().undone.as_ref(), Some(&retraction));
        }
        for id in [batch.id, BatchId(batch.id.0 + 1), BatchId(-1)] {
            let refused = db.undo_batch(id, "noch einmal", &actor(), later).await;
            assert!(matches!(refused, Err(ChangeError::NotThere)), "{id}: {refused:?}");
        }
        assert_eq!(database.extent().await, after);
        let told: Vec<(String, String)> =
            database.rows("SELECT action, detail FROM audit ORDER BY id DESC LIMIT 1").await;
        let detail = r#"{"entries":2,"followed":0,"reason":"falsche Datei","source":"kelheim.xlsx"}"#;
        assert_eq!(told, [("status.undo".into(), detail.into())]);
        let check = db.verify_audit().await.unwrap();
        assert!(matches!(check, AuditCheck::Holds { .. }), "{check:?}");
        // The next entry goes on from there.
        let stale = db.record_status(&kelheim(), &entries[0].1, Some(2), &actor(), later).await;
        assert!(stale.is_err());
        db.record_status(&kelheim(), &entries[0].1, Some(3), &actor(), later).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_was_recorded_since_stays_and_what_was_taken_back_before_is_left_alone() {
    on_each_engine(async |database| {
        let db = &database.db;
        let third = rollout("09361", "fuehrerschein");
        let mut entries = both_live();
        entries.push((third.clone(), entry(Stage::Live, "2026-11-02"), 0));
        let batch = import(database, &entries).await;
        record(db, &kelheim(), &entry(Stage::Suspended, "2026-11-10")).await;
        let newer = record(db, &third, &entry(Stage::Suspended, "2026-11-10")).await;
        db.retract(newer.event, "doch nicht", None, &actor(), now()).await.unwrap();
        let situation = picture(database).await.situation;
        let of_regensburg = situation.history(&regensburg()).unwrap().events()[0].id;
        db.retract(of_regensburg, "falscher Kreis", None, &actor(), now()).await.unwrap();

        let undone = db.undo_batch(batch.id, "falsche Datei", &actor(), now()).await.unwrap();
        assert_eq!(undone, Undone { entries: 2, followed: vec![kelheim()] });
        let picture = picture(database).await;
        assert_eq!(stage(&picture, &kelheim()), Stage::Suspended);
        assert_eq!(stage(&picture, &third), Stage::Unknown);
        let history = picture.situation.history(&regensburg()).unwrap();
        let retraction = history.events()[0].retraction.as_ref().unwrap();
        assert_eq!((retraction.reason.as_str(), retraction.batch), ("falscher Kreis", None));
        assert_eq!(history.version(), 2);
        let versions: Vec<(i64,)> = database.rows("SELECT version FROM rollout ORDER BY authority").await;
        assert_eq!(versions, [(3,), (4,), (2,)]);
    })
    .await;
}

#[tokio::test]
async fn a_clock_that_was_set_back_turns_nothing_round() {
    on_each_engine(async |database| {
        let late = at("2026-12-24T17:00:00Z");
        let live = entry(Stage::Live, "2026-11-02");
        database.db.record_status(&kelheim(), &live, None, &actor(), late).await.unwrap();
        let mut entries = both_live();
        entries[0] = (kelheim(), entry(Stage::Pilot, "2026-11-02"), 1);
        let batch = import(database, &entries).await;
        let situation = picture(database).await.situation;
        let history = situation.history(&kelheim()).unwrap();
        assert_eq!(history.events()[1].recorded_at, late);
        assert_eq!(situation.stage(&kelheim(), Viewpoint::on(day("2026-12-24"))), Stage::Pilot);
        assert_eq!(situation.history(&regensburg()).unwrap().events()[0].recorded_at, now());
        database.db.undo_batch(batch.id, "falsch", &actor(), now()).await.unwrap();
        let situation = picture(database).await.situation;
        let retracted = |rollout: &RolloutKey| {
            let retraction = situation.history(rollout).unwrap().events().last().unwrap().retraction.clone();
            retraction.unwrap().recorded_at
        };
        assert_eq!(retracted(&kelheim()), late);
        assert_eq!(retracted(&regensburg()), now());
    })
    .await;
}

/// More than fit into one statement of either engine, some with histories and some without.
#[tokio::test]
async fn ten_thousand_entries_come_in_at_once() {
    on_each_engine(async |database| {
        let services = ["fuehrerschein", "waffenrecht"].map(slug);
        let entries = |count: usize, seen: i64| -> Entries {
            (0..count)
                .map(|number| {
                    let authority = ars(&format!("09{:010}", number / 2));
                    let service = services[number % 2].clone();
                    let told = StatusEntry {
                        vendor: Some(format!("Hersteller {}", number % 20)),
                        note: Some(format!("Zeile {number}")),
                        ..entry(Stage::Live, "2026-11-02")
                    };
                    (RolloutKey { authority, service }, told, seen)
                })
                .collect()
        };
        let first = import(database, &entries(3_001, 0)).await;
        let undone = database.db.undo_batch(first.id, "falsch", &actor(), now()).await.unwrap();
        assert_eq!((first.entries, undone.entries), (3_001, 3_001));
        let mut all = entries(10_000, 0);
        all.iter_mut().take(3_001).for_each(|(_, _, seen)| *seen = 2);
        assert_eq!(import(database, &all).await.entries, 10_000);
        let extent = database.extent().await;
        assert_eq!((extent.events, extent.retractions, extent.versions), (13_001, 3_001, 16_002));
        let situation = picture(database).await.situation;
        assert_eq!(situation.obstacles().vendors.all().len(), 20);
        let mut told: Vec<_> =
            situation.histories().flat_map(|(_, history)| history.events()).cloned().collect();
        told.sort_by_key(|event| event.id);
        let told = told[3_001..].iter().map(|event| (&event.rollout, &event.entry));
        assert!(told.eq(all.iter().map(|(rollout, entry, _)| (rollout, entry))), "in the order of the sheet");
    })
    .await;
}
