//! Blockers: opened, shared, closed for one or for all, reopened and taken back, by whom that is for.

use std::time::Instant;

use domain::blocker::{ActionBy, Blocker, BlockerFacts, BlockerId, Closing, Severity};
use domain::criteria::CriterionId;
use domain::people::{PersonId, Role};
use domain::register::facts;
use domain::rollout::RolloutKey;
use serde_json::{Value, json};

use super::database::{TestDatabase, on_each_engine};
use super::people::{contact, enter, roles, territory};
use super::samples::{actor, ars, day, kelheim, now, rollout};
use crate::{ChangeError, ClosedForOne, ReadModel};

/// Two Verwaltungsgemeinschaften, of the Landkreis Kelheim and of another.
const OWN: &str = "092735218";
const FOREIGN: &str = "091715101";

fn module_is_missing() -> BlockerFacts {
    BlockerFacts {
        title: "Modul fehlt".to_owned(),
        criterion: CriterionId(2),
        opened_on: day("2026-10-01"),
        action_by: ActionBy::Vendor,
        severity: Severity::High,
        mailbox: Some("rollout@hersteller.example".parse().unwrap()),
        due_on: Some(day("2026-12-15")),
        note: Some("Zugesagt für Dezember".to_owned()),
        link: Some("https://hersteller.example/modul".to_owned()),
    }
}

fn residence(authority: &str) -> RolloutKey {
    rollout(authority, "wohnsitzanmeldung")
}

fn solved(on: &str) -> Closing {
    Closing { on: day(on), resolution: "Modul ist da".to_owned() }
}

/// The blocker as pages see it.
async fn seen(database: &TestDatabase, id: BlockerId) -> Blocker {
    let picture = ReadModel::new(database.db.clone()).current().await.unwrap();
    picture.situation.obstacles().blockers.get(id).unwrap().as_ref().clone()
}

/// Whether the rollouts of the two are held up today.
async fn held_up(database: &TestDatabase, id: BlockerId) -> [bool; 2] {
    let blocker = seen(database, id).await;
    [OWN, FOREIGN].map(|authority| blocker.holds_up(&residence(authority), day("2026-11-23")))
}

/// What the pages and the audit tell of it, the last first; both tell the same.
async fn steps(database: &TestDatabase, id: BlockerId) -> Vec<(String, Value)> {
    let subject = format!("blocker/{id}");
    let revisions = database.db.revisions(&subject).await.unwrap();
    let told: Vec<_> = revisions.into_iter().map(|step| (step.action, step.detail)).collect();
    let mut audit: Vec<(String, String, String)> =
        database.rows("SELECT action, subject, detail FROM audit ORDER BY id DESC").await;
    audit.retain(|row| row.1 == subject);
    let audit: Vec<(String, Value)> =
        audit.into_iter().map(|row| (row.0, serde_json::from_str(&row.2).unwrap())).collect();
    assert_eq!(told, audit);
    told
}

/// A blocker of both, a contact of the first, and a lead.
async fn shared(database: &TestDatabase) -> (BlockerId, PersonId, PersonId) {
    let own = enter(&database.db, 1, contact(&[territory(OWN, false, false)])).await;
    let lead = enter(&database.db, 2, roles(&[Role::Lead])).await;
    let both = [residence(OWN), residence(FOREIGN)];
    let id = database.db.open_blocker(&module_is_missing(), &both, &lead, now()).await.unwrap();
    (id, own, lead)
}

