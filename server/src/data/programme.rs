//! What is wanted, what counts as live, and what was reported.

use app::figures::{Filter, gaps as gaps_of, paces};
use app::pages::kreise;
use app::words;
use domain::snapshot::Snapshot;
use sheets::write::Value;

use super::Asked;
use super::coverage::{counts, measures};
use super::sheet::Sheet;
use crate::failure::AppError;

fn place(asked: &Asked, filter: &Filter) -> String {
    asked.page.register().get(&filter.scope).map_or_else(String::new, words::full_name)
}

/// The target of the programme, and everything that was agreed on beside it.
pub(super) fn targets(asked: &Asked) -> Result<Sheet, AppError> {
    let page = &asked.page;
    let head = [
        ("Leistung", "Was erreicht werden soll; leer: alles"),
        ("Gemessen in", "Menschen, Kommunen oder Behörden; leer: in allen drei"),
        ("Schlüssel", "Schlüssel des Gebiets im Register; leer: jedes Gebiet"),
        ("Gebiet", "Wo es erreicht werden soll"),
        ("Beginn", "Der Tag, mit dessen bestätigtem Wert der Zielpfad beginnt; nur beim Programmziel"),
        ("Fällig", "Der Tag, an dem der Anteil erreicht sein soll"),
        ("Anteil", "Gewollter Anteil, in Prozent"),
        ("Stand", "gilt oder zurückgenommen"),
    ];
    let mut sheet = Sheet::new(page, "ziele", "Ziele", &head);
    // The public sees what is wanted, and not what was said about it.
    if asked.is_inside() {
        sheet.column("Grund", "Warum das Ziel vereinbart wurde");
        sheet.column("Zurückgenommen, weil", "Warum es nicht mehr gilt");
    }
    if let Some(target) = page.situation.catalogue().target {
        let mut row = vec![
            Value::Empty,
            Value::Empty,
            Value::Empty,
            Value::Empty,
            target.from.into(),
            target.due.into(),
            Value::Share(target.share),
            "gilt".into(),
        ];
        if asked.is_inside() {
            row.extend(["Ziel des Programms".into(), Value::Empty]);
        }
        sheet.row(row);
    }
    let register = page.register();
    for target in page.situation.programme().targets.all() {
        let mut row = vec![
            page.selection_name(&target.aim.selection).into(),
            words::measure(target.aim.measure).into(),
            Value::key(&target.aim.scope),
            Value::maybe(register.get(&target.aim.scope).map(words::full_name)),
            Value::Empty,
            target.due.into(),
            Value::Share(target.share),
            if target.withdrawn.is_some() { "zurückgenommen" } else { "gilt" }.into(),
        ];
        if asked.is_inside() {
            row.extend([target.reason.as_str().into(), Value::maybe(target.withdrawn.as_deref())]);
        }
        sheet.row(row);
    }
    Ok(sheet)
}

