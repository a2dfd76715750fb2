//! There is always an admin left who can sign in.

use domain::people::{PersonId, Rights, Role};

use super::{admit, enter, person, roles};
use crate::tests::database::{TestDatabase, on_each_engine};
use crate::tests::samples::{actor, now};
use crate::{Admission, Db, PeopleError};

/// How an admin goes.
#[derive(Clone, Copy, Debug)]
enum Way {
    Role,
    Deactivation,
    Deletion,
}

const WAYS: [Way; 3] = [Way::Role, Way::Deactivation, Way::Deletion];

async fn take_away(db: &Db, admin: &PersonId, way: Way, by: &PersonId) -> Result<(), PeopleError> {
    let version = db.person(admin).await?.map_or(0, |person| person.version);
    match way {
        Way::Role => db.set_rights(admin, &roles(&[Role::Viewer]), version, by, now()).await,
        Way::Deactivation => db.set_active(admin, false, by, now()).await,
        Way::Deletion => db.delete_person(admin, by, now()).await,
    }
}

#[tokio::test]
async fn the_last_admin_stays() {
    on_each_engine(async |database| {
        let db = &database.db;
        let admin = enter(db, 1, roles(&[Role::Admin, Role::Lead])).await;
        // None of these could give the role back.
        enter(db, 2, roles(&[Role::Lead])).await;
        let gone = enter(db, 3, roles(&[Role::Admin])).await;
        db.set_active(&gone, false, &actor(), now()).await.unwrap();
        admit(db, 4, roles(&[Role::Admin]), Admission::Invitation("invitation")).await;
        let before = database.extent().await;
        for way in WAYS {
            let refused = take_away(db, &admin, way, &admin).await;
            assert!(matches!(refused, Err(PeopleError::LastAdmin)), "{way:?}: {refused:?}");
        }
        let by_program = [
            db.set_rights(&admin, &Rights::default(), 1, &actor(), now()).await,
            db.set_active(&admin, false, &actor(), now()).await,
            db.delete_person(&admin, &actor(), now()).await,
        ];
        for refused in by_program {
            assert!(matches!(refused, Err(PeopleError::LastAdmin)), "{refused:?}");
        }
        assert_eq!(database.extent().await, before);
        // Other roles may change, and admins who cannot sign in may go.
        db.set_rights(&admin, &roles(&[Role::Admin]), 1, &admin, now()).await.unwrap();
        for way in WAYS {
            take_away(db, &gone, way, &admin).await.unwrap();
        }
        db.accept_invitation("invitation", &"Max".parse().unwrap(), super::HASH, now()).await.unwrap();
        take_away(db, &admin, Way::Role, &admin).await.unwrap();
    })
    .await;
}

async fn admins(database: &TestDatabase) -> i64 {
    let count = "SELECT count(*) FROM person p JOIN person_role r ON r.person = p.id \
                 WHERE r.role = 'admin' AND p.deactivated_at IS NULL";
    let [(admins,)]: [(i64,); 1] = database.rows(count).await.try_into().unwrap();
    admins
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_admins_who_take_each_other_away_at_once_one_succeeds() {
    on_each_engine(async |database| {
        let (db, other) = (&database.db, &database.other().await);
        let mut last = enter(db, 1, roles(&[Role::Admin])).await;
        let ways = WAYS.iter().flat_map(|first| WAYS.map(|second| (*first, second)));
        for (number, (first_way, second_way)) in (2..).zip(ways) {
            let (a, b) = (last, enter(db, number, roles(&[Role::Admin])).await);
            let (first, second) =
                tokio::join!(take_away(db, &b, first_way, &a), take_away(other, &a, second_way, &b));
            let (winner, refused) = match (first, second) {
                (Ok(()), Err(refused)) => (a, refused),
                (Err(refused), Ok(())) => (b, refused),
                both => panic!("{first_way:?}, {second_way:?}: {both:?}"),
            };
            assert!(matches!(refused, PeopleError::NotAllowed), "{refused:?}");
            assert_eq!(admins(database).await, 1);
            assert!(person(db, &winner).await.rights.has(Role::Admin));
            last = winner;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_admins_who_leave_at_once_one_stays() {
    on_each_engine(async |database| {
        let (db, other) = (&database.db, &database.other().await);
        let mut last = enter(db, 1, roles(&[Role::Admin])).await;
        let ways = WAYS.iter().flat_map(|first| WAYS.map(|second| (*first, second)));
        for (number, (first_way, second_way)) in (2..).zip(ways) {
            let (a, b) = (last, enter(db, number, roles(&[Role::Admin])).await);
            let (first, second) =
                tokio::join!(take_away(db, &a, first_way, &a), take_away(other, &b, second_way, &b));
            last = match (first, second) {
                (Ok(()), Err(PeopleError::LastAdmin)) => b,
                (Err(PeopleError::LastAdmin), Ok(())) => a,
                both => panic!("{first_way:?}, {second_way:?}: {both:?}"),
            };
            assert_eq!(admins(database).await, 1);
        }
    })
    .await;
}
