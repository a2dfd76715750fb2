//! Files that are not what they say, or are built to do harm. What costs time and memory is measured in
//! `tests/hostile.rs`.

use std::io::{Cursor, Write};

use rust_xlsxwriter::Workbook as Written;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{parts, read, refused};
use crate::read::{Excess, Foreign, Unreadable};

/// Microsoft's older container with these names in its directory.
fn compound(names: &[&str]) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(512, 0);
    for name in names {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(128, 0);
        bytes.extend(entry);
    }
    bytes
}

fn xlsx(from: &str, to: &str) -> Unreadable {
    assert!(parts::XLSX.contains(from), "{from}");
    refused(&parts::workbook(&parts::XLSX.replace(from, to)), "stand.xlsx")
}

#[test]
fn what_is_no_table_is_named() {
    let text = "Die Datei ist eine";
    for (bytes, name, answer) in [
        (b"".as_slice(), "stand.xlsx", "Die Datei ist leer."),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "stand.xlsx", "Die Datei ist ein PDF und keine Tabelle."),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "stand.xlsx", "Die Datei ist ein Bild und keine Tabelle."),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "stand.csv", "Die Datei ist ein Bild und keine Tabelle."),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "stand.csv", "Die Datei ist ein Bild"),
        (&[0; 4096], "stand.xlsx", "Die Datei ist von unbekannter Art"),
        (&[0; 4096], "stand.csv", "Die Datei ist von unbekannter Art"),
        (b"<html><table><tr><td>AGS</td></tr></table></html>", "stand.xls", text),
        (b"\xef\xbb\xbf<?xml version=\"1.0\"?><Workbook/>", "stand.xls", text),
        (
            b"AGS;Status\n1;live\n",
            "stand.xlsx",
            "Die Datei heißt wie eine Arbeitsmappe, enthält aber nur Text.",
        ),
        (b" \n \n;;;\n", "stand.csv", "Die Datei enthält keine ausgefüllte Zelle."),
        (b"PK\x03\x04 und weiter nichts", "stand.xlsx", "Die Datei ist beschädigt"),
    ] {
        let reason = refused(bytes, name).to_string();
        assert!(reason.starts_with(answer), "{answer}: {reason}");
    }
    // A heading that begins like a picture.
    assert!(read(b"BM;Status\n1;live\n", "stand.csv").is_ok());
}

#[test]
fn passwords_and_old_formats_are_named() {
    for (names, reason) in [
        (["Root Entry", "EncryptionInfo", "EncryptedPackage"], Unreadable::Password),
        (["Root Entry", "Workbook", "x"], Unreadable::OldExcel),
        (["Root Entry", "Book", "x"], Unreadable::OldExcel),
        (["Root Entry", "WordDocument", "x"], Unreadable::Foreign(Foreign::Document)),
        (["Root Entry", "Workbook2", "x"], Unreadable::Foreign(Foreign::Unknown)),
    ] {
        assert_eq!(refused(&compound(&names), "stand.xlsx"), reason, "{names:?}");
    }
    assert!(Unreadable::OldExcel.to_string().contains("speichern Sie als .xlsx"));
    assert!(Unreadable::Password.to_string().contains("ohne Kennwort"));
}

#[test]
fn other_archives_are_named() {
    let zip = |names: &[&str]| {
        let parts: Vec<_> = names.iter().map(|name| ((*name).to_owned(), b"<x/>".to_vec())).collect();
        refused(&parts::zip(&parts), "stand.xlsx")
    };
    assert_eq!(zip(&["stand.csv"]), Unreadable::Foreign(Foreign::Archive));
    assert_eq!(zip(&["[Content_Types].xml", "xl/workbook.bin"]), Unreadable::BinaryExcel);
    assert_eq!(zip(&["[Content_Types].xml", "word/document.xml"]), Unreadable::Foreign(Foreign::Document));
    assert_eq!(zip(&[]), Unreadable::Foreign(Foreign::Archive));
    // A workbook in an archive is not looked for.
    let inner = parts::workbook(parts::XLSX);
    let outer = parts::zip(&[("stand.xlsx".to_owned(), inner)]);
    assert_eq!(refused(&outer, "stand.zip"), Unreadable::Foreign(Foreign::Archive));
}

#[test]
fn parts_that_overlap_or_come_twice_are_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts::split(parts::XLSX.as_bytes()) {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&content).unwrap();
    }
    zip.shallow_copy_file("xl/worksheets/sheet1.xml", "xl/worksheets/sheet3.xml").unwrap();
    assert_eq!(refused(&zip.finish().unwrap().into_inner(), "stand.xlsx"), Unreadable::Crafted);

    let mut twice = parts::split(parts::XLSX.as_bytes());
    twice.push(("XL\\Workbook.xml".to_owned(), b"<workbook/>".to_vec()));
    assert_eq!(refused(&parts::zip(&twice), "stand.xlsx"), Unreadable::Crafted);
}

