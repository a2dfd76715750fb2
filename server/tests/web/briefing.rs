//! What goes to paper: the same figures as on the pages, for whoever may see them, tagged as PDF.

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use domain::people::Role;
use server::router::router;
use tower::ServiceExt as _;

use crate::support::Product;

/// What stays inside.
const INSIDE: &str = "Modul fehlt";

async fn pdf(product: &Product, address: &str) -> (StatusCode, String, Vec<u8>) {
    let request = product.request(Request::get(address)).body(Body::empty()).unwrap();
    let answer = router(product.state.clone()).oneshot(request).await.unwrap();
    let (parts, body) = answer.into_parts();
    let header = |name| parts.headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
    let told = format!("{} {}", header(header::CONTENT_TYPE), header(header::CONTENT_DISPOSITION));
    (parts.status, told, to_bytes(body, usize::MAX).await.unwrap().to_vec())
}

#[tokio::test]
async fn every_kind_of_briefing_is_a_page_and_an_accessible_file() {
    let product = Product::start().await;
    product.blocker(&[("097720177177", "wohnsitzanmeldung")]).await;
    for (query, path, title) in [
        ("", "/briefing", "Lagebild Bayern"),
        ("leistung=bauen", "/briefing?leistung=bauen", "Lagebild Bayern: Bauvorbescheid und Baugenehmigung"),
        ("gebiet=092", "/briefing/092", "Lagebild Niederbayern"),
        (
            "gebiet=09273&stand=2026-06-30&bekannt=2026-07-01",
            "/briefing/09273?stand=2026-06-30",
            "Lagebild Landkreis Kelheim",
        ),
        ("gebiet=092735218", "/briefing/092735218", "Lagebild VG Siegenburg"),
        ("gebiet=097720177177", "/briefing/097720177177", "Lagebild Markt Meitingen"),
        ("gebiet=097610000000", "/briefing/097610000000", "Lagebild Stadt Augsburg"),
    ] {
        let page = product.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.text.contains(&format!("<h1>{title}")), "{path}");
        assert!(page.text.contains("Quelle: Meldungen der Behörden; Statistisches Bundesamt"), "{path}");
        assert!(!page.text.contains("style=\""), "{path}");
        let (status, told, bytes) = pdf(&product, &format!("/daten/briefing.pdf?{query}")).await;
        assert_eq!(status, StatusCode::OK, "{query}");
        assert!(told.starts_with("application/pdf attachment; filename=\"lagebild-"), "{told}");
        assert!(bytes.starts_with(b"%PDF-1.7"), "{query}");
        let raw = String::from_utf8_lossy(&bytes);
        for what in ["/MarkInfo<</Marked true", "<pdfuaid:part>1</pdfuaid:part>", "/Lang(de-DE)"] {
            assert!(raw.contains(what), "{query}: {what}");
        }
    }
}

#[tokio::test]
async fn blockers_are_for_insiders() {
    let mut product = Product::start().await;
    product.blocker(&[("097720177177", "wohnsitzanmeldung")]).await;
    product.state.public_reads = true;
    for path in ["/briefing", "/briefing/097720177177", "/briefing/09772"] {
        assert!(product.get(path).await.text.contains(INSIDE), "{path}");
    }
    product.cookie = None;
    for path in ["/briefing", "/briefing/097720177177", "/briefing/09772"] {
        let page = product.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(!page.text.contains(INSIDE) && !page.text.contains("Hindernis"), "{path}");
    }
    let (_, _, without) = pdf(&product, "/daten/briefing.pdf?gebiet=097720177177").await;
    product.cookie = Some(product.person("paul", &[Role::Viewer], &[]).await.1);
    let (_, _, with) = pdf(&product, "/daten/briefing.pdf?gebiet=097720177177").await;
    // Headings are in the outline, which is not compressed.
    let heads = |bytes: &[u8]| String::from_utf8_lossy(bytes).matches("Hindernisse").count();
    assert!(heads(&with) > heads(&without), "{} and {}", heads(&with), heads(&without));
}

#[tokio::test]
async fn the_figures_are_those_of_the_page() {
    let product = Product::start().await;
    let form = product.get("/kommunen/097720177177/leistungen/wohnsitzanmeldung").await;
    let version = form.version();
    let fields = [("version", version.as_str()), ("stage", "live"), ("effective_on", "01.11.2026")];
    let told = product.post("/kommunen/097720177177/leistungen/wohnsitzanmeldung", &fields).await;
    assert_eq!(told.status, StatusCode::SEE_OTHER, "{}", told.text);
    for query in ["leistung=wohnsitzanmeldung", "leistung=wohnsitzanmeldung&gebiet=09772"] {
        let (overview, briefing) =
            (product.get(&format!("/?{query}")).await, product.get(&format!("/briefing?{query}")).await);
        for after in ["<b>", "<small>"] {
            let measures = overview.text.split("lb-measures").nth(1).expect("the three measures");
            let figures: Vec<&str> = measures
                .split(after)
                .skip(1)
                .take(3)
                .map(|rest| rest.split('<').next().unwrap_or_default())
                .collect();
            assert_eq!(figures.len(), 3);
            for figure in figures {
                assert!(briefing.text.contains(figure), "{query}: {figure}");
            }
        }
    }
}

#[tokio::test]
async fn what_is_not_there_and_what_is_written_otherwise() {
    let product = Product::start().await;
    assert_eq!(product.get("/briefing/nirgends").await.status, StatusCode::NOT_FOUND);
    let other = product.get("/briefing/09772177?stand=2026-06-30").await;
    assert_eq!(other.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(other.header("location"), "/briefing/097720177177?stand=2026-06-30");
    for query in ["gebiet=nirgends", "stand=2027-01-01", "leistung=nichts"] {
        let (status, ..) = pdf(&product, &format!("/daten/briefing.pdf?{query}")).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
    }
}
