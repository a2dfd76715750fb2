//! Authorities one by one, and what lies in a Kreis or a VG.

use briefing::{Block, Cell, Column, Section, Table};
use domain::body::Body;
use domain::catalogue::Selection;
use domain::coverage::Scope;
use domain::rollout::RolloutKey;
use domain::stage::Stage;
use domain::{Ars, Day};

use crate::components::complete;
use crate::context::Page;
use crate::figures::Filter;
use crate::pages::body::{members as listed, services as of_body};
use crate::pages::service::authorities as needed_by;
use crate::{format, urls, words};

/// Who is responsible for what in a commune or a VG, and how far that is.
pub(super) fn services(page: &Page, filter: &Filter, body: &Body, is_inside: bool) -> Section {
    let on = filter.viewpoint.on;
    let catalogue = page.situation.catalogue();
    let lines: Vec<_> = of_body::lines(page, body, on)
        .into_iter()
        .filter(|line| catalogue.selected(&filter.selection).any(|of| of.slug == line.service.slug))
        .collect();
    let register = page.situation.responsibilities(on).register();
    let mut live = 0_u64;
    let rows: Vec<Vec<Cell>> = lines
        .iter()
        .map(|line| {
            let rollout = RolloutKey { authority: line.authority, service: line.service.slug.clone() };
            let stage = page.situation.stage(&rollout, filter.viewpoint);
            live += u64::from(stage == Stage::Live);
            let name = register
                .get(&line.authority)
                .map_or_else(|| line.authority.to_string(), words::authority_name);
            let who = Cell::of(name).leading_to(urls::body(&line.authority));
            let mut row = vec![
                Cell::of(&line.service.name).leading_to(urls::service(&line.service.slug)),
                match words::limit(line.limit) {
                    Some(limit) => who.noted(limit),
                    None => who,
                },
            ];
            row.extend(status(page, filter, &rollout, is_inside));
            row
        })
        .collect();
    let all = rows.len() as u64;
    let coverage = page.situation.coverage(&filter.selection, Scope::Within(filter.scope), filter.viewpoint);
    let (answer, reason) = complete(&coverage);
    let says = match (all, body.commune.is_some()) {
        (0, true) => "Für die Auswahl ist hier niemand zuständig.".to_owned(),
        (0, false) => "Für keine der Leistungen selbst zuständig.".to_owned(),
        // Where two share a task, both have to be live.
        (_, true) => format!(
            "{} von {} Zuständigkeiten {} live. Flächendeckend? {answer} {reason}",
            format::number(live),
            format::number(all),
            if live == 1 { "ist" } else { "sind" },
        ),
        (_, false) => format!(
            "{} von {} eigenen Leistungen {} live.",
            format::number(live),
            format::number(all),
            if live == 1 { "ist" } else { "sind" },
        ),
    };
    let mut columns = vec![Column::text("Leistung", 31), Column::text("Zuständig", 31)];
    columns.extend(status_columns(is_inside));
    let mut blocks = vec![Block::Say { text: says }];
    blocks.extend((all > 0).then_some(Block::Table(Table { columns, rows })));
    Section { heading: "Leistungen".to_owned(), blocks }
}

/// Every authority of a Kreis for every service.
pub(super) fn authorities(page: &Page, filter: &Filter, is_inside: bool) -> Section {
    let catalogue = page.situation.catalogue();
    let needed = needed_by::needed(page, filter);
    // By service first, as the catalogue orders them; within a service by name, as they come.
    let rows: Vec<Vec<Cell>> = catalogue
        .selected(&filter.selection)
        .flat_map(|service| {
            needed.iter().filter(|(_, rollout)| rollout.service == service.slug).map(|(name, rollout)| {
                let mut row = vec![
                    Cell::of(&service.name).leading_to(urls::service(&service.slug)),
                    Cell::of(name).leading_to(urls::body(&rollout.authority)),
                ];
                row.extend(status(page, filter, rollout, is_inside));
                row
            })
        })
        .collect();
    let mut columns = vec![Column::text("Leistung", 31), Column::text("Behörde", 31)];
    columns.extend(status_columns(is_inside));
    Section {
        heading: "Die Behörden, Leistung für Leistung".to_owned(),
        blocks: vec![Block::Table(Table { columns, rows })],
    }
}

fn status_columns(is_inside: bool) -> Vec<Column> {
    let mut columns =
        vec![Column::text("Stand", 25), Column::text("Termin", 32), Column::text("Zuletzt bestätigt", 18)];
    columns.extend(is_inside.then(|| Column::text("Hindernis", 30)));
    columns
}

/// How far one authority is with one service.
fn status(page: &Page, filter: &Filter, rollout: &RolloutKey, is_inside: bool) -> Vec<Cell> {
    let history = page.situation.history(rollout);
    let stage = page.situation.stage(rollout, filter.viewpoint);
    let term = history
        .map_or_else(|| of_body::NO_TERM.to_owned(), |history| of_body::term(history, filter.viewpoint));
    let confirmed = history.and_then(|history| history.last_confirmed_at(filter.viewpoint));
    let mut cells = vec![
        Cell::of(words::stage(stage)),
        Cell::of(term),
        Cell::of(confirmed.map_or_else(|| "noch nie".to_owned(), |at| format::day(Day::of(at)))),
    ];
    cells.extend(is_inside.then(|| {
        let blockers = page.situation.obstacles().blockers.blocking(rollout, filter.viewpoint.on);
        let titles: Vec<&str> = blockers.map(|blocker| blocker.facts.title.as_str()).collect();
        Cell::of(if titles.is_empty() { "–".to_owned() } else { titles.join("; ") })
    }));
    cells
}

/// What lies in a Kreis or a VG; nothing for a commune, and where one service is asked for.
pub(super) fn members(page: &Page, filter: &Filter, body: &Body) -> Option<Section> {
    let (heading, members) = listed::members(page, body, filter.viewpoint);
    if members.is_empty() || filter.selection != Selection::Total {
        return None;
    }
    let commitments = page.situation.catalogue().commitments.len();
    let named = |ars: &Ars, text: String| Cell::of(text).leading_to(urls::body(ars));
    let rows = members
        .iter()
        .map(|member| {
            let name = named(&member.body.ars, words::full_name(&member.body));
            let live = Cell::of(format!("{} von {commitments}", member.live));
            vec![
                match &member.verband {
                    Some(verband) => name.noted(verband),
                    None => name,
                },
                Cell::of(format::number(member.inhabitants)),
                match &member.missing {
                    Some(missing) => live.noted(missing),
                    None => live,
                },
            ]
        })
        .collect();
    let columns = vec![
        Column::text("Name", 40),
        Column::number("Menschen", 20),
        Column::number("Zusagen vollständig online", 40),
    ];
    Some(Section { heading: heading.to_owned(), blocks: vec![Block::Table(Table { columns, rows })] })
}
