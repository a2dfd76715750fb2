//! Who did what: the page and the sheet.

use axum::http::StatusCode;
use domain::people::Role;
use domain::rollout::Actor;

use crate::support::Product;

const PAGE: &str = "/verwaltung/protokoll";
const SHEET: &str = "/daten/protokoll.csv";

/// Looked at by an admin, whose account is the first row and whose sign-in is the second.
async fn start() -> Product {
    let mut product = Product::unvisited().await;
    product.cookie = Some(product.person("admin", &[Role::Admin], &[]).await.1);
    product
}

/// Somebody reports the stage of a service of the Landkreis Kelheim.
async fn report(product: &Product, who: &Actor, service: &str, at: &str) {
    let rollout = domain::rollout::RolloutKey {
        authority: "09273".parse().unwrap(),
        service: service.parse().unwrap(),
    };
    let entry = domain::rollout::StatusEntry {
        stage: domain::stage::Stage::Live,
        effective_on: "2026-11-02".parse().unwrap(),
        planned_on: None,
        vendor: None,
        link: None,
        note: None,
    };
    product.state.db.record_status(&rollout, &entry, None, who, at.parse().unwrap()).await.unwrap();
}

fn erika() -> Actor {
    Actor { id: "7f3a".to_owned(), name: "Erika Müller".to_owned() }
}

#[tokio::test]
async fn only_admins_see_it() {
    let mut product = start().await;
    assert_eq!(product.get(SHEET).await.status, StatusCode::OK);
    product.cookie = Some(product.person("lead", &[Role::Lead], &[]).await.1);
    for address in [PAGE, SHEET] {
        assert_eq!(product.get(address).await.status, StatusCode::FORBIDDEN, "{address}");
    }
    product.cookie = None;
    for address in [PAGE, SHEET] {
        assert_eq!(product.get(address).await.status, StatusCode::SEE_OTHER, "{address}");
    }
}

