//! What decides, and where to act.

use app::pages::{
    asked, factor_name, group_name, grouping, lever_by, lever_by_name, lever_filter, lever_name, untold,
};
use domain::journey::{Told, compare};
use sheets::write::Value;

use super::Asked;
use super::sheet::Sheet;
use crate::failure::AppError;

/// The curves of each group, a row for each day on which somebody went live.
pub(super) fn durations(asked: &Asked) -> Result<Sheet, AppError> {
    let (page, filter) = (&asked.page, asked.filter()?);
    let by = grouping(page);
    let ways = page.figures.ways(&page.situation, page.version, &filter);
    let head = [
        ("Stand", "Der Tag, bis zu dem gezählt wird"),
        ("Gruppe", "Was die Einführungen der Kurve gemeinsam haben"),
        ("Einführungen", "Wie viele in der Gruppe sind: je Behörde und Leistung eine"),
        (
            "Median in Tagen",
            "Nach wie vielen Tagen die Hälfte live ist; leer, wenn es noch nicht die Hälfte ist",
        ),
        ("Tag", "Tage seit dem ersten Schritt"),
        ("beobachtet", "Wie viele an diesem Tag noch nicht live waren"),
        ("live geworden", "Wie viele an diesem Tag live wurden"),
        ("Anteil noch nicht live", "Geschätzter Anteil, der danach noch nicht live ist, in Prozent"),
        ("Anteil mindestens", "Untere Grenze des 95-%-Bandes, in Prozent"),
        ("Anteil höchstens", "Obere Grenze des 95-%-Bandes, in Prozent"),
    ];
    let mut sheet = Sheet::new(page, "dauer", "Dauer bis live", &head).under(page, "dauer", &filter);
    for group in compare(&ways.journeys.watched, by).groups {
        let name = group_name(page, by, group.group);
        let median = group.curve.median().map_or(Value::Empty, |days| Value::Count(u64::from(days)));
        for step in &group.curve.steps {
            sheet.row([
                filter.viewpoint.on.into(),
                name.as_str().into(),
                u64::from(group.curve.subjects).into(),
                median.clone(),
                u64::from(step.day).into(),
                u64::from(step.at_risk).into(),
                u64::from(step.events).into(),
                Value::Share(step.waiting),
                Value::Share(step.low),
                Value::Share(step.high),
            ]);
        }
    }
    Ok(sheet)
}

/// What goes together with how long it takes.
pub(super) fn factors(asked: &Asked) -> Result<Sheet, AppError> {
    let (page, filter) = (&asked.page, asked.filter()?);
    let ways = page.figures.ways(&page.situation, page.version, &filter);
    let head = [
        ("Stand", "Der Tag, bis zu dem gezählt wird"),
        ("Merkmal", "Was einen Unterschied machen kann"),
        ("Einführungen", "Auf wie viele es mindestens eine Woche zutraf"),
        ("live geworden", "Wie viele in einer solchen Woche live wurden"),
        (
            "Faktor",
            "Wie viele damit in einer Woche live gehen, in Prozent derer ohne; unter 100 ist langsamer",
        ),
        ("Faktor mindestens", "Untere Grenze des 95-%-Bereichs, in Prozent"),
        ("Faktor höchstens", "Obere Grenze des 95-%-Bereichs, in Prozent"),
        ("ohne Faktor, weil", "Warum keiner angegeben ist"),
    ];
    let mut sheet = Sheet::new(page, "faktoren", "Faktoren", &head).under(page, "faktoren", &filter);
    for effect in &ways.effects.effects {
        let [ratio, low, high] = match effect.told {
            Told::Ratio { ratio, low, high } => [ratio, low, high].map(Value::Share),
            _ => [Value::Empty, Value::Empty, Value::Empty],
        };
        sheet.row([
            filter.viewpoint.on.into(),
            factor_name(page, &effect.factor).into(),
            u64::from(effect.rollouts).into(),
            u64::from(effect.starts).into(),
            ratio,
            low,
            high,
            Value::maybe(Some(untold(effect.told)).filter(|reason| !reason.is_empty())),
        ]);
    }
    Ok(sheet)
}

