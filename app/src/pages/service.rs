//! One service or commitment: how far its authorities are, and where.

pub(super) mod authorities;
mod kreise;

pub(super) use self::kreise::weakest_first;
pub use self::kreise::{held_up, kreise};
use domain::Level;
use domain::catalogue::Selection;
use domain::coverage::Measure;
use domain::people::Role;
use leptos::prelude::*;
use leptos_meta::Title;

use super::briefing::ToPaper;
use super::bulk::ChooseBar;
use super::overview::{headline, parts};
use super::sent::Sent;
use super::{failure, segment};
use crate::charts::{STAGE_KEY, stage_bar};
use crate::components::{Complete, Crumbs, FilterBar, FilterNotice, PastNotice, StageKey};
use crate::context::{Page, page};
use crate::figures::{Filter, selection};
use crate::people::visitor;
use crate::{bulk, format, urls, words};

#[component]
pub(super) fn ServicePage() -> impl IntoView {
    let page = page();
    let catalogue = page.situation.catalogue().clone();
    let slug = segment("slug");
    let Some(selection) = selection(&slug, &catalogue) else {
        return failure::not_found(Some(format!("Die Leistung „{slug}“ gibt es nicht.")));
    };
    let (asked, mut ignored) = page.filter();
    // The service is in the path: a parameter of that name is not asked for here.
    ignored.retain(|name| *name != "leistung");
    let filter = Filter { selection, ..asked };
    let overview = page.figures.overview(&page.situation, page.version, page.today(), &filter);
    let name = page.selection_name(&filter.selection);
    let here = format!("/leistungen/{slug}");
    // The service stands in the path and not in the query.
    let sent = Sent::take();
    let in_address = Filter { selection: Selection::Total, ..filter.clone() };
    // What is past or was not known then is not what is to be changed.
    let chooses = visitor().has(Role::Lead)
        && filter.viewpoint.on == page.today()
        && filter.viewpoint.known_on.is_none();
    let list = in_address.url(&here, &catalogue.land, page.today());
    let scope = page.register().get(&filter.scope).map(words::full_name).unwrap_or_default();
    let line = overview.headline.clone();
    let bar = stage_bar("stand", &name, &line.stages);
    // In the order of the bar and its key.
    let stages = STAGE_KEY
        .iter()
        .flat_map(|group| group.stages)
        .filter_map(|stage| line.stages.iter().find(|(counted, count)| counted == stage && *count > 0))
        .map(|(stage, count)| format!("{} {}", format::number(*count), words::stage(*stage)))
        .collect::<Vec<_>>()
        .join(" · ");
    let per_service = match catalogue.selected(&filter.selection).count() {
        1 => None,
        several => Some(format!("Jede Behörde zählt hier für jede der {several} Leistungen einmal.")),
    };
    let single = match &filter.selection {
        Selection::Commitment(commitment) => catalogue
            .services
            .iter()
            .filter(|service| service.commitment == *commitment && service.slug != *commitment)
            .map(|service| view! { <a href=urls::service(&service.slug)>{format!("nur {}", service.name)}</a> })
            .collect_view(),
        _ => Vec::new(),
    };
    view! {
        <Title text=sent.title(&name) />
        <Crumbs way=vec![(urls::SERVICES.to_owned(), "Leistungen".to_owned())] here=name.clone() />
        <div class="lb-head">
            <div>
                <h1>{name}</h1>
                <p>{format!("{scope} · Stand {}", format::day(filter.viewpoint.on))}</p>
            </div>
            <div class="lb-links">{single} <ToPaper page=page.clone() filter=filter.clone() /></div>
        </div>
        {sent.summary()}
        <FilterBar page=page.clone() filter=in_address.clone() path=here.clone() chooses_selection=false />
        <FilterNotice ignored />
        <PastNotice page=page.clone() filter=in_address path=here />
        <div class="lb-grid lb-grid--lead">
            <headline::HeadlineCard page=page.clone() filter=filter.clone() overview=overview.clone() />
            <section class="lb-card" aria-labelledby="ueberschrift-behoerden">
                <h2 id="ueberschrift-behoerden">"Stand der Behörden"</h2>
                <p class="lb-sub">{stages}</p>
                <div inner_html=bar></div>
                <StageKey />
                {per_service.map(|sentence| view! { <p class="lb-sub">{sentence}</p> })}
                <h2>"Flächendeckend?"</h2>
                <p class="lb-say"><Complete coverage=line.now /></p>
            </section>
        </div>
        <div class="lb-grid">
            <parts::PartsCard filter=filter.clone() overview=overview page=page.clone() />
        </div>
        {if filter.scope.level() < Level::Kreis {
            view! {
                <kreise::KreiseCard page=page.clone() filter=filter.clone() slug />
                <AllCard page filter list chooses />
            }
                .into_any()
        } else {
            view! { <authorities::AuthoritiesCard page filter list chooses /> }.into_any()
        }}
    }
    .into_any()
}

/// Changing all authorities at once where they are not listed one by one.
#[component]
fn AllCard(page: Page, filter: Filter, list: String, chooses: bool) -> AnyView {
    let count = if chooses { bulk::of_service(&page, &filter).len() } else { 0 };
    if count == 0 {
        return ().into_any();
    }
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-mehrere">
            <h2 id="ueberschrift-mehrere">"Mehrere auf einmal ändern"</h2>
            <ChooseBar
                list
                count
                forms=choice_forms(&page, &filter)
                has_ticks=false
                told="Einzelne wählen Sie aus, nachdem Sie oben unter „Gebiet“ einen Kreis gewählt haben."
            >
                ""
            </ChooseBar>
        </section>
    }
    .into_any()
}

/// What is chosen: authorities, or of several services each authority for each of them.
fn choice_forms(page: &Page, filter: &Filter) -> (&'static str, &'static str) {
    match page.situation.catalogue().selected(&filter.selection).count() {
        1 => words::measure_forms(Measure::Authorities),
        _ => ("einen Stand", "Stände"),
    }
}
