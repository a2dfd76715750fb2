//! What the forms say.

use app::form::Mistake;
use chrono::{DateTime, Utc};
use domain::blocker::{BlockerId, Closing};
use domain::people::PersonId;
use domain::rollout::{History, RolloutKey, StatusEntry, Viewpoint};
use domain::stage::Stage;
use domain::{Ars, Day};
use store::{ChangeError, Db};

use super::Answer;
use crate::status::unexplained;

/// An entry with the version that was seen.
type Seen = (RolloutKey, StatusEntry, i64);

/// The statuses whose versions the form names, said once more.
pub(super) fn confirmed(answer: &mut Answer<'_>) -> Vec<Seen> {
    let services = answer.typed.checked_with_prefix("version_");
    if services.is_empty() {
        answer.typed.wrong_altogether(Mistake::Missing);
    }
    let today = answer.page.today();
    let mut entries = Vec::new();
    for service in services {
        let Some((rollout, seen)) = rollout(answer, &service) else { continue };
        match known(answer, &rollout) {
            Some(entry) if entry.stage != Stage::Unknown => {
                entries.push((rollout, entry.confirmed_on(today), seen));
            }
            // Nobody knows anything of it: that cannot be confirmed.
            _ => answer.typed.wrong_altogether(Mistake::NoSuchChoice),
        }
    }
    entries
}

/// What the form says of one service.
pub(super) fn told(answer: &mut Answer<'_>) -> Option<Seen> {
    let service = answer.typed.text("about").to_owned();
    let (rollout, seen) = rollout(answer, &service)?;
    let known = known(answer, &rollout);
    let (since, entry) = match answer.typed.text("answer") {
        "live" => ("live_since", live(answer, &service, known.as_ref())),
        "replan" => ("planned_on", replanned(answer, &service, known.as_ref())),
        _ => ("since", changed(answer, &service, known.as_ref())),
    };
    let entry = entry?;
    let typed = &mut answer.typed;
    if let Some(history) = answer.page.situation.history(&rollout) {
        if let Some(problem) = unexplained(history, &entry) {
            typed.wrong(&format!("note_{service}"), Mistake::Field(problem));
        }
        if let Some(later) = history.contradicted_by(&entry) {
            let contradicted = Mistake::Contradicted(later.entry.effective_on, later.entry.stage);
            typed.wrong(&format!("{since}_{service}"), contradicted);
        }
    }
    Some((rollout, entry, seen))
}

/// The short form: stage, since when, plan and reason.
fn changed(answer: &mut Answer<'_>, service: &str, known: Option<&StatusEntry>) -> Option<StatusEntry> {
    let (today, typed) = (answer.page.today(), &mut answer.typed);
    let stage: Option<Stage> = typed.choice(&format!("stage_{service}"));
    if stage == Some(Stage::Unknown) {
        typed.wrong(&format!("stage_{service}"), Mistake::NoSuchChoice);
    }
    let effective_on = typed.past_day(&format!("since_{service}"), today);
    let planned_on = typed.day(&format!("planned_on_{service}"), today);
    let note = typed.note(&format!("note_{service}"));
    let (stage, effective_on) = stage.zip(effective_on)?;
    let is_new = planned_on != known.and_then(|entry| entry.planned_on);
    if stage != Stage::Live && is_new {
        not_passed(answer, &format!("planned_on_{service}"), planned_on);
    }
    Some(StatusEntry { planned_on, note, ..kept(known, stage, effective_on) })
}

/// Another planned start, or none any more, and why.
fn replanned(answer: &mut Answer<'_>, service: &str, known: Option<&StatusEntry>) -> Option<StatusEntry> {
    let (today, typed) = (answer.page.today(), &mut answer.typed);
    let field = format!("planned_on_{service}");
    let planned_on = typed.day(&field, today);
    let note = typed.required_note(&format!("note_{service}"));
    not_passed(answer, &field, planned_on);
    let stage = known?.stage;
    Some(StatusEntry { planned_on, note, ..kept(known, stage, today) })
}

/// It has gone live.
fn live(answer: &mut Answer<'_>, service: &str, known: Option<&StatusEntry>) -> Option<StatusEntry> {
    let today = answer.page.today();
    let since = answer.typed.past_day(&format!("live_since_{service}"), today)?;
    Some(kept(known, Stage::Live, since))
}

