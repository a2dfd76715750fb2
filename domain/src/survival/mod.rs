//! How long it takes until something happens, where for some it has not happened yet.
//!
//! Literature: E. L. Kaplan, P. Meier, "Nonparametric estimation from incomplete observations", JASA 53 (1958);
//! J. P. Klein, M. L. Moeschberger, "Survival Analysis", 2nd edition (2003), chapters 4 (curves, bands, delayed
//! entry) and 7 (comparison of groups).

mod curve;
pub mod hazard;
mod log_rank;

pub use curve::{Curve, Step};
pub use log_rank::{LogRank, log_rank};

/// What was seen of one subject: from when on it was watched, and how that ended. Days count from the subject's own
/// start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Spell {
    /// The day on which watching began: 0, or later where nobody looked before ("delayed entry"). Whoever had
    /// already gone live by then would not have been seen at all, so that a subject counts as waiting only after
    /// this day.
    pub watched_from: u32,
    /// The last day watched; not before `watched_from`.
    pub until: u32,
    /// Whether it happened on that day. Otherwise it had not happened by its end.
    pub has_happened: bool,
}

impl Spell {
    /// Watched from the start.
    #[must_use]
    pub const fn from_start(until: u32, has_happened: bool) -> Self {
        Self { watched_from: 0, until, has_happened }
    }

    /// Whether it could be seen to happen on that day. What happens on the very first day counts for those who
    /// are watched from the start.
    const fn is_waiting_on(self, day: u32) -> bool {
        (self.watched_from < day || self.watched_from == 0) && day <= self.until
    }

    /// The same watched from a later day on; `None` when it had ended by then.
    #[must_use]
    pub fn watched_after(self, day: u32) -> Option<Self> {
        let is_later = self.watched_from < day;
        (!is_later || self.until > day).then(|| Self { watched_from: self.watched_from.max(day), ..self })
    }

    /// Whoever came in on the very day was never seen waiting.
    const fn was_seen_to_happen(self) -> bool {
        self.has_happened && self.is_waiting_on(self.until)
    }
}

/// How many still wait on that day, and are watched.
#[must_use]
pub fn at_risk(spells: &[Spell], day: u32) -> u32 {
    let waiting = spells.iter().filter(|spell| spell.is_waiting_on(day)).count();
    u32::try_from(waiting).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
