//! Workbooks.

mod about;

use chrono::{DateTime, Datelike, Timelike, Utc};
use chrono_tz::Europe::Berlin;
use domain::Day;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, IgnoreError, Workbook, Worksheet,
    XlsxError,
};

use super::text::{german, hundredth};
use super::{Table, Value};
use crate::harmless;

/// The most rows of values that a sheet holds: one row is the head.
pub const MAX_ROWS: usize = 1_048_575;
/// The most characters that a cell holds, counted as Excel counts them: UTF-16 units.
pub const MAX_CHARACTERS: usize = 32_767;

/// Rows that are looked at to find out how wide a column has to be.
const ROWS_MEASURED: usize = 2_000;
/// Excel's own formats `@` and `#,##0`, which it calls "Text" and "Zahl" in its menus.
const TEXT: u8 = 49;
const GROUPED: u8 = 3;
/// Narrowest and widest column, in characters. Longer texts are wrapped.
const WIDTHS: (usize, usize) = (6, 60);

/// Why no workbook can be made of tables.
#[derive(Debug, thiserror::Error)]
pub enum Unwritable {
    /// More rows than a sheet holds.
    #[error("{rows} rows in {title:?}, a sheet holds {MAX_ROWS}")]
    TooManyRows {
        /// The table.
        title: String,
        /// Its rows.
        rows: usize,
    },
    /// The library refused; a mistake in here.
    #[error("the workbook cannot be written: {0}")]
    Failed(#[from] XlsxError),
}

/// A workbook with a sheet for each table, and "Angaben" with what is to be said about them. `made_at` is when.
pub fn to_xlsx(tables: &[Table], made_at: DateTime<Utc>) -> Result<Vec<u8>, Unwritable> {
    if let Some(table) = tables.iter().find(|table| table.rows.len() > MAX_ROWS) {
        return Err(Unwritable::TooManyRows { title: table.title.clone(), rows: table.rows.len() });
    }
    let mut workbook = Workbook::new();
    let title = tables.first().map_or("", |table| table.title.as_str());
    workbook.set_properties(&properties(title, made_at)?);
    let styles = Styles::new();
    let mut names = vec![about::NAME.to_owned()];
    let mut shortened = Vec::with_capacity(tables.len());
    for table in tables {
        let name = sheet_name(&table.title, &names);
        let sheet = workbook.add_worksheet();
        sheet.set_name(&name)?;
        names.push(name);
        shortened.push(fill(sheet, table, &styles)?);
    }
    about::add(&mut workbook, tables, &shortened)?;
    Ok(workbook.save_to_buffer()?)
}

/// Title, author and language, as file managers and screen readers ask for them.
pub(crate) fn properties(title: &str, made_at: DateTime<Utc>) -> Result<DocProperties, XlsxError> {
    Ok(DocProperties::new()
        .set_title(title)
        .set_author("Lagebild")
        // The library knows no dc:language.
        .set_custom_property("Language", "de-DE")
        .set_creation_datetime(&moment(made_at)?))
}

/// How cells look.
struct Styles {
    head: Format,
    text: Format,
    key: Format,
    count: Format,
    number: Format,
    share: Format,
    day: Format,
    moment: Format,
    link: Format,
}

impl Styles {
    fn new() -> Self {
        let cell = || Format::new().set_align(FormatAlign::Top);
        Self {
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Top)
                .set_background_color(Color::RGB(0x00E5_E9F5))
                .set_border_bottom(FormatBorder::Thin),
            text: cell().set_text_wrap(),
            key: cell().set_num_format_index(TEXT),
            count: cell().set_num_format_index(GROUPED),
            number: cell().set_num_format("0.0"),
            share: cell().set_num_format("0.0 %"),
            day: cell().set_num_format("dd.mm.yyyy"),
            moment: cell().set_num_format("dd.mm.yyyy hh:mm:ss"),
            link: Format::new().set_hyperlink().set_align(FormatAlign::Top),
        }
    }
}

/// Writes the table; the number of texts that had to be cut.
fn fill(sheet: &mut Worksheet, table: &Table, styles: &Styles) -> Result<usize, XlsxError> {
    let mut cut = 0;
    for (at, column) in (0_u16..).zip(&table.columns) {
        sheet.set_column_width(at, width(table, usize::from(at)))?;
        sheet.write_string_with_format(0, at, &column.heading, &styles.head)?;
    }
    for (row, values) in (1_u32..).zip(&table.rows) {
        for (at, value) in (0_u16..).zip(values) {
            cut += usize::from(write(sheet, (row, at), value, styles)?);
        }
    }
    let last_row = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    for (at, _) in (0_u16..).zip(&table.columns) {
        let is_key = |row: &Vec<Value>| matches!(row.get(usize::from(at)), Some(Value::Key(_)));
        if table.rows.iter().any(is_key) {
            // Keys are meant to be texts; Excel need not point that out cell by cell.
            sheet.ignore_error_range(1, at, last_row, at, IgnoreError::NumberStoredAsText)?;
        }
    }
    if let Some(last) = u16::try_from(table.columns.len()).ok().and_then(|count| count.checked_sub(1)) {
        sheet.autofilter(0, 0, last_row, last)?;
    }
    sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.set_footer("&L&A&RSeite &P von &N");
    Ok(cut)
}

