//! A link lets in once: for the set-up, an invitation and a new password.

use chrono::{DateTime, TimeDelta, Utc};
use domain::people::{LinkState, PersonId, Purpose, Role, Standing};
use serde_json::json;
use tokio::task::JoinSet;

use super::{HASH, admit, contact, deeds, enter, id, new, person, roles, sign_in, territory, token};
use crate::tests::database::{TestDatabase, on_each_engine};
use crate::tests::samples::{actor, ars, now};
use crate::{Admission, Db, PeopleError};

/// What a link for somebody is spent on.
async fn spend(
    db: &Db,
    token: &str,
    purpose: Purpose,
    number: u128,
    now: DateTime<Utc>,
) -> Result<PersonId, PeopleError> {
    match purpose {
        Purpose::Setup => {
            let new = new(&format!("admin-{number}"), roles(&[Role::Admin]));
            db.set_up(token, &id(number), &new, HASH, now).await.map(|()| id(number))
        }
        Purpose::Invitation => {
            let name = format!("Erika die {number}.").parse().unwrap();
            db.accept_invitation(token, &name, &format!("$hash-{number}"), now).await
        }
        Purpose::Reset => db.reset_password(token, &format!("$hash-{number}"), now).await,
        Purpose::Status => unreachable!("has tests of its own"),
    }
}

const PURPOSES: [Purpose; 3] = [Purpose::Setup, Purpose::Invitation, Purpose::Reset];

/// Somebody who is invited, somebody with a password, and an open link of each purpose, named by it.
async fn with_links(database: &TestDatabase) {
    let db = &database.db;
    assert!(db.open_setup("setup", now()).await.unwrap());
    let rights = contact(&[territory("09273", false, false)]);
    let invited = admit(db, 1, rights.clone(), Admission::Invitation("invitation")).await;
    let forgetful = enter(db, 2, rights).await;
    db.give_reset(&forgetful, "reset", now()).await.unwrap();
    for (who, name) in [(&invited, "desk"), (&forgetful, "phone")] {
        sign_in(db, who, name, now()).await;
    }
}

#[tokio::test]
async fn an_invitation_gives_a_name_and_a_password() {
    on_each_engine(async |database| {
        with_links(database).await;
        let db = &database.db;
        let [link] = db.links(&id(1), now()).await.unwrap().try_into().unwrap();
        assert_eq!(spend(db, "invitation", Purpose::Invitation, 7, now()).await.unwrap(), id(1));
        let accepted = person(db, &id(1)).await;
        assert_eq!((accepted.standing, accepted.name.as_str()), (Standing::Active, "Erika die 7."));
        let credentials = db.credentials(&accepted.email).await.unwrap().unwrap();
        assert_eq!(credentials.password_hash.as_deref(), Some("$hash-7"));
        let detail = json!({ "link": link.id, "purpose": "invitation" });
        let who = id(1).to_string();
        assert_eq!(deeds(database, "link.spend").await, [(who.clone(), who.clone(), detail)]);
        assert_eq!(deeds(database, "person.password").await, [(who.clone(), who, json!({}))]);
    })
    .await;
}

