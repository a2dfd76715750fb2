//! Days as people and spreadsheets write them.

use domain::Day;
use domain::text::{MONTHS, search_key};

use super::words::Problem;
use crate::read::Cell;

/// A day that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Read {
    /// The day.
    pub(super) day: Day,
    /// Whether it was the number by which a spreadsheet knows a day.
    pub(super) is_number: bool,
}

/// Why a cell holds no day, and the last day of the time that it names, if it names one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unread {
    pub(super) problem: Problem,
    pub(super) until: Option<Day>,
}

impl From<Problem> for Unread {
    fn from(problem: Problem) -> Self {
        Self { problem, until: None }
    }
}

/// What Excel calls 1 January 2010: no service was online before.
const FIRST_NUMBER: f64 = 40_179.0;
/// What it calls 31 December 2099.
const LAST_NUMBER: f64 = 73_050.0;

/// How months are shortened, as search keys.
const SHORTENED: [&[&str]; 12] = [
    &["jan", "janner"],
    &["feb", "febr"],
    &["mar", "mrz"],
    &["apr"],
    &[],
    &["jun"],
    &["jul"],
    &["aug"],
    &["sep", "sept"],
    &["okt"],
    &["nov"],
    &["dez"],
];

/// Whether a cell holds something like a day.
pub(super) fn looks_like_day(cell: &Cell) -> bool {
    match cell {
        Cell::Number(number) => (FIRST_NUMBER..=LAST_NUMBER).contains(number),
        Cell::Day(_) | Cell::Text(_) => read(cell).is_ok(),
        _ => false,
    }
}

/// The day in a cell that is not empty.
pub(super) fn read(cell: &Cell) -> Result<Read, Unread> {
    match cell {
        Cell::Day(day) => Ok(Read { day: *day, is_number: false }),
        Cell::Number(number) => from_number(*number),
        Cell::Text(text) => from_text(text.trim()),
        Cell::Error(_) => Err(Problem::CellError.into()),
        Cell::Empty | Cell::Bool(_) => Err(Problem::NotADay.into()),
    }
}

fn from_number(number: f64) -> Result<Read, Unread> {
    if (FIRST_NUMBER..=LAST_NUMBER).contains(&number) {
        #[expect(clippy::cast_possible_truncation, reason = "between two small numbers")]
        let days = number.floor() as i64;
        let day = Day::from_ymd(1899, 12, 30).map(|beginning| beginning.plus(days));
        return day.map(|day| Read { day, is_number: true }).ok_or(Problem::NumberAsDay.into());
    }
    // 2027 or 20270331, as far as it is that.
    match from_digits(&number.to_string()) {
        Some(unread) => Err(unread),
        None => Err(Problem::NumberAsDay.into()),
    }
}

/// What digits without anything between them may mean: a year, or year, month and day.
fn from_digits(digits: &str) -> Option<Unread> {
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
    let until = match digits.len() {
        4 => Day::from_ymd(year_of(digits)?, 12, 31)?,
        8 => Day::from_ymd(year_of(&digits[..4])?, number(4, 6)?, number(6, 8)?)?,
        _ => return None,
    };
    Some(Unread { problem: Problem::NotExact, until: Some(until) })
}

fn from_text(text: &str) -> Result<Read, Unread> {
    let exact = |day| Ok(Read { day, is_number: false });
    // "2026-03-01T00:00:00", "01.03.2026 00:00": the time of day says nothing.
    let text = match text.split_once([' ', 'T']) {
        Some((day, time)) if time.contains(':') && !time.contains(char::is_alphabetic) => day,
        _ => text,
    };
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return match text.parse() {
            Ok(number) if text.len() <= 8 => from_number(number),
            _ => Err(Problem::NumberAsDay.into()),
        };
    }
    let parts: Vec<&str> = text.split(['.', '-', '/', ' ']).filter(|part| !part.is_empty()).collect();
    let is_divided = |sign: char| text.matches(sign).count() == 2;
    match parts[..] {
        // 2026-03-01
        [year, month, day] if year.len() == 4 && is_divided('-') => {
            from_ymd(year, month, day).and_then(exact)
        }
        // 1. März 2026
        [day, month, year]
            if day.starts_with(|letter: char| letter.is_ascii_digit()) && month_called(month).is_some() =>
        {
            let month = month_called(month).unwrap_or_default().to_string();
            from_ymd(year, &month, day).and_then(exact)
        }
        // 1.3.26, 01-03-2026
        [day, month, year] if is_divided('.') || is_divided('-') => {
            from_ymd(year, month, day).and_then(exact)
        }
        // 01/03/2026: in March here, in January elsewhere.
        [day, month, year] if is_divided('/') => match from_ymd(year, month, day) {
            Ok(day) => Err(Unread { problem: Problem::NotExact, until: Some(day) }),
            Err(unread) => Err(unread),
        },
        _ => Err(period(text).map_or(Problem::NotADay.into(), |until| Unread {
            problem: Problem::NotExact,
            until: Some(until),
        })),
    }
}

