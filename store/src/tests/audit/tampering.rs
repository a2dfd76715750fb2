//! What somebody does who has rights on the database, and how it is found.

use sqlx::AssertSqlSafe;

use super::super::database::{Engine, TestDatabase, on_each_engine};
use super::super::samples::{actor, day, now};
use super::{act_on, verified};
use crate::audit::verify::check;
use crate::db::on;
use crate::{AuditCheck, AuditFault, StoreError};

const DISARM_SQLITE: &str = "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete; \
    DROP TRIGGER audit_only_at_head; DROP TRIGGER audit_checkpoint_no_update; \
    DROP TRIGGER audit_checkpoint_no_delete; DROP TRIGGER audit_head_no_delete; \
    DROP TRIGGER audit_head_moves_on;";

const DISARM_POSTGRES: &str = "ALTER TABLE audit DISABLE TRIGGER USER; \
    ALTER TABLE audit_checkpoint DISABLE TRIGGER USER; ALTER TABLE audit_head DISABLE TRIGGER USER;";

/// What the check finds after somebody put the triggers out of action and did this; it is undone afterwards.
async fn found(database: &TestDatabase, tampering: &str) -> AuditCheck {
    let disarm = match database.engine {
        Engine::Sqlite => DISARM_SQLITE,
        Engine::Postgres => DISARM_POSTGRES,
    };
    let mut tx = database.db.write_aside().await.unwrap();
    let sql = AssertSqlSafe(format!("{disarm} {tampering}"));
    on!(&mut tx, |connection| sqlx::raw_sql(sql).execute(connection).await.map(|_| ())).expect(tampering);
    check(&mut tx).await.unwrap()
}

async fn expect(database: &TestDatabase, tampering: &str, fault: AuditFault) {
    assert_eq!(found(database, tampering).await, AuditCheck::Broken(fault), "{tampering}");
}

/// A row like another, with another number: all that can be copied is.
fn copy(from: i64, to: i64) -> String {
    format!(
        "INSERT INTO audit (id, recorded_at, actor, action, subject, detail, hash) \
         SELECT {to}, recorded_at, actor, action, subject, detail, hash FROM audit WHERE id = {from};"
    )
}

const DAYS: [&str; 6] = ["2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22"];

#[tokio::test]
async fn a_row_that_was_changed_is_named() {
    on_each_engine(async |database| {
        act_on(&database.db, &DAYS).await;
        for change in [
            "recorded_at = '2026-11-20T11:00:00.000001+00:00'",
            "actor = '0815'",
            "action = 'test.deeds'",
            "subject = '09375'",
            "detail = '{\"on\": \"2026-11-20\"}'",
            "hash = ''",
        ] {
            for row in [1, 4, 6] {
                let tampering = format!("UPDATE audit SET {change} WHERE id = {row}");
                expect(database, &tampering, AuditFault::Altered { row }).await;
            }
        }
        if database.engine == Engine::Sqlite {
            let no_moment = "UPDATE audit SET recorded_at = 'gestern' WHERE id = 4";
            expect(database, no_moment, AuditFault::Altered { row: 4 }).await;
        }
        // With a hash of its own, a row that was changed gives itself away by the next.
        let with_hash = "UPDATE audit SET hash = (SELECT hash FROM audit_head), actor = '0815' WHERE id = 4";
        expect(database, with_hash, AuditFault::Altered { row: 4 }).await;
        assert_eq!(verified(&database.db).await, 6, "what was tried was undone");
    })
    .await;
}

#[tokio::test]
async fn rows_that_are_missing_moved_or_slipped_in_are_named() {
    on_each_engine(async |database| {
        act_on(&database.db, &DAYS).await;
        expect(database, "DELETE FROM audit WHERE id = 3", AuditFault::Missing { row: 3 }).await;
        expect(database, "DELETE FROM audit WHERE id = 1", AuditFault::Missing { row: 1 }).await;
        expect(database, "DELETE FROM audit WHERE id > 4", AuditFault::CutOff { from: 5, to: 6 }).await;
        expect(database, "DELETE FROM audit", AuditFault::CutOff { from: 1, to: 6 }).await;
        let closed = "DELETE FROM audit WHERE id = 3; UPDATE audit SET id = -id WHERE id > 3; \
                      UPDATE audit SET id = -id - 1 WHERE id < 0; UPDATE audit_head SET last_id = 5";
        expect(database, closed, AuditFault::Altered { row: 3 }).await;
        let swapped = "UPDATE audit SET id = 99 WHERE id = 2; UPDATE audit SET id = 2 WHERE id = 5; \
                       UPDATE audit SET id = 5 WHERE id = 99";
        expect(database, swapped, AuditFault::Altered { row: 2 }).await;
        expect(database, &copy(6, 7), AuditFault::Head).await;
        expect(database, &copy(6, 0), AuditFault::Foreign { row: 0 }).await;
        let before = format!("{} UPDATE audit SET hash = '' WHERE id = 0", copy(6, 0));
        expect(database, &before, AuditFault::Foreign { row: 0 }).await;
    })
    .await;
}