#[tokio::test]
async fn what_was_opened_is_read_back_and_told() {
    on_each_engine(async |database| {
        let own = enter(&database.db, 1, contact(&[territory(OWN, false, false)])).await;
        let id =
            database.db.open_blocker(&module_is_missing(), &[residence(OWN)], &own, now()).await.unwrap();
        let blocker = seen(database, id).await;
        assert_eq!(blocker.facts, module_is_missing());
        assert_eq!(blocker.members.len(), 1);
        assert_eq!(
            (&blocker.members[0].rollout, blocker.members[0].joined_on),
            (&residence(OWN), day("2026-10-01"))
        );
        assert_eq!(held_up(database, id).await, [true, false]);
        assert!(!blocker.is_open_on(day("2026-09-30")));
        let told = json!({
            "title": "Modul fehlt",
            "criterion": 2,
            "opened_on": "2026-10-01",
            "action_by": "vendor",
            "severity": "high",
            "due_on": "2026-12-15",
            "note": "Zugesagt für Dezember",
            "evidence": "https://hersteller.example/modul",
            "authority": OWN,
            "services": ["wohnsitzanmeldung"],
        });
        assert_eq!(steps(database, id).await, [("blocker.open".to_owned(), told)]);
    })
    .await;
}

#[tokio::test]
async fn one_foreign_member_refuses_all() {
    on_each_engine(async |database| {
        let db = &database.db;
        let (id, own, _) = shared(database).await;
        let viewer = enter(db, 3, roles(&[Role::Viewer, Role::Facilitator, Role::Admin])).await;
        let version = seen(database, id).await.version;
        let before = database.extent().await;
        let facts = module_is_missing();
        for (who, member) in [(&own, FOREIGN), (&viewer, OWN)] {
            let members = [residence(OWN), residence(member)];
            let refused = [
                db.open_blocker(&facts, &members, who, now()).await.err(),
                db.add_to_blocker(id, &[residence(member)], day("2026-11-01"), who, now()).await.err(),
                db.change_blocker(id, &facts, version, who, now()).await.err(),
                db.postpone_blocker(id, day("2027-01-01"), "später", version, who, now()).await.err(),
                db.close_blocker(id, &solved("2026-11-20"), version, who, now()).await.err(),
                db.close_blocker_for(id, &ars(member), &solved("2026-11-20"), who, now()).await.err(),
                db.withdraw_blocker(id, "Irrtum", version, who, now()).await.err(),
            ];
            for (step, refused) in refused.iter().enumerate() {
                assert!(matches!(refused, Some(ChangeError::NotAllowed)), "{step}: {refused:?}");
            }
        }
        assert_eq!(database.extent().await, before);
    })
    .await;
}

#[tokio::test]
async fn two_hundred_authorities_are_one_action() {
    on_each_engine(async |database| {
        let (db, carried) = (&database.db, facts::bayern());
        let lead = enter(db, 2, roles(&[Role::Lead])).await;
        let many: Vec<RolloutKey> =
            carried.register.communes().take(200).map(|body| residence(body.ars.as_str())).collect();
        let before = database.extent().await;
        let start = Instant::now();
        let id = db.open_blocker(&module_is_missing(), &many, &lead, now()).await.unwrap();
        let opened = start.elapsed();
        let blocker = seen(database, id).await;
        assert_eq!(blocker.held_up_on(day("2026-11-23")).count(), 200);
        let start = Instant::now();
        db.close_blocker(id, &solved("2026-11-20"), blocker.version, &lead, now()).await.unwrap();
        eprintln!("opened in {opened:?}, closed in {:?}", start.elapsed());
        assert!(!seen(database, id).await.is_open_on(day("2026-11-20")));
        assert!(seen(database, id).await.is_open_on(day("2026-11-19")));
        let after = database.extent().await;
        assert_eq!((after.data_version, after.audit), (before.data_version + 2, before.audit + 2));
        let told = steps(database, id).await;
        assert_eq!(told[1].1["authorities"], json!(200));
        assert_eq!(told[0].0, "blocker.close");
    })
    .await;
}

