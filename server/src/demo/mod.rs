//! The demonstration: an invented, plausible rollout of the focus services, told entry by entry.
//!
//! Who goes live when is decided first ([`order`], along the curves in [`pace`] and the waves of invented
//! [`vendors`]). From that day the way there and what follows are worked out ([`path`]), and of these
//! somebody tells: late, in part, with plans that slip and with mistakes ([`report`]). Everything is drawn
//! from generators seeded by what a thing is called ([`chance`]), never by the day that is asked for, and in
//! whole numbers, so that every machine tells the same.

pub(crate) mod accounts;
mod calendar;
mod chance;
mod habits;
mod links;
mod order;
mod pace;
mod path;
mod plan;
pub(crate) mod recording;
mod report;
mod subject;
mod texts;
mod vendors;

#[cfg(test)]
mod tests;

use domain::Day;
use domain::catalogue::Catalogue;
use domain::responsibility::Responsibilities;
use store::HistoricEvent;

use chance::Chance;

/// Everything that is told up to the end of the day `until` (in Berlin), in the order of recording.
///
/// Of two days the earlier one's history is the beginning of the later one's, but for a retraction that had
/// not been told yet. It begins in October 2025 and moves until September 2027; a later day adds nothing.
/// No two entries of a rollout are recorded at the same time.
#[must_use]
pub fn history(responsibilities: &Responsibilities, catalogue: &Catalogue, until: Day) -> Vec<HistoricEvent> {
    let subjects = subject::all(responsibilities, catalogue);
    let live_days = order::live_days(&subjects);
    let mut events = Vec::new();
    for (subject, live_on) in subjects.iter().zip(live_days) {
        // Of the commitment, not of the service: whoever looks after both services of a commitment moves and
        // tells them together.
        let mut chance =
            Chance::of(&["way", subject.rollout.authority.as_str(), subject.commitment.as_str()]);
        let steps = path::steps(subject, live_on, &mut chance);
        events.extend(report::entries(subject, &steps, chance));
    }
    let end = until.plus(1).start();
    events.retain(|event: &HistoricEvent| event.recorded_at < end);
    for event in &mut events {
        event.retracted.take_if(|(at, _)| *at >= end);
    }
    events.sort_by(|a, b| (a.recorded_at, &a.rollout).cmp(&(b.recorded_at, &b.rollout)));
    events
}
