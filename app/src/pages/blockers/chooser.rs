//! Choosing whom a blocker holds up.

use std::collections::BTreeSet;

use domain::Ars;
use domain::catalogue::Slug;
use domain::people::Role;
use domain::rollout::{RolloutKey, Viewpoint};
use domain::stage::Stage;
use domain::text::sort_key;
use domain::vendor::VendorId;
use domain::waiting::Waits;
use leptos::prelude::*;

use super::authority_name;
use super::list::select;
use super::search::vendor_of;
use crate::components::{Check, error_id, kreise, regierungsbezirke};
use crate::context::Page;
use crate::pages::sent::Sent;
use crate::people::{Visitor, visitor};
use crate::{format, urls, words};

/// Names shown at once; more are folded.
const SHOWN: usize = 12;

/// Which rollouts are offered.
#[derive(Clone, Debug, Default)]
pub(super) struct Chooser {
    authority: Option<Ars>,
    service: Option<Slug>,
    vendor: Option<VendorId>,
    stage: Option<Stage>,
    scope: Option<Ars>,
    /// Those that are live too.
    with_live: bool,
    /// Whether it is said at all; before that nothing is offered but what is the reader's own.
    pub(super) is_asked: bool,
}

impl Chooser {
    /// Reads the parameters of the address. A contact begins with its own authority.
    pub(super) fn read(page: &Page) -> Self {
        let (register, catalogue) = (page.register(), page.situation.catalogue());
        let body = |name: &str| register.resolve(page.parameter(name)).map(|body| body.ars);
        let names = ["behoerde", "leistung", "hersteller", "stufe", "gebiet", "auswahl"];
        let is_asked = names.iter().any(|name| !page.parameter(name).is_empty());
        let responsibilities = page.situation.responsibilities(page.today());
        let mut own =
            own(&visitor()).into_iter().filter(|body| responsibilities.authorities().contains_key(body));
        let first = if is_asked { None } else { own.next() };
        Self {
            authority: body("behoerde").or(first),
            service: page.parameter("leistung").parse().ok().filter(|slug| catalogue.service(slug).is_some()),
            vendor: page.parameter("hersteller").parse().ok(),
            stage: page.parameter("stufe").parse().ok(),
            scope: body("gebiet").filter(|scope| *scope != catalogue.land),
            with_live: page.parameter("live") == "ja",
            is_asked: is_asked || first.is_some(),
        }
    }

    /// The address of a page with this choice.
    pub(super) fn url(&self, path: &str) -> String {
        let key = |ars: &Option<Ars>| ars.map(|ars| ars.to_string()).unwrap_or_default();
        let vendor = self.vendor.map(|id| id.to_string()).unwrap_or_default();
        urls::with_query(
            path,
            &[
                ("behoerde", &key(&self.authority)),
                ("leistung", self.service.as_ref().map_or("", Slug::as_str)),
                ("hersteller", &vendor),
                ("stufe", self.stage.map_or("", Stage::as_str)),
                ("gebiet", &key(&self.scope)),
                ("live", if self.with_live { "ja" } else { "" }),
                ("auswahl", if self.is_asked { "ja" } else { "" }),
            ],
        )
    }

    /// The same with what is live too; `None`: it is there already.
    pub(super) fn with_live(&self) -> Option<Self> {
        (!self.with_live && self.is_asked).then(|| Self { with_live: true, ..self.clone() })
    }

    /// What is offered: rollouts that the visitor may write for and that fit, by the name of the authority.
    pub(super) fn offered(&self, page: &Page) -> Vec<RolloutKey> {
        if !self.is_asked {
            return Vec::new();
        }
        let (today, visitor) = (page.today(), visitor());
        let responsibilities = page.situation.responsibilities(today);
        let stages = page.situation.stages(Viewpoint::on(today));
        let needed = self.scope.map(|scope| responsibilities.needed_within(&scope));
        let mut offered: Vec<(usize, &RolloutKey)> = responsibilities
            .rollouts()
            .iter()
            .enumerate()
            .filter(|(position, rollout)| {
                visitor.warrant(&rollout.authority).is_some()
                    && self.authority.is_none_or(|authority| authority == rollout.authority)
                    && self.service.as_ref().is_none_or(|service| *service == rollout.service)
                    && self.stage.is_none_or(|stage| stage == stages[*position])
                    && (self.with_live || stages[*position] != Stage::Live)
                    && needed.as_ref().is_none_or(|needed| needed.contains(position))
                    && self.vendor.is_none_or(|vendor| vendor_of(page, rollout) == Some(vendor))
            })
            .collect();
        offered.sort_by_cached_key(|(position, rollout)| {
            (sort_key(&authority_name(page, &rollout.authority)), rollout.authority, *position)
        });
        offered.into_iter().map(|(_, rollout)| rollout.clone()).collect()
    }

    /// The authority that was asked for and that the visitor may not write for.
    pub(super) fn foreign(&self) -> Option<Ars> {
        self.authority.filter(|authority| visitor().warrant(authority).is_none())
    }
}

/// The bodies of a contact.
fn own(visitor: &Visitor) -> Vec<Ars> {
    let rights = visitor.person.as_ref().map(|person| person.rights.clone()).unwrap_or_default();
    rights.own().map(|territory| territory.body).collect()
}

/// The field of a rollout in the form.
fn field(rollout: &RolloutKey) -> String {
    format!("member_{}_{}", rollout.authority, rollout.service)
}

