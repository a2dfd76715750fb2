//! A link for the status of one authority: nothing else, by nobody else, and all or nothing.

use chrono::TimeDelta;
use domain::people::{LinkState, Purpose, Rights, Role};
use domain::rollout::{RolloutKey, StatusEntry};
use domain::stage::Stage;
use serde_json::{Value, json};

use super::{admit, contact, deeds, enter, roles, territory};
use crate::ReportError;
use crate::tests::database::on_each_engine;
use crate::tests::samples::{actor, ars, entry, kelheim, now, record, rollout};
use crate::{Admission, Db, PeopleError, RecordError};

fn other_service() -> RolloutKey {
    rollout("09273", "waffenrecht")
}

fn live(rollout: RolloutKey, seen: i64) -> (RolloutKey, StatusEntry, i64) {
    (rollout, entry(Stage::Live, "2026-11-02"), seen)
}

async fn state(db: &Db, token: &str) -> LinkState {
    db.link(token, Purpose::Status, now()).await.unwrap().unwrap().state
}

fn is_state(result: &Result<(), ReportError>, state: LinkState) -> bool {
    matches!(result, Err(ReportError::Link(PeopleError::Link(found))) if *found == state)
}

#[tokio::test]
async fn what_comes_by_link_is_recorded_once_and_names_the_link() {
    on_each_engine(async |database| {
        let db = &database.db;
        let own = ars("09273");
        let who = enter(db, 1, contact(&[territory("09273", false, false)])).await;
        record(db, &kelheim(), &entry(Stage::Testing, "2026-10-01")).await;
        db.give_link(&who, Purpose::Status, Some(&own), "status", &actor(), now()).await.unwrap();
        let [link] = db.links(&who, now()).await.unwrap().try_into().unwrap();
        let entries = [live(kelheim(), 1), live(other_service(), 0)];
        let before = database.extent().await;
        db.report_by_link("status", &entries, now()).await.unwrap();

        let after = database.extent().await;
        assert_eq!((after.events, after.audit), (before.events + 2, before.audit + 3));
        assert_eq!(after.open_links, before.open_links - 1);
        let events: Vec<(String, String, String)> =
            database.rows("SELECT service, stage, actor FROM rollout_event ORDER BY id").await;
        let row = |service: &str| (service.to_owned(), "live".to_owned(), who.to_string());
        assert_eq!(events[1..], [row("fuehrerschein"), row("waffenrecht")]);
        for (actor, subject, detail) in &deeds(database, "status.set").await[1..] {
            assert_eq!((actor, &detail["link"]), (&who.to_string(), &Value::from(link.id)), "{subject}");
        }
        let detail = json!({ "link": link.id, "purpose": "status" });
        let deed = (who.to_string(), who.to_string(), detail);
        assert_eq!(deeds(database, "link.spend").await, [deed]);

        let again = [live(kelheim(), 2)];
        let refused = db.report_by_link("status", &again, now()).await;
        assert!(is_state(&refused, LinkState::Spent), "{refused:?}");
        assert_eq!(database.extent().await, after);
    })
    .await;
}