#[tokio::test]
async fn a_row_says_when_who_what_on_what_and_from_what_to_what() {
    let product = start().await;
    report(&product, &erika(), "fuehrerschein", "2026-11-22T23:05:09Z").await;
    let text = product.get(PAGE).await.text;
    for part in [
        "23.11.2026, 00:05:09\u{a0}Uhr",
        "Erika Müller",
        "Stand eingetragen",
        "<a href=\"/kommunen/09273\">Landkreis Kelheim, Führerschein beantragen</a>",
        "gilt seit: ",
        "02.11.2026",
        "status.set 09273/fuehrerschein {",
        "admin",
        "eigenes Konto",
        "Angemeldet",
        "3\u{a0}Zeilen",
        "Gelöscht wurde noch nichts.",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let head = product.state.db.audit_extent().await.unwrap().head;
    assert_eq!(text.matches(&head).count(), 2, "at the row and as the head");
}

#[tokio::test]
async fn a_filter_finds_what_it_says_and_the_sheet_has_the_same() {
    let product = start().await;
    let max = Actor { id: "0815".to_owned(), name: "Max Mustermann".to_owned() };
    report(&product, &erika(), "fuehrerschein", "2026-11-20T10:00:00Z").await;
    report(&product, &max, "waffenrecht", "2026-11-21T10:00:00Z").await;
    report(&product, &max, "baugenehmigung", "2026-11-22T10:00:00Z").await;
    for (query, rows) in [
        ("", &[5, 4, 3, 2, 1][..]),
        ("?von=2026-11-21&bis=2026-11-22", &[5, 4]),
        ("?bis=20.11.2026", &[3]),
        ("?wer=mueller", &[3]),
        ("?wer=0815&suche=waffen", &[4]),
        ("?wer=niemand", &[]),
        ("?was=staende&suche=kelheim", &[5, 4, 3]),
        ("?was=anmeldungen", &[2]),
        ("?was=links", &[]),
    ] {
        let answer = product.get(&format!("{PAGE}{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}");
        let shown: Vec<i64> = [5, 4, 3, 2, 1]
            .into_iter()
            .filter(|row| answer.text.contains(&format!("Zeile {row} im Wortlaut")))
            .collect();
        assert_eq!(shown, rows, "{query}");
        let empty = answer.text.contains("Keine Zeile passt zu dieser Auswahl.");
        assert_eq!(empty, rows.is_empty(), "{query}");
        let sheet = product.get(&format!("{SHEET}{query}")).await.text;
        let numbers: Vec<i64> =
            sheet.lines().skip(1).map(|line| line.split(';').next().unwrap().parse().unwrap()).collect();
        assert_eq!(numbers, rows, "{query}");
    }
    let link = product.get(&format!("{PAGE}?von=2026-11-21&wer=0815")).await.text;
    assert!(link.contains("href=\"/daten/protokoll.csv?von=2026-11-21&amp;wer=0815\""), "{link}");
}

#[tokio::test]
async fn what_cannot_be_used_is_told_on_the_page_and_refused_for_the_sheet() {
    let product = start().await;
    for query in ["?von=31.02.2026", "?bis=gestern", "?was=kaffee"] {
        let answer = product.get(&format!("{PAGE}{query}")).await;
        assert_eq!(answer.status, StatusCode::OK, "{query}");
        assert!(answer.text.contains("Die Auswahl wurde angepasst"), "{query}");
        assert_eq!(product.get(&format!("{SHEET}{query}")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn long_audits_have_pages() {
    let product = start().await;
    for _ in 0..49 {
        report(&product, &erika(), "fuehrerschein", "2026-11-20T10:00:00Z").await;
    }
    for (query, first, absent) in
        [("", 51, 1), ("?seite=2", 1, 2), ("?seite=99", 1, 2), ("?seite=0", 51, 1), ("?seite=-1", 51, 1)]
    {
        let text = product.get(&format!("{PAGE}{query}")).await.text;
        assert!(text.contains(&format!("Zeile {first} im Wortlaut")), "{query}");
        assert!(!text.contains(&format!("Zeile {absent} im Wortlaut")), "{query}");
        assert!(text.contains("href=\"/verwaltung/protokoll?seite=2\""), "{query}");
    }
    assert_eq!(product.get(SHEET).await.text.lines().count(), 52);
}

#[tokio::test]
async fn nothing_in_a_name_becomes_markup_or_a_formula() {
    let product = start().await;
    let name = "=HYPERLINK(\"http://evil.example\")<script>";
    let evil = Actor { id: "0815".to_owned(), name: name.to_owned() };
    report(&product, &evil, "fuehrerschein", "2026-11-20T10:00:00Z").await;
    let answer = product.get(&format!("{PAGE}?suche=%3Cscript%3E&wer=%22%3E")).await;
    assert!(
        !answer.text.contains("<script>") && answer.text.contains("value=\"&lt;script"),
        "{}",
        answer.text
    );
    assert!(!product.get(PAGE).await.text.contains("<script>"));
    let sheet = product.get(SHEET).await;
    assert_eq!(sheet.header("content-type"), "text/csv; charset=utf-8");
    assert!(sheet.header("content-disposition").contains("lagebild-protokoll-2026-11-23.csv"));
    assert!(sheet.text.starts_with('\u{feff}') && sheet.text.contains(";\"'=HYPERLINK("), "{}", sheet.text);
}

#[tokio::test]
async fn a_dropping_is_told() {
    let product = start().await;
    report(&product, &erika(), "fuehrerschein", "2025-03-01T10:00:00Z").await;
    report(&product, &erika(), "waffenrecht", "2026-11-20T10:00:00Z").await;
    let now = "2026-11-23T07:00:00Z".parse().unwrap();
    let dropped = product.state.db.drop_audit_before("2026-11-24".parse().unwrap(), &erika(), now).await;
    assert_eq!(dropped.unwrap(), 4);
    let text = product.get(PAGE).await.text;
    for part in [
        "Zuletzt gelöscht: 4\u{a0}Zeilen am 23.11.2026, 08:00:00\u{a0}Uhr.",
        "Alte Zeilen des Protokolls gelöscht",
        "aufgezeichnet vor dem: ",
        "24.11.2026",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("Zeile 1 im Wortlaut"));
}
