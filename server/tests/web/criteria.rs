//! Criteria: keeping their list, and answering for an authority.

use axum::http::StatusCode;
use domain::criteria::{Answer as Said, CriterionId};
use domain::people::Role;

use crate::support::Product;

const LIST: &str = "/verwaltung/kriterien";
const KELHEIM: &str = "/kommunen/09273/kriterien";

/// A product asked by a lead.
async fn led() -> Product {
    let mut product = Product::unvisited().await;
    product.cookie = Some(product.person("lead", &[Role::Lead], &[]).await.1);
    product
}

/// The names of the criteria that are asked, in the order of the page.
async fn names(product: &Product) -> Vec<String> {
    let text = product.get(LIST).await.text;
    let asked = text.split("ueberschrift-ruhend").next().unwrap_or_default();
    let links = asked.split("href=\"/verwaltung/kriterien/").skip(1);
    let names = links.filter_map(|rest| rest.split_once("\">")?.1.split_once("</a>"));
    names.map(|(name, _)| name.to_owned()).filter(|name| !name.contains('<')).collect()
}

async fn version(product: &Product, id: i64) -> String {
    product.get(&format!("{LIST}/{id}")).await.version()
}

/// What Kelheim has said of a criterion, for a service or as a whole.
async fn said(product: &Product, service: Option<&str>, criterion: i64) -> Said {
    let picture = product.state.read_model.current().await.unwrap();
    let service = service.map(|slug| slug.parse().unwrap());
    let criteria = &picture.situation.obstacles().criteria;
    criteria.said(&"09273".parse().unwrap(), service.as_ref(), CriterionId(criterion))
}

#[tokio::test]
async fn a_lead_adds_words_moves_retires_and_brings_back() {
    let product = led().await;
    assert_eq!(names(&product).await.len(), 9);
    let added = product
        .post("/verwaltung/kriterien/neu", &[("name", "Strom"), ("question", "Ist <b>Strom</b> da?")])
        .await;
    assert_eq!(added.header("location"), "/verwaltung/kriterien?erledigt=neu");
    let text = product.get(added.header("location")).await.text;
    assert!(text.contains("Das Kriterium ist angelegt") && text.contains("Ist &lt;b&gt;Strom&lt;/b&gt; da?"));

    let seen = version(&product, 10).await;
    let up =
        product.post(&format!("{LIST}/10/verschieben"), &[("richtung", "hoch"), ("version", &seen)]).await;
    assert_eq!(up.status, StatusCode::SEE_OTHER);
    assert_eq!(names(&product).await[8..], ["Strom", "Akzeptanz und Politik"]);

    let seen = version(&product, 10).await;
    let word = [("name", "Energie"), ("question", "Reicht der Strom?"), ("help", ""), ("version", &seen)];
    assert_eq!(product.post(&format!("{LIST}/10"), &word).await.status, StatusCode::SEE_OTHER);
    let seen = version(&product, 10).await;
    let retired = product.post(&format!("{LIST}/10/deaktivieren"), &[("version", &seen)]).await;
    assert_eq!(retired.header("location"), "/verwaltung/kriterien?erledigt=deaktiviert");
    assert_eq!(names(&product).await.len(), 9);
    let text = product.get(LIST).await.text;
    assert!(text.contains("Danach wird nicht mehr gefragt") && text.contains("Wieder fragen: Energie"));
    let seen = version(&product, 10).await;
    product.post(&format!("{LIST}/10/aktivieren"), &[("version", &seen)]).await;
    assert_eq!(names(&product).await[8..], ["Energie", "Akzeptanz und Politik"]);
}

