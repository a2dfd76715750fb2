//! What is recorded of one authority and one service, and what was so on a day.

use chrono::{DateTime, Utc};

use crate::batch::BatchId;
use crate::catalogue::Slug;
use crate::day::Day;
use crate::definition::Definition;
use crate::key::Ars;
use crate::stage::{Liveness, Stage};

/// One authority × one service.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RolloutKey {
    /// The responsible body.
    pub authority: Ars,
    /// The service.
    pub service: Slug,
}

/// What one entry says of a rollout, complete: an entry does not inherit fields from an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusEntry {
    /// The stage reached.
    pub stage: Stage,
    /// The day since which this is so.
    pub effective_on: Day,
    /// When the service is planned to go live.
    pub planned_on: Option<Day>,
    /// Who makes or runs the software.
    pub vendor: Option<String>,
    /// Public address of the service, http or https.
    pub link: Option<String>,
    /// Free text.
    pub note: Option<String>,
}

impl StatusEntry {
    /// The least that can be said: a stage since a day.
    #[must_use]
    pub const fn new(stage: Stage, effective_on: Day) -> Self {
        Self { stage, effective_on, planned_on: None, vendor: None, link: None, note: None }
    }

    /// The same said once more on that day. Since when the stage holds does not change by it: a history looks
    /// through equal stages. A note is about one entry and is not repeated.
    #[must_use]
    pub fn confirmed_on(&self, day: Day) -> Self {
        Self { effective_on: day, note: None, ..self.clone() }
    }
}

/// Who entered something: an opaque id, and the name to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Opaque; all that an audit row says of a person.
    pub id: String,
    /// The name to show.
    pub name: String,
}

/// An entry in the history of a rollout. Appended, never changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RolloutEvent {
    /// Unique; grows in the order of recording.
    pub id: i64,
    /// What it is about.
    pub rollout: RolloutKey,
    /// What it says.
    pub entry: StatusEntry,
    /// When we learned it.
    pub recorded_at: DateTime<Utc>,
    /// Who entered it.
    pub actor: Actor,
    /// The batch with which it came in, if it was not entered alone.
    pub batch: Option<BatchId>,
    /// Present once the entry was taken back as wrong.
    pub retraction: Option<Retraction>,
}

/// An entry was wrong. The entry stays in the history and no longer counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retraction {
    /// When it was taken back.
    pub recorded_at: DateTime<Utc>,
    /// Who took it back.
    pub actor: Actor,
    /// Why.
    pub reason: String,
    /// The batch that was undone, if the entry was not taken back alone.
    pub batch: Option<BatchId>,
}

/// A start that was planned, or that there was none any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan<'a> {
    /// The day; `None`: the plan before it was dropped.
    pub planned_on: Option<Day>,
    /// When it was said.
    pub said_at: DateTime<Utc>,
    /// Why, as far as somebody told.
    pub reason: Option<&'a str>,
}

/// From where one looks at the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Viewpoint {
    /// The day whose state is wanted (`stand`).
    pub on: Day,
    /// Leaves out what was recorded after this day (`bekannt`); `None`: all knowledge of now.
    pub known_on: Option<Day>,
    /// What counts as live.
    pub definition: Definition,
}

impl Viewpoint {
    /// The state of a day with all knowledge of now, where [`Stage::Live`] alone counts as live. Where figures are
    /// counted, [`Situation::viewpoint`](crate::situation::Situation::viewpoint) asks what counts.
    #[must_use]
    pub const fn on(day: Day) -> Self {
        Self { on: day, known_on: None, definition: Definition::USUAL }
    }

    fn knows(self, recorded_at: DateTime<Utc>) -> bool {
        self.known_on.is_none_or(|day| recorded_at < day.plus(1).start())
    }

    /// Whether the event counts from here: it has happened, it is known, and its retraction is not.
    #[must_use]
    pub fn counts(self, event: &RolloutEvent) -> bool {
        event.entry.effective_on <= self.on
            && self.knows(event.recorded_at)
            && !event.retraction.as_ref().is_some_and(|retraction| self.knows(retraction.recorded_at))
    }
}

/// The events of one rollout, ordered by (`effective_on`, `recorded_at`, `id`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History(Vec<RolloutEvent>);

impl History {
    /// Adds an event in its place.
    pub fn insert(&mut self, event: RolloutEvent) {
        let key = |event: &RolloutEvent| (event.entry.effective_on, event.recorded_at, event.id);
        let place = self.0.partition_point(|earlier| key(earlier) <= key(&event));
        self.0.insert(place, event);
    }

    /// Marks an event as taken back; `false` when the history does not have it.
    pub fn retract(&mut self, event_id: i64, retraction: Retraction) -> bool {
        let event = self.0.iter_mut().find(|event| event.id == event_id);
        event.map(|event| event.retraction = Some(retraction)).is_some()
    }

    /// How often something was recorded or taken back: what a writer has to have seen.
    #[must_use]
    pub fn version(&self) -> i64 {
        self.0.iter().map(|event| 1 + i64::from(event.retraction.is_some())).sum()
    }

