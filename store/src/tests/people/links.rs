//! Who makes links for whom, and which of them still let in.

use chrono::TimeDelta;
use domain::people::{Link, LinkState, Purpose, Rights, Role};
use serde_json::json;

use super::{HASH, admit, contact, deeds, enter, id, new, roles, territory};
use crate::secret::digest;
use crate::tests::database::on_each_engine;
use crate::tests::samples::{actor, ars, now};
use crate::{Admission, Db, PeopleError};

const PURPOSES: [Purpose; 4] = [Purpose::Setup, Purpose::Invitation, Purpose::Reset, Purpose::Status];

async fn state(db: &Db, token: &str, purpose: Purpose) -> Option<LinkState> {
    db.link(token, purpose, now()).await.unwrap().map(|link| link.state)
}

#[tokio::test]
async fn the_set_up_is_open_until_there_is_an_admin() {
    on_each_engine(async |database| {
        let db = &database.db;
        assert!(db.open_setup("first", now()).await.unwrap());
        assert!(db.open_setup("second", now()).await.unwrap());
        assert_eq!(state(db, "first", Purpose::Setup).await, Some(LinkState::Revoked));
        assert_eq!(state(db, "second", Purpose::Setup).await, Some(LinkState::Open));
        // Neither an admin who has not accepted nor one who is out can let anybody in.
        admit(db, 1, roles(&[Role::Admin]), Admission::Invitation("invitation")).await;
        enter(db, 2, roles(&[Role::Lead])).await;
        assert!(db.open_setup("third", now()).await.unwrap());
        let erika = new("erika", roles(&[Role::Admin]));
        let refused = db.set_up("second", &id(3), &erika, HASH, now()).await;
        assert!(matches!(refused, Err(PeopleError::Link(LinkState::Revoked))), "{refused:?}");
        db.set_up("third", &id(3), &erika, HASH, now()).await.unwrap();
        assert_eq!(super::person(db, &id(3)).await.rights, erika.rights);

        let before = database.extent().await;
        assert!(!db.open_setup("fourth", now()).await.unwrap());
        let refused = db.set_up("third", &id(4), &new("max", erika.rights), HASH, now()).await;
        assert!(matches!(refused, Err(PeopleError::Link(LinkState::Spent))), "{refused:?}");
        assert_eq!(state(db, "fourth", Purpose::Setup).await, None);
        assert_eq!(database.extent().await, before);
        let link = db.link("third", Purpose::Setup, now()).await.unwrap().unwrap();
        assert_eq!((link.person, link.authority), (None, None));
        let by = id(3).to_string();
        assert_eq!(deeds(database, "setup.done").await, [(by.clone(), by, json!({ "link": link.id }))]);
    })
    .await;
}

#[tokio::test]
async fn the_set_up_ends_when_an_admin_comes_otherwise() {
    on_each_engine(async |database| {
        let db = &database.db;
        assert!(db.open_setup("setup", now()).await.unwrap());
        enter(db, 1, roles(&[Role::Admin])).await;
        let before = database.extent().await;
        let refused = db.set_up("setup", &id(2), &new("max", roles(&[Role::Admin])), HASH, now()).await;
        assert!(matches!(refused, Err(PeopleError::Link(LinkState::Spent))), "{refused:?}");
        assert_eq!(database.extent().await, before);
    })
    .await;
}

#[tokio::test]
async fn a_link_is_shown_as_often_as_wanted_for_what_it_is_and_nothing_else() {
    on_each_engine(async |database| {
        let db = &database.db;
        let who = enter(db, 1, contact(&[territory("09273", false, false)])).await;
        let own = ars("09273");
        db.open_setup("setup", now()).await.unwrap();
        db.give_link(&who, Purpose::Invitation, None, "invitation", &actor(), now()).await.unwrap();
        db.give_link(&who, Purpose::Reset, None, "reset", &actor(), now()).await.unwrap();
        db.give_link(&who, Purpose::Status, Some(&own), "status", &actor(), now()).await.unwrap();
        let before = database.extent().await;
        for made in PURPOSES {
            for asked in PURPOSES {
                let link = db.link(made.as_str(), asked, now()).await.unwrap();
                let Some(link) = link else {
                    assert_ne!(made, asked);
                    continue;
                };
                let expected = Link {
                    id: link.id,
                    purpose: asked,
                    person: (made != Purpose::Setup).then(|| who.clone()),
                    authority: (made == Purpose::Status).then_some(own),
                    created_at: now(),
                    expires_at: now() + made.lifetime(),
                    state: LinkState::Open,
                };
                assert_eq!((made, link), (asked, expected));
            }
            assert_eq!(state(db, &digest(made.as_str()), made).await, None);
        }
        assert_eq!(database.extent().await, before);
        let listed: Vec<_> = db.links(&who, now()).await.unwrap().iter().map(|link| link.purpose).collect();
        assert_eq!(listed, [Purpose::Status, Purpose::Reset, Purpose::Invitation]);
    })
    .await;
}