#[tokio::test]
async fn one_authority_gets_past_it_before_the_others() {
    on_each_engine(async |database| {
        let db = &database.db;
        let (id, own, lead) = shared(database).await;
        let version = seen(database, id).await.version;
        let closed = db.close_blocker_for(id, &ars(OWN), &solved("2026-11-20"), &own, now()).await.unwrap();
        assert_eq!(closed, ClosedForOne { version: version + 1, others_remain: true });
        assert_eq!(held_up(database, id).await, [false, true]);
        let again = db.close_blocker_for(id, &ars(OWN), &solved("2026-11-20"), &own, now()).await;
        assert!(matches!(again, Err(ChangeError::NotThere)), "{again:?}");
        // Whom it never held up cannot get past it.
        let other = db.close_blocker_for(id, &ars("09375"), &solved("2026-11-20"), &lead, now()).await;
        assert!(matches!(other, Err(ChangeError::NotThere)), "{other:?}");

        db.reopen_blocker_for(id, &ars(OWN), "doch nicht", &own, now()).await.unwrap();
        assert_eq!(held_up(database, id).await, [true, true]);
        let again = db.reopen_blocker_for(id, &ars(OWN), "doch nicht", &own, now()).await;
        assert!(matches!(again, Err(ChangeError::NotThere)), "{again:?}");

        db.close_blocker_for(id, &ars(OWN), &solved("2026-11-20"), &own, now()).await.unwrap();
        let last =
            db.close_blocker_for(id, &ars(FOREIGN), &solved("2026-11-21"), &lead, now()).await.unwrap();
        assert!(!last.others_remain);
        assert!(!seen(database, id).await.is_open_on(day("2026-11-23")));
        let told = steps(database, id).await;
        let solved = json!({ "authority": FOREIGN, "closed_on": "2026-11-21", "resolution": "Modul ist da" });
        assert_eq!(told[0], ("blocker.close".to_owned(), solved));
        assert_eq!(
            told[2],
            ("blocker.reopen".to_owned(), json!({ "authority": OWN, "reason": "doch nicht" }))
        );
    })
    .await;
}

#[tokio::test]
async fn a_closing_for_all_is_undone_and_who_was_past_it_stays_past_it() {
    on_each_engine(async |database| {
        let db = &database.db;
        let (id, own, lead) = shared(database).await;
        db.close_blocker_for(id, &ars(OWN), &solved("2026-11-02"), &own, now()).await.unwrap();
        let version = seen(database, id).await.version;
        let version = db.close_blocker(id, &solved("2026-11-20"), version, &lead, now()).await.unwrap();
        assert_eq!(held_up(database, id).await, [false, false]);
        for refused in [
            db.close_blocker(id, &solved("2026-11-20"), version, &lead, now()).await,
            db.postpone_blocker(id, day("2027-01-01"), "später", version, &lead, now()).await,
            db.add_to_blocker(id, &[kelheim()], day("2026-11-21"), &lead, now()).await,
            db.reopen_blocker_for(id, &ars(OWN), "doch nicht", &lead, now()).await,
        ] {
            assert!(matches!(refused, Err(ChangeError::NotThere)), "{refused:?}");
        }
        let version = db.reopen_blocker(id, "zu früh", version, &lead, now()).await.unwrap();
        assert_eq!(held_up(database, id).await, [false, true]);
        let again = db.reopen_blocker(id, "zu früh", version, &lead, now()).await;
        assert!(matches!(again, Err(ChangeError::NotThere)), "{again:?}");
        assert_eq!(
            steps(database, id).await[0],
            ("blocker.reopen".to_owned(), json!({ "reason": "zu früh" }))
        );
    })
    .await;
}

#[tokio::test]
async fn a_mistake_never_held_up_anybody() {
    on_each_engine(async |database| {
        let db = &database.db;
        let (id, own, lead) = shared(database).await;
        let version = seen(database, id).await.version;
        let version = db.withdraw_blocker(id, "doppelt", version, &lead, now()).await.unwrap();
        let blocker = seen(database, id).await;
        assert_eq!(blocker.withdrawn.as_deref(), Some("doppelt"));
        assert!(!blocker.is_open_on(day("2026-10-15")));
        let before = database.extent().await;
        for refused in [
            db.withdraw_blocker(id, "doppelt", version, &lead, now()).await,
            db.close_blocker(id, &solved("2026-11-20"), version, &lead, now()).await,
            db.change_blocker(id, &module_is_missing(), version, &lead, now()).await,
            db.reopen_blocker(id, "doch", version, &lead, now()).await,
            db.close_blocker_for(id, &ars(OWN), &solved("2026-11-20"), &own, now())
                .await
                .map(|done| done.version),
            db.add_to_blocker(id, &[kelheim()], day("2026-11-21"), &lead, now()).await,
            db.withdraw_blocker(BlockerId(4711), "doppelt", 1, &lead, now()).await,
        ] {
            assert!(matches!(refused, Err(ChangeError::NotThere)), "{refused:?}");
        }
        assert_eq!(database.extent().await, before);
    })
    .await;
}

