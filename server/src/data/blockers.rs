//! What holds rollouts up.

use std::collections::BTreeSet;

use app::pages::{BlockerFilter, BlockerRow, found_blockers};
use app::words;
use domain::rollout::Viewpoint;
use domain::stage::Stage;
use domain::text::sort_key;
use sheets::write::Value;

use super::Asked;
use super::sheet::Sheet;
use crate::failure::AppError;

/// The blockers that a search finds, one a row.
pub(super) fn blockers(asked: &Asked) -> Result<Sheet, AppError> {
    let page = &asked.page;
    let head = [
        ("Stand", "Der Tag der Auskunft"),
        ("Nr.", "Nummer des Hindernisses"),
        ("Hindernis", "Was aufhält, in einer Zeile"),
        ("Kriterium", "Welches Kriterium nicht erfüllt ist"),
        ("Am Zug", "Wer handeln muss"),
        ("Schwere", "Wie sehr es hindert"),
        ("Zustand", "offen, behoben oder zurückgenommen"),
        ("Besteht seit", "Erster Tag"),
        ("Frist", "Bis wann es behoben sein soll"),
        ("Behoben am", "Erster Tag ohne das Hindernis"),
        ("Lösung", "Was geholfen hat"),
        ("Leistungen", "Welche Leistungen es aufhält"),
        ("Behörden", "Wie viele Behörden es aufhält; bei einem behobenen: aufhielt"),
        ("Kommunen", "Wie viele Kommunen darauf warten; leer, wenn niemand mehr wartet"),
        ("Menschen", "Wie viele Menschen dort leben; leer, wenn niemand mehr wartet"),
        ("Bemerkung", "Was dazu gesagt wurde"),
        ("Nachweis", "Adresse eines Nachweises"),
    ];
    let mut sheet = Sheet::new(page, "hindernisse", "Hindernisse", &head);
    for row in found_blockers(page, &BlockerFilter::read(page)).rows {
        sheet.row(cells(asked, &row));
    }
    Ok(sheet)
}

fn cells(asked: &Asked, row: &BlockerRow) -> [Value; 17] {
    let page = &asked.page;
    let (blocker, today) = (&row.blocker, page.today());
    let facts = &blocker.facts;
    let is_open = blocker.is_open_on(today);
    let closings: Vec<_> = blocker.members.iter().filter_map(|member| blocker.closing_of(member)).collect();
    let standing = match (&blocker.withdrawn, is_open) {
        (Some(_), _) => "zurückgenommen",
        (None, true) => "offen",
        (None, false) => "behoben",
    };
    let closed_on = closings.iter().map(|closing| closing.on).max().filter(|_| standing == "behoben");
    // What helped one authority is told once, however many of its services it concerns.
    let resolutions: BTreeSet<&str> = closings.iter().map(|closing| closing.resolution.as_str()).collect();
    let resolutions: Vec<&str> = resolutions.into_iter().collect();
    let services = page.situation.catalogue().services.iter();
    let services: Vec<&str> = services
        .filter(|service| row.rollouts.iter().any(|rollout| rollout.service == service.slug))
        .map(|service| service.name.as_str())
        .collect();
    let criterion = page.situation.obstacles().criteria.get(facts.criterion);
    // Nobody waits for what is out of the way.
    let waiting = |count: u64| if is_open { Value::Count(count) } else { Value::Empty };
    [
        today.into(),
        Value::key(&blocker.id),
        facts.title.as_str().into(),
        Value::maybe(criterion.map(|criterion| criterion.name.as_str())),
        words::action_by(facts.action_by).into(),
        words::severity(facts.severity).into(),
        standing.into(),
        facts.opened_on.into(),
        Value::day(facts.due_on),
        Value::day(closed_on),
        resolutions.join("; ").into(),
        services.join(", ").into(),
        if is_open { row.waiting.authorities.into() } else { row.authorities().into() },
        waiting(row.waiting.communes),
        waiting(row.waiting.inhabitants),
        Value::maybe(facts.note.as_deref()),
        facts.link.clone().map_or(Value::Empty, Value::Link),
    ]
}

