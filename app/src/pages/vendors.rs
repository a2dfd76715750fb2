//! The vendors, each under one name.

mod merge;
mod one;

use std::collections::{BTreeSet, HashMap};

use domain::Ars;
use domain::rollout::Viewpoint;
use domain::vendor::{Vendor, VendorId};
use leptos::prelude::*;
use leptos_meta::Title;

pub(super) use one::OneVendor;

use crate::components::{Column, Crumbs, Downloads, Table};
use crate::context::{Page, page};
use crate::{format, urls, words};

/// The authorities that name a vendor in their current status, whatever they call it.
struct Customers(HashMap<VendorId, BTreeSet<Ars>>);

impl Customers {
    fn of(page: &Page) -> Self {
        let vendors = &page.situation.obstacles().vendors;
        let mut customers: HashMap<VendorId, BTreeSet<Ars>> = HashMap::new();
        for rollout in page.situation.responsibilities(page.today()).rollouts() {
            let history = page.situation.history(rollout);
            let current = history.and_then(|history| history.current(Viewpoint::on(page.today())));
            let named = current.and_then(|event| event.entry.vendor.as_deref());
            if let Some(vendor) = named.and_then(|name| vendors.meant_by(name)) {
                customers.entry(vendor.id).or_default().insert(rollout.authority);
            }
        }
        Self(customers)
    }

    fn count(&self, id: VendorId) -> u64 {
        self.0.get(&id).map_or(0, |authorities| authorities.len() as u64)
    }

    /// Of both together: who is a customer of both counts once.
    fn count_together(&self, one: VendorId, other: VendorId) -> u64 {
        let authorities = [one, other].into_iter().filter_map(|id| self.0.get(&id)).flatten();
        authorities.collect::<BTreeSet<_>>().len() as u64
    }
}

/// A vendor as it is listed.
#[derive(Clone, Debug)]
pub struct ListedVendor {
    /// The vendor.
    pub vendor: Vendor,
    /// Other ways to write it, each once.
    pub spellings: Vec<String>,
    /// The authorities that name it in their current status.
    pub authorities: u64,
}

/// All vendors, those with most authorities first.
#[must_use]
pub fn vendors(page: &Page) -> Vec<ListedVendor> {
    let customers = Customers::of(page);
    let listed = |vendor: &Vendor| ListedVendor {
        vendor: vendor.clone(),
        spellings: spellings(page, vendor).into_iter().map(str::to_owned).collect(),
        authorities: customers.count(vendor.id),
    };
    let mut all: Vec<_> = page.situation.obstacles().vendors.all().into_iter().map(listed).collect();
    all.sort_by_key(|listed| std::cmp::Reverse(listed.authorities));
    all
}

#[component]
pub(super) fn VendorsPage() -> impl IntoView {
    let page = page();
    let all = vendors(&page);
    let summary = match all.len() as u64 {
        0 => "Noch hat niemand einen Hersteller genannt.".to_owned(),
        count => format!(
            "{} in den Meldungen der Behörden. Ein neuer Name kommt von selbst dazu.",
            format::counted(count, "Ein Hersteller", "Hersteller")
        ),
    };
    let rows = all.iter().map(|listed| row(&page, listed)).collect_view();
    let columns = vec![Column::text("Hersteller"), Column::number("Behörden")];
    view! {
        <Title text="Hersteller" />
        <Crumbs way=vec![(urls::MANAGEMENT.to_owned(), "Verwaltung".to_owned())] here="Hersteller".to_owned() />
        <div class="lb-head">
            <div>
                <h1>"Hersteller"</h1>
                <p>{summary}</p>
            </div>
        </div>
        <LikelySame page=page.clone() />
        {(!all.is_empty()).then(|| view! {
            <section class="lb-card" aria-labelledby="ueberschrift-hersteller">
                <h2 id="ueberschrift-hersteller">"Alle Hersteller"</h2>
                <p class="lb-sub">"Die mit den meisten Behörden zuerst. Gezählt wird, wen eine Behörde in ihrem heutigen Stand nennt."</p>
                <Table heading="ueberschrift-hersteller" columns>{rows}</Table>
                <Downloads sheet=urls::sheets::VENDORS what="Hersteller" />
            </section>
        })}
    }
}

fn row(page: &Page, listed: &ListedVendor) -> impl IntoView + use<> {
    let ListedVendor { vendor, spellings, authorities } = listed;
    let products = page.situation.obstacles().vendors.products_of(vendor.id);
    let products: Vec<String> = products.into_iter().map(str::to_owned).collect();
    let line = |label: &str, names: &[String]| {
        (!names.is_empty()).then(|| view! { <small>{format!("{label}: {}", names.join(", "))}</small> })
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a href=urls::vendor(vendor.id)>{vendor.name.clone()}</a>
                {line("Produkte", &products)}
                {line("auch geschrieben", spellings)}
            </th>
            <td role="cell" class="lb-num" data-label="Behörden">{format::number(*authorities)}</td>
        </tr>
    }
}

/// Other ways to write a vendor, each once.
fn spellings<'a>(page: &'a Page, vendor: &Vendor) -> Vec<&'a str> {
    let names = page.situation.obstacles().vendors.names_of(vendor.id);
    let names: BTreeSet<&str> = names.into_iter().map(|other| other.name.as_str()).collect();
    names.into_iter().filter(|name| *name != vendor.name).collect()
}

/// Names that may mean the same, to be decided by somebody who knows.
#[component]
fn LikelySame(page: Page) -> AnyView {
    let vendors = &page.situation.obstacles().vendors;
    let customers = Customers::of(&page);
    let items: Vec<_> = vendors
        .likely_same()
        .into_iter()
        .map(|(one, other)| {
            // The name that fewer use gives way.
            let (from, into) =
                if customers.count(one.id) > customers.count(other.id) { (other, one) } else { (one, other) };
            let address = urls::with_query(&urls::vendor(from.id), &[("in", &into.id.to_string())]);
            let told = format!("Zusammenführen: {} und {}", from.name, into.name);
            let count = |vendor: &Vendor| words::authorities(customers.count(vendor.id));
            view! {
                <li>
                    <span>
                        <b>{from.name.clone()}</b> {format!(" ({}) und ", count(from))}
                        <b>{into.name.clone()}</b> {format!(" ({})", count(into))}
                    </span>
                    <a class="kern-btn kern-btn--secondary kern-btn--x-small" href=address aria-label=told>
                        <span class="kern-label">"Ansehen"</span>
                    </a>
                </li>
            }
        })
        .collect();
    if items.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-doppelt">
            <h2 id="ueberschrift-doppelt">"Vermutlich doppelt"</h2>
            <p class="lb-sub">"Diese Namen ähneln sich. Zusammengeführt wird nichts von selbst."</p>
            <ul class="lb-lines">{items}</ul>
        </section>
    }
    .into_any()
}
