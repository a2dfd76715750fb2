//! Every SQL text of the store is one that both engines understand.

use std::path::Path;

use sqlx::{Executor as _, SqlStr};

use super::database::on_each_engine;
use crate::db::on;
use crate::{
    accounts, admission, audit, batches, blockers, boundaries, catalogue, change, criteria, db, definitions,
    demo, drafts, exemptions, findings, grants, links, measures, notifications, people, read_model,
    registers, revisions, rollouts, sessions, snapshots, spending, targets, vendors, workshops,
};

const MODULES: &[(&str, &[&str])] = &[
    ("accounts", accounts::STATEMENTS),
    ("admission", admission::STATEMENTS),
    ("audit", audit::STATEMENTS),
    ("audit/read", audit::read::STATEMENTS),
    ("audit/retention", audit::retention::STATEMENTS),
    ("audit/verify", audit::verify::STATEMENTS),
    ("batches", batches::STATEMENTS),
    ("blockers", blockers::STATEMENTS),
    ("blockers/close", blockers::close::STATEMENTS),
    ("blockers/open", blockers::open::STATEMENTS),
    ("boundaries", boundaries::STATEMENTS),
    ("catalogue", catalogue::STATEMENTS),
    ("change", change::STATEMENTS),
    ("criteria", criteria::STATEMENTS),
    ("db", db::STATEMENTS),
    ("definitions", definitions::STATEMENTS),
    ("demo", demo::STATEMENTS),
    ("drafts", drafts::STATEMENTS),
    ("exemptions", exemptions::STATEMENTS),
    ("findings", findings::STATEMENTS),
    ("findings/blueprint", findings::blueprint::STATEMENTS),
    ("findings/capture", findings::capture::STATEMENTS),
    ("findings/edit", findings::edit::STATEMENTS),
    ("findings/merge", findings::merge::STATEMENTS),
    ("grants", grants::STATEMENTS),
    ("links", links::STATEMENTS),
    ("measures", measures::STATEMENTS),
    ("measures/agree", measures::agree::STATEMENTS),
    ("notifications", notifications::STATEMENTS),
    ("people", people::STATEMENTS),
    ("read_model", read_model::STATEMENTS),
    ("registers", registers::STATEMENTS),
    ("revisions", revisions::STATEMENTS),
    ("rollouts", rollouts::STATEMENTS),
    ("sessions", sessions::STATEMENTS),
    ("snapshots", snapshots::STATEMENTS),
    ("spending", spending::STATEMENTS),
    ("targets", targets::STATEMENTS),
    ("vendors", vendors::STATEMENTS),
    ("workshops", workshops::STATEMENTS),
];

#[tokio::test]
async fn every_statement_can_be_prepared() {
    on_each_engine(async |database| {
        for (module, statements) in MODULES {
            for statement in *statements {
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
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut with_statements = modules_with_statements(&sources, "");
    with_statements.sort();
    let listed: Vec<_> = MODULES.iter().map(|(module, _)| *module).collect();
    assert_eq!(with_statements, listed);
}

/// `db` for `db.rs`, `audit` for `audit/mod.rs`, `audit/read` for `audit/read.rs`.
fn modules_with_statements(folder: &Path, parent: &str) -> Vec<String> {
    let mut found = Vec::new();
    for source in std::fs::read_dir(folder).unwrap() {
        let path = source.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let module = if parent.is_empty() { name.to_owned() } else { format!("{parent}/{name}") };
        if path.is_dir() {
            found.extend(modules_with_statements(&path, &module));
        } else if std::fs::read_to_string(&path).unwrap().contains("\nstatements! {") {
            found.push(module.trim_end_matches("/mod").to_owned());
        }
    }
    found
}
