//! Why coverage changed between two days.

use app::pages::BridgeFilter;
use app::words;
use domain::bridge::Row;
use domain::coverage::{Measure, Unit};
use sheets::write::Value;

use super::Asked;
use super::sheet::Sheet;
use crate::failure::AppError;

fn asked_for(asked: &Asked) -> Result<BridgeFilter, AppError> {
    let (filter, ignored) = BridgeFilter::read(&asked.page);
    if ignored.is_empty() { Ok(filter) } else { Err(AppError::Parameter) }
}

/// What each part adds and takes away, in each measure.
pub(super) fn parts(asked: &Asked) -> Result<Sheet, AppError> {
    let (page, of) = (&asked.page, asked_for(asked)?);
    let head = [
        ("Von", "Der erste Tag, mit dem, was an ihm bekannt war"),
        ("Bis", "Der letzte Tag"),
        ("Gemessen in", "Menschen, Kommunen oder Behörden"),
        ("Teil", "Warum sich etwas verändert hat"),
        ("dazu", "Was durch den Teil live wird"),
        ("weg", "Was durch den Teil nicht mehr live ist"),
        ("live vorher", "Live vor diesem Teil; beim ersten: am ersten Tag"),
        ("gesamt vorher", "Insgesamt vor diesem Teil"),
        ("live nachher", "Live nach diesem Teil; beim letzten: am letzten Tag"),
        ("gesamt nachher", "Insgesamt nach diesem Teil"),
    ];
    let mut sheet = Sheet::new(page, "bruecke", "Veränderung", &head).under(page, "bruecke", &of.filter);
    let bridge = of.bridge(page);
    for measure in Measure::ALL {
        for step in bridge.steps(measure) {
            sheet.row([
                of.from.into(),
                of.filter.viewpoint.on.into(),
                words::measure(measure).into(),
                words::part(step.part).into(),
                step.gained.into(),
                step.lost.into(),
                step.before.part.into(),
                step.before.whole.into(),
                step.after.part.into(),
                step.after.whole.into(),
            ]);
        }
    }
    Ok(sheet)
}

/// Every authority and commune that changed, by part; of one part alone where the address names it.
pub(super) fn moves(asked: &Asked) -> Result<Sheet, AppError> {
    let (page, of) = (&asked.page, asked_for(asked)?);
    let head = [
        ("Von", "Der erste Tag, mit dem, was an ihm bekannt war"),
        ("Bis", "Der letzte Tag"),
        ("Teil", "Warum sich etwas verändert hat"),
        ("Gezählt als", "Behörde oder Kommune"),
        ("Schlüssel", "Schlüssel im Register"),
        ("Name", "Wer sich verändert hat"),
        ("vorher", "live, nicht live oder unbekannt; leer: nicht im Register"),
        ("nachher", "live, nicht live oder unbekannt; leer: nicht im Register"),
        ("Menschen vorher", "Einwohner der Kommune vor diesem Teil; leer bei Behörden"),
        ("Menschen nachher", "Einwohner der Kommune nach diesem Teil; leer bei Behörden"),
    ];
    let mut sheet = Sheet::new(page, "bewegungen", "Bewegungen", &head).under(page, "bewegungen", &of.filter);
    let bridge = of.bridge(page);
    for (measure, counted) in [(Measure::Authorities, "Behörde"), (Measure::Communes, "Kommune")] {
        let rows = bridge.rows(measure).iter().filter(|row| of.part.is_none_or(|part| row.part == part));
        for row @ Row { part, before, after } in rows {
            let Some(ars) = row.ars() else { continue };
            let people = |unit: Option<Unit>| match (measure, unit) {
                (Measure::Communes, Some(unit)) => Value::Count(unit.inhabitants),
                _ => Value::Empty,
            };
            sheet.row([
                of.from.into(),
                of.filter.viewpoint.on.into(),
                words::part(*part).into(),
                counted.into(),
                Value::key(&ars),
                page.authority_name(&ars).into(),
                Value::maybe(before.map(|unit| words::liveness(unit.liveness))),
                Value::maybe(after.map(|unit| words::liveness(unit.liveness))),
                people(*before),
                people(*after),
            ]);
        }
    }
    Ok(sheet)
}
