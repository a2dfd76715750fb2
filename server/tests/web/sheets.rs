//! Every sheet in every form.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Cursor;

use axum::http::StatusCode;
use calamine::{Data, Reader as _, Xlsx, open_workbook_from_rs};
use domain::Day;
use domain::people::{Role, Territory};
use domain::rollout::{Actor, RolloutKey, StatusEntry};
use domain::stage::Stage;
use domain::workshop::{FindingFacts, FindingKind, Participant, WorkshopFacts};
use server::rights::rules;

use crate::support::{Answer, Product};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const NOTE: &str = "=HYPERLINK(\"http://evil.example\")\nzweite Zeile; mit „Anführung“";

fn program() -> Actor {
    Actor { id: "test".into(), name: "Test".into() }
}

pub(crate) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// Asked by somebody with every right, where of everything there is something.
pub(crate) async fn filled() -> Product {
    let mut product = Product::unvisited().await;
    let land = Territory { body: "09".parse().unwrap(), with_members: true, may_invite: true };
    let roles = [Role::Lead, Role::Admin, Role::Facilitator, Role::Contact];
    product.cookie = Some(product.person("alle", &roles, &[land]).await.1);
    let (db, now) = (&product.state.db, product.state.clock.now());
    for (authority, service, stage) in [
        ("09273", "fuehrerschein", Stage::Live),
        ("09273", "waffenrecht", Stage::Preparing),
        ("092735218", "wohnsitzanmeldung", Stage::Testing),
    ] {
        let rollout = RolloutKey { authority: authority.parse().unwrap(), service: service.parse().unwrap() };
        let entry = StatusEntry {
            planned_on: Some(day("2026-12-01")),
            vendor: Some("AlpenSoft GmbH".into()),
            link: Some("https://dienst.example/?a=1&b=2".into()),
            note: Some(NOTE.into()),
            ..StatusEntry::new(stage, day("2026-11-02"))
        };
        db.record_status(&rollout, &entry, None, &program(), now).await.unwrap();
    }
    product.blocker(&[("09273", "waffenrecht"), ("09274", "waffenrecht")]).await;
    crate::programme::agree_and_keep(&product).await;
    let workshop = WorkshopFacts {
        title: "-Kelheim".into(),
        held_on: day("2026-10-01"),
        begins_at: Some("09:30".into()),
        ends_at: None,
        place: None,
        link: None,
        facilitator: None,
        agenda: None,
        participants: vec![Participant { body: "09273".parse().unwrap(), with_members: true }],
        services: [].into(),
    };
    let workshop = db.plan_workshop(&workshop, &program(), now).await.unwrap();
    let facts = FindingFacts {
        words: "@Testzugang fehlt".into(),
        kind: FindingKind::Obstacle,
        criterion: None,
        severity: None,
        recommendation: None,
        services: [].into(),
        bodies: ["09273".parse().unwrap()].into(),
    };
    let finding = db.capture("zeile", workshop, &facts, &program(), now).await.unwrap();
    let version = product.get(&format!("/erkenntnisse/{finding}")).await.version();
    let adopted = product
        .post(&format!("/erkenntnisse/{finding}/blueprint"), &[("version", &version), ("mark", "yes")])
        .await;
    assert_eq!(adopted.status, StatusCode::SEE_OTHER, "{}", adopted.text);
    let measure = [
        ("what", "Schulung ansetzen"),
        ("owner", "Leitung Bürgerbüro"),
        ("owner_email", ""),
        ("body", "Markt Meitingen"),
        ("due_on", "15.12.2026"),
        ("blocker_0", ""),
        ("note", ""),
    ];
    assert_eq!(product.post("/massnahmen/neu", &measure).await.status, StatusCode::SEE_OTHER);
    let answers = [("answer_1", "met"), ("was_1", "unknown")];
    assert_eq!(product.post("/kommunen/09273/kriterien", &answers).await.status, StatusCode::SEE_OTHER);
    product
}

/// Every sheet, by name, and an address of it without its ending and with what it needs.
fn names() -> Vec<&'static str> {
    rules().filter_map(|rule| rule.path.strip_prefix("/daten/")?.strip_suffix(".maschine.csv")).collect()
}

fn query(name: &str) -> &'static str {
    match name {
        "zustaendigkeiten" | "mitglieder" | "eintraege" => "?kommune=09273",
        "betroffene" => "?hindernis=1",
        "stichtag" => "?stichtag=1",
        // Nobody has everything live.
        "bewegungen" => "?leistung=fuehrerschein",
        _ => "",
    }
}

fn rows(answer: &Answer, delimiter: u8) -> Vec<Vec<String>> {
    let text = answer.text.trim_start_matches('\u{feff}');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

pub(crate) fn book(answer: &Answer) -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(answer.bytes.clone())).unwrap()
}

