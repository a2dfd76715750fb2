//! What workshops found, as a sheet.

use app::pages::{FindingFilter, found_findings};
use app::{format, words};
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use crate::data::Sheet;
use crate::failure::AppError;
use crate::pages;
use crate::state::AppState;

/// `GET /daten/erkenntnisse.csv`: the findings of a selection, each wording in a row of its own.
pub(crate) async fn sheet(State(state): State<AppState>, uri: Uri) -> Result<Response, AppError> {
    let page = pages::page(&state, &uri).await?;
    let register = page.register();
    let (workshops, catalogue) = (page.situation.workshops(), page.situation.catalogue());
    let mut sheet = Sheet::new();
    let head = [
        "Stand",
        "Erkenntnis",
        "Steht für sich oder gehört zu",
        "Wortlaut",
        "Art",
        "Kriterium",
        "Leistungen",
        "Gesehen in",
        "Wie schwer?",
        "Empfehlung",
        "Workshop",
        "Tag",
        "Status",
        "Begründung",
        "Platz im Blueprint",
        "Anmerkung",
        "Workshops zusammen",
        "Behörden zusammen",
    ];
    sheet.row(&head.map(str::to_owned));
    let blueprint: Vec<_> = workshops.blueprint().into_iter().map(|found| found.head.id).collect();
    for found in found_findings(&page, &FindingFilter::read(&page)) {
        let (in_workshops, in_bodies) = (found.workshops().len(), found.bodies().len());
        for finding in found.all() {
            let facts = &finding.facts;
            let criterion = facts.criterion.and_then(|id| page.situation.obstacles().criteria.get(id));
            let services: Vec<&str> = facts
                .services
                .iter()
                .filter_map(|slug| Some(catalogue.service(slug)?.name.as_str()))
                .collect();
            let bodies: Vec<String> = facts
                .bodies
                .iter()
                .map(|ars| register.get(ars).map_or_else(|| ars.to_string(), words::full_name))
                .collect();
            let workshop = workshops.get(finding.workshop);
            let place =
                blueprint.iter().position(|id| *id == finding.id).map(|place| (place + 1).to_string());
            let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
            sheet.row(&[
                format::day(page.today()),
                finding.id.to_string(),
                finding.merged_into.map_or_else(|| "für sich".to_owned(), |_| found.head.id.to_string()),
                facts.words.clone(),
                words::finding_kind(facts.kind).to_owned(),
                criterion.map_or_else(String::new, |criterion| criterion.name.clone()),
                services.join(", "),
                bodies.join(", "),
                facts.severity.map_or("", words::severity).to_owned(),
                text(facts.recommendation.as_deref()),
                workshop.map_or_else(String::new, |workshop| workshop.facts.title.clone()),
                workshop.map_or_else(String::new, |workshop| format::day(workshop.facts.held_on)),
                words::verdict(finding.state.verdict()).to_owned(),
                text(finding.rejection()),
                place.unwrap_or_default(),
                text(finding.editors_note()),
                in_workshops.to_string(),
                in_bodies.to_string(),
            ]);
        }
    }
    Ok(sheet.download(&format!("lagebild-erkenntnisse-{}.csv", page.today())))
}
