//! A row that no row may be is an error that names table and column.

use super::database::on_each_engine;
use crate::{ReadModel, StoreError};

const CORRUPTIONS: [(&str, &str, &str, &str); 12] = [
    ("UPDATE body SET kind = 'dorf' WHERE ars = '097720177177'", "body", "kind", "dorf"),
    ("UPDATE body SET ars = '0977' WHERE ars = '097720177177'", "body", "ars", "0977"),
    ("UPDATE body SET kind = 'landkreis' WHERE ars = '097720177177'", "body", "ars", "097720177177"),
    ("UPDATE body SET inhabitants = NULL WHERE ars = '097720177177'", "body", "ars", "097720177177"),
    ("UPDATE edition SET land = 'Bayern'", "edition", "land", "Bayern"),
    ("UPDATE setting SET value = 'Bayern' WHERE key = 'land'", "setting", "value", "Bayern"),
    ("INSERT INTO commitment (slug, position, name) VALUES ('Größe', 9, '')", "commitment", "slug", "Größe"),
    ("UPDATE service SET slug = 'Waffen' WHERE slug = 'waffenrecht'", "service", "slug", "Waffen"),
    ("UPDATE responsibility_class SET own_kinds = 'stadt dorf'", "responsibility_class", "own_kinds", "dorf"),
    (
        "INSERT INTO delegation (class, ags, extent) VALUES ('meldebehoerde', '9', 'full')",
        "delegation",
        "ags",
        "9",
    ),
    ("INSERT INTO pilot (ars) VALUES ('Pullach')", "pilot", "ars", "Pullach"),
    (
        "INSERT INTO actor (id, name) VALUES ('a', 'A');
         INSERT INTO rollout (authority, service, version) VALUES ('Kelheim', 'waffenrecht', 1);
         INSERT INTO rollout_event (authority, service, stage, effective_on, recorded_at, actor)
         VALUES ('Kelheim', 'waffenrecht', 'live', '2026-11-02', '2026-11-23T08:30:00Z', 'a')",
        "rollout_event",
        "authority",
        "Kelheim",
    ),
];

#[tokio::test]
async fn nonsense_in_a_row_is_told_with_table_and_column() {
    for (corruption, table, column, value) in CORRUPTIONS {
        on_each_engine(async |database| {
            let model = ReadModel::new(database.db.clone());
            database.execute(corruption).await.unwrap();
            let error = model.current().await.expect_err(corruption);
            let StoreError::Inconsistent { table: told_table, column: told_column, value: told_value } =
                &error
            else {
                panic!("{corruption}: {error:?}")
            };
            assert_eq!((*told_table, *told_column), (table, column), "{corruption}");
            assert!(told_value.contains(value), "{corruption}: {told_value}");
            assert!(error.to_string().contains(&format!("{table}.{column}")), "{error}");
        })
        .await;
    }
}

#[tokio::test]
async fn once_the_row_is_mended_reading_goes_on() {
    on_each_engine(async |database| {
        let model = ReadModel::new(database.db.clone());
        let before = model.current().await.unwrap();
        database.execute("UPDATE setting SET value = 'Bayern' WHERE key = 'land'").await.unwrap();
        assert!(matches!(model.current().await, Err(StoreError::Inconsistent { .. })));
        assert!(matches!(model.current().await, Err(StoreError::Inconsistent { .. })));
        database.execute("UPDATE setting SET value = '09' WHERE key = 'land'").await.unwrap();
        let after = model.current().await.unwrap();
        assert_eq!(after.situation.catalogue(), before.situation.catalogue());
        assert!(after.version > before.version);
    })
    .await;
}

#[tokio::test]
async fn a_nonsense_day_of_the_demonstration_is_told() {
    on_each_engine(async |database| {
        database.execute("INSERT INTO setting (key, value) VALUES ('demo_until', 'gestern')").await.unwrap();
        let error = database.db.demo_until().await.unwrap_err();
        assert!(
            matches!(&error, StoreError::Inconsistent { table: "setting", column: "value", value } if value == "gestern"),
            "{error:?}"
        );
    })
    .await;
}
