//! What the letters that remind say.

use app::{format, urls, words as names};
use domain::coverage::Measure;
use domain::people::{Person, Purpose, Standing};
use domain::rollout::RolloutKey;
use domain::situation::Situation;
use domain::{Ars, Day};
use url::Url;

use super::digest::Digest;
use super::document::{Document, Part};
use super::plan::{Due, Matter, Planned, Reminder, Subject};
use super::words::{self, counted};
use crate::mail::Letter;
use crate::people::letters::address;

/// Tasks that are named of one authority.
const MOST_TASKS: usize = 3;
/// Rollouts, blockers and measures that a report names of each kind.
const MOST_NEWS: usize = 8;

/// What letters are written from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Desk<'a> {
    pub(crate) situation: &'a Situation,
    /// Where the product is reached.
    pub(crate) origin: &'a Url,
    pub(crate) today: Day,
}

impl Desk<'_> {
    /// Writes a letter; `status_links` are those of the authorities of a reminder, in their order.
    pub(crate) fn write(self, planned: &Planned, status_links: &[(Ars, String)]) -> Letter {
        let document = self.document(planned, status_links);
        let unsubscribe = status_links.first().map(|(_, token)| self.at(&urls::refusal(token)));
        Letter {
            to: planned.person.email.clone(),
            text: document.text(),
            html: Some(document.html()),
            subject: document.subject,
            unsubscribe,
        }
    }

    fn document(self, planned: &Planned, status_links: &[(Ars, String)]) -> Document {
        let (parts, why) = match &planned.matter {
            Matter::Reminder(reminder) => (
                self.reminder(reminder, &planned.person, status_links),
                "Diese Erinnerung kommt höchstens einmal in der Woche, weil Sie im Lagebild als Kontakt eingetragen sind.",
            ),
            Matter::Digest(digest) => (
                self.digest(digest),
                "Dieser Bericht kommt einmal in der Woche, weil Sie im Lagebild zur Projektleitung gehören.",
            ),
            Matter::Due(due) => (
                self.due(due),
                "Dieser Hinweis kommt einmal vor und einmal nach der Frist, weil Sie im Lagebild dafür eingetragen sind.",
            ),
        };
        let foot = vec![Part::Text(why.to_owned()), self.way_out(&planned.person, status_links)];
        Document { subject: words::subject(&planned.matter, self.situation, self.today), parts, foot }
    }

    /// How to get no more of these letters. Whoever has not signed in yet goes by the link to the status, whose page
    /// offers it.
    fn way_out(self, person: &Person, status_links: &[(Ars, String)]) -> Part {
        match (person.standing, status_links.first()) {
            (Standing::Invited, Some((_, token))) => Part::Link(
                "Keine Erinnerungen mehr (am Ende der Seite)".to_owned(),
                address(self.origin, Purpose::Status, token),
            ),
            _ => Part::Link("Erinnerungen abbestellen".to_owned(), self.at(&urls::account_reminders())),
        }
    }

    fn reminder(self, reminder: &Reminder, person: &Person, status_links: &[(Ars, String)]) -> Vec<Part> {
        let mut parts = vec![Part::Text(
            "im Lagebild wartet etwas auf Ihre Antwort. Der Link bei jeder Behörde zeigt ohne Anmeldung ihren Stand; \
             ihn zu bestätigen dauert weniger als eine Minute."
                .to_owned(),
        )];
        for (authority, tasks) in &reminder.authorities {
            parts.push(Part::Heading(words::authority_name(authority, self.situation, self.today)));
            let mut lines: Vec<String> = tasks
                .iter()
                .take(MOST_TASKS)
                .map(|task| words::task_line(task, self.situation, self.today))
                .collect();
            if tasks.len() > MOST_TASKS {
                lines.push(format!("und {} mehr", format::number((tasks.len() - MOST_TASKS) as u64)));
            }
            parts.push(Part::Lines(lines));
            if let Some((_, token)) = status_links.iter().find(|(of, _)| of == authority) {
                let link = address(self.origin, Purpose::Status, token);
                parts.push(Part::Action("Stand ansehen und bestätigen".to_owned(), link));
            }
        }
        if reminder.others > 0 {
            let others = counted(reminder.others, "einer weiteren Behörde", "weiteren Behörden");
            parts.push(Part::Text(format!("Auch bei {others} ist etwas offen.")));
        }
        parts.push(Part::Text(
            "Jeder Link gilt 30 Tage und nur ein Mal; Links aus früheren Briefen gelten so lange weiter. Geben Sie sie \
             nicht weiter."
                .to_owned(),
        ));
        // Whoever has not accepted the invitation cannot sign in there.
        if person.standing == Standing::Active {
            parts.push(Part::Link("Alles an einer Stelle, mit Anmeldung".to_owned(), self.at(urls::MINE)));
        }
        parts
    }

    fn digest(self, digest: &Digest) -> Vec<Part> {
        let then = format::day(digest.week_ago);
        let figures = Measure::ALL.map(|measure| {
            let (now, before) = (digest.now.of(measure), digest.before.of(measure));
            format!(
                "{}: {} ({} von {}), am {then} waren es {}",
                names::measure(measure),
                format::share(now.confirmed()),
                format::number(now.live),
                format::number(now.total),
                format::share(before.confirmed()),
            )
        });
        let mut parts = vec![
            Part::Text(format!(
                "so steht es am {}, verglichen mit dem, was am {then} bekannt war.",
                format::day(digest.today)
            )),
            Part::Heading("Abdeckung über alle Zusagen".to_owned()),
            Part::Lines(figures.to_vec()),
            Part::Action("Lagebild öffnen".to_owned(), self.at(urls::OVERVIEW)),
        ];
        let rollout = |rollout: &RolloutKey| {
            let authority = words::authority_name(&rollout.authority, self.situation, self.today);
            format!("{authority}: {}", words::service_name(rollout, self.situation))
        };
        let blocker = |id: &_| words::blocker_title(*id, self.situation);
        let due_blocker = |id: &_| {
            let due = self.situation.obstacles().blockers.get(*id).and_then(|blocker| blocker.facts.due_on);
            let due = due.map(|due| format!(", war am {} fällig", format::day(due))).unwrap_or_default();
            format!("{}{due}", words::blocker_title(*id, self.situation))
        };
        let measure = |id: &_| {
            let measure = self.situation.workshops().measure(*id);
            measure.map_or_else(String::new, |measure| {
                let facts = &measure.facts;
                format!("{}, {}, war am {} fällig", facts.what, facts.owner, format::day(facts.due_on))
            })
        };
        parts.extend(news("Neu live", &digest.newly_live, rollout));
        parts.extend(news("Nicht mehr live", &digest.relapsed, rollout));
        parts.extend(news("Neue Hindernisse", &digest.new_blockers, blocker));
        parts.extend(news("Überfällige Hindernisse", &digest.overdue_blockers, due_blocker));
        parts.extend(news("Überfällige Maßnahmen", &digest.overdue_measures, measure));
        parts.push(Part::Heading("Ohne Rückmeldung".to_owned()));
        parts.push(Part::Text(match digest.silent {
            0 => "Jede Behörde hat in den letzten 30 Tagen alles bestätigt.".to_owned(),
            silent => format!(
                "{} seit 30 Tagen nicht oder noch nie bestätigt, wie es bei mindestens einer Leistung steht.",
                format::counted(silent, "Eine Behörde hat", "Behörden haben")
            ),
        }));
        if !(digest.new_blockers.is_empty() && digest.overdue_blockers.is_empty()) {
            parts.push(Part::Link("Alle Hindernisse".to_owned(), self.at(urls::BLOCKERS)));
        }
        if !digest.overdue_measures.is_empty() {
            parts.push(Part::Link("Alle Maßnahmen".to_owned(), self.at(urls::MEASURES)));
        }
        parts
    }

    fn due(self, due: &[Due]) -> Vec<Part> {
        let mut parts =
            vec![Part::Text("bitte sehen Sie nach, wie es steht, und tragen Sie es ein.".to_owned())];
        for due in due {
            let (address, label) = match due.subject {
                Subject::Measure(id) => (urls::measure(id), "Maßnahme ansehen"),
                Subject::Blocker(id) => (urls::blocker(id), "Hindernis ansehen"),
            };
            parts.push(Part::Heading(words::due_line(due)));
            parts.push(Part::Action(label.to_owned(), self.at(&address)));
        }
        parts
    }

    /// An address of the product.
    fn at(self, path: &str) -> Url {
        // The path is ours and always fits.
        self.origin.join(path).unwrap_or_else(|_| self.origin.clone())
    }
}

/// A heading with how many there are, and the first of them; nothing where there are none.
fn news<T>(heading: &str, all: &[T], line: impl Fn(&T) -> String) -> Vec<Part> {
    if all.is_empty() {
        return Vec::new();
    }
    let mut lines: Vec<String> = all.iter().take(MOST_NEWS).map(line).collect();
    if all.len() > MOST_NEWS {
        lines.push(format!("und {} mehr", format::number((all.len() - MOST_NEWS) as u64)));
    }
    vec![Part::Heading(format!("{heading}: {}", format::number(all.len() as u64))), Part::Lines(lines)]
}
