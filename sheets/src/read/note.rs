//! What a reader tells beside the cells.

use std::fmt;

use super::Excess;

/// Something found out, assumed or left out while reading: in German, for the person who brought the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// How the letters of a CSV file are written.
    Encoding(Encoding),
    /// What stands between the cells of a CSV file.
    Separator(Separator),
    /// Nothing stands between the cells of a CSV file: it has one column.
    OneColumn,
    /// The workbook has macros, which are not run.
    Macros,
    /// Cells that were merged: the value belongs to the first.
    Merged {
        /// The name of the sheet.
        sheet: String,
        /// The ranges: `A1:C1`.
        ranges: Vec<String>,
    },
    /// Cells with formulas: what they last came to is read.
    Formulas {
        /// The name of the sheet.
        sheet: String,
        /// How many.
        count: usize,
    },
    /// Cells with formulas that nobody ever worked out: they are read as empty.
    FormulasWithoutValue {
        /// The name of the sheet.
        sheet: String,
        /// How many.
        count: usize,
    },
    /// The sheet is hidden, and was read.
    Hidden {
        /// The name of the sheet.
        sheet: String,
    },
    /// Cells that are stored as dates.
    Dates {
        /// The name of the sheet.
        sheet: String,
        /// How many.
        count: usize,
        /// Whether the workbook counts its days from 1904.
        since_1904: bool,
    },
    /// The sheet was left out.
    LeftOut {
        /// The name of the sheet.
        sheet: String,
        /// What is too much.
        excess: Excess,
    },
}

/// How letters are written as bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a mark at the beginning.
    Utf8,
    /// UTF-16 with a mark at the beginning: "Unicode-Text".
    Utf16,
    /// Windows-1252: "ANSI".
    Windows1252,
}

/// What stands between the cells of a CSV file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// `;`
    Semicolon,
    /// `,`
    Comma,
    /// The tabulator.
    Tab,
    /// `|`
    Pipe,
}

/// Ranges that a note names one by one.
const NAMED_RANGES: usize = 5;

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encoding(encoding) => write!(f, "Zeichensatz: {encoding}."),
            Self::Separator(separator) => write!(f, "Trennzeichen: {separator}."),
            Self::OneColumn => f.write_str("Kein Trennzeichen gefunden: die Datei hat nur eine Spalte."),
            Self::Macros => f.write_str("Die Arbeitsmappe enthält Makros. Sie werden nicht ausgeführt."),
            Self::Merged { sheet, ranges } => {
                let named =
                    ranges.iter().take(NAMED_RANGES).map(String::as_str).collect::<Vec<_>>().join(", ");
                write!(f, "Blatt „{sheet}“: verbundene Zellen {named}")?;
                if let Some(more) = ranges.len().checked_sub(NAMED_RANGES).filter(|more| *more > 0) {
                    write!(f, " und {} weitere", thousands(more))?;
                }
                f.write_str("; der Wert gilt nur für die erste Zelle.")
            }
            Self::Formulas { sheet, count } => {
                let cells = cells(*count, "Zelle mit Formel", "Zellen mit Formeln");
                write!(f, "Blatt „{sheet}“: {cells}; gelesen wird das gespeicherte Ergebnis.")
            }
            Self::FormulasWithoutValue { sheet, count } => {
                let cells = cells(*count, "Formel", "Formeln");
                write!(
                    f,
                    "Blatt „{sheet}“: {cells} ohne gespeichertes Ergebnis, als leer gelesen. Öffnen und speichern Sie die Datei einmal in Excel."
                )
            }
            Self::Hidden { sheet } => write!(f, "Das Blatt „{sheet}“ ist ausgeblendet."),
            Self::Dates { sheet, count, since_1904 } => {
                let cells = cells(*count, "Zelle ist", "Zellen sind");
                write!(f, "Blatt „{sheet}“: {cells} als Datum gespeichert")?;
                f.write_str(if *since_1904 { " (gezählt ab 1904)." } else { "." })
            }
            Self::LeftOut { sheet, excess } => write!(f, "Nicht gelesen: das Blatt „{sheet}“ {excess}"),
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Windows1252 => "Windows-1252 (ANSI)",
        })
    }
}

impl fmt::Display for Separator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Semicolon => "Semikolon",
            Self::Comma => "Komma",
            Self::Tab => "Tabulator",
            Self::Pipe => "senkrechter Strich",
        })
    }
}

fn cells(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", thousands(count), if count == 1 { one } else { many })
}

/// A number with points between its thousands.
pub(super) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> = digits
        .as_bytes()
        .rchunks(3)
        .rev()
        .map(|group| std::str::from_utf8(group).unwrap_or_default())
        .collect();
    groups.join(".")
}