/// Writes a value as its kind looks; whether it had to be cut.
fn write(sheet: &mut Worksheet, at: (u32, u16), value: &Value, styles: &Styles) -> Result<bool, XlsxError> {
    let format = match value {
        Value::Empty => return Ok(false),
        Value::Key(_) => &styles.key,
        Value::Count(_) => &styles.count,
        Value::Number(_) => &styles.number,
        Value::Share(_) => &styles.share,
        // Excel's calendar begins in 1900.
        Value::Day(day) => date(*day).map_or(&styles.text, |_| &styles.day),
        Value::Moment(_) => &styles.moment,
        // Excel refuses longer addresses and takes no more than 65,530 of them; as text they stay.
        Value::Link(link) if link.starts_with("http") && link.chars().count() <= 2_000 && at.0 <= 65_000 => {
            if sheet.write_url_with_format(at.0, at.1, link.as_str(), &styles.link).is_ok() {
                return Ok(false);
            }
            &styles.text
        }
        Value::Text(_) | Value::Link(_) => &styles.text,
    };
    put(sheet, at, value, format)
}

/// Writes a value in a format, an empty one as an empty cell; whether it had to be cut.
pub(crate) fn put(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    value: &Value,
    format: &Format,
) -> Result<bool, XlsxError> {
    let text = match value {
        Value::Empty => {
            sheet.write_blank(row, column, format)?;
            return Ok(false);
        }
        // A text cell is no formula. An apostrophe before one would be taken off when the sheet comes back, so that
        // one that is meant is doubled, as it is in CSV.
        Value::Text(text) if text.starts_with('\'') => harmless(text),
        Value::Text(text) | Value::Key(text) | Value::Link(text) => text.into(),
        #[expect(clippy::cast_precision_loss, reason = "Excel knows no other numbers")]
        Value::Count(count) => {
            sheet.write_number_with_format(row, column, *count as f64, format)?;
            return Ok(false);
        }
        Value::Number(number) => {
            sheet.write_number_with_format(row, column, hundredth(*number), format)?;
            return Ok(false);
        }
        Value::Share(share) => {
            sheet.write_number_with_format(row, column, *share, format)?;
            return Ok(false);
        }
        Value::Day(day) => match date(*day) {
            Some(date) => {
                sheet.write_datetime_with_format(row, column, &date, format)?;
                return Ok(false);
            }
            None => german(*day).into(),
        },
        Value::Moment(instant) => {
            sheet.write_datetime_with_format(row, column, &moment(*instant)?, format)?;
            return Ok(false);
        }
    };
    let short = shortened(&text);
    sheet.write_string_with_format(row, column, short, format)?;
    Ok(short.len() < text.len())
}

/// As much of a text as a cell holds.
fn shortened(text: &str) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, letter)| {
        units += letter.len_utf16();
        units > MAX_CHARACTERS
    });
    end.map_or(text, |(end, _)| &text[..end])
}

/// A day as Excel counts days.
fn date(day: Day) -> Option<ExcelDateTime> {
    let (year, month, day) = day.ymd();
    ExcelDateTime::from_ymd(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
        .ok()
}

/// An instant as clocks in Berlin show it.
fn moment(instant: DateTime<Utc>) -> Result<ExcelDateTime, XlsxError> {
    let local = instant.with_timezone(&Berlin);
    #[expect(clippy::cast_possible_truncation, reason = "two digits each")]
    let (month, day, hour, minute) =
        (local.month() as u8, local.day() as u8, local.hour() as u16, local.minute() as u8);
    ExcelDateTime::from_ymd(u16::try_from(local.year()).unwrap_or(1900), month, day)?.and_hms(
        hour,
        minute,
        local.second(),
    )
}

/// How wide a column has to be, in characters.
fn width(table: &Table, at: usize) -> f64 {
    let heading =
        table.columns[at].heading.split(' ').map(|word| word.chars().count()).max().unwrap_or(0) + 3;
    let widest =
        table.rows.iter().take(ROWS_MEASURED).filter_map(|row| row.get(at)).map(|value| match value {
            Value::Empty => 0,
            Value::Text(text) | Value::Key(text) | Value::Link(text) => {
                text.lines().map(|line| line.chars().count()).max().unwrap_or(0) + 1
            }
            Value::Count(count) => count.to_string().len() * 4 / 3 + 1,
            Value::Share(_) | Value::Number(_) => 8,
            Value::Day(_) => 11,
            Value::Moment(_) => 20,
        });
    let width = widest.max().unwrap_or(0).max(heading).clamp(WIDTHS.0, WIDTHS.1);
    f64::from(u32::try_from(width).unwrap_or(u32::MAX))
}

/// A name that a sheet may have, as like the title as that goes, and none of those that are `taken`: at most 31
/// characters, none of `[]:*?/\`, no apostrophe at its ends.
#[must_use]
pub fn sheet_name(title: &str, taken: &[String]) -> String {
    let plain: String = title
        .chars()
        .map(|letter| if "[]:*?/\\".contains(letter) || letter.is_control() { ' ' } else { letter })
        .collect();
    let cut = |most: usize| {
        let mut units = 0;
        let fitting = plain.trim_matches([' ', '\'']).chars().take_while(|letter| {
            units += letter.len_utf16();
            units <= most
        });
        fitting.collect::<String>().trim_matches([' ', '\'']).to_owned()
    };
    let is_taken = |name: &str| {
        // Excel keeps this one for itself.
        let name = name.to_lowercase();
        name.is_empty() || name == "history" || taken.iter().any(|taken| taken.to_lowercase() == name)
    };
    let name = cut(31);
    if !is_taken(&name) {
        return name;
    }
    // One more than are taken: one of them is free.
    (2..taken.len() + 3)
        .map(|number| format!("{} {number}", cut(25)).trim().to_owned())
        .find(|name| !is_taken(name))
        .unwrap_or(name)
}
