//! Targets, definitions of live and days of reporting.

use axum::http::StatusCode;
use domain::catalogue::Selection;
use domain::coverage::Measure;
use domain::definition::Definition;
use domain::people::Role;
use domain::rollout::{RolloutKey, StatusEntry, Viewpoint};
use domain::snapshot::figures;
use domain::stage::Stage;
use domain::target::Aim;
use store::{NewSnapshot, NewTarget};

use crate::sheets::day;
use crate::support::Product;

/// A target for Kelheim and a day of reporting, by a program.
pub(crate) async fn agree_and_keep(product: &Product) {
    let (db, now) = (&product.state.db, product.state.clock.now());
    let program = domain::rollout::Actor { id: "test".into(), name: "Test".into() };
    let aim =
        Aim { selection: Selection::Total, measure: Measure::Inhabitants, scope: "09273".parse().unwrap() };
    let target = NewTarget { aim, due: day("2026-12-15"), share: 0.5, reason: "Beschluss".into() };
    db.agree_target(&target, &program, now).await.unwrap();
    let new = NewSnapshot {
        name: "Oktober".into(),
        on: day("2026-10-31"),
        known_on: day("2026-11-05"),
        definition: Definition::USUAL.id,
    };
    let viewpoint = Viewpoint { known_on: Some(new.known_on), ..Viewpoint::on(new.on) };
    let situation = product.state.read_model.current().await.unwrap().situation;
    db.keep_snapshot(&new, &figures(&situation, viewpoint), &program, now).await.unwrap();
}

/// A product asked by a lead.
async fn led() -> Product {
    let mut product = Product::unvisited().await;
    product.cookie = Some(product.person("lead", &[Role::Lead], &[]).await.1);
    product
}

async fn record(product: &Product, service: &str, stage: Stage, on: &str) {
    let rollout = RolloutKey { authority: "09273".parse().unwrap(), service: service.parse().unwrap() };
    let program = domain::rollout::Actor { id: "test".into(), name: "Test".into() };
    let (db, now) = (&product.state.db, product.state.clock.now());
    db.record_status(&rollout, &StatusEntry::new(stage, day(on)), None, &program, now).await.unwrap();
}

const HALF: [(&str, &str); 6] = [
    ("selection", "service/fuehrerschein"),
    ("measure", "communes"),
    ("scope", "09273"),
    ("share", "50"),
    ("due_on", "15.12.2026"),
    ("reason", "Beschluss des <b>Lenkungskreises</b>"),
];

/// The fields with one of them changed.
fn with<'a>(fields: &[(&'a str, &'a str)], field: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    fields.iter().map(|(name, old)| (*name, if *name == field { value } else { *old })).collect()
}

