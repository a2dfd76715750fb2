//! Nothing that lets somebody in is in the database as it is, and nothing of it, nor any name, in the audit.

use chrono::TimeDelta;
use domain::people::{Purpose, Role};
use domain::stage::Stage;

use super::{contact, device, email, enter, id, new, person, roles, sign_in, territory, token};
use crate::secret::digest;
use crate::tests::database::{TestDatabase, on_each_engine};
use crate::tests::samples::{ars, entry, kelheim, now};
use crate::{Admission, Browser};

const ISSUER: &str = "https://id.example";
const SUBJECT: &str = "subject-4711";

/// Every token that the walk below hands out.
const TOKENS: [&str; 10] = [
    "setup-token",
    "invitation-token",
    "second-invitation-token",
    "reset-token",
    "own-reset-token",
    "revoked-token",
    "status-token",
    "session-token",
    "device-token",
    "next-session-token",
];
const HASHES: [&str; 5] = ["$of-the-admin", "$chosen", "$changed", "$reset", super::HASH];
const NAMES: [&str; 5] = ["Ada", "Erika", "Ödländer", "Max", "Moritz"];

/// Everything that can be done with people, once.
async fn walk(database: &TestDatabase) {
    let db = &database.db;
    let own = ars("09273");
    let kreis = || contact(&[territory("09273", true, true)]);
    db.open_setup(TOKENS[0], now()).await.unwrap();
    let admin = id(1);
    db.set_up(TOKENS[0], &admin, &new("Ada", roles(&[Role::Admin])), HASHES[0], now()).await.unwrap();
    let erika = id(2);
    let invitation = Admission::Invitation(TOKENS[1]);
    db.admit(&erika, &new("Erika", kreis()), invitation, &admin, now()).await.unwrap();
    db.give_link(&erika, Purpose::Invitation, None, TOKENS[2], &admin, now()).await.unwrap();
    db.accept_invitation(TOKENS[2], &"Erika".parse().unwrap(), HASHES[1], now()).await.unwrap();
    let browser = Browser { token: TOKENS[7], device: TOKENS[8], agent: "Firefox" };
    db.sign_in(&erika, browser, "password", None, now()).await.unwrap();
    db.rename_person(&erika, &"Erika Ödländer".parse().unwrap(), now()).await.unwrap();
    db.give_link(&erika, Purpose::Reset, None, TOKENS[3], &admin, now()).await.unwrap();
    db.reset_password(TOKENS[3], HASHES[3], now()).await.unwrap();
    sign_in(db, &erika, "desk", now()).await;
    sign_in(db, &erika, "phone", now()).await;
    db.set_rights(&erika, &kreis(), person(db, &erika).await.version, &admin, now()).await.unwrap();
    assert!(db.renew_session(&token("desk"), TOKENS[9]).await.unwrap());
    let desk = db.visit(TOKENS[9], now()).await.unwrap().unwrap().session;
    db.change_password(&erika, HASHES[3], HASHES[2], desk, now()).await.unwrap();
    db.end_other_sessions(&erika, desk, now()).await.unwrap();
    let recorded = db.record_status(&kelheim(), &entry(Stage::Live, "2026-11-02"), None, &erika, now()).await;
    db.retract(recorded.unwrap().event, "verwechselt", None, &erika, now()).await.unwrap();
    db.give_reset(&erika, TOKENS[4], now()).await.unwrap();
    db.give_link(&erika, Purpose::Status, Some(&own), TOKENS[5], &admin, now()).await.unwrap();
    let newest = db.links(&erika, now()).await.unwrap()[0].id;
    db.revoke_link(newest, &admin, now()).await.unwrap();
    db.give_link(&erika, Purpose::Status, Some(&own), TOKENS[6], &admin, now()).await.unwrap();
    let report = [(kelheim(), entry(Stage::Live, "2026-11-02"), 2)];
    db.report_by_link(TOKENS[6], &report, now()).await.unwrap();
    db.note_failed_sign_in(Some(&erika), now()).await.unwrap();
    db.note_failed_sign_in(None, now()).await.unwrap();
    db.note_refused_sign_ins(10, 2, now()).await.unwrap();
    let max = id(3);
    for rights in [roles(&[Role::Viewer]), roles(&[Role::Lead])] {
        db.person_of_provider(ISSUER, SUBJECT, &max, &new("Max", rights), now()).await.unwrap();
    }
    db.set_active(&max, false, &admin, now()).await.unwrap();
    db.set_active(&max, true, &admin, now()).await.unwrap();
    let moritz = id(4);
    let password = Admission::Password(super::HASH);
    db.admit(&moritz, &new("Moritz", roles(&[])), password, &admin, now()).await.unwrap();
    db.delete_person(&moritz, &admin, now()).await.unwrap();
    let later = now() + TimeDelta::minutes(2);
    let session = db.visit(TOKENS[9], later).await.unwrap().unwrap().session;
    db.end_session(&erika, session, later).await.unwrap();
    sign_in(db, &erika, "last", later).await;
}

