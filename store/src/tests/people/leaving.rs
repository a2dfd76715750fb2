//! Ending accounts, deleting them and renaming people: what they entered stays, their name does not.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use domain::people::{LinkState, PersonId, Purpose, Role, Standing};
use domain::rollout::Actor;
use domain::stage::Stage;
use domain::workshop::{MeasureFacts, WorkshopFacts};
use serde_json::json;

use super::{HASH, contact, deeds, enter, id, new, person, roles, sign_in, territory, token};
use crate::tests::database::on_each_engine;
use crate::tests::samples::{actor, day, entry, kelheim, now};
use crate::{Admission, Browser, Db, PeopleError, ReadModel};

#[tokio::test]
async fn a_deactivated_account_is_out_at_once() {
    on_each_engine(async |database| {
        let db = &database.db;
        let admin = enter(db, 1, roles(&[Role::Admin])).await;
        let who = enter(db, 2, contact(&[territory("09273", false, false)])).await;
        let own = kelheim().authority;
        for browser in ["desk", "phone"] {
            sign_in(db, &who, browser, now()).await;
        }
        sign_in(db, &admin, "admin", now()).await;
        db.give_link(&who, Purpose::Reset, None, "reset", &admin, now()).await.unwrap();
        db.give_link(&who, Purpose::Status, Some(&own), "status", &admin, now()).await.unwrap();
        db.give_reset(&admin, "of the admin", now()).await.unwrap();
        db.set_active(&who, false, &admin, now()).await.unwrap();

        let ended = person(db, &who).await;
        assert_eq!((ended.standing, ended.version), (Standing::Deactivated, 2));
        assert!(db.visit(&token("desk"), now()).await.unwrap().is_none());
        assert!(db.visit(&token("phone"), now()).await.unwrap().is_none());
        assert!(db.visit(&token("admin"), now()).await.unwrap().is_some());
        assert_eq!(db.sessions(&who, now()).await.unwrap(), []);
        for (token, purpose, state) in [
            ("reset", Purpose::Reset, LinkState::Revoked),
            ("status", Purpose::Status, LinkState::Revoked),
            ("of the admin", Purpose::Reset, LinkState::Open),
        ] {
            assert_eq!(db.link(token, purpose, now()).await.unwrap().unwrap().state, state, "{token}");
        }
        // Doing it again is nothing.
        let before = database.extent().await;
        db.set_active(&who, false, &admin, now()).await.unwrap();
        assert_eq!(database.extent().await, before);
        // Opened again it is as before, but nobody is signed in with it.
        db.set_active(&who, true, &admin, now()).await.unwrap();
        assert_eq!(person(db, &who).await.standing, Standing::Active);
        assert!(db.visit(&token("desk"), now()).await.unwrap().is_none());
        let deed = (admin.to_string(), who.to_string(), json!({}));
        assert_eq!(deeds(database, "person.deactivate").await, std::slice::from_ref(&deed));
        assert_eq!(deeds(database, "person.activate").await, [deed]);
    })
    .await;
}

