//! Bringing in a sheet: what is refused, what is put right, what is recorded.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::people::Role;
use domain::rollout::{Actor, RolloutKey, StatusEntry, Viewpoint};
use domain::stage::Stage;

use crate::support::{Answer, Product};

const IMPORT: &str = "/verwaltung/import";

/// Two authorities whose rows are right, and one row whose day does not exist.
const SHEET: &str = "zuständige Behörde;ARS;Leistung;Status;Live seit\n\
    Landratsamt Kelheim;09273;Führerschein beantragen;live;01.11.2026\n\
    Landratsamt Landshut;09274;Führerschein beantragen;bestellt;\n\
    Landratsamt Regensburg;09375;Führerschein beantragen;live;32.01.2026\n";

/// A product asked by a lead.
async fn product() -> Product {
    let mut product = Product::start().await;
    product.cookie = Some(product.person("lead", &[Role::Lead], &[]).await.1);
    product
}

/// Sends a file as a browser does.
async fn bring(product: &Product, name: &str, content: &[u8]) -> Answer {
    let head = format!(
        "--grenze\r\nContent-Disposition: form-data; name=\"datei\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
    );
    let body = [head.as_bytes(), content, b"\r\n--grenze--\r\n"].concat();
    let request = product
        .request(Request::post(IMPORT))
        .header(header::CONTENT_TYPE, "multipart/form-data; boundary=grenze")
        .body(Body::from(body))
        .unwrap();
    product.ask(request).await
}

/// The address of the draft of a sheet, and its page once that is worked out.
async fn draft(product: &Product, content: &str) -> (String, Answer) {
    let sent = bring(product, "Stand.csv", content.as_bytes()).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let address = sent.header("location").to_owned();
    let page = ready(product, &address).await;
    (address, page)
}

/// Looks as often as the page asks to.
async fn ready(product: &Product, address: &str) -> Answer {
    loop {
        let page = product.get(address).await;
        if page.headers.get("refresh").is_none() {
            return page;
        }
    }
}

/// The value of a hidden field.
fn hidden(page: &Answer, name: &str) -> String {
    let after =
        page.text.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_else(|| panic!("{name}"));
    after.split('"').next().unwrap_or_default().to_owned()
}

async fn apply(product: &Product, address: &str, page: &Answer, scope: &str) -> Answer {
    let fields = [("version", &*page.version()), ("daten", &*hidden(page, "daten")), ("umfang", scope)];
    product.post(&format!("{address}/uebernehmen"), &fields).await
}

async fn stage(product: &Product, authority: &str) -> Stage {
    let picture = product.state.read_model.current().await.unwrap();
    let rollout =
        RolloutKey { authority: authority.parse().unwrap(), service: "fuehrerschein".parse().unwrap() };
    picture.situation.stage(&rollout, Viewpoint::on("2026-11-23".parse().unwrap()))
}

#[tokio::test]
async fn a_fault_is_put_right_on_the_page_and_everything_is_recorded_at_once() {
    let product = product().await;
    let (address, page) = draft(&product, SHEET).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("2\u{a0}Stände würden eingetragen."), "{}", page.text);
    assert!(page.text.contains("32.01.2026") && page.text.contains("Der Januar 2026 hat 31 Tage."));
    assert!(page.text.contains("So ändert sich die Abdeckung"));
    assert!(page.text.contains("Trennzeichen: Semikolon."));
    assert_eq!(apply(&product, &address, &page, "alles").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(stage(&product, "09273").await, Stage::Unknown, "all or nothing");

    let fields = [
        ("version", &*page.version()),
        ("ort-0", &*hidden(&page, "ort-0")),
        ("wert-0", "32.01.2026"),
        ("zelle-0", "31.01.2026"),
    ];
    let corrected = product.post(&format!("{address}/korrektur"), &fields).await;
    assert_eq!(corrected.status, StatusCode::SEE_OTHER, "{}", corrected.text);
    let page = ready(&product, corrected.header("location")).await;
    assert!(page.text.contains("3\u{a0}Stände würden eingetragen.") && page.text.contains("31.01.2026"));
    // Another window still shows what was before.
    let old = product.post(&format!("{address}/korrektur"), &fields).await;
    assert_eq!(old.status, StatusCode::CONFLICT);

    let applied = apply(&product, &address, &page, "alles").await;
    assert_eq!(applied.status, StatusCode::SEE_OTHER, "{}", applied.text);
    let batch = product.get(applied.header("location")).await;
    assert!(
        batch.text.contains("Import „Stand.csv“") && batch.text.contains("3\u{a0}Stände"),
        "{}",
        batch.text
    );
    assert_eq!((stage(&product, "09273").await, stage(&product, "09375").await), (Stage::Live, Stage::Live));
    assert_eq!(product.get(&address).await.status, StatusCode::NOT_FOUND, "the draft is gone");
    assert!(product.get(IMPORT).await.text.contains("Stand.csv"), "the import is in the list");

    let (_, again) = draft(&product, SHEET).await;
    assert!(again.text.contains("würde nichts eingetragen") || again.text.contains("würden eingetragen"));
}

#[tokio::test]
async fn only_the_good_rows_are_recorded_where_that_is_chosen() {
    let product = product().await;
    let (address, page) = draft(&product, SHEET).await;
    assert_eq!(apply(&product, &address, &page, "gute").await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        (stage(&product, "09273").await, stage(&product, "09375").await),
        (Stage::Live, Stage::Unknown)
    );
}

