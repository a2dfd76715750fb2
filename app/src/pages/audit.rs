//! Who did what, when, and from what to what.

mod filter;
mod table;

use leptos::prelude::*;
use leptos_meta::Title;

use crate::audit::{Extract, Unused};
use crate::components::{Downloads, Notice, NoticeKind, Pages};
use crate::context::page;
use crate::{format, urls};

#[component]
pub(super) fn AuditPage() -> impl IntoView {
    let page = page();
    let audit: Extract = expect_context();
    let is_empty = audit.found == 0;
    let summary = match audit.found {
        0 => "Keine Zeile passt zu dieser Auswahl.".to_owned(),
        found => format::counted(found, "Eine Zeile", "Zeilen"),
    };
    let sheet = audit.filter.url(urls::sheets::AUDIT, 1);
    let filter = audit.filter.clone();
    let address = Box::new(move |page| filter.url(urls::AUDIT, page));
    let (current, of) = (audit.current, audit.pages);
    let body = if is_empty {
        view! {
            <p class="lb-say">
                "Prüfen Sie die Schreibweise oder nehmen Sie Filter weg. " <a href=urls::AUDIT>"Alles anzeigen"</a>
            </p>
        }
        .into_any()
    } else {
        view! {
            <section class="lb-card" aria-label="Zeilen des Protokolls">
                <table::EntriesTable page=page.clone() audit=audit.clone() />
                <Pages current of address />
                <Downloads sheet what="Protokoll" />
            </section>
        }
        .into_any()
    };
    view! {
        <Title text="Protokoll" />
        <div class="lb-head">
            <div>
                <h1>"Protokoll"</h1>
                <p role="status">{summary}</p>
            </div>
        </div>
        <filter::Filter filter=audit.filter.clone() />
        <UnusedNotice unused=audit.unused.clone() />
        {body}
        <Chain audit />
    }
}

/// What of the address could not be used.
#[component]
fn UnusedNotice(unused: Vec<Unused>) -> AnyView {
    (!unused.is_empty())
        .then(|| {
            let reasons = unused
                .into_iter()
                .map(|unused| match unused {
                    Unused::Day => "Den Tag gibt es nicht; er bleibt unbeachtet. Schreiben Sie ihn als TT.MM.JJJJ.",
                    Unused::Kind => "Diese Art von Vorgängen gibt es nicht; gezeigt werden alle.",
                    Unused::TooMuch => "Der Suchtext trifft auf zu vieles zu und bleibt unbeachtet. Schreiben Sie mehr davon.",
                })
                .map(|reason| view! { <li>{reason}</li> })
                .collect_view();
            view! {
                <Notice kind=NoticeKind::Warning title="Die Auswahl wurde angepasst">
                    <ul>{reasons}</ul>
                </Notice>
            }
        })
        .into_any()
}

/// How long the audit is, and what to compare it with later.
#[component]
fn Chain(audit: Extract) -> impl IntoView {
    let dropped = audit.last_drop.map_or_else(
        || "Gelöscht wurde noch nichts.".to_owned(),
        |(at, rows)| {
            format!(
                "Zuletzt gelöscht: {} am {}.",
                format::counted(rows, "eine Zeile", "Zeilen"),
                format::second(at)
            )
        },
    );
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-kette">
            <h2 id="ueberschrift-kette">"Prüfkette"</h2>
            <p>
                {format!("Das Protokoll hat insgesamt {}. ", format::counted(audit.rows, "eine Zeile", "Zeilen"))}
                {dropped}
            </p>
            <dl class="lb-facts">
                <dt>"Kopf der Kette"</dt>
                <dd><code>{audit.head}</code></dd>
            </dl>
            <p class="lb-sub">
                "Jede Zeile ist mit der vorigen verkettet. Ob alle noch so sind, wie sie geschrieben wurden, sagt "
                <code>"lagebild audit verify"</code>
                ". Wer den Kopf an anderer Stelle aufbewahrt, kann später belegen, dass bis dahin nichts geändert wurde."
            </p>
        </section>
    }
}
