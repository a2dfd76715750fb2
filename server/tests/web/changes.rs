//! Promises, the bridge and the map: what they say is what is recorded.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::boundaries::{Area, Ring, simplified};
use domain::rollout::{Actor, RolloutKey, StatusEntry};
use domain::stage::Stage;

use crate::sheets::day;
use crate::support::Product;

fn program() -> Actor {
    Actor { id: "test".into(), name: "Test".into() }
}

async fn record(product: &Product, authority: &str, service: &str, entry: StatusEntry) {
    let rollout = RolloutKey { authority: authority.parse().unwrap(), service: service.parse().unwrap() };
    let (db, now) = (&product.state.db, product.state.clock.now());
    db.record_status(&rollout, &entry, None, &program(), now).await.unwrap();
}

/// The text of a page without its markup, blanks made equal.
fn words(page: &str) -> String {
    let mut text = String::new();
    for piece in page.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, after)| after));
        text.push(' ');
    }
    text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn an_announced_day_that_is_over_is_judged() {
    let product = Product::start().await;
    let empty = product.get("/zusagen").await;
    assert_eq!(empty.status, StatusCode::OK);
    assert!(words(&empty.text).contains("noch keine Behörde einen Starttermin genannt"));
    let planned = |on: &str| StatusEntry {
        planned_on: Some(day(on)),
        vendor: Some("AlpenSoft GmbH".into()),
        ..StatusEntry::new(Stage::Preparing, day("2026-03-01"))
    };
    for kreis in ["09271", "09272", "09273", "09274", "09275"] {
        record(&product, kreis, "waffenrecht", planned("2026-06-01")).await;
    }
    for (kreis, live_on) in [("09273", "2026-05-20"), ("09274", "2026-06-11")] {
        let vendor = Some("AlpenSoft GmbH".into());
        let live = StatusEntry { vendor, ..StatusEntry::new(Stage::Live, day(live_on)) };
        record(&product, kreis, "waffenrecht", live).await;
    }
    let page = words(&product.get("/zusagen").await.text);
    assert!(
        page.contains("Von 5 genannten Startterminen, deren Tag vorüber ist, wurden 1 gehalten (20,0 %)."),
        "{page}"
    );
    let slips = product.get("/daten/verzug.maschine.csv").await.text;
    assert!(slips.contains("AlpenSoft GmbH,5,1,"), "{slips}");
    assert!(slips.contains("Kreis,übrige,5,1,"), "one of each Kreis is too few: {slips}");
    let starts = product.get("/daten/starttermine.maschine.csv").await.text;
    assert!(starts.contains("2026-06-01,2026-06-01,0,2026-06-11,später live,10,,nein"), "{starts}");
}

#[tokio::test]
async fn the_bridge_leads_from_what_was_said_to_what_is_known() {
    let product = Product::start().await;
    let today = product.state.clock.today();
    record(&product, "09273", "fuehrerschein", StatusEntry::new(Stage::Live, today.plus(-3))).await;
    record(&product, "09274", "fuehrerschein", StatusEntry::new(Stage::Live, today.plus(-200))).await;
    let page = product.get("/bruecke?leistung=fuehrerschein&gemessen=behoerden&teil=neu").await.text;
    let told = words(&page);
    // What is recorded today of long ago was not known four weeks ago.
    assert!(told.contains("eine Behörde neu live") && told.contains("+1 durch Nachträge"), "{told}");
    assert!(told.contains("neu live: eine Behörde") && told.contains("Landratsamt Kelheim"), "{told}");
    let parts = product.get("/daten/bruecke.maschine.csv?leistung=fuehrerschein").await.text;
    assert!(parts.contains("Behörden,neu live,1,0,1,96,2,96"), "{parts}");
    assert!(product.get("/bruecke?von=2099-01-01").await.text.contains("Die Auswahl wurde angepasst"));
    assert_eq!(
        product.get("/daten/bruecke.csv?von=2099-01-01").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn the_map_counts_as_the_lagebild_does_and_stays_small() {
    let product = Product::start().await;
    record(&product, "09273", "fuehrerschein", StatusEntry::new(Stage::Live, day("2026-11-01"))).await;
    let page = product.get("/karte?leistung=fuehrerschein").await.text;
    assert!(words(&page).contains("Von 2.056 Kommunen: 24 alles live, 2.032 unbekannt."), "{}", words(&page));
    assert_eq!(page.matches("<circle ").count(), 2_056);
    assert_eq!(page.matches("role=\"img\" aria-labelledby=\"karte-t karte-d\"").count(), 1);
    let past = words(&product.get("/karte?leistung=fuehrerschein&stand=2026-10-31").await.text);
    assert!(past.contains("Von 2.056 Kommunen: 2.056 unbekannt."), "{past}");
    let request = Request::get("/karte?leistung=fuehrerschein").header(header::ACCEPT_ENCODING, "br");
    let sent = product.ask(product.request(request).body(Body::empty()).unwrap()).await;
    assert_eq!(sent.header("content-encoding"), "br");
    assert!(sent.bytes.len() < 150_000, "{} bytes", sent.bytes.len());
    assert_eq!(product.get("/daten/karte.csv?zeige=unfug").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn imported_borders_are_drawn_with_their_attribution() {
    let product = Product::start().await;
    let corners = |x: f64| vec![(x, 48.8), (x + 0.1, 48.8), (x + 0.1, 48.9), (x, 48.9)];
    let area = |(ags, x): (&str, f64)| Area {
        ags: ags.parse().unwrap(),
        rings: vec![Ring { corners: corners(x), is_hole: false }],
    };
    let areas = [("09273111", 11.8), ("09273116", 11.9)].map(area);
    let boundaries = simplified("© Vermessungsamt <2026>".into(), &areas).unwrap();
    product.state.db.import_boundaries(&boundaries, &program(), product.state.clock.now()).await.unwrap();
    let page = product.get("/karte").await.text;
    assert_eq!(page.matches("<path d=\"M").count(), 2, "{page}");
    assert!(page.contains("<title>Abensberg</title>") && page.contains("© Vermessungsamt &lt;2026"));
    assert!(words(&page).contains("Nicht auf der Karte, aber in der Tabelle:"));
}
