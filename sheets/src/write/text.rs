//! CSV, for German Excel and for programs.

use chrono::SecondsFormat;
use chrono_tz::Europe::Berlin;
use csv::{QuoteStyle, Terminator, WriterBuilder};
use domain::Day;

use super::{Table, Value};
use crate::harmless;

/// For whom CSV is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// German Excel: semicolon, UTF-8 with byte order mark, decimal comma, `31.12.2026`.
    Excel,
    /// Programs: comma, no byte order mark, decimal point, `2026-12-31` (RFC 4180, ISO 8601).
    Machine,
}

/// The table as CSV. Notes have no place in it.
#[must_use]
pub fn to_csv(table: &Table, variant: Variant) -> Vec<u8> {
    let (delimiter, start): (u8, &[u8]) = match variant {
        // Excel takes a file for UTF-8 only when it begins with a byte order mark.
        Variant::Excel => (b';', "\u{feff}".as_bytes()),
        Variant::Machine => (b',', b""),
    };
    let mut writer = WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(start.to_vec());
    let mut write = |cells: Vec<String>| {
        let written = writer.write_record(cells);
        debug_assert!(written.is_ok(), "writing to memory does not fail");
    };
    write(table.columns.iter().map(|column| harmless(&column.heading).into_owned()).collect());
    for row in &table.rows {
        write(row.iter().map(|value| cell(value, variant)).collect());
    }
    writer.into_inner().unwrap_or_default()
}

/// Rounded to two places; never the zero with a sign.
pub(super) fn hundredth(number: f64) -> f64 {
    let rounded = (number * 100.0).round() / 100.0;
    if rounded == 0.0 { 0.0 } else { rounded }
}

fn cell(value: &Value, variant: Variant) -> String {
    match (value, variant) {
        (Value::Empty, _) => String::new(),
        (Value::Text(text) | Value::Link(text) | Value::Key(text), _) => harmless(text).into_owned(),
        (Value::Count(count), _) => count.to_string(),
        (Value::Number(number), Variant::Excel) => hundredth(*number).to_string().replace('.', ","),
        (Value::Number(number), Variant::Machine) => hundredth(*number).to_string(),
        (Value::Share(share), Variant::Excel) => format!("{:.4}", share * 100.0).replace('.', ","),
        (Value::Share(share), Variant::Machine) => format!("{:.4}", share * 100.0),
        (Value::Day(day), Variant::Excel) => german(*day),
        (Value::Day(day), Variant::Machine) => day.to_string(),
        (Value::Moment(instant), Variant::Excel) => {
            instant.with_timezone(&Berlin).format("%d.%m.%Y %H:%M:%S").to_string()
        }
        (Value::Moment(instant), Variant::Machine) => {
            instant.with_timezone(&Berlin).to_rfc3339_opts(SecondsFormat::Secs, false)
        }
    }
}

/// `31.12.2026`
pub(super) fn german(day: Day) -> String {
    let (year, month, day) = day.ymd();
    format!("{day:02}.{month:02}.{year:04}")
}
