//! All workshops.

use app::pages::participants;
use app::words;
use sheets::write::Value;

use super::Asked;
use super::sheet::Sheet;
use crate::failure::AppError;

/// All workshops, the earliest first.
pub(super) fn workshops(asked: &Asked) -> Result<Sheet, AppError> {
    let page = &asked.page;
    let head = [
        ("Nr.", "Nummer des Workshops"),
        ("Workshop", "Sein Titel"),
        ("Tag", "Wann er stattfindet"),
        ("Beginn", "Uhrzeit"),
        ("Ende", "Uhrzeit"),
        ("Zustand", "geplant, läuft oder abgeschlossen"),
        ("Ort", "Wo er stattfindet"),
        ("Adresse", "Adresse der Besprechung im Netz"),
        ("Leistungen", "Um welche Leistungen es geht; leer: um alle"),
        ("Beteiligte", "Wer teilnimmt"),
        ("Erkenntnisse", "Wie viele aufgeschrieben wurden"),
    ];
    let mut sheet = Sheet::new(page, "workshops", "Workshops", &head);
    let (recorded, catalogue) = (page.situation.workshops(), page.situation.catalogue());
    let mut workshops: Vec<_> = recorded.iter().collect();
    workshops.sort_by_key(|workshop| (workshop.facts.held_on, workshop.facts.begins_at.clone(), workshop.id));
    for workshop in workshops {
        let facts = &workshop.facts;
        let services: Vec<&str> =
            facts.services.iter().filter_map(|slug| Some(catalogue.service(slug)?.name.as_str())).collect();
        sheet.row([
            Value::key(&workshop.id),
            facts.title.as_str().into(),
            facts.held_on.into(),
            Value::maybe(facts.begins_at.as_deref()),
            Value::maybe(facts.ends_at.as_deref()),
            words::workshop_state(workshop.state).into(),
            Value::maybe(facts.place.as_deref()),
            facts.link.clone().map_or(Value::Empty, Value::Link),
            services.join(", ").into(),
            participants(page, workshop).join(", ").into(),
            recorded.findings_of(workshop.id).count().into(),
        ]);
    }
    Ok(sheet)
}
