//! One body: who is responsible for what, and how far it is.

mod history;
pub(super) mod members;
mod readiness;
mod saved;
pub(super) mod services;
mod workshops;

pub use self::members::member_coverage;
pub(super) use self::saved::Questions;
pub use self::services::responsible;
pub(super) use self::workshops::said;
use domain::Level;
use domain::body::{Body, BodyKind};
use domain::register::Register;
use leptos::prelude::*;
use leptos_meta::Title;

use super::briefing::ToPaper;
use super::{failure, redirect_to_canonical, segment};
use crate::components::{Crumbs, Notice, NoticeKind};
use crate::context::{Page, page};
use crate::figures::Filter;
use crate::{format, urls, words};

#[component]
pub(super) fn BodyPage() -> impl IntoView {
    let page = page();
    let key = segment("key");
    let register = page.register();
    if let Some(body) = register.resolve(&key).cloned() {
        if body.ars.as_str() == key {
            view! { <Existing page body /> }.into_any()
        } else {
            redirect_to_canonical(&urls::body(&body.ars));
            ().into_any()
        }
    } else {
        let closed = key.parse().ok().and_then(|ars| {
            page.situation.editions().last_known(&ars).map(|(body, closed)| (body.clone(), closed))
        });
        match closed {
            Some((body, closed_on)) => view! { <Closed page body closed_on /> }.into_any(),
            None => failure::not_found(Some(format!(
                "Zum Schlüssel „{key}“ gibt es im Register keine Kommune, keinen Kreis und keine Verwaltungsgemeinschaft. \
                 Ein AGS hat 8 Ziffern, ein ARS 12."
            ))),
        }
    }
}

#[component]
fn Existing(page: Page, body: Body) -> AnyView {
    let register = page.register();
    let name = words::full_name(&body);
    view! {
        <Title text=name.clone() />
        <Crumbs way=way(&register, &body) here=name.clone() />
        <div class="lb-head">
            <div>
                <h1>{name}</h1>
                <p>{facts(&page, &register, &body)}</p>
            </div>
            <div class="lb-links">
                <a href=urls::with_query(urls::OVERVIEW, &[("gebiet", body.ars.as_str())])>"Lagebild dieses Gebiets"</a>
                <ToPaper page=page.clone() filter=Filter { scope: body.ars, ..page.filter().0 } />
            </div>
        </div>
        <saved::SavedNotice page=page.clone() body=body.clone() />
        <services::ServicesCard page=page.clone() body=body.clone() />
        <readiness::ReadinessCard page=page.clone() body=body.clone() />
        <members::MembersCard page=page.clone() body=body.clone() />
        <workshops::WorkshopsCard page=page.clone() ars=body.ars />
        <history::HistoryCard page ars=body.ars />
    }
    .into_any()
}

/// A body that the newest register does not have any more: its records stay.
#[component]
fn Closed(page: Page, body: Body, closed_on: Option<domain::Day>) -> impl IntoView {
    let name = words::full_name(&body);
    let since = closed_on.map(format::day).unwrap_or_default();
    // A commune that only changed its Verwaltungsgemeinschaft goes on under another key.
    let successor =
        body.commune.as_ref().and_then(|facts| page.register().commune_with(&facts.ags).cloned()).map(
            |successor| {
                view! {
                    <p class="kern-body">
                        "Die Kommune gibt es weiter: "
                        <a href=urls::body(&successor.ars)>{words::full_name(&successor)}</a>
                        {format!(", Schlüssel {}", successor.ars)}
                    </p>
                }
            },
        );
    view! {
        <Title text=name.clone() />
        <h1>{name}</h1>
        <Notice kind=NoticeKind::Warning title=format!("Dieser Schlüssel gilt seit dem {since} nicht mehr")>
            <p class="kern-body">
                "Das Register vom " {since.clone()}
                " kennt ihn nicht mehr. Was eingetragen war, bleibt hier nachzulesen; neue Stände meldet die heute zuständige Behörde."
            </p>
            {successor}
        </Notice>
        <history::HistoryCard page ars=body.ars />
    }
}

/// Links to what the body lies in.
fn way(register: &Register, body: &Body) -> Vec<(String, String)> {
    let mut wider: Vec<&Body> = [
        register.land_of(&body.ars),
        register.regierungsbezirk_of(&body.ars),
        register.kreis_of(&body.ars),
        register.verband_of(&body.ars),
    ]
    .into_iter()
    .flatten()
    .filter(|wider| wider.ars != body.ars)
    .collect();
    wider.dedup_by_key(|body| body.ars);
    wider
        .into_iter()
        .map(|wider| {
            let address = if wider.ars.level() <= Level::Regierungsbezirk {
                urls::with_query(urls::OVERVIEW, &[("gebiet", wider.ars.as_str())])
            } else {
                urls::body(&wider.ars)
            };
            (address, words::full_name(wider))
        })
        .collect()
}

/// Key, size, membership in a line.
pub(super) fn facts(page: &Page, register: &Register, body: &Body) -> String {
    let mut facts = vec![words::kind(body.kind).to_owned()];
    facts.push(format::counted(register.inhabitants_within(&body.ars), "ein Mensch", "Menschen"));
    if let Some(commune) = &body.commune {
        if let Some(verband) = register.verband_of(&body.ars) {
            facts.push(format!("Mitglied der {}", words::full_name(verband)));
        }
        facts.push(format!("AGS {}", commune.ags));
    } else if body.kind != BodyKind::Land {
        let communes = register.communes_within(&body.ars).count() as u64;
        facts.push(format::counted(communes, "eine Kommune", "Kommunen"));
        facts.push(format!("Schlüssel {}", body.ars));
    }
    if page.situation.catalogue().is_pilot(&body.ars) {
        facts.push("Pilot".into());
    }
    facts.join(" · ")
}
