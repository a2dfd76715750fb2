//! Of which authority the page is, where somebody acts for several.

use domain::Ars;
use domain::body::Body;
use domain::people::{Territory, Warrant};
use domain::responsibility::Limit;
use domain::task::tasks;
use domain::text::sort_key;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{Notice, NoticeKind};
use crate::context::Page;
use crate::people::Visitor;
use crate::{format, urls, words};

/// So many other authorities are offered; whoever acts for more finds the rest by search.
const MOST: usize = 40;

/// An authority of the visitor's own.
#[derive(Clone, Debug)]
pub(super) struct Own {
    pub(super) body: Body,
    /// How much is asked of it.
    pub(super) questions: usize,
}

/// Every authority that the visitor acts for, a body before what lies in it.
pub(super) fn mine(page: &Page, visitor: &Visitor) -> Vec<Own> {
    let responsibilities = page.situation.responsibilities(page.today());
    let register = page.register();
    responsibilities
        .authorities()
        .keys()
        .filter(|authority| visitor.warrant(authority) == Some(Warrant::Own))
        .filter_map(|authority| register.get(authority))
        .map(|body| Own {
            body: body.clone(),
            questions: tasks(&page.situation, &body.ars, page.today()).len(),
        })
        .collect()
}

/// The bodies of [`mine`].
#[must_use]
pub fn own_authorities(page: &Page, visitor: &Visitor) -> Vec<Body> {
    mine(page, visitor).into_iter().map(|own| own.body).collect()
}

/// The one that the address asks for, or else the first of which something is asked, or else the first.
pub(super) fn chosen(page: &Page, mine: &[Own]) -> Option<Body> {
    let wanted: Option<Ars> = page.parameter("behoerde").parse().ok();
    mine.iter()
        .find(|own| Some(own.body.ars) == wanted)
        .or_else(|| mine.iter().find(|own| own.questions > 0))
        .or_else(|| mine.first())
        .map(|own| own.body.clone())
}

/// The other authorities, those with open questions first.
pub(super) fn others(page: &Page, shown: &Body, mine: &[Own]) -> Option<AnyView> {
    let mut others: Vec<&Own> = mine.iter().filter(|own| own.body.ars != shown.ars).collect();
    if others.is_empty() {
        return None;
    }
    others.sort_by_cached_key(|own| (own.questions == 0, sort_key(&own.body.name), own.body.ars));
    let waiting = others.iter().filter(|own| own.questions > 0).count();
    let count = format::counted(others.len() as u64, "eine weitere Behörde", "weitere Behörden");
    let summary = match waiting {
        0 => format!("Sie vertreten {count}, dort ist nichts offen"),
        waiting => format!("Sie vertreten {count}, {} mit offenen Fragen", format::number(waiting as u64)),
    };
    let more = others.len().saturating_sub(MOST);
    let links = others
        .into_iter()
        .take(MOST)
        .map(|own| {
            let questions = match own.questions {
                0 => String::new(),
                questions => format!(" ({})", format::counted(questions as u64, "1 Frage", "Fragen")),
            };
            view! { <li><a href=urls::mine(&own.body.ars)>{words::authority_name(&own.body)}</a>{questions}</li> }
        })
        .collect_view();
    let more = (more > 0).then(|| {
        let rest = format!("{} weitere: Kommune suchen", format::number(more as u64));
        view! { <li><a href=urls::COMMUNES>{rest}</a></li> }
    });
    // Whoever asked for this authority has seen the others.
    let is_open = page.parameter("behoerde").is_empty() && waiting > 0 && waiting <= 6;
    let view = view! {
        <details class="lb-others" open=is_open>
            <summary>{summary}</summary>
            <ul>{links} {more}</ul>
        </details>
    };
    Some(view.into_any())
}

/// For whoever acts for no authority: why, and where to go.
pub(super) fn none(page: &Page, visitor: &Visitor) -> AnyView {
    let title = "Meine Kommune";
    let rights = visitor.person.as_ref().map(|person| person.rights.clone()).unwrap_or_default();
    let bodies: Vec<_> = rights.own().filter_map(|own| without_tasks(page, own)).collect();
    let ways = if bodies.is_empty() {
        view! {
            <p class="kern-body">
                "Hier melden Kommunalkontakte den Stand ihrer eigenen Behörde. Ihr Konto vertritt keine."
            </p>
            <ul>
                <li><a href=urls::COMMUNES>"Eine Kommune suchen"</a></li>
                <li><a href=urls::BLOCKERS>"Alle Hindernisse"</a></li>
                <li><a href=urls::OVERVIEW>"Zum Lagebild"</a></li>
            </ul>
        }
        .into_any()
    } else {
        bodies.into_iter().collect_view().into_any()
    };
    view! {
        <Title text=title />
        <h1>{title}</h1>
        <Notice kind=NoticeKind::Info title="Hier ist nichts zu melden">{ways}</Notice>
    }
    .into_any()
}

/// A body that has handed its tasks to others: to whom.
fn without_tasks(page: &Page, own: &Territory) -> Option<AnyView> {
    let register = page.register();
    let body = register.get(&own.body)?;
    let responsibilities = page.situation.responsibilities(page.today());
    let mut others: Vec<Ars> = Vec::new();
    for service in &page.situation.catalogue().services {
        for authority in responsibilities.authorities_for(&body.ars, &service.slug) {
            if authority.limit != Limit::SimpleCases && !others.contains(&authority.ars) {
                others.push(authority.ars);
            }
        }
    }
    let links = others
        .iter()
        .filter_map(|ars| register.get(ars))
        .map(|other| view! { <li><a href=urls::body(&other.ars)>{words::authority_name(other)}</a></li> })
        .collect_view();
    let sentence = format!(
        "{} ist für keine der Leistungen selbst zuständig. Den Stand melden:",
        words::full_name(body)
    );
    let view = view! {
        <p class="kern-body">{sentence}</p>
        <ul>{links}</ul>
        <p class="kern-body"><a href=urls::body(&body.ars)>{format!("Zur Seite von {}", words::full_name(body))}</a></p>
    };
    Some(view.into_any())
}
