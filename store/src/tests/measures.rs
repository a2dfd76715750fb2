//! Measures are agreed on, changed and done.

use std::collections::BTreeSet;

use domain::blocker::BlockerId;
use domain::people::{PersonId, Rights, Role, Territory};
use domain::workshop::{Measure, MeasureFacts, MeasureId, MeasureState};

use super::database::{TestDatabase, on_each_engine};
use super::findings::{facts as finding_facts, person, workshop};
use super::samples::{actor, ars, day, now};
use crate::{ChangeError, ReadModel};

fn facts(body: Option<&str>) -> MeasureFacts {
    MeasureFacts {
        what: "Schulung ansetzen".into(),
        owner: "Leitung Bürgerbüro".into(),
        owner_person: None,
        body: body.map(ars),
        due_on: day("2026-12-15"),
        note: Some("Vor Weihnachten".into()),
        finding: None,
        blockers: BTreeSet::new(),
    }
}

async fn read(database: &TestDatabase, id: MeasureId) -> Measure {
    let picture = ReadModel::new(database.db.clone()).current().await.unwrap();
    picture.situation.workshops().measure(id).unwrap().as_ref().clone()
}

/// A blocker, past whoever opens them.
async fn blocker(database: &TestDatabase) -> BlockerId {
    let open = "INSERT INTO blocker (title, criterion, opened_on, action_by, severity, version) \
        VALUES ('Modul fehlt', 2, '2026-10-01', 'vendor', 'high', (SELECT version FROM data_version))";
    database.execute(open).await.unwrap();
    let rows: Vec<(i64,)> = database.rows("SELECT max(id) FROM blocker").await;
    BlockerId(rows[0].0)
}

async fn contact(database: &TestDatabase, number: u128, body: &str) -> PersonId {
    let territories = vec![Territory { body: ars(body), with_members: true, may_invite: false }];
    person(&database.db, number, Rights { roles: [Role::Contact].into(), territories }).await
}

#[tokio::test]
async fn what_was_agreed_is_read_back_and_changed() {
    on_each_engine(async |database| {
        let db = &database.db;
        let model = ReadModel::new(database.other().await);
        let owner = contact(database, 1, "09273").await;
        let (one, other) = (blocker(database).await, blocker(database).await);
        let workshop = workshop(db).await;
        let finding = db.capture("k", workshop, &finding_facts("Da"), &actor(), now()).await.unwrap();
        let full = MeasureFacts {
            owner_person: Some(owner),
            finding: Some(finding),
            blockers: [one, other].into(),
            ..facts(Some("09273"))
        };
        let id = db.agree_on_measure(&full, &actor(), now()).await.unwrap();
        let measure = model.current().await.unwrap().situation.workshops().measure(id).unwrap().clone();
        assert_eq!((&measure.facts, measure.state, measure.ended_on), (&full, MeasureState::Open, None));

        let less = MeasureFacts { blockers: [other].into(), body: None, ..full.clone() };
        let version = db.change_measure(id, &less, measure.version, &actor(), now()).await.unwrap();
        let changed = model.current().await.unwrap().situation.workshops().measure(id).unwrap().clone();
        assert_eq!((&changed.facts, changed.version), (&less, version));

        let before = database.extent().await;
        let stale = db.change_measure(id, &full, measure.version, &actor(), now()).await;
        assert!(matches!(stale, Err(ChangeError::Stale { current }) if current == version), "{stale:?}");
        let nowhere = db.change_measure(MeasureId(99), &full, 1, &actor(), now()).await;
        assert!(matches!(nowhere, Err(ChangeError::NotThere)), "{nowhere:?}");
        assert_eq!(database.extent().await, before);
        let audit = db.revisions(&format!("measure/{id}")).await.unwrap();
        assert!(audit.iter().all(|step| !step.detail.to_string().contains("Bürgerbüro")), "names nobody");
    })
    .await;
}

#[tokio::test]
async fn what_is_done_has_its_day_and_can_be_taken_up_again() {
    on_each_engine(async |database| {
        let db = &database.db;
        let id = db.agree_on_measure(&facts(None), &actor(), now()).await.unwrap();
        let mut seen = read(database, id).await.version;
        for (state, ended_on) in [
            (MeasureState::Underway, None),
            (MeasureState::Done, Some(day("2026-11-23"))),
            (MeasureState::Dropped, Some(day("2026-11-23"))),
            (MeasureState::Open, None),
        ] {
            let stale = db.set_measure_state(id, state, seen - 1, &actor(), now()).await;
            assert!(matches!(stale, Err(ChangeError::Stale { .. })), "{stale:?}");
            seen = db.set_measure_state(id, state, seen, &actor(), now()).await.unwrap();
            let measure = read(database, id).await;
            assert_eq!((measure.state, measure.ended_on), (state, ended_on));
        }
    })
    .await;
}

#[tokio::test]
async fn contacts_write_for_their_own_and_whoever_is_to_do_it_says_how_far_it_is() {
    on_each_engine(async |database| {
        let db = &database.db;
        let kelheim = contact(database, 1, "09273").await;
        let stranger = contact(database, 2, "09274").await;
        let viewer = person(db, 3, Rights { roles: [Role::Viewer].into(), territories: vec![] }).await;
        let admin = person(db, 4, Rights { roles: [Role::Admin].into(), territories: vec![] }).await;
        let host = person(db, 5, Rights { roles: [Role::Facilitator].into(), territories: vec![] }).await;
        let own = facts(Some("092735218"));
        for (who, of, may) in [
            (&kelheim, &own, true),
            (&kelheim, &facts(Some("09274")), false),
            (&kelheim, &facts(None), false),
            (&stranger, &own, false),
            (&viewer, &own, false),
            (&admin, &own, false),
            (&host, &facts(None), true),
        ] {
            let before = database.extent().await;
            let agreed = db.agree_on_measure(of, who, now()).await;
            assert_eq!(agreed.is_ok(), may, "{who}: {agreed:?}");
            assert!(may || matches!(agreed, Err(ChangeError::NotAllowed)), "{agreed:?}");
            assert_eq!(database.extent().await == before, !may);
        }
        let given = MeasureFacts { owner_person: Some(viewer.clone()), ..own.clone() };
        let id = db.agree_on_measure(&given, &kelheim, now()).await.unwrap();
        let seen = read(database, id).await.version;
        // Neither taken from others nor pushed onto them.
        for (who, to) in
            [(&kelheim, facts(Some("09274"))), (&stranger, facts(Some("09274"))), (&viewer, given)]
        {
            let moved = db.change_measure(id, &to, seen, who, now()).await;
            assert!(matches!(moved, Err(ChangeError::NotAllowed)), "{who}: {moved:?}");
        }
        for who in [&stranger, &admin] {
            let ended = db.set_measure_state(id, MeasureState::Done, seen, who, now()).await;
            assert!(matches!(ended, Err(ChangeError::NotAllowed)), "{who}: {ended:?}");
        }
        let seen = db.set_measure_state(id, MeasureState::Underway, seen, &viewer, now()).await.unwrap();
        db.set_measure_state(id, MeasureState::Done, seen, &kelheim, now()).await.unwrap();
    })
    .await;
}
