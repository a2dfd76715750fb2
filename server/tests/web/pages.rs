//! Every page answers, in German, with the headers that keep it safe.

use crate::support::Product;
use axum::http::StatusCode;

const PAGES: [&str; 23] = [
    "/",
    "/?gemessen=behoerden&leistung=bauen&gebiet=092&stand=2026-06-30",
    "/?gebiet=092735218&bekannt=2026-01-01",
    "/leistungen",
    "/leistungen/wohnsitzanmeldung",
    "/leistungen/bauen?gebiet=09273",
    "/leistungen/baugenehmigung",
    "/kommunen",
    "/kommunen?suche=pullach&leistung=fuehrerschein&stufe=unknown&bezirk=091&art=gemeinde&groesse=bis-20000&pilot=ja",
    "/kommunen?sortierung=menschen&seite=3",
    "/kommunen/097720177177",
    "/kommunen/092735218",
    "/kommunen/09273",
    "/kommunen/097610000000",
    "/kommunen/092",
    "/kommunen/09",
    "/kommunen/092735218/leistungen/wohnsitzanmeldung",
    "/kriterien",
    "/hebel",
    "/hebel/wellen",
    "/berechnung",
    "/impressum",
    "/barrierefreiheit",
];

#[tokio::test]
async fn every_page_answers() {
    let product = Product::start().await;
    for address in PAGES {
        let answer = product.get(address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        assert!(answer.text.starts_with("<!DOCTYPE html><html lang=\"de\">"), "{address}");
        assert_eq!(answer.text.matches("<h1").count(), 1, "{address}");
        assert!(answer.text.contains("Impressum"), "{address}");
        assert!(!answer.text.contains("style=\""), "{address}: the policy blocks style attributes");
        let policy = answer.header("content-security-policy");
        assert!(
            policy.contains("'nonce-") && policy.contains("frame-ancestors 'none'"),
            "{address}: {policy}"
        );
        assert!(!policy.contains("unsafe-inline"), "{address}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{address}");
    }
}

#[tokio::test]
async fn a_nonce_is_used_once() {
    let product = Product::start().await;
    let policy = |answer: crate::support::Answer| answer.header("content-security-policy").to_owned();
    assert_ne!(policy(product.get("/").await), policy(product.get("/").await));
}

#[tokio::test]
async fn equivalent_keys_lead_to_the_canonical_address() {
    let product = Product::start().await;
    for (asked, canonical) in [
        ("/kommunen/09772177", "/kommunen/097720177177"),
        ("/kommunen/9772177?gespeichert=3", "/kommunen/097720177177?gespeichert=3"),
        ("/kommunen/09761", "/kommunen/097610000000"),
        ("/kommunen/09273000", "/kommunen/09273"),
        (
            "/kommunen/09772177/leistungen/wohnsitzanmeldung",
            "/kommunen/097720177177/leistungen/wohnsitzanmeldung",
        ),
    ] {
        let answer = product.get(asked).await;
        assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{asked}");
        assert_eq!(answer.header("location"), canonical, "{asked}");
    }
}

#[tokio::test]
async fn what_is_not_there_says_so() {
    let product = Product::start().await;
    for address in [
        "/nirgends",
        "/kommunen/12345678",
        "/kommunen/%3Cscript%3E",
        "/leistungen/kaffee",
        "/kommunen/092735218/leistungen/kaffee",
        "/kommunen/092735218/leistungen/wohnsitzanmeldung/korrektur?eintrag=1",
        "/pkg/nichts.css",
    ] {
        let answer = product.get(address).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}");
        assert!(answer.text.contains("<h1>"), "{address}: a page of ours");
        assert!(!answer.text.contains("<script>"), "{address}");
    }
}

#[tokio::test]
async fn a_filter_that_makes_no_sense_is_told_and_replaced() {
    let product = Product::start().await;
    let answer = product.get("/?stand=31.02.2026&gebiet=77&leistung=kaffee&gemessen=bohnen").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.text.contains("Die Auswahl wurde angepasst"));
    let answer = product.get("/?stand=2027-01-01").await;
    assert!(answer.text.contains("liegt in der Zukunft"));
}

