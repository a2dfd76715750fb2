//! Making accounts and changing what they may do.

use std::collections::HashSet;

use domain::people::{NewPerson, Person, Purpose, Rights, Role, Standing};
use serde_json::json;
use tokio::task::JoinSet;

use super::{HASH, admit, contact, deeds, email, enter, id, new, person, roles, sign_in, territory, token};
use crate::tests::database::on_each_engine;
use crate::tests::samples::{actor, now};
use crate::{Admission, PeopleError};

#[tokio::test]
async fn somebody_is_admitted_by_invitation_password_or_provider() {
    on_each_engine(async |database| {
        let db = &database.db;
        let before = database.extent().await;
        let rights = Rights {
            roles: [Role::Contact, Role::Viewer].into(),
            territories: vec![territory("09273", true, true), territory("09375", false, false)],
        };
        let provider = Admission::Provider { issuer: "https://id.example", subject: "4711" };
        for (number, admission, standing, has_password) in [
            (1, Admission::Invitation("invitation"), Standing::Invited, false),
            (2, Admission::Password(HASH), Standing::Active, true),
            (3, provider, Standing::Active, false),
        ] {
            let id = admit(db, number, rights.clone(), admission).await;
            let NewPerson { email, name, rights } = new(&format!("person-{number}"), rights.clone());
            let expected = Person {
                id: id.clone(),
                email: email.clone(),
                name,
                rights,
                standing,
                has_password,
                created_at: now(),
                last_seen_at: None,
                wants_reminders: true,
                version: 1,
            };
            assert_eq!(person(db, &id).await, expected);
            assert_eq!(db.person_with(&email).await.unwrap(), Some(expected.clone()));
            let credentials = db.credentials(&email).await.unwrap().unwrap();
            assert_eq!(credentials.person, expected);
            assert_eq!(credentials.password_hash.as_deref(), has_password.then_some(HASH));
        }
        let after = database.extent().await;
        assert_eq!((after.people, after.links), (3, 1));
        assert_eq!(after.data_version, before.data_version, "no figure depends on it");
        let told = json!({ "rights": {
            "roles": ["contact", "viewer"],
            "territories": [
                { "body": "09273", "with_members": true, "may_invite": true },
                { "body": "09375", "with_members": false, "may_invite": false },
            ],
        } });
        let row = |number| (actor().id, id(number).to_string(), told.clone());
        assert_eq!(deeds(database, "person.invite").await, [row(1)]);
        assert_eq!(deeds(database, "person.add").await, [row(2), row(3)]);
        assert!(db.credentials(&email("nobody@lagebild.example")).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn an_address_has_one_account() {
    on_each_engine(async |database| {
        let taken = enter(&database.db, 1, roles(&[Role::Viewer])).await;
        let before = database.extent().await;
        for typed in ["person-1@lagebild.example", " Person-1@LAGEBILD.Example "] {
            let again = NewPerson { email: email(typed), ..new("other", roles(&[Role::Admin])) };
            let provider = Admission::Provider { issuer: "https://id.example", subject: "4711" };
            for admission in [Admission::Invitation("invitation"), Admission::Password(HASH), provider] {
                let refused = database.db.admit(&id(2), &again, admission, &actor(), now()).await;
                assert!(matches!(refused, Err(PeopleError::EmailTaken)), "{typed}: {refused:?}");
            }
        }
        assert_eq!(database.extent().await, before);
        assert_eq!(person(&database.db, &taken).await.rights, roles(&[Role::Viewer]));
    })
    .await;
}

/// Somebody clicks twice.
#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_invite_the_same_at_once_one_succeeds() {
    on_each_engine(async |database| {
        let handles = [database.db.clone(), database.other().await];
        let before = database.extent().await;
        let mut inviting = JoinSet::new();
        for number in 0..12_u8 {
            let db = handles[usize::from(number) % 2].clone();
            inviting.spawn(async move {
                let token = format!("invitation {number}");
                let admission = Admission::Invitation(&token);
                db.admit(&id(number.into()), &new("erika", roles(&[])), admission, &actor(), now()).await
            });
        }
        let results = inviting.join_all().await;
        let won = results.iter().filter(|result| result.is_ok()).count();
        let lost = results.iter().filter(|result| matches!(result, Err(PeopleError::EmailTaken))).count();
        assert_eq!((won, lost), (1, 11), "{results:?}");
        let after = database.extent().await;
        assert_eq!((after.people, after.links), (1, 1));
        assert_eq!((after.audit, after.actors), (before.audit + 1, before.actors + 1));
    })
    .await;
}

#[tokio::test]
async fn many_are_invited_all_or_none() {
    on_each_engine(async |database| {
        let db = &database.db;
        let kreis = enter(db, 1, contact(&[territory("09273", false, true)])).await;
        let of_own = || contact(&[territory("09273", false, false)]);
        let newcomer =
            |number: u128, name, rights| (id(number), new(name, rights), format!("invitation {number}"));
        let before = database.extent().await;
        let too_much = [newcomer(10, "erika", of_own()), newcomer(11, "max", roles(&[Role::Lead]))];
        let refused = db.invite_all(&too_much, &kreis, now()).await;
        assert!(matches!(refused, Err(PeopleError::NotAllowed)), "{refused:?}");
        for taken in ["person-1", "erika"] {
            let twice = [newcomer(10, "erika", of_own()), newcomer(11, taken, of_own())];
            let refused = db.invite_all(&twice, &kreis, now()).await;
            assert!(matches!(refused, Err(PeopleError::EmailTaken)), "{taken}: {refused:?}");
        }
        assert_eq!(database.extent().await, before);
        let both = [newcomer(10, "erika", of_own()), newcomer(11, "max", of_own())];
        db.invite_all(&both, &kreis, now()).await.unwrap();
        let after = database.extent().await;
        assert_eq!((after.people, after.links, after.audit), (3, 2, before.audit + 2));
        for (id, _, token) in &both {
            let link = db.link(token, Purpose::Invitation, now()).await.unwrap().unwrap();
            assert_eq!(link.person.as_ref(), Some(id));
        }
        let addresses = ["person-1", "erika", "max"].map(|name| new(name, roles(&[])).email);
        assert_eq!(db.addresses().await.unwrap(), addresses.into());
    })
    .await;
}

#[tokio::test]
async fn nobody_gives_more_than_it_has() {
    on_each_engine(async |database| {
        let db = &database.db;
        let of = |body, with_members, may_invite| contact(&[territory(body, with_members, may_invite)]);
        let alone = enter(db, 1, of("09273", false, true)).await;
        let kreis = enter(db, 2, of("09273", true, true)).await;
        let silent = enter(db, 3, of("09273", true, false)).await;
        let lead = enter(db, 4, roles(&[Role::Lead, Role::Viewer, Role::Facilitator])).await;
        let admin = enter(db, 5, roles(&[Role::Admin])).await;
        let gone = enter(db, 6, roles(&[Role::Admin])).await;
        db.set_active(&gone, false, &actor(), now()).await.unwrap();
        let and = |role| Rights { roles: [Role::Contact, role].into(), ..of("09273", false, false) };
        let two = contact(&[territory("09273", false, false), territory("09375", false, false)]);
        for (by, rights, is_allowed) in [
            (&alone, of("09273", false, true), true),
            (&alone, of("09273", true, false), false),
            (&alone, of("092735218", false, false), false),
            (&kreis, of("09273", true, true), true),
            (&kreis, of("092735218", true, true), true),
            (&kreis, of("09375", false, false), false),
            (&kreis, two.clone(), false),
            (&kreis, and(Role::Admin), false),
            (&kreis, and(Role::Lead), false),
            (&kreis, and(Role::Viewer), false),
            (&kreis, contact(&[]), false),
            (&kreis, roles(&[]), false),
            (&silent, of("09273", false, false), false),
            (&lead, of("09273", false, false), false),
            (&lead, roles(&[Role::Viewer]), false),
            (&admin, two, true),
            (&admin, roles(&Role::ALL), true),
            (&gone, of("09273", false, false), false),
            (&id(99), of("09273", false, false), false),
        ] {
            let before = database.extent().await;
            let number = 100 + u128::try_from(before.people).unwrap();
            let new = new(&format!("new-{number}"), rights.clone());
            let admitted = db.admit(&id(number), &new, Admission::Password(HASH), by, now()).await;
            if is_allowed {
                admitted.unwrap();
                assert_eq!(person(db, &id(number)).await.rights, rights);
                assert_eq!(deeds(database, "person.add").await.pop().unwrap().0, by.to_string());
            } else {
                assert!(matches!(admitted, Err(PeopleError::NotAllowed)), "{by}, {rights:?}: {admitted:?}");
                assert_eq!(database.extent().await, before);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn changed_rights_are_told_in_full_and_renew_every_session_of_the_person() {
    on_each_engine(async |database| {
        let db = &database.db;
        let admin = enter(db, 1, roles(&[Role::Admin])).await;
        let who = enter(db, 2, contact(&[territory("09273", true, false)])).await;
        for browser in ["desk", "phone"] {
            sign_in(db, &who, browser, now()).await;
        }
        sign_in(db, &admin, "admin", now()).await;
        let rights = Rights {
            roles: [Role::Lead, Role::Contact].into(),
            territories: vec![territory("09375", false, true)],
        };
        db.set_rights(&who, &rights, 1, &admin, now()).await.unwrap();

        let changed = person(db, &who).await;
        assert_eq!((changed.rights, changed.version), (rights, 2));
        for (browser, renew) in [("desk", true), ("phone", true), ("admin", false)] {
            assert_eq!(db.visit(&token(browser), now()).await.unwrap().unwrap().renew, renew, "{browser}");
        }
        let from = json!({
            "roles": ["contact"],
            "territories": [{ "body": "09273", "with_members": true, "may_invite": false }],
        });
        let to = json!({
            "roles": ["lead", "contact"],
            "territories": [{ "body": "09375", "with_members": false, "may_invite": true }],
        });
        let deed = (admin.to_string(), who.to_string(), json!({ "from": from, "to": to }));
        assert_eq!(deeds(database, "person.rights").await, [deed]);
    })
    .await;
}

#[tokio::test]
async fn a_stale_version_of_the_rights_is_refused() {
    on_each_engine(async |database| {
        let db = &database.db;
        let admin = enter(db, 1, roles(&[Role::Admin])).await;
        let who = enter(db, 2, roles(&[Role::Viewer])).await;
        sign_in(db, &who, "desk", now()).await;
        db.set_rights(&who, &roles(&[Role::Facilitator]), 1, &admin, now()).await.unwrap();
        let before = database.extent().await;
        for seen in [0, 1, 3, -1, i64::MAX] {
            let refused = db.set_rights(&who, &roles(&[Role::Admin]), seen, &admin, now()).await;
            assert!(matches!(refused, Err(PeopleError::Stale)), "{seen}: {refused:?}");
        }
        let refused = db.set_rights(&id(9), &roles(&[Role::Lead]), 1, &admin, now()).await;
        assert!(matches!(refused, Err(PeopleError::NoSuchPerson)), "{refused:?}");
        assert_eq!(database.extent().await, before);
    })
    .await;
}

/// Least of all its own rights.
#[tokio::test]
async fn only_an_admin_changes_what_somebody_may_do() {
    on_each_engine(async |database| {
        let db = &database.db;
        enter(db, 1, roles(&[Role::Admin])).await;
        let gone = enter(db, 2, roles(&[Role::Admin])).await;
        let kreis = enter(db, 3, contact(&[territory("09273", true, true)])).await;
        let lead = enter(db, 4, roles(&[Role::Lead])).await;
        let colleague = enter(db, 5, contact(&[territory("09273", false, false)])).await;
        let viewer = enter(db, 6, roles(&[Role::Viewer])).await;
        db.set_active(&gone, false, &actor(), now()).await.unwrap();
        let before = database.extent().await;
        let authors = [&gone, &kreis, &lead, &colleague, &viewer, &id(99)];
        for by in authors {
            for whose in authors.iter().take(5).copied().collect::<HashSet<_>>() {
                let version = person(db, whose).await.version;
                let raised = db.set_rights(whose, &roles(&Role::ALL), version, by, now()).await;
                let opened = db.set_active(whose, true, by, now()).await;
                let ended = db.set_active(whose, false, by, now()).await;
                for refused in [raised, opened, ended] {
                    assert!(
                        matches!(refused, Err(PeopleError::NotAllowed)),
                        "{by} changes {whose}: {refused:?}"
                    );
                }
                if by != whose || *by == gone {
                    let deleted = db.delete_person(whose, by, now()).await;
                    assert!(matches!(deleted, Err(PeopleError::NotAllowed)), "{by}, {whose}: {deleted:?}");
                }
            }
        }
        assert_eq!(database.extent().await, before);
    })
    .await;
}
