//! What a briefing says: the figures of the pages, put together for whoever has three minutes.

use briefing::{Block, Briefing, Section};
use domain::Level;
use domain::body::Body;
use domain::catalogue::Selection;
use domain::rollout::Viewpoint;

use super::{ahead, bodies, inside, lately, standing};
use crate::context::Page;
use crate::figures::Filter;
use crate::pages::body::facts;
use crate::pages::overview::deadline;
use crate::{format, words};

/// The briefing about the scope of a filter; `None`: there is no such body on the looked-at day.
///
/// `is_inside`: whether it is for somebody who may see what stays inside, such as blockers and findings.
#[must_use]
pub fn briefing(page: &Page, filter: &Filter, is_inside: bool) -> Option<Briefing> {
    let register = page.situation.responsibilities(filter.viewpoint.on).register();
    let body = register.get(&filter.scope)?;
    Some(Briefing {
        title: title(page, filter, body),
        lead: lead(page, filter, body),
        stand: stand(page, filter.viewpoint),
        source: source(page, filter),
        notice: page.is_demo.0.then(|| "Demonstrationsdaten: Stände und Termine sind erfunden".to_owned()),
        made_at: page.now,
        sections: sections(page, filter, body, is_inside),
    })
}

fn sections(page: &Page, filter: &Filter, body: &Body, is_inside: bool) -> Vec<Section> {
    let overview = page.figures.overview(&page.situation, page.version, page.today(), filter);
    let level = filter.scope.level();
    let mut sections = Vec::new();
    if level == Level::Commune || level == Level::Verband {
        sections.push(bodies::services(page, filter, body, is_inside));
        sections.extend(bodies::members(page, filter, body));
    } else {
        sections.push(standing::coverage(page, filter, &overview));
        sections.extend(standing::commitments(page, filter, &overview));
        if level == Level::Kreis {
            sections.push(bodies::authorities(page, filter, is_inside));
            sections.extend(bodies::members(page, filter, body));
        } else {
            sections.extend(standing::parts(page, filter, &overview));
            sections.extend(standing::weakest(page, filter, is_inside));
        }
    }
    if is_inside {
        sections.extend(inside::blockers(filter, &overview));
    }
    sections.push(lately::section(page, filter));
    sections.extend(ahead::section(page, filter, is_inside));
    if is_inside {
        sections.extend(inside::findings(page, filter));
    }
    sections.push(method(page, filter));
    sections
}

fn title(page: &Page, filter: &Filter, body: &Body) -> String {
    let place = words::full_name(body);
    match filter.selection {
        Selection::Total => format!("Lagebild {place}"),
        _ => format!("Lagebild {place}: {}", page.selection_name(&filter.selection)),
    }
}

fn lead(page: &Page, filter: &Filter, body: &Body) -> String {
    let register = page.situation.responsibilities(filter.viewpoint.on).register();
    let facts = facts(page, register, body);
    let deadline = deadline(page.situation.catalogue(), filter.viewpoint.on);
    [Some(facts), deadline].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// As of when.
fn stand(page: &Page, viewpoint: Viewpoint) -> String {
    let stand = if viewpoint.on == page.today() {
        format!("Stand {}, {}", format::day(viewpoint.on), format::time(page.now))
    } else {
        format!("Stand {}, erstellt am {}", format::day(viewpoint.on), format::day(page.today()))
    };
    match viewpoint.known_on {
        Some(known_on) => format!("{stand}, bekannt bis {}", format::day(known_on)),
        None => stand,
    }
}

/// Whose register it is that holds on the looked-at day, besides what authorities report.
fn source(page: &Page, filter: &Filter) -> String {
    let land = filter.scope.at(Level::Land);
    let editions: Vec<_> =
        page.situation.editions().iter().filter(|edition| Some(edition.land) == land).collect();
    let edition = editions
        .iter()
        .filter(|edition| edition.as_of <= filter.viewpoint.on)
        .max_by_key(|edition| edition.as_of)
        .or_else(|| editions.iter().min_by_key(|edition| edition.as_of));
    match edition {
        Some(edition) => format!("Meldungen der Behörden; {}", edition.source),
        None => "Meldungen der Behörden".to_owned(),
    }
}

/// How to read the figures.
fn method(page: &Page, filter: &Filter) -> Section {
    let selection = match filter.selection {
        Selection::Total => page.selection_name(&filter.selection),
        _ => format!("„{}“", page.selection_name(&filter.selection)),
    };
    let text = format!(
        "Gezählt wird {selection}. Nur „live“ zählt als live; was unbekannt ist, zählt in bestätigten Werten \
         als nicht live, „bis“ nennt den Wert, wenn alles Unbekannte live wäre. Eine Kommune und ihre Menschen \
         zählen, wenn alle Behörden live sind, die dort zuständig sind."
    );
    Section { heading: "Wie gezählt wird".to_owned(), blocks: vec![Block::Remark { text }] }
}
