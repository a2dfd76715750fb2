//! How fast each commitment comes forward as a whole.

use domain::Day;
use domain::catalogue::Slug;

/// Values of a curve: at the first of each month from October 2025 to July 2027.
const MONTHS: usize = 22;

/// Per cent of the authorities that are live, at the first of each month.
type Curve = [i64; MONTHS];

/// Few in winter, more with each wave of the spring, next to nothing in August and around Christmas, a last
/// effort before the deadline, and a long tail: other programmes of this kind did not end in an S either.
#[rustfmt::skip]
const CURVES: [(&str, Curve); 5] = [
    //                     2025      2026                                            2027
    //                     O   N   D   J   F   M   A   M   J   J   A   S   O   N   D   J   F   M   A   M   J   J
    ("wohnsitzanmeldung", [ 4,  5,  6,  7,  8, 13, 20, 27, 35, 43, 49, 50, 54, 58, 63, 69, 71, 73, 75, 77, 79, 80]),
    ("fuehrerschein",     [ 6,  9, 12, 13, 16, 22, 31, 41, 51, 60, 66, 68, 72, 77, 81, 86, 88, 89, 90, 91, 92, 93]),
    ("aufenthaltstitel",  [20, 24, 28, 30, 35, 42, 50, 58, 66, 73, 78, 79, 84, 87, 90, 92, 93, 94, 94, 95, 95, 96]),
    ("bauen",             [22, 26, 29, 31, 36, 43, 52, 61, 69, 76, 81, 82, 86, 90, 92, 94, 95, 95, 96, 96, 97, 97]),
    ("waffenrecht",       [ 0,  1,  2,  3,  5,  8, 12, 18, 25, 31, 35, 36, 37, 39, 43, 48, 51, 53, 55, 58, 60, 62]),
];
/// For commitments that the table above does not have.
const OTHERS: Curve = [2, 4, 6, 7, 9, 13, 19, 26, 34, 42, 48, 50, 57, 63, 68, 71, 73, 75, 77, 79, 81, 82];
/// Pilots go first, with whatever it is.
const PILOTS: Curve =
    [8, 20, 34, 44, 54, 66, 78, 88, 94, 96, 97, 97, 98, 99, 99, 100, 100, 100, 100, 100, 100, 100];

/// Hundredths of per mille: how finely quantiles are told apart.
pub(super) const WHOLE: i64 = 100_000;

/// The day on which that share of the authorities is live (`quantile` in parts of [`WHOLE`]).
pub(super) fn day_of(quantile: i64, commitment: &Slug, is_pilot: bool) -> Day {
    let own = CURVES.iter().find(|(slug, _)| *slug == commitment.as_str());
    let curve = if is_pilot { &PILOTS } else { own.map_or(&OTHERS, |(_, curve)| curve) };
    let months = (0..).zip(curve).map(|(month, percent)| (first_of(10 + month), percent * WHOLE / 100));
    // Some were live long before anybody counted, and some will be only years after.
    let knots: Vec<(Day, i64)> =
        [(first_of(-8), 0)].into_iter().chain(months).chain([(first_of(49), WHOLE)]).collect();
    let after = knots.partition_point(|(_, share)| *share <= quantile).clamp(1, knots.len() - 1);
    let ((start, low), (end, high)) = (knots[after - 1], knots[after]);
    start.plus(end.days_since(start) * (quantile - low) / (high - low).max(1))
}

/// The first day of a month, counted from January 2025 as 1.
fn first_of(month: i32) -> Day {
    let (year, month) = (2025 + (month - 1).div_euclid(12), (month - 1).rem_euclid(12) + 1);
    Day::from_ymd(year, month.unsigned_abs(), 1).unwrap_or(Day::BEGINNING)
}
