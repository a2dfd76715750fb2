//! Sessions: found by their token alone, and over in time.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;

use super::{HASH, deeds, device, enter, person, roles, sign_in, token};
use crate::secret::digest;
use crate::sessions::{IDLE, LIFETIME};
use crate::tests::database::{TestDatabase, on_each_engine};
use crate::tests::samples::{actor, now};
use crate::{Browser, Db};

/// As little as both engines tell apart.
const MOMENT: TimeDelta = TimeDelta::microseconds(1);

async fn is_in(db: &Db, name: &str, now: DateTime<Utc>) -> bool {
    db.visit(&token(name), now).await.unwrap().is_some()
}

/// What the sessions and the person say of when they were last used.
async fn last_seen(database: &TestDatabase) -> (DateTime<Utc>, DateTime<Utc>) {
    let sql = "SELECT s.last_seen_at, p.last_seen_at FROM session s JOIN person p ON p.id = s.person";
    let [seen]: [(DateTime<Utc>, DateTime<Utc>); 1] = database.rows(sql).await.try_into().unwrap();
    seen
}

#[tokio::test]
async fn a_session_is_found_by_its_token_and_nothing_else() {
    on_each_engine(async |database| {
        let db = &database.db;
        let erika = enter(db, 1, roles(&[])).await;
        let max = enter(db, 2, roles(&[])).await;
        sign_in(db, &erika, "desk", now()).await;
        sign_in(db, &max, "phone", now()).await;
        let visit = db.visit(&token("desk"), now()).await.unwrap().unwrap();
        assert_eq!((visit.person, visit.renew), (person(db, &erika).await, false));
        assert_eq!(db.visit(&token("phone"), now()).await.unwrap().unwrap().person.id, max);
        let kept = digest(&token("desk"));
        let session = visit.session.to_string();
        for other in [&*kept, &session, &device("desk"), "", "%", "TOKEN-OF-DESK", "token-of-desk "] {
            assert!(db.visit(other, now()).await.unwrap().is_none(), "{other:?}");
        }
        assert_eq!(
            deeds(database, "signin.done").await[0],
            (erika.to_string(), erika.to_string(), json!({ "via": "password" }))
        );
    })
    .await;
}

#[tokio::test]
async fn a_session_that_is_not_used_is_over_after_two_hours() {
    on_each_engine(async |database| {
        let db = &database.db;
        let who = enter(db, 1, roles(&[])).await;
        sign_in(db, &who, "desk", now()).await;
        assert_eq!(IDLE, TimeDelta::hours(2));
        let end = now() + IDLE;
        assert!(!is_in(db, "desk", end + MOMENT).await);
        assert_eq!(db.sessions(&who, end + MOMENT).await.unwrap(), []);
        assert_eq!(db.sessions(&who, end).await.unwrap().len(), 1);
        // Being used in time puts the end off.
        assert!(is_in(db, "desk", end).await);
        assert!(is_in(db, "desk", end + IDLE).await);
        assert!(!is_in(db, "desk", end + IDLE + IDLE + MOMENT).await);
    })
    .await;
}

