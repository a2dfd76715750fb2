//! Borders come back as they went in, and those of a later import replace them.

use domain::boundaries::{Boundaries, Shape};

use super::database::on_each_engine;
use super::samples::actor;
use crate::ReadModel;

fn boundaries(source: &str, communes: &[&str]) -> Boundaries {
    let shape = |path: &str| Shape { path: path.to_owned(), x: 5, y: 1000 };
    Boundaries {
        source: source.to_owned(),
        size: (900, 1000),
        shapes: communes.iter().map(|ags| (ags.parse().unwrap(), shape("M0 0l1 0 0 1z"))).collect(),
    }
}

#[tokio::test]
async fn the_last_import_holds() {
    on_each_engine(async |database| {
        let db = &database.db;
        let read_model = ReadModel::new(db.clone());
        assert!(read_model.current().await.unwrap().situation.boundaries().is_none());
        let now = "2026-11-23T08:00:00Z".parse().unwrap();
        for imported in [boundaries("© A", &["09772177", "09273111"]), boundaries("© B", &["09772177"])] {
            db.import_boundaries(&imported, &actor(), now).await.unwrap();
            for reader in [&read_model, &ReadModel::new(db.clone())] {
                assert_eq!(reader.current().await.unwrap().situation.boundaries(), Some(&imported));
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_no_outline_does_not_come_into_a_page() {
    on_each_engine(async |database| {
        let mut bad = boundaries("© A", &["09772177"]);
        bad.shapes.values_mut().for_each(|shape| shape.path = "M0 0\"/><script>".to_owned());
        let now = "2026-11-23T08:00:00Z".parse().unwrap();
        database.db.import_boundaries(&bad, &actor(), now).await.unwrap();
        assert!(ReadModel::new(database.db.clone()).current().await.is_err());
    })
    .await;
}