#[tokio::test]
async fn a_lead_agrees_on_a_target_which_bends_every_path_and_takes_it_back() {
    let product = led().await;
    let series = "/daten/verlauf.maschine.csv?leistung=fuehrerschein&gebiet=09273&gemessen=kommunen";
    let before = product.get(series).await.text;
    let agreed = product.post("/ziele/neu", &HALF).await;
    assert_eq!(agreed.header("location"), "/ziele?erledigt=vereinbart", "{}", agreed.text);
    let text = product.get("/ziele?erledigt=vereinbart").await.text;
    assert!(text.contains("Das Ziel ist vereinbart") && text.contains("href=\"/ziele/1\""), "{text}");
    // From 0 % on 21.01. to 50 % on 15.12., which is 328 days: on 23.11. 306 of them are over.
    let after = product.get(series).await.text;
    assert_ne!(before, after);
    let last = after.lines().last().unwrap();
    assert!(last.ends_with(",46.6463"), "{last}");
    let page = product.get("/ziele?leistung=fuehrerschein&gebiet=09273&gemessen=kommunen").await.text;
    assert!(page.contains("Erwartet werden 46,6\u{a0}%"), "{page}");
    let lagebild = product.get("/?leistung=fuehrerschein&gebiet=09273&gemessen=kommunen").await.text;
    assert!(lagebild.contains("müssten es heute 46,6\u{a0}% sein"));

    let one = product.get("/ziele/1").await;
    assert!(one.text.contains("Beschluss des &lt;b&gt;") && one.text.contains("Ziel vereinbart"));
    let version = one.version();
    let silent = product.post("/ziele/1/zuruecknehmen", &[("version", &version), ("reason", " ")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let stale = product.post("/ziele/1/zuruecknehmen", &[("version", "0"), ("reason", "Irrtum")]).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    let back = product.post("/ziele/1/zuruecknehmen", &[("version", &version), ("reason", "Irrtum")]).await;
    assert_eq!(back.header("location"), "/ziele?erledigt=zurueckgenommen");
    assert_eq!(product.get(series).await.text, before);
    assert!(product.get("/ziele/1").await.text.contains("Zurückgenommen, weil"));
    let again = product.post("/ziele/1/zuruecknehmen", &[("version", &version), ("reason", "x")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_target_that_cannot_be_meant_is_refused_and_keeps_what_was_typed() {
    let product = led().await;
    product.post("/ziele/neu", &HALF).await;
    for (field, value, message) in [
        ("share", "120", "zwischen 0 und 100"),
        ("share", "viel", "zwischen 0 und 100"),
        ("share", "", "zwischen 0 und 100"),
        ("due_on", "21.01.2026", "liegt vor dem 22.01.2026"),
        ("due_on", "", "Geben Sie ein Datum an"),
        ("due_on", "15.12.2026", "sind am 15.12.2026 schon 50,0\u{a0}% vereinbart"),
        ("scope", "092735218", "gibt es hier nicht"),
        ("selection", "service/kaffee", "gibt es hier nicht"),
        ("measure", "", "Wählen Sie eine der Möglichkeiten"),
        ("reason", "", "Geben Sie in ein paar Worten den Grund an."),
    ] {
        let answer = product.post("/ziele/neu", &with(&HALF, field, value)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={value}");
        assert!(answer.text.contains(message), "{field}={value}: {}", answer.text);
        assert!(answer.text.contains(&format!("href=\"#{field}\"")), "{field}={value}");
        if field != "reason" {
            assert!(answer.text.contains("Beschluss des"), "{field}={value} loses the reason");
        }
    }
    let less_later = with(&with(&HALF, "due_on", "20.12.2026"), "share", "49,5");
    assert_eq!(product.post("/ziele/neu", &less_later).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let more_later = with(&with(&HALF, "due_on", "20.12.2026"), "share", "92,5 %");
    assert_eq!(product.post("/ziele/neu", &more_later).await.status, StatusCode::SEE_OTHER);
}

const WITH_PILOT: [(&str, &str); 5] = [
    ("name", "Mit Pilot"),
    ("counts_pilot", "on"),
    ("confirmed_within", ""),
    ("valid_from", "24.11.2026"),
    ("reason", "Zum Vergleich"),
];

#[tokio::test]
async fn a_definition_is_shown_on_every_page_and_stays_in_links_and_sheets() {
    let product = led().await;
    record(&product, "fuehrerschein", Stage::Pilot, "2026-11-02").await;
    let live = |text: &str| text.contains("24 von 2.056");
    assert!(!live(&product.get("/?leistung=fuehrerschein").await.text));
    let added = product.post("/definitionen", &WITH_PILOT).await;
    assert_eq!(added.header("location"), "/definitionen?erledigt=neu", "{}", added.text);
    // It begins tomorrow, so that today's pages are what they were.
    let usual = product.get("/?leistung=fuehrerschein").await.text;
    assert!(!live(&usual) && usual.contains("Nur live"));
    for page in ["/", "/leistungen/fuehrerschein", "/ziele", "/definitionen"] {
        let text = product.get(&format!("{page}?leistung=fuehrerschein&definition=2")).await.text;
        assert!(text.contains("Gezählt nach der Definition „Mit Pilot“"), "{page}");
        assert!(text.contains("definition=2"), "{page} forgets the definition");
    }
    assert!(live(&product.get("/?leistung=fuehrerschein&definition=2").await.text));
    let sheet = "/daten/kreise.maschine.csv?leistung=fuehrerschein&gemessen=kommunen";
    let (before, after) = (product.get(sheet).await, product.get(&format!("{sheet}&definition=2")).await);
    assert_ne!(before.text, after.text);
    let unknown = product.get("/?definition=9").await.text;
    assert!(unknown.contains("Diese Definition gibt es nicht"));
    assert_eq!(product.get("/daten/kreise.csv?definition=9").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let text = product.get("/definitionen?leistung=fuehrerschein&gemessen=kommunen").await.text;
    assert!(text.contains("gilt noch nicht") && text.contains("gilt heute"));
}

#[tokio::test]
async fn a_definition_that_cannot_be_meant_is_refused() {
    let product = led().await;
    for (field, value, message) in [
        ("name", "", "Geben Sie einen Namen an."),
        ("confirmed_within", "0", "von 1 bis 3.650"),
        ("confirmed_within", "bald", "von 1 bis 3.650"),
        ("valid_from", "22.11.2026", "liegt vor dem 23.11.2026"),
        ("reason", "", "Geben Sie in ein paar Worten den Grund an."),
    ] {
        let answer = product.post("/definitionen", &with(&WITH_PILOT, field, value)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={value}");
        assert!(answer.text.contains(message), "{field}={value}: {}", answer.text);
    }
}

#[tokio::test]
async fn a_day_of_reporting_stays_whatever_is_entered_later() {
    let product = led().await;
    agree_and_keep(&product).await;
    let sheet = "/daten/stichtag.maschine.csv?stichtag=1";
    let (page, before) = (product.get("/stichtage/1").await, product.get(sheet).await.text);
    assert!(page.text.contains("Dieselbe Rechnung ergibt heute dieselben Zahlen."), "{}", page.text);
    for service in ["fuehrerschein", "waffenrecht", "aufenthaltstitel"] {
        record(&product, service, Stage::Live, "2026-06-01").await;
    }
    assert_eq!(product.get(sheet).await.text, before);
    let page = product.get("/stichtage/1").await.text;
    assert!(
        page.contains("Dieselbe Rechnung ergibt heute dieselben Zahlen."),
        "what came later does not count"
    );
}

#[tokio::test]
async fn a_lead_keeps_a_day_of_reporting_and_compares_two() {
    let product = led().await;
    let empty = product.get("/stichtage").await.text;
    assert!(empty.contains("Noch ist kein Stichtag festgehalten."));
    let november =
        [("name", "November"), ("on", "20.11.2026"), ("known_on", "22.11.2026"), ("definition", "1")];
    for (field, value, message) in [
        ("known_on", "23.11.2026", "noch nicht zu Ende"),
        ("known_on", "19.11.2026", "liegt vor dem 20.11.2026"),
        ("on", "24.11.2026", "liegt in der Zukunft"),
        ("name", "", "Geben Sie einen Namen an."),
        ("definition", "7", "gibt es hier nicht"),
    ] {
        let answer = product.post("/stichtage", &with(&november, field, value)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}={value}");
        assert!(answer.text.contains(message), "{field}={value}: {}", answer.text);
    }
    let kept = product.post("/stichtage", &november).await;
    assert_eq!(kept.header("location"), "/stichtage?erledigt=neu", "{}", kept.text);
    let taken = product.post("/stichtage", &november).await;
    assert!(taken.text.contains("Diesen Namen gibt es schon."));
    agree_and_keep(&product).await;
    let text = product.get("/stichtage?vorher=2&nachher=1").await.text;
    assert!(
        text.contains("Zwei Stichtage vergleichen") && text.contains("Oktober: Stand 31.10.2026"),
        "{text}"
    );
}
