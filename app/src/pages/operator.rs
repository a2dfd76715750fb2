//! Pages whose text the operator brings: Impressum, Datenschutz, Barrierefreiheit.

use leptos::prelude::*;
use leptos_meta::Title;
use pulldown_cmark::{Event, Parser, html};

use crate::components::{Notice, NoticeKind};
use crate::context::site;

#[component]
pub(super) fn ImprintPage() -> impl IntoView {
    text("Impressum", "impressum.md", site().texts.imprint.clone(), || ())
}

#[component]
pub(super) fn PrivacyPage() -> impl IntoView {
    text("Datenschutz", "datenschutz.md", site().texts.privacy.clone(), || {
        view! {
            <h2>"Was dieses Programm speichert"</h2>
            <p>"Lagebild setzt derzeit keine Cookies, bindet keine fremden Dienste ein und wertet Besuche nicht aus."</p>
            <p>"Wer einen Stand meldet, wird in der Historie mit dem Namen genannt, unter dem die Meldung eingegangen ist."</p>
        }
    })
}

#[component]
pub(super) fn AccessibilityPage() -> impl IntoView {
    text("Erklärung zur Barrierefreiheit", "barrierefreiheit.md", site().texts.accessibility.clone(), || {
        view! {
            <h2>"Stand der Vereinbarkeit"</h2>
            <p>
                "Lagebild ist auf die Web Content Accessibility Guidelines (WCAG) 2.2, Stufe AA, und die BITV 2.0 hin gebaut. Jede Seite wird vor jeder Veröffentlichung automatisch geprüft; eine Prüfung durch Menschen mit Behinderungen steht aus."
            </p>
            <h2>"Was bekannt ist"</h2>
            <ul>
                <li>"Alle Seiten lassen sich mit der Tastatur, ohne JavaScript und bei 400 % Vergrößerung bedienen."</li>
                <li>"Zu jedem Diagramm gibt es einen Satz mit der Aussage und eine Tabelle mit denselben Zahlen."</li>
                <li>"Inhalte in Leichter Sprache und in Deutscher Gebärdensprache fehlen noch."</li>
            </ul>
        }
    })
}

fn text<V: IntoView + 'static>(
    title: &'static str,
    file: &'static str,
    markdown: Option<String>,
    own_part: impl FnOnce() -> V,
) -> impl IntoView {
    let body = match markdown {
        Some(markdown) => view! { <div class="lb-prose" inner_html=rendered(&markdown)></div> }.into_any(),
        None => view! {
            <Notice kind=NoticeKind::Warning title="Dieser Text ist noch nicht hinterlegt">
                <p class="kern-body">
                    "Wer Lagebild betreibt, legt ihn als Datei " <code>{file}</code>
                    " in einen Ordner und nennt ihn beim Start: " <code>"lagebild serve --texts ORDNER"</code>
                </p>
            </Notice>
        }
        .into_any(),
    };
    view! {
        <Title text=title />
        <h1>{title}</h1>
        {body}
        <div class="lb-prose">{own_part()}</div>
    }
}

/// The operator's Markdown as HTML. HTML inside it stays text: the page's security rests on no script in it.
fn rendered(markdown: &str) -> String {
    let events = Parser::new(markdown).map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Event::Text(html),
        other => other,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn html_in_the_operators_text_stays_text() {
        let html = super::rendered("# Titel\n\n<script>alert(1)</script> *kursiv*");
        assert!(html.contains("<h1>Titel</h1>") && html.contains("&lt;script&gt;"), "{html}");
        assert!(!html.contains("<script>"), "{html}");
    }
}
