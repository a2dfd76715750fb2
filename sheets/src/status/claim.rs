//! What a row says of a rollout, and what follows from it.

use domain::Day;
use domain::rollout::{History, RolloutKey, StatusEntry, Viewpoint};
use domain::situation::Situation;
use domain::stage::Stage;

use super::column::Column;
use super::plan::Occasion;
use super::words::{Problem, Remark};

/// What a row says of a rollout; `None`: nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) stage: Option<Stage>,
    pub(super) planned_on: Option<Day>,
    pub(super) live_since: Option<Day>,
    pub(super) effective_on: Option<Day>,
    pub(super) as_of: Option<Day>,
    pub(super) confirmed_on: Option<Day>,
    pub(super) vendor: Option<String>,
    pub(super) link: Option<String>,
    pub(super) note: Option<String>,
}

/// What follows from a claim.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    /// It is known.
    Unchanged(Option<Remark>),
    /// This has to be recorded.
    Write(StatusEntry),
}

impl Claim {
    /// What two rows say together, or the column in which they say different things. The later of two days on which
    /// somebody looked counts.
    pub(super) fn and(&self, other: &Self) -> Result<Self, Column> {
        Ok(Self {
            stage: both(self.stage, other.stage, Column::Stage)?,
            planned_on: both(self.planned_on, other.planned_on, Column::PlannedOn)?,
            live_since: both(self.live_since, other.live_since, Column::LiveSince)?,
            effective_on: both(self.effective_on, other.effective_on, Column::EffectiveOn)?,
            as_of: self.as_of.max(other.as_of),
            confirmed_on: self.confirmed_on.max(other.confirmed_on),
            vendor: both(self.vendor.as_ref(), other.vendor.as_ref(), Column::Vendor)?.cloned(),
            link: both(self.link.as_ref(), other.link.as_ref(), Column::Link)?.cloned(),
            note: both(self.note.as_ref(), other.note.as_ref(), Column::Note)?.cloned(),
        })
    }

    /// Whether an entry says all this.
    fn is_said_by(&self, entry: Option<&StatusEntry>, note: Option<&str>, situation: &Situation) -> bool {
        let vendors = &situation.obstacles().vendors;
        let is_same_vendor =
            |one: &str, other: &str| one == other || vendors.name(one) == vendors.name(other);
        let vendor = entry.and_then(|entry| entry.vendor.as_deref());
        let link = entry.and_then(|entry| entry.link.as_deref());
        self.stage.is_none_or(|stage| stage == entry.map_or(Stage::Unknown, |entry| entry.stage))
            && self.planned_on.is_none_or(|day| entry.is_some_and(|entry| entry.planned_on == Some(day)))
            && self
                .vendor
                .as_deref()
                .is_none_or(|said| vendor.is_some_and(|vendor| is_same_vendor(said, vendor)))
            && self.link.as_deref().is_none_or(|said| link == Some(said))
            && self.note.as_deref().is_none_or(|said| note == Some(said))
    }

    /// The entry with what this says put in; what it does not say stays.
    fn put_into(&self, before: Option<&StatusEntry>, effective_on: Day) -> StatusEntry {
        let before = before.cloned().unwrap_or_else(|| StatusEntry::new(Stage::Unknown, effective_on));
        StatusEntry {
            stage: self.stage.unwrap_or(before.stage),
            effective_on,
            planned_on: self.planned_on.or(before.planned_on),
            vendor: self.vendor.clone().or(before.vendor),
            link: self.link.clone().or(before.link),
            // A note is about one entry and is not repeated.
            note: self.note.clone(),
        }
    }

