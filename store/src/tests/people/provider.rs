//! Whoever comes through the provider of the administration.

use domain::people::{LinkState, NewPerson, Person, PersonId, Purpose, Role, Standing};

use super::{HASH, admit, contact, deeds, enter, id, new, person, roles, sign_in, territory, token};
use crate::tests::database::on_each_engine;
use crate::tests::samples::{actor, now};
use crate::{Admission, Db, PeopleError};

const ISSUER: &str = "https://id.example";

async fn come(db: &Db, subject: &str, fresh: &PersonId, new: &NewPerson) -> Result<Person, PeopleError> {
    db.person_of_provider(ISSUER, subject, fresh, new, now()).await
}

#[tokio::test]
async fn somebody_new_gets_an_account_and_is_known_from_then_on() {
    on_each_engine(async |database| {
        let db = &database.db;
        let two = contact(&[territory("09375", false, false), territory("09273", true, false)]);
        let erika = new("erika", two);
        let made = come(db, "4711", &id(1), &erika).await.unwrap();
        assert_eq!((made.id.clone(), made.standing, made.has_password), (id(1), Standing::Active, false));
        assert_eq!(deeds(database, "person.add").await[0].0, id(1).to_string());
        sign_in(db, &made.id, "desk", now()).await;

        // The same rights in another order are the same: nothing is written, no session renewed.
        let before = database.extent().await;
        let mut turned = erika.clone();
        turned.rights.territories.reverse();
        for told in [&erika, &turned] {
            assert_eq!(come(db, "4711", &id(2), told).await.unwrap().rights, made.rights);
        }
        assert_eq!(database.extent().await, before);

        // Also under another address; what the provider says of rights holds.
        let lead = new("erika.muster", roles(&[Role::Lead]));
        let known = come(db, "4711", &id(3), &lead).await.unwrap();
        assert_eq!((known.id, known.rights, known.version), (id(1), roles(&[Role::Lead]), 2));
        assert!(db.visit(&token("desk"), now()).await.unwrap().unwrap().renew);
        assert_eq!(deeds(database, "person.rights").await.len(), 1);
        assert_eq!(database.extent().await.people, 1);
        assert_eq!(db.person(&id(3)).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn an_invitation_that_nobody_accepted_is_taken_over() {
    on_each_engine(async |database| {
        let db = &database.db;
        let invited = admit(db, 1, roles(&[Role::Viewer]), Admission::Invitation("invitation")).await;
        let told = new("person-1", roles(&[Role::Facilitator]));
        let come_in = come(db, "4711", &id(2), &told).await.unwrap();
        assert_eq!((come_in.id, come_in.standing), (invited.clone(), Standing::Active));
        assert_eq!(come_in.rights, told.rights);
        let link = db.link("invitation", Purpose::Invitation, now()).await.unwrap().unwrap();
        assert_eq!(link.state, LinkState::Revoked);
        let refused = db.accept_invitation("invitation", &told.name, HASH, now()).await;
        assert!(matches!(refused, Err(PeopleError::Link(LinkState::Revoked))), "{refused:?}");
        assert_eq!(come(db, "4711", &id(2), &told).await.unwrap().id, invited);
    })
    .await;
}

/// Who controls an address at the provider need not be who chose the password.
#[tokio::test]
async fn an_account_of_somebody_else_is_not_taken_over() {
    on_each_engine(async |database| {
        let db = &database.db;
        enter(db, 1, roles(&[Role::Admin])).await;
        come(db, "4711", &id(2), &new("person-2", roles(&[Role::Viewer]))).await.unwrap();
        let gone = admit(db, 3, roles(&[Role::Viewer]), Admission::Invitation("invitation")).await;
        db.set_active(&gone, false, &actor(), now()).await.unwrap();
        let before = database.extent().await;
        for taken in ["person-1", "person-2", "person-3"] {
            let refused = come(db, "0815", &id(9), &new(taken, roles(&[Role::Lead]))).await;
            assert!(matches!(refused, Err(PeopleError::EmailTaken)), "{taken}: {refused:?}");
        }
        // The same subject at another provider is somebody else.
        let other = "https://other.example";
        let told = new("person-2", roles(&[Role::Lead]));
        let refused = db.person_of_provider(other, "4711", &id(9), &told, now()).await;
        assert!(matches!(refused, Err(PeopleError::EmailTaken)), "{refused:?}");
        assert_eq!(database.extent().await, before);
    })
    .await;
}

#[tokio::test]
async fn whoever_is_deactivated_here_stays_deactivated() {
    on_each_engine(async |database| {
        let db = &database.db;
        let made = come(db, "4711", &id(1), &new("erika", roles(&[Role::Viewer]))).await.unwrap();
        db.set_active(&made.id, false, &actor(), now()).await.unwrap();
        for rights in [roles(&[Role::Viewer]), roles(&[Role::Lead, Role::Admin])] {
            let known = come(db, "4711", &id(2), &new("erika", rights)).await.unwrap();
            assert_eq!((known.id, known.standing), (id(1), Standing::Deactivated));
        }
        assert_eq!(person(db, &id(1)).await.standing, Standing::Deactivated);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_new_who_comes_twice_at_once_is_one_person() {
    on_each_engine(async |database| {
        let (db, other) = (&database.db, &database.other().await);
        let (first_id, second_id, told) = (id(1), id(2), new("erika", roles(&[Role::Viewer])));
        let (first, second) =
            tokio::join!(come(db, "4711", &first_id, &told), come(other, "4711", &second_id, &told));
        assert_eq!(first.unwrap().id, second.unwrap().id);
        assert_eq!(database.extent().await.people, 1);
    })
    .await;
}

#[tokio::test]
async fn what_the_provider_takes_away_is_gone_here() {
    on_each_engine(async |database| {
        let db = &database.db;
        db.provider_gives_no_role(ISSUER, "nobody", now()).await.unwrap();
        let made = come(db, "4711", &id(1), &new("erika", roles(&[Role::Admin]))).await.unwrap();
        sign_in(db, &made.id, "desk", now()).await;
        db.provider_gives_no_role(ISSUER, "4711", now()).await.unwrap();
        assert_eq!(person(db, &made.id).await.rights, roles(&[]));
        let visit = db.visit(&token("desk"), now()).await.unwrap().unwrap();
        assert!(visit.renew && visit.person.rights == roles(&[]));
        assert!(db.open_setup("setup", now()).await.unwrap(), "it is no admin any more");
        let before = database.extent().await;
        db.provider_gives_no_role(ISSUER, "4711", now()).await.unwrap();
        assert_eq!(database.extent().await, before, "nothing more to take away");
    })
    .await;
}
