//! The header of every page: where one is, where one can go, and who is signed in.

use leptos::prelude::*;

use crate::context::{IsDemo, site};
use crate::pages::insight;
use crate::people::{Visitor, visitor};
use crate::urls;

fn is_demo() -> bool {
    use_context::<IsDemo>().is_some_and(|IsDemo(is_demo)| is_demo)
}

/// Whether the visitor may see the figures; otherwise nothing on the page leads to them.
pub(super) fn reads() -> bool {
    visitor().person.is_some() || site().is_public || is_demo()
}

/// A way in the navigation.
struct Way {
    name: &'static str,
    address: String,
    /// Beginnings of the addresses that belong to it.
    covers: Vec<String>,
}

impl Way {
    fn to(name: &'static str, address: &str) -> Self {
        Self { name, address: address.to_owned(), covers: vec![address.to_owned()] }
    }

    fn covers(&self, path: &str) -> bool {
        self.covers.iter().any(|begin| {
            path == begin
                || path.strip_prefix(begin.as_str()).is_some_and(|rest| begin != "/" && rest.starts_with('/'))
        })
    }
}

/// Where the visitor can go, their own work first.
fn ways(visitor: &Visitor) -> Vec<Way> {
    let rights = visitor.person.as_ref().map(|person| person.rights.clone()).unwrap_or_default();
    let mut ways = Vec::new();
    if let Some(own) = rights.own().next() {
        let page_of_own = urls::body(&own.body);
        ways.push(Way {
            covers: vec![urls::MINE.into(), page_of_own],
            ..Way::to("Meine Kommune", urls::MINE)
        });
    }
    ways.push(Way::to("Lagebild", urls::OVERVIEW));
    ways.push(Way::to("Leistungen", urls::SERVICES));
    ways.push(Way::to("Kommunen", urls::COMMUNES));
    ways.push(Way {
        covers: insight::addresses().map(str::to_owned).collect(),
        ..Way::to("Auswertungen", urls::INSIGHT)
    });
    if visitor.person.is_some() || is_demo() {
        ways.push(Way::to("Hindernisse", urls::BLOCKERS));
        ways.push(Way::to("Workshops", urls::WORKSHOPS));
        ways.push(Way::to("Erkenntnisse", urls::FINDINGS));
        ways.push(Way::to("Maßnahmen", urls::MEASURES));
    }
    if visitor.manages() {
        ways.push(Way::to("Verwaltung", urls::MANAGEMENT));
    } else if rights.invites() {
        ways.push(Way::to("Personen", urls::PEOPLE));
    }
    ways
}

#[component]
pub(super) fn Header(path: String) -> AnyView {
    let visitor = visitor();
    let ways = if reads() { ways(&visitor) } else { Vec::new() };
    // The first that covers it: the page of one's own body is a page of a commune too.
    let here = ways.iter().position(|way| way.covers(&path));
    let links = || {
        ways.iter()
            .enumerate()
            .map(|(place, way)| {
                let is_here = (here == Some(place)).then_some("page");
                view! { <a href=way.address.clone() aria-current=is_here>{way.name}</a> }
            })
            .collect_view()
    };
    let folded = (!ways.is_empty()).then(|| {
        view! {
            <details class="lb-menu">
                <summary>"Menü"</summary>
                <nav class="lb-nav" aria-label="Hauptnavigation">{links()}</nav>
            </details>
        }
    });
    let spread = (!ways.is_empty()).then(|| {
        view! { <nav class="lb-nav lb-nav--spread" aria-label="Hauptnavigation">{links()}</nav> }
    });
    view! {
        <header class="lb-top">
            <div class="lb-top__bar">
                <a class="lb-brand" href=urls::OVERVIEW>
                    "Lagebild"<small>"Fokusleistungen Bayern"</small>
                </a>
                <Me visitor=visitor.clone() path=path.clone() />
                {folded} {spread}
            </div>
        </header>
    }
    .into_any()
}

/// Who is signed in, with the way out; or the way in.
#[component]
fn Me(visitor: Visitor, path: String) -> AnyView {
    let Some(person) = visitor.person else {
        // Whoever comes from the Lagebild goes to where its work begins.
        let leads_back = [urls::SERVICES, urls::COMMUNES, urls::METHOD]
            .into_iter()
            .chain(insight::addresses())
            .any(|page| path.starts_with(page));
        let back = if leads_back { path.as_str() } else { "" };
        let is_here = path == urls::SIGN_IN;
        return view! {
            <div class="lb-me">
                <a href=urls::with_query(urls::SIGN_IN, &[("zurueck", back)]) aria-current=is_here.then_some("page")>
                    "Anmelden"
                </a>
            </div>
        }
        .into_any();
    };
    let name = person.name.to_string();
    view! {
        <div class="lb-me">
            <a
                class="lb-me__name"
                href=urls::ACCOUNT
                aria-label=format!("Mein Konto: {name}")
                aria-current=(path == urls::ACCOUNT).then_some("page")
            >
                {name.clone()}
            </a>
            <form method="post" action=urls::SIGN_OUT>
                <button type="submit">"Abmelden"</button>
            </form>
        </div>
    }
    .into_any()
}
