//! Calendar days as the administration reckons them: in Europe/Berlin.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeZone, Utc};
use chrono_tz::Europe::Berlin;
use serde::{Deserialize, Serialize};

/// A calendar day in Europe/Berlin.
///
/// Reads ISO (`2026-12-31`) and the German form (`31.12.2026`), shows ISO.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(NaiveDate);

/// Why a text is not a [`Day`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DayError {
    /// Neither `YYYY-MM-DD` nor `TT.MM.JJJJ`.
    #[error("a day is written YYYY-MM-DD or DD.MM.YYYY")]
    Form,
    /// Written well, but the calendar does not have it (`31.02.2026`).
    #[error("the calendar has no such day")]
    NoSuchDay,
}

impl Day {
    /// The first day of the calendar: "since ever".
    pub const BEGINNING: Self = Self(NaiveDate::MIN);

    /// The day with these numbers, if the calendar has it.
    #[must_use]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self)
    }

    /// The day that clocks in Berlin show at this instant.
    #[must_use]
    pub fn of(instant: DateTime<Utc>) -> Self {
        Self(instant.with_timezone(&Berlin).date_naive())
    }

    /// The instant at which the day begins in Berlin.
    #[must_use]
    pub fn start(self) -> DateTime<Utc> {
        // Berlin changes its clocks at two or three in the morning: midnight always exists, once.
        Berlin
            .from_local_datetime(&self.0.and_time(chrono::NaiveTime::MIN))
            .earliest()
            .map_or_else(|| self.0.and_time(chrono::NaiveTime::MIN).and_utc(), |instant| instant.to_utc())
    }

    /// This day moved by a number of days; stops at the ends of the calendar.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        let step = Days::new(days.unsigned_abs());
        let moved = if days < 0 { self.0.checked_sub_days(step) } else { self.0.checked_add_days(step) };
        Self(moved.unwrap_or(if days < 0 { NaiveDate::MIN } else { NaiveDate::MAX }))
    }

    /// The same day of a later month, or its last one where that month is shorter; stops at the end of the calendar.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        self.0.checked_add_months(Months::new(months)).map_or(Self(NaiveDate::MAX), Self)
    }

    /// Days from `earlier` to this day; negative when it lies before.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }

    /// The calendar date.
    #[must_use]
    pub const fn date(self) -> NaiveDate {
        self.0
    }

    /// Year, month (from 1) and day of the month (from 1).
    #[must_use]
    pub fn ymd(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }
}

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Self {
        Self(date)
    }
}

impl FromStr for Day {
    type Err = DayError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        fn number<T: FromStr>(digits: &str, widths: &[usize]) -> Result<T, DayError> {
            let well_formed =
                widths.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
            if well_formed { digits.parse().map_err(|_| DayError::Form) } else { Err(DayError::Form) }
        }
        let text = text.trim();
        let iso: Vec<&str> = text.split('-').collect();
        let german: Vec<&str> = text.split('.').collect();
        let (year, month, day) = match (iso.as_slice(), german.as_slice()) {
            ([year, month, day], _) => (number(year, &[4])?, number(month, &[2])?, number(day, &[2])?),
            (_, [day, month, year]) => (number(year, &[4])?, number(month, &[1, 2])?, number(day, &[1, 2])?),
            _ => return Err(DayError::Form),
        };
        Self::from_ymd(year, month, day).ok_or(DayError::NoSuchDay)
    }
}

impl TryFrom<String> for Day {
    type Error = DayError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn both_forms_name_the_same_day() {
        assert_eq!(day("31.12.2026"), day("2026-12-31"));
        assert_eq!(day(" 1.3.2026 ").to_string(), "2026-03-01");
    }

    #[test]
    fn what_the_calendar_lacks_is_told_from_what_cannot_be_read() {
        for text in ["31.02.2026", "2026-02-31", "29.02.2025", "32.01.2026", "01.13.2026"] {
            assert_eq!(text.parse::<Day>(), Err(DayError::NoSuchDay), "{text}");
        }
        for text in
            ["", "heute", "31/12/2026", "31.12.26", "+026-01-01", "2026-1-1", "20261231", "1.2.3.2026"]
        {
            assert_eq!(text.parse::<Day>(), Err(DayError::Form), "{text}");
        }
    }

    #[test]
    fn a_day_begins_at_midnight_in_berlin() {
        let evening: DateTime<Utc> = "2026-06-30T22:30:00Z".parse().unwrap();
        assert_eq!(Day::of(evening), day("2026-07-01"));
        assert_eq!(day("2026-07-01").start().to_rfc3339(), "2026-06-30T22:00:00+00:00");
        assert_eq!(day("2026-01-01").start().to_rfc3339(), "2025-12-31T23:00:00+00:00");
    }

    #[test]
    fn days_are_counted_across_the_change_of_clocks() {
        assert_eq!(day("2026-12-31").days_since(day("2026-11-23")), 38);
        assert_eq!(day("2026-03-28").plus(2), day("2026-03-30"));
        assert_eq!(day("2026-03-01").plus(-1), day("2026-02-28"));
        assert_eq!(day("2026-10-31").plus_months(4), day("2027-02-28"));
    }
}
