//! One body: who is responsible there, what lies in it, what was ever recorded of it.

use app::figures::Filter;
use app::pages::{member_coverage, responsible};
use app::words;
use domain::Ars;
use domain::body::Body;
use domain::rollout::RolloutKey;
use sheets::write::Value;

use super::Asked;
use super::authorities::{blockers, status};
use super::sheet::Sheet;
use crate::failure::AppError;

/// The body that the address names.
fn body(asked: &Asked) -> Result<Body, AppError> {
    asked.page.register().resolve(asked.page.parameter("kommune")).cloned().ok_or(AppError::NotFound)
}

fn named(mut sheet: Sheet, name: &str, ars: &Ars, asked: &Asked) -> Sheet {
    sheet.file = format!("lagebild-{name}-{ars}-{}", asked.page.today());
    sheet
}

/// For each service who is responsible, and how far that authority is.
pub(super) fn services(asked: &Asked) -> Result<Sheet, AppError> {
    let (page, body) = (&asked.page, body(asked)?);
    let head = [
        ("Stand", "Der Tag der Auskunft"),
        ("Kommune", "Von wem die Tabelle handelt"),
        ("Leistung", "Die Fokusleistung"),
        ("LeiKa", "Schlüssel im Leistungskatalog"),
        ("Schlüssel", "Schlüssel der zuständigen Behörde im Register"),
        ("Behörde", "Wer zuständig ist"),
        ("Anteil an der Aufgabe", "Wofür genau, wo sich zwei Behörden die Aufgabe teilen"),
        ("Status", "Wie weit die Behörde ist"),
        ("Gilt seit", "Seit wann der letzte Eintrag gilt"),
        ("Geplant zum", "Geplanter Start"),
        ("Live seit", "Erster Tag der ununterbrochenen Zeit, seit der die Leistung live ist"),
        ("Hersteller", "Hersteller oder IT-Dienstleister"),
        ("Adresse", "Adresse des Onlinedienstes"),
        ("bestätigt am", "Wann die Behörde zuletzt etwas gemeldet hat"),
    ];
    let sheet = Sheet::new(page, "zustaendigkeiten", "Leistungen", &head).with_stages();
    let mut sheet = named(sheet, "zustaendigkeiten", &body.ars, asked);
    if asked.is_inside() {
        sheet.column("Hindernisse", "Was die Behörde aufhält");
    }
    let register = page.register();
    let filter = Filter::usual(&page.situation, body.ars, page.today(), page.today());
    for (service, authority, limit) in responsible(page, &body) {
        let rollout = RolloutKey { authority, service: service.slug.clone() };
        let mut row = vec![
            page.today().into(),
            words::full_name(&body).into(),
            service.name.into(),
            Value::key(&service.leika),
            Value::key(&authority),
            Value::maybe(register.get(&authority).map(words::authority_name)),
            Value::maybe(words::limit(limit)),
        ];
        row.extend(status(asked, &rollout, &filter));
        row.extend(asked.is_inside().then(|| blockers(asked, &rollout, page.today())));
        sheet.row(row);
    }
    Ok(sheet)
}

/// What lies in a Kreis, a VG or a Regierungsbezirk.
pub(super) fn members(asked: &Asked) -> Result<Sheet, AppError> {
    let (page, body) = (&asked.page, body(asked)?);
    let head = [
        ("Stand", "Der Tag der Auskunft"),
        ("Gebiet", "Von wem die Tabelle handelt"),
        ("Schlüssel", "Schlüssel im Register"),
        ("Name", "Was darin liegt"),
        ("Menschen", "Einwohnerinnen und Einwohner laut Register"),
    ];
    let mut sheet =
        named(Sheet::new(page, "mitglieder", "Mitglieder", &head), "mitglieder", &body.ars, asked);
    for commitment in &page.situation.catalogue().commitments {
        sheet.column(commitment.name.as_str(), "ja, wenn die Zusage in allen Kommunen dort online ist");
    }
    let register = page.register();
    for (member, is_covered) in member_coverage(page, &body, page.situation.viewpoint(page.today())) {
        let mut row = vec![
            page.today().into(),
            words::full_name(&body).into(),
            Value::key(&member.ars),
            words::full_name(&member).into(),
            register.inhabitants_within(&member.ars).into(),
        ];
        row.extend(is_covered.into_iter().map(|is| Value::from(if is { "ja" } else { "nein" })));
        sheet.row(row);
    }
    Ok(sheet)
}

/// Everything that was ever recorded of a body, the wrong entries too; also of one that does not exist any more.
pub(super) fn history(asked: &Asked) -> Result<Sheet, AppError> {
    let page = &asked.page;
    let known: Option<Ars> = page.parameter("kommune").parse().ok();
    let closed =
        known.and_then(|ars| page.situation.editions().last_known(&ars)).map(|(body, _)| body.clone());
    let body = body(asked).or_else(|error| closed.ok_or(error))?;
    let head = [
        ("Schlüssel", "Schlüssel der Behörde im Register"),
        ("Behörde", "Um wen es geht"),
        ("Leistung", "Die Fokusleistung"),
        ("Gilt seit", "Ab wann der Eintrag gilt"),
        ("Status", "Wie weit die Behörde war"),
        ("Geplant zum", "Geplanter Start"),
        ("Hersteller", "Hersteller oder IT-Dienstleister, wie er gemeldet wurde"),
        ("Adresse", "Adresse des Onlinedienstes"),
        ("Bemerkung", "Was dazu gesagt wurde"),
        ("Eingetragen am", "Wann es eingetragen wurde"),
        ("Eingetragen von", "Wer es eingetragen hat"),
        ("Zurückgenommen am", "Wann der Eintrag als falsch zurückgenommen wurde; leer: er gilt"),
        ("Zurückgenommen von", "Wer ihn zurückgenommen hat"),
        ("Begründung", "Warum er zurückgenommen wurde"),
    ];
    let sheet = Sheet::new(page, "eintraege", "Verlauf der Einträge", &head).with_stages();
    let mut sheet = named(sheet, "eintraege", &body.ars, asked);
    for service in &page.situation.catalogue().services {
        let rollout = RolloutKey { authority: body.ars, service: service.slug.clone() };
        let events =
            page.situation.history(&rollout).into_iter().flat_map(|history| history.events().iter().rev());
        for event in events {
            let (entry, retraction) = (&event.entry, event.retraction.as_ref());
            sheet.row([
                Value::key(&body.ars),
                words::authority_name(&body).into(),
                service.name.as_str().into(),
                entry.effective_on.into(),
                words::stage(entry.stage).into(),
                Value::day(entry.planned_on),
                Value::maybe(entry.vendor.as_deref()),
                entry.link.clone().map_or(Value::Empty, Value::Link),
                Value::maybe(entry.note.as_deref()),
                Value::Moment(event.recorded_at),
                event.actor.name.as_str().into(),
                retraction.map_or(Value::Empty, |retraction| Value::Moment(retraction.recorded_at)),
                Value::maybe(retraction.map(|retraction| retraction.actor.name.as_str())),
                Value::maybe(retraction.map(|retraction| retraction.reason.as_str())),
            ]);
        }
    }
    Ok(sheet)
}