#[tokio::test]
async fn an_empty_database_shows_unknown_and_not_zero() {
    let product = Product::start().await;
    let text = product.get("/").await.text;
    assert!(text.contains("13.369.393"), "all inhabitants");
    assert!(text.contains("bis 100\u{a0}%"), "everything may be live, for all that is known");
    assert!(text.contains("Noch ist nichts eingetragen"));
}

#[tokio::test]
async fn searching_finds_names_and_keys() {
    let product = Product::start().await;
    for typed in ["Pullach", "pullach+isar", "09184139", "9184139", "091840139139", "PULLACH"] {
        let text = product.get(&format!("/kommunen?suche={typed}")).await.text;
        assert!(text.contains("Eine Kommune") && text.contains("Pullach i.Isartal"), "{typed}");
    }
    for typed in ["M%C3%BCnchen", "muenchen", "munchen"] {
        let text = product.get(&format!("/kommunen?suche={typed}")).await.text;
        assert!(text.contains("/kommunen/091620000000"), "{typed}");
    }
    let text = product.get("/kommunen?suche=Hausen").await.text;
    assert!(
        text.contains("Landkreis Kelheim") && text.contains("Landkreis Forchheim"),
        "same names, told apart"
    );
    let text = product.get("/kommunen?suche=xyzzy").await.text;
    assert!(text.contains("Keine Kommune passt"));
}

#[tokio::test]
async fn communes_are_sorted_as_german_lists_are() {
    let product = Product::start().await;
    let csv = product.get("/daten/kommunen.csv").await;
    assert_eq!(csv.header("content-type"), "text/csv; charset=utf-8");
    let names: Vec<&str> = csv.text.lines().skip(1).filter_map(|line| line.split(';').nth(3)).collect();
    assert_eq!(names.len(), 2_056);
    let place =
        |name: &str| names.iter().position(|found| *found == name).unwrap_or_else(|| panic!("{name}"));
    assert!(place("Übersee") > place("Tuntenhausen") && place("Übersee") < place("Valley"));
    assert!(csv.text.starts_with('\u{feff}') && csv.text.contains("\r\n"));
}

#[tokio::test]
async fn health_is_answered_plainly() {
    let answer = Product::start().await.get("/healthz").await;
    assert_eq!((answer.status, answer.text.as_str()), (StatusCode::OK, "ok"));
}

#[tokio::test]
async fn a_sheet_of_what_does_not_exist_is_refused() {
    let product = Product::start().await;
    for query in ["leistung=kaffee", "stand=2027-01-01", "gebiet=77"] {
        let answer = product.get(&format!("/daten/behoerden.csv?{query}")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(answer.text.contains("<h1>Diese Adresse gibt es so nicht</h1>"), "{query}");
    }
    let answer = product.get("/daten/verlauf.csv?leistung=bauen&gebiet=09273&stand=2026-06-30").await;
    assert_eq!(answer.status, StatusCode::OK);
    let named = "attachment; filename=\"lagebild-verlauf-bauen-09273-2026-06-30.csv\"";
    assert_eq!(answer.header("content-disposition"), named);
    assert!(answer.text.contains("Landkreis Kelheim;Bauvorbescheid und Baugenehmigung;30.06.2026;0;"));
}

#[tokio::test]
async fn a_demonstration_says_so_as_soon_as_it_is_one() {
    let product = Product::start().await;
    assert!(!product.get("/").await.text.contains("Demonstrationsdaten"));
    let actor = domain::rollout::Actor { id: "demo".into(), name: "Demonstration".into() };
    product.state.db.tell_demo(&[], "2026-11-22".parse().unwrap(), &actor, |_| ()).await.unwrap();
    for address in ["/", "/nirgends", "/pkg/nichts.css"] {
        assert!(product.get(address).await.text.contains("Demonstrationsdaten"), "{address}");
    }
}
