//! What was recorded last, and what it changed.

use app::figures::{ChangeKind, all_changes};
use app::words;
use domain::Day;
use sheets::write::Value;

use super::Asked;
use super::sheet::Sheet;
use crate::failure::AppError;

/// Every change under the filter, latest first.
pub(super) fn latest(asked: &Asked) -> Result<Sheet, AppError> {
    let (page, filter) = (&asked.page, asked.filter()?);
    let head = [
        ("Eingetragen am", "Wann es eingetragen wurde"),
        ("Schlüssel", "Schlüssel der Behörde im Register"),
        ("Behörde", "Um wen es geht"),
        ("Leistung", "Die Fokusleistung"),
        ("Was", "Was sich geändert hat: neuer Status, neuer Termin, Eintrag zurückgenommen"),
        ("Status", "Der neue Status, oder der zurückgenommene"),
        ("Gilt seit", "Seit wann der neue Status gilt"),
        ("Geplant zum", "Der neue geplante Start"),
        ("Kommunen", "Für wie viele Kommunen die Behörde hier zuständig ist"),
        ("Menschen", "Wie viele Menschen dort leben"),
    ];
    let sheet = Sheet::new(page, "aenderungen", "Änderungen", &head);
    let mut sheet = sheet.under(page, "aenderungen", &filter).with_stages();
    let catalogue = page.situation.catalogue();
    for change in all_changes(&page.situation, &filter, page.today()) {
        let authority = page.situation.editions().last_known(&change.rollout.authority);
        let (what, stage, since, planned) = match change.kind {
            ChangeKind::Stage(stage, since) => ("neuer Status", Some(stage), Some(since), None),
            ChangeKind::Planned(day) => ("neuer Termin", None, None, Some(day)),
            ChangeKind::Retracted(stage) => ("Eintrag zurückgenommen", Some(stage), None, None),
        };
        let service = catalogue.service(&change.rollout.service);
        sheet.row([
            Day::of(change.recorded_at).into(),
            Value::key(&change.rollout.authority),
            Value::maybe(authority.map(|(body, _)| words::authority_name(body))),
            Value::maybe(service.map(|service| service.name.as_str())),
            what.into(),
            Value::maybe(stage.map(words::stage)),
            Value::day(since),
            Value::day(planned),
            change.communes.into(),
            change.inhabitants.into(),
        ]);
    }
    Ok(sheet)
}