/// Who waits, by what the reader chooses.
pub(super) fn groups(asked: &Asked) -> Result<Sheet, AppError> {
    let page = &asked.page;
    let filter = BlockerFilter::read(page);
    let head = [
        ("Stand", "Der Tag der Auskunft"),
        ("Zusammengefasst nach", "Was die Hindernisse einer Zeile gemeinsam haben"),
        ("Gruppe", "Welches Kriterium, welcher Hersteller, wer am Zug ist oder welcher Kreis"),
        ("Hindernisse", "Wie viele offen sind"),
        ("Behörden", "Wie viele Behörden sie aufhalten"),
        ("Kommunen", "Wie viele Kommunen warten; jede zählt je Zeile einmal und kann in mehreren stehen"),
        ("Menschen", "Wie viele Menschen dort leben"),
    ];
    let mut sheet = Sheet::new(page, "wartende", "Wer wartet", &head);
    for (key, group) in found_blockers(page, &filter).groups {
        sheet.row([
            page.today().into(),
            filter.grouping.name().into(),
            key.name(page).into(),
            group.blockers.into(),
            group.waiting.authorities.into(),
            group.waiting.communes.into(),
            group.waiting.inhabitants.into(),
        ]);
    }
    Ok(sheet)
}

/// Whom one blocker holds up, or held up.
pub(super) fn members(asked: &Asked) -> Result<Sheet, AppError> {
    let page = &asked.page;
    let id = page.parameter("hindernis").parse().map_err(|_| AppError::NotFound)?;
    let blocker = page.situation.obstacles().blockers.get(id).ok_or(AppError::NotFound)?;
    let head = [
        ("Stand", "Der Tag der Auskunft"),
        ("Nr.", "Nummer des Hindernisses"),
        ("Hindernis", "Was aufhält, in einer Zeile"),
        ("Schlüssel", "Schlüssel der Behörde im Register"),
        ("Behörde", "Wen es aufhält"),
        ("Leistung", "Welche Leistung es aufhält"),
        ("Status", "Wie weit die Behörde mit der Leistung ist"),
        ("Hersteller", "Hersteller oder IT-Dienstleister der Behörde"),
        ("Betroffen seit", "Erster Tag"),
        ("Behoben am", "Erster Tag ohne das Hindernis"),
        ("Lösung", "Was dieser Behörde geholfen hat"),
    ];
    let mut sheet = Sheet::new(page, "betroffene", "Betroffene", &head).with_stages();
    sheet.file = format!("lagebild-betroffene-{id}-{}", page.today());
    let (vendors, catalogue) = (&page.situation.obstacles().vendors, page.situation.catalogue());
    let name = |ars| page.situation.editions().last_known(ars).map(|(body, _)| words::authority_name(body));
    let mut members: Vec<_> = blocker
        .members
        .iter()
        .map(|member| (name(&member.rollout.authority).unwrap_or_default(), member))
        .collect();
    members.sort_by_cached_key(|(name, member)| (sort_key(name), member.rollout.clone()));
    for (name, member) in members {
        let history = page.situation.history(&member.rollout);
        let entry = history.and_then(|history| history.current(Viewpoint::on(page.today())));
        let vendor = entry.and_then(|event| event.entry.vendor.as_deref());
        let closing = blocker.closing_of(member).filter(|_| blocker.withdrawn.is_none());
        sheet.row([
            page.today().into(),
            Value::key(&blocker.id),
            blocker.facts.title.as_str().into(),
            Value::key(&member.rollout.authority),
            name.into(),
            Value::maybe(catalogue.service(&member.rollout.service).map(|service| service.name.as_str())),
            words::stage(entry.map_or(Stage::Unknown, |event| event.entry.stage)).into(),
            Value::maybe(vendor.map(|text| vendors.name(text))),
            member.joined_on.max(blocker.facts.opened_on).into(),
            Value::day(closing.map(|closing| closing.on)),
            Value::maybe(closing.map(|closing| closing.resolution.as_str())),
        ]);
    }
    Ok(sheet)
}
