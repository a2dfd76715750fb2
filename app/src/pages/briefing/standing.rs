//! Coverage of a Land, a Regierungsbezirk or a Kreis, and what it is made of.

use std::sync::Arc;

use briefing::{Block, Cell, Chart, Column, Figure, KeyEntry, Section, Table};
use domain::catalogue::Selection;
use domain::coverage::Measure;

use crate::charts::{Layout, STAGE_KEY, stage_bar};
use crate::components::complete;
use crate::context::Page;
use crate::figures::{Filter, Line, Overview};
use crate::pages::overview::{commitments, headline, parts, sentence};
use crate::pages::service::{held_up, weakest_first};
use crate::{format, urls, words};

/// Kreise that are named as the weakest.
const WEAKEST: usize = 10;

type Shared = Arc<Overview>;

/// The sentence, the three measures, the line over time.
pub(super) fn coverage(page: &Page, filter: &Filter, overview: &Shared) -> Section {
    let now = &overview.headline.now;
    let count = now.of(filter.measure);
    let mut says =
        vec![format!("{} {}.", format::share(count.confirmed()), headline::what_is_counted(page, filter))];
    says.push(sentence::of(page, filter, overview));
    let weakest = overview.weakest.as_ref().filter(|_| filter.selection == Selection::Total);
    says.extend(weakest.map(|(commitment, share)| {
        format!("Die schwächste Zusage ist {} ({}).", commitment.name, format::share(*share))
    }));
    let (answer, reason) = complete(now);
    let figures = Measure::ALL
        .into_iter()
        .map(|measure| Figure {
            value: format::share(now.of(measure).confirmed()),
            label: words::measure(measure).to_owned(),
            note: headline::how_many(now.of(measure), overview.headline.before.of(measure)),
        })
        .collect();
    let title = headline::chart_title(filter);
    let draw = |layout, id| headline::drawn(page, filter, overview, layout, id);
    let chart = Chart {
        svg: draw(Layout::Wide, "verlauf"),
        narrow: Some(draw(Layout::Narrow, "verlauf-schmal")),
        alt: format!("{title}. {}", sentence::of(page, filter, overview)),
    };
    let key = "Durchgezogen: bestätigt. Fläche darüber: was noch unbekannt ist. Gestrichelt: der Zielpfad.";
    Section {
        heading: "Wo stehen wir?".to_owned(),
        blocks: vec![
            Block::Say { text: says.join(" ") },
            Block::Figures { figures },
            Block::Say { text: format!("Flächendeckend? {answer} {reason}") },
            Block::Chart(chart),
            Block::Remark { text: format!("{title}. {key}") },
        ],
    }
}

/// A bar of stages for a cell.
fn bar(id: &str, name: &str, line: &Line) -> Cell {
    let counts = line.stages.iter().filter(|(_, count)| *count > 0);
    let told: Vec<String> =
        counts.map(|(stage, count)| format!("{} {}", format::number(*count), words::stage(*stage))).collect();
    let svg = stage_bar(id, name, &line.stages);
    Cell { chart: Some(Chart { svg, narrow: None, alt: told.join(", ") }), ..Cell::default() }
}

/// What the parts of the bars mean.
fn key(id: &str) -> Block {
    let entries = STAGE_KEY
        .iter()
        .enumerate()
        .filter_map(|(place, group)| {
            let svg = stage_bar(&format!("{id}-{place}"), group.label, &[(*group.stages.first()?, 1)]);
            Some(KeyEntry { svg, label: group.label.to_owned() })
        })
        .collect();
    Block::Key { entries }
}

/// Each commitment in one line; nothing where one alone is asked for.
pub(super) fn commitments(page: &Page, filter: &Filter, overview: &Shared) -> Option<Section> {
    if filter.selection != Selection::Total {
        return None;
    }
    let catalogue = page.situation.catalogue();
    let rows = overview
        .commitments
        .iter()
        .map(|(commitment, line)| {
            let now = &line.now;
            let address = filter.url(&urls::service(&commitment.slug), &catalogue.land, page.today());
            let open = if now.authorities.unknown > 0 {
                format!(", bis {}", format::share(now.authorities.possible()))
            } else {
                String::new()
            };
            let [live, total] = [now.authorities.live, now.authorities.total].map(format::number);
            vec![
                Cell::of(&commitment.name)
                    .noted(commitments::classes(catalogue, commitment))
                    .leading_to(address),
                bar(&format!("stand-{}", commitment.slug), &commitment.name, line),
                Cell::of(format::share(now.authorities.confirmed()))
                    .noted(format!("{live} von {total}{open}")),
                Cell::of(format::share(now.communes.confirmed())),
                Cell::of(format::share(now.inhabitants.confirmed())),
                Cell::of(format::change(line.before.authorities.live, now.authorities.live)),
                Cell::of(if now.is_complete() { "ja" } else { "nein" }),
            ]
        })
        .collect();
    let columns = vec![
        Column::text("Zusage", 40),
        Column::text("Stand der Behörden", 32),
        Column::number("Behörden live", 36),
        Column::number("Kommunen", 18),
        Column::number("Menschen", 18),
        Column::number("in 4 Wochen", 15),
        Column::text("flächendeckend", 24),
    ];
    Some(Section {
        heading: "Die Zusagen".to_owned(),
        blocks: vec![Block::Table(Table { columns, rows }), key("legende")],
    })
}