/// What the short forms do not ask for stays as it was.
fn kept(known: Option<&StatusEntry>, stage: Stage, effective_on: Day) -> StatusEntry {
    known.map_or_else(
        || StatusEntry::new(stage, effective_on),
        |known| StatusEntry { stage, ..known.confirmed_on(effective_on) },
    )
}

/// What is planned lies ahead.
fn not_passed(answer: &mut Answer<'_>, field: &str, day: Option<Day>) {
    let today = answer.page.today();
    if day.is_some_and(|day| day < today) {
        answer.typed.wrong(field, Mistake::Before(today));
    }
}

/// The rollout of a service of the authority's own, and the version of it that was seen.
fn rollout(answer: &mut Answer<'_>, service: &str) -> Option<(RolloutKey, i64)> {
    let (authority, slug) = answer.authority.zip(service.parse().ok())?;
    let rollout = RolloutKey { authority, service: slug };
    let situation = &answer.page.situation;
    if situation.responsibilities(answer.page.today()).position(&rollout).is_none() {
        answer.typed.wrong_altogether(Mistake::NoSuchChoice);
        return None;
    }
    let current = situation.history(&rollout).map_or(0, History::version);
    let seen = answer.typed.number(&format!("version_{service}"))?;
    if seen != current {
        answer.typed.wrong_altogether(Mistake::Stale);
        return None;
    }
    Some((rollout, seen))
}

fn known(answer: &Answer<'_>, rollout: &RolloutKey) -> Option<StatusEntry> {
    let viewpoint = Viewpoint::on(answer.page.today());
    Some(answer.page.situation.history(rollout)?.current(viewpoint)?.entry.clone())
}

/// What became of a blocker.
pub(super) struct End {
    pub(super) id: BlockerId,
    seen: i64,
    /// Whether it holds up nobody else.
    is_own: bool,
    what: What,
}

enum What {
    Closed(Closing),
    Postponed(Day, String),
}

/// What the form says of a blocker.
pub(super) fn blocker(answer: &mut Answer<'_>) -> Option<End> {
    let about = answer.typed.text("about").to_owned();
    let authority = answer.authority?;
    let blocker =
        about.parse().ok().and_then(|id| answer.page.situation.obstacles().blockers.get(id).cloned());
    let Some(blocker) = blocker else {
        answer.typed.wrong_altogether(Mistake::NoSuchChoice);
        return None;
    };
    let (today, typed) = (answer.page.today(), &mut answer.typed);
    let seen = typed.number(&format!("version_{about}"));
    let what = if typed.text("answer") == "postpone" {
        let field = format!("due_on_{about}");
        let due_on = typed.required_day(&field, today);
        let reason = typed.required_note(&format!("note_{about}"));
        not_passed(answer, &field, due_on);
        due_on.zip(reason).map(|(due_on, reason)| What::Postponed(due_on, reason))
    } else {
        let field = format!("closed_on_{about}");
        let resolution = typed.required_note(&format!("resolution_{about}"));
        let on = typed.past_day(&field, today);
        let first = blocker.first_end(Some(&authority));
        if on.is_some_and(|on| on < first) {
            typed.wrong(&field, Mistake::Before(first));
        }
        on.zip(resolution).map(|(on, resolution)| What::Closed(Closing { on, resolution }))
    };
    let (seen, what) = seen.zip(what).filter(|_| answer.typed.is_right())?;
    let is_own = blocker.members.iter().all(|member| member.rollout.authority == authority);
    Some(End { id: blocker.id, seen, is_own, what })
}

impl End {
    /// The word for it in the address that follows.
    pub(super) const fn word(&self) -> &'static str {
        match self.what {
            What::Closed(_) => "erledigt",
            What::Postponed(..) => "verschoben",
        }
    }

    /// Writes it. Who shares the blocker with others gets past it alone.
    pub(super) async fn write(
        &self,
        db: &Db,
        authority: &Ars,
        author: &PersonId,
        now: DateTime<Utc>,
    ) -> Result<(), ChangeError> {
        match &self.what {
            What::Closed(closing) if self.is_own => {
                db.close_blocker(self.id, closing, self.seen, author, now).await.map(|_| ())
            }
            What::Closed(closing) => {
                db.close_blocker_for(self.id, authority, closing, author, now).await.map(|_| ())
            }
            What::Postponed(due_on, reason) => {
                db.postpone_blocker(self.id, *due_on, reason, self.seen, author, now).await.map(|_| ())
            }
        }
    }
}
