//! CSV.

use ::csv::{QuoteStyle, WriterBuilder};
use proptest::prelude::*;

use super::{CSV, Cell, Unreadable, Workbook, read, refused, shown, told};

fn text(text: &str) -> Workbook {
    read(text.as_bytes(), "stand.csv").unwrap()
}

#[test]
fn the_separator_is_found_and_told() {
    for (separator, name) in
        [(";", "Semikolon"), (",", "Komma"), ("\t", "Tabulator"), ("|", "senkrechter Strich")]
    {
        let file =
            ["AGS_Kommune_Live seit", "09162000_München_01.02.2026", "09273111_\"Bad Abbach, Markt; neu\"_"]
                .join("\n")
                .replace('_', separator);
        let workbook = text(&file);
        assert_eq!(
            shown(&workbook, 0),
            [
                "1: AGS|Kommune|Live seit",
                "2: 09162000|München|01.02.2026",
                "3: 09273111|Bad Abbach, Markt; neu"
            ],
            "{separator:?}"
        );
        assert_eq!(told(&workbook), ["Zeichensatz: UTF-8.".to_owned(), format!("Trennzeichen: {name}.")]);
    }
}

#[test]
fn a_comma_in_numbers_and_names_is_not_the_separator() {
    let workbook = text("Kommune;Anteil\nMüller, Hans;1,5\nHuber, Eva;2,5\n");
    assert_eq!(shown(&workbook, 0), ["1: Kommune|Anteil", "2: Müller, Hans|1,5", "3: Huber, Eva|2,5"]);
}

#[test]
fn a_declared_separator_is_believed_and_its_line_counted() {
    let workbook = text("sep=,\r\nAGS,Name; kurz\r\n1,2\r\n");
    assert_eq!(shown(&workbook, 0), ["2: AGS|Name; kurz", "3: 1|2"]);
}

#[test]
fn a_file_without_separator_has_one_column() {
    let workbook = text("AGS\n09162000\n");
    assert_eq!(shown(&workbook, 0), ["1: AGS", "2: 09162000"]);
    assert_eq!(told(&workbook)[1], "Kein Trennzeichen gefunden: die Datei hat nur eine Spalte.");
}

#[test]
fn the_encoding_is_found_and_told() {
    let plain = "Straße;Größe\nÄ;€\n";
    let (ansi, ..) = encoding_rs::WINDOWS_1252.encode(plain);
    let wide: Vec<u16> = plain.encode_utf16().collect();
    let little: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(wide.iter().flat_map(|unit| unit.to_le_bytes())).collect();
    let big: Vec<u8> =
        [0xfe, 0xff].into_iter().chain(wide.iter().flat_map(|unit| unit.to_be_bytes())).collect();
    let marked = [b"\xef\xbb\xbf", plain.as_bytes()].concat();
    for (bytes, name) in [
        (plain.as_bytes(), "UTF-8"),
        (&marked, "UTF-8"),
        (&ansi, "Windows-1252 (ANSI)"),
        (&little, "UTF-16"),
        (&big, "UTF-16"),
    ] {
        let workbook = read(bytes, "stand.csv").unwrap();
        assert_eq!(shown(&workbook, 0), ["1: Straße|Größe", "2: Ä|€"], "{name}");
        assert_eq!(told(&workbook)[0], format!("Zeichensatz: {name}."));
    }
}

#[test]
fn a_row_has_the_number_of_the_line_on_which_it_begins() {
    for end in ["\n", "\r\n", "\r"] {
        let file = ["a;b", "", "1;\"zwei", "Zeilen\"", ";;", "2;x", ""].join(end);
        let workbook = text(&file);
        assert_eq!(
            workbook.sheets[0].rows.iter().map(|row| row.number).collect::<Vec<_>>(),
            [1, 3, 6],
            "{end:?}"
        );
        assert_eq!(workbook.sheets[0].rows[1].cells[1], Cell::Text(format!("zwei{end}Zeilen")));
    }
    assert_eq!(shown(&text("\n\n\na;b\n1;2"), 0), ["4: a|b", "5: 1|2"]);
}

#[test]
fn a_quotation_mark_that_nothing_closes_is_named() {
    let reason = refused(b"a;b\n1;2\n3;\"vier\n5;6\n7;8\n", "stand.csv");
    assert_eq!(reason, Unreadable::Quote { line: 3 });
    let long = format!("a;b\n1;\"{}", "x;y\n".repeat(100_000));
    assert_eq!(refused(long.as_bytes(), "stand.csv"), Unreadable::Quote { line: 2 });
    // Inches, not a quotation.
    assert_eq!(shown(&text("a;b\n1;24\" Schirm\n"), 0), ["1: a|b", "2: 1|24\" Schirm"]);
}

#[test]
fn the_sheet_is_named_after_the_file() {
    for (file, sheet) in [
        ("Stand Kelheim.csv", "Stand Kelheim"),
        ("C:\\Daten\\a.b.csv", "a.b"),
        ("", "CSV"),
        ("x\u{1}.csv", "x"),
    ] {
        assert_eq!(read(b"a;b\n", file).unwrap().sheets[0].name, sheet);
    }
}

#[test]
fn the_small_file_is_read() {
    assert_eq!(
        shown(&text(CSV), 0),
        [
            "1: AGS|Kommune|Status|Live seit",
            "2: 9773117|Bissingen,\r\nMarkt|live|01.02.2026",
            "5: 09162000|München|\"fast\""
        ]
    );
}

proptest! {
    #[test]
    fn what_is_written_is_read(
        rows in prop::collection::vec(prop::collection::vec("[a-zäß0-9;,\"\n|\t ]{0,12}", 3), 1..20),
        separator in prop::sample::select(b";,\t|".as_slice()),
    ) {
        let mut writer = WriterBuilder::new().delimiter(separator).quote_style(QuoteStyle::Always).from_writer(vec![]);
        writer.write_record(["eins", "zwei", "drei"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let workbook = read(&writer.into_inner().unwrap(), "stand.csv").unwrap();
        let wanted: Vec<Vec<&str>> = rows
            .iter()
            .map(|row| {
                let filled = row.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
                row[..filled].iter().map(|cell| if cell.trim().is_empty() { "" } else { cell.as_str() }).collect()
            })
            .filter(|row: &Vec<&str>| !row.is_empty())
            .collect();
        let found: Vec<Vec<_>> = workbook.sheets[0].rows[1..]
            .iter()
            .map(|row| row.cells.iter().map(Cell::shown).collect())
            .collect();
        prop_assert_eq!(found, wanted);
    }
}
