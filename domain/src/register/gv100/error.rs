//! What can be wrong with a file of the official register.

use std::fmt;

use crate::day::Day;
use crate::key::Ars;

/// A file is not a register that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gv100Error {
    /// Where; `None` when it is about the file as a whole.
    pub place: Option<Place>,
    /// What is wrong.
    pub fault: Gv100Fault,
}

/// A place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Line, counted from 1.
    pub line: usize,
    /// The columns in question.
    pub columns: Columns,
}

/// A range of columns, counted from 1 and in characters; both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns {
    /// First column.
    pub first: usize,
    /// Last column.
    pub last: usize,
}

/// What is wrong with a file of the official register.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Gv100Fault {
    /// There is nothing in the file.
    #[error("the file is empty")]
    Empty,
    /// The file begins like something else: a PDF, a table, another file of the office.
    #[error("not a file of the official register (GV100AD)")]
    NotARegister,
    /// The text is UTF-8 but for a damaged character.
    #[error("a damaged character")]
    BrokenCharacter,
    /// The line ends before columns that are needed: the file is cut off or not of this layout.
    #[error("the line ends too early; the file may have been cut off")]
    TooShort,
    /// The Satzart is none of 10, 20, 30, 40, 50 and 60.
    #[error("an unknown Satzart")]
    Satzart,
    /// The Textkennzeichen is none of those that the Satzart has.
    #[error("an unknown Textkennzeichen")]
    Textkennzeichen,
    /// Part of a key has another character than a digit.
    #[error("not a key")]
    NotAKey,
    /// Area or inhabitants are not a number.
    #[error("not a number")]
    NotANumber,
    /// The name is blank.
    #[error("no name")]
    NoName,
    /// The Gebietsstand is not a day.
    #[error("not a day")]
    BadDay,
    /// The line has another Gebietsstand than the first one.
    #[error("another Gebietsstand than {first} in the first line")]
    OtherDay {
        /// The Gebietsstand of the first line.
        first: Day,
    },
    /// The key stands in an earlier line already.
    #[error("{0} stands twice")]
    Duplicate(Ars),
    /// What the body lies in is not in the file.
    #[error("{parent}, in which it lies, is missing")]
    Orphan {
        /// The key that is missing.
        parent: Ars,
    },
    /// No commune lies in the body: the file has been cut off or shortened.
    #[error("no commune lies in {0}; the file may have been cut off")]
    Childless(Ars),
    /// A kreisfreie Stadt lies in a Landkreis, or another commune in one that is a Kreis itself.
    #[error("{0} does not fit the kind of its Kreis")]
    KreisKind(Ars),
    /// The Länder from the first one on are there, but not all: the file has been cut off after this one.
    #[error("the Länder after {0} are missing; the file may have been cut off")]
    EndsAfter(Ars),
    /// The file does not have the Land that was asked for.
    #[error("the file does not have the Land {0}")]
    NoSuchLand(Ars),
}

impl Gv100Error {
    pub(super) const fn of_file(fault: Gv100Fault) -> Self {
        Self { place: None, fault }
    }

    pub(super) const fn at(line: usize, columns: Columns, fault: Gv100Fault) -> Self {
        Self { place: Some(Place { line, columns }), fault }
    }
}

impl fmt::Display for Gv100Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Some(place) => write!(f, "{place}: {}", self.fault),
            None => self.fault.fmt(f),
        }
    }
}

impl std::error::Error for Gv100Error {}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, columns {}–{}", self.line, self.columns.first, self.columns.last)
    }
}
