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
