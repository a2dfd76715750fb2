//! What leads look after: criteria with their answers, and vendors.

use app::pages::vendors as vendors_of;
use app::words;
use domain::criteria::Answer;
use sheets::write::Value;

use super::Asked;
use super::sheet::Sheet;
use crate::failure::AppError;

/// The answers that are counted, in the order of the page.
const GIVEN: [Answer; 4] = [Answer::Met, Answer::Partly, Answer::Open, Answer::NotRelevant];

/// The criteria with how many authorities answered what.
pub(super) fn criteria(asked: &Asked) -> Result<Sheet, AppError> {
    let page = &asked.page;
    let head = [
        ("Nr.", "Nummer des Kriteriums"),
        ("Kriterium", "Wie es heißt"),
        ("Frage", "Wonach gefragt wird"),
        ("Hilfe", "Was damit gemeint ist"),
        ("wird gefragt", "nein: es zählt nicht mehr mit, die Antworten bleiben"),
        ("erfüllt", "Behörden mit dieser Antwort, jede einmal für alle ihre Leistungen"),
        ("teilweise", "Behörden mit dieser Antwort"),
        ("offen", "Behörden mit dieser Antwort"),
        ("nicht relevant", "Behörden mit dieser Antwort"),
        ("ohne Antwort", "Behörden, die noch nichts gesagt haben"),
    ];
    let mut sheet = Sheet::new(page, "kriterien", "Kriterien", &head);
    let authorities = page.situation.responsibilities(page.today()).authorities().len() as u64;
    for criterion in page.situation.obstacles().criteria.all() {
        let said = page.situation.obstacles().criteria.said_by_authorities(criterion.id);
        let count = |answer| said.get(&answer).copied().unwrap_or_default();
        let mut row = vec![
            Value::key(&criterion.id),
            criterion.name.as_str().into(),
            criterion.question.as_str().into(),
            criterion.help.as_str().into(),
            if criterion.is_retired { "nein" } else { "ja" }.into(),
        ];
        row.extend(GIVEN.map(|answer| Value::Count(count(answer))));
        row.push(authorities.saturating_sub(GIVEN.into_iter().map(count).sum()).into());
        sheet.row(row);
    }
    Ok(sheet)
}

/// What each authority has answered, in the scope of the address; each answer in a row.
pub(super) fn answers(asked: &Asked) -> Result<Sheet, AppError> {
    let page = &asked.page;
    let head = [
        ("Schlüssel", "Schlüssel der Behörde im Register"),
        ("Behörde", "Wer geantwortet hat"),
        ("Leistung", "Für welche Leistung; leer: für alle, für die nichts anderes gesagt ist"),
        ("Kriterium", "Wonach gefragt wird"),
        ("Antwort", "erfüllt, teilweise, offen oder nicht relevant"),
        ("Geantwortet am", "Wann"),
    ];
    let mut sheet = Sheet::new(page, "antworten", "Antworten zu Kriterien", &head);
    let (register, catalogue) = (page.register(), page.situation.catalogue());
    let scope = asked.filter()?.scope;
    let criteria = &page.situation.obstacles().criteria;
    let services = || std::iter::once(None).chain(catalogue.services.iter().map(Some));
    let authorities = page.situation.responsibilities(page.today()).authorities().keys();
    for authority in authorities.filter(|authority| authority.is_within(&scope)) {
        for (service, criterion) in
            services().flat_map(|of| criteria.asked().into_iter().map(move |c| (of, c)))
        {
            let given = criteria.given(authority, service.map(|service| &service.slug), criterion.id);
            let Some(given) = given.filter(|given| given.answer != Answer::Unknown) else { continue };
            sheet.row([
                Value::key(authority),
                Value::maybe(register.get(authority).map(words::authority_name)),
                Value::maybe(service.map(|service| service.name.as_str())),
                criterion.name.as_str().into(),
                words::answer(given.answer).into(),
                domain::Day::of(given.recorded_at).into(),
            ]);
        }
    }
    Ok(sheet)
}

/// The vendors, those with most authorities first.
pub(super) fn vendors(asked: &Asked) -> Result<Sheet, AppError> {
    let page = &asked.page;
    let head = [
        ("Nr.", "Nummer des Herstellers"),
        ("Hersteller", "Unter welchem Namen Lagebild ihn führt"),
        ("Produkte", "Was er anbietet"),
        ("auch geschrieben", "Unter welchen Namen er noch gemeldet wurde"),
        ("Behörden", "Wie viele Behörden ihn in ihrem heutigen Stand nennen"),
    ];
    let mut sheet = Sheet::new(page, "hersteller", "Hersteller", &head);
    let known = &page.situation.obstacles().vendors;
    for listed in vendors_of(page) {
        let products: Vec<&str> = known.products_of(listed.vendor.id).into_iter().collect();
        sheet.row([
            Value::key(&listed.vendor.id),
            listed.vendor.name.as_str().into(),
            products.join(", ").into(),
            listed.spellings.join(", ").into(),
            listed.authorities.into(),
        ]);
    }
    Ok(sheet)
}
