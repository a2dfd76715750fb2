//! The document around every page: head, header, footer.

mod header;

use std::sync::Arc;

use http::HeaderValue;
use http::header::CONTENT_SECURITY_POLICY;
use leptos::config::LeptosOptions;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_axum::ResponseOptions;
use leptos_meta::{MetaTags, Title, provide_meta_context};

use self::header::{Header, reads};
use crate::context::{Failure, IsDemo, Page, Site, site};
use crate::pages::{FailurePage, Routes};
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
    // What contacts open on the way, over a poor connection, has no island: the browser part would be for nothing.
    let has_islands = !path.starts_with(urls::MINE);
    let content = content().into_any();
    view! {
        <!DOCTYPE html>
        <html lang="de">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <Head site=site.clone() has_islands />
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
fn Head(site: Arc<Site>, has_islands: bool) -> AnyView {
    let fonts = site
        .fonts
        .iter()
        .map(|font| view! { <link rel="preload" href=font.clone() r#as="font" r#type="font/woff2" crossorigin="" /> })
        .collect_view();
    let scripts = site.output_name.clone().filter(|_| has_islands).map(|output_name| {
        let options = LeptosOptions::builder().output_name(output_name).site_pkg_dir("pkg").build();
        view! { <HydrationScripts options islands=true /> }
    });
    view! {
        {fonts}
        {site.css.clone().map(|css| view! { <link rel="stylesheet" href=css /> })}
        {site.favicon.clone().map(|icon| view! { <link rel="icon" href=icon r#type="image/svg+xml" /> })}
        {scripts}
        <Title formatter=browser_title />
    }
    .into_any()
}

/// The title of the browser's window. Leptos puts it on the page as it is, so it is escaped here.
fn browser_title(title: String) -> String {
    if title.is_empty() {
        "Lagebild".into()
    } else {
        format!("{} – Lagebild", html_escape::encode_text(&title))
    }
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
