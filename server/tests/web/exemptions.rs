//! Exemptions: granted by leads, shown beside the stage.

use axum::http::StatusCode;
use domain::people::Role;

use crate::support::Product;

const FORM: &str = "/kommunen/09273/leistungen/waffenrecht/ausnahme";

async fn led() -> Product {
    let mut product = Product::unvisited().await;
    product.cookie = Some(product.person("lead", &[Role::Lead], &[]).await.1);
    product
}

#[tokio::test]
async fn an_exemption_stands_beside_the_stage_until_it_ends() {
    let product = led().await;
    let fields =
        [("first_day", "01.11.2026"), ("last_day", "31.03.2027"), ("reason", "Umzug <b>des Amtes</b>")];
    let granted = product.post(FORM, &fields).await;
    assert_eq!(granted.header("location"), format!("{FORM}?erledigt=erteilt"));
    assert!(product.get("/kommunen/09273").await.text.contains("Ausnahme bis 31.03.2027"));
    let page = product.get(granted.header("location")).await;
    assert!(page.text.contains("01.11.2026 bis 31.03.2027"));
    assert!(page.text.contains("Umzug &lt;b&gt;des Amtes&lt;/b&gt;"));

    let again = [("first_day", "10.11.2026"), ("last_day", "31.12.2027"), ("reason", "Noch einmal")];
    let refused = product.post(FORM, &again).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Vom 01.11.2026 bis 31.03.2027 gilt schon eine Ausnahme."));

    let end = format!("{FORM}/beenden");
    let version = page.version();
    // Under another service it is not found.
    let elsewhere = "/kommunen/09273/leistungen/fuehrerschein/ausnahme/beenden";
    let fields = [("exemption", "1"), ("version", version.as_str())];
    assert_eq!(product.post(elsewhere, &fields).await.status, StatusCode::NOT_FOUND);
    let stale = product.post(&end, &[("exemption", "1"), ("version", "0")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let ended = product.post(&end, &fields).await;
    assert_eq!(ended.header("location"), format!("{FORM}?erledigt=beendet"));
    assert!(product.get(FORM).await.text.contains("01.11.2026 bis 23.11.2026"));
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_what_was_typed_stays() {
    let product = led().await;
    for (first, last, reason, message) in [
        ("24.11.2026", "31.12.2026", "Umzug", "liegt in der Zukunft"),
        ("01.11.2026", "22.11.2026", "Umzug", "liegt vor dem 23.11.2026"),
        ("01.11.2026", "", "Umzug", "Geben Sie ein Datum an"),
        ("01.11.2026", "31.12.2026", " ", "Geben Sie in ein paar Worten den Grund an."),
        ("gestern", "31.12.2026", "Umzug", "TT.MM.JJJJ"),
    ] {
        let answer =
            product.post(FORM, &[("first_day", first), ("last_day", last), ("reason", reason)]).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{message}");
        assert!(answer.text.contains(message), "{message}");
        assert!(answer.text.contains(&format!("value=\"{first}\"")), "{message}: typed values stay");
    }
    assert!(!product.get("/kommunen/09273").await.text.contains("Ausnahme bis"));
}

#[tokio::test]
async fn the_public_is_not_told() {
    let mut product = led().await;
    let fields = [("first_day", "01.11.2026"), ("last_day", "31.03.2027"), ("reason", "Umzug")];
    product.post(FORM, &fields).await;
    product.state.public_reads = true;
    product.cookie = None;
    assert!(!product.get("/kommunen/09273").await.text.contains("Ausnahme"));
}
