//! What was agreed, as a sheet.

use app::pages::{MeasureFilter, found_measures};
use app::{format, words};
use axum::Extension;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use crate::data::Sheet;
use crate::failure::AppError;
use crate::guest::Guest;
use crate::pages;
use crate::state::AppState;

/// `GET /daten/massnahmen.csv`: the measures of a selection.
pub(crate) async fn sheet(
    State(state): State<AppState>,
    Extension(guest): Extension<Guest>,
    uri: Uri,
) -> Result<Response, AppError> {
    let page = pages::page(&state, &uri).await?;
    let register = page.register();
    let blockers = &page.situation.obstacles().blockers;
    let mut sheet = Sheet::new();
    let head = [
        "Stand",
        "Maßnahme",
        "Was",
        "Wer",
        "Schlüssel",
        "Behörde",
        "Bis",
        "Status",
        "Überfällig",
        "Beendet",
        "Aus Erkenntnis",
        "Soll beseitigen",
        "Bemerkung",
    ];
    sheet.row(&head.map(str::to_owned));
    for measure in found_measures(&page, &guest.visitor, &MeasureFilter::read(&page)) {
        let facts = &measure.facts;
        let body = facts.body.and_then(|ars| register.get(&ars)).map(words::full_name);
        let titles: Vec<String> =
            facts.blockers.iter().filter_map(|id| Some(blockers.get(*id)?.facts.title.clone())).collect();
        sheet.row(&[
            format::day(page.today()),
            measure.id.to_string(),
            facts.what.clone(),
            facts.owner.clone(),
            facts.body.map(|ars| ars.to_string()).unwrap_or_default(),
            body.unwrap_or_default(),
            format::day(facts.due_on),
            words::measure_state(measure.state).to_owned(),
            if measure.is_overdue(page.today()) { "ja" } else { "nein" }.to_owned(),
            measure.ended_on.map(format::day).unwrap_or_default(),
            facts.finding.map(|finding| finding.to_string()).unwrap_or_default(),
            titles.join("; "),
            facts.note.clone().unwrap_or_default(),
        ]);
    }
    Ok(sheet.download(&format!("lagebild-massnahmen-{}.csv", page.today())))
}