fn from_ymd(year: &str, month: &str, day: &str) -> Result<Day, Unread> {
    let number = |text: &str| {
        let is_number = (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<u32>().ok().filter(|_| is_number)
    };
    let (Some(year), Some(month), Some(day)) = (year_of(year), number(month), number(day)) else {
        return Err(Problem::NotADay.into());
    };
    let last = (28..=31).rev().find(|last| Day::from_ymd(year, month, *last).is_some());
    Day::from_ymd(year, month, day).ok_or(match last {
        Some(last) if day > last => {
            Problem::NoSuchDay { month: MONTHS[month as usize - 1], year, last }.into()
        }
        Some(_) => Problem::NotADay.into(),
        None => Problem::NoSuchMonth { month }.into(),
    })
}

/// A year in two or four digits.
fn year_of(text: &str) -> Option<i32> {
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    match (text.len(), text.parse::<i32>()) {
        (4, Ok(year)) if is_digits && (1900..2200).contains(&year) => Some(year),
        (2, Ok(year)) if is_digits => Some(2000 + year),
        _ => None,
    }
}

fn month_called(text: &str) -> Option<u32> {
    let key = search_key(text);
    let mut months = (1..).zip(MONTHS.into_iter().zip(SHORTENED));
    months
        .find(|(_, (name, short))| search_key(name) == key || short.contains(&key.as_str()))
        .map(|(month, _)| month)
}

/// The last day of a month, a quarter, half a year or a year: `03/2027`, `Q1 2027`, `Ende 2026`.
fn period(text: &str) -> Option<Day> {
    let key = search_key(text);
    let words: Vec<&str> = key.split(' ').collect();
    // "2027-03" begins with the year, everything else ends with it.
    let (year, rest) = match words[..] {
        [year, ref rest @ ..] if year.len() == 4 && year_of(year).is_some() => (year_of(year)?, rest),
        [ref rest @ .., year] => (year_of(year)?, rest),
        [] => return None,
    };
    let number = |text: &str| text.parse::<u32>().ok();
    let month = match rest {
        [] | ["ende" | "jahr" | "im"] => 12,
        ["mitte"] => 6,
        [month] if month_called(month).is_some() => month_called(month)?,
        ["anfang" | "mitte" | "ende" | "ab" | "bis" | "im", month] if month_called(month).is_some() => {
            month_called(month)?
        }
        [quarter, "quartal"] | ["quartal" | "q", quarter] => {
            3 * number(quarter).filter(|quarter| (1..=4).contains(quarter))?
        }
        [half, "halbjahr"] => 6 * number(half).filter(|half| (1..=2).contains(half))?,
        [one] => match one.strip_prefix('q') {
            Some(quarter) => 3 * number(quarter).filter(|quarter| (1..=4).contains(quarter))?,
            None => number(one)?,
        },
        _ => return None,
    };
    (28..=31).rev().find_map(|day| Day::from_ymd(year, month, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Result<Read, Unread> {
        read(&Cell::Text(text.to_owned()))
    }

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn days_are_read_however_they_are_written() {
        for written in [
            "01.03.2026",
            "1.3.2026",
            "1.3.26",
            "01.03.26",
            "2026-03-01",
            "2026-03-01T00:00:00",
            "01.03.2026 00:00",
            " 1. 3. 2026 ",
            "01-03-2026",
            "1. März 2026",
            "01. Mrz. 2026",
            "1 Maerz 2026",
        ] {
            assert_eq!(text(written), Ok(Read { day: day("2026-03-01"), is_number: false }), "{written}");
        }
        for number in [46_082.0, 46_082.75] {
            assert_eq!(read(&Cell::Number(number)), Ok(Read { day: day("2026-03-01"), is_number: true }));
        }
        assert_eq!(text("46082"), Ok(Read { day: day("2026-03-01"), is_number: true }));
    }

    #[test]
    fn what_the_calendar_lacks_is_named() {
        let problem = |written| text(written).unwrap_err().problem;
        assert_eq!(problem("32.01.2026"), Problem::NoSuchDay { month: "Januar", year: 2026, last: 31 });
        assert_eq!(problem("29.02.2026"), Problem::NoSuchDay { month: "Februar", year: 2026, last: 28 });
        assert_eq!(problem("01.13.2026"), Problem::NoSuchMonth { month: 13 });
        assert_eq!(problem("00.01.2026"), Problem::NotADay);
        assert_eq!(problem("01.00.2026"), Problem::NoSuchMonth { month: 0 });
    }

    #[test]
    fn a_time_that_is_no_day_has_its_last_day_suggested() {
        for (written, until) in [
            ("03/2027", "2027-03-31"),
            ("02.2027", "2027-02-28"),
            ("2027-03", "2027-03-31"),
            ("Q1 2027", "2027-03-31"),
            ("Q4/2026", "2026-12-31"),
            ("1. Quartal 2027", "2027-03-31"),
            ("2. Halbjahr 2027", "2027-12-31"),
            ("März 2027", "2027-03-31"),
            ("Ende März 2027", "2027-03-31"),
            ("Ende 2027", "2027-12-31"),
            ("2027", "2027-12-31"),
            ("20270331", "2027-03-31"),
            ("31/03/2027", "2027-03-31"),
        ] {
            assert_eq!(
                text(written),
                Err(Unread { problem: Problem::NotExact, until: Some(day(until)) }),
                "{written}"
            );
        }
    }

    #[test]
    fn everything_else_is_no_day() {
        for written in [
            "",
            "bald",
            "offen",
            "..",
            "1.2.3.4",
            "13/2027",
            "Q5 2027",
            "x.y.z",
            "99.99.9999",
            "-",
            "١.٢.٢٠٢٦",
        ] {
            assert!(text(written).is_err_and(|unread| unread.until.is_none()), "{written}");
        }
        for number in [0.0, 1.0, -46_082.0, 40_178.0, 73_051.0, 1e300, f64::NAN, f64::INFINITY] {
            assert_eq!(read(&Cell::Number(number)), Err(Problem::NumberAsDay.into()), "{number}");
        }
    }
}
