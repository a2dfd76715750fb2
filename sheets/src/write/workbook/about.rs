//! The sheet "Angaben": what is to be said about tables.

use rust_xlsxwriter::{Format, FormatAlign, Workbook, XlsxError};

use super::{MAX_CHARACTERS, shortened};
use crate::write::Table;

/// Its name.
pub(super) const NAME: &str = "Angaben";

/// Adds the sheet. `cut`: how many texts of each table did not fit.
pub(super) fn add(workbook: &mut Workbook, tables: &[Table], cut: &[usize]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_align(FormatAlign::Top);
    let heading = Format::new().set_bold().set_font_size(14);
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let sheet = workbook.add_worksheet();
    sheet.set_name(NAME)?.set_column_width(0, 32)?.set_column_width(1, 100)?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    let mut row = 0;
    for (table, cut) in tables.iter().zip(cut) {
        sheet.write_string_with_format(row, 0, shortened(&table.title), &heading)?;
        row += 1;
        let remark = (*cut > 0).then(|| {
            let most = format!("{},{:03}", MAX_CHARACTERS / 1000, MAX_CHARACTERS % 1000).replace(',', ".");
            ("Gekürzt".to_owned(), format!("Texte, die länger sind als die {most} Zeichen einer Zelle: {cut}. Vollständig stehen sie in der CSV-Datei."))
        });
        for (name, said) in table.notes.iter().chain(&remark) {
            sheet.write_string_with_format(row, 0, shortened(name), &bold)?;
            sheet.write_string_with_format(row, 1, shortened(said), &text)?;
            row += 1;
        }
        row += 1;
        sheet.write_string_with_format(row, 0, "Spalte", &bold)?;
        sheet.write_string_with_format(row, 1, "Bedeutung", &bold)?;
        row += 1;
        for column in &table.columns {
            sheet.write_string_with_format(row, 0, shortened(&column.heading), &text)?;
            sheet.write_string_with_format(row, 1, shortened(&column.meaning), &text)?;
            row += 1;
        }
        row += 2;
    }
    Ok(())
}
