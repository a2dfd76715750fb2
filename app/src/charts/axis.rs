//! The time axis: which days carry a tick, and what it says.

use domain::Day;

use super::text;

/// Space between two labels, in pixels.
const GAP: f64 = 12.0;

const MONTHS: [&str; 12] =
    ["Jan.", "Feb.", "März", "Apr.", "Mai", "Juni", "Juli", "Aug.", "Sept.", "Okt.", "Nov.", "Dez."];

/// Ticks from `first` to `last` (both included) that fit on `room` pixels with letters of `size` pixels.
///
/// Starts of months ("Okt. 25", "Jan. 26", "Apr."), of years when months do not fit, days ("15.09.") when
/// there are too few months to read the scale from.
pub(super) fn ticks(first: Day, last: Day, room: f64, size: f64) -> Vec<(Day, String)> {
    let span = last.days_since(first);
    let fits = |ticks: &Vec<(Day, String)>| {
        ticks.windows(2).all(|pair| {
            let [(left, left_text), (right, right_text)] = pair else { return true };
            #[expect(clippy::cast_precision_loss, reason = "days of some years are exact in f64")]
            let distance = right.days_since(*left) as f64 / span.max(1) as f64 * room;
            let needed = f64::midpoint(text::width(left_text, size), text::width(right_text, size));
            distance >= needed + GAP
        })
    };
    if span < 70 {
        return [1, 2, 7, 14, 28].iter().map(|step| days(first, last, *step)).find(fits).unwrap_or_default();
    }
    [1, 3, 6, 12, 24, 60, 120, 600]
        .iter()
        // A century has 1,200 months: more ticks than fit anywhere are not worth making.
        .filter(|step| span / 30 / **step <= 60)
        .map(|step| months(first, last, *step))
        .find(fits)
        .unwrap_or_default()
}

/// Every `step`th day, counted back from the last.
fn days(first: Day, last: Day, step: i64) -> Vec<(Day, String)> {
    let mut ticks: Vec<_> = (0..=last.days_since(first) / step)
        .map(|index| {
            let day = last.plus(-index * step);
            let (_, month, date) = day.ymd();
            (day, format!("{date:02}.{month:02}."))
        })
        .collect();
    ticks.reverse();
    ticks
}

/// The first days of every `step`th month, counted from a January.
fn months(first: Day, last: Day, step: i64) -> Vec<(Day, String)> {
    let (year, month, date) = first.ymd();
    let start = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(date > 1);
    let start = start + (-start).rem_euclid(step);
    (0i64..)
        .map_while(|index| {
            let month = start + index * step;
            let (year, month) = (month.div_euclid(12), month.rem_euclid(12));
            let day = Day::from_ymd(i32::try_from(year).ok()?, u32::try_from(month).ok()? + 1, 1)?;
            (day <= last).then(|| (day, label(year, month, index == 0, step)))
        })
        .collect()
}

fn label(year: i64, month: i64, is_first: bool, step: i64) -> String {
    let name = usize::try_from(month).ok().and_then(|month| MONTHS.get(month)).copied().unwrap_or_default();
    if step >= 12 {
        year.to_string()
    } else if is_first || month == 0 {
        format!("{name}\u{a0}{:02}", year.rem_euclid(100))
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(first: &str, last: &str, room: f64) -> Vec<String> {
        ticks(first.parse().unwrap(), last.parse().unwrap(), room, 15.0)
            .into_iter()
            .map(|(_, label)| label)
            .collect()
    }

    #[test]
    fn months_carry_their_year_once() {
        assert_eq!(
            labels("2025-10-01", "2026-12-31", 400.0),
            ["Okt.\u{a0}25", "Jan.\u{a0}26", "Apr.", "Juli", "Okt."]
        );
    }

    #[test]
    fn only_as_many_as_fit() {
        assert_eq!(labels("2025-10-01", "2026-12-31", 150.0), ["Jan.\u{a0}26", "Juli"]);
        assert_eq!(
            labels("2020-02-01", "2026-12-31", 320.0),
            ["2021", "2022", "2023", "2024", "2025", "2026"]
        );
        assert_eq!(labels("2025-10-01", "2026-12-31", 1.0), ["2026"]);
        assert_eq!(labels("0001-01-01", "9999-12-31", 700.0), Vec::<String>::new());
    }

    #[test]
    fn a_few_weeks_are_told_in_days() {
        assert_eq!(labels("2026-11-01", "2026-11-22", 320.0), ["01.11.", "08.11.", "15.11.", "22.11."]);
        assert_eq!(labels("2026-11-01", "2026-11-01", 320.0), ["01.11."]);
    }
}
