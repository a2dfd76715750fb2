//! Opening: what a URL may say, many at once, and databases that are not there.

use std::net::TcpListener;
use std::pin::pin;
use std::time::{Duration, Instant};

use sqlx::{Connection as _, SqliteConnection};
use tempfile::TempDir;
use tokio::task::JoinSet;

use super::database::{TestDatabase, on_each_engine, on_each_place};
use crate::{Db, StoreError};

#[tokio::test(flavor = "multi_thread")]
async fn many_that_open_an_empty_database_at_once_fill_it_once() {
    on_each_place(async |place| {
        let mut opening = JoinSet::new();
        for _ in 0..8 {
            let url = place.url.clone();
            opening.spawn(async move { Db::open(&url).await });
        }
        for opened in opening.join_all().await {
            opened.unwrap().close().await;
        }
        let database = TestDatabase::at(place).await;
        assert_eq!((database.extent().await.editions, database.extent().await.bodies), (1, 2_446));
    })
    .await;
}

/// The moment in which another process switches the new file to WAL, made long enough to be met.
#[tokio::test]
async fn a_new_file_that_somebody_holds_is_waited_for() {
    let folder = TempDir::new().unwrap();
    let url = format!("sqlite:{}", folder.path().join("lagebild.db").display());
    let mut holder = SqliteConnection::connect(&format!("{url}?mode=rwc")).await.unwrap();
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut holder).await.unwrap();
    let mut opening = pin!(Db::open(&url));
    let early = tokio::time::timeout(Duration::from_millis(200), &mut opening).await;
    assert!(early.is_err(), "it did not wait: {early:?}");
    sqlx::raw_sql("COMMIT").execute(&mut holder).await.unwrap();
    opening.await.unwrap().close().await;
}

#[tokio::test]
async fn opening_again_changes_nothing() {
    on_each_engine(async |database| {
        let before = database.extent().await;
        database.other().await.close().await;
        assert_eq!(database.extent().await, before);
    })
    .await;
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_not_touched() {
    on_each_engine(async |database| {
        let newest = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                      SELECT 9999, 'newer', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1";
        database.execute(newest).await.unwrap();
        let refused = Db::open(&database.url).await;
        assert!(matches!(refused, Err(StoreError::Migration(_))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn what_is_no_database_url_is_told_so() {
    for url in [
        "",
        "lagebild.db",
        "/var/lib/lagebild.db",
        "file:lagebild.db",
        "mysql://localhost/lagebild",
        "postgres",
        "postgres//localhost",
        "postgres://[",
        "postgres://localhost:99999/lagebild",
        "postgres://localhost/lagebild?sslmode=vielleicht",
        "sqlite",
        "sqlite:",
        "sqlite://",
        "sqlite:?mode=memory",
        "sqlite:lagebild.db?mode=vielleicht",
        "sqlite:lagebild.db?farbe=blau",
    ] {
        let refused = Db::open(url).await;
        assert!(matches!(refused, Err(StoreError::Url)), "{url}: {refused:?}");
    }
}

#[tokio::test]
async fn a_path_that_holds_no_database_is_an_error() {
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("brief.pdf"), "%PDF-1.7 is no database, however long it may be").unwrap();
    for url in [
        format!("sqlite:{}", folder.path().display()),
        format!("sqlite:{}", path("missing/lagebild.db")),
        format!("sqlite:{}?mode=ro", path("new.db")),
        format!("sqlite:{}", path("brief.pdf")),
    ] {
        let refused = Db::open(&url).await;
        assert!(matches!(refused, Err(StoreError::Database(_))), "{url}: {refused:?}");
    }
    let text = std::fs::read_to_string(path("brief.pdf")).unwrap();
    assert!(text.starts_with("%PDF"), "the file that is no database is left as it was");
}

#[tokio::test]
async fn a_postgres_that_does_not_answer_is_given_up_on() {
    // Nobody listens on a port that was free a moment ago; nobody answers on one that accepts and stays mute.
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mute = TcpListener::bind("127.0.0.1:0").unwrap();
    let start = Instant::now();
    let [no_listener, no_answer] = [free, mute.local_addr().unwrap()]
        .map(|address| async move { Db::open(&format!("postgres://somebody@{address}/lagebild")).await });
    let (no_listener, no_answer) = tokio::join!(no_listener, no_answer);
    assert!(matches!(no_listener, Err(StoreError::Database(_))), "{no_listener:?}");
    assert!(matches!(no_answer, Err(StoreError::Database(_))), "{no_answer:?}");
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}
