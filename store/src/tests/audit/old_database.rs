//! A database from before there was a chain.

use std::path::{Path, PathBuf};

use sqlx::migrate::Migrator;
use sqlx::postgres::PgConnection;
use sqlx::{Connection as _, SqliteConnection};

use super::super::database::{Engine, Place, TestDatabase, on_each_place};
use super::super::samples::{actor, day, now};
use super::act_on;
use crate::{AuditCheck, AuditFault};

/// A folder with the migrations of before.
fn migrations_before(engine: Engine, to: &Path) -> PathBuf {
    let folder = match engine {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    };
    for file in ["0001_foundations.sql", "0002_rollouts.sql", "0003_bavaria.sql"] {
        let from = format!("{}/../migrations/{folder}/{file}", env!("CARGO_MANIFEST_DIR"));
        std::fs::copy(from, to.join(file)).unwrap();
    }
    to.to_owned()
}

/// Three rows of an old version; in PostgreSQL a fourth that was given up left a gap.
const ROWS: &str = "INSERT INTO audit (recorded_at, actor, action, subject, detail) VALUES \
    ('2025-03-01T11:00:00+00:00', '7f3a', 'test.deed', '09273', '{}'), \
    ('2025-03-02T11:00:00+00:00', '7f3a', 'test.deed', '09273', '{}'), \
    ('2025-03-20T11:00:00+00:00', '7f3a', 'test.deed', '09273', '{}');";

async fn make_old_database(place: &Place) {
    let folder = tempfile::tempdir().unwrap();
    let migrator = Migrator::new(migrations_before(place.engine, folder.path())).await.unwrap();
    match place.engine {
        Engine::Sqlite => {
            let mut connection = SqliteConnection::connect(&format!("{}?mode=rwc", place.url)).await.unwrap();
            migrator.run(&mut connection).await.unwrap();
            sqlx::raw_sql(ROWS).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        }
        Engine::Postgres => {
            let mut connection = PgConnection::connect(&place.url).await.unwrap();
            migrator.run(&mut connection).await.unwrap();
            sqlx::raw_sql("SELECT nextval(pg_get_serial_sequence('audit', 'id'));")
                .execute(&mut connection)
                .await
                .unwrap();
            sqlx::raw_sql(ROWS).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        }
    }
}

#[tokio::test]
async fn it_is_brought_up_to_date_and_its_chain_begins_after_its_rows() {
    on_each_place(async |place| {
        make_old_database(place).await;
        let database = TestDatabase::at(place).await;
        let zeros = "0".repeat(64);
        let holds = AuditCheck::Holds { rows: 3, unchained: 3, head: zeros };
        assert_eq!(database.db.verify_audit().await.unwrap(), holds);

        act_on(&database.db, &["2026-11-20", "2026-11-22"]).await;
        let check = database.db.verify_audit().await.unwrap();
        assert!(matches!(check, AuditCheck::Holds { rows: 5, unchained: 3, .. }), "{check:?}");

        // Part of the old rows, then the rest and one of the new.
        let drop = async |before| database.db.drop_audit_before(day(before), &actor(), now()).await.unwrap();
        assert_eq!(drop("2025-03-10").await, 2);
        let check = database.db.verify_audit().await.unwrap();
        assert!(matches!(check, AuditCheck::Holds { rows: 4, unchained: 1, .. }), "{check:?}");
        assert_eq!(drop("2026-11-21").await, 2);
        let check = database.db.verify_audit().await.unwrap();
        assert!(matches!(check, AuditCheck::Holds { rows: 3, unchained: 0, .. }), "{check:?}");
        database.db.close().await;
    })
    .await;
}

#[tokio::test]
async fn what_follows_the_old_rows_is_kept_by_the_chain() {
    on_each_place(async |place| {
        make_old_database(place).await;
        let database = TestDatabase::at(place).await;
        act_on(&database.db, &["2026-11-20", "2026-11-22"]).await;
        let [(first,)]: [(i64,); 1] =
            database.rows("SELECT min(id) FROM audit WHERE hash <> ''").await.try_into().unwrap();
        let refused = database.execute(&format!("DELETE FROM audit WHERE id = {first}")).await;
        assert!(refused.is_err());
        let disarm = match place.engine {
            Engine::Sqlite => "DROP TRIGGER audit_no_delete",
            Engine::Postgres => "ALTER TABLE audit DISABLE TRIGGER USER",
        };
        database.execute(disarm).await.unwrap();
        database.execute(&format!("DELETE FROM audit WHERE id = {first}")).await.unwrap();
        let broken = AuditCheck::Broken(AuditFault::Missing { row: first });
        assert_eq!(database.db.verify_audit().await.unwrap(), broken);
        database.db.close().await;
    })
    .await;
}
