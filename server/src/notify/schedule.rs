//! When letters leave: every morning, those of the week with that of its Monday.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Europe::Berlin;
use domain::Day;
use tokio::sync::watch;

use super::send::Sender;
use crate::failure::chain;

/// The hour of the morning, in Berlin.
const HOUR: u32 = 7;
/// How long after a run that did not get through the next one tries.
const AGAIN: TimeDelta = TimeDelta::hours(1);
/// How often it is looked whether it is time. By looking and not by waiting, so that neither a machine that slept
/// nor a clock that was set puts anything off.
const LOOK: Duration = Duration::from_mins(1);

/// Seven in the morning of that day, in Berlin.
pub(crate) fn morning(day: Day) -> DateTime<Utc> {
    // Berlin changes its clocks at two or three: seven always exists, once.
    let moment = day.date().and_hms_opt(HOUR, 0, 0).and_then(|at| at.and_local_timezone(Berlin).earliest());
    moment.map_or_else(|| day.start(), |moment| moment.to_utc())
}

/// When to try again after a run that ended now.
fn next(now: DateTime<Utc>, is_complete: bool) -> DateTime<Utc> {
    if is_complete { morning(Day::of(now).plus(1)) } else { now + AGAIN }
}

/// Sends every morning what is due, until `stopping`: a letter that is under way is finished. Begun after seven,
/// it begins with what the day and the week have not seen yet.
pub(crate) async fn keep(sender: Sender, mut stopping: watch::Receiver<()>) {
    let mut at = morning(Day::of(sender.clock.now()));
    loop {
        if sender.clock.now() >= at {
            let run = sender.run(&mut stopping).await;
            if let Err(error) = &run {
                tracing::error!(error = chain(error), "letters were not sent");
            }
            at = next(sender.clock.now(), run.is_ok_and(|run| run.is_complete));
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK) => {}
            _ = stopping.changed() => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn seven_in_berlin_is_another_hour_in_summer() {
        assert_eq!(morning("2026-11-23".parse().unwrap()), at("2026-11-23T06:00:00Z"));
        assert_eq!(morning("2026-07-06".parse().unwrap()), at("2026-07-06T05:00:00Z"));
    }

    #[test]
    fn what_did_not_get_through_is_tried_again_in_an_hour() {
        let now = at("2026-11-23T06:10:00Z");
        assert_eq!(next(now, true), at("2026-11-24T06:00:00Z"));
        assert_eq!(next(now, false), at("2026-11-23T07:10:00Z"));
    }
}
