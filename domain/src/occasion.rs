//! What somebody is written about, and on which occasion: the key by which nobody is written about it twice.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::blocker::BlockerId;
use crate::day::Day;
use crate::word::words;
use crate::workshop::MeasureId;

/// A week of the calendar (ISO 8601), from Monday to Sunday: `2026-W48`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week {
    year: i32,
    number: u32,
}

impl Week {
    /// The week in which the day lies.
    #[must_use]
    pub fn of(day: Day) -> Self {
        let week = day.date().iso_week();
        Self { year: week.year(), number: week.week() }
    }

    /// Its first day.
    #[must_use]
    pub fn monday(self) -> Day {
        NaiveDate::from_isoywd_opt(self.year, self.number, Weekday::Mon).map_or(Day::BEGINNING, Day::from)
    }

    /// Its number in its year, from 1.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.number
    }

    /// The year to which it is counted; at the turn of the year not that of all of its days.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.year
    }
}

impl fmt::Display for Week {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-W{:02}", self.year, self.number)
    }
}

/// Whether something is still to be done, or should have been.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// It is due soon.
    Before,
    /// It was due.
    After,
}

words!(Side { Before = "before", After = "after" });

/// An occasion on which somebody is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Occasion {
    /// What is asked of the authorities of a contact in that week.
    Reminder(Week),
    /// How the Land is doing in that week.
    Digest(Week),
    /// A measure that is due on that day.
    Measure(MeasureId, Side, Day),
    /// A blocker that is due on that day.
    Blocker(BlockerId, Side, Day),
}

impl fmt::Display for Occasion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reminder(week) => write!(f, "reminder/{week}"),
            Self::Digest(week) => write!(f, "digest/{week}"),
            Self::Measure(id, side, due) => write!(f, "measure/{id}/{side}/{due}"),
            Self::Blocker(id, side, due) => write!(f, "blocker/{id}/{side}/{due}"),
        }
    }
}

/// Not an [`Occasion`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an occasion")]
pub struct OccasionError;

impl FromStr for Week {
    type Err = OccasionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (year, number) = text.split_once("-W").ok_or(OccasionError)?;
        let (year, number) =
            (year.parse().map_err(|_| OccasionError)?, number.parse().map_err(|_| OccasionError)?);
        let week = Self { year, number };
        let exists = NaiveDate::from_isoywd_opt(year, number, Weekday::Mon).is_some();
        if exists && week.to_string() == text { Ok(week) } else { Err(OccasionError) }
    }
}

impl FromStr for Occasion {
    type Err = OccasionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        fn read<T: FromStr>(text: &str) -> Result<T, OccasionError> {
            text.parse().map_err(|_| OccasionError)
        }
        let parts: Vec<&str> = text.split('/').collect();
        match parts[..] {
            ["reminder", week] => Ok(Self::Reminder(week.parse()?)),
            ["digest", week] => Ok(Self::Digest(week.parse()?)),
            ["measure", id, side, due] => Ok(Self::Measure(read(id)?, read(side)?, read(due)?)),
            ["blocker", id, side, due] => Ok(Self::Blocker(read(id)?, read(side)?, read(due)?)),
            _ => Err(OccasionError),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_week_has_its_monday_also_at_the_turn_of_the_year() {
        for (in_it, text, monday) in [
            ("2026-11-23", "2026-W48", "2026-11-23"),
            ("2026-11-29", "2026-W48", "2026-11-23"),
            ("2027-01-01", "2026-W53", "2026-12-28"),
            ("2027-01-04", "2027-W01", "2027-01-04"),
        ] {
            let week = Week::of(day(in_it));
            assert_eq!((week.to_string().as_str(), week.monday()), (text, day(monday)), "{in_it}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        let due = day("2026-12-01");
        for (occasion, text) in [
            (Occasion::Reminder(Week::of(due)), "reminder/2026-W49"),
            (Occasion::Digest(Week::of(due)), "digest/2026-W49"),
            (Occasion::Measure(MeasureId(12), Side::Before, due), "measure/12/before/2026-12-01"),
            (Occasion::Blocker(BlockerId(7), Side::After, due), "blocker/7/after/2026-12-01"),
        ] {
            assert_eq!(occasion.to_string(), text);
            assert_eq!(text.parse(), Ok(occasion));
        }
        for text in
            ["", "reminder", "reminder/2026-W54", "reminder/2026-W9", "digest/2026-11-23", "measure/12/on/1"]
        {
            assert_eq!(text.parse::<Occasion>(), Err(OccasionError), "{text}");
        }
    }
}