/// What has to go live each week.
pub(super) fn pace(asked: &Asked) -> Result<Sheet, AppError> {
    let (page, filter) = (&asked.page, asked.filter()?);
    let head = [
        ("Stand", "Der Tag, von dem an gerechnet wird"),
        ("Gebiet", "Wo gezählt wird"),
        ("Leistung", "Was gezählt wird"),
        ("Gemessen in", "Menschen, Kommunen oder Behörden"),
        ("live", "Bestätigt live"),
        ("gesamt", "Insgesamt"),
        ("Soll", "Anteil, den der Zielpfad am Stand erwartet, in Prozent"),
        ("Anteil gewollt", "Anteil, der als nächstes erreicht sein soll, in Prozent"),
        ("Fällig", "Der Tag, an dem er erreicht sein soll"),
        ("fehlen", "So viele fehlen bis dahin"),
        ("nötig je Woche", "So viele müssen es bis dahin je Woche sein; leer: der Tag ist vorbei"),
        (
            "je Woche in 4 Wochen",
            "So viele kamen in den letzten 4 Wochen je Woche hinzu, Rückfälle abgezogen",
        ),
        (
            "je Woche in 12 Wochen",
            "So viele kamen in den letzten 12 Wochen je Woche hinzu, Rückfälle abgezogen",
        ),
    ];
    let mut sheet = Sheet::new(page, "tempo", "Tempo", &head).under(page, "tempo", &filter);
    for pace in paces(&page.situation, &filter) {
        sheet.row(vec![
            filter.viewpoint.on.into(),
            place(asked, &filter).into(),
            page.selection_name(&filter.selection).into(),
            words::measure(pace.measure).into(),
            pace.now.live.into(),
            pace.now.total.into(),
            pace.expected.map_or(Value::Empty, Value::Share),
            Value::Share(pace.next.1),
            pace.next.0.into(),
            pace.missing.into(),
            pace.needed.map_or(Value::Empty, Value::Number),
            Value::Number(pace.lately[0]),
            Value::Number(pace.lately[1]),
        ]);
    }
    Ok(sheet)
}

/// Every Kreis against its own path.
pub(super) fn gaps(asked: &Asked) -> Result<Sheet, AppError> {
    let (page, filter) = (&asked.page, asked.filter()?);
    let head = [
        ("Stand", "Der Tag, dessen Stand gezählt wird"),
        ("Leistung", "Was gezählt wird"),
        ("Gemessen in", "Menschen, Kommunen oder Behörden"),
        ("Schlüssel", "Schlüssel des Kreises im Register"),
        ("Kreis", "Landkreis oder kreisfreie Stadt"),
        ("live", "Bestätigt live"),
        ("unbekannt", "Bei denen noch offen ist, ob sie live sind"),
        ("gesamt", "Insgesamt"),
        ("Anteil bestätigt", "Anteil bestätigt live, in Prozent"),
        ("Anteil höchstens", "Anteil, wenn alles Unbekannte live wäre, in Prozent"),
        ("Soll", "Anteil, den der Zielpfad des Kreises an diesem Tag erwartet, in Prozent"),
        ("Abstand", "Bestätigter Anteil weniger Soll, in Prozentpunkten"),
    ];
    let mut sheet = Sheet::new(page, "zielabstand", "Zielabstand", &head).under(page, "zielabstand", &filter);
    for gap in gaps_of(&page.situation, &filter, kreise(page, &filter)) {
        sheet.row(vec![
            filter.viewpoint.on.into(),
            page.selection_name(&filter.selection).into(),
            words::measure(filter.measure).into(),
            Value::key(&gap.body.ars),
            words::full_name(&gap.body).into(),
            gap.now.live.into(),
            gap.now.unknown.into(),
            gap.now.total.into(),
            Value::Share(gap.now.confirmed().fraction()),
            Value::Share(gap.now.possible().fraction()),
            gap.expected.map_or(Value::Empty, Value::Share),
            gap.ahead().map_or(Value::Empty, |ahead| Value::Number(ahead * 100.0)),
        ]);
    }
    Ok(sheet)
}

