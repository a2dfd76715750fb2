//! The communes that a search finds.

use app::pages::{CommuneFilter, found};
use app::words;
use sheets::write::Value;

use super::Asked;
use super::sheet::Sheet;
use crate::failure::AppError;

/// The communes that a search finds, with the stage of what is asked for.
pub(super) fn communes(asked: &Asked) -> Result<Sheet, AppError> {
    let page = &asked.page;
    let filter = CommuneFilter::read(page);
    let head = [
        ("Stand", "Der Tag der Auskunft"),
        ("AGS", "Amtlicher Gemeindeschlüssel, 8 Ziffern"),
        ("ARS", "Regionalschlüssel, 12 Ziffern"),
        ("Kommune", "Der Name"),
        ("Art und Lage", "Gemeinde, Markt oder Stadt, und in welchem Kreis"),
        ("Menschen", "Einwohnerinnen und Einwohner laut Register"),
    ];
    let mut sheet = Sheet::new(page, "kommunen", "Kommunen", &head).with_stages();
    let catalogue = page.situation.catalogue();
    let furthest = "Status; von mehreren nötigen Behörden und Leistungen zählt die am weitesten zurück";
    match &filter.service {
        Some(service) => {
            let name = catalogue.service(service).map_or_else(String::new, |service| service.name.clone());
            sheet.column(name, furthest);
        }
        None => catalogue.commitments.iter().for_each(|of| sheet.column(of.name.as_str(), furthest)),
    }
    // The public sees published figures alone.
    if asked.is_inside() {
        sheet.column("Hindernisse", "Offene Hindernisse bei dem, was die Kommune braucht");
    }
    for row in found(page, &filter).rows {
        let mut cells = vec![
            page.today().into(),
            Value::key(&domain::Ags::from(row.ars)),
            Value::key(&row.ars),
            row.name.into(),
            row.place.into(),
            row.inhabitants.into(),
        ];
        cells.extend(row.stages.iter().map(|stage| words::stage(*stage).into()));
        cells.extend(asked.is_inside().then(|| row.blockers.into()));
        sheet.row(cells);
    }
    Ok(sheet)
}