#[tokio::test]
async fn a_reset_sets_the_password_and_ends_all_sessions() {
    on_each_engine(async |database| {
        with_links(database).await;
        let db = &database.db;
        let [link] = db.links(&id(2), now()).await.unwrap().try_into().unwrap();
        assert_eq!(spend(db, "reset", Purpose::Reset, 7, now()).await.unwrap(), id(2));
        let credentials = db.credentials(&person(db, &id(2)).await.email).await.unwrap().unwrap();
        assert_eq!(credentials.password_hash.as_deref(), Some("$hash-7"));
        assert!(db.visit(&token("phone"), now()).await.unwrap().is_none());
        let detail = json!({ "link": link.id, "purpose": "reset" });
        let who = id(2).to_string();
        assert_eq!(deeds(database, "link.spend").await, [(who.clone(), who, detail)]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_spend_a_link_at_once_one_succeeds() {
    on_each_engine(async |database| {
        with_links(database).await;
        let handles = [database.db.clone(), database.other().await];
        for purpose in PURPOSES {
            let mut spending = JoinSet::new();
            for number in 10..18_u8 {
                let db = handles[usize::from(number) % 2].clone();
                spending.spawn(async move {
                    let spent = spend(&db, purpose.as_str(), purpose, number.into(), now()).await;
                    (number, spent)
                });
            }
            let results = spending.join_all().await;
            let mut winners = results.iter().filter(|(_, result)| result.is_ok());
            let (winner, _) = winners.next().unwrap();
            assert!(winners.next().is_none(), "{results:?}");
            for (number, result) in results.iter().filter(|(_, result)| result.is_err()) {
                assert!(
                    matches!(result, Err(PeopleError::Link(LinkState::Spent))),
                    "{purpose} {number}: {result:?}"
                );
            }
            // And what is there is what the winner brought.
            let email = match purpose {
                Purpose::Setup => new(&format!("admin-{winner}"), roles(&[])).email,
                Purpose::Invitation => person(&database.db, &id(1)).await.email,
                _ => person(&database.db, &id(2)).await.email,
            };
            let kept = database.db.credentials(&email).await.unwrap().unwrap().password_hash.unwrap();
            let brought = if purpose == Purpose::Setup { HASH.to_owned() } else { format!("$hash-{winner}") };
            assert_eq!(kept, brought);
        }
        assert_eq!(deeds(database, "link.spend").await.len(), 2);
        assert_eq!(deeds(database, "setup.done").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_link_that_is_not_open_changes_nothing() {
    on_each_engine(async |database| {
        with_links(database).await;
        let db = &database.db;
        let before = database.extent().await;
        for purpose in PURPOSES {
            let token = purpose.as_str();
            let late = now() + purpose.lifetime() + TimeDelta::minutes(1);
            let expired = spend(db, token, purpose, 7, late).await;
            assert!(matches!(expired, Err(PeopleError::Link(LinkState::Expired))), "{purpose}: {expired:?}");
            for other in PURPOSES.iter().filter(|other| **other != purpose) {
                let mistaken = spend(db, token, *other, 7, now()).await;
                assert!(
                    matches!(mistaken, Err(PeopleError::NoSuchLink)),
                    "{purpose} as {other}: {mistaken:?}"
                );
            }
            let unknown = spend(db, "of nobody", purpose, 7, now()).await;
            assert!(matches!(unknown, Err(PeopleError::NoSuchLink)), "{purpose}: {unknown:?}");
        }
        assert_eq!(database.extent().await, before);

        for number in [1, 2] {
            for link in db.links(&id(number), now()).await.unwrap() {
                db.revoke_link(link.id, &actor(), now()).await.unwrap();
            }
        }
        let before = database.extent().await;
        for purpose in [Purpose::Invitation, Purpose::Reset] {
            let revoked = spend(db, purpose.as_str(), purpose, 7, now()).await;
            assert!(matches!(revoked, Err(PeopleError::Link(LinkState::Revoked))), "{purpose}: {revoked:?}");
        }
        assert_eq!(database.extent().await, before);
    })
    .await;
}

/// Or whoever once could read a letter would have the account for as long as the link lasts.
#[tokio::test]
async fn another_password_makes_links_to_a_password_worthless() {
    on_each_engine(async |database| {
        with_links(database).await;
        let db = &database.db;
        let own = ars("09273");
        db.give_link(&id(2), Purpose::Invitation, None, "second", &actor(), now()).await.unwrap();
        db.give_link(&id(2), Purpose::Status, Some(&own), "status", &actor(), now()).await.unwrap();
        db.change_password(&id(2), HASH, "$other", 0, now()).await.unwrap();
        for (token, purpose, expected) in [
            ("reset", Purpose::Reset, LinkState::Revoked),
            ("second", Purpose::Invitation, LinkState::Revoked),
            ("status", Purpose::Status, LinkState::Open),
            ("invitation", Purpose::Invitation, LinkState::Open),
        ] {
            assert_eq!(db.link(token, purpose, now()).await.unwrap().unwrap().state, expected, "{token}");
        }
    })
    .await;
}
