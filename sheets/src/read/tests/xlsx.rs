//! Workbooks of Excel.

use domain::Day;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Written};

use super::{Cell, Note, Unreadable, parts, read, refused, shown, told};

fn saved(mut workbook: Written) -> Vec<u8> {
    workbook.save_to_buffer().unwrap()
}

#[test]
fn cells_are_what_a_person_sees() {
    let mut workbook = Written::new();
    let sheet = workbook.add_worksheet().set_name("Stand").unwrap();
    let date = Format::new().set_num_format("dd.mm.yyyy");
    let moment = Format::new().set_num_format("dd.mm.yyyy hh:mm");
    sheet.write_row(0, 0, ["AGS", "Anteil", "Live seit", "erfasst", "ja", "Text"]).unwrap();
    sheet.write_number(1, 0, 9_773_117).unwrap();
    sheet.write_number(1, 1, 0.125).unwrap();
    sheet.write_datetime_with_format(1, 2, ExcelDateTime::from_ymd(2026, 2, 28).unwrap(), &date).unwrap();
    let seen = ExcelDateTime::from_ymd(2026, 3, 1).unwrap().and_hms(23, 59, 59).unwrap();
    sheet.write_datetime_with_format(1, 3, seen, &moment).unwrap();
    sheet.write_boolean(1, 4, true).unwrap();
    sheet.write_string(1, 5, "zwei\nZeilen & <mehr>").unwrap();
    // Only formatted: nothing stands there.
    sheet.write_blank(900, 20, &date).unwrap();
    sheet.write_string(901, 0, "   ").unwrap();
    let workbook = read(&saved(workbook), "stand.xlsx").unwrap();
    assert_eq!(
        shown(&workbook, 0),
        [
            "1: AGS|Anteil|Live seit|erfasst|ja|Text",
            "2: 9773117|0,125|28.02.2026|01.03.2026|WAHR|zwei\nZeilen & <mehr>"
        ]
    );
    assert_eq!(workbook.sheets[0].rows[1].cells[0], Cell::Number(9_773_117.0));
    assert_eq!(workbook.sheets[0].rows[1].cells[2], Cell::Day(Day::from_ymd(2026, 2, 28).unwrap()));
    assert_eq!(told(&workbook), ["Blatt „Stand“: 2 Zellen sind als Datum gespeichert."]);
}

#[test]
fn the_small_workbook_is_read_with_its_notes() {
    let workbook = read(&parts::workbook(parts::XLSX), "stand.xlsx").unwrap();
    assert_eq!(
        shown(&workbook, 0),
        ["1: AGS|Kommune|Live", "2: 9273111|Bad Abbach|01.02.2026|WAHR|#NV|0,5", "4: 06:00||01.03.2026|1,5"]
    );
    assert_eq!(workbook.sheets[1].name, "Liste");
    assert_eq!(shown(&workbook, 1), ["1: Kelheim"]);
    assert_eq!(
        told(&workbook),
        [
            "Blatt „Stand“: verbundene Zellen A4:B5; der Wert gilt nur für die erste Zelle.",
            "Blatt „Stand“: 3 Zellen mit Formeln; gelesen wird das gespeicherte Ergebnis.",
            "Blatt „Stand“: 2 Formeln ohne gespeichertes Ergebnis, als leer gelesen. Öffnen und speichern Sie die Datei einmal in Excel.",
            "Blatt „Stand“: 2 Zellen sind als Datum gespeichert.",
            "Das Blatt „Liste“ ist ausgeblendet.",
        ]
    );
}

#[test]
fn days_are_counted_from_1904_where_the_workbook_says_so() {
    let file = parts::XLSX.replace("date1904=\"0\"", "date1904=\"1\"");
    let workbook = read(&parts::workbook(&file), "stand.xlsx").unwrap();
    assert_eq!(workbook.sheets[0].rows[1].cells[2].shown(), "02.02.2030");
    assert!(
        told(&workbook)
            .contains(&"Blatt „Stand“: 2 Zellen sind als Datum gespeichert (gezählt ab 1904).".into())
    );
}