#[test]
fn entities_that_multiply_are_refused() {
    let bomb =
        "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;&lol;&lol;\">]><worksheet";
    assert_eq!(xlsx("<worksheet", bomb), Unreadable::Crafted);
    // An entity that nothing declares is no text.
    assert_eq!(xlsx("M&#252;ller", "M&uuml;ller"), Unreadable::Damaged);
}

#[test]
fn claims_are_not_believed() {
    assert_eq!(xlsx("uniqueCount=\"3\"", "uniqueCount=\"999999999999\""), Unreadable::Crafted);
    assert_eq!(
        xlsx("Target=\"worksheets/sheet2.xml\"", "Target=\"worksheets/sheet1.xml\""),
        Unreadable::Crafted
    );
    assert_eq!(
        xlsx("Target=\"worksheets/sheet2.xml\"", "Target=\"/xl/Worksheets\\Sheet1.xml\""),
        Unreadable::Crafted
    );
    assert_eq!(xlsx("Target=\"worksheets/sheet2.xml\"", "Target=\"media/image1.png\""), Unreadable::Crafted);
    assert_eq!(xlsx("r:id=\"rId2\"", "r:id=\"rId1\""), Unreadable::Crafted);
    assert_eq!(xlsx("name=\"Liste\"", "name=\"Stand\""), Unreadable::Crafted);
    for reference in ["B5:A4", "AAAA1:AAAA2", "A0", "A1048577", "A99999999999", "A1:B2:C3", "", "5", "Ä1"] {
        let to = format!("ref=\"{reference}\"");
        assert_eq!(xlsx("ref=\"A4:B5\"", &to), Unreadable::Damaged, "{reference}");
    }
}

#[test]
fn xml_that_is_not_whole_is_damaged() {
    assert_eq!(xlsx("</sheetData>", ""), Unreadable::Damaged);
    assert_eq!(xlsx("</worksheet>", ""), Unreadable::Damaged);
    assert_eq!(xlsx("<v>0</v>", "<v>99</v>"), Unreadable::Damaged);
    let mut bytes = parts::workbook(parts::XLSX);
    let place = bytes.windows(7).position(|text| text == b"Kelheim").unwrap();
    bytes[place] = b'X';
    assert_eq!(refused(&bytes, "stand.xlsx"), Unreadable::Damaged, "the checksum does not fit");
    bytes.truncate(bytes.len() - 40);
    assert_eq!(refused(&bytes, "stand.xlsx"), Unreadable::Damaged);
}

#[test]
fn a_sheet_that_is_too_wide_is_left_out_and_named() {
    let mut workbook = Written::new();
    let sheet = workbook.add_worksheet().set_name("Rohdaten").unwrap();
    for column in 0..1_000 {
        sheet.write_number(0, column, column).unwrap();
    }
    let wide = workbook.save_to_buffer().unwrap();
    let reason = refused(&wide, "stand.xlsx");
    assert_eq!(
        reason.to_string(),
        "Das Blatt „Rohdaten“ reicht bis zur Zelle IW1; gelesen werden höchstens 256 Spalten. Löschen Sie, was rechts der Tabelle steht."
    );
    workbook.add_worksheet().set_name("Stand").unwrap().write_string(0, 0, "AGS").unwrap();
    let workbook = read(&workbook.save_to_buffer().unwrap(), "stand.xlsx").unwrap();
    assert_eq!(workbook.sheets.len(), 1);
    assert!(super::told(&workbook)[0].starts_with("Nicht gelesen: das Blatt „Rohdaten“ reicht bis"));
}

#[test]
fn the_last_cell_of_a_sheet_makes_no_room_for_the_others() {
    let mut workbook = Written::new();
    let sheet = workbook.add_worksheet();
    sheet.write_string(0, 0, "AGS").unwrap().write_string(1_048_575, 16_383, "x").unwrap();
    let excess = Excess::Columns { cell: "XFD1048576".to_owned() };
    let reason = refused(&workbook.save_to_buffer().unwrap(), "stand.xlsx");
    assert_eq!(reason, Unreadable::Sheet { sheet: "Sheet1".to_owned(), excess: excess.clone() });

    let far = parts::ODS.replace(
        "<table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table>",
        "<table:table-cell table:number-columns-repeated=\"16383\"/><table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row></table:table>",
    );
    let workbook = read(&parts::workbook(&far), "stand.ods").unwrap();
    assert_eq!(workbook.sheets.len(), 1, "the other sheet is read");
    assert!(super::told(&workbook)[0].contains("XFD6"), "{:?}", super::told(&workbook));
}
