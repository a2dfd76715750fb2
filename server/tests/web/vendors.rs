//! Vendors: named by statuses, kept by leads.

use axum::http::StatusCode;
use domain::people::Role;

use crate::support::Product;

const LIST: &str = "/verwaltung/hersteller";

/// A product asked by a lead, in which three authorities name vendors: two of them the first one.
async fn named(vendors: [&str; 3]) -> Product {
    let mut product = Product::start().await;
    for (authority, vendor) in ["09273", "09274", "09275"].into_iter().zip(vendors) {
        let fields =
            [("version", "0"), ("stage", "ordered"), ("effective_on", "01.11.2026"), ("vendor", vendor)];
        let sent = product.post(&format!("/kommunen/{authority}/leistungen/waffenrecht"), &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
    }
    product.cookie = Some(product.person("lead", &[Role::Lead], &[]).await.1);
    product
}

/// The id and the version of the vendor that a text means.
async fn vendor(product: &Product, name: &str) -> (String, String) {
    let picture = product.state.read_model.current().await.unwrap();
    let vendors = &picture.situation.obstacles().vendors;
    let all = vendors.all();
    let vendor = all.into_iter().find(|vendor| vendor.name == name).unwrap();
    (vendor.id.to_string(), vendor.version.to_string())
}

#[tokio::test]
async fn two_spellings_are_suggested_previewed_merged_and_taken_apart() {
    let product = named(["AlpenSoft GmbH", "AlpenSoft GmbH", "Alpensoft"]).await;
    let (into, into_seen) = vendor(&product, "AlpenSoft GmbH").await;
    let (id, seen) = vendor(&product, "Alpensoft").await;
    let list = product.get(LIST).await.text;
    assert!(list.contains("Vermutlich doppelt"));
    assert!(list.contains(&format!("{LIST}/{id}?in={into}")), "the name that fewer use gives way");

    let preview = product.get(&format!("{LIST}/{id}?in={into}")).await.text;
    assert!(preview.contains("Noch ist nichts geändert."));
    assert!(preview.contains("heute 2\u{a0}Behörden, danach 3\u{a0}Behörden"), "{preview}");
    let fields = [("in", into.as_str()), ("version", &seen), ("version_in", &into_seen)];
    let merged = product.post(&format!("{LIST}/{id}/zusammenfuehren"), &fields).await;
    assert_eq!(merged.header("location"), format!("{LIST}/{into}?erledigt=zusammengefuehrt"));
    let page = product.get(merged.header("location")).await.text;
    assert!(page.contains("genannt: 3\u{a0}Behörden") && page.contains("Trennen: Alpensoft"));
    assert!(!product.get(LIST).await.text.contains("Vermutlich doppelt"));
    // One name everywhere, and what was typed in the history.
    let body = product.get("/kommunen/09275").await.text;
    assert!(
        body.contains("data-label=\"Hersteller\">AlpenSoft GmbH<") && body.contains("Hersteller Alpensoft")
    );
    let sheet = product.get("/daten/behoerden.csv?leistung=waffenrecht").await.text;
    assert_eq!(sheet.matches(";AlpenSoft GmbH;").count(), 3);
    let again = product.post(&format!("{LIST}/{id}/zusammenfuehren"), &fields).await;
    assert_eq!(again.status, StatusCode::CONFLICT);

    let spelling = product.get(&format!("{LIST}/{id}")).await;
    assert!(spelling.text.contains("Eine andere Schreibweise von AlpenSoft GmbH."));
    let parted = product.post(&format!("{LIST}/{id}/trennen"), &[("version", &spelling.version())]).await;
    assert_eq!(parted.header("location"), format!("{LIST}/{id}?erledigt=getrennt"));
    assert!(product.get(&format!("{LIST}/{into}")).await.text.contains("genannt: 2\u{a0}Behörden"));
}

#[tokio::test]
async fn a_vendor_gets_another_name_and_products() {
    let product = named(["AlpenSoft", "Frankenkommunal", "Frankenkommunal"]).await;
    let (id, seen) = vendor(&product, "AlpenSoft").await;
    let address = format!("{LIST}/{id}");
    let change = async |name: &str, products: &str, seen: &str| {
        product.post(&address, &[("name", name), ("products", products), ("version", seen)]).await
    };
    let taken = change("frankenkommunal", "Behält das", &seen).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(taken.text.contains("gehört schon zu „Frankenkommunal“") && taken.text.contains("Behält das"));
    let long = "x".repeat(201);
    let refused = change("AlpenSoft", &long, &seen).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);

    let changed = change("Alpen AG", "Meldewesen\r\n\r\n Bauamt ", &seen).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER);
    let list = product.get(LIST).await.text;
    assert!(list.contains("Alpen AG") && list.contains("Bauamt, Meldewesen"));
    let stale = change("Anders", "", &seen).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(stale.text.contains("Inzwischen gespeichert") && stale.text.contains("value=\"Anders\""));
    assert_eq!(product.get(&format!("{LIST}/999")).await.status, StatusCode::NOT_FOUND);
}
