//! Where coverage is to be, and when.

use std::collections::BTreeMap;

use crate::catalogue::Selection;
use crate::coverage::{Count, Measure};
use crate::day::Day;
use crate::id::id;
use crate::key::Ars;

/// What the whole programme is to reach: a straight path from the confirmed coverage of one day to a wanted share on
/// another, whatever is looked at.
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

id!(
    /// Names a [`Target`].
    TargetId
);

/// What a target is about. Targets for the same are corners of one path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Aim {
    /// What is counted.
    pub selection: Selection,
    /// In what.
    pub measure: Measure,
    /// Where.
    pub scope: Ars,
}

/// A share that was agreed on beside the target of the programme.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// The id.
    pub id: TargetId,
    /// What it is about.
    pub aim: Aim,
    /// The day on which it is due.
    pub due: Day,
    /// Wanted share, 0 to 1.
    pub share: f64,
    /// Why it was agreed on.
    pub reason: String,
    /// Why it does not hold any more; `None`: it holds.
    pub withdrawn: Option<String>,
    /// The data version of its last change.
    pub version: i64,
}

/// All targets that were ever agreed on.
#[derive(Clone, Debug, Default)]
pub struct Targets(BTreeMap<TargetId, Target>);

impl Targets {
    /// Adds a target, or puts what is known of it in place of what was.
    pub fn put(&mut self, target: Target) {
        self.0.insert(target.id, target);
    }

    /// One of them, withdrawn or not.
    #[must_use]
    pub fn get(&self, id: TargetId) -> Option<&Target> {
        self.0.get(&id)
    }

    /// All, withdrawn ones too, in the order in which they were agreed on.
    pub fn all(&self) -> impl Iterator<Item = &Target> {
        self.0.values()
    }

    /// Those that hold for this, in no particular order.
    pub fn of(&self, aim: &Aim) -> impl Iterator<Item = &Target> {
        self.0.values().filter(move |target| target.withdrawn.is_none() && target.aim == *aim)
    }

    /// The one that a new target would contradict: of the same day, wanting more earlier, or less later.
    #[must_use]
    pub fn contradicted_by(&self, aim: &Aim, due: Day, share: f64) -> Option<&Target> {
        self.of(aim).find(|known| {
            known.due == due
                || (known.due < due && known.share > share)
                || (known.due > due && known.share < share)
        })
    }
}

/// The share expected on each day: straight between its corners, and flat after the last one.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Days and shares (0 to 1), each day later than the one before; never empty.
    corners: Vec<(Day, f64)>,
}

impl Path {
    /// The path of the programme from the share confirmed at its start, through what was agreed on. What is due on the
    /// day of the programme or later stands in place of its end. `None`: nobody wants anything.
    #[must_use]
    pub fn new(programme: Option<(TargetPath, f64)>, mut agreed: Vec<(Day, f64)>) -> Option<Self> {
        agreed.sort_by_key(|(due, _)| *due);
        agreed.dedup_by_key(|(due, _)| *due);
        let mut corners = agreed;
        if let Some((programme, at_start)) = programme {
            corners.retain(|(due, _)| *due > programme.from);
            if corners.last().is_none_or(|(due, _)| *due < programme.due) {
                corners.push((programme.due, programme.share));
            }
            corners.insert(0, (programme.from, at_start));
        }
        (!corners.is_empty()).then_some(Self { corners })
    }

    /// Days and shares between which it is straight.
    #[must_use]
    pub fn corners(&self) -> &[(Day, f64)] {
        &self.corners
    }

    /// The share expected on a day; `None` before the path begins. After its end the last share stays expected.
    #[must_use]
    pub fn expected(&self, on: Day) -> Option<f64> {
        let after = self.corners.partition_point(|(day, _)| *day <= on);
        let (from, at_start) = *self.corners.get(after.checked_sub(1)?)?;
        let Some((due, share)) = self.corners.get(after) else { return Some(at_start) };
        #[expect(clippy::cast_precision_loss, reason = "days of a few years are exact in f64")]
        let progress = on.days_since(from) as f64 / due.days_since(from) as f64;
        Some(at_start + (share - at_start) * progress)
    }

    /// The last day and the share wanted on it.
    #[must_use]
    pub fn end(&self) -> (Day, f64) {
        self.corners.last().copied().unwrap_or((Day::BEGINNING, 0.0))
    }

    /// The next day on which a share is due, with that share; `None` once all are over.
    #[must_use]
    pub fn next(&self, on: Day) -> Option<(Day, f64)> {
        // Where the path begins nothing is due.
        self.corners.iter().skip(1).copied().find(|(due, _)| *due > on)
    }
}

/// How many more have to be live for a share.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share of a count of people, far below 2^52 and not negative"
)]
pub fn missing(count: Count, share: f64) -> u64 {
    // 0.8 of 1385 is 1108, and not the next number because of the last bit.
    let wanted = (share.clamp(0.0, 1.0) * count.total as f64 - 1e-6).ceil().max(0.0) as u64;
    wanted.saturating_sub(count.live)
}

