//! Measure, selection, scope and day, as a plain form with GET.

use domain::body::BodyKind;
use domain::catalogue::Selection;
use domain::coverage::Measure;
use leptos::prelude::*;

use super::scopes::{body_option, kreise, regierungsbezirke};
use crate::context::Page;
use crate::figures::Filter;
use crate::{urls, words};

#[component]
pub(crate) fn FilterBar(
    page: Page,
    filter: Filter,
    /// The page that the filter leads to.
    #[prop(into)]
    path: String,
    /// Whether the reader chooses what is counted; a page about one service has chosen already.
    chooses_selection: bool,
    /// Whether the reader chooses in what is measured.
    #[prop(default = true)]
    chooses_measure: bool,
    /// What the page asks for besides, as it stands in its address: kept where the measure is changed.
    #[prop(optional)]
    kept: Vec<(&'static str, String)>,
    /// The fields that ask for it.
    #[prop(optional)]
    children: Option<Children>,
) -> AnyView {
    let today = page.today();
    let land = page.situation.catalogue().land;
    let measures = Measure::ALL
        .into_iter()
        .map(|measure| {
            let address = Filter { measure, ..filter.clone() }.url(&path, &land, today);
            let address = urls::with_more(&address, &kept);
            let is_chosen = (measure == filter.measure).then_some("true");
            view! { <a href=address aria-current=is_chosen>{words::measure(measure)}</a> }
        })
        .collect_view();
    // What this form does not ask for, and what stays as it was.
    let measure =
        if filter.measure == Measure::Inhabitants { "" } else { words::measure_slug(filter.measure) };
    let known_on = filter.viewpoint.known_on.map(|day| day.to_string());
    view! {
        <form class="lb-filter" method="get" action=path>
            {chooses_measure.then(|| view! {
                <div role="group" aria-labelledby="gemessen-in">
                    <span class="lb-label" id="gemessen-in">"Gemessen in"</span>
                    <span class="lb-seg">{measures}</span>
                </div>
            })}
            {(!measure.is_empty()).then(|| view! { <input type="hidden" name="gemessen" value=measure /> })}
            {known_on.map(|day| view! { <input type="hidden" name="bekannt" value=day /> })}
            {chooses_selection.then(|| selections(&page, &filter))}
            {scopes(&page, &filter)}
            {children.map(|children| children())}
            <div>
                <label for="stand">"Stichtag"</label>
                <input
                    type="date"
                    id="stand"
                    name="stand"
                    min="2010-01-01"
                    max=today.to_string()
                    value=filter.viewpoint.on.to_string()
                />
            </div>
            {definitions(&page, &filter)}
            <button class="kern-btn kern-btn--secondary" type="submit">
                <span class="kern-label">"Anzeigen"</span>
            </button>
        </form>
        {what_counts(&page, &filter)}
    }
    .into_any()
}

/// Under which definition is counted, once there is more than one.
fn definitions(page: &Page, filter: &Filter) -> impl IntoView + use<> {
    let definitions = &page.situation.programme().definitions;
    (definitions.all().count() > 1).then(|| {
        let options = definitions
            .all()
            .map(|version| {
                let id = version.definition.id;
                // The usual one needs no word in the address, and stays the usual one when another takes its place.
                let value = if id == filter.usual { String::new() } else { id.to_string() };
                let is_chosen = id == filter.viewpoint.definition.id;
                view! { <option value=value selected=is_chosen>{version.name.clone()}</option> }
            })
            .collect_view();
        view! {
            <div>
                <label for="definition">"Als live zählt"</label>
                <select id="definition" name="definition">{options}</select>
            </div>
        }
    })
}

/// The definition under which the page counts, named in a line.
fn what_counts(page: &Page, filter: &Filter) -> impl IntoView + use<> {
    let chosen = filter.viewpoint.definition.id;
    page.situation.programme().definitions.get(chosen).map(|version| {
        view! {
            <p class="lb-counts">
                "Als live zählt: " <a href=urls::DEFINITIONS>{version.name.clone()}</a>
            </p>
        }
    })
}

/// A choice of what is counted.
pub(crate) fn selections(page: &Page, filter: &Filter) -> impl IntoView + use<> {
    let catalogue = page.situation.catalogue();
    let option = |slug: String, name: String, selection: &Selection| {
        view! { <option value=slug selected=filter.selection == *selection>{name}</option> }
    };
    let commitments = catalogue
        .commitments
        .iter()
        .map(|commitment| {
            let selection = Selection::Commitment(commitment.slug.clone());
            option(commitment.slug.to_string(), commitment.name.clone(), &selection)
        })
        .collect_view();
    // A commitment of one service is that service.
    let single_services = catalogue
        .services
        .iter()
        .filter(|service| catalogue.commitment(&service.slug).is_none())
        .map(|service| {
            let selection = Selection::Service(service.slug.clone());
            option(service.slug.to_string(), format!("nur {}", service.name), &selection)
        })
        .collect_view();
    view! {
        <div>
            <label for="leistung">"Leistung"</label>
            <select id="leistung" name="leistung">
                <option value="">{page.selection_name(&Selection::Total)}</option>
                {commitments}
                {single_services}
            </select>
        </div>
    }
}

/// A choice of the place.
pub(crate) fn scopes(page: &Page, filter: &Filter) -> impl IntoView + use<> {
    let register = page.register();
    let chosen = Some(filter.scope);
    // A VG or commune comes from a link, not from this list: keep it when another filter is changed.
    let narrower = register
        .get(&filter.scope)
        .filter(|body| filter.scope.level() > domain::Level::Kreis && body.kind != BodyKind::KreisfreieStadt)
        .map(|body| body_option(body, chosen));
    let everything = register.get(&page.situation.catalogue().land).map(|body| body_option(body, chosen));
    view! {
        <div>
            <label for="gebiet">"Gebiet"</label>
            <select id="gebiet" name="gebiet">
                {narrower}
                {everything}
                <optgroup label="Regierungsbezirke">{regierungsbezirke(&register, chosen)}</optgroup>
                <optgroup label="Landkreise und kreisfreie Städte">{kreise(&register, chosen)}</optgroup>
            </select>
        </div>
    }
}
