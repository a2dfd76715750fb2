//! Numbers and days as German readers write them.

use chrono::{DateTime, Utc};
use chrono_tz::Europe::Berlin;
use domain::Day;
use domain::coverage::Share;
use domain::text::MONTHS;

/// `12.133`
#[must_use]
pub fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

/// `60,3 %`, never `100,0 %` for less than all and never `0,0 %` for more than nothing.
#[must_use]
pub fn share(share: Share) -> String {
    permille(share.permille())
}

/// `60,3 %` of 603 thousandths; the blank does not break.
#[must_use]
pub fn permille(permille: u64) -> String {
    match permille {
        0 => "0\u{a0}%".into(),
        1000 => "100\u{a0}%".into(),
        _ => format!("{},{}\u{a0}%", permille / 10, permille % 10),
    }
}

/// `88,2 %` of 0.8823: for shares that are computed and not counted, such as a target.
#[must_use]
pub fn fraction(fraction: f64) -> String {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 0..=1000")]
    let thousandths = (fraction.clamp(0.0, 1.0) * 1000.0).round() as u64;
    // As with counted shares: all and nothing are said of nothing else.
    let thousandths = if fraction > 0.0 && fraction < 1.0 { thousandths.clamp(1, 999) } else { thousandths };
    permille(thousandths)
}

/// `27,3`, `−0,52`: a number that is computed or estimated, with so many decimals. Halves go away from zero.
#[must_use]
pub fn decimal(value: f64, decimals: u8) -> String {
    let scale = 10_f64.powi(decimals.into());
    let digits = format!("{:.*}", usize::from(decimals), (value.abs() * scale).round() / scale);
    let (whole, parts) = digits.split_once('.').unwrap_or((&digits, ""));
    let whole = whole.parse().map_or_else(|_| whole.to_owned(), number);
    let sign = if value < 0.0 && digits.contains(|digit| matches!(digit, '1'..='9')) { "−" } else { "" };
    if parts.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole},{parts}") }
}

/// `+1,5`, `−12,3`, `±0,0`: a difference.
#[must_use]
pub fn difference(value: f64) -> String {
    let text = decimal(value, 1);
    match text.as_str() {
        "0,0" => "±0,0".into(),
        _ if value > 0.0 => format!("+{text}"),
        _ => text,
    }
}

/// `p = 0,03`, and `p < 0,001` for whatever is smaller: how often chance alone does the same.
#[must_use]
pub fn chance(p: f64) -> String {
    if p < 0.001 {
        "p\u{a0}<\u{a0}0,001".into()
    } else {
        format!("p\u{a0}=\u{a0}{}", decimal(p, if p < 0.1 { 3 } else { 2 }))
    }
}

/// `+96`, `−3` with a minus sign, `±0`.
#[must_use]
pub fn change(before: u64, now: u64) -> String {
    match now.cmp(&before) {
        std::cmp::Ordering::Greater => format!("+{}", number(now - before)),
        std::cmp::Ordering::Equal => "±0".into(),
        std::cmp::Ordering::Less => format!("−{}", number(before - now)),
    }
}

/// `31.12.2026`
#[must_use]
pub fn day(day: Day) -> String {
    let (year, month, day) = day.ymd();
    format!("{day:02}.{month:02}.{year:04}")
}

/// `November 2026`, the month of a day.
#[must_use]
pub fn month(day: Day) -> String {
    let (year, month, _) = day.ymd();
    let name = MONTHS.iter().zip(1..).find(|(_, number)| *number == month).map_or("", |(name, _)| name);
    format!("{name}\u{a0}{year}")
}

/// `14:30 Uhr`, in Berlin.
#[must_use]
pub fn time(instant: DateTime<Utc>) -> String {
    format!("{}\u{a0}Uhr", instant.with_timezone(&Berlin).format("%H:%M"))
}

/// `23.11.2026, 14:30 Uhr`, in Berlin.
#[must_use]
pub fn moment(instant: DateTime<Utc>) -> String {
    format!("{}, {}", day(Day::of(instant)), time(instant))
}

/// `23.11.2026, 14:30:05 Uhr`, in Berlin: for what is on record.
#[must_use]
pub fn second(instant: DateTime<Utc>) -> String {
    format!("{}\u{a0}Uhr", instant.with_timezone(&Berlin).format("%d.%m.%Y, %H:%M:%S"))
}

/// `heute, 09:12 Uhr`, `gestern` or `21.11.2026`.
#[must_use]
pub fn when(instant: DateTime<Utc>, today: Day) -> String {
    let on = Day::of(instant);
    match today.days_since(on) {
        0 => format!("heute, {}", time(instant)),
        1 => "gestern".into(),
        _ => day(on),
    }
}

/// `eine Kommune`, `5 Kommunen`: the right form for a count.
#[must_use]
pub fn counted(count: u64, one: &str, many: &str) -> String {
    if count == 1 { one.into() } else { format!("{}\u{a0}{many}", number(count)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_with_points() {
        let cases =
            [(0, "0"), (999, "999"), (1_000, "1.000"), (12_133, "12.133"), (13_369_393, "13.369.393")];
        for (value, text) in cases {
            assert_eq!(number(value), text);
        }
        assert_eq!(
            (decimal(27.25, 1), decimal(0.04, 1), decimal(-3.21, 1)),
            ("27,3".into(), "0,0".into(), "−3,2".into())
        );
        assert_eq!(decimal(12_345.6, 1), "12.345,6");
        let told = [12.34, 0.04, -0.04, -1.25].map(difference);
        assert_eq!(told, ["+12,3", "±0,0", "±0,0", "−1,3"]);
        assert_eq!((change(5, 101), change(9, 9), change(9, 2)), ("+96".into(), "±0".into(), "−7".into()));
    }

    #[test]
    fn shares_have_a_comma_and_a_blank_that_does_not_break() {
        assert_eq!(share(Share { part: 603, whole: 1_000 }), "60,3\u{a0}%");
        assert_eq!(share(Share { part: 2_055, whole: 2_056 }), "99,9\u{a0}%");
        assert_eq!(share(Share { part: 7, whole: 7 }), "100\u{a0}%");
        assert_eq!(fraction(0.882_3), "88,2\u{a0}%");
        assert_eq!((fraction(0.999_9), fraction(1.0)), ("99,9\u{a0}%".into(), "100\u{a0}%".into()));
    }

    #[test]
    fn what_is_estimated_has_as_many_decimals_as_it_deserves() {
        assert_eq!((decimal(0.515, 2), decimal(12.0, 1)), ("0,52".into(), "12,0".into()));
        assert_eq!(chance(0.000_04), "p\u{a0}<\u{a0}0,001");
        assert_eq!((chance(0.034), chance(0.5)), ("p\u{a0}=\u{a0}0,034".into(), "p\u{a0}=\u{a0}0,50".into()));
    }

    #[test]
    fn days_and_times_are_those_of_berlin() {
        let late: DateTime<Utc> = "2026-07-01T22:05:00Z".parse().unwrap();
        assert_eq!(when(late, "2026-07-02".parse().unwrap()), "heute, 00:05\u{a0}Uhr");
        assert_eq!(when(late, "2026-07-03".parse().unwrap()), "gestern");
        assert_eq!(when(late, "2026-08-03".parse().unwrap()), "02.07.2026");
        assert_eq!(second(late), "02.07.2026, 00:05:00\u{a0}Uhr");
    }
}
