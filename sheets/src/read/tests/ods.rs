//! Workbooks of OpenDocument.

use super::{Cell, Note, Unreadable, parts, read, refused, shown, told};

#[test]
fn the_small_workbook_is_read_with_its_notes() {
    let workbook = read(&parts::workbook(parts::ODS), "stand.ods").unwrap();
    let row = "9273111|Bad  Abbach & ü\nMarkt||01.02.2026|WAHR|#NV|0,5";
    assert_eq!(
        shown(&workbook, 0),
        ["1: AGS|Kommune|Kommune".to_owned(), format!("4: {row}"), format!("5: {row}")]
    );
    assert_eq!(workbook.sheets[0].rows[1].cells[5], Cell::Error("#NV".to_owned()));
    assert_eq!(shown(&workbook, 1), ["1: 08:30"]);
    assert_eq!(
        told(&workbook),
        [
            "Blatt „Stand“: verbundene Zellen B4:C4; der Wert gilt nur für die erste Zelle.",
            "Blatt „Stand“: 6 Zellen mit Formeln; gelesen wird das gespeicherte Ergebnis.",
            "Blatt „Stand“: 2 Formeln ohne gespeichertes Ergebnis, als leer gelesen. Öffnen und speichern Sie die Datei einmal in Excel.",
            "Blatt „Stand“: 2 Zellen sind als Datum gespeichert.",
            "Das Blatt „Liste“ ist ausgeblendet.",
        ]
    );
}

#[test]
fn a_password_is_named() {
    let file = parts::ODS.replace(
        "manifest:media-type=\"text/xml\"/>",
        "manifest:media-type=\"text/xml\"><manifest:encryption-data/></manifest:file-entry>",
    );
    assert_eq!(refused(&parts::workbook(&file), "stand.ods"), Unreadable::Password);
}

#[test]
fn macros_are_ignored_and_said_so() {
    let file = format!("{}--- Basic/script-lc.xml\n<x/>\n", parts::ODS);
    assert_eq!(read(&parts::workbook(&file), "stand.ods").unwrap().notes[0], Note::Macros);
}

#[test]
fn a_table_that_is_cut_off_is_damaged() {
    let end = parts::ODS.find("</table:table-row>").unwrap();
    assert_eq!(refused(&parts::workbook(&parts::ODS[..end]), "stand.ods"), Unreadable::Damaged);
}

#[test]
fn a_text_document_is_no_table() {
    let file = parts::ODS.replace("opendocument.spreadsheet", "opendocument.text");
    let reason = refused(&parts::workbook(&file), "bericht.odt").to_string();
    assert_eq!(
        reason,
        "Die Datei ist ein Textdokument oder eine Präsentation und keine Tabelle. Gelesen werden .xlsx, .xlsm, .ods und .csv."
    );
}
