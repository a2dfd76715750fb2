//! Reader of the official register as published: GV100AD of the Statistisches Bundesamt.
//!
//! A text of fixed columns, counted here from 1 and in characters, for all Länder or some of them.
//! The first two columns (Satzart) tell what a line is about: a Land (10), Regierungsbezirk (20),
//! Region (30, skipped), Kreis (40), Verband (50) or commune (60); two more (Textkennzeichen) tell
//! its kind. Editions come in UTF-8, ISO-8859-1 or code page 850.
//!
//! Not every row is a [`Body`]: a kreisfreie Stadt stands in the file as Kreis, Verband and
//! commune and is one commune; a commune outside any Verband stands as its own Verband; in
//! gemeindefreien Gebieten nobody acts; and of some Regierungsbezirke only the statistics remain.

mod check;
mod decode;
mod error;
mod line;
mod row;

use std::collections::{BTreeMap, BTreeSet};

pub use error::{Columns, Gv100Error, Gv100Fault, Place};

use self::line::{DAY, KEY, Line};
use self::row::Row;
use super::Register;
use crate::body::Body;
use crate::day::Day;
use crate::key::{Ags, Ars, Level};

/// What a file of the official register says.
#[derive(Clone, Debug, PartialEq)]
pub struct Gv100 {
    as_of: Day,
    register: Register,
}

impl Gv100 {
    /// Reads a whole file, or tells the first thing that is wrong with it.
    ///
    /// A file that was cut off is refused where that can be seen: within a line, before anything
    /// that was announced, or with Länder lacking at its end.
    pub fn read(bytes: &[u8]) -> Result<Self, Gv100Error> {
        let text = decode::decode(bytes)?;
        // Old tools of DOS end a text with this character.
        let text = text.trim_end_matches(['\u{1a}', '\n', '\r']);
        let lines: Vec<Line<'_>> = line::lines(text).collect();
        let first = lines.first().ok_or(Gv100Error::of_file(Gv100Fault::Empty))?;
        let as_of = first
            .satzart()
            .and_then(|_| first.day())
            .map_err(|error| Gv100Error { fault: Gv100Fault::NotARegister, ..error })?;
        check::last_line_is_whole(&lines)?;

        let mut rows: BTreeMap<Ars, Row> = BTreeMap::new();
        let mut communes = BTreeSet::new();
        for line in &lines {
            if line.day()? != as_of {
                return Err(line.error(DAY, Gv100Fault::OtherDay { first: as_of }));
            }
            let Some(row) = Row::read(line)? else { continue };
            let ars = row.ars;
            let second_of_its_ags = ars.level() == Level::Commune && !communes.insert(Ags::from(ars));
            if second_of_its_ags || rows.insert(ars, row).is_some() {
                return Err(line.error(KEY, Gv100Fault::Duplicate(ars)));
            }
        }
        check::nothing_lacks(&rows)?;

        let bodies: Vec<Body> = rows.into_values().filter_map(Row::into_body).collect();
        Ok(Self { as_of, register: Register::merged(&bodies) })
    }

    /// The day that the file describes (Gebietsstand).
    #[must_use]
    pub const fn as_of(&self) -> Day {
        self.as_of
    }

    /// The bodies of all Länder in the file.
    #[must_use]
    pub const fn register(&self) -> &Register {
        &self.register
    }

    /// The bodies of one Land.
    pub fn land(&self, land: &Ars) -> Result<Register, Gv100Error> {
        if land.level() != Level::Land || self.register.get(land).is_none() {
            return Err(Gv100Error::of_file(Gv100Fault::NoSuchLand(*land)));
        }
        Ok(Register::merged(self.register.within(land)))
    }
}

#[cfg(test)]
mod tests;