#[tokio::test]
async fn a_head_that_was_replaced_is_found() {
    on_each_engine(async |database| {
        act_on(&database.db, &DAYS).await;
        for head in [
            "UPDATE audit_head SET hash = (SELECT hash FROM audit WHERE id = 5)",
            "UPDATE audit_head SET last_id = 5, hash = (SELECT hash FROM audit WHERE id = 5)",
            "DELETE FROM audit_head",
        ] {
            expect(database, head, AuditFault::Head).await;
        }
        let ahead = "UPDATE audit_head SET last_id = 8";
        expect(database, ahead, AuditFault::CutOff { from: 7, to: 8 }).await;
    })
    .await;
}

#[tokio::test]
async fn rows_that_were_dropped_by_hand_are_found() {
    on_each_engine(async |database| {
        act_on(&database.db, &DAYS).await;
        let forged = |row: i64| {
            format!(
                "INSERT INTO audit_checkpoint (last_id, hash, dropped, made_at) \
                 SELECT id, hash, 4, recorded_at FROM audit WHERE id = {row};"
            )
        };
        let unannounced = format!("{} DELETE FROM audit WHERE id <= 4", forged(4));
        expect(database, &unannounced, AuditFault::Checkpoint).await;
        expect(database, &forged(4), AuditFault::Foreign { row: 1 }).await;
        expect(database, "DELETE FROM audit_checkpoint", AuditFault::Checkpoint).await;
        let zeros = "0".repeat(64);
        let as_if_new = format!(
            "INSERT INTO audit_checkpoint (last_id, hash, dropped, made_at) \
             SELECT h.last_id, '{zeros}', 0, c.made_at FROM audit_head h, audit_checkpoint c; \
             DELETE FROM audit; UPDATE audit_head SET hash = '{zeros}'"
        );
        expect(database, &as_if_new, AuditFault::Checkpoint).await;
        let moved = "UPDATE audit_checkpoint SET last_id = 3; DELETE FROM audit WHERE id <= 3";
        expect(database, moved, AuditFault::Altered { row: 4 }).await;

        database.db.drop_audit_before(day("2026-11-19"), &actor(), now()).await.unwrap();
        assert_eq!(verified(&database.db).await, 5);
        let unannounced = format!("{} DELETE FROM audit WHERE id <= 4", forged(4));
        expect(database, &unannounced, AuditFault::Checkpoint).await;
        expect(database, &copy(6, 1), AuditFault::Foreign { row: 1 }).await;
    })
    .await;
}

/// Through the handle, and for good: nobody can go on writing past a head that is gone.
#[tokio::test]
async fn what_is_broken_stays_broken() {
    on_each_engine(async |database| {
        act_on(&database.db, &DAYS).await;
        let disarm = if database.engine == Engine::Sqlite { DISARM_SQLITE } else { DISARM_POSTGRES };
        database.execute(disarm).await.unwrap();
        database.execute("UPDATE audit SET actor = '0815' WHERE id = 4").await.unwrap();
        act_on(&database.db, &["2026-11-23"]).await;
        let broken = AuditCheck::Broken(AuditFault::Altered { row: 4 });
        assert_eq!(database.db.verify_audit().await.unwrap(), broken);
        database.execute("DELETE FROM audit_head").await.unwrap();
        let refused = database.db.drop_audit_before(day("2026-11-20"), &actor(), now()).await;
        assert!(matches!(refused, Err(StoreError::Database(_))), "{refused:?}");
        assert_eq!(database.extent().await.audit, 7);
    })
    .await;
}