#[tokio::test]
async fn what_somebody_else_changed_meanwhile_is_not_overwritten() {
    on_each_engine(async |database| {
        let db = &database.db;
        let (id, own, lead) = shared(database).await;
        let old = seen(database, id).await.version;
        db.close_blocker_for(id, &ars(OWN), &solved("2026-11-20"), &own, now()).await.unwrap();
        let before = database.extent().await;
        for refused in [
            db.change_blocker(id, &module_is_missing(), old, &lead, now()).await,
            db.postpone_blocker(id, day("2027-01-01"), "später", old, &lead, now()).await,
            db.close_blocker(id, &solved("2026-11-20"), old, &lead, now()).await,
            db.withdraw_blocker(id, "Irrtum", old, &lead, now()).await,
        ] {
            assert!(
                matches!(refused, Err(ChangeError::Stale { current }) if current == old + 1),
                "{refused:?}"
            );
        }
        assert_eq!(database.extent().await, before);
    })
    .await;
}

#[tokio::test]
async fn corrections_say_from_what_to_what_and_keep_addresses_out_of_the_audit() {
    on_each_engine(async |database| {
        let db = &database.db;
        let (id, _, lead) = shared(database).await;
        let version = seen(database, id).await.version;
        let changed = BlockerFacts {
            title: "Modul fehlt noch".to_owned(),
            opened_on: day("2026-09-01"),
            mailbox: None,
            note: None,
            ..module_is_missing()
        };
        let version = db.change_blocker(id, &changed, version, &lead, now()).await.unwrap();
        assert_eq!(seen(database, id).await.facts, changed);
        assert!(seen(database, id).await.holds_up(&residence(OWN), day("2026-09-01")));
        let version =
            db.postpone_blocker(id, day("2027-01-31"), "verschoben", version, &lead, now()).await.unwrap();
        let blocker = seen(database, id).await;
        assert_eq!((blocker.facts.due_on, blocker.version), (Some(day("2027-01-31")), version));
        let told = steps(database, id).await;
        let postponed =
            json!({ "due_on": { "from": "2026-12-15", "to": "2027-01-31" }, "reason": "verschoben" });
        assert_eq!(told[0], ("blocker.postpone".to_owned(), postponed));
        let corrected = json!({
            "title": { "from": "Modul fehlt", "to": "Modul fehlt noch" },
            "opened_on": { "from": "2026-10-01", "to": "2026-09-01" },
            "note": { "from": "Zugesagt für Dezember", "to": null },
            "mailbox": "changed",
        });
        assert_eq!(told[1], ("blocker.change".to_owned(), corrected));
        let audit: Vec<(String,)> = database.rows("SELECT detail FROM audit").await;
        assert!(!format!("{audit:?}").contains("rollout@hersteller.example"));
    })
    .await;
}

