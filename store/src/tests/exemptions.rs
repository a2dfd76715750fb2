//! Exemptions: granted and ended by leads.

use domain::exemption::{Exemption, ExemptionId};
use domain::people::Role;

use super::database::{TestDatabase, on_each_engine};
use super::people::{contact, enter, roles, territory};
use super::samples::{actor, day, kelheim, now};
use crate::{ChangeError, ReadModel};

async fn all(database: &TestDatabase) -> Vec<Exemption> {
    let picture = ReadModel::new(database.db.clone()).current().await.unwrap();
    picture.situation.obstacles().exemptions.of(&kelheim()).cloned().collect()
}

#[tokio::test]
async fn an_exemption_holds_from_its_first_to_its_last_day_and_can_end_before() {
    on_each_engine(async |database| {
        let db = &database.db;
        let lead = enter(db, 1, roles(&[Role::Lead])).await;
        let days = (day("2026-11-01"), day("2027-03-31"));
        let id = db.grant_exemption(&kelheim(), days, "Umzug des Amtes", &lead, now()).await.unwrap();
        let known = all(database).await.remove(0);
        assert_eq!((known.id, known.reason.as_str()), (id, "Umzug des Amtes"));
        assert_eq!((known.first_day, known.last_day), days);

        let today = day("2026-11-23");
        let version = db.end_exemption(id, today, known.version, &lead, now()).await.unwrap();
        let ended = all(database).await.remove(0);
        assert_eq!((ended.last_day, ended.version), (today, version));
        let told: Vec<(String, String)> =
            database.rows("SELECT action, subject FROM audit ORDER BY id").await;
        let told: Vec<_> = told.iter().map(|(action, subject)| (action.as_str(), subject.as_str())).collect();
        let subject = "09273/fuehrerschein";
        assert!(told.ends_with(&[("exemption.grant", subject), ("exemption.end", subject)]), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn what_has_ended_or_changed_or_never_was_is_not_ended() {
    on_each_engine(async |database| {
        let db = &database.db;
        let days = (day("2026-11-01"), day("2027-03-31"));
        let id = db.grant_exemption(&kelheim(), days, "Umzug", &actor(), now()).await.unwrap();
        let version = all(database).await[0].version;
        let end = async |id, on, seen| db.end_exemption(id, day(on), seen, &actor(), now()).await;
        let before = database.extent().await;
        assert!(matches!(end(id, "2026-11-23", version - 1).await, Err(ChangeError::Stale { .. })));
        assert!(matches!(end(id, "2026-10-31", version).await, Err(ChangeError::NotThere)));
        assert!(matches!(end(id, "2027-03-31", version).await, Err(ChangeError::NotThere)));
        assert!(matches!(end(ExemptionId(999), "2026-11-23", 0).await, Err(ChangeError::NotThere)));
        assert_eq!(database.extent().await, before);
    })
    .await;
}

#[tokio::test]
async fn only_leads_exempt() {
    on_each_engine(async |database| {
        let db = &database.db;
        let own = enter(db, 1, contact(&[territory("09273", true, true)])).await;
        let days = (day("2026-11-01"), day("2027-03-31"));
        let granted = db.grant_exemption(&kelheim(), days, "Umzug", &own, now()).await;
        assert!(matches!(granted, Err(ChangeError::NotAllowed)), "{granted:?}");
        let id = db.grant_exemption(&kelheim(), days, "Umzug", &actor(), now()).await.unwrap();
        let version = all(database).await[0].version;
        let ended = db.end_exemption(id, day("2026-11-23"), version, &own, now()).await;
        assert!(matches!(ended, Err(ChangeError::NotAllowed)), "{ended:?}");
    })
    .await;
}
