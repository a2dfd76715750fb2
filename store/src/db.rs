//! The handle to the database, and transactions on either engine.

use std::str::FromStr;
use std::time::{Duration, Instant};

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{Postgres, Sqlite, Transaction};

use crate::error::StoreError;

static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("../migrations/sqlite");
static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("../migrations/postgres");

/// A database with the current schema. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Db {
    pool: Pool,
}

#[derive(Clone, Debug)]
enum Pool {
    // SQLite allows one writer at a time: with a pool of one, waiting for the turn happens in the pool and
    // not in the file's lock, where it would end in "database is locked".
    Sqlite { readers: SqlitePool, writer: SqlitePool },
    Postgres(PgPool),
}

/// A transaction on whichever engine it is. Dropped without [`Tx::commit`] it leaves nothing behind.
pub(crate) enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// Compiles one statement for both engines: `on!(tx, |connection| sqlx::query(SQL).execute(connection).await)`.
macro_rules! on {
    ($tx:expr, |$connection:ident| $body:expr) => {
        match $tx {
            $crate::db::Tx::Sqlite(tx) => {
                let $connection = &mut **tx;
                $body
            }
            $crate::db::Tx::Postgres(tx) => {
                let $connection = &mut **tx;
                $body
            }
        }
    };
}
pub(crate) use on;

/// Names the SQL texts of a module and lists them, so that a test can prepare each on both engines.
macro_rules! statements {
    ($($name:ident = $sql:literal;)*) => {
        $(const $name: &str = $sql;)*
        #[cfg(test)]
        pub(crate) const STATEMENTS: &[&str] = &[$($name),*];
    };
}
pub(crate) use statements;

statements! {
    RAISE_VERSION = "UPDATE data_version SET version = version + 1 WHERE id = 1";
}

/// How long to wait for another writer of the same SQLite file.
const PATIENCE: Duration = Duration::from_secs(30);

impl Db {
    /// Opens the database of a URL (`sqlite:FILE` or `postgres://…`), creates a missing SQLite file, and brings
    /// the schema up to date.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let pool = if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url).map_err(|_| StoreError::Url)?;
            // Without a file every connection would have a database of its own.
            if options.get_filename().as_os_str().is_empty() {
                return Err(StoreError::Url);
            }
            let options = options
                .create_if_missing(true)
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                // Or INSERT OR REPLACE would delete a row past the triggers that forbid it.
                .pragma("recursive_triggers", "ON")
                .busy_timeout(PATIENCE);
            let writer = connect_writer(&options).await?;
            // Of two that open an empty file at once, the second waits here and finds nothing left to do.
            let mut turn = writer.begin_with("BEGIN IMMEDIATE").await?;
            // `run` demands what no connection of a transaction can promise to a spawned task; this is its inside.
            SQLITE_MIGRATIONS.run_direct(None, &mut *turn, false).await?;
            turn.commit().await?;
            let readers = SqlitePoolOptions::new().max_connections(4).connect_with(options).await?;
            Pool::Sqlite { readers, writer }
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url).map_err(|_| StoreError::Url)?;
            let pool = PgPoolOptions::new()
                .max_connections(8)
                .acquire_timeout(Duration::from_secs(10))
                .connect_with(options)
                .await?;
            POSTGRES_MIGRATIONS.run(&pool).await?;
            Pool::Postgres(pool)
        } else {
            return Err(StoreError::Url);
        };
        let db = Self { pool };
        db.seed_register().await?;
        db.seed_vendors().await?;
        Ok(db)
    }

    /// Finishes what is under way and closes all connections.
    pub async fn close(&self) {
        match &self.pool {
            Pool::Sqlite { readers, writer } => {
                readers.close().await;
                writer.close().await;
            }
            Pool::Postgres(pool) => pool.close().await,
        }
    }

    /// A consistent view of the data for several reads.
    pub(crate) async fn read(&self) -> Result<Tx, StoreError> {
        Ok(match &self.pool {
            Pool::Sqlite { readers, .. } => Tx::Sqlite(readers.begin().await?),
            Pool::Postgres(pool) => {
                begin_on_postgres(pool, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?
            }
        })
    }

    /// Starts a write of what the figures are made from: takes the turn by raising `data_version`, whose row
    /// stays locked until the end.
    pub(crate) async fn write(&self) -> Result<Tx, StoreError> {
        let mut tx = self.write_aside().await?;
        on!(&mut tx, |connection| sqlx::query(RAISE_VERSION).execute(connection).await.map(|_| ()))?;
        Ok(tx)
    }

    /// Starts a write of what no figure depends on, such as a sign-in: nothing that was computed becomes stale.
    pub(crate) async fn write_aside(&self) -> Result<Tx, StoreError> {
        Ok(match &self.pool {
            Pool::Sqlite { writer, .. } => Tx::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Pool::Postgres(pool) => begin_on_postgres(pool, "BEGIN").await?,
        })
    }
}

impl Tx {
    /// Makes everything lasting.
    pub(crate) async fn commit(self) -> Result<(), StoreError> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

/// Begins in a task of its own, which also ends what it began when nobody waits for it any more.
///
/// Given up on in the middle (a browser that hangs up), sqlx 0.9.0 would hand the connection to the next user
/// with the transaction open: <https://github.com/launchbadge/sqlx/issues/4393>.
async fn begin_on_postgres(pool: &PgPool, statement: &'static str) -> Result<Tx, sqlx::Error> {
    let pool = pool.clone();
    let begun = tokio::spawn(async move { pool.begin_with(statement).await });
    Ok(Tx::Postgres(begun.await.map_err(|_| sqlx::Error::WorkerCrashed)??))
}

/// Switching a new file to WAL is the one thing with which SQLite does not wait for its turn: of two that open
/// it at once, one is told that it is busy, and asks again.
async fn connect_writer(options: &SqliteConnectOptions) -> Result<SqlitePool, sqlx::Error> {
    const BUSY: &str = "5";
    let start = Instant::now();
    loop {
        let connected = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await;
        match connected {
            Err(sqlx::Error::Database(error))
                if error.code().as_deref() == Some(BUSY) && start.elapsed() < PATIENCE =>
            {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            connected => return connected,
        }
    }
}