/// What a cell of German Excel says, as programs read it.
fn plain(cell: &str) -> String {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((whole, rest)) = cell.split_once(',')
        && is_number(whole.strip_prefix('-').unwrap_or(whole))
        && is_number(rest)
    {
        return format!("{whole}.{rest}");
    }
    let (date, time) = cell.split_once(' ').unwrap_or((cell, ""));
    match date.parse::<Day>() {
        Ok(date) if time.is_empty() => date.to_string(),
        Ok(date) if time.len() == 8 => format!("{date}T{time}+01:00"),
        _ => cell.to_owned(),
    }
}

/// What a cell of a workbook says, as programs read CSV.
fn shown(cell: Option<&Data>, heading: &str) -> String {
    match cell {
        None | Some(Data::Empty) => String::new(),
        Some(Data::Float(share)) if heading.contains("Anteil") || heading == "Soll" => {
            format!("{:.4}", share * 100.0)
        }
        Some(Data::DateTime(instant)) => match instant.to_ymd_hms_milli() {
            (year, month, day, 0, 0, 0, _) => format!("{year:04}-{month:02}-{day:02}"),
            (year, month, day, hour, minute, second, _) => {
                format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}+01:00")
            }
        },
        Some(Data::String(text)) => sheets::harmless(sheets::as_meant(text)).into_owned(),
        Some(other) => other.to_string(),
    }
}

#[tokio::test]
async fn every_sheet_says_the_same_in_every_form() {
    let product = filled().await;
    let names = names();
    assert!(names.len() > 25, "{names:?}");
    for name in names {
        let query = query(name);
        let get = async |ending: &str| product.get(&format!("/daten/{name}{ending}{query}")).await;
        let (excel, machine, workbook) = (get(".csv").await, get(".maschine.csv").await, get(".xlsx").await);
        for (answer, kind, ending) in [
            (&excel, "text/csv; charset=utf-8", ".csv"),
            (&machine, "text/csv; charset=utf-8", ".maschine.csv"),
            (&workbook, XLSX, ".xlsx"),
        ] {
            assert_eq!(answer.status, StatusCode::OK, "{name}{ending}: {}", answer.text);
            assert_eq!(answer.header("content-type"), kind, "{name}{ending}");
            let file = answer.header("content-disposition");
            let expected = format!("attachment; filename=\"lagebild-{name}-");
            assert!(
                file.starts_with(&expected) && file.ends_with(&format!("2026-11-23{ending}\"")),
                "{file}"
            );
        }
        assert!(excel.text.starts_with('\u{feff}') && !machine.text.starts_with('\u{feff}'), "{name}");
        let (excel, machine) = (rows(&excel, b';'), rows(&machine, b','));
        // Nobody has an account that would get a letter, no announced day is over, and three rollouts are too few
        // to compare.
        let empty = ["benachrichtigungen", "briefe", "verzug", "dauer", "faktoren"];
        assert!(excel.len() > 1 || empty.contains(&name), "{name} is empty");
        assert_eq!(excel[0], machine[0], "{name}");
        let as_read: Vec<Vec<String>> =
            excel.iter().map(|row| row.iter().map(|cell| plain(cell)).collect()).collect();
        assert_eq!(as_read[1..], machine[1..], "{name}");

        let mut book = book(&workbook);
        assert_eq!(book.sheet_names().len(), 2, "{name}");
        assert_eq!(book.sheet_names()[1], "Angaben", "{name}");
        let title = book.sheet_names()[0].clone();
        let cells = book.worksheet_range(&title).unwrap();
        for (at, row) in (0_u32..).zip(&machine) {
            for (column, value) in (0_u32..).zip(row) {
                let heading = &machine[0][column as usize];
                let value =
                    if at == 0 { value.clone() } else { shown(cells.get_value((at, column)), heading) };
                assert_eq!(value, row[column as usize], "{name}, row {at}, {heading}");
            }
        }
        assert_eq!(cells.end().map(|(last, _)| last as usize + 1), Some(machine.len()), "{name}");
    }
}

#[tokio::test]
async fn a_workbook_tells_where_it_comes_from_and_what_its_columns_mean() {
    let product = filled().await;
    let query = "?leistung=waffenrecht&gebiet=09273&stand=2026-11-20";
    let mut book = book(&product.get(&format!("/daten/behoerden.xlsx{query}")).await);
    let about = book.worksheet_range("Angaben").unwrap();
    let told = |name: &str| {
        let row = about.rows().find(|row| row[0] == *name);
        row.map_or_else(|| panic!("{name}: {about:?}"), |row| row[1].to_string())
    };
    assert_eq!(told("Stand"), "20.11.2026");
    let chosen = told("Auswahl");
    assert!(chosen.ends_with("; Gebiet: Landkreis Kelheim; Stand oder Status: 20.11.2026"), "{chosen}");
    assert!(told("Register vom 30.11.2023").contains("Statistisches Bundesamt"));
    assert!(told("Lizenz der Geodaten").contains("dl-de/by-2-0"));
    assert!(told("Status „im Pilotbetrieb“").contains("begrenzter Kreis"));
    assert_eq!(told("Geplant zum"), "Geplanter Start");
    assert!(!about.rows().any(|row| row[0] == *"Hinweis"));
}

