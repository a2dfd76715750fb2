//! The status as a sheet that comes in again, and as a template to be filled in.

use std::io::Cursor;

use calamine::Reader as _;
use sheets::read::read;
use sheets::status::{ByHand, Corrections, Mapping, Occasion, Plan, Source, interpret};

use crate::sheets::{book, day, filled};
use crate::support::{Answer, Product};

/// What an import of a file would do now.
async fn imported(product: &Product, bytes: &[u8], file: &str) -> Plan {
    let workbook = read(bytes, file).unwrap();
    let situation = product.state.read_model.current().await.unwrap().situation;
    let recognised = workbook
        .sheets
        .iter()
        .map(|sheet| (sheet, Mapping::recognise(sheet, situation.catalogue(), &ByHand::new())));
    let recognised: Vec<_> = recognised.filter(|(_, mapping)| mapping.head.is_some()).collect();
    let sources: Vec<Source<'_>> =
        recognised.iter().map(|(sheet, mapping)| Source { sheet, mapping }).collect();
    let today = day("2026-11-23");
    let occasion = Occasion { file, today, since: today };
    interpret(&sources, &situation, &occasion, &Corrections::default(), &mut |_, _| ())
}

#[tokio::test]
async fn what_was_taken_away_changes_nothing_when_it_comes_back() {
    let product = filled().await;
    for file in ["stand.xlsx", "stand.csv", "stand.maschine.csv", "vorlage.xlsx"] {
        let answer = product.get(&format!("/daten/{file}")).await;
        let plan = imported(&product, &answer.bytes, file).await;
        let first = plan.refused.first();
        assert_eq!(
            (plan.new, plan.changed, plan.refused.len()),
            (0, 0, 0),
            "{file}: {first:?} {:?}",
            plan.entries
        );
        assert_eq!(plan.unchanged + plan.rows.silent, 1_949, "{file}: {:?}", plan.rows);
    }
}

#[tokio::test]
async fn the_template_has_a_sheet_for_each_kreis_and_lets_choose() {
    let product = filled().await;
    let answer = product.get("/daten/vorlage.xlsx").await;
    let mut book = book(&answer);
    let names = book.sheet_names();
    assert_eq!(names.len(), 1 + 71 + 1, "{names:?}");
    assert_eq!((names[0].as_str(), names[72].as_str()), ("Anleitung", "Kreisfreie Städte"));
    assert!(names.iter().all(|name| name.chars().count() <= 31), "{names:?}");
    let kelheim = book.worksheet_range("Kelheim").unwrap();
    let text = |row, column| kelheim.get((row, column)).map(ToString::to_string).unwrap_or_default();
    assert_eq!((text(0, 0).as_str(), text(0, 4).as_str()), ("ARS", "Status"));
    let driving = (1..5_000).find(|row| text(*row, 2).contains("Führerschein")).unwrap();
    assert_eq!((text(driving, 0), text(driving, 1)), ("09273".to_owned(), "Landratsamt Kelheim".to_owned()));
    assert_eq!((text(driving, 4), text(driving, 8)), ("live".to_owned(), "AlpenSoft GmbH".to_owned()));
    assert_eq!(text(driving, 10), "", "a remark is about one entry");
    let part = |name: &str| {
        let mut archive = zip::ZipArchive::new(Cursor::new(answer.bytes.as_slice())).unwrap();
        std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
    };
    let sheet = part("xl/worksheets/sheet2.xml");
    assert!(
        sheet.contains("unbekannt,nicht begonnen,bestellt") && sheet.contains("<sheetProtection"),
        "{sheet}"
    );
    assert!(!sheet.contains("password"), "{sheet}");
    let one = book_of(&product.get("/daten/vorlage.xlsx?gebiet=09273").await);
    assert_eq!(one, ["Anleitung", "Kelheim"]);
}

fn book_of(answer: &Answer) -> Vec<String> {
    book(answer).sheet_names()
}
