//! How far the Land is: over time, by commitment, by service, by place.

use app::charts::STAGE_KEY;
use app::figures::{Filter, Line, Series};
use app::pages::{held_up, kreise as kreise_of};
use app::words;
use domain::catalogue::{Selection, Service};
use domain::coverage::{Coverage, Measure, Scope};
use domain::stage::Stage;
use sheets::write::Value;

use super::Asked;
use super::sheet::Sheet;
use crate::failure::AppError;

/// What is told of each measure.
const FIGURES: [(&str, &str); 5] = [
    ("live", "bei denen alles Ausgewählte live ist"),
    ("unbekannt", "bei denen noch offen ist, ob sie live sind"),
    ("gesamt", "insgesamt"),
    ("Anteil bestätigt", "live von gesamt, in Prozent"),
    ("Anteil höchstens", "live und unbekannt von gesamt, in Prozent"),
];

/// Adds five columns for each measure.
pub(super) fn measures(sheet: &mut Sheet) {
    for measure in Measure::ALL {
        let name = words::measure(measure);
        for (figure, meaning) in FIGURES {
            sheet.column(format!("{name} {figure}"), format!("{name}, {meaning}"));
        }
    }
}

pub(super) fn counts(coverage: &Coverage) -> Vec<Value> {
    let count = |measure| {
        let count = coverage.of(measure);
        [
            count.live.into(),
            count.unknown.into(),
            count.total.into(),
            Value::Share(count.confirmed().fraction()),
            Value::Share(count.possible().fraction()),
        ]
    };
    Measure::ALL.into_iter().flat_map(count).collect()
}

/// Adds a column for each stage, in the order of the bars.
fn stages(sheet: &mut Sheet) {
    for stage in in_order() {
        let name = words::stage(stage);
        sheet.column(format!("Stand {name}"), format!("Behörden je Leistung mit dem Stand „{name}“"));
    }
}

fn in_order() -> impl Iterator<Item = Stage> {
    STAGE_KEY.iter().flat_map(|group| group.stages).copied()
}

fn by_stage(line: &Line) -> Vec<Value> {
    let of = |stage| line.stages.iter().find(|(counted, _)| *counted == stage).map_or(0, |(_, count)| *count);
    in_order().map(|stage| of(stage).into()).collect()
}

/// The line of the chart in all three measures.
pub(super) fn series(asked: &Asked) -> Result<Sheet, AppError> {
    let (page, filter) = (&asked.page, asked.filter()?);
    let series =
        Series::compute(&page.situation, &filter.selection, filter.scope(), filter.measure, filter.viewpoint);
    let head = [
        ("Gebiet", "Wo gezählt wird"),
        ("Leistung", "Was gezählt wird"),
        ("Tag", "Der Tag, dessen Stand gezählt wird"),
    ];
    let mut sheet = Sheet::new(page, "verlauf", "Verlauf", &head).under(page, "verlauf", &filter);
    measures(&mut sheet);
    sheet.column("Soll", "Anteil, den der Zielpfad im gewählten Maß an diesem Tag erwartet, in Prozent");
    let place = page.register().get(&filter.scope).map_or_else(String::new, words::full_name);
    let selection = page.selection_name(&filter.selection);
    for (day, coverage) in &series.points {
        let expected = series.path.as_ref().and_then(|path| path.expected(*day));
        let mut row = vec![place.clone().into(), selection.clone().into(), (*day).into()];
        row.extend(counts(coverage));
        row.push(expected.map_or(Value::Empty, Value::Share));
        sheet.row(row);
    }
    Ok(sheet)
}

/// Each commitment, as on the Lagebild.
pub(super) fn commitments(asked: &Asked) -> Result<Sheet, AppError> {
    let (page, filter) = (&asked.page, asked.filter()?);
    let overview = page.figures.overview(&page.situation, page.version, page.today(), &filter);
    let head = [
        ("Stand", "Der Tag, dessen Stand gezählt wird"),
        ("Gebiet", "Wo gezählt wird"),
        ("Zusage", "Eine Zusage mit mehreren Leistungen ist erst live, wenn alle es sind"),
    ];
    let sheet = Sheet::new(page, "zusagen", "Zusagen", &head).under(page, "zusagen", &filter);
    let lines =
        overview.commitments.iter().map(|(commitment, line)| (vec![commitment.name.as_str().into()], line));
    Ok(table_of_lines(asked, &filter, sheet, lines))
}

/// Each service.
pub(super) fn services(asked: &Asked) -> Result<Sheet, AppError> {
    let (page, asked_for) = (&asked.page, asked.filter()?);
    let filter = Filter { selection: Selection::Total, ..asked_for };
    let catalogue = page.situation.catalogue();
    let head = [
        ("Stand", "Der Tag, dessen Stand gezählt wird"),
        ("Gebiet", "Wo gezählt wird"),
        ("Leistung", "Die Fokusleistung"),
        ("LeiKa", "Schlüssel im Leistungskatalog"),
        ("OZG-ID", "Schlüssel im OZG-Umsetzungskatalog"),
        ("Zuständig", "Welche Behörden sie anbieten"),
        ("Zusage", "Zu welcher Zusage sie gehört"),
    ];
    let sheet = Sheet::new(page, "leistungen", "Leistungen", &head).under(page, "leistungen", &filter);
    let lines: Vec<(Vec<Value>, Line)> = catalogue
        .services
        .iter()
        .map(|service| {
            let selection = Selection::Service(service.slug.clone());
            let line = Line::compute(&page.situation, &selection, filter.scope(), filter.viewpoint);
            (about(asked, service), line)
        })
        .collect();
    let lines = lines.iter().map(|(head, line)| (head.clone(), line));
    Ok(table_of_lines(asked, &filter, sheet, lines))
}

