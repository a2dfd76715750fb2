//! What was recorded cannot be changed, not even by somebody who goes round the store.

use domain::stage::Stage;

use super::database::{Engine, on_each_engine};
use super::samples::{actor, entry, kelheim, now, record};

#[tokio::test]
async fn the_database_refuses_to_change_what_was_recorded() {
    on_each_engine(async |database| {
        let event = record(&database.db, &kelheim(), &entry(Stage::Live, "2026-11-02")).await.event;
        database.db.retract(event, "falsch", None, &actor(), now()).await.unwrap();
        let before = database.extent().await;
        for table in ["rollout_event", "retraction", "audit"] {
            let mut attempts = vec![
                format!("UPDATE {table} SET recorded_at = recorded_at"),
                format!("UPDATE {table} SET actor = '0815' WHERE id = 1"),
                format!("DELETE FROM {table}"),
                format!("DELETE FROM {table} WHERE id = 1"),
            ];
            attempts.push(match database.engine {
                Engine::Postgres => format!("TRUNCATE {table} CASCADE"),
                Engine::Sqlite => format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table}"),
            });
            for attempt in attempts {
                let refused = database.execute(&attempt).await.expect_err(&attempt).to_string();
                assert!(refused.contains(&format!("{table} is append-only")), "{attempt}: {refused}");
            }
        }
        assert_eq!(database.extent().await, before);
    })
    .await;
}

#[tokio::test]
async fn the_database_refuses_to_bend_the_chain() {
    on_each_engine(async |database| {
        record(&database.db, &kelheim(), &entry(Stage::Testing, "2026-10-01")).await;
        record(&database.db, &kelheim(), &entry(Stage::Live, "2026-11-02")).await;
        let mut attempts = vec![
            "UPDATE audit_head SET last_id = last_id - 1",
            "UPDATE audit_head SET last_id = last_id + 2",
            "UPDATE audit_head SET hash = ''",
            "UPDATE audit_head SET hash = (SELECT hash FROM audit WHERE id = 1)",
            "UPDATE audit_head SET last_id = 1, hash = (SELECT hash FROM audit WHERE id = 1)",
            "DELETE FROM audit_head",
            "INSERT INTO audit_head (id, last_id, hash) VALUES (2, 7, '')",
            "UPDATE audit_checkpoint SET last_id = 2",
            "DELETE FROM audit_checkpoint",
            "INSERT INTO audit (id, recorded_at, actor, action, subject, detail, hash) \
             SELECT 3, recorded_at, actor, action, subject, detail, hash FROM audit WHERE id = 2",
            "INSERT INTO audit (id, recorded_at, actor, action, subject, detail, hash) \
             SELECT 0, recorded_at, actor, action, subject, detail, '' FROM audit WHERE id = 2",
        ];
        attempts.extend(match database.engine {
            Engine::Postgres => ["TRUNCATE audit_head", "TRUNCATE audit_checkpoint"],
            Engine::Sqlite => [
                "INSERT OR REPLACE INTO audit_head SELECT id, 1, hash FROM audit_head",
                "INSERT OR REPLACE INTO audit_checkpoint SELECT id, 2, hash, dropped, made_at FROM audit_checkpoint",
            ],
        });
        for attempt in attempts {
            let refused = database.execute(attempt).await.expect_err(attempt).to_string();
            let reasons = ["is append-only", "only moves on", "CHECK constraint", "check constraint"];
            assert!(reasons.iter().any(|reason| refused.contains(reason)), "{attempt}: {refused}");
        }
    })
    .await;
}
