//! What was written, read back.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};

use super::*;

type Book = Xlsx<Cursor<Vec<u8>>>;

fn made_at() -> DateTime<Utc> {
    "2026-11-23T16:30:05Z".parse().unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn table(rows: Vec<Vec<Value>>) -> Table {
    Table {
        title: "Behörden".into(),
        notes: vec![("Stand".into(), "23.11.2026".into())],
        columns: vec![
            Column::new("ARS", "Zwölf Ziffern"),
            Column::new("Behörde", "Wer zuständig ist"),
            Column::new("Menschen", "Wie viele dort leben"),
            Column::new("Anteil", "In Prozent"),
            Column::new("Live seit", "Der erste Tag"),
            Column::new("Wann", "Wann es eingetragen wurde"),
            Column::new("Adresse", "Des Dienstes"),
        ],
        rows,
    }
}

fn kelheim() -> Vec<Value> {
    vec![
        Value::Key("092730137137".into()),
        "Stadt Kelheim; Donau, \"am\" Tor".into(),
        Value::Count(16_714),
        Value::Share(0.362_345),
        day("2026-03-01").into(),
        Value::Moment("2026-07-01T22:05:07Z".parse().unwrap()),
        Value::Link("https://www.kelheim.de/dienst?a=1&b=2".into()),
    ]
}

fn book(tables: &[Table]) -> Book {
    open_workbook_from_rs(Cursor::new(to_xlsx(tables, made_at()).unwrap())).unwrap()
}

/// A part of the workbook as it stands in the file.
fn part(tables: &[Table], name: &str) -> String {
    let bytes = to_xlsx(tables, made_at()).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

#[test]
fn cells_are_what_they_mean() {
    let mut book = book(&[table(vec![kelheim(), vec![Value::Empty; 7]])]);
    assert_eq!(book.sheet_names(), ["Behörden", "Angaben"]);
    let sheet = book.worksheet_range("Behörden").unwrap();
    let cell = |column| sheet.get((1, column)).unwrap();
    assert_eq!(sheet.get((0, 4)), Some(&Data::String("Live seit".into())));
    assert_eq!(cell(0), &Data::String("092730137137".into()));
    assert_eq!(cell(2), &Data::Float(16_714.0));
    assert_eq!(cell(3), &Data::Float(0.362_345));
    let Data::DateTime(live) = cell(4) else { panic!("{:?}", cell(4)) };
    assert_eq!(live.to_ymd_hms_milli(), (2026, 3, 1, 0, 0, 0, 0));
    let Data::DateTime(told) = cell(5) else { panic!("{:?}", cell(5)) };
    assert_eq!(told.to_ymd_hms_milli(), (2026, 7, 2, 0, 5, 7, 0), "as clocks in Berlin show it");
    assert_eq!(cell(6), &Data::String("https://www.kelheim.de/dienst?a=1&b=2".into()));
}

#[test]
fn the_head_stays_in_sight_and_filters() {
    let tables = [table(vec![kelheim()])];
    let sheet = part(&tables, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains(r#"<pane ySplit="1" topLeftCell="A2""#), "{sheet}");
    assert!(sheet.contains(r#"<autoFilter ref="A1:G2"/>"#), "{sheet}");
    let styles = part(&tables, "xl/styles.xml");
    for format in
        [r#"formatCode="0.0 %""#, r#"formatCode="dd.mm.yyyy""#, r#"numFmtId="49""#, r#"numFmtId="3""#]
    {
        assert!(styles.contains(format), "{format} in {styles}");
    }
    assert!(styles.contains("<b/>"));
}

#[test]
fn the_file_says_what_it_is() {
    let tables = [table(Vec::new())];
    let core = part(&tables, "docProps/core.xml");
    assert!(core.contains("<dc:title>Behörden</dc:title>"), "{core}");
    assert!(core.contains("<dc:creator>Lagebild</dc:creator>"), "{core}");
    assert!(core.contains("2026-11-23T"), "{core}");
    assert!(part(&tables, "docProps/custom.xml").contains("de-DE"));
    // Two of the same data are the same file.
    assert_eq!(to_xlsx(&tables, made_at()).unwrap(), to_xlsx(&tables, made_at()).unwrap());
}

#[test]
fn a_sheet_of_its_own_tells_about_the_table() {
    let mut book = book(&[table(Vec::new())]);
    let about = book.worksheet_range("Angaben").unwrap();
    let told: Vec<(String, String)> = about
        .rows()
        .map(|row| (row[0].to_string(), row[1].to_string()))
        .filter(|(name, _)| !name.is_empty())
        .collect();
    let told: Vec<(&str, &str)> = told.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    assert_eq!(told[0], ("Behörden", ""));
    assert_eq!(told[1], ("Stand", "23.11.2026"));
    assert_eq!(told[2], ("Spalte", "Bedeutung"));
    assert_eq!(told[3], ("ARS", "Zwölf Ziffern"));
    assert_eq!(told.len(), 3 + 7);
}

#[test]
fn no_text_becomes_a_formula() {
    let texts = ["=1+1", "+49 9441", "-1", "@SUM(A1)", "\t=1", "'=1", "{=A1}", "=HYPERLINK(\"http://x\")"];
    let row =
        |text: &str| [vec![Value::text(text), Value::Link(text.into())], vec![Value::Empty; 5]].concat();
    let rows = texts.iter().map(|text| row(text)).collect();
    let tables = [table(rows)];
    assert!(!part(&tables, "xl/worksheets/sheet1.xml").contains("<f>"));
    let mut book = book(&tables);
    let sheet = book.worksheet_range("Behörden").unwrap();
    for (row, text) in (1..).zip(texts) {
        let Some(Data::String(read)) = sheet.get((row, 0)) else { panic!("{text}") };
        assert_eq!(crate::as_meant(read), text, "what was meant");
    }
    let csv = to_csv(&tables[0], Variant::Excel);
    for line in String::from_utf8(csv).unwrap().lines().skip(1) {
        assert!(line.trim_start_matches('"').starts_with(['\'', '{']), "{line}");
    }
}

#[test]
fn texts_come_back_as_they_were() {
    let texts = ["Zeile eins\nZeile zwei", "_x0041_", "a & b < c", "  vorn und hinten  ", "Übersee €", "😀"];
    let mut book = book(&[table(texts.iter().map(|text| vec![Value::text(*text)]).collect())]);
    let sheet = book.worksheet_range("Behörden").unwrap();
    for (row, text) in (1..).zip(texts) {
        assert_eq!(sheet.get((row, 0)), Some(&Data::String(text.into())));
    }
}

#[test]
fn a_text_longer_than_a_cell_is_cut_and_said_so() {
    let long = "ä".repeat(MAX_CHARACTERS - 1) + "😀";
    let mut book = book(&[table(vec![vec![Value::text(long)], vec!["ä".repeat(MAX_CHARACTERS).into()]])]);
    let sheet = book.worksheet_range("Behörden").unwrap();
    assert_eq!(sheet.get((1, 0)).unwrap().to_string().chars().count(), MAX_CHARACTERS - 1);
    assert_eq!(sheet.get((2, 0)).unwrap().to_string().chars().count(), MAX_CHARACTERS);
    let about = book.worksheet_range("Angaben").unwrap();
    let cut = about.rows().find(|row| row[0] == Data::String("Gekürzt".into())).unwrap();
    assert!(cut[1].to_string().contains("32.767 Zeichen einer Zelle: 1."), "{cut:?}");
}

#[test]
fn more_rows_than_a_sheet_holds_are_refused() {
    let refused = to_xlsx(&[table(vec![Vec::new(); MAX_ROWS + 1])], made_at());
    assert!(matches!(refused, Err(Unwritable::TooManyRows { rows: 1_048_576, .. })));
}

#[test]
fn days_before_excels_calendar_stay_readable() {
    let mut book = book(&[table(vec![vec![day("1899-12-30").into(), day("1803-02-25").into()]])]);
    let sheet = book.worksheet_range("Behörden").unwrap();
    assert_eq!(sheet.get((1, 1)), Some(&Data::String("25.02.1803".into())));
}

#[test]
fn german_excel_and_programs_read_the_same() {
    let table = table(vec![kelheim(), vec![Value::Empty; 7]]);
    let excel = String::from_utf8(to_csv(&table, Variant::Excel)).unwrap();
    assert_eq!(
        excel,
        "\u{feff}ARS;Behörde;Menschen;Anteil;Live seit;Wann;Adresse\r\n\
         092730137137;\"Stadt Kelheim; Donau, \"\"am\"\" Tor\";16714;36,2345;01.03.2026;02.07.2026 00:05:07;\
         https://www.kelheim.de/dienst?a=1&b=2\r\n;;;;;;\r\n"
    );
    let machine = String::from_utf8(to_csv(&table, Variant::Machine)).unwrap();
    assert_eq!(
        machine,
        "ARS,Behörde,Menschen,Anteil,Live seit,Wann,Adresse\r\n\
         092730137137,\"Stadt Kelheim; Donau, \"\"am\"\" Tor\",16714,36.2345,2026-03-01,\
         2026-07-02T00:05:07+02:00,https://www.kelheim.de/dienst?a=1&b=2\r\n,,,,,,\r\n"
    );
}

#[test]
fn sheets_are_named_as_excel_allows() {
    let name = |title: &str| sheet_name(title, &["Angaben".into(), "Kelheim".into()]);
    assert_eq!(name("Landkreis Kelheim"), "Landkreis Kelheim");
    assert_eq!(name("kelheim"), "kelheim 2");
    assert_eq!(name("Neustadt a.d.Aisch-Bad Windsheim"), "Neustadt a.d.Aisch-Bad Windshei");
    assert_eq!(name("A[b]:c*d?e/f\\g"), "A b  c d e f g");
    assert_eq!(name("'Angaben'"), "Angaben 2");
    assert_eq!(name("History"), "History 2");
    assert_eq!(name("///"), "2");
    assert_eq!(name(&"😀".repeat(20)), "😀".repeat(15));
}
