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
            <p>"Lagebild bindet keine fremden Dienste ein und wertet Besuche nicht aus. Wer nur liest, ohne sich anzumelden, bekommt keine Cookies."</p>
            <h3>"Cookies, nur nach der Anmeldung"</h3>
            <ul>
                <li>
                    <b>"lagebild_session"</b>
                    ": hält Sie angemeldet. Endet nach zwei Stunden ohne Benutzung, spätestens nach zwölf, und mit dem Abmelden."
                </li>
                <li>
                    <b>"lagebild_device"</b>
                    ": erkennt diesen Browser bei der nächsten Anmeldung wieder, damit Fremde Sie nicht durch falsche Passwörter aussperren können. Öffnet nichts und gilt 400 Tage."
                </li>
                <li>
                    <b>"lagebild_oidc"</b>
                    ": nur bei der Anmeldung über Ihre Verwaltung, zehn Minuten."
                </li>
            </ul>
            <h3>"Konten"</h3>
            <p>
                "Name, E-Mail-Adresse, Rollen und Behörden, der Zeitpunkt der letzten Benutzung und je Sitzung die Angabe, die der Browser über sich macht. Vom Passwort liegt nur ein Prüfwert vor (Argon2id). Alles über sich laden Sie unter „Mein Konto“ herunter; dort löschen Sie das Konto auch."
            </p>
            <h3>"Einträge und Protokoll"</h3>
            <p>
                "Wer einen Stand meldet, wird im Verlauf mit Namen genannt. Das Protokoll hält fest, wer wann was getan hat, unter einer Kennung. Wird ein Konto gelöscht, bleiben die Einträge, und an der Kennung steht ein Pseudonym."
            </p>
            <h3>"Adressen im Netz"</h3>
            <p>
                "IP-Adressen zählt Lagebild nur im Arbeitsspeicher, um Versuche zu begrenzen, höchstens wenige Minuten lang. Gespeichert werden sie nicht."
            </p>
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
