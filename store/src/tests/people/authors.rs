//! Whoever records must have the right to at the moment of the write, whatever a page has let through.

use domain::people::{PersonId, Role};
use domain::rollout::RolloutKey;
use domain::stage::Stage;

use super::{admit, contact, enter, id, roles, territory};
use crate::tests::database::{TestDatabase, on_each_engine};
use crate::tests::samples::{actor, entry, kelheim, now, record, rollout};
use crate::{Admission, RecordError};

/// A Verwaltungsgemeinschaft in the Landkreis Kelheim.
const MEMBER: &str = "092735218";

/// The Landkreis Kelheim, a member of it, and the Landkreis Regensburg.
fn places() -> [RolloutKey; 3] {
    [kelheim(), rollout(MEMBER, "wohnsitzanmeldung"), rollout("09375", "fuehrerschein")]
}

/// Whether somebody records a status and takes one back, or is refused both and leaves nothing behind.
async fn can_record(database: &TestDatabase, who: &PersonId, rollout: &RolloutKey) -> bool {
    let wrong = record(&database.db, rollout, &entry(Stage::Testing, "2026-10-01")).await.event;
    let before = database.extent().await;
    let live = entry(Stage::Live, "2026-11-02");
    let recorded = database.db.record_status(rollout, &live, None, who, now()).await;
    let retracted = database.db.retract(wrong, "verwechselt", None, who, now()).await;
    let after = database.extent().await;
    match (recorded, retracted) {
        (Ok(_), Ok(_)) => {
            assert_eq!((after.events, after.retractions), (before.events + 1, before.retractions + 1));
            assert_eq!(after.audit, before.audit + 2);
            true
        }
        (Err(RecordError::NotAllowed), Err(RecordError::NotAllowed)) => {
            assert_eq!(after, before);
            false
        }
        mixed => panic!("{mixed:?}"),
    }
}

#[tokio::test]
async fn each_writes_for_its_own_territory_alone() {
    on_each_engine(async |database| {
        let kreis = |with_members| contact(&[territory("09273", with_members, true)]);
        let without_the_role = |role| domain::people::Rights { roles: [role].into(), ..kreis(true) };
        let both = [territory("09375", false, false), territory(MEMBER, false, false)];
        for (number, (rights, expected)) in (1..).zip([
            (kreis(false), [true, false, false]),
            (kreis(true), [true, true, false]),
            (contact(&[territory(MEMBER, true, true)]), [false, true, false]),
            (contact(&both), [false, true, true]),
            (contact(&[]), [false; 3]),
            (roles(&[Role::Lead]), [true; 3]),
            (without_the_role(Role::Lead), [true; 3]),
            (without_the_role(Role::Viewer), [false; 3]),
            (without_the_role(Role::Facilitator), [false; 3]),
            (without_the_role(Role::Admin), [false; 3]),
            (roles(&[Role::Viewer, Role::Facilitator, Role::Admin]), [false; 3]),
            (roles(&[]), [false; 3]),
        ]) {
            let who = enter(&database.db, number, rights.clone()).await;
            for (place, expected) in places().iter().zip(expected) {
                let found = can_record(database, &who, place).await;
                assert_eq!(found, expected, "{rights:?} for {}", place.authority);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn who_cannot_sign_in_writes_nothing() {
    on_each_engine(async |database| {
        let db = &database.db;
        for (number, rights) in
            [(10, roles(&[Role::Lead])), (20, contact(&[territory("09273", true, false)]))]
        {
            let deactivated = enter(db, number, rights.clone()).await;
            assert!(can_record(database, &deactivated, &kelheim()).await);
            db.set_active(&deactivated, false, &actor(), now()).await.unwrap();
            let token = format!("invitation {number}");
            let invited = admit(db, number + 1, rights.clone(), Admission::Invitation(&token)).await;
            let deleted = enter(db, number + 2, rights).await;
            db.delete_person(&deleted, &actor(), now()).await.unwrap();
            let unknown = id(number + 3);
            for who in [&deactivated, &invited, &deleted, &unknown] {
                assert!(!can_record(database, who, &kelheim()).await, "{who}");
            }
            db.set_active(&deactivated, true, &actor(), now()).await.unwrap();
            assert!(can_record(database, &deactivated, &kelheim()).await);
        }
    })
    .await;
}

#[tokio::test]
async fn an_entry_and_its_audit_row_carry_the_id_of_the_person() {
    on_each_engine(async |database| {
        let who = enter(&database.db, 1, contact(&[territory("09273", false, false)])).await;
        assert!(can_record(database, &who, &kelheim()).await);
        let own = "SELECT e.actor, r.actor FROM rollout_event e, retraction r WHERE e.id <> r.event";
        let [written]: [(String, String); 1] = database.rows(own).await.try_into().unwrap();
        assert_eq!(written, (who.to_string(), who.to_string()));
        for action in ["status.set", "status.retract"] {
            let last = super::deeds(database, action).await.pop().unwrap();
            assert_eq!((last.0, last.1), (who.to_string(), "09273/fuehrerschein".to_owned()));
        }
    })
    .await;
}

/// Somebody takes the right away and has not finished; meanwhile the write begins, and waits.
#[tokio::test]
async fn the_right_is_read_in_the_transaction_of_the_write() {
    on_each_engine(async |database| {
        let who = enter(&database.db, 1, roles(&[Role::Lead])).await;
        let wrong = record(&database.db, &kelheim(), &entry(Stage::Testing, "2026-10-01")).await.event;
        let before = database.extent().await;
        let mut taking = database.db.write().await.unwrap();
        let sql = "DELETE FROM person_role";
        crate::db::on!(&mut taking, |connection| sqlx::raw_sql(sql).execute(connection).await.map(|_| ()))
            .unwrap();
        let live = entry(Stage::Live, "2026-11-02");
        let rollout = kelheim();
        let (recorded, retracted, ()) = tokio::join!(
            database.db.record_status(&rollout, &live, None, &who, now()),
            database.db.retract(wrong, "verwechselt", None, &who, now()),
            async {
                // Time enough to read the right too early.
                for _ in 0..20 {
                    assert_eq!(database.extent().await, before);
                }
                taking.commit().await.unwrap();
            }
        );
        assert!(matches!(recorded, Err(RecordError::NotAllowed)), "{recorded:?}");
        assert!(matches!(retracted, Err(RecordError::NotAllowed)), "{retracted:?}");
        let after = database.extent().await;
        assert_eq!((after.events, after.retractions, after.audit), (before.events, 0, before.audit));
    })
    .await;
}
