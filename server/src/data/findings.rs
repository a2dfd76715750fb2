//! What workshops found.

use app::pages::{FindingFilter, found_findings};
use app::words;
use domain::workshop::{Finding, FoundOften};
use sheets::write::Value;

use super::Asked;
use super::sheet::Sheet;
use crate::failure::AppError;

/// The findings of a selection, each wording in a row of its own.
pub(super) fn findings(asked: &Asked) -> Result<Sheet, AppError> {
    let page = &asked.page;
    let head = [
        ("Stand", "Der Tag der Auskunft"),
        ("Erkenntnis", "Nummer der Erkenntnis"),
        ("Steht für sich oder gehört zu", "Mit welcher Erkenntnis sie zusammengeführt ist"),
        ("Wortlaut", "Was gesagt wurde"),
        ("Art", "Hindernis, Erfolgsfaktor, Empfehlung oder Frage"),
        ("Kriterium", "Wozu sie gehört"),
        ("Leistungen", "Für welche Leistungen sie gilt; leer: für keine bestimmte"),
        ("Gesehen in", "Wo es beobachtet wurde"),
        ("Wie schwer?", "Wie sehr es hindert"),
        ("Empfehlung", "Was zu tun wäre"),
        ("Workshop", "In welchem Workshop sie aufgeschrieben wurde"),
        ("Tag", "Tag des Workshops"),
        ("Status", "Was daraus geworden ist"),
        ("Begründung", "Warum sie verworfen wurde"),
        ("Platz im Blueprint", "An welcher Stelle sie im Blueprint steht"),
        ("Anmerkung", "Anmerkung der Redaktion"),
        ("Workshops zusammen", "Wie viele Workshops dasselbe fanden"),
        ("Behörden zusammen", "In wie vielen Behörden es gesehen wurde"),
    ];
    let mut sheet = Sheet::new(page, "erkenntnisse", "Erkenntnisse", &head);
    let blueprint = page.situation.workshops().blueprint();
    for found in found_findings(page, &FindingFilter::read(page)) {
        for finding in found.all() {
            let place = blueprint.iter().position(|adopted| adopted.head.id == finding.id);
            let head =
                finding.merged_into.map_or_else(|| "für sich".to_owned(), |_| found.head.id.to_string());
            let mut row = vec![page.today().into(), Value::key(&finding.id), head.into()];
            row.extend(told(asked, finding));
            row.extend([
                words::verdict(finding.state.verdict()).into(),
                Value::maybe(finding.rejection()),
                place.map_or(Value::Empty, |place| (place + 1).into()),
                Value::maybe(finding.editors_note()),
                found.workshops().len().into(),
                found.bodies().len().into(),
            ]);
            sheet.row(row);
        }
    }
    Ok(sheet)
}

/// Wording, kind, criterion, services, bodies, severity, recommendation, workshop and its day.
fn told(asked: &Asked, finding: &Finding) -> [Value; 9] {
    let (page, facts) = (&asked.page, &finding.facts);
    let (register, catalogue) = (page.register(), page.situation.catalogue());
    let criterion = facts.criterion.and_then(|id| page.situation.obstacles().criteria.get(id));
    let services: Vec<&str> =
        facts.services.iter().filter_map(|slug| Some(catalogue.service(slug)?.name.as_str())).collect();
    let body = |ars| register.get(ars).map_or_else(|| ars.to_string(), words::full_name);
    let bodies: Vec<String> = facts.bodies.iter().map(body).collect();
    let workshop = page.situation.workshops().get(finding.workshop);
    [
        facts.words.as_str().into(),
        words::finding_kind(facts.kind).into(),
        Value::maybe(criterion.map(|criterion| criterion.name.as_str())),
        services.join(", ").into(),
        bodies.join(", ").into(),
        Value::maybe(facts.severity.map(words::severity)),
        Value::maybe(facts.recommendation.as_deref()),
        Value::maybe(workshop.map(|workshop| workshop.facts.title.as_str())),
        Value::day(workshop.map(|workshop| workshop.facts.held_on)),
    ]
}

/// What each workshop added to what was known, in the order of their days.
pub(super) fn harvest(asked: &Asked) -> Result<Sheet, AppError> {
    let page = &asked.page;
    let head = [
        ("Nr.", "Nummer des Workshops"),
        ("Workshop", "Sein Titel"),
        ("Tag", "Wann er stattfand"),
        ("neu", "Erkenntnisse, die kein früherer Workshop genannt hatte"),
        ("genannt", "Erkenntnisse insgesamt, jede einmal; verworfene zählen nicht"),
    ];
    let mut sheet = Sheet::new(page, "neues", "Neues je Workshop", &head);
    for harvest in page.situation.workshops().harvest() {
        let workshop = &harvest.workshop;
        sheet.row([
            Value::key(&workshop.id),
            workshop.facts.title.as_str().into(),
            workshop.facts.held_on.into(),
            harvest.new.into(),
            harvest.found.into(),
        ]);
    }
    Ok(sheet)
}

/// What goes into the blueprint, in its order.
pub(super) fn blueprint(asked: &Asked) -> Result<Sheet, AppError> {
    let page = &asked.page;
    let head = [
        ("Platz", "Stelle im Blueprint"),
        ("Erkenntnis", "Nummer der Erkenntnis"),
        ("Wortlaut", "Was gesagt wurde"),
        ("Art", "Hindernis, Erfolgsfaktor, Empfehlung oder Frage"),
        ("Kriterium", "Wozu sie gehört"),
        ("Leistungen", "Für welche Leistungen sie gilt; leer: für keine bestimmte"),
        ("Empfehlung", "Was zu tun wäre"),
        ("Anmerkung", "Anmerkung der Redaktion"),
        ("Workshops", "Wie viele Workshops dasselbe fanden"),
        ("Behörden", "In wie vielen Behörden es gesehen wurde"),
    ];
    let mut sheet = Sheet::new(page, "blueprint", "Blueprint", &head);
    let catalogue = page.situation.catalogue();
    for (place, found) in (1_u64..).zip(page.situation.workshops().blueprint()) {
        let FoundOften { head, .. } = &found;
        let services: Vec<String> =
            found.services().iter().filter_map(|slug| Some(catalogue.service(slug)?.name.clone())).collect();
        let criterion = head.facts.criterion.and_then(|id| page.situation.obstacles().criteria.get(id));
        sheet.row([
            place.into(),
            Value::key(&head.id),
            head.facts.words.as_str().into(),
            words::finding_kind(head.facts.kind).into(),
            Value::maybe(criterion.map(|criterion| criterion.name.as_str())),
            services.join(", ").into(),
            Value::maybe(head.facts.recommendation.as_deref()),
            Value::maybe(head.editors_note()),
            found.workshops().len().into(),
            found.bodies().len().into(),
        ]);
    }
    Ok(sheet)
}
