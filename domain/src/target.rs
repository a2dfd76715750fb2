//! Where coverage is to be, and when.

use crate::day::Day;

/// A straight path from the confirmed coverage of one day to a wanted share on another.
///
/// The start is not a number of its own: it is whatever was confirmed on `from`, recomputed with all
/// knowledge of now, so that a back-dated entry moves the path as well as the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TargetPath {
    /// The day on which the path starts at the confirmed value.
    pub from: Day,
    /// The day on which the wanted share is due.
    pub due: Day,
    /// Wanted share, 0 to 1.
    pub share: f64,
}

impl TargetPath {
    /// The share expected on a day, given the confirmed share on [`TargetPath::from`]; `None` before it.
    /// After [`TargetPath::due`] the wanted share stays expected.
    #[must_use]
    pub fn expected(&self, on: Day, confirmed_at_start: f64) -> Option<f64> {
        let elapsed = on.days_since(self.from);
        let length = self.due.days_since(self.from);
        if elapsed < 0 {
            return None;
        }
        if elapsed >= length {
            return Some(self.share);
        }
        #[expect(clippy::cast_precision_loss, reason = "days of a few years are exact in f64")]
        let progress = elapsed as f64 / length as f64;
        Some(confirmed_at_start + (self.share - confirmed_at_start) * progress)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_is_straight_and_ends_flat() {
        let path = TargetPath {
            from: "2026-01-01".parse().unwrap(),
            due: "2026-01-11".parse().unwrap(),
            share: 1.0,
        };
        let expected = |day: &str| path.expected(day.parse().unwrap(), 0.2);
        assert_eq!(expected("2025-12-31"), None);
        assert_eq!(expected("2026-01-01"), Some(0.2));
        assert!((expected("2026-01-06").unwrap() - 0.6).abs() < 1e-9);
        assert_eq!(expected("2026-01-11"), Some(1.0));
        assert_eq!(expected("2027-01-01"), Some(1.0));
    }
}
