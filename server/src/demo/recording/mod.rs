//! What a demonstration tells beside the stages: what was in the way, what authorities said about the criteria, what
//! workshops found and what was agreed. Invented, and drawn like everything else in it.

mod answers;
mod blockers;
mod findings;
mod measures;
mod shared_blockers;
mod tell;
#[cfg(test)]
mod tests;
mod workshops;

use chrono::{DateTime, Utc};
use domain::blocker::{ActionBy, Closing, Severity};
use domain::catalogue::{Catalogue, Slug};
use domain::criteria::Answer;
use domain::responsibility::Responsibilities;
use domain::rollout::RolloutKey;
use domain::workshop::{FindingKind, MeasureState, Participant, Verdict, WorkshopState};
use domain::{Ars, Day};

pub(crate) use tell::tell;

use super::chance::Chance;
use super::path::Step;
use super::subject::Subject;
use super::{order, path, subject};

/// Something that was done at a time. Criteria are named by their place in the order of the catalogue, everything else
/// by a name that it alone has.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    at: DateTime<Utc>,
    deed: Deed,
}

#[derive(Clone, Debug)]
enum Deed {
    Answer {
        authority: Ars,
        answers: Vec<(i64, Option<Slug>, Answer)>,
    },
    Open(Box<Obstacle>),
    /// One authority gets past a blocker.
    Pass {
        title: &'static str,
        first: RolloutKey,
        authority: Ars,
        closing: Closing,
    },
    Close {
        title: &'static str,
        first: RolloutKey,
        closing: Closing,
    },
    Plan(Box<Meeting>),
    Proceed {
        title: &'static str,
        to: WorkshopState,
    },
    Find(Box<Line>),
    Judge {
        key: String,
        verdict: Verdict,
    },
    Merge {
        key: String,
        into: String,
    },
    Agree(Box<Agreement>),
    Progress {
        what: &'static str,
        to: MeasureState,
    },
}

/// A blocker. It is known again by its title and its first member.
#[derive(Clone, Debug)]
struct Obstacle {
    title: &'static str,
    criterion: i64,
    opened_on: Day,
    action_by: ActionBy,
    severity: Severity,
    due_on: Option<Day>,
    note: Option<&'static str>,
    members: Vec<RolloutKey>,
}

impl Obstacle {
    fn first(&self) -> Option<RolloutKey> {
        self.members.first().cloned()
    }
}

/// A workshop.
#[derive(Clone, Debug)]
struct Meeting {
    title: &'static str,
    held_on: Day,
    begins_at: &'static str,
    ends_at: &'static str,
    place: &'static str,
    agenda: &'static str,
    participants: Vec<Participant>,
    services: Vec<Slug>,
}

/// A finding.
#[derive(Clone, Debug)]
struct Line {
    key: String,
    workshop: &'static str,
    words: &'static str,
    kind: FindingKind,
    criterion: i64,
    severity: Option<Severity>,
    recommendation: Option<&'static str>,
    services: Vec<Slug>,
    bodies: Vec<Ars>,
}

/// A measure.
#[derive(Clone, Debug)]
struct Agreement {
    what: &'static str,
    owner: &'static str,
    /// The address of the owner's account.
    account: Option<&'static str>,
    body: Option<Ars>,
    due_on: Day,
    finding: Option<String>,
    /// The title of the blocker that it is to close.
    blocker: Option<&'static str>,
}

/// Everything that is told up to the end of the day `until`, in the order in which it was done.
pub(crate) fn story(responsibilities: &Responsibilities, catalogue: &Catalogue, until: Day) -> Vec<Told> {
    let subjects = subject::all(responsibilities, catalogue);
    let live_days = order::live_days(&subjects);
    let ways: Vec<(&Subject<'_>, Vec<Step>)> = subjects
        .iter()
        .zip(live_days)
        .map(|(subject, live_on)| {
            let mut chance =
                Chance::of(&["way", subject.rollout.authority.as_str(), subject.commitment.as_str()]);
            (subject, path::steps(subject, live_on, &mut chance))
        })
        .collect();
    let mut told = blockers::all(&ways);
    told.extend(shared_blockers::all(&ways));
    told.extend(answers::all(&ways));
    told.extend(workshops::all());
    told.extend(findings::all(catalogue));
    told.extend(measures::all());
    told.retain(|told| Day::of(told.at) <= until);
    // What is done at the same moment stays in the order in which it is told: opened before it is closed.
    told.sort_by_key(|told| told.at);
    told
}

/// A day that is written in the code.
fn day(year: i32, month: u32, date: u32) -> Day {
    Day::from_ymd(year, month, date).unwrap_or(Day::BEGINNING)
}