#[test]
fn a_day_that_never_was_stays_a_number() {
    for (number, day) in
        [("59", "28.02.1900"), ("60", "60"), ("61", "01.03.1900"), ("-1", "-1"), ("2958466", "2958466")]
    {
        let file = parts::XLSX.replace("<v>46054.5</v>", &format!("<v>{number}</v>"));
        let workbook = read(&parts::workbook(&file), "stand.xlsx").unwrap();
        assert_eq!(workbook.sheets[0].rows[1].cells[2].shown(), day, "{number}");
    }
}

#[test]
fn merged_cells_keep_the_value_of_the_first() {
    let mut workbook = Written::new();
    let sheet = workbook.add_worksheet();
    sheet.merge_range(0, 0, 0, 2, "Stand zum Monatsende", &Format::new()).unwrap();
    for row in 0..7 {
        sheet.merge_range(row * 2 + 1, 0, row * 2 + 2, 0, "Kelheim", &Format::new()).unwrap();
    }
    sheet.write_string(1, 1, "Abensberg").unwrap();
    let workbook = read(&saved(workbook), "stand.xlsx").unwrap();
    assert_eq!(shown(&workbook, 0)[..3], ["1: Stand zum Monatsende", "2: Kelheim|Abensberg", "4: Kelheim"]);
    assert_eq!(
        told(&workbook)[0],
        "Blatt „Sheet1“: verbundene Zellen A1:C1, A2:A3, A4:A5, A6:A7, A8:A9 und 3 weitere; der Wert gilt nur für die erste Zelle."
    );
}

#[test]
fn a_formula_is_what_it_last_came_to() {
    let mut workbook = Written::new();
    let sheet = workbook.add_worksheet();
    sheet.write_formula(0, 0, Formula::new("=\"li\"&\"ve\"").set_result("live")).unwrap();
    let workbook = read(&saved(workbook), "stand.xlsx").unwrap();
    assert_eq!(shown(&workbook, 0), ["1: live"]);
    assert_eq!(
        told(&workbook),
        ["Blatt „Sheet1“: 1 Zelle mit Formel; gelesen wird das gespeicherte Ergebnis."]
    );
}

#[test]
fn macros_are_ignored_and_said_so() {
    let file = format!("{}--- xl/vbaProject.bin\nSub Auto_Open()\n", parts::XLSX);
    let workbook = read(&parts::workbook(&file), "stand.xlsm").unwrap();
    assert_eq!(workbook.notes[0], Note::Macros);
    assert_eq!(shown(&workbook, 1), ["1: Kelheim"]);
}

#[test]
fn a_workbook_is_one_whatever_it_is_called() {
    let bytes = parts::workbook(parts::XLSX);
    assert_eq!(read(&bytes, "stand.csv"), read(&bytes, "stand.xlsx"));
    assert_eq!(read(&bytes, ""), read(&bytes, "stand.xlsx"));
}

#[test]
fn a_workbook_without_a_cell_says_so() {
    let mut workbook = Written::new();
    workbook.add_worksheet();
    assert_eq!(refused(&saved(workbook), "leer.xlsx"), Unreadable::NoCells);
}

#[test]
fn the_order_of_cells_in_the_file_does_not_matter() {
    let rows = "<row r=\"9\"><c r=\"C9\"><v>3</v></c><c r=\"A9\"><v>1</v></c></row><row r=\"2\"><c r=\"B2\"><v>2</v></c></row><row r=\"9\"><c r=\"B9\"><v>2</v></c></row>";
    let start = parts::XLSX.find("<row r=\"1\">").unwrap();
    let end = parts::XLSX.find("</sheetData>").unwrap();
    let file = format!("{}{rows}{}", &parts::XLSX[..start], &parts::XLSX[end..]);
    let workbook = read(&parts::workbook(&file), "stand.xlsx").unwrap();
    assert_eq!(shown(&workbook, 0), ["2: |2", "9: 1|2|3"]);
}
