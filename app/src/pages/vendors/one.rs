//! One vendor: its name, what it offers, how it is spelt.

use domain::entry::VENDOR_MAX;
use domain::vendor::Vendor;
use leptos::prelude::*;
use leptos_meta::Title;

use super::merge::{MergeCard, Preview};
use super::{Customers, spellings};
use crate::components::{
    Crumbs, Notice, NoticeKind, PostButton, SubmitButton, TextArea, TextField, Versions,
};
use crate::context::{Page, page};
use crate::pages::sent::Sent;
use crate::pages::{failure, segment};
use crate::{urls, words};

#[component]
pub(in crate::pages) fn OneVendor() -> impl IntoView {
    let page = page();
    let vendors = &page.situation.obstacles().vendors;
    match segment("id").parse().ok().and_then(|id| vendors.get(id).cloned()) {
        Some(vendor) => view! { <Known page vendor /> }.into_any(),
        None => failure::not_found(Some("Diesen Hersteller gibt es nicht.".to_owned())),
    }
}

#[component]
fn Known(page: Page, vendor: Vendor) -> AnyView {
    let sent = Sent::take();
    let title = vendor.name.clone();
    let way = [(urls::MANAGEMENT, "Verwaltung"), (urls::VENDORS, "Hersteller")];
    let way = way.map(|(address, name)| (address.to_owned(), name.to_owned())).to_vec();
    let vendors = &page.situation.obstacles().vendors;
    let meant = vendor.merged_into.and_then(|_| vendors.meant_by(&vendor.name)).cloned();
    let customers = Customers::of(&page);
    let facts = if let Some(meant) = &meant {
        format!("Eine andere Schreibweise von {}.", meant.name)
    } else {
        let count = words::authorities(customers.count(vendor.id));
        format!("Im heutigen Stand genannt: {count}.")
    };
    view! {
        <Title text=sent.title(&title) />
        <Crumbs way here=title.clone() />
        <div class="lb-head"><div><h1>{title}</h1><p>{facts}</p></div></div>
        {done(page.parameter("erledigt"))}
        {sent.summary()}
        {match meant {
            Some(meant) => view! { <Spelling vendor meant /> }.into_any(),
            None => view! {
                <Preview page=page.clone() vendor=vendor.clone() />
                <VendorForm vendor=vendor.clone() sent />
                <Spellings page=page.clone() vendor=vendor.clone() />
                <MergeCard page vendor />
            }
                .into_any(),
        }}
    }
    .into_any()
}

/// What was just done.
fn done(word: &str) -> impl IntoView + use<> {
    let (title, text) = match word {
        "geaendert" => ("Der Hersteller ist geändert", "So heißt er ab jetzt auf allen Seiten."),
        "zusammengefuehrt" => (
            "Die Hersteller sind zusammengeführt",
            "Beide Namen meinen ab jetzt diesen Hersteller. Unter „Schreibweisen“ lässt sich das zurücknehmen.",
        ),
        "getrennt" => {
            ("Wieder ein eigener Hersteller", "Die Behörden, die diesen Namen nennen, zählen wieder hier.")
        }
        _ => return None,
    };
    Some(view! { <Notice kind=NoticeKind::Success title><p class="kern-body">{text}</p></Notice> })
}

#[component]
fn VendorForm(vendor: Vendor, sent: Sent) -> AnyView {
    let products = vendor.products.iter().map(String::as_str).collect::<Vec<_>>().join("\n");
    let version = sent.version(vendor.version);
    let versions = (sent.is_stale() && sent.has("name")).then(|| {
        let saved = vec![("Name", vendor.name.clone()), ("Produkte", products.clone())];
        let own = vec![("Name", sent.value("name", "")), ("Produkte", sent.value("products", ""))];
        view! { <Versions saved=Some(saved) own /> }
    });
    view! {
        {versions}
        <form class="lb-card lb-form" method="post" action=urls::vendor(vendor.id) novalidate>
            <h2>"Name und Produkte"</h2>
            <input type="hidden" name="version" value=version />
            <TextField
                name="name"
                label="Name"
                value=sent.value("name", &vendor.name)
                hint="So steht er auf allen Seiten. Wer den bisherigen Namen meldet, meint weiter diesen Hersteller."
                max=VENDOR_MAX
                error=sent.error("name")
            />
            <TextArea
                name="products"
                label="Produkte"
                value=sent.value("products", &products)
                hint="Eines je Zeile."
                is_optional=true
                error=sent.error("products")
            />
            <div class="lb-actions">
                <SubmitButton label="Speichern" />
                <a class="kern-btn kern-btn--tertiary" href=urls::VENDORS><span class="kern-label">"Abbrechen"</span></a>
            </div>
        </form>
    }
    .into_any()
}

/// How else the vendor is spelt; what was merged into it can be taken out again.
#[component]
fn Spellings(page: Page, vendor: Vendor) -> AnyView {
    let vendors = &page.situation.obstacles().vendors;
    let names = spellings(&page, &vendor);
    if names.is_empty() {
        return ().into_any();
    }
    let items = names
        .into_iter()
        .map(|name| {
            // One that was merged into another spelling goes with that one.
            let merged = vendors.names_of(vendor.id).into_iter().find(|other| other.name == name);
            let part = merged.filter(|other| other.merged_into == Some(vendor.id)).map(|other| {
                let told = format!("Trennen: {name}");
                view! {
                    <PostButton
                        action=urls::vendor_action(other.id, "trennen")
                        label="Trennen"
                        told
                        version=other.version
                    />
                }
            });
            view! { <li><span>{name.to_owned()}</span> {part}</li> }
        })
        .collect_view();
    view! {
        <section class="lb-card lb-narrow" aria-labelledby="ueberschrift-schreibweisen">
            <h2 id="ueberschrift-schreibweisen">"Schreibweisen"</h2>
            <p class="lb-sub">"Wer einen dieser Namen meldet, meint diesen Hersteller. Getrennt zählt der Name wieder für sich."</p>
            <ul class="lb-lines">{items}</ul>
        </section>
    }
    .into_any()
}

/// A name that is only another spelling.
#[component]
fn Spelling(vendor: Vendor, meant: Vendor) -> AnyView {
    view! {
        <section class="lb-card lb-narrow" aria-labelledby="ueberschrift-schreibweise">
            <h2 id="ueberschrift-schreibweise">"Zusammengeführt"</h2>
            <p>
                "Wer diesen Namen meldet, meint " <a href=urls::vendor(meant.id)>{meant.name}</a>
                ". Dort stehen auch Produkte und Behörden."
            </p>
            <PostButton action=urls::vendor_action(vendor.id, "trennen") label="Trennen" version=vendor.version />
        </section>
    }
    .into_any()
}
