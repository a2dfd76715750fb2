//! Announced starts and how late they come.

use app::pages::{by_kreis, by_vendor, promised};
use app::words;
use domain::promises::{Slip, Slips};
use sheets::write::Value;

use super::Asked;
use super::sheet::Sheet;
use crate::failure::AppError;

/// Every announced start in the scope, with what became of it.
pub(super) fn starts(asked: &Asked) -> Result<Sheet, AppError> {
    let (page, filter) = (&asked.page, asked.filter()?);
    let on = filter.viewpoint.on;
    let head = [
        ("Stand", "Der Tag der Auskunft"),
        ("Schlüssel", "Schlüssel der Behörde im Register"),
        ("Behörde", "Wer den Termin genannt hat"),
        ("Kreis", "In welchem Kreis sie liegt"),
        ("Leistung", "Was starten soll"),
        ("Hersteller", "Hersteller oder IT-Dienstleister der Behörde"),
        ("genannt am", "Wann zuerst ein Termin genannt wurde"),
        ("zuerst genannt", "Der Starttermin, der zuerst genannt wurde"),
        (
            "heute genannt",
            "Der Starttermin, der jetzt gilt oder vor dem Start zuletzt galt; leer: gestrichen",
        ),
        ("verschoben", "Wie oft ein anderer Termin genannt oder der Termin gestrichen wurde"),
        ("live seit", "Erster Tag, an dem die Leistung danach live war"),
        ("Ergebnis", "Was aus dem zuerst genannten Termin wurde"),
        ("Tage später", "Tage nach dem zuerst genannten Termin"),
        ("Tage früher", "Tage vor dem zuerst genannten Termin"),
        ("mindestens", "ja: noch nicht live, der Verzug kann noch wachsen"),
        ("Menschen", "Menschen in den Kommunen des Gebiets, für die es gilt"),
    ];
    let mut sheet =
        Sheet::new(page, "starttermine", "Starttermine", &head).under(page, "starttermine", &filter);
    let register = page.situation.responsibilities(on).register();
    for promise in promised(page, &filter) {
        let authority = &promise.rollout.authority;
        let service = page.situation.catalogue().service(&promise.rollout.service);
        let kreis = register.kreis_of(authority).map(words::full_name);
        let slip = promise.slip(on);
        let [later, earlier] = days(slip);
        sheet.row([
            on.into(),
            Value::key(authority),
            page.authority_name(authority).into(),
            Value::maybe(kreis),
            Value::maybe(service.map(|service| service.name.as_str())),
            Value::maybe(promise.vendor.as_deref()),
            domain::Day::of(promise.said_at).into(),
            promise.first.into(),
            Value::day(promise.latest),
            (promise.moves as u64).into(),
            Value::day(promise.live_on),
            words::fate(promise.fate(on)).into(),
            later,
            earlier,
            yes_or_no(slip.is_at_least),
            promise.inhabitants.into(),
        ]);
    }
    Ok(sheet)
}

/// How late starts come with each vendor and in each Kreis.
pub(super) fn slips(asked: &Asked) -> Result<Sheet, AppError> {
    let (page, filter) = (&asked.page, asked.filter()?);
    let on = filter.viewpoint.on;
    let head = [
        ("Stand", "Der Tag der Auskunft"),
        ("Zusammengefasst nach", "Hersteller oder Kreis"),
        ("Gruppe", "Welcher; „übrige“: Gruppen mit zu wenigen Terminen und Termine ohne Angabe"),
        ("Termine", "Genannte Starttermine, deren Tag vorüber ist"),
        ("gehalten", "Davon spätestens an diesem Tag live"),
        ("Hälfte bis Tage später", "Die Hälfte kam höchstens so viele Tage nach dem zuerst genannten Termin"),
        ("Hälfte bis Tage früher", "Die Hälfte kam mindestens so viele Tage davor"),
        ("Hälfte mindestens", "ja: nicht alles ist live, der Wert kann noch wachsen"),
        (
            "80 % bis Tage später",
            "Vier von fünf kamen höchstens so viele Tage nach dem zuerst genannten Termin",
        ),
        ("80 % bis Tage früher", "Vier von fünf kamen mindestens so viele Tage davor"),
        ("80 % mindestens", "ja: nicht alles ist live, der Wert kann noch wachsen"),
    ];
    let mut sheet = Sheet::new(page, "verzug", "Verzug", &head).under(page, "verzug", &filter);
    let promises = promised(page, &filter);
    let register = page.situation.responsibilities(on).register();
    let mut row = |by: &str, name: String, slips: &Slips| {
        let mut row: Vec<Value> = vec![on.into(), by.into(), name.into(), (slips.n as u64).into()];
        if slips.n >= app::pages::LEAST_PROMISES {
            row.push((slips.kept as u64).into());
            for slip in [slips.median, slips.most] {
                row.extend(days(slip));
                row.push(yes_or_no(slip.is_at_least));
            }
        }
        row.resize(head.len(), Value::Empty);
        sheet.row(row);
    };
    let vendors = by_vendor(&promises, &filter);
    for (name, slips) in &vendors.groups {
        row("Hersteller", name.clone(), slips);
    }
    if let Some(slips) = &vendors.rest {
        row("Hersteller", "übrige".to_owned(), slips);
    }
    let kreise = by_kreis(page, &promises, &filter);
    for (ars, slips) in &kreise.groups {
        row("Kreis", register.get(ars).map_or_else(|| ars.to_string(), words::full_name), slips);
    }
    if let Some(slips) = &kreise.rest {
        row("Kreis", "übrige".to_owned(), slips);
    }
    Ok(sheet)
}

/// Days later and days earlier; one of them is empty, unless it came on the day.
fn days(slip: Slip) -> [Value; 2] {
    let days = Value::Count(slip.days.unsigned_abs());
    if slip.days < 0 { [Value::Empty, days] } else { [days, Value::Empty] }
}

fn yes_or_no(is_so: bool) -> Value {
    if is_so { "ja" } else { "nein" }.into()
}
