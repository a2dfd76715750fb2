//! The read model shows what is committed, by whomever, and reads no more than it has to.

use std::sync::Arc;

use domain::catalogue::Selection;
use domain::coverage::Scope;
use domain::register::facts;
use domain::rollout::Viewpoint;
use domain::stage::Stage;
use domain::{Edition, Register};
use serde_json::{Value, json};

use super::database::on_each_engine;
use super::samples::{actor, ars, day, entry, kelheim, now, record, slug};
use crate::ReadModel;

fn today() -> Viewpoint {
    Viewpoint::on(day("2026-11-23"))
}

#[tokio::test]
async fn a_write_by_another_process_is_on_the_next_page() {
    on_each_engine(async |database| {
        let model = ReadModel::new(database.db.clone());
        let other = database.other().await;
        let before = model.current().await.unwrap();
        let event = record(&other, &kelheim(), &entry(Stage::Live, "2026-11-02")).await.event;
        let live = model.current().await.unwrap();
        assert!(live.version > before.version);
        assert_eq!(live.situation.stage(&kelheim(), today()), Stage::Live);
        other.retract(event, "falsch", None, &actor(), now()).await.unwrap();
        let retracted = model.current().await.unwrap();
        assert!(retracted.version > live.version);
        assert_eq!(retracted.situation.stage(&kelheim(), today()), Stage::Unknown);
        // Whoever still holds an older picture sees what it showed.
        assert_eq!(before.situation.stage(&kelheim(), today()), Stage::Unknown);
        assert!(before.situation.history(&kelheim()).is_none());
        assert_eq!(live.situation.stage(&kelheim(), today()), Stage::Live);
    })
    .await;
}

#[tokio::test]
async fn while_nothing_is_new_the_picture_stays_the_same() {
    on_each_engine(async |database| {
        record(&database.db, &kelheim(), &entry(Stage::Live, "2026-11-02")).await;
        let model = ReadModel::new(database.db.clone());
        let first = model.current().await.unwrap();
        // A refused write is not news.
        let stale = database
            .db
            .record_status(&kelheim(), &entry(Stage::Testing, "2026-11-02"), Some(0), &actor(), now())
            .await;
        assert!(stale.is_err());
        let second = model.current().await.unwrap();
        assert_eq!(first.version, second.version);
        assert!(Arc::ptr_eq(&first.situation, &second.situation));
    })
    .await;
}

/// Bavaria without Pullach, as of a later day.
fn without_pullach() -> Edition {
    let carried = facts::bayern();
    let rest = carried.register.bodies().filter(|body| body.ars != ars("091840139139")).cloned();
    Edition {
        as_of: day("2026-07-01"),
        source: "Statistisches Bundesamt, GV-ISys, 01.07.2026".to_owned(),
        register: Arc::new(Register::new(rest).unwrap()),
        ..carried
    }
}

#[tokio::test]
async fn a_later_edition_holds_from_its_day_and_leaves_the_records_alone() {
    on_each_engine(async |database| {
        record(&database.db, &kelheim(), &entry(Stage::Live, "2026-05-01")).await;
        let model = ReadModel::new(database.db.clone());
        model.current().await.unwrap();
        let before = database.extent().await;
        database.other().await.add_edition(&without_pullach(), &actor(), now()).await.unwrap();
        let after = database.extent().await;
        assert_eq!((after.editions, after.bodies), (before.editions + 1, before.bodies + 2_445));
        assert_eq!(
            (after.events, after.versions, after.audit),
            (before.events, before.versions, before.audit + 1)
        );
        let fresh = ReadModel::new(database.db.clone());
        for model in [model, fresh] {
            let situation = model.current().await.unwrap().situation;
            let editions: Vec<_> = situation.editions().iter().collect();
            assert_eq!(*editions[1], without_pullach(), "what is read back is what was added");
            let communes = |on: &str| {
                let selection = Selection::Service(slug("fuehrerschein"));
                let coverage =
                    situation.coverage(&selection, Scope::Within(ars("09")), Viewpoint::on(day(on)));
                (coverage.communes.live, coverage.communes.total)
            };
            assert_eq!(communes("2020-01-01"), (0, 2_056), "the first edition also holds before its day");
            assert_eq!(communes("2026-06-30"), (24, 2_056));
            assert_eq!(communes("2026-07-01"), (24, 2_055));
        }
    })
    .await;
}

#[tokio::test]
async fn an_import_is_in_the_audit() {
    on_each_engine(async |database| {
        database.db.add_edition(&without_pullach(), &actor(), now()).await.unwrap();
        let [(who, action, subject, detail)]: [(String, String, String, String); 1] =
            database.rows("SELECT actor, action, subject, detail FROM audit").await.try_into().unwrap();
        assert_eq!((who, action.as_str(), subject.as_str()), (actor().id, "register.import", "09"));
        let told: Value = serde_json::from_str(&detail).unwrap();
        let source = without_pullach().source;
        assert_eq!(told, json!({ "as_of": "2026-07-01", "source": source, "communes": 2_055 }));
    })
    .await;
}

#[tokio::test]
async fn a_changed_catalogue_is_taken_over_with_all_records() {
    on_each_engine(async |database| {
        record(&database.db, &kelheim(), &entry(Stage::Live, "2026-05-01")).await;
        let model = ReadModel::new(database.db.clone());
        let before = model.current().await.unwrap().situation;
        assert_eq!(before.coverage(&Selection::Total, Scope::Pilots, today()).communes.total, 69);
        database.execute("DELETE FROM pilot WHERE ars = '091840139139'").await.unwrap();
        let after = model.current().await.unwrap().situation;
        assert_eq!(after.coverage(&Selection::Total, Scope::Pilots, today()).communes.total, 68);
        assert_eq!(after.stage(&kelheim(), today()), Stage::Live);
    })
    .await;
}
