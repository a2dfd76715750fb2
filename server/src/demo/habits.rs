//! How an authority keeps its records, whatever the service.

use domain::Day;

use super::calendar::working_day;
use super::chance::Chance;
use super::subject::Subject;

/// The habits of those who tell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Habits {
    /// When the authority first answers.
    pub(super) first_on: Day,
    /// Confirms every so many days, if ever.
    confirms_every: Option<i64>,
    /// Tells within so many days, mostly sooner.
    tells_within: i64,
}

impl Habits {
    pub(super) fn of(subject: &Subject<'_>) -> Self {
        let mut chance = Chance::of(&["habits", subject.rollout.authority.as_str()]);
        let survey = Day::from_ymd(2025, 10, 6).unwrap_or(Day::BEGINNING);
        let late = if chance.per_mille(80) { chance.between(40..=170) } else { 0 };
        let delay = match (subject.is_pilot, subject.is_large) {
            (true, _) => chance.between(0..=8),
            (false, true) => chance.between(0..=24),
            (false, false) => chance.rather_low(1..=70) + late,
        };
        let confirms_every = match chance.between(0..=99) {
            0..=15 => Some(chance.between(28..=50)),
            16..=64 => Some(chance.between(75..=150)),
            _ => None,
        };
        let tells_within = match chance.between(0..=99) {
            0..=54 => 3,
            55..=89 => 16,
            _ => 75,
        };
        Self { first_on: working_day(survey.plus(delay)), confirms_every, tells_within }
    }

    /// When something is told that happened on that day.
    pub(super) fn tells(self, on: Day, chance: &mut Chance) -> Day {
        working_day(on.plus(chance.rather_low(0..=self.tells_within)))
    }

    /// When it is told next that nothing has changed. There is less to say of what is live.
    pub(super) fn confirms(self, after: Day, is_live: bool, chance: &mut Chance) -> Option<Day> {
        let every = self.confirms_every? * if is_live { 2 } else { 1 };
        let day = working_day(after.plus(every * chance.between(70..=130) / 100));
        let in_summer = day.ymd().1 == 8 && chance.per_mille(600);
        Some(if in_summer { working_day(day.plus(30)) } else { day })
    }
}
