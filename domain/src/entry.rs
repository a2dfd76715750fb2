//! Checking what somebody typed for a rollout before it is recorded.

use url::Url;

use crate::day::{Day, DayError};
use crate::rollout::StatusEntry;
use crate::stage::Stage;

/// No focus service was online before this year; an earlier date is a typing error.
pub const FIRST_YEAR: i32 = 2010;
/// Longest note, in characters.
pub const NOTE_MAX: usize = 4_000;
/// Longest vendor, in characters.
pub const VENDOR_MAX: usize = 200;
/// Longest link, in characters.
pub const LINK_MAX: usize = 2_000;

/// The fields of the status form as they were typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypedStatus {
    /// A [`Stage`] word.
    pub stage: String,
    /// A [`Day`].
    pub effective_on: String,
    /// A [`Day`], or empty.
    pub planned_on: String,
    /// Empty: none.
    pub vendor: String,
    /// An http or https address, or empty.
    pub link: String,
    /// Empty: none.
    pub note: String,
}

/// A field of [`TypedStatus`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The stage.
    Stage,
    /// Since when it is so.
    EffectiveOn,
    /// When live is planned.
    PlannedOn,
    /// The vendor.
    Vendor,
    /// The public address.
    Link,
    /// The note.
    Note,
}

impl Field {
    /// The name of the form field.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stage => "stage",
            Self::EffectiveOn => "effective_on",
            Self::PlannedOn => "planned_on",
            Self::Vendor => "vendor",
            Self::Link => "link",
            Self::Note => "note",
        }
    }
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The field has to be filled.
    #[error("missing")]
    Missing,
    /// Not one of the stages.
    #[error("no such stage")]
    UnknownStage,
    /// Not a day.
    #[error(transparent)]
    Day(#[from] DayError),
    /// What has happened cannot lie in the future.
    #[error("lies in the future")]
    InTheFuture,
    /// Before [`FIRST_YEAR`].
    #[error("before {FIRST_YEAR}")]
    TooEarly,
    /// A planned day more than a generation ahead is a typing error.
    #[error("too far ahead")]
    TooFarAhead,
    /// The planned start lies before the day since which the stage holds.
    #[error("planned for a day that was over already")]
    Passed,
    /// More characters than the field holds.
    #[error("{is} characters, at most {max}")]
    TooLong {
        /// Characters allowed.
        max: usize,
        /// Characters typed.
        is: usize,
    },
    /// Not an absolute http or https address.
    #[error("not a web address")]
    NotALink,
    /// Has a character that cannot be shown (NUL and its like).
    #[error("has a control character")]
    ControlCharacter,
    /// The planned start was moved or dropped, and nobody says why.
    #[error("no reason for moving the start planned for {from}")]
    NoReason {
        /// The start planned so far.
        from: Day,
        /// The new one.
        to: Option<Day>,
    },
}

impl TypedStatus {
    /// Reads the fields; all problems at once, in the order of the form.
    pub fn read(&self, today: Day) -> Result<StatusEntry, Vec<(Field, Problem)>> {
        let mut problems = Vec::new();
        let mut add = |field, problem| problems.push((field, problem));
        let stage = match self.stage.trim() {
            "" => Err(Problem::Missing),
            word => word.parse::<Stage>().map_err(|_| Problem::UnknownStage),
        }
        .map_err(|problem| add(Field::Stage, problem));
        let effective_on =
            past_day(&self.effective_on, today).map_err(|problem| add(Field::EffectiveOn, problem));
        let planned_on =
            planned_day(&self.planned_on, today).map_err(|problem| add(Field::PlannedOn, problem));
        let vendor = line(&self.vendor, VENDOR_MAX).map_err(|problem| add(Field::Vendor, problem));
        let link = link(&self.link).map_err(|problem| add(Field::Link, problem));
        let note = note(&self.note).map_err(|problem| add(Field::Note, problem));
        match (stage, effective_on, planned_on, vendor, link, note) {
            (Ok(stage), Ok(effective_on), Ok(planned_on), Ok(vendor), Ok(link), Ok(note)) => {
                Ok(StatusEntry { stage, effective_on, planned_on, vendor, link, note })
            }
            _ => Err(problems),
        }
    }
}

/// A day on which something has happened: neither in the future nor before [`FIRST_YEAR`].
pub fn past_day(typed: &str, today: Day) -> Result<Day, Problem> {
    if typed.trim().is_empty() {
        return Err(Problem::Missing);
    }
    let day: Day = typed.parse()?;
    if day > today {
        Err(Problem::InTheFuture)
    } else if day.ymd().0 < FIRST_YEAR {
        Err(Problem::TooEarly)
    } else {
        Ok(day)
    }
}