#[tokio::test]
async fn a_session_is_over_after_twelve_hours_however_much_it_is_used() {
    on_each_engine(async |database| {
        let db = &database.db;
        let who = enter(db, 1, roles(&[])).await;
        sign_in(db, &who, "desk", now()).await;
        assert_eq!(LIFETIME, TimeDelta::hours(12));
        let end = now() + LIFETIME;
        for hours in 1..12 {
            assert!(is_in(db, "desk", now() + TimeDelta::hours(hours)).await);
        }
        assert!(is_in(db, "desk", end).await);
        assert!(!is_in(db, "desk", end + MOMENT).await);
        assert_eq!(db.sessions(&who, end + MOMENT).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn being_used_is_noted_once_a_minute_at_most() {
    on_each_engine(async |database| {
        let db = &database.db;
        let who = enter(db, 1, roles(&[])).await;
        sign_in(db, &who, "desk", now()).await;
        let minute = TimeDelta::minutes(1);
        let mut noted = now();
        let before = database.extent().await;
        for (at, is_noted) in [
            (noted + TimeDelta::seconds(59), false),
            (noted + minute, false),
            (noted + minute + MOMENT, true),
            (noted + minute + minute, false),
            (noted + minute + MOMENT + minute + MOMENT, true),
        ] {
            assert!(is_in(db, "desk", at).await);
            noted = if is_noted { at } else { noted };
            assert_eq!(last_seen(database).await, (noted, noted));
        }
        assert_eq!(database.extent().await, before, "nothing else is written, least of all to the audit");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_renewed_once_and_the_old_token_is_worthless() {
    on_each_engine(async |database| {
        let (db, other) = (&database.db, &database.other().await);
        let who = enter(db, 1, roles(&[])).await;
        sign_in(db, &who, "desk", now()).await;
        sign_in(db, &who, "phone", now()).await;
        let (old, phone) = (token("desk"), token("phone"));
        let session = db.visit(&old, now()).await.unwrap().unwrap().session;
        assert!(!db.renew_session(&old, "before").await.unwrap(), "nothing has changed");
        db.set_rights(&who, &roles(&[domain::people::Role::Lead]), 1, &actor(), now()).await.unwrap();

        let (first, second) =
            tokio::join!(db.renew_session(&old, "first"), other.renew_session(&old, "second"));
        let (first, second) = (first.unwrap(), second.unwrap());
        assert_ne!(first, second, "one is quicker");
        let (next, late) = if first { ("first", "second") } else { ("second", "first") };
        let visit = db.visit(next, now()).await.unwrap().unwrap();
        assert_eq!((visit.session, visit.renew), (session, false));
        for worthless in [&*old, late, "before"] {
            assert!(db.visit(worthless, now()).await.unwrap().is_none(), "{worthless}");
            assert!(!db.renew_session(worthless, "again").await.unwrap(), "{worthless}");
        }
        // The other session of the person waits for its own next request.
        assert!(db.visit(&phone, now()).await.unwrap().unwrap().renew);
        assert!(db.renew_session(&phone, "of the phone").await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn somebody_lists_and_ends_its_own_sessions_only() {
    on_each_engine(async |database| {
        let db = &database.db;
        let erika = enter(db, 1, roles(&[])).await;
        let max = enter(db, 2, roles(&[])).await;
        let later = now() + TimeDelta::minutes(5);
        for (number, name) in (0..).zip(["desk", "phone", "home"]) {
            sign_in(db, &erika, name, now() + TimeDelta::minutes(number)).await;
        }
        sign_in(db, &max, "max", now()).await;
        assert!(is_in(db, "desk", later).await);
        let listed = async || -> Vec<String> {
            let sessions = db.sessions(&erika, later).await.unwrap();
            sessions.into_iter().map(|session| session.agent).collect()
        };
        assert_eq!(listed().await, ["desk", "home", "phone"], "the last used first");
        let [desk, _, phone]: [_; 3] = db.sessions(&erika, later).await.unwrap().try_into().unwrap();
        assert_eq!((desk.created_at, desk.last_seen_at), (now(), later));

        let [of_max] = db.sessions(&max, later).await.unwrap().try_into().unwrap();
        let before = database.extent().await;
        db.end_session(&erika, of_max.id, later).await.unwrap();
        db.end_session(&max, desk.id, later).await.unwrap();
        db.end_session(&erika, 0, later).await.unwrap();
        assert_eq!(database.extent().await, before, "neither ended nor told");
        db.end_session(&erika, phone.id, later).await.unwrap();
        assert_eq!(listed().await, ["desk", "home"]);
        assert!(!is_in(db, "phone", later).await);
        let deed = (erika.to_string(), erika.to_string(), json!({}));
        assert_eq!(deeds(database, "signout").await, std::slice::from_ref(&deed));

        db.end_other_sessions(&erika, desk.id, later).await.unwrap();
        assert_eq!(listed().await, ["desk"]);
        assert_eq!(deeds(database, "session.end").await, [deed]);
        assert_eq!(db.sessions(&max, later).await.unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn another_password_ends_the_other_sessions() {
    on_each_engine(async |database| {
        let db = &database.db;
        let erika = enter(db, 1, roles(&[])).await;
        let max = enter(db, 2, roles(&[])).await;
        for (who, name) in [(&erika, "desk"), (&erika, "phone"), (&max, "max")] {
            sign_in(db, who, name, now()).await;
        }
        let desk = db.visit(&token("desk"), now()).await.unwrap().unwrap().session;
        db.change_password(&erika, HASH, "$other", desk, now()).await.unwrap();
        assert!(is_in(db, "desk", now()).await && is_in(db, "max", now()).await);
        assert!(!is_in(db, "phone", now()).await);
        let hash =
            async |email| db.credentials(&super::email(email)).await.unwrap().unwrap().password_hash.unwrap();
        assert_eq!(hash("person-1@lagebild.example").await, "$other");
        assert_eq!(hash("person-2@lagebild.example").await, HASH);
        assert_eq!(
            deeds(database, "person.password").await,
            [(erika.to_string(), erika.to_string(), json!({}))]
        );
    })
    .await;
}

#[tokio::test]
async fn a_browser_is_known_for_who_signed_in_with_it() {
    let email = |number| super::email(&format!("person-{number}@lagebild.example"));
    on_each_engine(async |database| {
        let db = &database.db;
        let erika = enter(db, 1, roles(&[])).await;
        let max = enter(db, 2, roles(&[])).await;
        sign_in(db, &erika, "desk", now()).await;
        assert!(db.knows_device(&device("desk"), &email(1)).await.unwrap());
        for (device, who) in [
            (device("desk"), email(2)),
            (device("phone"), email(1)),
            (digest(&device("desk")), email(1)),
            (token("desk"), email(1)),
            (device("desk"), email(9)),
        ] {
            assert!(!db.knows_device(&device, &who).await.unwrap(), "{device}, {who}");
        }
        // It stays known after the session, and can be known for two.
        let session = db.visit(&token("desk"), now()).await.unwrap().unwrap().session;
        db.end_session(&erika, session, now()).await.unwrap();
        let (token, device) = (token("again"), device("desk"));
        let browser = Browser { token: &token, device: &device, agent: "" };
        assert!(db.sign_in(&max, browser, "password", None, now()).await.unwrap());
        assert!(db.knows_device(&device, &email(1)).await.unwrap());
        assert!(db.knows_device(&device, &email(2)).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn what_is_old_is_cleared_away_by_the_next_sign_in() {
    on_each_engine(async |database| {
        let db = &database.db;
        let erika = enter(db, 1, roles(&[])).await;
        let max = enter(db, 2, roles(&[])).await;
        sign_in(db, &erika, "idle", now()).await;
        sign_in(db, &erika, "used", now()).await;
        assert!(is_in(db, "used", now() + IDLE).await);
        let counts = async || {
            let extent = database.extent().await;
            (extent.sessions, extent.devices)
        };
        sign_in(db, &max, "a", now() + IDLE).await;
        assert_eq!(counts().await, (3, 3), "at the last moment");
        sign_in(db, &max, "b", now() + IDLE + MOMENT).await;
        assert_eq!(counts().await, (3, 4));
        assert!(is_in(db, "used", now() + IDLE + MOMENT).await);
        for hours in [4, 6, 8, 10, 12] {
            assert!(is_in(db, "used", now() + TimeDelta::hours(hours)).await);
        }
        sign_in(db, &max, "c", now() + LIFETIME).await;
        assert_eq!(counts().await, (2, 5));
        sign_in(db, &max, "d", now() + LIFETIME + MOMENT).await;
        assert_eq!(counts().await, (2, 6));
        let lifetime = TimeDelta::days(400);
        sign_in(db, &max, "y", now() + lifetime).await;
        assert!(db.knows_device(&device("used"), &super::email("person-1@lagebild.example")).await.unwrap());
        sign_in(db, &max, "z", now() + lifetime + MOMENT).await;
        assert!(!db.knows_device(&device("used"), &super::email("person-1@lagebild.example")).await.unwrap());
        assert!(db.knows_device(&device("a"), &super::email("person-2@lagebild.example")).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_password_that_was_changed_since_it_was_compared_opens_nothing() {
    on_each_engine(async |database| {
        let db = &database.db;
        let erika = enter(db, 1, roles(&[])).await;
        let browser = Browser { token: "late", device: "late", agent: "" };
        let desk = "desk";
        sign_in(db, &erika, desk, now()).await;
        let session = db.visit(&token(desk), now()).await.unwrap().unwrap().session;
        db.change_password(&erika, HASH, "$new", session, now()).await.unwrap();
        assert!(!db.sign_in(&erika, browser, "password", Some(HASH), now()).await.unwrap());
        assert!(db.visit("late", now()).await.unwrap().is_none());
        let overtaken = db.change_password(&erika, HASH, "$of the thief", session, now()).await;
        assert!(matches!(overtaken, Err(crate::PeopleError::Stale)), "{overtaken:?}");
        assert!(db.sign_in(&erika, browser, "password", Some("$new"), now()).await.unwrap());
        db.set_active(&erika, false, &actor(), now()).await.unwrap();
        assert!(!db.sign_in(&erika, browser, "password", None, now()).await.unwrap());
    })
    .await;
}
