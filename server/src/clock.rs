//! The time, handed in: tests and demonstrations set it.

use chrono::{DateTime, NaiveTime, Utc};
use chrono_tz::Europe::Berlin;
use domain::Day;

/// Tells the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The time of the machine.
    System,
    /// The time of day of the machine, on a day that was set. Only for demonstrations.
    On(Day),
    /// A moment that stands still. Only for tests.
    Fixed(DateTime<Utc>),
}

impl Clock {
    /// The current moment.
    #[must_use]
    pub fn now(self) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now(),
            Self::On(day) => {
                let time: NaiveTime = Utc::now().with_timezone(&Berlin).time();
                // A time that the change of clocks skips does not exist on that day: midnight always does.
                let moment = day.date().and_time(time).and_local_timezone(Berlin).earliest();
                moment.map_or_else(|| day.start(), |moment| moment.to_utc())
            }
            Self::Fixed(moment) => moment,
        }
    }

    /// The current day in Berlin.
    #[must_use]
    pub fn today(self) -> Day {
        Day::of(self.now())
    }
}
