//! Every SQL text of the store is one that both engines understand.

use sqlx::{Executor as _, SqlStr};

use super::database::on_each_engine;
use crate::db::on;
use crate::{accounts, audit, catalogue, db, demo, links, people, read_model, registers, rollouts, sessions};

const MODULES: [(&str, &[&str]); 11] = [
    ("accounts", accounts::STATEMENTS),
    ("audit", audit::STATEMENTS),
    ("catalogue", catalogue::STATEMENTS),
    ("db", db::STATEMENTS),
    ("demo", demo::STATEMENTS),
    ("links", links::STATEMENTS),
    ("people", people::STATEMENTS),
    ("read_model", read_model::STATEMENTS),
    ("registers", registers::STATEMENTS),
    ("rollouts", rollouts::STATEMENTS),
    ("sessions", sessions::STATEMENTS),
];

#[tokio::test]
async fn every_statement_can_be_prepared() {
    on_each_engine(async |database| {
        for (module, statements) in MODULES {
            for statement in statements {
                // A transaction each: PostgreSQL refuses everything after the first error in one.
                let mut tx = database.db.read().await.unwrap();
                let sql = SqlStr::from_static(statement);
                let prepared = on!(&mut tx, |connection| connection.prepare(sql).await.map(|_| ()));
                assert!(prepared.is_ok(), "{module}, {}: {prepared:?}: {statement}", database.engine);
            }
        }
    })
    .await;
}

/// Without this a new module would be forgotten above.
#[test]
fn no_module_with_statements_is_left_out() {
    let sources = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap();
    let mut with_statements: Vec<String> = sources
        .map(|source| source.unwrap().path())
        .filter(|path| path.is_file() && std::fs::read_to_string(path).unwrap().contains("\nstatements! {"))
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    with_statements.sort();
    assert_eq!(with_statements, MODULES.map(|(module, _)| module));
}