/// A session is refused for the account's sake too, not only because it was removed.
#[tokio::test]
async fn whoever_is_out_gets_no_session() {
    on_each_engine(async |database| {
        let who = enter(&database.db, 1, roles(&[Role::Viewer])).await;
        database.db.set_active(&who, false, &actor(), now()).await.unwrap();
        let browser = Browser { token: "desk", device: "desk", agent: "" };
        assert!(!database.db.sign_in(&who, browser, "password", None, now()).await.unwrap());
        assert!(database.db.visit("desk", now()).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn whoever_is_out_changes_nothing_about_its_account_any_more() {
    on_each_engine(async |database| {
        let db = &database.db;
        let who = enter(db, 1, roles(&[Role::Viewer])).await;
        db.set_active(&who, false, &actor(), now()).await.unwrap();
        let before = database.extent().await;
        let name = "Max Mustermann".parse().unwrap();
        for refused in [
            db.rename_person(&who, &name, now()).await,
            db.change_password(&who, HASH, "$other", 1, now()).await,
            db.delete_person(&who, &who, now()).await,
        ] {
            assert!(matches!(refused, Err(PeopleError::NotAllowed)), "{refused:?}");
        }
        let refused = db.rename_person(&id(9), &name, now()).await;
        assert!(matches!(refused, Err(PeopleError::NoSuchPerson)), "{refused:?}");
        assert_eq!(database.extent().await, before);
        let credentials = db.credentials(&super::email("person-1@lagebild.example")).await.unwrap().unwrap();
        assert_eq!(credentials.password_hash.as_deref(), Some(HASH));
    })
    .await;
}

/// Somebody who has entered one status and taken back another.
async fn wrote(db: &Db, name: &str) -> PersonId {
    let who = id(0xabcd_u128 << 112);
    let rights = contact(&[territory("09273", false, false)]);
    db.admit(&who, &new(name, rights), Admission::Password(HASH), &actor(), now()).await.unwrap();
    let wrong = db.record_status(&kelheim(), &entry(Stage::Live, "2026-11-02"), None, &who, now()).await;
    db.retract(wrong.unwrap().event, "verwechselt", None, &who, now()).await.unwrap();
    who
}

fn led_by(name: &str) -> WorkshopFacts {
    WorkshopFacts {
        title: "Auftakt".to_owned(),
        held_on: day("2026-12-03"),
        begins_at: None,
        ends_at: None,
        place: None,
        link: None,
        facilitator: Some(name.to_owned()),
        agenda: None,
        participants: Vec::new(),
        services: BTreeSet::new(),
    }
}

fn done_by(name: &str, who: &PersonId) -> MeasureFacts {
    MeasureFacts {
        what: "Schulung ansetzen".to_owned(),
        owner: name.to_owned(),
        owner_person: Some(who.clone()),
        body: None,
        due_on: day("2026-12-15"),
        note: None,
        finding: None,
        blockers: BTreeSet::new(),
    }
}

/// The names that readers show beside what was entered.
async fn shown(model: &ReadModel) -> (String, String) {
    let situation = model.current().await.unwrap().situation;
    let event = &situation.history(&kelheim()).unwrap().events()[0];
    (event.actor.name.clone(), event.retraction.as_ref().unwrap().actor.name.clone())
}

#[tokio::test]
async fn what_somebody_entered_is_shown_under_its_name_of_today() {
    on_each_engine(async |database| {
        let db = &database.db;
        let who = wrote(db, "Erika").await;
        let models = [ReadModel::new(db.clone()), ReadModel::new(database.other().await)];
        for model in &models {
            assert_eq!(shown(model).await, ("Erika".to_owned(), "Erika".to_owned()));
        }
        db.rename_person(&who, &"Erika Ödländer".parse().unwrap(), now()).await.unwrap();
        assert_eq!(person(db, &who).await.name.as_str(), "Erika Ödländer");
        for model in &models {
            assert_eq!(shown(model).await.0, "Erika Ödländer");
        }
        assert_eq!(deeds(database, "person.rename").await, [(who.to_string(), who.to_string(), json!({}))]);
    })
    .await;
}

#[tokio::test]
async fn what_somebody_entered_stays_under_a_pseudonym() {
    on_each_engine(async |database| {
        let db = &database.db;
        let admin = enter(db, 1, roles(&[Role::Admin])).await;
        let program = Actor { id: "program".to_owned(), name: "Programm".to_owned() };
        let who = wrote(db, "Erika").await;
        let model = ReadModel::new(database.other().await);
        assert_eq!(shown(&model).await.0, "Erika");
        sign_in(db, &who, "desk", now()).await;
        let own = kelheim().authority;
        db.give_link(&who, Purpose::Status, Some(&own), "status", &admin, now()).await.unwrap();
        db.plan_workshop(&led_by("Erika"), &program, now()).await.unwrap();
        db.agree_on_measure(&done_by("Erika", &who), &program, now()).await.unwrap();
        let before = database.extent().await;
        db.delete_person(&who, &admin, now()).await.unwrap();

        let pseudonym = "Gelöschtes Konto abcd0000".to_owned();
        for model in [model, ReadModel::new(db.clone())] {
            assert_eq!(shown(&model).await, (pseudonym.clone(), pseudonym.clone()));
        }
        let after = database.extent().await;
        assert_eq!((after.events, after.retractions), (before.events, before.retractions));
        assert_eq!(after.audit, before.audit + 1);
        assert_eq!((after.people, after.roles, after.territories), (1, 1, 0));
        assert_eq!((after.sessions, after.devices, after.links), (0, 0, 0));
        assert!(db.visit(&token("desk"), now()).await.unwrap().is_none());
        assert!(db.link("status", Purpose::Status, now()).await.unwrap().is_none());
        assert_eq!(deeds(database, "person.delete").await, [(admin.to_string(), who.to_string(), json!({}))]);
        let situation = ReadModel::new(db.clone()).current().await.unwrap().situation;
        let (workshop, measure) =
            (situation.workshops().iter().next().unwrap(), situation.workshops().measures().next().unwrap());
        assert_eq!(workshop.facts.facilitator.as_ref(), Some(&pseudonym));
        assert_eq!((&measure.facts.owner, &measure.facts.owner_person), (&pseudonym, &None));
        let told = "SELECT detail FROM revision UNION ALL SELECT actor || action || subject || detail FROM audit UNION ALL SELECT name FROM actor";
        let told: Vec<(String,)> = database.rows(told).await;
        assert!(!format!("{told:?}").contains("Erika"));
        // The address is free again.
        let again = new("Erika", roles(&[]));
        db.admit(&id(7), &again, Admission::Password(HASH), &admin, now()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn somebody_deletes_its_own_account() {
    on_each_engine(async |database| {
        let who = enter(&database.db, 1, roles(&[Role::Viewer])).await;
        database.db.delete_person(&who, &who, now()).await.unwrap();
        assert_eq!(database.db.person(&who).await.unwrap(), None);
        assert_eq!(deeds(database, "person.delete").await[0].0, who.to_string());
    })
    .await;
}

/// On PostgreSQL two that lock the person and its sessions in different order would wait for each other.
#[tokio::test(flavor = "multi_thread")]
async fn ending_an_account_and_using_it_at_once_do_not_get_in_each_others_way() {
    on_each_engine(async |database| {
        let (db, other) = (&database.db, &database.other().await);
        let (who, program) = (enter(db, 1, roles(&[Role::Viewer])).await, actor());
        for round in 0..20 {
            let signed_in_at = now() + TimeDelta::days(round);
            let names: Vec<String> = (0..6).map(|number| format!("{round}-{number}")).collect();
            let tokens: Vec<String> = names.iter().map(|name| token(name)).collect();
            for name in &names {
                sign_in(db, &who, name, signed_in_at).await;
            }
            let later = signed_in_at + TimeDelta::minutes(2);
            let desk = format!("{round}-desk");
            let browser = Browser { token: &desk, device: "device", agent: "" };
            // By now the sessions are old, and a sign-in clears them away.
            let tomorrow = signed_in_at + TimeDelta::hours(13);
            let (a, b, c, ended, signed_in) = tokio::join!(
                other.visit(&tokens[0], later),
                db.visit(&tokens[1], later),
                other.visit(&tokens[2], later),
                db.set_active(&who, false, &program, later),
                other.sign_in(&who, browser, "password", None, tomorrow),
            );
            for visit in [a, b, c] {
                visit.unwrap();
            }
            ended.unwrap();
            signed_in.unwrap();
            db.set_active(&who, true, &actor(), later).await.unwrap();
        }
    })
    .await;
}
