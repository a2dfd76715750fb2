//! Whether starts come when they were announced, with whom they come late, and which are furthest behind.

mod broken;
mod groups;
mod kept;

use domain::Ars;
use domain::promises::{Groups, Promise, grouped, promises};
use leptos::prelude::*;
use leptos_meta::Title;

use super::insight::InsightNav;
use crate::components::{FilterBar, FilterNotice, Lineage, PastNotice};
use crate::context::{Page, page};
use crate::figures::Filter;
use crate::{urls, words};

/// Of fewer promises than this a figure would tell more about single authorities than about a group.
pub const LEAST: usize = 5;

/// The promises under a filter.
#[must_use]
pub fn promised(page: &Page, filter: &Filter) -> Vec<Promise> {
    promises(&page.situation, &filter.selection, &filter.scope, filter.viewpoint)
}

/// How late each vendor is.
#[must_use]
pub fn by_vendor(promises: &[Promise], filter: &Filter) -> Groups<String> {
    grouped(promises, filter.viewpoint.on, LEAST, |promise| promise.vendor.clone())
}

/// How late the authorities of each Kreis are.
#[must_use]
pub fn by_kreis(page: &Page, promises: &[Promise], filter: &Filter) -> Groups<Ars> {
    let on = filter.viewpoint.on;
    let register = page.situation.responsibilities(on).register();
    let kreis = |promise: &Promise| register.kreis_of(&promise.rollout.authority).map(|body| body.ars);
    grouped(promises, on, LEAST, kreis)
}

/// `/zusagen`
#[component]
pub(super) fn PromisesPage() -> impl IntoView {
    let page = page();
    let (filter, ignored) = page.filter();
    let promises = promised(&page, &filter);
    let land = page.situation.catalogue().land;
    let sheet = filter.url(urls::sheets::STARTS, &land, page.today());
    let authorities = match &filter.selection {
        domain::catalogue::Selection::Total => urls::SERVICES.to_owned(),
        domain::catalogue::Selection::Commitment(slug) | domain::catalogue::Selection::Service(slug) => {
            urls::service(slug)
        }
    };
    let scope = page.register().get(&filter.scope).map(words::full_name).unwrap_or_default();
    view! {
        <Title text="Zugesagte Starttermine" />
        <InsightNav page=page.clone() here=urls::PROMISES />
        <div class="lb-head">
            <div>
                <h1>"Zugesagte Starttermine"</h1>
                <p>{format!("{scope} · Stand {}", crate::format::day(filter.viewpoint.on))}</p>
            </div>
        </div>
        <FilterBar page=page.clone() filter=filter.clone() path=urls::PROMISES chooses_selection=true chooses_measure=false />
        <FilterNotice ignored />
        <PastNotice page=page.clone() filter=filter.clone() path=urls::PROMISES />
        <section class="lb-card" aria-labelledby="ueberschrift-gehalten">
            <h2 id="ueberschrift-gehalten">"Werden Termine gehalten?"</h2>
            <kept::Kept promises=promises.clone() filter=filter.clone() sheet=sheet.clone() />
            <Lineage
                page=page.clone()
                filter=filter.clone()
                path=urls::PROMISES
                figure="Gehaltene Termine"
                rows=(filter.url(&authorities, &land, page.today()), "die Behörden mit ihren geplanten Starts".to_owned())
                how="Je Behörde und Leistung zählt der Tag, der zuerst als Start genannt wurde, sobald er vorüber ist. Gehalten ist er, wenn der Dienst spätestens an diesem Tag live war; wer ihn rechtzeitig verschiebt, hat ihn nicht gehalten. Was noch nicht live ist, zählt mit dem Verzug bis zum Stichtag oder bis zum heute genannten Tag, der weiter wachsen kann: Dann steht „mind.“ davor."
                sheet=sheet.clone()
            />
        </section>
        <groups::GroupsCards page=page.clone() filter=filter.clone() promises=promises.clone() />
        <broken::BrokenCard page filter promises sheet />
    }
}
