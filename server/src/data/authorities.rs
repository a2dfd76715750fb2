//! Authorities with their status.

use app::figures::Filter;
use app::words;
use domain::Day;
use domain::rollout::RolloutKey;
use domain::stage::Stage;
use sheets::status::{Wanted, export};
use sheets::write::{Table, Value};

use super::Asked;
use super::sheet::Sheet;
use crate::failure::AppError;

/// Every authority of a service in a scope, with its status.
pub(super) fn authorities(asked: &Asked) -> Result<Sheet, AppError> {
    let (page, filter) = (&asked.page, asked.filter()?);
    let viewpoint = filter.viewpoint;
    let responsibilities = page.situation.responsibilities(viewpoint.on);
    let register = responsibilities.register();
    let head = [
        ("Stand", "Der Tag, dessen Stand gezeigt wird"),
        ("Schlüssel", "Schlüssel der Behörde im Register"),
        ("Behörde", "Wer zuständig ist"),
        ("Leistung", "Die Fokusleistung"),
        ("LeiKa", "Schlüssel im Leistungskatalog"),
        ("Status", "Wie weit die Behörde ist"),
        ("Gilt seit", "Seit wann der letzte Eintrag gilt"),
        ("Geplant zum", "Geplanter Start"),
        ("Live seit", "Erster Tag der ununterbrochenen Zeit, seit der die Leistung live ist"),
        ("Hersteller", "Hersteller oder IT-Dienstleister, unter dem Namen, unter dem Lagebild ihn führt"),
        ("Adresse", "Adresse des Onlinedienstes"),
        ("bestätigt am", "Wann die Behörde zuletzt etwas gemeldet hat"),
    ];
    let mut sheet =
        Sheet::new(page, "behoerden", "Behörden", &head).under(page, "behoerden", &filter).with_stages();
    if asked.is_inside() {
        sheet.column("Hindernisse", "Was die Behörde aufhält");
    }
    let needed = responsibilities.needed_within(&filter.scope);
    for service in page.situation.catalogue().selected(&filter.selection) {
        for rollout in needed.iter().map(|position| &responsibilities.rollouts()[*position]) {
            if rollout.service == service.slug {
                let name = register.get(&rollout.authority).map_or_else(String::new, words::authority_name);
                let mut row = vec![viewpoint.on.into(), Value::key(&rollout.authority), name.into()];
                row.extend([service.name.as_str().into(), Value::key(&service.leika)]);
                row.extend(status(asked, rollout, &filter));
                row.extend(asked.is_inside().then(|| blockers(asked, rollout, filter.viewpoint.on)));
                sheet.row(row);
            }
        }
    }
    Ok(sheet)
}

/// What holds a rollout up, by its title.
pub(super) fn blockers(asked: &Asked, rollout: &RolloutKey, on: Day) -> Value {
    let blockers = asked.page.situation.obstacles().blockers.blocking(rollout, on);
    let titles: Vec<&str> = blockers.map(|blocker| blocker.facts.title.as_str()).collect();
    titles.join("; ").into()
}

/// Stage, since when, planned start, live since, vendor, address, last confirmation.
pub(super) fn status(asked: &Asked, rollout: &RolloutKey, filter: &Filter) -> [Value; 7] {
    let situation = &asked.page.situation;
    let history = situation.history(rollout);
    let entry = history.and_then(|history| history.current(filter.viewpoint)).map(|event| &event.entry);
    let vendors = &situation.obstacles().vendors;
    [
        words::stage(entry.map_or(Stage::Unknown, |entry| entry.stage)).into(),
        Value::day(entry.map(|entry| entry.effective_on)),
        Value::day(entry.and_then(|entry| entry.planned_on)),
        Value::day(history.and_then(|history| history.live_since(filter.viewpoint))),
        Value::maybe(entry.and_then(|entry| entry.vendor.as_deref()).map(|name| vendors.name(name))),
        entry.and_then(|entry| entry.link.clone()).map_or(Value::Empty, Value::Link),
        Value::day(history.and_then(|history| history.last_confirmed_at(filter.viewpoint)).map(Day::of)),
    ]
}

/// The status of every authority and service, to be imported again.
pub(super) fn status_sheet(asked: &Asked) -> Result<Sheet, AppError> {
    let (page, filter) = (&asked.page, asked.filter()?);
    let wanted = Wanted {
        selection: filter.selection.clone(),
        scope: filter.scope,
        viewpoint: filter.viewpoint,
        is_inside: asked.is_inside(),
    };
    let exported = export(&page.situation, &wanted);
    let mut sheet =
        Sheet::new(page, "stand", &exported.title, &[]).under(page, "stand", &filter).with_stages();
    sheet.table = Table { notes: sheet.table.notes, ..exported };
    Ok(sheet)
}

/// How many authorities of each kind there are.
pub(super) fn classes(asked: &Asked) -> Result<Sheet, AppError> {
    let page = &asked.page;
    let head = [
        ("Stand", "Der Tag der Auskunft"),
        ("Behörden", "Welche Behörden zuständig sind"),
        ("Leistungen", "Wofür sie zuständig sind"),
        ("Anzahl", "Wie viele es sind"),
    ];
    let mut sheet = Sheet::new(page, "behoerdenarten", "Zuständige Behörden", &head);
    for (class, services, count) in app::pages::classes(page) {
        sheet.row([page.today().into(), class.into(), services.join(", ").into(), count.into()]);
    }
    Ok(sheet)
}
