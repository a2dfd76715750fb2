//! Figures as sheets: CSV as German Excel reads it (UTF-8 with BOM, semicolon, CRLF, decimal comma).

use app::context::Page;
use app::figures::{Filter, Series};
use app::pages::{CommuneFilter, found};
use app::{format, words};
use axum::Extension;
use axum::extract::State;
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Response};
use csv::{QuoteStyle, Terminator, WriterBuilder};
use domain::catalogue::Selection;
use domain::coverage::{Coverage, Measure, Share};
use domain::rollout::RolloutKey;
use domain::stage::Stage;

use crate::failure::AppError;
use crate::guest::Guest;
use crate::pages;
use crate::state::AppState;

/// `GET /daten/verlauf.csv`: the line of the chart in all three measures.
pub(crate) async fn series(State(state): State<AppState>, uri: Uri) -> Result<Response, AppError> {
    let page = pages::page(&state, &uri).await?;
    let filter = filter(&page)?;
    let series =
        Series::compute(&page.situation, &filter.selection, filter.scope(), filter.measure, filter.viewpoint);
    let mut sheet = Sheet::new();
    let place = page.register().get(&filter.scope).map_or_else(String::new, words::full_name);
    let selection = page.selection_name(&filter.selection);
    let mut head: Vec<String> = ["Gebiet", "Leistung", "Tag"].map(Into::into).into();
    for measure in Measure::ALL {
        let name = words::measure(measure);
        head.extend(
            ["live", "unbekannt", "gesamt", "Anteil bestätigt", "Anteil höchstens"]
                .map(|column| format!("{name} {column}")),
        );
    }
    sheet.row(&head);
    for (day, coverage) in &series.points {
        let mut row = vec![place.clone(), selection.clone(), format::day(*day)];
        row.extend(Measure::ALL.into_iter().flat_map(|measure| counts(coverage, measure)));
        sheet.row(&row);
    }
    Ok(sheet.download(&file_name("verlauf", &filter)))
}

/// A name that tells downloads of several services, places and days apart.
fn file_name(what: &str, filter: &Filter) -> String {
    let selection = match &filter.selection {
        Selection::Total => "alle",
        Selection::Commitment(slug) | Selection::Service(slug) => slug.as_str(),
    };
    format!("lagebild-{what}-{selection}-{}-{}.csv", filter.scope, filter.viewpoint.on)
}

fn counts(coverage: &Coverage, measure: Measure) -> [String; 5] {
    let count = coverage.of(measure);
    [
        count.live.to_string(),
        count.unknown.to_string(),
        count.total.to_string(),
        percent(count.confirmed()),
        percent(count.possible()),
    ]
}

/// `36,2345`, in per cent and exact enough to compute with.
fn percent(share: Share) -> String {
    format!("{:.4}", share.fraction() * 100.0).replace('.', ",")
}

/// `GET /daten/kommunen.csv`: the communes that a search finds.
pub(crate) async fn communes(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
) -> Result<Response, AppError> {
    let page = pages::page(&state, &uri).await?;
    let is_inside = guest.visitor.is_inside(page.is_demo);
    let filter = CommuneFilter::read(&page);
    let mut sheet = Sheet::new();
    let mut head: Vec<String> =
        ["Stand", "AGS", "ARS", "Kommune", "Art und Lage", "Menschen"].map(Into::into).into();
    match &filter.service {
        Some(service) => head.push(
            page.situation
                .catalogue()
                .service(service)
                .map_or_else(String::new, |service| service.name.clone()),
        ),
        None => head
            .extend(page.situation.catalogue().commitments.iter().map(|commitment| commitment.name.clone())),
    }
    // The public sees published figures alone.
    head.extend(is_inside.then(|| "Hindernisse".to_owned()));
    sheet.row(&head);
    for row in found(&page, &filter).rows {
        let mut cells = vec![
            format::day(page.today()),
            domain::Ags::from(row.ars).to_string(),
            row.ars.to_string(),
            row.name,
            row.place,
            row.inhabitants.to_string(),
        ];
        cells.extend(row.stages.iter().map(|stage| words::stage(*stage).to_owned()));
        cells.extend(is_inside.then(|| row.blockers.to_string()));
        sheet.row(&cells);
    }
    Ok(sheet.download(&format!("lagebild-kommunen-{}.csv", page.today())))
}

