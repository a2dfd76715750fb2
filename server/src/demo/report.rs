//! What is told of a way: not all of it, not at once, and not always right.

use chrono::{DateTime, Duration, Utc};
use domain::Day;
use domain::rollout::StatusEntry;
use domain::stage::Stage;
use store::HistoricEvent;

use super::calendar::{at_work, working_day};
use super::chance::Chance;
use super::habits::Habits;
use super::links::link;
use super::path::Step;
use super::plan::plan;
use super::subject::Subject;
use super::texts::{self, Occasion};

/// The entries about a rollout in the order of recording.
pub(super) fn entries(subject: &Subject<'_>, steps: &[Step], mut chance: Chance) -> Vec<HistoricEvent> {
    if !subject.is_pilot && chance.per_mille(20) {
        return Vec::new();
    }
    let mut teller = Teller::new(subject, chance);
    let begun = teller.begin(steps);
    let mut left_out = None;
    for (place, step) in steps.iter().enumerate().skip(begun) {
        let told_on = teller.habits.tells(step.on, &mut teller.chance).max(teller.today());
        if told_on > horizon() || !teller.pass_time(step.on) {
            return teller.told;
        }
        teller.live_on = next_live(&steps[place..]);
        let is_old_news = steps.get(place + 1).is_some_and(|next| next.on <= told_on);
        if is_old_news && step.stage != Stage::Live && teller.chance.per_mille(700) {
            left_out = Some(*step);
            continue;
        }
        teller.step(*step, told_on);
        if let Some(step) = left_out.take() {
            teller.add_later(step);
        }
    }
    teller.pass_time(horizon());
    teller.told
}

/// Nothing is told after this day.
fn horizon() -> Day {
    Day::from_ymd(2027, 9, 30).unwrap_or(Day::BEGINNING)
}

/// The day that the survey asked for.
fn census() -> Day {
    Day::from_ymd(2025, 10, 1).unwrap_or(Day::BEGINNING)
}

fn next_live(steps: &[Step]) -> Day {
    let live = steps.iter().find(|step| step.stage == Stage::Live);
    // What nobody knows how to bring back is hoped to be back in some months.
    live.or(steps.first()).map_or_else(horizon, |step| match step.stage {
        Stage::Live => step.on,
        _ => step.on.plus(150),
    })
}

/// What somebody comes back to tell on a day, unless something else happens first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Errand {
    /// The live date was entered wrongly; this one is right.
    Redate(Day),
    /// The planned day will not hold.
    Move,
    /// Enters what belongs to another rollout.
    Blunder,
    /// Nobody knows any more.
    Lose,
    /// Nothing has changed.
    Confirm,
}

struct Teller<'a> {
    subject: &'a Subject<'a>,
    habits: Habits,
    chance: Chance,
    /// When something was last recorded.
    now: DateTime<Utc>,
    /// What holds.
    entry: StatusEntry,
    /// The next day on which it is live.
    live_on: Day,
    errands: Vec<(Day, Errand)>,
    told: Vec<HistoricEvent>,
}

impl<'a> Teller<'a> {
    fn new(subject: &'a Subject<'a>, mut chance: Chance) -> Self {
        let habits = Habits::of(subject);
        let mut errands = Vec::new();
        for (errand, per_mille) in [(Errand::Blunder, 14), (Errand::Lose, 12)] {
            if chance.per_mille(per_mille) {
                errands.push((census().plus(chance.between(60..=600)), errand));
            }
        }
        let vendor = chance.per_mille(700).then(|| subject.vendor.name.to_owned());
        let entry = StatusEntry {
            stage: Stage::Unknown,
            effective_on: census(),
            planned_on: None,
            vendor,
            link: None,
            note: None,
        };
        let now = habits.first_on.start();
        Self { subject, habits, chance, now, entry, live_on: census(), errands, told: Vec::new() }
    }

    /// Answers the survey; returns how many steps that covers.
    fn begin(&mut self, steps: &[Step]) -> usize {
        let mut today = self.habits.first_on;
        let asked_again = self.chance.per_mille(30);
        if asked_again {
            self.tell(today, Occasion::Lost);
            today = working_day(today.plus(self.chance.between(20..=80)));
        }
        let begun = steps.partition_point(|step| step.on <= today);
        let step = steps[..begun].last().copied();
        let stage = step.map_or(Stage::NotStarted, |step| step.stage);
        let knows_since_when = stage == Stage::Live || self.chance.per_mille(300);
        let in_time = today.days_since(census()) < 75;
        let since = match step {
            Some(step) if knows_since_when || step.on >= census() => step.on,
            _ if in_time => census(),
            _ => today,
        };
        self.live_on = next_live(&steps[begun.saturating_sub(1)..]);
        self.entry.stage = stage;
        // Live since years ago would be undone by "unknown on the day of the survey".
        self.entry.effective_on = if asked_again { since.max(census()) } else { since };
        self.arrive(today);
        self.tell(today, Occasion::First(stage));
        begun
    }

    /// Tells of a step.
    fn step(&mut self, step: Step, today: Day) {
        let was_suspended = self.entry.stage == Stage::Suspended;
        self.entry.stage = step.stage;
        self.entry.effective_on = step.on;
        if step.stage == Stage::Live && today.days_since(step.on) > 3 && self.chance.per_mille(250) {
            // The form offers today, and that is easily left as it is.
            self.entry.effective_on = today;
            let noticed = today.plus(self.chance.between(8..=50));
            self.errands.push((noticed, Errand::Redate(step.on)));
        }
        self.arrive(today);
        let resumed = was_suspended && step.stage == Stage::Live;
        self.tell(today, if resumed { Occasion::Resumed } else { Occasion::Step(step.stage) });
    }