#[tokio::test]
async fn a_criterion_without_words_or_with_too_many_is_refused_and_keeps_what_was_typed() {
    let product = led().await;
    let long = "x".repeat(5_000);
    for (name, question, message) in [
        ("", "Behält das?", "Geben Sie einen Namen an."),
        ("Strom", "", "Geben Sie die Frage an."),
        (long.as_str(), "Behält das?", "5.000 Zeichen, möglich sind 60"),
    ] {
        let fields = [("name", name), ("question", question), ("help", "</textarea><script>")];
        let answer = product.post("/verwaltung/kriterien/neu", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{message}");
        assert!(answer.text.contains(message), "{message}");
        assert!(answer.text.contains("&lt;/textarea&gt;&lt;script&gt;"), "{message}: typed values stay");
    }
    assert_eq!(names(&product).await.len(), 9);
    let fields = [("name", "A"), ("question", "B?"), ("version", "0")];
    let nobody = product.post(&format!("{LIST}/999"), &fields).await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn of_two_leads_the_second_sees_both_versions() {
    let product = led().await;
    let address = format!("{LIST}/1");
    let seen = version(&product, 1).await;
    let send = async |name: &str, seen: &str| {
        let fields = [("name", name), ("question", "Sind Menschen da?"), ("help", ""), ("version", seen)];
        product.post(&address, &fields).await
    };
    assert_eq!(send("Menschen", &seen).await.status, StatusCode::SEE_OTHER);
    let second = send("Leute", &seen).await;
    assert_eq!(second.status, StatusCode::CONFLICT);
    assert!(second.text.contains("Inzwischen gespeichert") && second.text.contains("Ihre Fassung"));
    assert!(second.text.contains("Menschen") && second.text.contains("value=\"Leute\""));
    let fields = [("richtung", "runter"), ("version", seen.as_str())];
    let moved = product.post(&format!("{address}/verschieben"), &fields).await;
    assert_eq!(moved.status, StatusCode::CONFLICT);
    assert_eq!(names(&product).await[0], "Menschen", "nothing was overwritten or moved");
    assert_eq!(send("Leute", &second.version()).await.status, StatusCode::SEE_OTHER, "knowing both");
}

#[tokio::test]
async fn at_most_three_are_asked_and_all_can_be_answered() {
    let product = Product::start().await;
    let count = |text: &str| text.matches("<fieldset").count();
    let text = product.get(KELHEIM).await.text;
    assert_eq!(count(&text), 3);
    assert!(text.contains("0 von 9 erfüllt"));
    assert_eq!(count(&product.get(&format!("{KELHEIM}?alle=ja")).await.text), 9);
    assert_eq!(count(&product.get(&format!("{KELHEIM}?frage=7")).await.text), 1);

    let sent = product.post(KELHEIM, &[("answer_1", "met"), ("answer_2", "open")]).await;
    assert_eq!(sent.header("location"), "/kommunen/09273/kriterien?gespeichert=2");
    let text = product.get(sent.header("location")).await.text;
    assert!(
        text.contains("2\u{a0}Antworten gespeichert")
            && text.contains("/hindernisse/neu?behoerde=09273&amp;kriterium=2")
    );
    assert!(text.contains("1 von 9 erfüllt"));
    assert!(!text.contains("name=\"answer_1\"") && text.contains("name=\"answer_3\""), "what comes next");
    // The same again is no news.
    let again = product.post(KELHEIM, &[("answer_1", "met")]).await;
    assert_eq!(again.header("location"), "/kommunen/09273/kriterien?gespeichert=0");
    // What does not matter is not counted.
    product.post(KELHEIM, &[("answer_3", "not_relevant")]).await;
    let body = product.get("/kommunen/09273").await.text;
    assert!(body.contains("1 von 8 erfüllt") && body.contains("Kriterien"));
}

#[tokio::test]
async fn a_service_may_differ_and_be_like_the_others_again() {
    let product = Product::start().await;
    product.post(KELHEIM, &[("answer_1", "met")]).await;
    let address = format!("{KELHEIM}?leistung=waffenrecht");
    let form = product.get(&address).await.text;
    assert!(form.contains("wie sonst (erfüllt)"));
    let differing = [("leistung", "waffenrecht"), ("answer_1", "open"), ("answer_2", "unknown")];
    let sent = product.post(&address, &differing).await;
    assert_eq!(sent.header("location"), "/kommunen/09273/kriterien?gespeichert=1&leistung=waffenrecht");
    assert_eq!(said(&product, Some("waffenrecht"), 1).await, Said::Open);
    assert_eq!(said(&product, None, 1).await, Said::Met);
    let body = product.get("/kommunen/09273").await.text;
    assert!(body.contains("1 von 9 erfüllt") && body.contains("0 von 9 erfüllt"));
    product.post(&address, &[("leistung", "waffenrecht"), ("answer_1", "unknown")]).await;
    assert!(!product.get("/kommunen/09273").await.text.contains("0 von 9 erfüllt"));
}

#[tokio::test]
async fn what_cannot_be_answered_changes_nothing() {
    let product = Product::start().await;
    for fields in [
        [("answer_1", "met"), ("answer_2", "vielleicht")],
        [("answer_1", "met"), ("leistung", "wohnsitzanmeldung")],
    ] {
        let answer = product.post(KELHEIM, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
    }
    // Train is a member of the VG Siegenburg and responsible for nothing.
    let member = "/kommunen/092735218177/kriterien";
    assert_eq!(product.get(member).await.status, StatusCode::NOT_FOUND);
    let posted = product.post(member, &[("answer_1", "met")]).await;
    assert!(posted.status.is_client_error(), "{}", posted.status);
    assert_eq!(said(&product, None, 1).await, Said::Unknown);
}

#[tokio::test]
async fn a_changed_stage_offers_three_questions_and_an_unchanged_one_none() {
    let product = Product::start().await;
    let form = "/kommunen/09273/leistungen/waffenrecht";
    let send = async |version: &str| {
        let fields = [("version", version), ("stage", "testing"), ("effective_on", "01.11.2026")];
        let saved = product.post(form, &fields).await;
        product.get(saved.header("location")).await.text
    };
    let changed = send("0").await;
    assert!(changed.contains("Sind Projektleitung und Ansprechpersonen benannt und geschult?"));
    assert_eq!(changed.matches("Fragen beantworten").count(), 2, "in the notice and on the card");
    let unchanged = send("1").await;
    assert!(!unchanged.contains("Sind Projektleitung und Ansprechpersonen"));
}

#[tokio::test]
async fn the_public_sees_stages_and_not_what_stands_behind_them() {
    let mut product = Product::start().await;
    product.state.public_reads = true;
    product.post(KELHEIM, &[("answer_1", "met")]).await;
    assert!(product.get("/kommunen/09273").await.text.contains("Kriterien"));
    product.cookie = None;
    assert!(!product.get("/kommunen/09273").await.text.contains("Kriterien"));
}

#[tokio::test]
async fn an_answer_given_in_between_is_not_taken_back_unseen() {
    let product = led().await;
    // Both have seen that nobody has said anything; the first answers the third question.
    let first = [("answer_3", "open"), ("was_3", "unknown")];
    assert_eq!(product.post(KELHEIM, &first).await.status, StatusCode::SEE_OTHER);
    // The second sends everything that was preselected: what it did not change does not count.
    let second = [("answer_3", "unknown"), ("was_3", "unknown"), ("answer_5", "met"), ("was_5", "unknown")];
    assert_eq!(product.post(KELHEIM, &second).await.status, StatusCode::SEE_OTHER);
    assert_eq!((said(&product, None, 3).await, said(&product, None, 5).await), (Said::Open, Said::Met));
    // What both changed is shown to the second before it counts.
    let both = [("answer_3", "met"), ("was_3", "unknown")];
    let refused = product.post(KELHEIM, &both).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.text.contains("Inzwischen hat jemand anderes"));
    assert!(refused.text.contains("name=\"was_3\" value=\"open\""), "{}", refused.text);
    assert_eq!(said(&product, None, 3).await, Said::Open);
}