/// Every definition of live, and what it gives.
pub(super) fn definitions(asked: &Asked) -> Result<Sheet, AppError> {
    let (page, filter) = (&asked.page, asked.filter()?);
    let head = [
        ("Definition", "Name der Definition"),
        ("Als live zählt", "Was als live zählt"),
        ("Pilotbetrieb zählt", "ja, wenn auch der Pilotbetrieb zählt"),
        ("Bestätigt in Tagen", "So alt darf eine Meldung höchstens sein; leer: ohne Frist"),
        ("Gilt ab", "Von diesem Tag an, bis eine andere sie ablöst"),
        ("Gilt heute", "ja oder nein"),
        ("Grund", "Warum sie hinzukam"),
        ("Stand", "Der Tag, dessen Stand gezählt wird"),
        ("Gebiet", "Wo gezählt wird"),
        ("Leistung", "Was gezählt wird"),
    ];
    let mut sheet =
        Sheet::new(page, "definitionen", "Definitionen", &head).under(page, "definitionen", &filter);
    measures(&mut sheet);
    let yes = |is: bool| if is { "ja" } else { "nein" };
    for version in page.situation.programme().definitions.all() {
        let definition = version.definition;
        let viewpoint = domain::rollout::Viewpoint { definition, ..filter.viewpoint };
        let coverage = page.situation.coverage(&filter.selection, filter.scope(), viewpoint);
        let mut row = vec![
            version.name.as_str().into(),
            words::definition(definition).into(),
            yes(definition.counts_pilot).into(),
            definition.confirmed_within.map_or(Value::Empty, |days| u64::from(days).into()),
            version.valid_from.into(),
            yes(definition.id == filter.usual).into(),
            version.reason.as_str().into(),
            filter.viewpoint.on.into(),
            place(asked, &filter).into(),
            page.selection_name(&filter.selection).into(),
        ];
        row.extend(counts(&coverage));
        sheet.row(row);
    }
    Ok(sheet)
}

/// What is told of each day of reporting before its figures.
const ABOUT: [(&str, &str); 5] = [
    ("Stichtag", "Name des Stichtags"),
    ("Stand", "Der Tag, dessen Stand gezählt wurde"),
    ("Bekannt bis", "Was danach eingetragen wurde, zählt nicht"),
    ("Definition", "Was als live zählte"),
    ("Festgehalten", "Wann die Zahlen gespeichert wurden"),
];

fn about(asked: &Asked, snapshot: &Snapshot) -> Vec<Value> {
    let definition = asked.page.situation.programme().definitions.get(snapshot.definition);
    vec![
        snapshot.name.as_str().into(),
        snapshot.on.into(),
        snapshot.known_on.into(),
        Value::maybe(definition.map(|version| version.name.as_str())),
        Value::Moment(snapshot.kept_at),
    ]
}

/// Every day of reporting with the figures of the whole.
pub(super) fn reporting_days(asked: &Asked) -> Result<Sheet, AppError> {
    let page = &asked.page;
    let mut sheet = Sheet::new(page, "stichtage", "Stichtage", &ABOUT);
    measures(&mut sheet);
    let land = page.situation.catalogue().land;
    for snapshot in page.situation.programme().snapshots.all() {
        let whole = snapshot.figure(&domain::catalogue::Selection::Total, &land).unwrap_or_default();
        sheet.row([about(asked, snapshot), counts(&whole)].concat());
    }
    Ok(sheet)
}

/// All figures that were kept of one day of reporting: `?stichtag=3`.
pub(super) fn reporting_day(asked: &Asked) -> Result<Sheet, AppError> {
    let page = &asked.page;
    let id = page.parameter("stichtag").parse().map_err(|_| AppError::NotFound)?;
    let snapshot = page.situation.programme().snapshots.get(id).ok_or(AppError::NotFound)?;
    let mut sheet = Sheet::new(page, "stichtag", "Stichtag", &ABOUT);
    sheet.file = format!("lagebild-stichtag-{id}-{}", page.today());
    sheet.column("Leistung", "Was gezählt wurde");
    sheet.column("Schlüssel", "Schlüssel des Gebiets im Register");
    sheet.column("Gebiet", "Wo gezählt wurde");
    measures(&mut sheet);
    let register = page.situation.responsibilities(snapshot.on).register();
    for figure in &snapshot.figures {
        let mut row = about(asked, snapshot);
        row.push(page.selection_name(&figure.selection).into());
        row.push(Value::key(&figure.scope));
        row.push(Value::maybe(register.get(&figure.scope).map(words::full_name)));
        row.extend(counts(&figure.coverage));
        sheet.row(row);
    }
    Ok(sheet)
}