    /// All events, retracted ones too, earliest effective day first.
    #[must_use]
    pub fn events(&self) -> &[RolloutEvent] {
        &self.0
    }

    /// The event that holds from this viewpoint, if any.
    #[must_use]
    pub fn current(&self, viewpoint: Viewpoint) -> Option<&RolloutEvent> {
        self.counting(viewpoint).next_back()
    }

    fn counting(&self, viewpoint: Viewpoint) -> impl DoubleEndedIterator<Item = &RolloutEvent> {
        let happened = self.0.partition_point(|event| event.entry.effective_on <= viewpoint.on);
        self.0[..happened].iter().filter(move |event| viewpoint.counts(event))
    }

    /// The stage from this viewpoint; [`Stage::Unknown`] where nothing is recorded.
    #[must_use]
    pub fn stage(&self, viewpoint: Viewpoint) -> Stage {
        self.current(viewpoint).map_or(Stage::Unknown, |event| event.entry.stage)
    }

    /// Whether it is live from this viewpoint, by the definition that one looks with.
    #[must_use]
    pub fn liveness(&self, viewpoint: Viewpoint) -> Liveness {
        viewpoint.definition.judge(self, viewpoint)
    }

    /// The first day of the unbroken time in the stage of the viewpoint's day.
    #[must_use]
    pub fn stage_since(&self, viewpoint: Viewpoint) -> Option<Day> {
        let mut latest_first: Vec<_> = self.counting(viewpoint).rev().collect();
        // Of a day with several entries only the last recorded one ever held.
        latest_first.dedup_by_key(|event| event.entry.effective_on);
        let stage = latest_first.first()?.entry.stage;
        let unbroken = latest_first.into_iter().take_while(|event| event.entry.stage == stage);
        unbroken.last().map(|event| event.entry.effective_on)
    }

    /// The first day of the unbroken time of being live that reaches to the viewpoint's day.
    #[must_use]
    pub fn live_since(&self, viewpoint: Viewpoint) -> Option<Day> {
        self.stage_since(viewpoint).filter(|_| self.stage(viewpoint) == Stage::Live)
    }

    /// When somebody last said how things stand, as far as it counts from this viewpoint.
    #[must_use]
    pub fn last_confirmed_at(&self, viewpoint: Viewpoint) -> Option<DateTime<Utc>> {
        self.counting(viewpoint).map(|event| event.recorded_at).max()
    }

    /// Every start that was planned, in the order in which they held; the last one is the plan of the viewpoint's
    /// day. Being live changes no plan.
    #[must_use]
    pub fn plans(&self, viewpoint: Viewpoint) -> Vec<Plan<'_>> {
        let mut plans: Vec<Plan<'_>> = Vec::new();
        for event in self.counting(viewpoint).filter(|event| event.entry.stage != Stage::Live) {
            let planned_on = event.entry.planned_on;
            if planned_on != plans.last().and_then(|plan| plan.planned_on) {
                let reason = event.entry.note.as_deref();
                plans.push(Plan { planned_on, said_at: event.recorded_at, reason });
            }
        }
        plans
    }

    /// The planned start that a new entry moves or drops. Whoever writes it owes a reason. To make a first plan and
    /// to go live needs none.
    #[must_use]
    pub fn plan_changed_by(&self, entry: &StatusEntry) -> Option<Day> {
        let before = &self.current(Viewpoint::on(entry.effective_on))?.entry;
        let is_live = [before, entry].iter().any(|entry| entry.stage == Stage::Live);
        before.planned_on.filter(|planned| !is_live && entry.planned_on != Some(*planned))
    }

    /// The recorded event that a new entry would contradict: the one that holds on the next later day with an
    /// entry, when the new one
    ///
    /// - claims to be further on the way to live than that one says. "Live since March" beside "in preparation
    ///   since May" would leave today's stage at "in preparation" and surprise whoever entered it. Or
    /// - interrupts a time of being live. "Not started since March" between "live since January" and "live since
    ///   May" would silently take the time from March to May offline; whoever means that reports the service as
    ///   suspended.
    #[must_use]
    pub fn contradicted_by(&self, entry: &StatusEntry) -> Option<&RolloutEvent> {
        let standing = || self.0.iter().filter(|event| event.retraction.is_none());
        let mut later = standing().filter(|event| event.entry.effective_on > entry.effective_on);
        let first = later.next()?;
        let next = later
            .take_while(|event| event.entry.effective_on == first.entry.effective_on)
            .last()
            .unwrap_or(first);
        let before = standing().rfind(|event| event.entry.effective_on < entry.effective_on);
        let (claimed, then) = (entry.stage.progress()?, next.entry.stage.progress()?);
        let is_live = |event: &RolloutEvent| event.entry.stage == Stage::Live;
        let interrupts = entry.stage != Stage::Live && before.is_some_and(is_live) && is_live(next);
        (claimed > then || interrupts).then_some(next)
    }
}

#[cfg(test)]
mod tests;
