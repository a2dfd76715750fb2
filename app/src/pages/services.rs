//! All services, grouped by commitment.

use domain::catalogue::Selection;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::charts::stage_bar;
use crate::components::{FilterBar, FilterNotice, PastNotice, StageKey};
use crate::context::page;
use crate::figures::{Filter, Line};
use crate::{format, urls};

#[component]
pub(super) fn ServicesPage() -> impl IntoView {
    let page = page();
    let catalogue = page.situation.catalogue().clone();
    let (asked, mut ignored) = page.filter();
    ignored.retain(|name| *name != "leistung");
    let filter = Filter { selection: Selection::Total, ..asked };
    let rows = catalogue
        .services
        .iter()
        .map(|service| {
            let selection = Selection::Service(service.slug.clone());
            let line = Line::compute(&page.situation, &selection, filter.scope(), filter.viewpoint);
            let authorities = line.now.authorities;
            let class = catalogue.class(&service.class).map(|class| class.name.clone());
            let bar = stage_bar(&format!("stand-{}", service.slug), &service.name, &line.stages);
            view! {
                <tr>
                    <th scope="row">
                        <a href=filter.url(&urls::service(&service.slug), &catalogue.land, page.today())>
                            {service.name.clone()}
                        </a>
                        <small>{class}</small>
                    </th>
                    <td inner_html=bar></td>
                    <td class="lb-num" data-label="Behörden live">
                        <span>
                            <b>{format::share(authorities.confirmed())}</b>
                            <small>{format!("{} von {}", format::number(authorities.live), format::number(authorities.total))}</small>
                        </span>
                    </td>
                    <td data-label="LeiKa">{service.leika.clone()}</td>
                    <td data-label="OZG-ID">{service.ozg_id.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Title text="Leistungen" />
        <div class="lb-head"><div><h1>"Leistungen"</h1><p>"Die Fokusleistungen der Vereinbarung vom 21.01.2026"</p></div></div>
        <FilterBar page=page.clone() filter=filter.clone() path=urls::SERVICES chooses_selection=false />
        <FilterNotice ignored />
        <PastNotice page=page.clone() filter=filter.clone() path=urls::SERVICES />
        <section class="lb-card" aria-label="Leistungen">
            <div class="lb-scroll" tabindex="0" role="group" aria-label="Tabelle der Leistungen">
                <table class="lb-table lb-table--stack">
                    <thead>
                        <tr>
                            <th scope="col">"Leistung"</th>
                            <th scope="col">"Stand der Behörden"</th>
                            <th scope="col" class="lb-num">"Behörden live"</th>
                            <th scope="col">"LeiKa"</th>
                            <th scope="col">"OZG-ID"</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <StageKey />
        </section>
    }
}
