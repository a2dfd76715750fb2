//! What becomes of what workshops found.

use axum::http::StatusCode;
use domain::people::{Role, Territory};
use domain::rollout::Actor;
use domain::workshop::{FindingFacts, FindingId, FindingKind, WorkshopFacts};

use crate::support::{Answer, Product};

const SCRIPT: &str = "</textarea><script>alert(1)</script>";

/// Somebody who leads workshops is signed in, and so many findings are written down.
async fn product(words: &[&str]) -> (Product, Vec<FindingId>) {
    let mut product = Product::unvisited().await;
    product.cookie = Some(product.person("frieda", &[Role::Facilitator], &[]).await.1);
    let program = Actor { id: "test".into(), name: "Test".into() };
    let (db, now) = (product.state.db.clone(), product.state.clock.now());
    let workshop = WorkshopFacts {
        title: "Kelheim".into(),
        held_on: "2026-10-01".parse().unwrap(),
        begins_at: None,
        ends_at: None,
        place: None,
        link: None,
        facilitator: None,
        agenda: None,
        participants: vec![],
        services: [].into(),
    };
    let workshop = db.plan_workshop(&workshop, &program, now).await.unwrap();
    let mut ids = Vec::new();
    for words in words {
        let facts = FindingFacts {
            words: (*words).into(),
            kind: FindingKind::Obstacle,
            criterion: None,
            severity: None,
            recommendation: None,
            services: [].into(),
            bodies: [].into(),
        };
        ids.push(db.capture(words, workshop, &facts, &program, now).await.unwrap());
    }
    (product, ids)
}

async fn version(product: &Product, id: FindingId) -> String {
    let picture = product.state.read_model.current().await.unwrap();
    picture.situation.workshops().finding(id).unwrap().version.to_string()
}

async fn post(product: &Product, id: FindingId, action: &str, fields: &[(&str, &str)]) -> Answer {
    let version = version(product, id).await;
    let mut fields = fields.to_vec();
    if !fields.iter().any(|(name, _)| *name == "version") {
        fields.push(("version", &version));
    }
    product.post(&format!("/erkenntnisse/{id}/{action}"), &fields).await
}

fn assert_no_script(answer: &Answer) {
    assert!(answer.text.contains("&lt;script&gt;alert(1)"), "shown as text");
    assert!(!answer.text.contains("<script>alert(1)"), "not as markup");
}

