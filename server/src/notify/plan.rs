//! Who gets which letter now.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use app::notifications::LetterKind;
use domain::blocker::BlockerId;
use domain::occasion::{Occasion, Side, Week};
use domain::people::{Person, PersonId, Role, Standing};
use domain::situation::Situation;
use domain::task::{Task, tasks};
use domain::text::sort_key;
use domain::workshop::MeasureId;
use domain::{Ars, Day};

use super::digest::Digest;
use super::schedule;

/// Authorities that one reminder names; of the others it says how many they are.
const MOST_AUTHORITIES: usize = 5;
/// Days before something is due on which its owner is told.
const DAYS_BEFORE: i64 = 3;
/// Days for which it is told that something was due. What was missed longer ago is in the report of the week.
const DAYS_AFTER: i64 = 7;

/// A letter to be written.
#[derive(Clone, Debug)]
pub(crate) struct Planned {
    /// To whom.
    pub(crate) person: Person,
    /// About what.
    pub(crate) matter: Matter,
    /// Which makes these occasions done.
    pub(crate) occasions: Vec<Occasion>,
}

/// What a letter is about.
#[derive(Clone, Debug)]
pub(crate) enum Matter {
    Reminder(Reminder),
    Digest(Arc<Digest>),
    /// What is due soon or was, by day.
    Due(Vec<Due>),
}

impl Matter {
    pub(crate) fn kind(&self) -> LetterKind {
        match self {
            Self::Reminder(_) => LetterKind::Reminder,
            Self::Digest(_) => LetterKind::Digest,
            Self::Due(_) => LetterKind::Due,
        }
    }
}

/// What is asked of the authorities of a contact.
#[derive(Clone, Debug)]
pub(crate) struct Reminder {
    /// Those with the most urgent tasks, at most [`MOST_AUTHORITIES`], each with all of its tasks.
    pub(crate) authorities: Vec<(Ars, Vec<Task>)>,
    /// How many more there are of which something is asked.
    pub(crate) others: usize,
    /// All tasks of all of them.
    pub(crate) tasks: usize,
}

/// Something that somebody has to see to by a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Due {
    pub(crate) subject: Subject,
    /// In a line.
    pub(crate) title: String,
    pub(crate) side: Side,
    /// The last day for it.
    pub(crate) by: Day,
}

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Measure(MeasureId),
    Blocker(BlockerId),
}

impl Due {
    fn occasion(&self) -> Occasion {
        match self.subject {
            Subject::Measure(id) => Occasion::Measure(id, self.side, self.by),
            Subject::Blocker(id) => Occasion::Blocker(id, self.side, self.by),
        }
    }
}

/// What was sent already, or is being sent by another instance.
pub(crate) type Sent = HashSet<(PersonId, Occasion)>;

/// Every letter that is due on that day and was not sent, in the order of kinds and names.
pub(crate) fn plan(situation: &Situation, people: &[Person], sent: &Sent, today: Day) -> Vec<Planned> {
    let mut desk = Desk { situation, today, week: Week::of(today), asked: HashMap::new(), digest: None };
    let mut planned = Vec::new();
    for person in people {
        if person.standing == Standing::Deactivated || !person.wants_reminders {
            continue;
        }
        let is_new = |occasion: &Occasion| !sent.contains(&(person.id.clone(), *occasion));
        let mut add = |matter, occasions| planned.push(Planned { person: person.clone(), matter, occasions });
        // Whoever came in the middle of the week begins with the next.
        if person.created_at < schedule::morning(desk.week.monday()) {
            let reminder = Occasion::Reminder(desk.week);
            if is_new(&reminder)
                && let Some(matter) = desk.reminder(person)
            {
                add(Matter::Reminder(matter), vec![reminder]);
            }
            let digest = Occasion::Digest(desk.week);
            if person.rights.has(Role::Lead) && is_new(&digest) {
                add(Matter::Digest(desk.digest()), vec![digest]);
            }
        }
        let mut due = desk.due(person);
        due.retain(|due| is_new(&due.occasion()));
        if !due.is_empty() {
            let occasions = due.iter().map(Due::occasion).collect();
            add(Matter::Due(due), occasions);
        }
    }
    planned.sort_by_cached_key(|planned| {
        (planned.matter.kind(), sort_key(planned.person.name.as_str()), planned.person.email.clone())
    });
    planned
}