#[tokio::test]
async fn what_changed_since_the_preview_is_named_and_nothing_is_recorded() {
    let product = product().await;
    let (address, page) = draft(&product, SHEET).await;
    let rollout =
        RolloutKey { authority: "09274".parse().unwrap(), service: "fuehrerschein".parse().unwrap() };
    let entry = StatusEntry {
        stage: Stage::Testing,
        effective_on: "2026-11-20".parse().unwrap(),
        planned_on: None,
        vendor: None,
        link: None,
        note: None,
    };
    let program = Actor { id: "test".into(), name: "Test".into() };
    product
        .state
        .db
        .record_status(&rollout, &entry, None, &program, product.state.clock.now())
        .await
        .unwrap();
    let stale = apply(&product, &address, &page, "gute").await;
    assert_eq!(stale.status, StatusCode::CONFLICT, "{}", stale.text);
    assert!(stale.text.contains("Seit der Vorschau hat jemand anderes etwas eingetragen"));
    assert!(stale.text.contains("Landshut: Führerschein beantragen"), "{}", stale.text);
    assert_eq!(stage(&product, "09273").await, Stage::Unknown);
    // With the new preview it goes.
    let page = ready(&product, &address).await;
    assert_eq!(apply(&product, &address, &page, "gute").await.status, StatusCode::SEE_OTHER);
    assert_eq!(stage(&product, "09273").await, Stage::Live);
}

#[tokio::test]
async fn what_cannot_be_read_is_said_where_another_file_can_be_chosen() {
    let product = product().await;
    for (name, content, answer) in [
        ("bericht.xlsx", b"%PDF-1.7\n".as_slice(), "Die Datei ist ein PDF und keine Tabelle."),
        ("stand.xlsx", b"", "Die Datei ist leer."),
        ("stand.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "von unbekannter Art"),
        ("", b"", "Wählen Sie eine Datei aus."),
    ] {
        let refused = bring(&product, name, content).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(refused.text.contains(answer), "{name}: {}", refused.text);
        assert!(
            refused.text.contains("href=\"#datei\"")
                && refused.text.contains("aria-describedby=\"datei-hinweis datei-fehler\"")
        );
    }
    let large = vec![0; (32 << 20) + 1];
    let refused = bring(&product, "stand.xlsx", &large).await;
    assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(refused.text.contains("gelesen werden höchstens 32 MB"));
    assert!(!refused.text.contains("Angefangen und noch nicht übernommen"), "nothing is left behind");
}

#[tokio::test]
async fn what_stands_in_cells_is_shown_as_text() {
    let product = product().await;
    let sheet = "ARS;Leistung;Status;<script>alert(1)</script>\n\
        09273;<img src=x onerror=alert(2)>;\"</textarea><script>alert(3)</script>\";x\n";
    let (_, page) = draft(&product, sheet).await;
    assert!(page.text.contains("alert(1)") && page.text.contains("alert(2)"), "{}", page.text);
    for tag in ["<script>alert", "<img src=x"] {
        assert!(!page.text.contains(tag), "{tag}");
    }
}

#[tokio::test]
async fn a_draft_is_for_whoever_brought_it() {
    let mut product = product().await;
    let (address, page) = draft(&product, SHEET).await;
    let own = product.cookie.replace(product.person("other", &[Role::Lead], &[]).await.1);
    assert_eq!(product.get(&address).await.status, StatusCode::NOT_FOUND);
    assert_eq!(apply(&product, &address, &page, "gute").await.status, StatusCode::NOT_FOUND);
    product.post(&format!("{address}/verwerfen"), &[]).await;
    product.cookie = own;
    assert_eq!(product.get(&address).await.status, StatusCode::OK, "thrown away by nobody else");
    let discarded = product.post(&format!("{address}/verwerfen"), &[]).await;
    assert_eq!(discarded.header("location"), format!("{IMPORT}?erledigt=verworfen"));
    assert!(product.get(discarded.header("location")).await.text.contains("Der Entwurf ist verworfen"));
    assert_eq!(stage(&product, "09273").await, Stage::Unknown);
}

#[tokio::test]
async fn a_column_is_named_by_hand_and_kept_for_the_next_sheet() {
    let product = product().await;
    let sheet = SHEET.replace("Status", "Wie weit seid ihr?").replace("32.01.2026", "31.01.2026");
    let (address, page) = draft(&product, &sheet).await;
    assert!(page.text.contains("Nicht erkannt und nicht übernommen: Wie weit seid ihr?"), "{}", page.text);
    let fields = [
        ("version", &*page.version()),
        ("kopf-0", "wie weit seid ihr"),
        ("war-0", ""),
        ("spalte-0", "status"),
        ("seit", ""),
    ];
    let key =
        page.text.split("name=\"kopf-3\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let fields =
        fields.map(|(name, value)| if name == "kopf-0" { (name, key.as_str()) } else { (name, value) });
    let chosen = product.post(&format!("{address}/auswahl"), &fields).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.text);
    let page = ready(&product, &address).await;
    assert!(page.text.contains("3\u{a0}Stände würden eingetragen."), "{}", page.text);
    assert_eq!(apply(&product, &address, &page, "alles").await.status, StatusCode::SEE_OTHER);
    let (_, next) = draft(&product, &sheet.replace("bestellt", "im Test")).await;
    assert!(next.text.contains("Alle Spalten wurden erkannt."), "{}", next.text);
}

#[tokio::test]
async fn whoever_is_signed_out_has_to_choose_the_file_again() {
    let mut product = product().await;
    product.cookie = None;
    let refused = bring(&product, "Stand.csv", SHEET.as_bytes()).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(
        refused.text.contains("Ihre Sitzung ist abgelaufen") && !refused.text.contains("Noch einmal senden")
    );
}