/// The parts of the scope side by side; nothing where it has none.
pub(super) fn parts(page: &Page, filter: &Filter, overview: &Shared) -> Option<Section> {
    // The Kreise of a Regierungsbezirk stand in a table of their own.
    if filter.scope != page.situation.catalogue().land || overview.parts.is_empty() {
        return None;
    }
    let rows = parts::rows(page, filter, overview);
    let heading = parts::heading(page, filter);
    let takeaway = parts::takeaway(&rows, filter.measure);
    let draw =
        |layout, id| parts::drawn(heading, &rows, filter.measure, overview.series.expected, layout, id);
    let shares: Vec<String> = rows
        .iter()
        .map(|(name, _, coverage)| {
            format!("{name} {}", format::share(coverage.of(filter.measure).confirmed()))
        })
        .collect();
    let chart = Chart {
        svg: draw(Layout::Wide, "gebiete"),
        narrow: Some(draw(Layout::Narrow, "gebiete-schmal")),
        alt: format!("{heading}: {}.", shares.join(", ")),
    };
    Some(Section {
        heading: heading.to_owned(),
        blocks: vec![Block::Say { text: takeaway }, Block::Chart(chart)],
    })
}

/// The Kreise where most is missing; of a Regierungsbezirk all.
pub(super) fn weakest(page: &Page, filter: &Filter, is_inside: bool) -> Option<Section> {
    let catalogue = page.situation.catalogue();
    let kreise = weakest_first(page, filter);
    let all = kreise.len();
    let shown = if filter.scope == catalogue.land { WEAKEST } else { all };
    let rows: Vec<Vec<Cell>> = kreise
        .into_iter()
        .take(shown)
        .map(|(kreis, line)| {
            let name = words::full_name(&kreis);
            let address = Filter { scope: kreis.ars, ..filter.clone() }.url(
                urls::OVERVIEW,
                &catalogue.land,
                page.today(),
            );
            let [live, total] = [line.now.authorities.live, line.now.authorities.total].map(format::number);
            let mut row = vec![
                Cell::of(&name).leading_to(address),
                bar(&format!("kreis-{}", kreis.ars), &name, &line),
                Cell::of(format!("{live} von {total}")),
            ];
            row.extend(is_inside.then(|| Cell::of(format::number(held_up(page, filter, &kreis)))));
            row.extend([Measure::Communes, Measure::Inhabitants].map(|measure| {
                let count = line.now.of(measure);
                let cell = Cell::of(format::share(count.confirmed()));
                if count.unknown > 0 {
                    cell.noted(format!("bis {}", format::share(count.possible())))
                } else {
                    cell
                }
            }));
            row
        })
        .collect();
    let mut columns = vec![
        Column::text("Kreis", 54),
        Column::text("Stand der Behörden", 36),
        Column::number("Behörden live", 22),
    ];
    columns.extend(is_inside.then(|| Column::number("mit Hindernis", 22)));
    columns.extend([Column::number("Kommunen", 20), Column::number("Menschen", 20)]);
    let says = if shown < all {
        format!(
            "Die {shown} von {all} Kreisen, in denen am meisten fehlt, gemessen in {}.",
            words::measure(filter.measure)
        )
    } else {
        format!("Am weitesten zurück zuerst, gemessen in {}.", words::measure(filter.measure))
    };
    (!rows.is_empty()).then(|| {
        let mut blocks = vec![Block::Say { text: says }, Block::Table(Table { columns, rows })];
        // Without the table of commitments above nothing has said what the colours mean.
        blocks.extend((filter.selection != Selection::Total).then(|| key("legende-kreise")));
        Section { heading: "Wo am meisten fehlt".to_owned(), blocks }
    })
}
