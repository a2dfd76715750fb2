//! Blockers as a sheet.

use std::collections::BTreeSet;

use app::pages::{BlockerFilter, BlockerRow, found_blockers};
use app::{format, words};
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;

use crate::data::Sheet;
use crate::failure::AppError;
use crate::pages;
use crate::state::AppState;

/// `GET /daten/hindernisse.csv`: the blockers that a search finds, one a row.
pub(crate) async fn blockers(State(state): State<AppState>, uri: Uri) -> Result<Response, AppError> {
    let page = pages::page(&state, &uri).await?;
    let filter = BlockerFilter::read(&page);
    let mut sheet = Sheet::new();
    sheet.row(
        &[
            "Stand",
            "Nr.",
            "Hindernis",
            "Kriterium",
            "Am Zug",
            "Schwere",
            "Zustand",
            "Besteht seit",
            "Frist",
            "Behoben am",
            "Lösung",
            "Leistungen",
            "Behörden",
            "Kommunen",
            "Menschen",
            "Bemerkung",
            "Nachweis",
        ]
        .map(str::to_owned),
    );
    for row in found_blockers(&page, &filter).rows {
        sheet.row(&cells(&page, &row));
    }
    Ok(sheet.download(&format!("lagebild-hindernisse-{}.csv", page.today())))
}

fn cells(page: &app::context::Page, row: &BlockerRow) -> [String; 17] {
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
    let waiting = |count: u64| if is_open { count.to_string() } else { String::new() };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    [
        format::day(today),
        blocker.id.to_string(),
        facts.title.clone(),
        criterion.map_or_else(String::new, |criterion| criterion.name.clone()),
        words::action_by(facts.action_by).to_owned(),
        words::severity(facts.severity).to_owned(),
        standing.to_owned(),
        format::day(facts.opened_on),
        facts.due_on.map(format::day).unwrap_or_default(),
        closed_on.map(format::day).unwrap_or_default(),
        resolutions.join("; "),
        services.join(", "),
        if is_open { row.waiting.authorities.to_string() } else { row.authorities().to_string() },
        waiting(row.waiting.communes),
        waiting(row.waiting.inhabitants),
        text(&facts.note),
        text(&facts.link),
    ]
}
