//! One line and its columns.

use super::error::{Columns, Gv100Error, Gv100Fault};
use crate::day::Day;

const fn columns(first: usize, last: usize) -> Columns {
    Columns { first, last }
}

pub(super) const SATZART: Columns = columns(1, 2);
pub(super) const DAY: Columns = columns(3, 10);
/// All parts of the key, whichever of them the line has.
pub(super) const KEY: Columns = columns(11, 22);
pub(super) const LAND: Columns = columns(11, 12);
pub(super) const REGIERUNGSBEZIRK: Columns = columns(13, 13);
pub(super) const KREIS: Columns = columns(14, 15);
pub(super) const GEMEINDE: Columns = columns(16, 18);
/// Stands after the Gemeinde, although it comes before it in the key.
pub(super) const VERBAND: Columns = columns(19, 22);
pub(super) const NAME: Columns = columns(23, 72);
pub(super) const TEXTKENNZEICHEN: Columns = columns(123, 124);
pub(super) const AREA: Columns = columns(129, 139);
pub(super) const INHABITANTS: Columns = columns(140, 150);

/// A line that is not blank.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    /// Counted from 1.
    pub(super) number: usize,
    text: &'a str,
}

/// The lines that are not blank. CRLF ends a line, too.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    text.split('\n')
        .map(|text| text.strip_suffix('\r').unwrap_or(text))
        .enumerate()
        .map(|(index, text)| Line { number: index + 1, text })
        .filter(|line| !line.text.trim().is_empty())
}

impl<'a> Line<'a> {
    pub(super) const fn error(&self, columns: Columns, fault: Gv100Fault) -> Gv100Error {
        Gv100Error::at(self.number, columns, fault)
    }

    /// Length in characters.
    pub(super) fn len(&self) -> usize {
        self.text.chars().count()
    }

    pub(super) fn satzart(&self) -> Result<&'a str, Gv100Error> {
        let satzart = self.whole(SATZART)?;
        let is_known = ["10", "20", "30", "40", "50", "60"].contains(&satzart);
        if is_known { Ok(satzart) } else { Err(self.error(SATZART, Gv100Fault::Satzart)) }
    }

    pub(super) fn day(&self) -> Result<Day, Gv100Error> {
        let digits = self.whole(DAY)?;
        let part = |range| digits.get(range).unwrap_or_default();
        format!("{}-{}-{}", part(0..4), part(4..6), part(6..8))
            .parse()
            .map_err(|_| self.error(DAY, Gv100Fault::BadDay))
    }

    pub(super) fn key(&self, columns: Columns) -> Result<&'a str, Gv100Error> {
        let digits = self.whole(columns)?;
        let is_key = digits.bytes().all(|byte| byte.is_ascii_digit());
        if is_key { Ok(digits) } else { Err(self.error(columns, Gv100Fault::NotAKey)) }
    }

    pub(super) fn number(&self, columns: Columns) -> Result<u64, Gv100Error> {
        let digits = self.whole(columns)?.trim();
        // `parse` alone would also take a plus sign.
        let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
        let number = if is_number { digits.parse().ok() } else { None };
        number.ok_or_else(|| self.error(columns, Gv100Fault::NotANumber))
    }

    pub(super) fn textkennzeichen(&self) -> Result<&'a str, Gv100Error> {
        self.whole(TEXTKENNZEICHEN)
    }

    /// The name as it stands, with single blanks only. It may be the last thing in the line.
    pub(super) fn name(&self) -> Result<String, Gv100Error> {
        let words: Vec<&str> = self.part(NAME).split_whitespace().collect();
        if words.is_empty() { Err(self.error(NAME, Gv100Fault::NoName)) } else { Ok(words.join(" ")) }
    }

    /// These columns, all of which the line must have.
    fn whole(&self, columns: Columns) -> Result<&'a str, Gv100Error> {
        if self.len() < columns.last {
            return Err(self.error(columns, Gv100Fault::TooShort));
        }
        Ok(self.part(columns))
    }

    /// What the line has of these columns.
    fn part(&self, columns: Columns) -> &'a str {
        let start_of = |column: usize| {
            self.text.char_indices().nth(column - 1).map_or(self.text.len(), |(index, _)| index)
        };
        self.text.get(start_of(columns.first)..start_of(columns.last + 1)).unwrap_or_default()
    }
}
