//! The status form: what it accepts, what it refuses, and that a refusal changes nothing.

use crate::support::{Answer, Product};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use domain::catalogue::Selection;
use domain::coverage::{Coverage, Scope};
use domain::rollout::Viewpoint;

const FORM: &str = "/kommunen/092735218/leistungen/wohnsitzanmeldung";

async fn coverage(product: &Product) -> Coverage {
    let picture = product.state.read_model.current().await.unwrap();
    let selection = Selection::Service("wohnsitzanmeldung".parse().unwrap());
    picture.situation.coverage(
        &selection,
        Scope::Within("09".parse().unwrap()),
        Viewpoint::on("2026-11-23".parse().unwrap()),
    )
}

async fn send(product: &Product, fields: &[(&str, &str)]) -> Answer {
    let mut all = vec![("version", "0"), ("stage", "live"), ("effective_on", "01.11.2026")];
    all.retain(|(name, _)| !fields.iter().any(|(other, _)| other == name));
    all.extend(fields);
    product.post(FORM, &all).await
}

#[tokio::test]
async fn reporting_live_is_confirmed_and_counted() {
    let product = Product::start().await;
    let answer = send(&product, &[("vendor", "AlpenSoft"), ("note", "Läuft seit heute früh.")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), "/kommunen/092735218?gespeichert=1");
    let text = product.get(answer.header("location")).await.text;
    assert!(text.contains("5\u{a0}Kommunen, 9.802\u{a0}Menschen"), "who is covered now");
    assert!(text.contains("1 von 1.385 Behörden live"));
    assert!(text.contains("AlpenSoft") && text.contains("Läuft seit heute früh."));
    let coverage = coverage(&product).await;
    assert_eq!((coverage.communes.live, coverage.inhabitants.live), (5, 9_802));
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_what_was_typed_stays() {
    let product = Product::start().await;
    let long = "ä".repeat(5_000);
    let cases: [(&[(&str, &str)], &str); 10] = [
        (&[("effective_on", "31.02.2026")], "Diesen Tag gibt es im Kalender nicht"),
        (&[("effective_on", "24.11.2026")], "liegt in der Zukunft"),
        (&[("effective_on", "31.12.2009")], "liegt vor 2010"),
        (&[("effective_on", "gestern")], "TT.MM.JJJJ"),
        (&[("stage", "fertig")], "Diesen Stand gibt es nicht"),
        (&[("stage", "")], "Wählen Sie aus"),
        (&[("note", &long)], "5.000 Zeichen, möglich sind 4.000"),
        (&[("link", "javascript:alert(1)")], "https://"),
        (&[("stage", "testing"), ("planned_on", "31.10.2026")], "war schon vorbei, als der Stand begann"),
        (&[("version", "")], "Das Formular war unvollständig"),
    ];
    for (fields, message) in cases {
        let mut sent = vec![("vendor", "Behält & zeigt \"alles\"")];
        sent.extend(fields);
        let answer = send(&product, &sent).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{message}");
        assert!(answer.text.contains(message), "{message}");
        assert!(answer.text.contains("Behält &amp; zeigt &quot;alles&quot;"), "{message}: typed values stay");
        for (name, value) in fields.iter().filter(|(name, _)| *name == "effective_on") {
            assert!(answer.text.contains(&format!("value=\"{value}\"")), "{name} keeps {value}");
        }
    }
    assert_eq!(coverage(&product).await.authorities.unknown, 1_385, "nothing was recorded");
}

#[tokio::test]
async fn another_authority_is_refused_and_the_responsible_one_named() {
    let product = Product::start().await;
    let fields = [("version", "0"), ("stage", "live"), ("effective_on", "01.11.2026")];
    // Train is a member of the VG Siegenburg.
    let address = "/kommunen/092735218177/leistungen/wohnsitzanmeldung";
    let answer = product.post(address, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("VG Siegenburg") && answer.text.contains("092735218"));
    assert_eq!(product.get(address).await.status, StatusCode::NOT_FOUND);
    assert_eq!(coverage(&product).await.authorities.live, 0);
}

#[tokio::test]
async fn of_two_writers_the_second_sees_both_versions() {
    let product = Product::start().await;
    let (first, second) = (product.get(FORM).await.version(), product.get(FORM).await.version());
    let answer = send(&product, &[("version", &first), ("vendor", "Frankenkommunal")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let answer = send(&product, &[("version", &second), ("stage", "testing"), ("vendor", "AlpenSoft")]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text.contains("Inzwischen gespeichert") && answer.text.contains("Frankenkommunal"));
    assert!(answer.text.contains("Ihre Fassung") && answer.text.contains("AlpenSoft"));
    assert_eq!(coverage(&product).await.authorities.live, 1, "nothing was overwritten");
    let mistyped = send(&product, &[("version", &second), ("effective_on", "gestern")]).await;
    assert_eq!(
        mistyped.status,
        StatusCode::CONFLICT,
        "a mistake must not pass for having seen the newer one"
    );
    let answer = send(&product, &[("version", &answer.version()), ("stage", "testing")]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "knowing both, the writer may decide");
}

#[tokio::test]
async fn a_contradiction_with_a_later_entry_is_explained() {
    let product = Product::start().await;
    send(&product, &[("stage", "preparing"), ("effective_on", "01.10.2026")]).await;
    let answer = send(&product, &[("version", "1"), ("effective_on", "01.09.2026")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Für den 01.10.2026 ist schon „in Vorbereitung“ eingetragen"));
    let answer =
        send(&product, &[("version", "1"), ("effective_on", "01.09.2026"), ("stage", "ordered")]).await;
    let text = product.get(answer.header("location")).await.text;
    assert!(text.contains("Der heutige Stand bleibt „in Vorbereitung“"), "a back-dated entry");
}

#[tokio::test]
async fn a_wrong_entry_is_taken_back_and_stays_readable() {
    let product = Product::start().await;
    send(&product, &[]).await;
    let address = format!("{FORM}/korrektur");
    let form = product.get(&format!("{address}?eintrag=1")).await;
    let no_reason = product.post(&address, &[("event", "1"), ("version", "1"), ("reason", " ")]).await;
    assert_eq!(no_reason.status, StatusCode::UNPROCESSABLE_ENTITY);
    let stale = product.post(&address, &[("event", "1"), ("version", "0"), ("reason", "falsch")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let fields = [("event", "1"), ("version", &form.version()), ("reason", "mit <b>Rohr</b> verwechselt")];
    let done = product.post(&address, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let text = product.get(done.header("location")).await.text;
    assert!(text.contains("zählt nicht mehr") && text.contains("mit &lt;b&gt;Rohr&lt;/b&gt; verwechselt"));
    assert_eq!(coverage(&product).await.authorities.unknown, 1_385);
    let again = product.post(&address, &[("event", "1"), ("version", "2"), ("reason", "noch einmal")]).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text.contains("schon zurückgenommen"));
}

#[tokio::test]
async fn markup_in_a_text_stays_text() {
    let product = Product::start().await;
    let script = "<script>alert(1)</script>\"'";
    let answer = send(&product, &[("note", script), ("vendor", script)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    for address in ["/kommunen/092735218?gespeichert=1", FORM, "/"] {
        let text = product.get(address).await.text;
        assert!(!text.contains("<script>alert"), "{address}");
    }
}

#[tokio::test]
async fn a_body_of_five_megabytes_is_refused_with_a_page() {
    let product = Product::start().await;
    let body = format!("version=0&stage=live&effective_on=01.11.2026&note={}", "x".repeat(5 * 1024 * 1024));
    let answer = product.ask(product.request(Request::post(FORM)).body(Body::from(body)).unwrap()).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.text.contains("Die Eingabe ist zu groß"));
    assert_eq!(coverage(&product).await.authorities.live, 0);
}

#[tokio::test]
async fn bytes_that_are_no_text_do_no_harm() {
    let product = Product::start().await;
    let body = b"version=0&stage=live&effective_on=01.11.2026&vendor=%FF%FE%00".to_vec();
    let answer = product.ask(product.request(Request::post(FORM)).body(Body::from(body)).unwrap()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text.contains("Steuerzeichen"));
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    let product = Product::start().await;
    let forged = |name: &'static str, value: &'static str| {
        product
            .request(Request::post(FORM))
            .header("host", "127.0.0.1:3000")
            .header(name, value)
            .body(Body::from("version=0&stage=live&effective_on=01.11.2026"))
            .unwrap()
    };
    for (name, value) in [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")] {
        let answer = product.ask(forged(name, value)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}");
        assert!(answer.text.contains("fremden Seite"), "{name}");
    }
    assert_eq!(coverage(&product).await.authorities.live, 0);
}

#[tokio::test]
async fn posting_where_nothing_is_to_be_posted_is_refused_with_a_page() {
    let product = Product::start().await;
    for address in ["/", "/kommunen/092735218"] {
        let answer = product.post(address, &[]).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{address}");
        assert!(answer.text.contains("<h1>"), "{address}");
    }
    let answer = product.post("/kommunen/12345/leistungen/wohnsitzanmeldung", &[]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn taking_a_service_offline_is_said_and_a_confirmation_is_told_as_one() {
    let product = Product::start().await;
    send(&product, &[]).await;
    let same = send(&product, &[("version", "1"), ("effective_on", "20.11.2026")]).await;
    let text = product.get(same.header("location")).await.text;
    assert!(text.contains("live, unverändert seit 01.11.2026"), "the time of being live goes on");
    let off = send(&product, &[("version", "2"), ("stage", "ordered"), ("effective_on", "23.11.2026")]).await;
    let text = product.get(off.header("location")).await.text;
    assert!(text.contains("Bisher war der Dienst live. 5\u{a0}Kommunen gelten nicht mehr als abgedeckt."));
    let dip =
        send(&product, &[("version", "3"), ("stage", "not_started"), ("effective_on", "10.11.2026")]).await;
    assert_eq!(dip.status, StatusCode::UNPROCESSABLE_ENTITY, "a dip within the time of being live");
}

#[tokio::test]
async fn what_was_typed_when_the_session_ended_can_be_sent_again() {
    let mut product = Product::start().await;
    let cookie = product.cookie.take();
    let answer = send(&product, &[("note", "Läuft \"fast\"\r\n<b>")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text.contains("Ihre Sitzung ist abgelaufen"));
    assert!(answer.text.contains(&format!("action=\"{FORM}\"")));
    assert!(answer.text.contains("name=\"note\" value=\"Läuft &quot;fast&quot;"), "{}", answer.text);
    assert!(answer.text.contains("name=\"version\" value=\"0\""));
    assert_eq!(coverage(&product).await.authorities.live, 0);
    product.cookie = cookie;
    assert_eq!(send(&product, &[]).await.status, StatusCode::SEE_OTHER);
}