/// `GET /daten/behoerden.csv`: every authority of a service in a scope, with its status.
pub(crate) async fn authorities(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
) -> Result<Response, AppError> {
    let page = pages::page(&state, &uri).await?;
    let is_inside = guest.visitor.is_inside(page.is_demo);
    let filter = filter(&page)?;
    let viewpoint = filter.viewpoint;
    let responsibilities = page.situation.responsibilities(viewpoint.on);
    let register = responsibilities.register();
    let mut sheet = Sheet::new();
    let mut head = [
        "Stand",
        "Schlüssel",
        "Behörde",
        "Leistung",
        "LeiKa",
        "Status",
        "Gilt seit",
        "Geplant zum",
        "Live seit",
        "Hersteller",
        "Adresse",
        "bestätigt am",
    ]
    .map(str::to_owned)
    .to_vec();
    head.extend(is_inside.then(|| "Hindernisse".to_owned()));
    sheet.row(&head);
    let needed = responsibilities.needed_within(&filter.scope);
    for service in page.situation.catalogue().selected(&filter.selection) {
        for rollout in needed.iter().map(|position| &responsibilities.rollouts()[*position]) {
            if rollout.service == service.slug {
                let name = register.get(&rollout.authority).map_or_else(String::new, words::authority_name);
                let mut row = vec![format::day(viewpoint.on), rollout.authority.to_string(), name];
                row.extend([service.name.clone(), service.leika.clone()]);
                row.extend(status(&page, rollout, &filter));
                row.extend(is_inside.then(|| blockers(&page, rollout, &filter)));
                sheet.row(&row);
            }
        }
    }
    Ok(sheet.download(&file_name("behoerden", &filter)))
}

/// What holds a rollout up, by its title.
fn blockers(page: &Page, rollout: &RolloutKey, filter: &Filter) -> String {
    let blockers = page.situation.obstacles().blockers.blocking(rollout, filter.viewpoint.on);
    let titles: Vec<&str> = blockers.map(|blocker| blocker.facts.title.as_str()).collect();
    titles.join("; ")
}

fn status(page: &Page, rollout: &RolloutKey, filter: &Filter) -> [String; 7] {
    let history = page.situation.history(rollout);
    let entry = history.and_then(|history| history.current(filter.viewpoint)).map(|event| &event.entry);
    let day = |day: Option<domain::Day>| day.map(format::day).unwrap_or_default();
    let vendors = &page.situation.obstacles().vendors;
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    [
        words::stage(entry.map_or(Stage::Unknown, |entry| entry.stage)).to_owned(),
        day(entry.map(|entry| entry.effective_on)),
        day(entry.and_then(|entry| entry.planned_on)),
        day(history.and_then(|history| history.live_since(filter.viewpoint))),
        entry
            .and_then(|entry| entry.vendor.as_deref())
            .map_or_else(String::new, |name| vendors.name(name).to_owned()),
        text(entry.and_then(|entry| entry.link.as_ref())),
        day(history.and_then(|history| history.last_confirmed_at(filter.viewpoint)).map(domain::Day::of)),
    ]
}

/// The filter of the address. A sheet that is carried away shows nobody what was replaced in it, so that a
/// parameter that cannot be used is refused.
fn filter(page: &Page) -> Result<Filter, AppError> {
    let (filter, ignored) = page.filter();
    if ignored.is_empty() { Ok(filter) } else { Err(AppError::Parameter) }
}

/// Rows on their way to a spreadsheet.
pub(crate) struct Sheet(csv::Writer<Vec<u8>>);

impl Sheet {
    pub(crate) fn new() -> Self {
        // Excel takes a file for UTF-8 only when it begins with a byte order mark.
        let bom = "\u{feff}".as_bytes().to_vec();
        Self(
            WriterBuilder::new()
                .delimiter(b';')
                .terminator(Terminator::CRLF)
                .quote_style(QuoteStyle::Necessary)
                .from_writer(bom),
        )
    }

    pub(crate) fn row(&mut self, cells: &[String]) {
        let written = self.0.write_record(cells.iter().map(|cell| harmless(cell)));
        debug_assert!(written.is_ok(), "writing to memory does not fail");
    }

    pub(crate) fn download(self, name: &str) -> Response {
        let bytes = self.0.into_inner().unwrap_or_default();
        let disposition = format!("attachment; filename=\"{name}\"");
        (
            [
                (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
                (header::CONTENT_DISPOSITION, disposition),
            ],
            bytes,
        )
            .into_response()
    }
}

/// A cell that a spreadsheet would take for a formula gets an apostrophe before it.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless() {
        assert_eq!(harmless("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
        assert_eq!(harmless("12,5"), "12,5");
    }

    #[test]
    fn a_sheet_is_what_german_excel_reads() {
        let mut sheet = Sheet::new();
        sheet.row(&["Bad Aibling; Stadt".into(), "1".into()]);
        let bytes = sheet.0.into_inner().unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "\u{feff}\"Bad Aibling; Stadt\";1\r\n");
    }
}
