//! Databases to test with: an empty one for each test, on each engine.

use std::fmt;
use std::io::Write as _;
use std::sync::Once;

use sqlx::postgres::{PgConnection, PgRow};
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Connection as _, FromRow};
use tempfile::TempDir;

use crate::Db;
use crate::db::on;

/// A PostgreSQL on which the tests may create databases. `cargo xtask test` starts one and sets this.
const POSTGRES: &str = "LAGEBILD_TEST_POSTGRES";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        })
    }
}

/// Where a database can be opened that nobody has opened yet.
pub(crate) struct Place {
    pub(crate) engine: Engine,
    pub(crate) url: String,
    made: Made,
}

enum Made {
    Folder(TempDir),
    Database { name: String, cluster: String },
}

impl Place {
    fn sqlite() -> Self {
        let folder = TempDir::new().unwrap();
        let url = format!("sqlite:{}", folder.path().join("lagebild.db").display());
        Self { engine: Engine::Sqlite, url, made: Made::Folder(folder) }
    }

    async fn postgres(cluster: String) -> Self {
        let mut connection = PgConnection::connect(&cluster).await.unwrap();
        let unique = "SELECT 'lagebild_test_' || replace(gen_random_uuid()::text, '-', '')";
        let name: String = sqlx::query_scalar(unique).fetch_one(&mut connection).await.unwrap();
        let create = AssertSqlSafe(format!("CREATE DATABASE {name}"));
        sqlx::raw_sql(create).execute(&mut connection).await.unwrap();
        let mut url = url::Url::parse(&cluster).unwrap();
        url.set_path(&name);
        Self { engine: Engine::Postgres, url: url.into(), made: Made::Database { name, cluster } }
    }

    /// Removes it. A test that fails leaves its database in the cluster, to be looked at.
    async fn remove(self) {
        match self.made {
            Made::Folder(folder) => folder.close().unwrap(),
            Made::Database { name, cluster } => {
                let mut connection = PgConnection::connect(&cluster).await.unwrap();
                let drop = AssertSqlSafe(format!("DROP DATABASE {name} WITH (FORCE)"));
                sqlx::raw_sql(drop).execute(&mut connection).await.unwrap();
            }
        }
    }
}

/// Runs a test on each engine, each time with a place of its own.
pub(crate) async fn on_each_place(test: impl AsyncFn(&Place)) {
    let mut places = vec![Place::sqlite()];
    if let Ok(cluster) = std::env::var(POSTGRES) {
        places.push(Place::postgres(cluster).await);
    } else {
        static SAID: Once = Once::new();
        // Written past the harness, which shows what a test prints only when it fails.
        SAID.call_once(|| {
            writeln!(std::io::stderr(), "{POSTGRES} is not set: the store is tested on SQLite only").unwrap();
        });
    }
    for place in places {
        eprintln!("on {}", place.engine);
        test(&place).await;
        place.remove().await;
    }
}

/// Runs a test on each engine, each time with a new database.
pub(crate) async fn on_each_engine(test: impl AsyncFn(&TestDatabase)) {
    on_each_place(async |place| {
        let database = TestDatabase::at(place).await;
        test(&database).await;
        database.db.close().await;
    })
    .await;
}

/// A database of the test's own.
pub(crate) struct TestDatabase {
    pub(crate) engine: Engine,
    pub(crate) url: String,
    pub(crate) db: Db,
}

impl TestDatabase {
    pub(crate) async fn at(place: &Place) -> Self {
        let db = Db::open(&place.url).await.unwrap();
        Self { engine: place.engine, url: place.url.clone(), db }
    }

    /// Another handle on the same data, as another process would have it.
    pub(crate) async fn other(&self) -> Db {
        Db::open(&self.url).await.unwrap()
    }

    /// Runs any statement, as somebody might who goes round the store.
    pub(crate) async fn execute(&self, sql: &str) -> Result<(), sqlx::Error> {
        let mut tx = self.db.write().await.unwrap();
        let sql = AssertSqlSafe(sql.to_owned());
        on!(&mut tx, |connection| sqlx::raw_sql(sql).execute(connection).await.map(|_| ()))?;
        tx.commit().await.unwrap();
        Ok(())
    }

    /// The rows of a query.
    pub(crate) async fn rows<T>(&self, sql: &'static str) -> Vec<T>
    where
        T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        let mut tx = self.db.read().await.unwrap();
        on!(&mut tx, |connection| sqlx::query_as(sql).fetch_all(connection).await).unwrap()
    }

    /// How much there is of everything that a write may change: two that are equal mean that nothing was
    /// written in between.
    pub(crate) async fn extent(&self) -> Extent {
        let [extent] = self
            .rows(
                "SELECT (SELECT version FROM data_version) AS data_version, \
                 (SELECT count(*) FROM rollout_event) AS events, \
                 (SELECT count(*) FROM retraction) AS retractions, \
                 (SELECT count(*) FROM audit) AS audit, \
                 (SELECT CAST(coalesce(sum(version), 0) AS BIGINT) FROM rollout) AS versions, \
                 (SELECT count(*) FROM actor) AS actors, \
                 (SELECT count(*) FROM person) AS people, \
                 (SELECT CAST(coalesce(sum(version), 0) AS BIGINT) FROM person) AS people_versions, \
                 (SELECT count(*) FROM person WHERE password_hash IS NOT NULL OR oidc_subject IS NOT NULL) AS entered, \
                 (SELECT count(*) FROM person WHERE deactivated_at IS NOT NULL) AS deactivated, \
                 (SELECT count(*) FROM person_role) AS roles, \
                 (SELECT count(*) FROM territory) AS territories, \
                 (SELECT count(*) FROM session) AS sessions, \
                 (SELECT count(*) FROM session WHERE renew) AS renewals, \
                 (SELECT count(*) FROM device) AS devices, \
                 (SELECT count(*) FROM link) AS links, \
                 (SELECT count(*) FROM link WHERE spent_at IS NULL AND revoked_at IS NULL) AS open_links, \
                 (SELECT count(*) FROM setting) AS settings, \
                 (SELECT count(*) FROM edition) AS editions, \
                 (SELECT count(*) FROM body) AS bodies",
            )
            .await
            .try_into()
            .unwrap();
        extent
    }
}

#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub(crate) struct Extent {
    pub(crate) data_version: i64,
    pub(crate) events: i64,
    pub(crate) retractions: i64,
    pub(crate) audit: i64,
    pub(crate) versions: i64,
    pub(crate) actors: i64,
    pub(crate) people: i64,
    pub(crate) people_versions: i64,
    pub(crate) entered: i64,
    pub(crate) deactivated: i64,
    pub(crate) roles: i64,
    pub(crate) territories: i64,
    pub(crate) sessions: i64,
    pub(crate) renewals: i64,
    pub(crate) devices: i64,
    pub(crate) links: i64,
    pub(crate) open_links: i64,
    pub(crate) settings: i64,
    pub(crate) editions: i64,
    pub(crate) bodies: i64,
}
