//! Letters that remind: claimed once, by one, for somebody who wants them.

use chrono::TimeDelta;
use domain::Ars;
use domain::occasion::{Occasion, Side, Week};
use domain::people::{LinkState, Purpose, Role, Standing};
use domain::workshop::MeasureId;
use serde_json::json;

use super::database::on_each_engine;
use super::people::{admit, contact, deeds, enter, id, person, roles, territory};
use super::samples::{actor, ars, day, now};
use crate::{Admission, LettersSent, PeopleError};

fn reminder() -> Occasion {
    Occasion::Reminder(Week::of(day("2026-11-23")))
}

fn due() -> Occasion {
    Occasion::Measure(MeasureId(12), Side::Before, day("2026-12-01"))
}

fn link(authority: &str, token: &str) -> (Ars, String) {
    (ars(authority), token.to_owned())
}

#[tokio::test]
async fn a_letter_is_claimed_once_and_released_for_another_try() {
    on_each_engine(async |database| {
        let db = &database.db;
        let who = enter(db, 1, roles(&[Role::Lead])).await;
        let other = enter(db, 2, roles(&[Role::Lead])).await;
        let claim = async |who, occasions: &[Occasion]| {
            db.claim_letter(who, occasions, &[], &actor(), now()).await.unwrap()
        };
        assert!(claim(&who, &[reminder()]).await);
        assert!(!claim(&who, &[reminder()]).await, "claimed");
        assert!(claim(&other, &[reminder()]).await, "somebody else's");
        assert!(!claim(&who, &[due(), reminder()]).await, "all or nothing");
        db.release_letter(&who, &[reminder()], &[]).await.unwrap();
        assert!(claim(&who, &[due(), reminder()]).await);
        let own = db.notifications_of(&who).await.unwrap();
        let own: Vec<_> = own.into_iter().map(|sent| (sent.occasion, sent.sent_at)).collect();
        assert_eq!(own, [(due(), now()), (reminder(), now())]);
        let all = db.notifications_since(now()).await.unwrap();
        assert_eq!(all.len(), 3);
        assert_eq!(db.notifications_since(now() + TimeDelta::seconds(1)).await.unwrap(), []);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_instances_that_claim_at_once_one_wins() {
    on_each_engine(async |database| {
        let (db, other) = (&database.db, &database.other().await);
        let who = enter(db, 1, contact(&[territory("09273", true, false)])).await;
        for round in 0..5 {
            let week = Occasion::Reminder(Week::of(day("2026-11-23").plus(7 * round)));
            let (one, two) =
                ([link("09273", &format!("one{round}"))], [link("09273", &format!("two{round}"))]);
            let author = actor();
            let occasions = [week];
            let (first, second) = tokio::join!(
                db.claim_letter(&who, &occasions, &one, &author, now()),
                other.claim_letter(&who, &occasions, &two, &author, now())
            );
            let (first, second) = (first.unwrap(), second.unwrap());
            assert!(first != second, "{first} and {second}");
            let winner = if first { "one" } else { "two" };
            for name in ["one", "two"] {
                let made = db.link(&format!("{name}{round}"), Purpose::Status, now()).await.unwrap();
                assert_eq!(made.is_some(), name == winner, "the loser leaves no link behind");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn its_links_open_the_own_authority_and_earlier_ones_stay_open() {
    on_each_engine(async |database| {
        let db = &database.db;
        let who = admit(db, 1, contact(&[territory("09273", true, false)]), Admission::Invitation("i")).await;
        let next = Occasion::Reminder(Week::of(day("2026-11-30")));
        let links = [link("09273", "first"), link("092735218", "vg")];
        assert!(db.claim_letter(&who, &[reminder()], &links, &actor(), now()).await.unwrap());
        let foreign = [link("09273", "second"), link("09274", "foreign")];
        assert!(!db.claim_letter(&who, &[next], &foreign, &actor(), now()).await.unwrap());
        assert!(db.claim_letter(&who, &[next], &[link("09273", "next")], &actor(), now()).await.unwrap());
        for token in ["first", "vg", "next"] {
            let link = db.link(token, Purpose::Status, now()).await.unwrap().unwrap();
            assert_eq!((link.state, link.person), (LinkState::Open, Some(who.clone())), "{token}");
        }
        db.release_letter(&who, &[next], &[link("09273", "next")]).await.unwrap();
        assert_eq!(db.link("next", Purpose::Status, now()).await.unwrap(), None, "nobody has it");
        let made = deeds(database, "link.create").await;
        let told = json!({ "purpose": "status", "authority": "09273" });
        assert_eq!((made.len(), &made[0]), (3, &(actor().id, who.to_string(), told)));
    })
    .await;
}

#[tokio::test]
async fn who_is_out_or_wants_none_is_not_written_to() {
    on_each_engine(async |database| {
        let db = &database.db;
        let out = enter(db, 1, roles(&[Role::Lead])).await;
        db.set_active(&out, false, &actor(), now()).await.unwrap();
        let unwilling = enter(db, 2, roles(&[Role::Lead])).await;
        assert!(person(db, &unwilling).await.wants_reminders, "unless told otherwise");
        db.set_reminders(&unwilling, false, now()).await.unwrap();
        db.set_reminders(&unwilling, false, now()).await.unwrap();
        for who in [&out, &unwilling, &id(3)] {
            assert!(!db.claim_letter(who, &[reminder()], &[], &actor(), now()).await.unwrap(), "{who}");
        }
        let refused = db.set_reminders(&out, false, now()).await;
        assert!(matches!(refused, Err(PeopleError::NotAllowed)), "{refused:?}");
        let row = (unwilling.to_string(), unwilling.to_string(), json!({ "from": true, "to": false }));
        assert_eq!(deeds(database, "person.reminders").await, [row], "once");
        let known: Vec<_> = db.everybody().await.unwrap();
        let told: Vec<_> = known.iter().map(|known| (known.standing, known.wants_reminders)).collect();
        assert_eq!(told, [(Standing::Deactivated, true), (Standing::Active, false)]);
        db.set_reminders(&unwilling, true, now()).await.unwrap();
        assert!(db.claim_letter(&unwilling, &[reminder()], &[], &actor(), now()).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn whoever_holds_the_link_of_a_letter_can_refuse_more_of_them() {
    on_each_engine(async |database| {
        let db = &database.db;
        let who = admit(db, 1, contact(&[territory("09273", true, false)]), Admission::Invitation("i")).await;
        let links = [link("09273", "status")];
        assert!(db.claim_letter(&who, &[reminder()], &links, &actor(), now()).await.unwrap());
        let foreign = db.refuse_reminders("i", now()).await;
        assert!(matches!(foreign, Err(PeopleError::NoSuchLink)), "{foreign:?}");
        assert!(person(db, &who).await.wants_reminders);
        db.refuse_reminders("status", now()).await.unwrap();
        assert!(!person(db, &who).await.wants_reminders);
    })
    .await;
}

#[tokio::test]
async fn a_run_is_written_down_and_old_letters_are_forgotten() {
    on_each_engine(async |database| {
        let db = &database.db;
        let who = enter(db, 1, roles(&[Role::Lead])).await;
        let early = now() - TimeDelta::days(100);
        assert!(db.claim_letter(&who, &[due()], &[], &actor(), early).await.unwrap());
        assert!(db.claim_letter(&who, &[reminder()], &[], &actor(), now()).await.unwrap());
        let version = database.extent().await.data_version;
        let sent = LettersSent { reminders: 1, digests: 0, due: 2, refused: 0 };
        db.end_letters(sent, now() - TimeDelta::days(90), &actor(), now()).await.unwrap();
        let kept: Vec<_> =
            db.notifications_of(&who).await.unwrap().into_iter().map(|sent| sent.occasion).collect();
        assert_eq!(kept, [reminder()]);
        let told = json!({ "reminders": 1, "digests": 0, "due": 2, "refused": 0 });
        let row = (actor().id, "notification".to_owned(), told);
        assert_eq!(deeds(database, "notification.send").await, [row]);
        assert_eq!(database.extent().await.data_version, version, "no figure depends on it");
        db.delete_person(&who, &actor(), now()).await.unwrap();
        assert_eq!(db.notifications_since(early).await.unwrap(), []);
    })
    .await;
}
