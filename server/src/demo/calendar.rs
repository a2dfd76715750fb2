//! When a Bavarian town hall works.

use chrono::{DateTime, Datelike, Duration, Utc, Weekday};
use domain::Day;

use super::chance::Chance;

/// Easter Sundays, as (year, month, day), of the years in which something happens.
const EASTER: [(i32, u32, u32); 3] = [(2025, 4, 20), (2026, 4, 5), (2027, 3, 28)];
/// Good Friday, Easter Monday, Ascension, Whit Monday and Corpus Christi, in days after Easter Sunday.
const AFTER_EASTER: [i64; 5] = [-2, 1, 39, 50, 60];
/// Holidays as (month, day). Assumption Day holds in most communes only, and is taken off everywhere.
const FIXED: [(u32, u32); 4] = [(5, 1), (8, 15), (10, 3), (11, 1)];

/// Monday to Friday, no holiday, and not between Christmas Eve and Epiphany.
pub(super) fn is_working_day(day: Day) -> bool {
    let (year, month, date) = day.ymd();
    let movable = EASTER
        .iter()
        .filter(|easter| easter.0 == year)
        .filter_map(|(year, month, date)| Day::from_ymd(*year, *month, *date))
        .any(|easter| AFTER_EASTER.contains(&day.days_since(easter)));
    !matches!(day.date().weekday(), Weekday::Sat | Weekday::Sun)
        && !FIXED.contains(&(month, date))
        && !matches!((month, date), (12, 24..) | (1, ..=6))
        && !movable
}

/// This day or the first working day after it.
pub(super) fn working_day(mut day: Day) -> Day {
    while !is_working_day(day) {
        day = day.plus(1);
    }
    day
}

/// The Monday of the day's week.
pub(super) fn monday(day: Day) -> Day {
    day.plus(-i64::from(day.date().weekday().num_days_from_monday()))
}

/// A time at which somebody is at work on that day, mostly not at its edges.
pub(super) fn at_work(day: Day, chance: &mut Chance) -> DateTime<Utc> {
    let hour = |hours: i64| hours * 3600;
    let seconds = hour(7) + chance.between(0..=hour(5)) + chance.between(0..=hour(5));
    day.start() + Duration::seconds(seconds)
}