#[tokio::test]
async fn a_link_can_be_used_for_its_lifetime() {
    on_each_engine(async |database| {
        let db = &database.db;
        let who = enter(db, 1, contact(&[territory("09273", false, false)])).await;
        db.open_setup("setup", now()).await.unwrap();
        for purpose in &PURPOSES[1..] {
            let authority = (*purpose == Purpose::Status).then(|| ars("09273"));
            let token = purpose.as_str();
            db.give_link(&who, *purpose, authority.as_ref(), token, &actor(), now()).await.unwrap();
        }
        for purpose in PURPOSES {
            let end = now() + purpose.lifetime();
            for (at, expected) in
                [(end, LinkState::Open), (end + TimeDelta::microseconds(1), LinkState::Expired)]
            {
                let link = db.link(purpose.as_str(), purpose, at).await.unwrap().unwrap();
                assert_eq!(link.state, expected, "{purpose} at {at}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_newer_invitation_or_reset_ends_the_older_one() {
    on_each_engine(async |database| {
        let db = &database.db;
        let who =
            admit(db, 1, contact(&[territory("09273", false, false)]), Admission::Invitation("i1")).await;
        admit(db, 2, roles(&[]), Admission::Invitation("other")).await;
        let own = ars("09273");
        for (purpose, token) in [
            (Purpose::Reset, "r1"),
            (Purpose::Status, "s1"),
            (Purpose::Invitation, "i2"),
            (Purpose::Reset, "r2"),
            (Purpose::Status, "s2"),
        ] {
            let authority = (purpose == Purpose::Status).then_some(&own);
            db.give_link(&who, purpose, authority, token, &actor(), now()).await.unwrap();
        }
        let (revoked, open) = (Some(LinkState::Revoked), Some(LinkState::Open));
        for (token, purpose, expected) in [
            ("i1", Purpose::Invitation, revoked),
            ("i2", Purpose::Invitation, open),
            ("r1", Purpose::Reset, revoked),
            ("r2", Purpose::Reset, open),
            ("s1", Purpose::Status, open),
            ("s2", Purpose::Status, open),
            ("other", Purpose::Invitation, open),
        ] {
            assert_eq!(state(db, token, purpose).await, expected, "{token}");
        }
        let told = deeds(database, "link.create").await;
        let detail = json!({ "purpose": "status", "authority": "09273" });
        assert_eq!(told[1], (actor().id, who.to_string(), detail));
    })
    .await;
}

#[tokio::test]
async fn whoever_asks_for_resets_takes_none_away() {
    on_each_engine(async |database| {
        let db = &database.db;
        let who = enter(db, 1, roles(&[Role::Viewer])).await;
        assert!(db.give_reset(&who, "first", now()).await.unwrap());
        assert!(!db.give_reset(&who, "at once", now()).await.unwrap(), "one is on its way");
        assert_eq!(state(db, "at once", Purpose::Reset).await, None);
        assert!(db.give_reset(&who, "later", now() + TimeDelta::minutes(5)).await.unwrap());
        for token in ["first", "later"] {
            assert_eq!(state(db, token, Purpose::Reset).await, Some(LinkState::Open), "{token}");
        }
        let detail = json!({ "purpose": "reset", "authority": null });
        let told = deeds(database, "link.create").await;
        assert_eq!(told, vec![("anonym".to_owned(), who.to_string(), detail); 2], "nobody knows who asked");
        let invited = admit(db, 2, roles(&[]), Admission::Invitation("invited")).await;
        let refused = db.give_reset(&invited, "none", now()).await;
        assert!(matches!(refused, Err(PeopleError::NotAllowed)), "{refused:?}");
    })
    .await;
}

/// Whoever makes a link can follow it, and would then be somebody else, who may even do more.
#[tokio::test]
async fn nobody_but_an_admin_makes_a_link_that_lets_in_further_than_an_invitation_of_its_own() {
    on_each_engine(async |database| {
        let db = &database.db;
        let own = ars("09273");
        let of_own = || vec![territory("09273", false, false)];
        let with = |role| Rights { roles: [Role::Contact, role].into(), territories: of_own() };
        let admin = enter(db, 1, roles(&[Role::Admin])).await;
        let kreis = enter(db, 2, contact(&[territory("09273", false, true)])).await;
        let colleague = enter(db, 3, contact(&of_own())).await;
        let lead = enter(db, 4, with(Role::Lead)).await;
        let foreign = enter(db, 5, contact(&[territory("09375", true, true)])).await;
        let invite = async |number, rights| {
            let token = format!("invitation {number}");
            admit(db, number, rights, Admission::Invitation(&token)).await
        };
        let two = contact(&[territory("09273", false, false), territory("09375", false, false)]);
        let invited = invite(11, contact(&of_own())).await;
        let of_two = invite(12, two).await;
        let with_members = invite(13, contact(&[territory("09273", true, false)])).await;
        let second_lead = invite(14, with(Role::Lead)).await;
        let second_admin = invite(15, with(Role::Admin)).await;
        for (by, whose, may_invite) in [
            (&kreis, &invited, true),
            (&kreis, &of_two, false),
            (&kreis, &with_members, false),
            (&kreis, &second_lead, false),
            (&kreis, &second_admin, false),
            (&kreis, &colleague, false),
            (&kreis, &lead, false),
            (&kreis, &kreis, false),
            (&kreis, &admin, false),
            (&colleague, &invited, false),
            (&lead, &invited, false),
            (&foreign, &invited, false),
            (&second_admin, &invited, false),
            (&id(99), &invited, false),
            (&admin, &invited, true),
            (&admin, &second_lead, true),
        ] {
            for purpose in [Purpose::Invitation, Purpose::Reset, Purpose::Status] {
                let before = database.extent().await;
                let authority = (purpose == Purpose::Status).then_some(&own);
                let token = format!("{by} {whose} {purpose}");
                let given = db.give_link(whose, purpose, authority, &token, by, now()).await;
                if may_invite && (purpose == Purpose::Invitation || *by == admin) {
                    given.unwrap();
                } else {
                    assert!(matches!(given, Err(PeopleError::NotAllowed)), "{token}: {given:?}");
                    assert_eq!(database.extent().await, before);
                }
            }
        }
        let nobody = db.give_link(&id(99), Purpose::Reset, None, "token", &admin, now()).await;
        assert!(matches!(nobody, Err(PeopleError::NoSuchPerson)), "{nobody:?}");
    })
    .await;
}

#[tokio::test]
async fn a_link_is_taken_back_by_who_looks_after_the_person() {
    on_each_engine(async |database| {
        let db = &database.db;
        let kreis = enter(db, 1, contact(&[territory("09273", true, true)])).await;
        let foreign = enter(db, 2, contact(&[territory("09375", true, true)])).await;
        let who =
            admit(db, 3, contact(&[territory("09273", false, false)]), Admission::Invitation("i")).await;
        let [link] = db.links(&who, now()).await.unwrap().try_into().unwrap();
        let before = database.extent().await;
        for stranger in [&foreign, &who, &id(99)] {
            let refused = db.revoke_link(link.id, stranger, now()).await;
            assert!(matches!(refused, Err(PeopleError::NotAllowed)), "{refused:?}");
        }
        let refused = db.revoke_link(link.id + 1, &kreis, now()).await;
        assert!(matches!(refused, Err(PeopleError::NoSuchPerson)), "{refused:?}");
        assert_eq!(database.extent().await, before);

        assert_eq!(db.revoke_link(link.id, &kreis, now()).await.unwrap(), who);
        assert_eq!(
            db.link("i", Purpose::Invitation, now()).await.unwrap().unwrap().state,
            LinkState::Revoked
        );
        // Once more is nothing.
        let before = database.extent().await;
        db.revoke_link(link.id, &kreis, now()).await.unwrap();
        assert_eq!(database.extent().await, before);
        let deed = (kreis.to_string(), who.to_string(), json!({ "link": link.id }));
        assert_eq!(deeds(database, "link.revoke").await, [deed]);
    })
    .await;
}

#[tokio::test]
async fn an_open_invitation_does_not_grow_with_the_rights() {
    on_each_engine(async |database| {
        let db = &database.db;
        let contact = contact(&[territory("09273", false, false)]);
        let invited = admit(db, 1, contact, Admission::Invitation("known to whoever invited")).await;
        db.set_rights(&invited, &roles(&[Role::Admin]), 1, &actor(), now()).await.unwrap();
        let state = state(db, "known to whoever invited", Purpose::Invitation).await;
        assert_eq!(state, Some(LinkState::Revoked));
    })
    .await;
}
