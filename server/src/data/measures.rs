//! What was agreed.

use app::pages::{MeasureFilter, found_measures};
use app::words;
use sheets::write::Value;

use super::Asked;
use super::sheet::Sheet;
use crate::failure::AppError;

/// The measures of a selection.
pub(super) fn measures(asked: &Asked) -> Result<Sheet, AppError> {
    let page = &asked.page;
    let register = page.register();
    let blockers = &page.situation.obstacles().blockers;
    let head = [
        ("Stand", "Der Tag der Auskunft"),
        ("Maßnahme", "Nummer der Maßnahme"),
        ("Was", "Was vereinbart ist"),
        ("Wer", "Wer es tut"),
        ("Schlüssel", "Schlüssel der Behörde im Register"),
        ("Behörde", "Für wen oder wo"),
        ("Bis", "Bis wann"),
        ("Status", "Wie weit sie ist"),
        ("Überfällig", "ja, wenn der Tag vorbei und sie nicht beendet ist"),
        ("Beendet", "Wann sie erledigt oder aufgegeben wurde"),
        ("Aus Erkenntnis", "Nummer der Erkenntnis, aus der sie folgt"),
        ("Soll beseitigen", "Welche Hindernisse sie beseitigen soll"),
        ("Bemerkung", "Was dazu gesagt wurde"),
    ];
    let mut sheet = Sheet::new(page, "massnahmen", "Maßnahmen", &head);
    for measure in found_measures(page, &asked.guest.visitor, &MeasureFilter::read(page)) {
        let facts = &measure.facts;
        let titles: Vec<String> =
            facts.blockers.iter().filter_map(|id| Some(blockers.get(*id)?.facts.title.clone())).collect();
        sheet.row([
            page.today().into(),
            Value::key(&measure.id),
            facts.what.as_str().into(),
            facts.owner.as_str().into(),
            facts.body.map_or(Value::Empty, |ars| Value::key(&ars)),
            Value::maybe(facts.body.and_then(|ars| register.get(&ars)).map(words::full_name)),
            facts.due_on.into(),
            words::measure_state(measure.state).into(),
            if measure.is_overdue(page.today()) { "ja" } else { "nein" }.into(),
            Value::day(measure.ended_on),
            facts.finding.map_or(Value::Empty, |finding| Value::key(&finding)),
            titles.join("; ").into(),
            Value::maybe(facts.note.as_deref()),
        ]);
    }
    Ok(sheet)
}