/// What solving something would free.
pub(super) fn levers(asked: &Asked) -> Result<Sheet, AppError> {
    let page = &asked.page;
    let (filter, ignored) = lever_filter(page);
    if !ignored.is_empty() {
        return Err(AppError::Parameter);
    }
    let by = lever_by(page);
    let head = [
        ("Stand", "Der Tag der Auskunft"),
        ("Zusammengefasst nach", "Was gemeinsam gelöst wird"),
        ("Gelöst wird", "Welches Kriterium, welcher Hersteller, welches Hindernis oder welcher Kreis"),
        ("Hindernisse", "Wie viele offene es sind"),
        ("Behörden frei", "Behörden, die danach nichts mehr aufhält"),
        ("Kommunen frei", "Kommunen, die danach auf nichts mehr warten"),
        ("Menschen frei", "Wie viele Menschen dort leben"),
        ("Behörden mit anderem", "Behörden, die auch etwas anderes aufhält"),
        ("Kommunen mit anderem", "Kommunen, die auch auf etwas anderes warten"),
        ("Menschen mit anderem", "Wie viele Menschen dort leben"),
        (
            "Menschen frei gemeinsam",
            "Menschen, die frei sind, wenn diese und alle Zeilen darüber gelöst sind",
        ),
    ];
    let mut sheet = Sheet::new(page, "hebel", "Hebel", &head).under(page, "hebel", &filter);
    for (key, lever) in &page.figures.levers(&page.situation, page.version, &filter, by).ranked {
        sheet.row([
            page.today().into(),
            lever_by_name(by).into(),
            lever_name(page, *key).into(),
            lever.blockers.into(),
            lever.freed.authorities.into(),
            lever.freed.communes.into(),
            lever.freed.inhabitants.into(),
            lever.others_remain.authorities.into(),
            lever.others_remain.communes.into(),
            lever.others_remain.inhabitants.into(),
            lever.together.inhabitants.into(),
        ]);
    }
    Ok(sheet)
}

/// Whom to help when, a row for each authority.
pub(super) fn waves(asked_by: &Asked) -> Result<Sheet, AppError> {
    let page = &asked_by.page;
    let asked = asked(page);
    if !asked.ignored.is_empty() {
        return Err(AppError::Parameter);
    }
    let head = [
        ("Woche", "Die wievielte Woche von heute an"),
        ("Bis", "Letzter Tag der Woche"),
        ("Reihenfolge", "Die wievielte Behörde von allen"),
        ("Schlüssel", "Schlüssel der Behörde im Register"),
        ("Behörde", "Wem geholfen wird"),
        ("Hersteller", "Hersteller der meisten Leistungen, die ihr fehlen"),
        ("Leistungen", "Was ihr fehlt"),
        ("Behörden seit heute", "Wie viele am Ende der Woche live geworden sind"),
        ("Kommunen seit heute", "Wie viele dann alles Ausgewählte haben"),
        ("Menschen seit heute", "Wie viele Menschen dort leben"),
    ];
    let mut sheet =
        Sheet::new(page, "wellenplan", "Wellenplan", &head).under(page, "wellenplan", &asked.filter);
    let work = page.figures.work(&page.situation, page.version, &asked.filter, asked.without_blocked);
    let responsibilities = page.situation.responsibilities(asked.filter.viewpoint.on);
    let (catalogue, vendors) = (page.situation.catalogue(), &page.situation.obstacles().vendors);
    let plan = work.plan(asked.filter.measure, asked.capacity, asked.weeks());
    let mut place = 0_u64;
    for (week, wave) in plan.waves.iter().enumerate() {
        for job in &wave.jobs {
            let job = &work.jobs[*job];
            place += 1;
            let services = job.rollouts.iter().map(|rollout| &responsibilities.rollouts()[*rollout].service);
            let services: Vec<&str> = services
                .filter_map(|slug| catalogue.service(slug))
                .map(|service| service.name.as_str())
                .collect();
            let vendor = job.vendor.and_then(|vendor| vendors.get(vendor));
            sheet.row([
                (week as u64 + 1).into(),
                asked.last_day(week).into(),
                place.into(),
                Value::key(&job.authority),
                page.authority_name(&job.authority).into(),
                Value::maybe(vendor.map(|vendor| vendor.name.as_str())),
                services.join(", ").into(),
                wave.gained.authorities.into(),
                wave.gained.communes.into(),
                wave.gained.inhabitants.into(),
            ]);
        }
    }
    Ok(sheet)
}