    /// Compares with what is known of a rollout.
    pub(super) fn against(
        &self,
        rollout: &RolloutKey,
        situation: &Situation,
        occasion: &Occasion<'_>,
    ) -> Result<Outcome, Problem> {
        let nothing = History::default();
        let known = Known { situation, history: situation.history(rollout).unwrap_or(&nothing) };
        let looked = self.as_of.unwrap_or(occasion.since);
        let since = self.since(&known);
        if let Some(stage) = self.stage.filter(|stage| *stage != Stage::Live)
            && let Some(live) = self.live_since
            && (known.stage(live) != Stage::Live || live >= since.unwrap_or(looked))
        {
            // In a sheet that was taken away the day stays when somebody changes the stage, which then holds from a
            // later day. Otherwise nobody could say which of both is meant.
            return Err(Problem::NotLive { stage });
        }
        let day = match (self.stage, since) {
            (Some(stage), Some(since)) => {
                if known.stage(since) == stage && known.say(self, self.last_said(&known, since)) {
                    return Ok(self.unchanged(&known, occasion));
                }
                // That it is so since then is one thing, what else the row says holds from when somebody looked.
                let later = looked.max(since);
                if known.stage(since) == stage && known.stage(later) == stage { later } else { since }
            }
            _ => looked,
        };
        if known.say(self, day) || since.is_none() && known.say(self, occasion.today) {
            return Ok(self.unchanged(&known, occasion));
        }
        let mut entry = self.put_into(known.on(day), day);
        if entry.note.is_none() && known.history.plan_changed_by(&entry).is_some() {
            entry.note = Some(format!("Import {}", occasion.file));
        }
        known.checked(entry)
    }

    /// The day since which the row says its stage holds.
    fn since(&self, known: &Known<'_>) -> Option<Day> {
        let stage = self.stage?;
        let is_live = stage == Stage::Live;
        self.live_since.filter(|_| is_live).or_else(|| {
            // Whoever changes the stage in a sheet that was taken away leaves the day of the entry before.
            self.effective_on.filter(|day| {
                let mut of_that_day = known.standing().filter(|entry| entry.effective_on == *day).peekable();
                of_that_day.peek().is_none() || of_that_day.any(|entry| entry.stage == stage)
            })
        })
    }

    /// Of the entries that the days of the row name, the day of the one that was recorded last.
    fn last_said(&self, known: &Known<'_>, since: Day) -> Day {
        let named = self.effective_on.filter(|day| Some(known.stage(*day)) == self.stage);
        let id = |day: Day| known.history.current(Viewpoint::on(day)).map(|event| event.id);
        named.filter(|day| id(*day) > id(since)).unwrap_or(since)
    }

    /// Nothing to record, unless the row confirms what holds.
    fn unchanged(&self, known: &Known<'_>, occasion: &Occasion<'_>) -> Outcome {
        let now = Viewpoint::on(occasion.today);
        let Some(current) = known.on(occasion.today) else { return Outcome::Unchanged(None) };
        if self.stage.is_some_and(|stage| stage != current.stage) {
            let since = known.history.stage_since(now).unwrap_or(current.effective_on);
            return Outcome::Unchanged(Some(Remark::NewerKnown { stage: current.stage, on: since }));
        }
        let last = known.history.last_confirmed_at(now).map(Day::of);
        match self.confirmed_on {
            Some(day) if last.is_none_or(|last| day > last) && known.say(self, occasion.today) => {
                Outcome::Write(current.confirmed_on(day.max(current.effective_on)))
            }
            _ => Outcome::Unchanged(None),
        }
    }
}

/// What is known of a rollout.
struct Known<'a> {
    situation: &'a Situation,
    history: &'a History,
}

impl<'a> Known<'a> {
    fn on(&self, day: Day) -> Option<&'a StatusEntry> {
        self.history.current(Viewpoint::on(day)).map(|event| &event.entry)
    }

    fn stage(&self, day: Day) -> Stage {
        self.history.stage(Viewpoint::on(day))
    }

    fn standing(&self) -> impl Iterator<Item = &'a StatusEntry> {
        self.history.events().iter().filter(|event| event.retraction.is_none()).map(|event| &event.entry)
    }

    /// Whether the entry of that day says what the claim says. Notes are of one entry each: the last one counts.
    fn say(&self, claim: &Claim, day: Day) -> bool {
        let until = self.standing().filter(|entry| entry.effective_on <= day);
        let note = until.filter_map(|entry| entry.note.as_deref()).last();
        claim.is_said_by(self.on(day), note, self.situation)
    }

    fn checked(&self, entry: StatusEntry) -> Result<Outcome, Problem> {
        match self.history.contradicted_by(&entry) {
            Some(later) => {
                Err(Problem::Contradicted { stage: later.entry.stage, on: later.entry.effective_on })
            }
            None => Ok(Outcome::Write(entry)),
        }
    }
}

fn both<T: PartialEq>(one: Option<T>, other: Option<T>, column: Column) -> Result<Option<T>, Column> {
    match (one, other) {
        (Some(one), Some(other)) if one != other => Err(column),
        (one, other) => Ok(one.or(other)),
    }
}