/// The filter by which a lead, or a contact of several authorities, says whom it is about.
pub(super) fn filter(page: &Page, chooser: &Chooser, path: &str) -> impl IntoView + use<> {
    let (register, obstacles) = (page.register(), page.situation.obstacles());
    let is_lead = visitor().has(Role::Lead);
    let chosen = |value: Option<String>| value.unwrap_or_default();
    let services: Vec<(String, String)> = page
        .situation
        .catalogue()
        .services
        .iter()
        .map(|service| (service.slug.to_string(), service.name.clone()))
        .collect();
    let vendors = obstacles
        .vendors
        .all()
        .into_iter()
        .map(|vendor| (vendor.id.to_string(), vendor.name.clone()))
        .collect();
    let stages = Stage::ALL
        .into_iter()
        .filter(|stage| *stage != Stage::Live)
        .map(|stage| (stage.to_string(), words::stage(stage).to_owned()))
        .collect();
    let service = chooser.service.as_ref().map_or("", |slug| slug.as_str());
    let fields = if is_lead {
        view! {
            {select("leistung", "Leistung", "alle", services, service)}
            {select("hersteller", "Hersteller", "alle", vendors, &chosen(chooser.vendor.map(|id| id.to_string())))}
            {select("stufe", "Stand", "alle", stages, chooser.stage.map_or("", Stage::as_str))}
            <div>
                <label for="gebiet">"Gebiet"</label>
                <select id="gebiet" name="gebiet">
                    <option value="">"ganzes Land"</option>
                    <optgroup label="Regierungsbezirke">{regierungsbezirke(&register, chooser.scope)}</optgroup>
                    <optgroup label="Landkreise und kreisfreie Städte">{kreise(&register, chooser.scope)}</optgroup>
                </select>
            </div>
            {select(
                "live",
                "Was live ist",
                "",
                vec![(String::new(), "weglassen".into()), ("ja".into(), "mit auswählen".into())],
                if chooser.with_live { "ja" } else { "" },
            )}
        }
        .into_any()
    } else {
        let responsibilities = page.situation.responsibilities(page.today());
        let visitor = visitor();
        let mut own: Vec<(String, String)> = responsibilities
            .authorities()
            .keys()
            .filter(|authority| visitor.warrant(authority).is_some())
            .map(|authority| (authority.to_string(), authority_name(page, authority)))
            .collect();
        own.sort_by_cached_key(|(_, name)| sort_key(name));
        if own.len() < 2 {
            return ().into_any();
        }
        let authority = chosen(chooser.authority.map(|ars| ars.to_string()));
        view! {
            {select("behoerde", "Behörde", "alle eigenen", own, &authority)}
            {select("leistung", "Leistung", "alle", services, service)}
        }
        .into_any()
    };
    view! {
        <form class="lb-filter" method="get" action=path.to_owned()>
            <input type="hidden" name="auswahl" value="ja" />
            {fields}
            <button class="kern-btn kern-btn--secondary" type="submit">
                <span class="kern-label">"Auswählen"</span>
            </button>
        </form>
    }
    .into_any()
}

/// How many they are, and each with a box that is ticked unless the form came back without.
pub(super) fn members(page: &Page, sent: &Sent, offered: &[RolloutKey]) -> impl IntoView + use<> {
    let authorities: BTreeSet<&Ars> = offered.iter().map(|rollout| &rollout.authority).collect();
    let waiting = Waits::new(&page.situation, page.situation.catalogue().land, page.today()).of(offered);
    let several = authorities.len() > 1;
    let sentence = several.then(|| {
        format!(
            "Das sind {}; {} mit {} warten auf sie.",
            format::counted(authorities.len() as u64, "eine Behörde", "Behörden"),
            format::counted(waiting.communes, "eine Kommune", "Kommunen"),
            format::counted(waiting.inhabitants, "einem Menschen", "Menschen"),
        )
    });
    let services: BTreeSet<&Slug> = offered.iter().map(|rollout| &rollout.service).collect();
    let was_sent = sent.has("title") || sent.has("joined_on");
    let checks = offered
        .iter()
        .map(|rollout| {
            let service = page.situation.catalogue().service(&rollout.service);
            let service = service.map(|service| service.name.clone()).unwrap_or_default();
            let authority = authority_name(page, &rollout.authority);
            let label = match (several, services.len() > 1) {
                (true, true) => format!("{authority}: {service}"),
                (true, false) => authority,
                (false, _) => service,
            };
            let name = field(rollout);
            let is_checked = if was_sent { sent.has(&name) } else { true };
            view! { <Check name label is_checked /> }
        })
        .collect::<Vec<_>>();
    let legend = match (several, offered.first()) {
        (false, Some(only)) => {
            format!("Welche Leistung von {} hält es auf?", authority_name(page, &only.authority))
        }
        _ => "Wen hält es auf?".to_owned(),
    };
    let error = sent.error("members");
    let described_by = error.is_some().then(|| error_id("members"));
    let count = format::counted(offered.len() as u64, "ein Name", "Namen");
    let boxes = if offered.len() > SHOWN {
        let is_open = error.is_some();
        view! {
            <details class="lb-action" open=is_open>
                <summary>{format!("{count} anzeigen und einzelne abwählen")}</summary>
                <div class="lb-names">{checks}</div>
            </details>
        }
        .into_any()
    } else {
        view! { <div class="kern-fieldset__body">{checks}</div> }.into_any()
    };
    view! {
        <fieldset class="kern-fieldset lb-members" id="members" tabindex="-1" aria-describedby=described_by>
            <legend class="kern-label">{legend}</legend>
            {sentence.map(|sentence| view! { <p>{sentence}</p> })}
            {boxes}
            {crate::components::field_error("members", error)}
        </fieldset>
    }
}
