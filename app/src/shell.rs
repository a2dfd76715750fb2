//! The document around every page: head, header, footer.

use std::sync::Arc;

use domain::people::Role;
use http::HeaderValue;
use http::header::CONTENT_SECURITY_POLICY;
use leptos::config::LeptosOptions;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::{MetaTags, Title, provide_meta_context};

use crate::context::{Failure, IsDemo, Page, Site, site};
use crate::pages::{FailurePage, Routes};
use crate::people::{Visitor, visitor};
use crate::urls;

/// A page of the product, chosen by the address. Needs a [`Page`] and a [`Site`] in the context.
pub fn app() -> impl IntoView {
    provide_meta_context();
    document(Routes)
}

/// The page for an error. Needs a [`Site`] and a [`Failure`] in the context, and no data.
pub fn failure() -> impl IntoView {
    provide_meta_context();
    let failure = expect_context::<Failure>();
    document(move || FailurePage(crate::pages::FailurePageProps { failure }))
}

fn document<V: IntoView + 'static>(content: impl FnOnce() -> V) -> impl IntoView {
    let site = site();
    forbid_foreign_content();
    let path =
        use_context::<http::request::Parts>().map(|parts| parts.uri.path().to_owned()).unwrap_or_default();
    let content = content().into_any();
    view! {
        <!DOCTYPE html>
        <html lang="de">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <Head site=site.clone() />
                <MetaTags />
            </head>
            <body>
                <a class="lb-skip" href="#inhalt">"Zum Inhalt springen"</a>
                <Banner />
                <Header path />
                <main class="lb-page" id="inhalt">{content}</main>
                <Footer site />
            </body>
        </html>
    }
}

/// Lets the browser load nothing but this site's own files, and run no script without this page's nonce.
fn forbid_foreign_content() {
    let nonce = use_nonce().map(|nonce| format!(" 'nonce-{nonce}'")).unwrap_or_default();
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{nonce}; style-src 'self'; font-src 'self'; \
         img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    if let (Some(response), Ok(policy)) = (use_context::<ResponseOptions>(), HeaderValue::try_from(policy)) {
        response.insert_header(CONTENT_SECURITY_POLICY, policy);
    }
}

#[component]
fn Head(site: Arc<Site>) -> AnyView {
    let fonts = site
        .fonts
        .iter()
        .map(|font| view! { <link rel="preload" href=font.clone() r#as="font" r#type="font/woff2" crossorigin="" /> })
        .collect_view();
    let scripts = site.output_name.clone().map(|output_name| {
        let options = LeptosOptions::builder().output_name(output_name).site_pkg_dir("pkg").build();
        view! { <HydrationScripts options islands=true /> }
    });
    view! {
        {fonts}
        {site.css.clone().map(|css| view! { <link rel="stylesheet" href=css /> })}
        {site.favicon.clone().map(|icon| view! { <link rel="icon" href=icon r#type="image/svg+xml" /> })}
        {scripts}
        <Title formatter=|title: String| if title.is_empty() { "Lagebild".into() } else { format!("{title} – Lagebild") } />
    }
    .into_any()
}

#[component]
fn Banner() -> impl IntoView {
    use_context::<IsDemo>().filter(|IsDemo(is_demo)| *is_demo).map(|_| {
        view! {
            <aside class="lb-banner" aria-label="Demonstration">
                <b>"Demonstrationsdaten."</b>
                " Die Kommunen sind echt, alle Stände und Termine sind erfunden."
            </aside>
        }
    })
}

/// Whether the visitor may see the figures; otherwise nothing on the page leads to them.
fn reads() -> bool {
    let is_demo = use_context::<IsDemo>().is_some_and(|IsDemo(is_demo)| is_demo);
    visitor().person.is_some() || site().is_public || is_demo
}

#[component]
fn Header(path: String) -> AnyView {
    let link = |address: String, name: &'static str| {
        let is_here = if address == urls::OVERVIEW { path == address } else { path.starts_with(&address) };
        view! { <a href=address aria-current=is_here.then_some("page")>{name}</a> }
    };
    let visitor = visitor();
    let rights = visitor.person.as_ref().map(|person| person.rights.clone()).unwrap_or_default();
    let own = rights.own().next().map(|own| urls::body(&own.body));
    // Of two links to the same place the narrower one is the one that the reader is at.
    let is_at_own = own.as_ref().is_some_and(|own| path.starts_with(own));
    let communes = view! {
        <a
            href=urls::COMMUNES
            aria-current=(path.starts_with(urls::COMMUNES) && !is_at_own).then_some("page")
        >
            "Kommunen"
        </a>
    };
    let figures = reads().then(|| {
        view! {
            <nav class="lb-nav" aria-label="Hauptnavigation">
                {link(urls::OVERVIEW.to_owned(), "Lagebild")} {link(urls::SERVICES.to_owned(), "Leistungen")} {communes}
                {own.map(|own| link(own, "Meine Behörde"))}
                {rights.invites().then(|| link(urls::PEOPLE.to_owned(), "Personen"))}
                {rights.has(Role::Admin).then(|| link(urls::AUDIT.to_owned(), "Protokoll"))}
            </nav>
        }
    });
    view! {
        <header class="lb-top">
            <div class="lb-top__bar">
                <a class="lb-brand" href=urls::OVERVIEW>
                    "Lagebild"<small>"Fokusleistungen Bayern"</small>
                </a>
                {figures}
                <Me visitor path=path.clone() />
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
        let leads_back =
            [urls::SERVICES, urls::COMMUNES, urls::METHOD].iter().any(|page| path.starts_with(page));
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

#[component]
fn Footer(site: Arc<Site>) -> AnyView {
    // The error page has no data, and so no register to name.
    let sources: Vec<String> = use_context::<Page>()
        .map(|page| page.situation.editions().iter().map(|edition| edition.source.clone()).collect())
        .unwrap_or_default();
    view! {
        <footer class="lb-foot">
            <div class="lb-foot__bar">
                <nav class="lb-foot__links" aria-label="Rechtliches">
                    <a href=urls::IMPRINT>"Impressum"</a>
                    <a href=urls::PRIVACY>"Datenschutz"</a>
                    <a href=urls::ACCESSIBILITY>"Barrierefreiheit"</a>
                    {reads().then(|| view! { <a href=urls::METHOD>"Wie wird gerechnet?"</a> })}
                    {site.licences.clone().map(|licences| view! { <a href=licences>"Lizenzen"</a> })}
                </nav>
                {sources.into_iter().map(|source| view! { <span>"Quelle: " {source}</span> }).collect_view()}
            </div>
        </footer>
    }
    .into_any()
}
