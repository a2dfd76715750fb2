//! Why a file could not be read.

use std::fmt;

use super::limits::{MAX_BYTES, MAX_CELLS, MAX_COLUMNS, MAX_ROWS};
use super::note::thousands;

/// Why a file could not be read, and what to do: in German, for the person who brought it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Not a byte.
    #[error("Die Datei ist leer. Prüfen Sie, ob sie vollständig gespeichert wurde.")]
    Empty,
    /// More bytes than [`MAX_BYTES`].
    #[error(
        "Die Datei ist zu groß: gelesen werden höchstens {} MB. Speichern Sie nur das Blatt mit den Ständen, ohne Bilder, oder teilen Sie die Datei.",
        MAX_BYTES >> 20
    )]
    TooLarge,
    /// A workbook that opens with a password only.
    #[error("Die Datei ist mit einem Kennwort geschützt. Speichern Sie sie ohne Kennwort.")]
    Password,
    /// The format of Excel before 2007.
    #[error("Die Datei hat das alte Excel-Format (.xls). Öffnen Sie sie und speichern Sie als .xlsx.")]
    OldExcel,
    /// The binary format of Excel.
    #[error(
        "Die Datei ist eine Excel-Binärarbeitsmappe (.xlsb). Öffnen Sie sie und speichern Sie als .xlsx."
    )]
    BinaryExcel,
    /// Something else than a table.
    #[error("Die Datei ist {0} und keine Tabelle. Gelesen werden .xlsx, .xlsm, .ods und .csv.")]
    Foreign(Foreign),
    /// It is called a workbook, and is text.
    #[error(
        "Die Datei heißt wie eine Arbeitsmappe, enthält aber nur Text. Öffnen Sie sie und speichern Sie als .xlsx, oder nennen Sie sie .csv."
    )]
    OnlyText,
    /// It cannot be unpacked, or its parts make no sense.
    #[error(
        "Die Datei ist beschädigt oder unvollständig. Öffnen Sie sie, speichern Sie sie neu als .xlsx und versuchen Sie es noch einmal."
    )]
    Damaged,
    /// It is built as no spreadsheet program builds it: parts that overlap or come twice, entities that multiply.
    #[error(
        "Die Datei ist so gebaut, wie kein Tabellenprogramm sie schreibt, und wird deshalb nicht gelesen. Öffnen Sie sie und speichern Sie sie neu als .xlsx."
    )]
    Crafted,
    /// It unpacks to more than is read.
    #[error(
        "Die Datei entpackt sich auf mehr, als gelesen wird. Speichern Sie nur das Blatt mit den Ständen als .xlsx."
    )]
    Unpacks,
    /// More cells than [`MAX_CELLS`], or more text than is read.
    #[error(
        "Die Datei hat zu viele Zellen: gelesen werden höchstens {}. Speichern Sie nur das Blatt mit den Ständen, oder teilen Sie es.",
        thousands(MAX_CELLS)
    )]
    TooManyCells,
    /// No sheet is small enough; the first that is not.
    #[error("Das Blatt „{sheet}“ {excess}")]
    Sheet {
        /// The name of the sheet.
        sheet: String,
        /// What is too much.
        excess: Excess,
    },
    /// A quotation mark of a CSV file that nothing closes.
    #[error(
        "In Zeile {line} beginnt ein Anführungszeichen, das nicht mehr geschlossen wird: der Rest der Datei stünde in einer Zelle. Schließen oder entfernen Sie es."
    )]
    Quote {
        /// The line on which the record begins, from 1.
        line: u32,
    },
    /// Sheets without a cell.
    #[error("Die Datei enthält keine ausgefüllte Zelle.")]
    NoCells,
}

/// What a file is instead of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Foreign {
    /// A PDF.
    Pdf,
    /// A picture.
    Picture,
    /// A text document or a presentation.
    Document,
    /// A ZIP archive with other things in it.
    Archive,
    /// A web page, as some programs call `.xls`.
    WebPage,
    /// XML: Excel's of 2003, or a flat OpenDocument.
    Xml,
    /// Bytes without a meaning.
    Unknown,
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Pdf => "ein PDF",
            Self::Picture => "ein Bild",
            Self::Document => "ein Textdokument oder eine Präsentation",
            Self::Archive => "ein ZIP-Archiv mit anderem Inhalt",
            Self::WebPage => "eine Internetseite (öffnen Sie sie mit Excel und speichern Sie als .xlsx)",
            Self::Xml => "eine XML-Datei (öffnen Sie sie mit Excel und speichern Sie als .xlsx)",
            Self::Unknown => "von unbekannter Art",
        })
    }
}

/// What a sheet has too much of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Excess {
    /// A cell right of [`MAX_COLUMNS`].
    Columns {
        /// Its name: `XFD1048576`.
        cell: String,
    },
    /// More than [`MAX_ROWS`] rows that hold something.
    Rows,
    /// A cell with a text that no spreadsheet program takes.
    Text {
        /// Its name.
        cell: String,
    },
}

impl fmt::Display for Excess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Columns { cell } => write!(
                f,
                "reicht bis zur Zelle {cell}; gelesen werden höchstens {MAX_COLUMNS} Spalten. Löschen Sie, was rechts der Tabelle steht."
            ),
            Self::Rows => write!(
                f,
                "hat zu viele Zeilen; gelesen werden höchstens {}. Teilen Sie es auf mehrere Dateien auf.",
                thousands(MAX_ROWS)
            ),
            Self::Text { cell } => {
                write!(f, "hat in der Zelle {cell} mehr Text, als eine Zelle fassen kann. Kürzen Sie ihn.")
            }
        }
    }
}
