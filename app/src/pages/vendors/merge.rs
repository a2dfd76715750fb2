//! Making two names one: first what would come of it, then the button.

use domain::vendor::{Vendor, VendorId};
use leptos::prelude::*;

use super::Customers;
use crate::components::{SelectField, SubmitButton};
use crate::context::Page;
use crate::{urls, words};

/// Those that can be meant instead.
fn others<'a>(page: &'a Page, vendor: &Vendor) -> Vec<&'a Vendor> {
    let all = page.situation.obstacles().vendors.all();
    all.into_iter().filter(|other| other.id != vendor.id).collect()
}

/// The one that the address asks for.
fn wanted(page: &Page) -> Option<VendorId> {
    page.parameter("in").parse().ok()
}

#[component]
pub(super) fn MergeCard(page: Page, vendor: Vendor) -> AnyView {
    let others = others(&page, &vendor);
    if others.is_empty() {
        return ().into_any();
    }
    let wanted = wanted(&page);
    let options = others
        .iter()
        .map(|other| {
            let is_wanted = Some(other.id) == wanted;
            view! { <option value=other.id.to_string() selected=is_wanted>{other.name.clone()}</option> }
        })
        .collect_view();
    view! {
        <section class="lb-card lb-narrow" aria-labelledby="ueberschrift-zusammen">
            <h2 id="ueberschrift-zusammen">"Mit einem anderen zusammenführen"</h2>
            <form class="lb-form" method="get" action=urls::vendor(vendor.id)>
                <SelectField
                    name="in"
                    label="Eigentlich gemeint ist"
                    hint="Vor dem Zusammenführen sehen Sie, was sich ändert."
                    error=None
                >
                    {options}
                </SelectField>
                <div>
                    <button class="kern-btn kern-btn--secondary" type="submit">
                        <span class="kern-label">"Vorschau"</span>
                    </button>
                </div>
            </form>
        </section>
    }
    .into_any()
}

/// What would come of merging it into the one that the address asks for.
#[component]
pub(super) fn Preview(page: Page, vendor: Vendor) -> AnyView {
    let wanted = wanted(&page);
    let Some(into) = others(&page, &vendor).into_iter().find(|other| Some(other.id) == wanted).cloned()
    else {
        return ().into_any();
    };
    let customers = Customers::of(&page);
    let count = |id| words::authorities(customers.count(id));
    let together = words::authorities(customers.count_together(vendor.id, into.id));
    view! {
        <section class="lb-card lb-narrow" aria-labelledby="ueberschrift-vorschau">
            <h2 id="ueberschrift-vorschau">{format!("„{}“ meint „{}“", vendor.name, into.name)}</h2>
            <p class="lb-sub">"Noch ist nichts geändert."</p>
            <dl class="lb-facts">
                <dt>{vendor.name.clone()}</dt>
                <dd>{format!("heute {}, danach eine Schreibweise", count(vendor.id))}</dd>
                <dt>{into.name.clone()}</dt>
                <dd>{format!("heute {}, danach {together}", count(into.id))}</dd>
            </dl>
            <p>"In den Meldungen bleibt stehen, was die Behörden geschrieben haben. Das Zusammenführen lässt sich zurücknehmen."</p>
            <form method="post" action=urls::vendor_action(vendor.id, "zusammenfuehren")>
                <input type="hidden" name="in" value=into.id.to_string() />
                <input type="hidden" name="version" value=vendor.version.to_string() />
                <input type="hidden" name="version_in" value=into.version.to_string() />
                <div class="lb-actions">
                    <SubmitButton label="Zusammenführen" />
                    <a class="kern-btn kern-btn--tertiary" href=urls::VENDORS>
                        <span class="kern-label">"Abbrechen"</span>
                    </a>
                </div>
            </form>
        </section>
    }
    .into_any()
}