#[tokio::test]
async fn no_audit_row_tells_a_secret_an_address_or_a_name() {
    on_each_engine(async |database| {
        walk(database).await;
        let rows: Vec<(String, String, String, String)> =
            database.rows("SELECT action, actor, subject, detail FROM audit ORDER BY id").await;
        let mut actions: Vec<&str> = rows.iter().map(|row| row.0.as_str()).collect();
        actions.sort_unstable();
        actions.dedup();
        // Whatever else comes to be told must be part of the walk.
        let expected = "link.create link.revoke link.spend person.activate person.add person.deactivate \
                        person.delete person.invite person.password person.rename person.rights session.end \
                        setup.done signin.done signin.failed signin.refused signout status.retract status.set";
        assert_eq!(actions.join(" "), expected);
        let browsers = ["desk", "phone", "last"];
        let tokens = TOKENS.map(str::to_owned).into_iter();
        let tokens = tokens.chain(browsers.map(token)).chain(browsers.map(device));
        let secrets = tokens.flat_map(|token| [digest(&token), token]);
        let others = HASHES.iter().chain(&NAMES).chain(&[ISSUER, SUBJECT, "@", "lagebild.example", "Firefox"]);
        let told = format!("{rows:?}").to_lowercase();
        for secret in secrets.chain(others.map(|text| (*text).to_owned())) {
            assert!(!told.contains(&secret.to_lowercase()), "the audit tells {secret}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_database_holds_no_token() {
    on_each_engine(async |database| {
        walk(database).await;
        let sql = "SELECT token || ' ' || person || ' ' || agent FROM session \
                   UNION ALL SELECT token || ' ' || person FROM device \
                   UNION ALL SELECT token || ' ' || purpose || ' ' || coalesce(person, '') FROM link \
                   UNION ALL SELECT id || ' ' || email || ' ' || coalesce(password_hash, '') FROM person \
                   UNION ALL SELECT key || ' ' || value FROM setting \
                   UNION ALL SELECT id || ' ' || name FROM actor";
        let rows: Vec<(String,)> = database.rows(sql).await;
        let kept = format!("{rows:?}");
        for token in TOKENS.map(str::to_owned).into_iter().chain([token("last"), device("last")]) {
            assert!(!kept.contains(&token), "the database holds {token}");
        }
        // What is there instead, or the search would find nothing anyway.
        for token in [TOKENS[0], TOKENS[6], &token("last"), &device("last")] {
            assert!(kept.contains(&digest(token)), "{token}");
        }
        assert_eq!(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    })
    .await;
}

/// What was typed where the address belongs may be a password.
#[tokio::test]
async fn a_failed_sign_in_names_whom_it_was_about_if_anybody() {
    on_each_engine(async |database| {
        let db = &database.db;
        let who = enter(db, 1, roles(&[])).await;
        assert!(db.credentials(&email("person-1@lagebild.example")).await.unwrap().is_some());
        db.note_failed_sign_in(Some(&who), now()).await.unwrap();
        db.note_failed_sign_in(None, now()).await.unwrap();
        db.note_refused_sign_ins(9_990, 3, now()).await.unwrap();
        let row = |subject: &str, detail| ("anonym".to_owned(), subject.to_owned(), detail);
        let failed = [row(who.as_str(), serde_json::json!({})), row("anonym", serde_json::json!({}))];
        assert_eq!(super::deeds(database, "signin.failed").await, failed);
        let refused = serde_json::json!({ "attempts": 9_990, "addresses": 3 });
        assert_eq!(super::deeds(database, "signin.refused").await, [row("anonym", refused)]);
    })
    .await;
}
