//! Workshops: planning, leading, and writing down what is said.

use std::sync::Arc;

use axum::http::{Request, StatusCode, header};
use domain::people::Role;
use domain::workshop::{Finding, FindingKind};

use crate::support::{Answer, Product};

/// A product asked by a facilitator.
async fn hosted() -> Product {
    let mut product = Product::unvisited().await;
    product.cookie = Some(product.person("frieda", &[Role::Facilitator], &[]).await.1);
    product
}

const PLAN: [(&str, &str); 8] = [
    ("title", "Wohnsitz im Kreis Kelheim"),
    ("held_on", "03.12.2026"),
    ("begins_at", "09:30"),
    ("ends_at", "12:00"),
    ("body_0", "Landkreis Kelheim"),
    ("members_0", "on"),
    ("body_1", "097720177177"),
    ("service_wohnsitzanmeldung", "on"),
];

/// Sends a form with some fields replaced or added.
async fn send(product: &Product, address: &str, form: &[(&str, &str)], fields: &[(&str, &str)]) -> Answer {
    let mut all = form.to_vec();
    all.retain(|(name, _)| !fields.iter().any(|(other, _)| other == name));
    all.extend(fields);
    product.post(address, &all).await
}

async fn planned(product: &Product) -> String {
    let answer = send(product, "/workshops/neu", &PLAN, &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    answer.header("location").split('?').next().unwrap().to_owned()
}

async fn findings(product: &Product) -> Vec<Arc<Finding>> {
    let picture = product.state.read_model.current().await.unwrap();
    picture.situation.workshops().findings().cloned().collect()
}

/// Sends a line as the browser part does.
async fn send_line(product: &Product, workshop: &str, fields: &[(&str, &str)]) -> Answer {
    let fields = [&[("kind", "obstacle"), ("key", "4f9c")], fields].concat();
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = product
        .request(Request::post(format!("{workshop}/erfassen")))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("prefer", "return=minimal")
        .body(body.into())
        .unwrap();
    product.ask(request).await
}

#[tokio::test]
async fn what_is_planned_stands_on_its_page_and_in_the_list() {
    let product = hosted().await;
    let empty = product.get("/workshops").await;
    assert!(empty.text.contains("Noch ist kein Workshop geplant"));
    let answer = send(&product, "/workshops/neu", &PLAN, &[("title", "<script>alert(1)</script>")]).await;
    assert_eq!(answer.header("location"), "/workshops/1?erledigt=geplant");
    let page = product.get(answer.header("location")).await;
    assert!(page.text.contains("Der Workshop ist geplant"));
    assert!(page.text.contains("03.12.2026, 09:30 bis 12:00\u{a0}Uhr"));
    assert!(page.text.contains("Landkreis Kelheim mit allen 24\u{a0}Kommunen"), "{}", page.text);
    assert!(page.text.contains("Markt Meitingen"));
    assert!(!page.text.contains("<script>alert"), "a title is text");
    assert!(page.text.contains("<title>&lt;script&gt;alert(1)&lt;/script&gt; – Lagebild</title>"));
    let list = product.get("/workshops").await;
    assert!(list.text.contains("<p>1 geplant</p>"));
    assert!(list.text.contains("eine Behörde, 25\u{a0}Kommunen"));
    assert!(list.text.contains("&lt;script&gt;alert(1)"));
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_what_was_typed_stays() {
    let product = hosted().await;
    let long = "ä".repeat(5_000);
    let cases: [(&[(&str, &str)], &str); 10] = [
        (&[("title", &long)], "5.000 Zeichen, möglich sind 200"),
        (&[("title", " ")], "Sagen Sie in einer Zeile, worum es geht"),
        (&[("held_on", "31.02.2026")], "Diesen Tag gibt es im Kalender nicht"),
        (&[("held_on", "")], "Geben Sie ein Datum an"),
        (&[("ends_at", "09:00")], "Das Ende liegt vor dem Beginn"),
        (&[("begins_at", "früh")], "Schreiben Sie die Uhrzeit wie 14:30"),
        (&[("body_1", "Wolkenkuckucksheim")], "Diese Behörde gibt es im Register nicht"),
        (&[("body_1", "neukirch")], "Welche Behörde ist gemeint?"),
        (&[("link", "javascript:alert(1)")], "https://"),
        (&[("service_angeln", "on")], "Was gewählt war, gibt es hier nicht"),
    ];
    for (fields, message) in cases {
        let mut sent = vec![("place", "Saal & Flur")];
        sent.extend(fields);
        let answer = send(&product, "/workshops/neu", &PLAN, &sent).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{message}");
        assert!(answer.text.contains(message), "{message}");
        assert!(
            answer.text.contains("Saal &amp; Flur") && answer.text.contains("Landkreis Kelheim"),
            "{message}"
        );
    }
    let picture = product.state.read_model.current().await.unwrap();
    assert_eq!(picture.situation.workshops().iter().count(), 0, "nothing was written");
}

#[tokio::test]
async fn of_two_who_edit_the_second_is_shown_what_the_first_wrote() {
    let product = hosted().await;
    let workshop = planned(&product).await;
    let form = format!("{workshop}/bearbeiten");
    let page = product.get(&form).await;
    assert!(page.text.contains("value=\"Landkreis Kelheim\"") && page.text.contains("value=\"09:30\""));
    let seen = page.version();
    let first = send(&product, &form, &PLAN, &[("version", &seen), ("title", "Neuer Titel")]).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let mistyped = send(&product, &form, &PLAN, &[("version", &seen), ("held_on", "x")]).await;
    assert_eq!(mistyped.version(), seen, "a mistake must not pass for having seen the newer one");
    let second = send(&product, &form, &PLAN, &[("version", &seen), ("title", "Anderer Titel")]).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.text.contains("Neuer Titel") && second.text.contains("Anderer Titel"));
    let again =
        send(&product, &form, &PLAN, &[("version", &second.version()), ("title", "Anderer Titel")]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    assert!(product.get(&workshop).await.text.contains("Anderer Titel"));
}

#[tokio::test]
async fn a_workshop_begins_ends_and_is_opened_again() {
    let product = hosted().await;
    let workshop = planned(&product).await;
    let address = format!("{workshop}/stand");
    for (state, told) in [
        ("running", "Der Workshop läuft"),
        ("closed", "als Protokoll drucken"),
        ("running", "Der Workshop läuft"),
    ] {
        let version = product.get(&workshop).await.version();
        let answer = product.post(&address, &[("state", state), ("version", &version)]).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(product.get(answer.header("location")).await.text.contains(told));
        let twice = product.post(&address, &[("state", state), ("version", &version)]).await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
        assert!(twice.text.contains("Inzwischen hat jemand anderes"));
    }
    let page = product.get(&workshop).await;
    assert!(page.text.contains("Verlauf") && page.text.contains("geplant → läuft"), "{}", page.text);
    let nonsense = product.post(&address, &[("state", "vorbei"), ("version", "1")]).await;
    assert_eq!(nonsense.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_line_is_written_down_without_javascript() {
    let product = hosted().await;
    let workshop = planned(&product).await;
    let form = format!("{workshop}/erfassen");
    let page = product.get(&form).await;
    let key = page.text.split("name=\"key\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let fields = [
        ("key", key),
        ("words", "/e /2 „Die <script>-Schulung“ half & hilft"),
        ("kind", "question"),
        ("criterion", "4"),
        ("service_wohnsitzanmeldung", "on"),
        ("body_0", "Markt Meitingen"),
        ("body_1", ""),
        ("severity", "low"),
        ("recommendation", "Früh\r\nschulen"),
    ];
    for _ in 0..2 {
        let answer = product.post(&form, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(
            answer.header("location"),
            format!("{form}?kind=question&criterion=4"),
            "the choice stays"
        );
    }
    let [finding] = &*findings(&product).await else { panic!("sent twice, written once") };
    assert_eq!(finding.facts.words, "„Die <script>-Schulung“ half & hilft");
    assert_eq!(finding.facts.kind, FindingKind::SuccessFactor);
    assert_eq!(finding.facts.criterion.map(|id| id.0), Some(2));
    assert_eq!(finding.facts.recommendation.as_deref(), Some("Früh\nschulen"));
    assert_eq!((finding.facts.services.len(), finding.facts.bodies.len()), (1, 1));
    assert_eq!(finding.actor.name, "frieda");
    let page = product.get(&format!("{form}?kind=question&criterion=4")).await;
    assert!(page.text.contains("„Die &lt;script&gt;-Schulung“ half &amp; hilft"));
    assert!(page.text.contains("value=\"question\" selected") && page.text.contains("value=\"4\" selected"));
    assert!(!page.text.contains(key), "the next line has a key of its own");
}

#[tokio::test]
async fn a_line_that_waited_is_not_written_under_another_name() {
    let mut product = hosted().await;
    let workshop = planned(&product).await;
    let page = product.get(&format!("{workshop}/erfassen")).await.text;
    let frieda = page.split("name=\"person\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let line = [("words", "Nur mein Wort"), ("person", frieda)];
    let own = product.cookie.clone();
    product.cookie = Some(product.person("otto", &[Role::Facilitator], &[]).await.1);
    assert_eq!(send_line(&product, &workshop, &line).await.status, StatusCode::FORBIDDEN);
    assert!(findings(&product).await.is_empty());
    product.cookie = own;
    assert_eq!(send_line(&product, &workshop, &line).await.status, StatusCode::NO_CONTENT);
    assert_eq!(findings(&product).await[0].actor.name, "frieda");
}

#[tokio::test]
async fn a_line_that_cannot_be_says_why() {
    let product = hosted().await;
    let workshop = planned(&product).await;
    let long = "ä".repeat(5_000);
    let cases: [(&[(&str, &str)], &str); 7] = [
        (&[("words", &long)], "5.000 Zeichen, möglich sind 4.000"),
        (&[("words", "/h")], "Schreiben Sie auf, was gesagt wurde"),
        (&[("words", "Da"), ("kind", "witz")], "Was gewählt war, gibt es hier nicht"),
        (&[("words", "Da"), ("criterion", "99")], "Was gewählt war, gibt es hier nicht"),
        (&[("words", "Da"), ("body_0", "Wolkenkuckucksheim")], "Diese Behörde gibt es im Register nicht"),
        (&[("words", "Da"), ("severity", "sehr")], "Was gewählt war, gibt es hier nicht"),
        (&[("words", "Da"), ("service_angeln", "on")], "Was gewählt war, gibt es hier nicht"),
    ];
    for (fields, message) in cases {
        let short = send_line(&product, &workshop, fields).await;
        assert_eq!(short.status, StatusCode::UNPROCESSABLE_ENTITY, "{message}");
        assert!(short.text.contains(message) && !short.text.contains("<html"), "{message}: {}", short.text);
        let fields = [&[("kind", "obstacle"), ("key", "4f9c")], fields].concat();
        let page = product.post(&format!("{workshop}/erfassen"), &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{message}");
        assert!(
            page.text.contains(message) && page.text.contains("value=\"4f9c\""),
            "{message}: the key stays"
        );
    }
    assert!(findings(&product).await.is_empty());
    assert_eq!(send_line(&product, "/workshops/77", &[("words", "Da")]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_list_is_sent_only_when_something_is_new() {
    let product = hosted().await;
    let workshop = planned(&product).await;
    let list = format!("{workshop}/eintraege");
    let since = |text: &str| {
        let version = text.split("data-version=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        format!("{list}?seit={version}")
    };
    let empty = product.get(&list).await;
    assert!(empty.text.starts_with("<ol") && empty.text.contains("Noch ist nichts aufgeschrieben"));
    assert_eq!(product.get(&since(&empty.text)).await.status, StatusCode::NO_CONTENT);

    let sent = send_line(&product, &workshop, &[("words", "<img src=x onerror=alert(1)>")]).await;
    assert_eq!((sent.status, sent.text.as_str()), (StatusCode::NO_CONTENT, ""));
    let newer = product.get(&since(&empty.text)).await;
    assert_eq!(newer.status, StatusCode::OK);
    assert!(newer.text.contains("&lt;img src=x") && !newer.text.contains("<img"), "{}", newer.text);
    assert_eq!(product.get(&since(&newer.text)).await.status, StatusCode::NO_CONTENT);
    let again = send_line(&product, &workshop, &[("words", "<img src=x onerror=alert(1)>")]).await;
    assert_eq!(again.status, StatusCode::NO_CONTENT, "as if it had not been there");
    assert_eq!(findings(&product).await.len(), 1);
    assert_eq!(product.get("/workshops/77/eintraege").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_comes_after_the_end_is_marked() {
    let product = hosted().await;
    let workshop = planned(&product).await;
    let version = product.get(&workshop).await.version();
    product.post(&format!("{workshop}/stand"), &[("state", "closed"), ("version", &version)]).await;
    assert!(
        product.get(&format!("{workshop}/erfassen")).await.text.contains("als nachgetragen gekennzeichnet")
    );
    send_line(&product, &workshop, &[("words", "Noch etwas")]).await;
    let page = product.get(&workshop).await;
    assert!(page.text.contains("nachgetragen") && page.text.contains("Noch etwas"));
    assert!(page.text.contains("Aufgeschrieben: ein Hindernis."));
}

#[tokio::test]
async fn whoever_only_reads_sees_no_buttons() {
    let mut product = hosted().await;
    let workshop = planned(&product).await;
    product.cookie = Some(product.person("viola", &[Role::Viewer], &[]).await.1);
    let page = product.get(&workshop).await;
    assert_eq!(page.status, StatusCode::OK);
    for offered in ["Beginnen", "erfassen", "Bearbeiten", "Workshop planen"] {
        assert!(!page.text.contains(offered), "{offered}");
    }
}
