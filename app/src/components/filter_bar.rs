//! Measure, selection, scope and day, as a plain form with GET.

use domain::body::BodyKind;
use domain::catalogue::Selection;
use domain::coverage::Measure;
use leptos::prelude::*;

use super::scopes::{body_option, kreise, regierungsbezirke};
use crate::context::Page;
use crate::figures::Filter;
use crate::words;

#[component]
pub(crate) fn FilterBar(
    page: Page,
    filter: Filter,
    /// The page that the filter leads to.
    #[prop(into)]
    path: String,
    /// Whether the reader chooses what is counted; a page about one service has chosen already.
    chooses_selection: bool,
) -> AnyView {
    let today = page.today();
    let land = page.situation.catalogue().land;
    let measures = Measure::ALL
        .into_iter()
        .map(|measure| {
            let address = Filter { measure, ..filter.clone() }.url(&path, &land, today);
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
            <div role="group" aria-labelledby="gemessen-in">
                <span class="lb-label" id="gemessen-in">"Gemessen in"</span>
                <span class="lb-seg">{measures}</span>
            </div>
            {(!measure.is_empty()).then(|| view! { <input type="hidden" name="gemessen" value=measure /> })}
            {known_on.map(|day| view! { <input type="hidden" name="bekannt" value=day /> })}
            {chooses_selection.then(|| selections(&page, &filter))}
            {scopes(&page, &filter)}
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
            <button class="kern-btn kern-btn--secondary" type="submit">
                <span class="kern-label">"Anzeigen"</span>
            </button>
        </form>
    }
    .into_any()
}

fn selections(page: &Page, filter: &Filter) -> impl IntoView + use<> {
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

fn scopes(page: &Page, filter: &Filter) -> impl IntoView + use<> {
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
