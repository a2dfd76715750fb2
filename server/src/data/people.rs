//! People with an account, with what their page shows of them and no more.

use app::pages::found_people;
use app::words;
use domain::Day;
use sheets::write::Value;

use super::Asked;
use super::sheet::Sheet;
use crate::failure::AppError;
use crate::people::sign_in::signed_in;

/// The people that a search finds.
pub(super) async fn people(asked: &Asked) -> Result<Sheet, AppError> {
    let page = &asked.page;
    let (by, _) = signed_in(&asked.guest)?;
    let people = asked.state.db.people_seen_by(by).await?;
    let head = [
        ("Name", "Wie die Person heißt"),
        ("E-Mail", "Ihre Adresse"),
        ("Rolle", "Was sie darf"),
        ("Behörde", "Für wen sie meldet"),
        ("Konto", "eingeladen, aktiv oder deaktiviert"),
        ("Zuletzt gesehen", "An welchem Tag sie zuletzt angemeldet war; leer: noch nie"),
    ];
    let mut sheet = Sheet::new(page, "personen", "Personen", &head);
    let register = page.register();
    for person in found_people(page, &people) {
        let roles: Vec<&str> = person.rights.roles.iter().map(|role| words::role(*role)).collect();
        let own: Vec<String> = person.rights.own().map(|own| words::territory(own, &register)).collect();
        sheet.row([
            person.name.to_string().into(),
            person.email.to_string().into(),
            roles.join(", ").into(),
            own.join(", ").into(),
            words::standing(person.standing).into(),
            Value::day(person.last_seen_at.map(Day::of)),
        ]);
    }
    Ok(sheet)
}