#[tokio::test]
async fn a_script_in_a_finding_stays_text_wherever_it_is_shown() {
    let (product, ids) = product(&[SCRIPT, "Etwas anderes"]).await;
    let (id, other) = (ids[0], ids[1]);
    assert_eq!(post(&product, id, "stand", &[("verdict", "adopted")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        post(&product, id, "anmerkung", &[(&format!("note_{id}"), SCRIPT)]).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(
        post(&product, other, "zusammenfuehren", &[("into", &id.to_string())]).await.header("location"),
        format!("/erkenntnisse/{id}?erledigt=zusammengefuehrt")
    );
    let fields = [("words", SCRIPT), ("kind", "obstacle"), ("recommendation", SCRIPT), ("body_0", SCRIPT)];
    let refused = post(&product, id, "bearbeiten", &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "no such body");
    assert_no_script(&refused);
    for address in [
        "/erkenntnisse".to_owned(),
        "/erkenntnisse/blueprint".to_owned(),
        format!("/erkenntnisse/{id}"),
        format!("/erkenntnisse/{other}"),
        format!("/erkenntnisse/{id}/bearbeiten"),
        format!("/massnahmen/neu?erkenntnis={id}"),
    ] {
        let answer = product.get(&address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        assert_no_script(&answer);
    }
    let sheet = product.get("/daten/erkenntnisse.csv").await;
    assert!(sheet.text.contains(";Etwas anderes;"), "{}", sheet.text);
    assert_eq!(sheet.text.lines().count(), 3, "each wording in a row of its own");
}

#[tokio::test]
async fn what_cannot_be_kept_is_refused_with_what_was_typed() {
    let (product, ids) = product(&["Personal fehlt"]).await;
    let id = ids[0];
    let long = "x".repeat(5_000);
    for (action, fields, told) in [
        ("bearbeiten", vec![("words", long.as_str()), ("kind", "obstacle")], "Der Text hat 5.000 Zeichen"),
        ("bearbeiten", vec![("words", " "), ("kind", "obstacle")], "Schreiben Sie auf, was gesagt wurde."),
        ("bearbeiten", vec![("words", "Da"), ("kind", "kaffee")], "gibt es hier nicht"),
        (
            "bearbeiten",
            vec![("words", "Da"), ("kind", "obstacle"), ("body_0", "Atlantis")],
            "gibt es im Register nicht",
        ),
        (
            "stand",
            vec![("verdict", "rejected"), ("reason", " ")],
            "Geben Sie in ein paar Worten den Grund an.",
        ),
        ("stand", vec![], "Wählen Sie eine der Möglichkeiten aus."),
        ("zusammenfuehren", vec![("into", "")], "Geben Sie die Nummer der anderen Erkenntnis an."),
        ("zusammenfuehren", vec![("into", "zwei")], "Geben Sie eine ganze Zahl an"),
        ("zusammenfuehren", vec![("into", "999")], "Diese Erkenntnis gibt es nicht. Prüfen Sie die Nummer."),
        ("zusammenfuehren", vec![("into", "1")], "Beide zählen schon als eine Erkenntnis."),
    ] {
        let before = version(&product, id).await;
        let answer = post(&product, id, action, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{action} {fields:?}");
        assert!(answer.text.contains(told), "{action}: {told}");
        assert_eq!(version(&product, id).await, before, "nothing was changed");
    }
    for action in
        ["bearbeiten", "stand", "blueprint", "anmerkung", "verschieben", "zusammenfuehren", "trennen"]
    {
        let answer = product.post(&format!("/erkenntnisse/999/{action}"), &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{action}");
    }
}

#[tokio::test]
async fn of_two_who_change_a_finding_the_second_sees_both_versions() {
    let (product, ids) = product(&["Personal fehlt"]).await;
    let id = ids[0];
    let seen = version(&product, id).await;
    let change = async |words: &str, version: &str| {
        let fields = [("words", words), ("kind", "question"), ("version", version)];
        post(&product, id, "bearbeiten", &fields).await
    };
    assert_eq!(change("Es fehlt an Personal", &seen).await.status, StatusCode::SEE_OTHER);
    let stale = change("Zu wenig Personal", &seen).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text.contains("Inzwischen gespeichert") && stale.text.contains("Es fehlt an Personal"));
    assert!(stale.text.contains("Ihre Fassung") && stale.text.contains("Zu wenig Personal"));
    // Whoever has seen both may decide.
    assert_eq!(change("Zu wenig Personal", &stale.version()).await.status, StatusCode::SEE_OTHER);

    let ruled = post(&product, id, "stand", &[("verdict", "checked"), ("version", &seen)]).await;
    assert_eq!(ruled.status, StatusCode::CONFLICT);
    assert!(ruled.text.contains("Ihre Fassung"));
    let marked = post(&product, id, "blueprint", &[("mark", "yes"), ("version", &seen)]).await;
    assert_eq!(marked.header("location"), format!("/erkenntnisse/{id}?erledigt=veraltet"));
    let merged = post(&product, id, "zusammenfuehren", &[("into", "999"), ("version", &seen)]).await;
    assert_eq!(merged.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn one_click_marks_and_leads_back_to_where_it_was() {
    let (product, ids) = product(&["Personal fehlt", "Modul fehlt"]).await;
    let id = ids[1];
    let back = "/erkenntnisse?kriterium=ohne";
    let marked = post(&product, id, "blueprint", &[("mark", "yes"), ("back", back)]).await;
    assert_eq!(marked.header("location"), format!("{back}&erledigt=aufgenommen#erkenntnis-{id}"));
    let list = product.get("/erkenntnisse").await;
    assert!(
        list.text.contains("2\u{a0}Erkenntnisse aus einem Workshop, davon 1 für den Blueprint."),
        "{}",
        list.text
    );
    let away = post(&product, id, "blueprint", &[("mark", "no"), ("back", "//boese.example/")]).await;
    assert_eq!(
        away.header("location"),
        format!("/erkenntnisse/{id}?erledigt=herausgenommen"),
        "never elsewhere"
    );
    let refused = post(&product, ids[0], "zusammenfuehren", &[("into", &id.to_string())]).await;
    assert_eq!(refused.status, StatusCode::SEE_OTHER);
    let list = product.get("/erkenntnisse").await;
    assert!(list.text.contains("Eine Erkenntnis aus einem Workshop, davon noch keine für den Blueprint."));
}

#[tokio::test]
async fn who_only_reads_sees_no_buttons() {
    let (mut product, ids) = product(&["Personal fehlt", "Zu wenig Personal"]).await;
    let land = Territory { body: "09".parse().unwrap(), with_members: true, may_invite: false };
    product.cookie = Some(product.person("erika", &[Role::Contact], &[land]).await.1);
    for address in ["/erkenntnisse".to_owned(), format!("/erkenntnisse/{}", ids[0])] {
        let answer = product.get(&address).await;
        assert_eq!(answer.status, StatusCode::OK);
        for hidden in ["/blueprint\" method", "/stand\"", "/zusammenfuehren\"", "/bearbeiten\""] {
            assert!(!answer.text.contains(hidden), "{address}: {hidden}");
        }
    }
    let answer = post(&product, ids[0], "stand", &[("verdict", "adopted")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}