    /// Puts vendor, link and planned day in order at a new stage.
    fn arrive(&mut self, today: Day) {
        let stage = self.entry.stage;
        if stage.progress().is_some_and(|progress| progress > 0) && self.entry.vendor.is_none() {
            self.entry.vendor = Some(self.subject.vendor.name.to_owned());
        }
        if stage == Stage::Live && self.entry.link.is_none() {
            self.entry.link = link(self.subject, &mut self.chance);
        }
        let holds = stage != Stage::Live && self.entry.planned_on.is_some_and(|planned| planned > today);
        if !(holds && self.chance.per_mille(650)) {
            self.entry.planned_on = plan(stage, today, self.live_on, &mut self.chance);
        }
    }

    /// Enters a stage that was passed over when it was news, if that does not contradict what is told.
    fn add_later(&mut self, step: Step) {
        let next = self.told.iter().filter(|told| told.entry.effective_on > step.on);
        let next = next.filter(|told| told.retracted.is_none()).min_by_key(|told| told.entry.effective_on);
        let fits = next.is_some_and(|next| next.entry.stage.progress() >= step.stage.progress());
        if fits && self.chance.per_mille(250) {
            let today = working_day(self.today().plus(self.chance.between(0..=12)));
            let holds = self.entry.clone();
            self.entry =
                StatusEntry { stage: step.stage, effective_on: step.on, link: None, ..holds.clone() };
            self.tell(today, Occasion::AddedLater);
            self.entry = holds;
        }
    }

    /// Everything told between the last entry and that day; `false`: nobody knows any more.
    fn pass_time(&mut self, until: Day) -> bool {
        while let Some(next) = (0..self.errands.len()).min_by_key(|place| self.errands[*place]) {
            let (day, errand) = self.errands[next];
            // Whoever was kept by something else comes back on the next day.
            let day = working_day(day.max(self.today().plus(1)));
            if day >= until {
                break;
            }
            self.errands.swap_remove(next);
            match (errand, self.entry.stage) {
                (Errand::Confirm, _) => self.tell(day, Occasion::Confirmed),
                (Errand::Move, _) => self.move_plan(day),
                (Errand::Redate(on), Stage::Live) => {
                    self.entry.effective_on = on;
                    self.tell(day, Occasion::Redated);
                }
                // Only where there is time to notice it before something else is told.
                (Errand::Blunder, _) if until.days_since(day) > 25 => self.blunder(day),
                (Errand::Lose, stage) if stage != Stage::Live => {
                    self.entry.stage = Stage::Unknown;
                    self.entry.effective_on = day;
                    self.entry.planned_on = None;
                    self.tell(day, Occasion::Lost);
                    return false;
                }
                _ => {}
            }
        }
        true
    }

    fn move_plan(&mut self, today: Day) {
        let later = plan(self.entry.stage, today, self.live_on, &mut self.chance);
        if later > self.entry.planned_on {
            self.entry.planned_on = later;
            self.entry.effective_on = today;
            self.tell(today, Occasion::Moved);
        }
    }

    /// A wrong entry, taken back after some days.
    fn blunder(&mut self, today: Day) {
        let stage = match self.entry.stage {
            Stage::Live => Stage::Suspended,
            Stage::Testing | Stage::Pilot => Stage::NotStarted,
            _ => Stage::Live,
        };
        let holds = self.entry.clone();
        self.entry = StatusEntry { stage, effective_on: today, planned_on: None, ..holds.clone() };
        self.tell(today, Occasion::Blunder);
        self.entry = holds;
        let noticed = working_day(today.plus(self.chance.rather_low(1..=16)));
        let at = at_work(noticed, &mut self.chance);
        let reason = texts::reason(stage, &mut self.chance).to_owned();
        if let Some(told) = self.told.last_mut() {
            told.retracted = Some((at, reason));
        }
        self.now = at;
    }

    fn today(&self) -> Day {
        Day::of(self.now)
    }

    /// Records what holds, not before that day.
    fn tell(&mut self, today: Day, occasion: Occasion) {
        let at = at_work(today, &mut self.chance) + Duration::minutes(3 * self.subject.place_in_commitment);
        let at_once = self.now + Duration::seconds(self.chance.between(150..=900));
        self.now = at.max(at_once);
        let note = texts::note(occasion, self.subject, today, &mut self.chance);
        self.told.push(HistoricEvent {
            rollout: self.subject.rollout.clone(),
            entry: StatusEntry { note, ..self.entry.clone() },
            recorded_at: self.now,
            retracted: None,
        });
        self.plan_errands();
    }

    /// After each entry it is open again when the next one comes.
    fn plan_errands(&mut self) {
        let (today, stage) = (self.today(), self.entry.stage);
        self.errands.retain(|(_, errand)| !matches!(errand, Errand::Move | Errand::Confirm));
        if let Some(planned) = self.entry.planned_on
            && self.chance.per_mille(450)
        {
            let noticed = planned.plus(self.chance.between(-15..=20));
            self.errands.push((noticed, Errand::Move));
        }
        if let Some(day) = self.habits.confirms(today, stage == Stage::Live, &mut self.chance) {
            self.errands.push((day, Errand::Confirm));
        }
    }
}