#[tokio::test]
async fn who_has_the_same_trouble_joins_and_keeps_its_own_first_day() {
    on_each_engine(async |database| {
        let db = &database.db;
        let own = enter(db, 1, contact(&[territory(OWN, false, false)])).await;
        let id = db.open_blocker(&module_is_missing(), &[residence(FOREIGN)], &actor(), now()).await.unwrap();
        db.add_to_blocker(id, &[residence(OWN)], day("2026-11-02"), &own, now()).await.unwrap();
        let blocker = seen(database, id).await;
        assert!(!blocker.holds_up(&residence(OWN), day("2026-11-01")));
        assert_eq!(held_up(database, id).await, [true, true]);
        let again = db.add_to_blocker(id, &[residence(OWN)], day("2026-11-10"), &own, now()).await;
        assert!(matches!(again, Err(ChangeError::NotThere)), "{again:?}");
        let told = json!({ "joined_on": "2026-11-02", "authority": OWN, "services": ["wohnsitzanmeldung"] });
        assert_eq!(steps(database, id).await[0], ("blocker.join".to_owned(), told));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_is_not_written() {
    on_each_engine(async |database| {
        let db = &database.db;
        let (id, _, lead) = shared(database).await;
        let version = seen(database, id).await.version;
        let before = database.extent().await;
        let good = module_is_missing();
        let tomorrow = day("2026-11-24");
        for facts in [
            BlockerFacts { title: "x".repeat(5_000), ..good.clone() },
            BlockerFacts { title: String::new(), ..good.clone() },
            BlockerFacts { opened_on: tomorrow, due_on: None, ..good.clone() },
            BlockerFacts { due_on: Some(day("2026-09-30")), ..good.clone() },
        ] {
            let opened = db.open_blocker(&facts, &[residence(OWN)], &lead, now()).await;
            assert!(matches!(opened, Err(ChangeError::NotThere)), "{opened:?}");
            let changed = db.change_blocker(id, &facts, version, &lead, now()).await;
            assert!(matches!(changed, Err(ChangeError::NotThere)), "{changed:?}");
        }
        let empty = db.open_blocker(&good, &[], &lead, now()).await;
        assert!(matches!(empty, Err(ChangeError::NotThere)), "{empty:?}");
        for on in ["2026-09-30", "2026-11-24"] {
            for refused in [
                db.close_blocker(id, &solved(on), version, &lead, now()).await,
                db.close_blocker_for(id, &ars(OWN), &solved(on), &lead, now()).await.map(|done| done.version),
                db.add_to_blocker(id, &[kelheim()], day(on), &lead, now()).await,
            ] {
                assert!(matches!(refused, Err(ChangeError::NotThere)), "{on}: {refused:?}");
            }
        }
        let early = db.postpone_blocker(id, day("2026-09-30"), "früher", version, &lead, now()).await;
        assert!(matches!(early, Err(ChangeError::NotThere)), "{early:?}");
        assert_eq!(database.extent().await, before);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_past_it_before_it_held_them_up() {
    on_each_engine(async |database| {
        let (db, foreign) = (&database.db, ars(FOREIGN));
        let id = db.open_blocker(&module_is_missing(), &[residence(OWN)], &actor(), now()).await.unwrap();
        db.add_to_blocker(id, &[residence(FOREIGN)], day("2026-11-10"), &actor(), now()).await.unwrap();
        let early = solved("2026-11-05");
        let version = seen(database, id).await.version;
        let for_all = db.close_blocker(id, &early, version, &actor(), now()).await.map(|_| ());
        let for_one = db.close_blocker_for(id, &foreign, &early, &actor(), now()).await.map(|_| ());
        for refused in [for_all, for_one] {
            assert!(matches!(refused, Err(ChangeError::NotThere)), "{refused:?}");
        }
        db.close_blocker_for(id, &ars(OWN), &early, &actor(), now()).await.unwrap();
        let later = |on: &str| BlockerFacts { opened_on: day(on), ..module_is_missing() };
        let version = seen(database, id).await.version;
        let refused = db.change_blocker(id, &later("2026-11-06"), version, &actor(), now()).await;
        assert!(matches!(refused, Err(ChangeError::NotThere)), "{refused:?}");
        db.change_blocker(id, &later("2026-11-05"), version, &actor(), now()).await.unwrap();
        let version = seen(database, id).await.version;
        db.close_blocker(id, &solved("2026-11-10"), version, &actor(), now()).await.unwrap();
    })
    .await;
}
