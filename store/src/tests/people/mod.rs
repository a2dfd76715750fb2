//! People: what they may do, how they get in and out, and that no secret of theirs is kept.

mod accounts;
mod authors;
mod last_admin;
mod leaving;
mod links;
mod provider;
mod secrets;
mod sessions;
mod spending;
mod status_links;

use chrono::{DateTime, Utc};
use domain::people::{Email, NewPerson, Person, PersonId, Rights, Role, Territory};
use serde_json::Value;

use super::database::TestDatabase;
use super::samples::{actor, ars, now};
use crate::{Admission, Browser, Db};

/// What stands in for a hash: the store looks at none.
const HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$aGFzaGVk";

pub(super) fn id(number: u128) -> PersonId {
    PersonId::from_random(number)
}

fn email(text: &str) -> Email {
    text.parse().unwrap()
}

pub(super) fn territory(body: &str, with_members: bool, may_invite: bool) -> Territory {
    Territory { body: ars(body), with_members, may_invite }
}

pub(super) fn roles(roles: &[Role]) -> Rights {
    Rights { roles: roles.iter().copied().collect(), territories: Vec::new() }
}

pub(super) fn contact(territories: &[Territory]) -> Rights {
    Rights { territories: territories.to_vec(), ..roles(&[Role::Contact]) }
}

/// Somebody new: `name` before the @, and as the name.
fn new(name: &str, rights: Rights) -> NewPerson {
    let email = email(&format!("{name}@lagebild.example"));
    NewPerson { email, name: name.parse().unwrap(), rights }
}

/// Makes an account, as a program may.
pub(super) async fn admit(db: &Db, number: u128, rights: Rights, admission: Admission<'_>) -> PersonId {
    let new = new(&format!("person-{number}"), rights);
    db.admit(&id(number), &new, admission, &actor(), now()).await.unwrap();
    id(number)
}

/// Makes an account that can sign in.
pub(super) async fn enter(db: &Db, number: u128, rights: Rights) -> PersonId {
    admit(db, number, rights, Admission::Password(HASH)).await
}

pub(super) async fn person(db: &Db, id: &PersonId) -> Person {
    db.person(id).await.unwrap().unwrap()
}

/// Signs in from a browser of that name.
async fn sign_in(db: &Db, id: &PersonId, name: &str, now: DateTime<Utc>) {
    let (token, device) = (token(name), device(name));
    let browser = Browser { token: &token, device: &device, agent: name };
    assert!(db.sign_in(id, browser, "password", None, now).await.unwrap());
}

/// What opens the session of a browser.
fn token(name: &str) -> String {
    format!("token-of-{name}")
}

fn device(name: &str) -> String {
    format!("device-of-{name}")
}

/// What the audit tells of this action: who, to whom, and the detail, the oldest first.
pub(super) async fn deeds(database: &TestDatabase, action: &str) -> Vec<(String, String, Value)> {
    let rows: Vec<(String, String, String, String)> =
        database.rows("SELECT action, actor, subject, detail FROM audit ORDER BY id").await;
    rows.into_iter()
        .filter(|row| row.0 == action)
        .map(|(_, actor, subject, detail)| (actor, subject, serde_json::from_str(&detail).unwrap()))
        .collect()
}