#[tokio::test]
async fn an_invented_figure_says_so_in_its_workbook() {
    let product = Product::start().await;
    product.state.db.tell_demo(&[], day("2026-11-22"), &program(), |_| ()).await.unwrap();
    let mut book = book(&product.get("/daten/verlauf.xlsx").await);
    let about = book.worksheet_range("Angaben").unwrap();
    assert!(about.rows().any(|row| row[1].to_string().contains("alle Stände und Termine sind erfunden")));
}

#[tokio::test]
async fn the_public_takes_away_what_is_published_and_no_more() {
    let mut product = filled().await;
    product.state.public_reads = true;
    product.cookie = None;
    for name in names() {
        let answer = product.get(&format!("/daten/{name}.maschine.csv{}", query(name))).await;
        let is_public = rules().any(|rule| {
            rule.path == format!("/daten/{name}.csv") && rule.get == Some(server::rights::Who::Readers)
        });
        assert_eq!(answer.status == StatusCode::OK, is_public, "{name}: {}", answer.status);
        if is_public {
            // The column stays where the contract has it, and is empty.
            let text = answer.text.replacen("Hindernis-Codes", "", 1);
            for inside in ["indernis", "HYPERLINK", "Modul fehlt", "Test\"", "zweite Zeile"] {
                assert!(!text.contains(inside), "{name} tells {inside}: {text}");
            }
        }
    }
}

#[tokio::test]
async fn what_does_not_exist_has_no_sheet() {
    let product = Product::start().await;
    for address in ["/daten/zustaendigkeiten", "/daten/mitglieder", "/daten/eintraege", "/daten/betroffene"] {
        for query in ["", "?kommune=77", "?hindernis=999", "?kommune=x&hindernis=x"] {
            let answer = product.get(&format!("{address}.xlsx{query}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address}{query}");
        }
    }
    assert_eq!(product.get("/daten/kaffee.xlsx").await.status, StatusCode::NOT_FOUND);
}

/// The addresses of sheets on a page.
fn linked(page: &str) -> BTreeSet<String> {
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    links.filter(|link| link.starts_with("/daten/")).map(|link| link.replace("&amp;", "&")).collect()
}

#[tokio::test]
async fn every_page_with_a_list_has_its_sheets_and_every_sheet_a_page() {
    let product = filled().await;
    let mut found = BTreeSet::new();
    for page in [
        "/",
        "/?gebiet=092",
        "/leistungen",
        "/leistungen/waffenrecht",
        "/leistungen/waffenrecht?gebiet=09273",
        "/kommunen",
        "/kommunen/09273",
        "/kriterien",
        "/hebel",
        "/hebel/wellen",
        "/hindernisse",
        "/hindernisse/1",
        "/workshops",
        "/workshops/1",
        "/erkenntnisse",
        "/erkenntnisse/blueprint",
        "/massnahmen",
        "/meine-kommune",
        "/berechnung",
        "/ziele",
        "/definitionen",
        "/stichtage",
        "/stichtage/1",
        "/verwaltung",
        "/verwaltung/kriterien",
        "/verwaltung/hersteller",
        "/verwaltung/personen",
        "/verwaltung/protokoll",
        "/zusagen",
        "/bruecke",
        "/karte",
        "/bruecke?teil=neu&leistung=fuehrerschein",
    ] {
        let answer = product.get(page).await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
        let links = linked(&answer.text);
        assert!(!links.is_empty(), "{page} has no sheet");
        for link in links {
            found.insert(link.split('?').next().unwrap().to_owned());
            assert_eq!(product.get(&link).await.status, StatusCode::OK, "{link} on {page}");
        }
    }
    // One workshop is too few to say whether anything new is found, nothing was sent yet, and no announced day is over.
    let hidden = ["/daten/neues", "/daten/benachrichtigungen", "/daten/briefe", "/daten/verzug"];
    let there: BTreeSet<String> = rules()
        .map(|rule| rule.path.to_owned())
        .filter(|path| path.starts_with("/daten/") && !hidden.iter().any(|hidden| path.starts_with(hidden)))
        .collect();
    assert_eq!(found, there);
}

/// The columns of every sheet, as programs rely on them: whoever changes what is there, changes this file.
#[tokio::test]
async fn the_columns_are_what_the_contract_says() {
    let product = filled().await;
    let contract = include_str!("../../../docs/spalten.md");
    // What stands above the first sheet is written by hand.
    let mut told = contract.split("\n## ").next().unwrap().to_owned();
    for name in names() {
        let mut book = book(&product.get(&format!("/daten/{name}.xlsx{}", query(name))).await);
        let title = book.sheet_names()[0].clone();
        let about = book.worksheet_range("Angaben").unwrap();
        write!(told, "\n## {title}: `/daten/{name}`\n\n| Spalte | Bedeutung |\n|---|---|\n").unwrap();
        let legend = about.rows().skip_while(|row| row[0] != *"Spalte").skip(1);
        for row in legend.take_while(|row| !row[0].to_string().is_empty()) {
            writeln!(told, "| {} | {} |", row[0], row[1]).unwrap();
        }
    }
    assert!(told == contract, "docs/spalten.md does not say what the sheets have:\n{told}");
}
