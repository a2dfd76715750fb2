//! All services, grouped by commitment.

use domain::catalogue::Selection;
use domain::people::Role;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::charts::stage_bar;
use crate::components::{Column, Downloads, FilterBar, FilterNotice, PastNotice, StageKey, Table};
use crate::context::page;
use crate::figures::{Filter, Line};
use crate::people::visitor;
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
                <tr role="row">
                    <th role="rowheader" scope="row">
                        <a href=filter.url(&urls::service(&service.slug), &catalogue.land, page.today())>
                            {service.name.clone()}
                        </a>
                        <small>{class}</small>
                    </th>
                    <td role="cell" inner_html=bar></td>
                    <td role="cell" class="lb-num" data-label="Behörden live">
                        <span>
                            <b>{format::share(authorities.confirmed())}</b>
                            <small>{format!("{} von {}", format::number(authorities.live), format::number(authorities.total))}</small>
                        </span>
                    </td>
                    <td role="cell" data-label="LeiKa">{service.leika.clone()}</td>
                    <td role="cell" data-label="OZG-ID">{service.ozg_id.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("Leistung"),
        Column::text("Stand der Behörden"),
        Column::number("Behörden live"),
        Column::text("LeiKa"),
        Column::text("OZG-ID"),
    ];
    view! {
        <Title text="Leistungen" />
        <div class="lb-head"><div><h1>"Leistungen"</h1><p>"Die Fokusleistungen der Vereinbarung vom 21.01.2026"</p></div></div>
        <FilterBar page=page.clone() filter=filter.clone() path=urls::SERVICES chooses_selection=false />
        <FilterNotice ignored />
        <PastNotice page=page.clone() filter=filter.clone() path=urls::SERVICES />
        <section class="lb-card" aria-label="Leistungen">
            <Table label="Tabelle der Leistungen" is_wide=true columns>{rows}</Table>
            <StageKey />
            <Downloads sheet=filter.url(urls::sheets::SERVICES, &catalogue.land, page.today()) what="Leistungen" />
            <Downloads
                sheet=filter.url(urls::sheets::STATUS, &catalogue.land, page.today())
                what="Alle Stände"
                label="Den Stand jeder Behörde herunterladen:"
            />
            {visitor().has(Role::Lead).then(|| view! {
                <div class="lb-links">
                    <a href=filter.url(urls::sheets::TEMPLATE, &catalogue.land, page.today())>"Vorlage zum Ausfüllen (Excel)"</a>
                </div>
            })}
        </section>
    }
}
