//! What is asked of the visitor's own authorities.

use app::pages::own_authorities;
use app::words;
use domain::Day;
use domain::catalogue::Slug;
use domain::task::{Ask, tasks as tasks_of};
use sheets::write::Value;

use super::Asked;
use super::sheet::Sheet;
use crate::failure::AppError;

/// Every question to every authority that the visitor acts for; the most urgent of each first.
pub(super) fn tasks(asked: &Asked) -> Result<Sheet, AppError> {
    let page = &asked.page;
    let head = [
        ("Stand", "Der Tag der Auskunft"),
        ("Schlüssel", "Schlüssel der Behörde im Register"),
        ("Behörde", "Wer gefragt wird"),
        ("Frage", "Was gefragt wird"),
        ("Leistungen", "Um welche Leistungen es geht"),
        ("Fällig am", "Bis wann eine Antwort erwartet wird oder wurde; leer: sofort"),
        ("Hindernis", "Um welches Hindernis es geht"),
    ];
    let mut sheet = Sheet::new(page, "aufgaben", "Aufgaben", &head);
    let catalogue = page.situation.catalogue();
    let name = |slug: &Slug| catalogue.service(slug).map_or_else(String::new, |service| service.name.clone());
    for body in own_authorities(page, &asked.guest.visitor) {
        for task in tasks_of(&page.situation, &body.ars, page.today()) {
            let (question, services, blocker) = match &task.ask {
                Ask::Tell(rollout) => ("Wie weit sind Sie?", vec![name(&rollout.service)], None),
                Ask::Confirm(rollout, _) => ("Stimmt das noch?", vec![name(&rollout.service)], None),
                Ask::Replan(rollout, _) => {
                    ("Der geplante Start ist vorbei: Wie geht es weiter?", vec![name(&rollout.service)], None)
                }
                Ask::Unblock(id, rollouts) => (
                    "Ist das Hindernis behoben?",
                    rollouts.iter().map(|rollout| name(&rollout.service)).collect(),
                    page.situation.obstacles().blockers.get(*id),
                ),
            };
            sheet.row([
                page.today().into(),
                Value::key(&body.ars),
                words::authority_name(&body).into(),
                question.into(),
                services.join(", ").into(),
                Value::day(Some(task.deadline).filter(|day| *day != Day::BEGINNING)),
                Value::maybe(blocker.map(|blocker| blocker.facts.title.as_str())),
            ]);
        }
    }
    Ok(sheet)
}
