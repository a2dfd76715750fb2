//! What decides, where to act and whom to help first: pages and sheets tell the same as those of blockers.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use domain::rollout::{Actor, RolloutKey, StatusEntry};
use domain::stage::Stage;

use crate::sheets::day;
use crate::support::Product;

/// The rows of a sheet for programs, without its head.
async fn sheet(product: &Product, address: &str) -> Vec<Vec<String>> {
    let answer = product.get(address).await;
    assert_eq!(answer.status, StatusCode::OK, "{address}: {}", answer.text);
    let mut reader = csv::ReaderBuilder::new().from_reader(answer.text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn number(cell: &str) -> u64 {
    cell.parse().unwrap_or_else(|_| panic!("{cell} is no number"))
}

/// Sixty rollouts that began in January, of which two in three went live one after the other; those of the second
/// vendor are slower.
async fn with_history() -> Product {
    let product = Product::start().await;
    let program = Actor { id: "test".into(), name: "Test".into() };
    let mut place = 0;
    for kreis in 171..=190 {
        for service in ["fuehrerschein", "aufenthaltstitel", "waffenrecht"] {
            place += 1;
            let rollout = RolloutKey {
                authority: format!("09{kreis}").parse().unwrap(),
                service: service.parse().unwrap(),
            };
            let begun = day("2026-01-05");
            let slow = place % 2 == 0;
            let vendor = Some(if slow { "Nordwind" } else { "AlpenSoft" }.to_owned());
            let ordered = StatusEntry { vendor: vendor.clone(), ..StatusEntry::new(Stage::Ordered, begun) };
            product.state.db.record_status(&rollout, &ordered, None, &program, begun.start()).await.unwrap();
            if place % 3 != 0 {
                let since = begun.plus(20 + place * if slow { 4 } else { 2 });
                let live = StatusEntry { vendor, ..StatusEntry::new(Stage::Live, since) };
                product.state.db.record_status(&rollout, &live, None, &program, since.start()).await.unwrap();
            }
        }
    }
    product
}

#[tokio::test]
async fn without_anything_recorded_there_are_sentences() {
    let product = Product::start().await;
    for (address, told) in [
        ("/kriterien", "Noch lässt sich nichts vergleichen"),
        ("/kriterien?nach=kriterium-999", "Noch lässt sich nichts vergleichen"),
        ("/hebel", "Zurzeit ist kein Hindernis offen"),
        ("/hebel/wellen?bis=2026-11-25", "keine volle Woche"),
    ] {
        let answer = product.get(address).await;
        assert_eq!(answer.status, StatusCode::OK, "{address}");
        assert!(answer.text.contains(told), "{address}");
        assert!(!answer.text.contains("NaN") && !answer.text.contains("<svg class=\"lb-chart"), "{address}");
    }
}

#[tokio::test]
async fn groups_and_factors_are_told_with_their_reasons() {
    let product = with_history().await;
    let page = product.get("/kriterien?nach=hersteller").await.text;
    for told in
        ["AlpenSoft", "Nordwind", "Die Hälfte ist live nach", "Zusammenhang, keine Ursache", "Log-Rank-Test"]
    {
        assert!(page.contains(told), "{told}");
    }
    let curves = sheet(&product, "/daten/dauer.maschine.csv?nach=hersteller").await;
    for (name, live) in [("AlpenSoft", 20), ("Nordwind", 20)] {
        let of_group: Vec<_> = curves.iter().filter(|row| row[1] == name).collect();
        assert_eq!(of_group.iter().map(|row| number(&row[6])).sum::<u64>(), live, "{name}");
        assert!(of_group.iter().all(|row| row[2] == "30"), "{name}");
    }
    let factors = sheet(&product, "/daten/faktoren.maschine.csv").await;
    let slower = factors.iter().find(|row| row[1].starts_with("Hersteller: ")).unwrap();
    let ratio: f64 = slower[4].parse().unwrap();
    assert!(if slower[1].contains("Nordwind") { ratio < 100.0 } else { ratio > 100.0 }, "{slower:?}");
    // A past day shows what was known of the way until then.
    let past = sheet(&product, "/daten/dauer.maschine.csv?nach=hersteller&stand=2026-03-01").await;
    assert!(!past.is_empty() && past.len() < curves.len());
    assert_eq!(product.get("/daten/dauer.csv?stand=gestern").await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn who_is_freed_and_who_waits_on_are_those_who_wait() {
    let product = with_history().await;
    product.blocker(&[("09171", "waffenrecht"), ("09172", "fuehrerschein"), ("09273", "waffenrecht")]).await;
    product
        .blocker(&[("09173", "waffenrecht"), ("09273", "fuehrerschein"), ("092735218", "wohnsitzanmeldung")])
        .await;
    product.blocker(&[("09183", "aufenthaltstitel")]).await;
    for query in ["", "&gebiet=09273", "&gebiet=091", "&leistung=waffenrecht"] {
        for by in ["", "hersteller", "kreis"] {
            let waiting = sheet(&product, &format!("/daten/wartende.maschine.csv?nach={by}{query}")).await;
            let waiting: BTreeMap<String, Vec<u64>> = waiting
                .into_iter()
                .map(|row| (row[2].clone(), row[3..].iter().map(|cell| number(cell)).collect()))
                .collect();
            let levers = sheet(&product, &format!("/daten/hebel.maschine.csv?nach={by}{query}")).await;
            let levers: BTreeMap<String, Vec<u64>> = levers
                .into_iter()
                .map(|row| {
                    let told: Vec<u64> = row[3..].iter().map(|cell| number(cell)).collect();
                    (row[2].clone(), vec![told[0], told[1] + told[4], told[2] + told[5], told[3] + told[6]])
                })
                .collect();
            assert!(!levers.is_empty(), "{by}{query}");
            assert_eq!(levers, waiting, "{by}{query}");
        }
    }
    let page = product.get("/hebel?nach=kreis").await.text;
    assert!(page.contains("Landkreis Kelheim") && page.contains("Menschen frei."), "{page}");
    let alone = product.get("/hebel?nach=hindernis").await.text;
    assert!(alone.contains("Wird „Modul fehlt“ gelöst, werden"), "{alone}");
}

#[tokio::test]
async fn a_plan_keeps_what_is_asked_and_more_teams_bring_more() {
    let product = with_history().await;
    let plan = async |query: &str| sheet(&product, &format!("/daten/wellenplan.maschine.csv?{query}")).await;
    let mut before = 0;
    for teams in 1..5 {
        let rows = plan(&format!("teams={teams}&je-woche=2&bis=2026-12-31")).await;
        assert_eq!(rows.len(), teams * 2 * 5, "five whole weeks");
        let people = number(&rows.last().unwrap()[9]);
        assert!(people > before, "{people} after {before}");
        before = people;
    }
    let page = product
        .get("/hebel/wellen?teams=2&je-woche=3&plaetze=1&bis=2026-12-31&leistung=fuehrerschein")
        .await
        .text;
    for told in [
        r#"name="teams" min="1" max="500" value="2""#,
        "2\u{a0}Teams bringen in 5\u{a0}Wochen",
        "Ein weiteres Team",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    let slots = plan("teams=9&je-woche=9&plaetze=1&bis=2026-12-07&leistung=fuehrerschein").await;
    let with_vendor: Vec<_> =
        slots.iter().filter(|row| !row[5].is_empty()).map(|row| (&row[0], &row[5])).collect();
    let mut once = with_vendor.clone();
    once.sort();
    once.dedup();
    assert_eq!(with_vendor.len(), once.len(), "a slot a week for each vendor");
    let odd = product.get("/hebel/wellen?teams=-1&bis=gestern").await;
    assert_eq!(odd.status, StatusCode::OK);
    assert!(odd.text.contains("Die Auswahl wurde angepasst"));
    assert_eq!(
        product.get("/daten/wellenplan.csv?teams=viele").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}