/// What is worked out once for all who get it.
struct Desk<'a> {
    situation: &'a Situation,
    today: Day,
    week: Week,
    asked: HashMap<Ars, Vec<Task>>,
    digest: Option<Arc<Digest>>,
}

impl Desk<'_> {
    /// What is asked of an authority, provided that something was asked when the week began: what comes up later
    /// waits for the next letter.
    fn asked(&mut self, authority: Ars) -> &[Task] {
        let (situation, today, monday) = (self.situation, self.today, self.week.monday());
        self.asked.entry(authority).or_insert_with(|| {
            let is_asked = monday == today || !tasks(situation, &authority, monday).is_empty();
            if is_asked { tasks(situation, &authority, today) } else { Vec::new() }
        })
    }

    fn reminder(&mut self, person: &Person) -> Option<Reminder> {
        let situation = self.situation;
        let mut authorities: Vec<(Ars, Vec<Task>)> = Vec::new();
        for authority in situation.responsibilities(self.today).authorities().keys() {
            if person.rights.own().any(|own| own.covers(authority)) {
                let tasks = self.asked(*authority);
                if !tasks.is_empty() {
                    authorities.push((*authority, tasks.to_vec()));
                }
            }
        }
        if authorities.is_empty() {
            return None;
        }
        let tasks = authorities.iter().map(|(_, tasks)| tasks.len()).sum();
        // Tasks are by urgency; of authorities that are as urgent those of which more is asked come first.
        authorities.sort_by_key(|(_, tasks)| (tasks[0].deadline, usize::MAX - tasks.len()));
        let others = authorities.len().saturating_sub(MOST_AUTHORITIES);
        authorities.truncate(MOST_AUTHORITIES);
        Some(Reminder { authorities, others, tasks })
    }

    fn digest(&mut self) -> Arc<Digest> {
        let (situation, today) = (self.situation, self.today);
        self.digest.get_or_insert_with(|| Arc::new(Digest::compute(situation, today))).clone()
    }

    /// What the person has to see to these days, by day.
    fn due(&self, person: &Person) -> Vec<Due> {
        let measures = self.situation.workshops().measures().filter_map(|measure| {
            let facts = &measure.facts;
            let is_own = measure.ended_on.is_none() && facts.owner_person.as_ref() == Some(&person.id);
            let side = side(facts.due_on, self.today).filter(|_| is_own)?;
            let (subject, title) = (Subject::Measure(measure.id), facts.what.clone());
            Some(Due { subject, title, side, by: facts.due_on })
        });
        let blockers = self.situation.obstacles().blockers.iter().filter_map(|blocker| {
            let facts = &blocker.facts;
            let due_on = facts.due_on.filter(|_| facts.mailbox.as_ref() == Some(&person.email))?;
            let side = side(due_on, self.today).filter(|_| blocker.is_open_on(self.today))?;
            Some(Due { subject: Subject::Blocker(blocker.id), title: facts.title.clone(), side, by: due_on })
        });
        let mut due: Vec<Due> = measures.chain(blockers).collect();
        due.sort_by_key(|due| due.by);
        due
    }
}

/// On which side of the day on which something is due `today` lies, if it is near enough to be told.
fn side(due_on: Day, today: Day) -> Option<Side> {
    match today.days_since(due_on) {
        days if (-DAYS_BEFORE..=0).contains(&days) => Some(Side::Before),
        days if (1..=DAYS_AFTER).contains(&days) => Some(Side::After),
        _ => None,
    }
}