/// A day that may lie ahead, such as one that is planned; `None` when nothing was typed.
pub fn planned_day(typed: &str, today: Day) -> Result<Option<Day>, Problem> {
    if typed.trim().is_empty() {
        return Ok(None);
    }
    let day: Day = typed.parse()?;
    if day.ymd().0 < FIRST_YEAR {
        Err(Problem::TooEarly)
    } else if day.ymd().0 > today.ymd().0 + 25 {
        Err(Problem::TooFarAhead)
    } else {
        Ok(Some(day))
    }
}

/// A text of one line with at most `max` characters; `None` when nothing was typed.
pub fn line(typed: &str, max: usize) -> Result<Option<String>, Problem> {
    let text = typed.trim();
    if text.chars().any(char::is_control) {
        return Err(Problem::ControlCharacter);
    }
    at_most(text, max)
}

/// An absolute http or https address; `None` when nothing was typed.
pub fn link(typed: &str) -> Result<Option<String>, Problem> {
    let Some(text) = line(typed, LINK_MAX)? else { return Ok(None) };
    match Url::parse(&text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(Some(text)),
        _ => Err(Problem::NotALink),
    }
}

/// A text of several lines, such as a note or a reason; `None` when nothing was typed.
pub fn note(typed: &str) -> Result<Option<String>, Problem> {
    // Browsers send CRLF for a line break, which counts as one character of what was typed.
    let text = typed.replace("\r\n", "\n");
    let text = text.trim();
    if text.chars().any(|letter| letter.is_control() && !matches!(letter, '\n' | '\t')) {
        return Err(Problem::ControlCharacter);
    }
    at_most(text, NOTE_MAX)
}

fn at_most(text: &str, max: usize) -> Result<Option<String>, Problem> {
    let is = text.chars().count();
    if is > max { Err(Problem::TooLong { max, is }) } else { Ok((is > 0).then(|| text.to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> Day {
        "2026-11-23".parse().unwrap()
    }

    fn typed() -> TypedStatus {
        TypedStatus { stage: "live".into(), effective_on: "23.11.2026".into(), ..TypedStatus::default() }
    }

    fn problem(typed: &TypedStatus) -> (Field, Problem) {
        let problems = typed.read(today()).unwrap_err();
        assert_eq!(problems.len(), 1, "{problems:?}");
        problems[0]
    }

    #[test]
    fn the_smallest_entry_is_a_stage_and_a_day() {
        let entry = typed().read(today()).unwrap();
        assert_eq!((entry.stage, entry.effective_on), (Stage::Live, today()));
        assert_eq!((entry.planned_on, entry.vendor, entry.link, entry.note), (None, None, None, None));
    }

    #[test]
    fn each_field_is_refused_for_its_own_reason() {
        let cases = [
            (TypedStatus { stage: String::new(), ..typed() }, Field::Stage, Problem::Missing),
            (TypedStatus { stage: "fertig".into(), ..typed() }, Field::Stage, Problem::UnknownStage),
            (
                TypedStatus { effective_on: "24.11.2026".into(), ..typed() },
                Field::EffectiveOn,
                Problem::InTheFuture,
            ),
            (
                TypedStatus { effective_on: "31.12.2009".into(), ..typed() },
                Field::EffectiveOn,
                Problem::TooEarly,
            ),
            (
                TypedStatus { effective_on: "31.02.2026".into(), ..typed() },
                Field::EffectiveOn,
                Problem::Day(DayError::NoSuchDay),
            ),
            (
                TypedStatus { planned_on: "bald".into(), ..typed() },
                Field::PlannedOn,
                Problem::Day(DayError::Form),
            ),
            (
                TypedStatus { planned_on: "2226-01-01".into(), ..typed() },
                Field::PlannedOn,
                Problem::TooFarAhead,
            ),
            (TypedStatus { link: "javascript:alert(1)".into(), ..typed() }, Field::Link, Problem::NotALink),
            (TypedStatus { link: "www.kelheim.de".into(), ..typed() }, Field::Link, Problem::NotALink),
            (TypedStatus { vendor: "A\u{0}B".into(), ..typed() }, Field::Vendor, Problem::ControlCharacter),
            (
                TypedStatus { note: "ä".repeat(5_000), ..typed() },
                Field::Note,
                Problem::TooLong { max: 4_000, is: 5_000 },
            ),
        ];
        for (typed, field, expected) in cases {
            assert_eq!(problem(&typed), (field, expected));
        }
    }

    #[test]
    fn all_problems_are_told_at_once() {
        let problems =
            TypedStatus { note: "x".repeat(4_001), ..TypedStatus::default() }.read(today()).unwrap_err();
        let fields: Vec<_> = problems.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, [Field::Stage, Field::EffectiveOn, Field::Note]);
    }

    #[test]
    fn a_note_of_4000_characters_fits_whatever_its_line_breaks_are() {
        let note = format!("{}\r\n{}", "ü".repeat(2_000), "ß".repeat(1_999));
        let entry = TypedStatus { note, ..typed() }.read(today()).unwrap();
        assert_eq!(entry.note.unwrap().chars().count(), 4_000);
    }
}