#[tokio::test]
async fn one_stale_version_leaves_everything_as_it_is_and_the_link_open() {
    on_each_engine(async |database| {
        let db = &database.db;
        let own = ars("09273");
        let who = enter(db, 1, contact(&[territory("09273", false, false)])).await;
        db.give_link(&who, Purpose::Status, Some(&own), "status", &actor(), now()).await.unwrap();
        record(db, &other_service(), &entry(Stage::Testing, "2026-10-01")).await;
        let before = database.extent().await;
        let entries = [live(kelheim(), 0), live(other_service(), 0)];
        let refused = db.report_by_link("status", &entries, now()).await;
        assert!(
            matches!(refused, Err(ReportError::Record(RecordError::Stale { current: 1 }))),
            "{refused:?}"
        );
        assert_eq!(database.extent().await, before);
        assert_eq!(state(db, "status").await, LinkState::Open);
        let entries = [live(kelheim(), 0), live(other_service(), 1)];
        db.report_by_link("status", &entries, now()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn it_opens_the_authority_that_it_names_and_no_other() {
    on_each_engine(async |database| {
        let db = &database.db;
        let own = ars("09273");
        let rights = contact(&[territory("09273", true, false), territory("09375", false, false)]);
        let who = enter(db, 1, rights).await;
        let elsewhere = ars("09274");
        let foreign = db.give_link(&who, Purpose::Status, Some(&elsewhere), "foreign", &actor(), now()).await;
        assert!(matches!(foreign, Err(PeopleError::NotAllowed)), "{foreign:?}");
        db.give_link(&who, Purpose::Status, Some(&own), "status", &actor(), now()).await.unwrap();
        let before = database.extent().await;
        for other in [rollout("092735218", "wohnsitzanmeldung"), rollout("09375", "fuehrerschein")] {
            let entries = [live(kelheim(), 0), live(other, 0)];
            let refused = db.report_by_link("status", &entries, now()).await;
            assert!(
                matches!(refused, Err(ReportError::Link(PeopleError::NotAllowed))),
                "{entries:?}: {refused:?}"
            );
        }
        let unknown = db.report_by_link("of nobody", &[live(kelheim(), 0)], now()).await;
        assert!(matches!(unknown, Err(ReportError::Link(PeopleError::NoSuchLink))), "{unknown:?}");
        let late = now() + Purpose::Status.lifetime() + TimeDelta::minutes(1);
        let expired = db.report_by_link("status", &[live(kelheim(), 0)], late).await;
        assert!(is_state(&expired, LinkState::Expired), "{expired:?}");
        assert_eq!(database.extent().await, before);
    })
    .await;
}

#[tokio::test]
async fn it_holds_while_its_holder_may_record_the_status() {
    on_each_engine(async |database| {
        let db = &database.db;
        let own = ars("09273");
        let kreis = || contact(&[territory("09273", false, false)]);
        let give = async |number, token: &str, rights: Rights| {
            let who = enter(db, number, rights).await;
            db.give_link(&who, Purpose::Status, Some(&own), token, &actor(), now()).await.unwrap();
            who
        };
        let moved = give(1, "moved", kreis()).await;
        db.set_rights(&moved, &contact(&[territory("09375", true, false)]), 1, &actor(), now())
            .await
            .unwrap();
        let demoted = give(2, "demoted", kreis()).await;
        db.set_rights(&demoted, &roles(&[Role::Viewer]), 1, &actor(), now()).await.unwrap();
        // A link from after the account was ended, as somebody might make who does not look.
        let out = enter(db, 3, kreis()).await;
        db.set_active(&out, false, &actor(), now()).await.unwrap();
        db.give_link(&out, Purpose::Status, Some(&own), "out", &actor(), now()).await.unwrap();
        let ended = give(4, "ended", kreis()).await;
        db.set_active(&ended, false, &actor(), now()).await.unwrap();
        let deleted = give(5, "deleted", kreis()).await;
        db.delete_person(&deleted, &actor(), now()).await.unwrap();

        let before = database.extent().await;
        // With the right the link is gone, for looking too.
        for token in ["moved", "demoted", "ended"] {
            assert_eq!(state(db, token).await, LinkState::Revoked, "{token}");
            let refused = db.report_by_link(token, &[live(kelheim(), 0)], now()).await;
            assert!(is_state(&refused, LinkState::Revoked), "{token}: {refused:?}");
        }
        let refused = db.report_by_link("out", &[live(kelheim(), 0)], now()).await;
        assert!(matches!(refused, Err(ReportError::Link(PeopleError::NotAllowed))), "{refused:?}");
        assert_eq!(state(db, "out").await, LinkState::Open);
        let refused = db.report_by_link("deleted", &[live(kelheim(), 0)], now()).await;
        assert!(matches!(refused, Err(ReportError::Link(PeopleError::NoSuchLink))), "{refused:?}");
        assert_eq!(database.extent().await, before);

        // A lead owes a reason, for which a link has no room.
        let lead = enter(db, 7, roles(&[Role::Lead])).await;
        let refused = db.give_link(&lead, Purpose::Status, Some(&own), "lead", &actor(), now()).await;
        assert!(matches!(refused, Err(PeopleError::NotAllowed)), "{refused:?}");
        // Who was invited confirms without a password.
        let invited = admit(db, 6, kreis(), Admission::Invitation("invitation")).await;
        db.give_link(&invited, Purpose::Status, Some(&own), "invited", &actor(), now()).await.unwrap();
        db.report_by_link("invited", &[live(kelheim(), 0)], now()).await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_confirm_at_once_one_succeeds() {
    on_each_engine(async |database| {
        let (db, other) = (&database.db, &database.other().await);
        let own = ars("09273");
        let who = enter(db, 1, contact(&[territory("09273", false, false)])).await;
        db.give_link(&who, Purpose::Status, Some(&own), "status", &actor(), now()).await.unwrap();
        // Even if nothing that they saw has changed in between.
        let (one, two) = ([live(kelheim(), 0)], [live(other_service(), 0)]);
        let (first, second) = tokio::join!(
            db.report_by_link("status", &one, now()),
            other.report_by_link("status", &two, now())
        );
        let lost = if first.is_ok() { second } else { first };
        assert!(is_state(&lost, LinkState::Spent), "{lost:?}");
        assert_eq!(database.extent().await.events, 1);
    })
    .await;
}
