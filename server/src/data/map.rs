//! The communes of the map.

use app::pages::{MapFilter, map_detail, map_groups};
use app::words;
use sheets::write::Value;

use super::Asked;
use super::sheet::Sheet;
use crate::failure::AppError;

/// How each commune stands, in the respect that the address names.
pub(super) fn communes(asked: &Asked) -> Result<Sheet, AppError> {
    let page = &asked.page;
    let (of, ignored) = MapFilter::read(page, asked.is_inside());
    if !ignored.is_empty() {
        return Err(AppError::Parameter);
    }
    let head = [
        ("Stand", "Der Tag, dessen Stand gezeigt wird"),
        ("Schlüssel", "Schlüssel der Kommune im Register"),
        ("Kommune", "Wie sie heißt"),
        ("Kreis", "In welchem Kreis sie liegt"),
        ("Menschen", "Einwohner"),
        ("Gruppe", "Worin die Karte sie einordnet"),
        ("Angabe", "Worauf das beruht"),
    ];
    let mut sheet = Sheet::new(page, "karte", "Karte", &head).under(page, "karte", &of.filter);
    let groups = map_groups(of.respect);
    let register = page.situation.responsibilities(of.filter.viewpoint.on).register();
    for (name, place) in of.rows(page) {
        sheet.row([
            of.filter.viewpoint.on.into(),
            Value::key(&place.ars),
            name.into(),
            Value::maybe(register.kreis_of(&place.ars).map(words::full_name)),
            place.inhabitants.into(),
            groups[place.group].name.into(),
            map_detail(of.respect, &place).into(),
        ]);
    }
    Ok(sheet)
}