fn about(asked: &Asked, service: &Service) -> Vec<Value> {
    let catalogue = asked.page.situation.catalogue();
    vec![
        service.name.as_str().into(),
        Value::key(&service.leika),
        Value::key(&service.ozg_id),
        Value::maybe(catalogue.class(&service.class).map(|class| class.name.as_str())),
        Value::maybe(catalogue.commitment(&service.commitment).map(|of| of.name.as_str())),
    ]
}

/// Day, place, what a line is of, measures, stages, four weeks before, and whether all are live.
fn table_of_lines<'a>(
    asked: &Asked,
    filter: &Filter,
    sheet: Sheet,
    lines: impl Iterator<Item = (Vec<Value>, &'a Line)>,
) -> Sheet {
    let mut sheet = sheet.with_stages();
    measures(&mut sheet);
    stages(&mut sheet);
    sheet.column(
        "Behörden live vor 4 Wochen",
        "Behörden, bei denen 28 Tage vorher alles Ausgewählte live war",
    );
    sheet.column("flächendeckend", "ja, wenn jede zuständige Behörde live ist");
    let place = asked.page.register().get(&filter.scope).map_or_else(String::new, words::full_name);
    for (head, line) in lines {
        let mut row = vec![filter.viewpoint.on.into(), place.clone().into()];
        row.extend(head);
        row.extend(counts(&line.now));
        row.extend(by_stage(line));
        row.push(line.before.authorities.live.into());
        row.push(if line.now.is_complete() { "ja" } else { "nein" }.into());
        sheet.row(row);
    }
    sheet
}

/// The next smaller places, and the pilots beside all others.
pub(super) fn parts(asked: &Asked) -> Result<Sheet, AppError> {
    let (page, filter) = (&asked.page, asked.filter()?);
    let overview = page.figures.overview(&page.situation, page.version, page.today(), &filter);
    let head = [
        ("Stand", "Der Tag, dessen Stand gezählt wird"),
        ("Leistung", "Was gezählt wird"),
        ("Schlüssel", "Schlüssel des Gebiets im Register; leer bei den Pilotkommunen und allen anderen"),
        ("Gebiet", "Wo gezählt wird"),
    ];
    let mut sheet = Sheet::new(page, "gebiete", "Gebiete", &head).under(page, "gebiete", &filter);
    measures(&mut sheet);
    let selection = page.selection_name(&filter.selection);
    let mut row = |key: Value, name: String, coverage: &Coverage| {
        let head = vec![filter.viewpoint.on.into(), selection.clone().into(), key, name.into()];
        sheet.row([head, counts(coverage)].concat());
    };
    for (body, coverage) in &overview.parts {
        row(Value::key(&body.ars), words::full_name(body), coverage);
    }
    if let Some((pilots, others)) = &overview.pilots {
        row(Value::Empty, "Pilotkommunen".to_owned(), pilots);
        row(Value::Empty, "alle anderen".to_owned(), others);
    }
    Ok(sheet)
}

/// Every Kreis of a scope with the stages of its authorities.
pub(super) fn kreise(asked: &Asked) -> Result<Sheet, AppError> {
    let (page, filter) = (&asked.page, asked.filter()?);
    let head = [
        ("Stand", "Der Tag, dessen Stand gezählt wird"),
        ("Leistung", "Was gezählt wird"),
        ("Schlüssel", "Schlüssel des Kreises im Register"),
        ("Kreis", "Landkreis oder kreisfreie Stadt"),
    ];
    let mut sheet = Sheet::new(page, "kreise", "Kreise", &head).under(page, "kreise", &filter).with_stages();
    measures(&mut sheet);
    stages(&mut sheet);
    // The public sees published figures alone.
    if asked.is_inside() {
        sheet.column("mit Hindernis", "Behörden, die ein offenes Hindernis aufhält");
    }
    let selection = page.selection_name(&filter.selection);
    let kreise = kreise_of(page, &filter);
    let scopes: Vec<Scope> = kreise.iter().map(|kreis| Scope::Within(kreis.ars)).collect();
    let lines = Line::compute_all(&page.situation, &filter.selection, &scopes, filter.viewpoint);
    for (kreis, line) in kreise.iter().zip(&lines) {
        let mut row = vec![
            filter.viewpoint.on.into(),
            selection.clone().into(),
            Value::key(&kreis.ars),
            words::full_name(kreis).into(),
        ];
        row.extend(counts(&line.now));
        row.extend(by_stage(line));
        row.extend(asked.is_inside().then(|| held_up(page, &filter, kreis).into()));
        sheet.row(row);
    }
    Ok(sheet)
}
