//! What letters call things.

use app::{format, words};
use domain::blocker::BlockerId;
use domain::occasion::{Side, Week};
use domain::rollout::{RolloutKey, Viewpoint};
use domain::situation::Situation;
use domain::task::{Ask, Task};
use domain::{Ars, Day};

use super::plan::{Due, Matter, Reminder, Subject};

/// What a letter says of itself where it is listed.
pub(crate) fn subject(matter: &Matter, situation: &Situation, today: Day) -> String {
    let told = match matter {
        Matter::Reminder(reminder) => {
            format!("{} für {}", points(reminder), addressed(reminder, situation, today))
        }
        Matter::Digest(digest) => format!("Wochenbericht {}", week(Week::of(digest.today))),
        Matter::Due(due) => match &due[..] {
            [Due { side: Side::Before, by, .. }] => format!("Frist am {}", format::day(*by)),
            [Due { by, .. }] => format!("Frist vom {} ist abgelaufen", format::day(*by)),
            _ => counted(due.len(), "eine Frist", "Fristen"),
        },
    };
    format!("Lagebild: {told}")
}

/// Why somebody gets it.
pub(crate) fn reason(matter: &Matter, situation: &Situation, today: Day) -> String {
    match matter {
        Matter::Reminder(reminder) => {
            // The first task of the first authority.
            let urgent =
                reminder.authorities.iter().find_map(|(authority, tasks)| Some((authority, tasks.first()?)));
            let urgent = urgent.map(|(authority, task)| {
                format!(", am dringendsten {}: {}", authority_name(authority, situation, today), cause(task))
            });
            format!("Kommunalkontakt{}", urgent.unwrap_or_default())
        }
        Matter::Digest(digest) => format!("Projektleitung, {}", week(Week::of(digest.today))),
        Matter::Due(due) => {
            let told: Vec<String> = due.iter().map(due_line).collect();
            told.join("; ")
        }
    }
}

/// Why something is asked, in a few words.
fn cause(task: &Task) -> String {
    match &task.ask {
        Ask::Tell(_) => "noch keine Angabe".to_owned(),
        Ask::Confirm(_, confirmed) => format!("zuletzt bestätigt am {}", format::day(*confirmed)),
        Ask::Replan(_, planned) => format!("Start war für den {} geplant", format::day(*planned)),
        Ask::Unblock(..) => format!("Hindernis, Frist am {}", format::day(task.deadline)),
    }
}

fn points(reminder: &Reminder) -> String {
    counted(reminder.tasks, "ein offener Punkt", "offene Punkte")
}

/// The authority, or how many there are.
fn addressed(reminder: &Reminder, situation: &Situation, today: Day) -> String {
    match &reminder.authorities[..] {
        [(authority, _)] if reminder.others == 0 => authority_name(authority, situation, today),
        named => format!("{} Behörden", format::number((named.len() + reminder.others) as u64)),
    }
}

/// `KW 48/2026`
pub(crate) fn week(week: Week) -> String {
    format!("KW {}/{}", week.number(), week.year())
}

/// What is due, in a line.
pub(crate) fn due_line(due: &Due) -> String {
    let what = match due.subject {
        Subject::Measure(_) => "Maßnahme",
        Subject::Blocker(_) => "Hindernis",
    };
    let when = match due.side {
        Side::Before => format!("fällig am {}", format::day(due.by)),
        Side::After => format!("war am {} fällig", format::day(due.by)),
    };
    format!("{what} „{}“, {when}", due.title)
}

/// What is asked, in a line.
pub(crate) fn task_line(task: &Task, situation: &Situation, today: Day) -> String {
    let service = |rollout: &RolloutKey| service_name(rollout, situation);
    match &task.ask {
        Ask::Tell(rollout) => format!("{}: Es liegt noch keine Angabe vor.", service(rollout)),
        Ask::Confirm(rollout, confirmed) => {
            let stage = words::stage(situation.stage(rollout, Viewpoint::on(today)));
            let confirmed = format::day(*confirmed);
            format!("{}: „{stage}“, zuletzt bestätigt am {confirmed}. Stimmt das noch?", service(rollout))
        }
        Ask::Replan(rollout, planned) => {
            let planned = format::day(*planned);
            format!("{}: Der Start war für den {planned} geplant. Wie ist der Stand?", service(rollout))
        }
        Ask::Unblock(id, _) => {
            let due = format::day(task.deadline);
            let when = if task.deadline < today {
                format!("war am {due} fällig")
            } else {
                format!("fällig am {due}")
            };
            format!("Hindernis „{}“, {when}. Ist es behoben?", blocker_title(*id, situation))
        }
    }
}

pub(crate) fn blocker_title(id: BlockerId, situation: &Situation) -> String {
    situation.obstacles().blockers.get(id).map(|blocker| blocker.facts.title.clone()).unwrap_or_default()
}

pub(crate) fn service_name(rollout: &RolloutKey, situation: &Situation) -> String {
    let service = situation.catalogue().service(&rollout.service);
    service.map_or_else(|| rollout.service.to_string(), |service| service.name.clone())
}

pub(crate) fn authority_name(ars: &Ars, situation: &Situation, today: Day) -> String {
    let register = situation.responsibilities(today).register();
    register.get(ars).map_or_else(|| ars.to_string(), words::authority_name)
}

/// `eine Behörde`, `2 Behörden`.
pub(crate) fn counted(number: usize, one: &str, many: &str) -> String {
    format::counted(number as u64, one, many)
}
