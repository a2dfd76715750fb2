//! From a briefing to the bytes of a PDF.

use std::borrow::Cow;

use chrono::{DateTime, Datelike as _, Timelike as _, Utc};
use serde_json::Value;
use typst::comemo;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::{Bytes, Datetime, Smart};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::model::Briefing;
use crate::world::Desk;

/// What stands for a character that none of the fonts has: PDF/UA allows no text that cannot be shown.
const NOT_SHOWN: char = '?';

/// How many later briefings remember what this one has laid out.
const REMEMBERED: usize = 4;

/// Prints briefings with the fonts it was given. Printing takes about a second of computing.
pub struct Press {
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
}

/// Why a briefing was not printed. None of it is the reader's fault.
#[derive(Debug, thiserror::Error)]
pub enum PrintError {
    /// There are no fonts: the program was built without its site.
    #[error("there are no fonts to print with")]
    NoFonts,
    /// The time is none that a document can bear.
    #[error("{0} is no date for a document")]
    Date(DateTime<Utc>),
    /// The briefing could not be written as data.
    #[error("the briefing could not be written as data")]
    Data(#[from] serde_json::Error),
    /// The typesetter refused it, or the result would not have been accessible.
    #[error("the briefing could not be laid out: {0}")]
    Layout(String),
}

impl Press {
    /// A press with these fonts (TrueType or OpenType); what is no font is left out.
    pub fn new(fonts: impl IntoIterator<Item = Cow<'static, [u8]>>) -> Self {
        let fonts: Vec<Font> = fonts.into_iter().flat_map(|data| Font::iter(Bytes::new(data))).collect();
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Self { fonts, book }
    }

    /// The briefing as tagged PDF, valid as PDF/UA-1. Blocks while it computes.
    pub fn print(&self, briefing: &Briefing) -> Result<Vec<u8>, PrintError> {
        if self.fonts.is_empty() {
            return Err(PrintError::NoFonts);
        }
        let made_at = datetime(briefing.made_at).ok_or(PrintError::Date(briefing.made_at))?;
        let mut data = serde_json::to_value(briefing)?;
        self.keep_to_fonts(&mut data);
        let desk = Desk {
            fonts: &self.fonts,
            book: &self.book,
            data: Bytes::new(serde_json::to_vec(&data)?),
            today: made_at,
        };
        let Warned { output, .. } = typst::compile::<PagedDocument>(&desk);
        let printed = output.and_then(|document| typst_pdf::pdf(&document, &options(made_at)));
        // What the typesetter remembers for the next time would grow for ever.
        comemo::evict(REMEMBERED);
        printed.map_err(|problems| PrintError::Layout(told(&problems)))
    }

    /// Replaces what no font can show, in every text of the data.
    fn keep_to_fonts(&self, data: &mut Value) {
        match data {
            Value::String(text) => {
                if !text.chars().all(|character| self.shows(character)) {
                    *text = text.chars().filter_map(|character| self.shown(character)).collect();
                }
            }
            Value::Array(values) => values.iter_mut().for_each(|value| self.keep_to_fonts(value)),
            Value::Object(fields) => fields.values_mut().for_each(|value| self.keep_to_fonts(value)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn shows(&self, character: char) -> bool {
        !character.is_control()
            && self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(character)))
    }

    fn shown(&self, character: char) -> Option<char> {
        match character {
            // Soft hyphen, joiners, variation selectors: they only say how others look.
            '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' => None,
            character if character.is_whitespace() || character.is_control() => {
                Some(if self.shows(character) { character } else { ' ' })
            }
            character => Some(if self.shows(character) { character } else { NOT_SHOWN }),
        }
    }
}

impl std::fmt::Debug for Press {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Press").field("fonts", &self.fonts.len()).finish_non_exhaustive()
    }
}

fn options(made_at: Datetime) -> PdfOptions {
    PdfOptions {
        creator: Smart::Custom(Some("Lagebild".to_owned())),
        timestamp: Some(Timestamp::new_utc(made_at)),
        standards: PdfStandards::new(&[PdfStandard::Ua_1]).expect("one standard alone contradicts no other"),
        ..PdfOptions::default()
    }
}

fn datetime(at: DateTime<Utc>) -> Option<Datetime> {
    let small = |number: u32| u8::try_from(number).ok();
    Datetime::from_ymd_hms(
        at.year(),
        small(at.month())?,
        small(at.day())?,
        small(at.hour())?,
        small(at.minute())?,
        small(at.second())?,
    )
}

fn told(problems: &[SourceDiagnostic]) -> String {
    let lines = problems.iter().map(|problem| {
        let hints: Vec<String> = problem.hints.iter().map(|hint| format!(" ({})", hint.v)).collect();
        let hints = hints.concat();
        format!("{}{hints}", problem.message)
    });
    lines.collect::<Vec<_>>().join("; ")
}