/// So many in each of the weeks that these days make; `None`: no day is left.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of people and days are far below 2^52")]
pub fn per_week(count: u64, days: i64) -> Option<f64> {
    (days > 0).then(|| count as f64 * 7.0 / days as f64)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn programme() -> TargetPath {
        TargetPath { from: day("2026-01-01"), due: day("2026-01-11"), share: 1.0 }
    }

    #[test]
    fn the_path_of_the_programme_is_straight_and_ends_flat() {
        let path = Path::new(Some((programme(), 0.2)), vec![]).unwrap();
        let expected = |text: &str| path.expected(day(text));
        assert_eq!(expected("2025-12-31"), None);
        assert_eq!(expected("2026-01-01"), Some(0.2));
        assert!((expected("2026-01-06").unwrap() - 0.6).abs() < 1e-9);
        assert_eq!(expected("2026-01-11"), Some(1.0));
        assert_eq!(expected("2027-01-01"), Some(1.0));
        assert_eq!(path.end(), (day("2026-01-11"), 1.0));
        assert_eq!(Path::new(None, vec![]), None);
    }

    #[test]
    fn what_is_agreed_on_bends_the_path_and_may_replace_its_end() {
        let bent = Path::new(Some((programme(), 0.2)), vec![(day("2026-01-06"), 0.3)]).unwrap();
        assert!((bent.expected(day("2026-01-03")).unwrap() - 0.24).abs() < 1e-9);
        assert!((bent.expected(day("2026-01-10")).unwrap() - 0.86).abs() < 1e-9);
        assert_eq!(bent.next(day("2026-01-01")), Some((day("2026-01-06"), 0.3)));
        assert_eq!(bent.next(day("2026-01-06")), Some((day("2026-01-11"), 1.0)));
        assert_eq!(bent.next(day("2026-01-11")), None);
        let longer = Path::new(Some((programme(), 0.2)), vec![(day("2026-03-01"), 0.9)]).unwrap();
        assert_eq!(longer.corners().len(), 2);
        assert_eq!(longer.end(), (day("2026-03-01"), 0.9));
        let replaced = Path::new(Some((programme(), 0.2)), vec![(day("2026-01-11"), 0.9)]).unwrap();
        assert_eq!(replaced.end(), (day("2026-01-11"), 0.9));
        let alone = Path::new(None, vec![(day("2026-02-01"), 0.5)]).unwrap();
        assert_eq!((alone.expected(day("2026-01-31")), alone.expected(day("2026-02-02"))), (None, Some(0.5)));
    }

    #[test]
    fn what_is_missing_is_counted_in_whole_ones() {
        let count = |live, total| Count { live, unknown: 0, total };
        assert_eq!(missing(count(1_000, 1_385), 0.8), 108);
        assert_eq!(missing(count(0, 3), 0.5), 2);
        assert_eq!(missing(count(3, 3), 1.0), 0);
        assert_eq!(missing(count(3, 3), 0.2), 0);
        assert_eq!(missing(count(2_055, 2_056), 1.0), 1);
        assert_eq!(per_week(12, 28), Some(3.0));
        assert_eq!(per_week(12, 0), None);
    }

    #[test]
    fn a_target_may_not_want_less_later_or_twice_on_a_day() {
        let aim =
            Aim { selection: Selection::Total, measure: Measure::Communes, scope: "09".parse().unwrap() };
        let mut targets = Targets::default();
        let target = Target {
            id: TargetId(1),
            aim: aim.clone(),
            due: day("2026-06-30"),
            share: 0.5,
            reason: String::new(),
            withdrawn: None,
            version: 0,
        };
        targets.put(target.clone());
        let contradicted =
            |targets: &Targets, due: &str, share| targets.contradicted_by(&aim, day(due), share).is_some();
        assert!(contradicted(&targets, "2026-06-30", 0.5));
        assert!(contradicted(&targets, "2026-07-31", 0.4));
        assert!(contradicted(&targets, "2026-05-31", 0.6));
        assert!(!contradicted(&targets, "2026-07-31", 0.5));
        assert!(!contradicted(&targets, "2026-05-31", 0.4));
        let elsewhere = Aim { scope: "091".parse().unwrap(), ..aim.clone() };
        assert!(targets.contradicted_by(&elsewhere, day("2026-06-30"), 0.5).is_none());
        targets.put(Target { withdrawn: Some("Irrtum".into()), ..target });
        assert!(!contradicted(&targets, "2026-06-30", 0.5));
    }

    proptest! {
        #[test]
        fn a_path_stays_between_its_corners(
            agreed in proptest::collection::vec((1..400_i64, 0.0..=1.0_f64), 0..6),
            at_start in 0.0..=1.0_f64,
            on in 0..500_i64,
        ) {
            let agreed = agreed.into_iter().map(|(days, share)| (day("2026-01-01").plus(days), share)).collect();
            let path = Path::new(Some((programme(), at_start)), agreed).unwrap();
            let on = day("2026-01-01").plus(on);
            let expected = path.expected(on).unwrap();
            let shares = path.corners().iter().map(|(_, share)| *share);
            let (low, high) = shares.fold((1.0_f64, 0.0_f64), |(low, high), share| (low.min(share), high.max(share)));
            prop_assert!(low - 1e-9 <= expected && expected <= high + 1e-9);
            for (due, share) in path.corners() {
                prop_assert!((path.expected(*due).unwrap() - share).abs() < 1e-9);
            }
            prop_assert!(path.corners().windows(2).all(|pair| pair[0].0 < pair[1].0));
        }
    }
}
