//! Letters that remind: what leads and admins see of them, and the ways out.

use axum::http::StatusCode;
use domain::people::{Person, PersonId, Role, Territory};
use domain::rollout::Actor;
use server::clock::Clock;
use store::Db;

use crate::support::Product;

const MEITINGEN: &str = "097720177177";
const LIST: &str = "/verwaltung/benachrichtigungen";

fn clock(moment: &str) -> Clock {
    Clock::Fixed(moment.parse().unwrap())
}

/// A lead on a Monday morning, with a contact who has been there for a week.
async fn product() -> (Product, PersonId) {
    let mut product = Product::unvisited().await;
    let today = product.state.clock;
    product.state.clock = clock("2026-11-16T09:00:00Z");
    let territory = Territory { body: MEITINGEN.parse().unwrap(), with_members: false, may_invite: false };
    let (id, _) = product.person("konrad", &[Role::Contact], &[territory]).await;
    product.state.clock = today;
    product.cookie = Some(product.person("lea", &[Role::Lead], &[]).await.1);
    (product, id)
}

async fn person(db: &Db, id: &PersonId) -> Person {
    db.person(id).await.unwrap().unwrap()
}

#[tokio::test]
async fn who_would_get_what_is_listed_and_can_be_read_without_changing_anything() {
    let (product, id) = product().await;
    let list = product.get(LIST).await;
    assert_eq!(list.status, StatusCode::OK);
    for told in [
        "Es ist kein Postausgang eingerichtet",
        "konrad@lagebild.example",
        "Lagebild: ein offener Punkt für Markt Meitingen",
        "wurde nichts verschickt",
    ] {
        assert!(list.text.contains(told), "{told} in {}", list.text);
    }
    assert!(!list.text.contains("lea@lagebild.example</small>"), "who came today begins with the next week");

    let letter = product.get(&format!("{LIST}/{id}/erinnerung")).await;
    assert_eq!(letter.status, StatusCode::OK);
    assert!(letter.text.contains("Es liegt noch keine Angabe vor."), "{}", letter.text);
    assert!(letter.text.contains("/bestaetigen/folgt-beim-versand"), "{}", letter.text);
    let mail = product.get(&format!("{LIST}/{id}/erinnerung/brief")).await;
    assert_eq!((mail.status, mail.header("content-type")), (StatusCode::OK, "text/html; charset=utf-8"));
    let policy = mail.header("content-security-policy");
    assert!(
        policy.starts_with("default-src 'none'; style-src 'unsafe-inline'") && policy.ends_with("sandbox"),
        "{policy}"
    );
    for nothing in ["wochenbericht", "fristen", "gibt-es-nicht"] {
        let answer = product.get(&format!("{LIST}/{id}/{nothing}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{nothing}");
    }

    let db = &product.state.db;
    assert_eq!(db.links(&id, product.state.clock.now()).await.unwrap(), [], "looking makes no link");
    assert_eq!(db.notifications_of(&id).await.unwrap(), []);
}

#[tokio::test]
async fn what_was_sent_is_counted_and_no_longer_due() {
    let (product, id) = product().await;
    let db = &product.state.db;
    let program = Actor { id: "test".into(), name: "Test".into() };
    let occasion = "reminder/2026-W48".parse().unwrap();
    assert!(db.claim_letter(&id, &[occasion], &[], &program, product.state.clock.now()).await.unwrap());
    let list = product.get(LIST).await.text;
    assert!(list.contains("Gerade ist kein Brief fällig."), "{list}");
    assert!(list.contains("eine Person") && list.contains("23.11.2026"), "{list}");
    assert_eq!(product.get(&format!("{LIST}/{id}/erinnerung")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn everybody_switches_its_own_reminders() {
    let (product, _) = product().await;
    let is_on = async || {
        let people = product.state.db.everybody().await.unwrap();
        let wants = |name| people.iter().find(|person| person.name.as_str() == name).unwrap().wants_reminders;
        (wants("lea"), wants("konrad"))
    };
    let off = product.post("/konto/erinnerungen", &[]).await;
    assert_eq!(
        (off.status, off.header("location")),
        (StatusCode::SEE_OTHER, "/konto?erledigt=erinnerungen-aus")
    );
    assert_eq!(is_on().await, (false, true));
    let on = product.post("/konto/erinnerungen", &[("reminders", "on")]).await;
    assert_eq!(on.header("location"), "/konto?erledigt=erinnerungen-an");
    assert_eq!(is_on().await, (true, true));
}

#[tokio::test]
async fn the_link_of_a_letter_is_a_way_out_without_signing_in() {
    let (mut product, id) = product().await;
    product.cookie = None;
    let (db, now) = (&product.state.db, product.state.clock.now());
    let program = Actor { id: "test".into(), name: "Test".into() };
    let links = [(MEITINGEN.parse().unwrap(), "abc".to_owned())];
    let occasion = "reminder/2026-W48".parse().unwrap();
    assert!(db.claim_letter(&id, &[occasion], &links, &program, now).await.unwrap());
    let page = product.get("/bestaetigen/abc").await;
    assert!(page.text.contains("Keine Erinnerungen mehr"), "{}", page.text);
    // Looking changes nothing: mail servers look at links before their readers do.
    let looked = product.get("/bestaetigen/abc/abbestellen").await;
    assert_eq!((looked.status, looked.header("location")), (StatusCode::SEE_OTHER, "/bestaetigen/abc"));
    assert!(person(db, &id).await.wants_reminders);

    let refused = product.post("/bestaetigen/abc/abbestellen", &[]).await;
    assert_eq!(
        (refused.status, refused.header("location")),
        (StatusCode::SEE_OTHER, "/bestaetigen/abc?abbestellt=ja")
    );
    assert!(!person(db, &id).await.wants_reminders);
    let page = product.get("/bestaetigen/abc?abbestellt=ja").await.text;
    assert!(
        page.contains("Sie bekommen keine Erinnerungen mehr") && page.contains("Stimmt der Stand noch?"),
        "{page}"
    );

    // A mail program in one click, which follows nothing (RFC 8058).
    db.set_reminders(&id, true, now).await.unwrap();
    let one_click = [("List-Unsubscribe", "One-Click")];
    let refused = product.post("/bestaetigen/abc/abbestellen", &one_click).await;
    assert_eq!(refused.status, StatusCode::OK);
    assert!(!person(db, &id).await.wants_reminders);
    let unknown = product.post("/bestaetigen/xyz/abbestellen", &one_click).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}
