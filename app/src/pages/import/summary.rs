//! What would become of it, and the button.

use std::sync::Arc;

use domain::draft::Draft;
use leptos::prelude::*;

use crate::components::{Effect, SubmitButton};
use crate::imports::Preview;
use crate::{format, urls};

#[component]
pub(super) fn SummaryCard(draft: Draft, preview: Arc<Preview>) -> AnyView {
    let entries = preview.new + preview.changed;
    let sentence = match entries {
        0 => "Aus dieser Datei würde nichts eingetragen.".to_owned(),
        entries => format!("{} eingetragen.", format::counted(entries, "Ein Stand würde", "Stände würden")),
    };
    let effect = preview.effect.clone();
    let changes_coverage = effect.iter().any(|(_, before, after)| before != after);
    let facts = [
        ("Neu", preview.new, "Behörden und Leistungen, zu denen noch nichts bekannt war"),
        ("Geändert", preview.changed, "zu denen etwas anderes bekannt war"),
        ("Unverändert", preview.unchanged, "die Datei sagt, was schon bekannt ist"),
        ("Zeilen mit Fehlern", preview.refused, "zählen nicht, solange der Fehler besteht"),
    ];
    let facts = facts
        .into_iter()
        .map(|(name, count, meaning)| {
            view! { <div class="lb-count"><dt>{name}</dt><dd><b>{format::number(count)}</b> <small>{meaning}</small></dd></div> }
        })
        .collect_view();
    let rows = format!(
        "Gelesen: {}{}.",
        format::counted(preview.good + preview.refused + preview.silent, "eine Zeile", "Zeilen"),
        if preview.silent > 0 {
            format!(", davon {} ohne Angabe", format::number(preview.silent))
        } else {
            String::new()
        }
    );
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-ergebnis">
            <h2 id="ueberschrift-ergebnis">"Was daraus würde"</h2>
            <p role="status">{sentence}</p>
            <dl class="lb-counts">{facts}</dl>
            <p class="lb-sub">{rows}</p>
            {(entries > 0 && changes_coverage).then(|| view! {
                <h3 id="ueberschrift-wirkung">"So ändert sich die Abdeckung"</h3>
                <Effect heading="ueberschrift-wirkung" rows=effect />
            })}
            {(entries > 0 && !changes_coverage).then(|| view! {
                <p>"An der Abdeckung ändert sich dadurch nichts."</p>
            })}
            <Buttons draft preview />
        </section>
    }
    .into_any()
}

#[component]
fn Buttons(draft: Draft, preview: Arc<Preview>) -> AnyView {
    let has_entries = preview.new + preview.changed > 0;
    let has_faults = preview.refused > 0;
    let advice = match (has_entries, has_faults) {
        (_, true) => {
            "Solange Zeilen Fehler haben, wird nichts übernommen, außer Sie wollen ausdrücklich nur die guten Zeilen."
        }
        (true, false) => "Übernommen wird alles auf einmal. Es lässt sich danach auf einmal zurücknehmen.",
        (false, false) => "",
    };
    let button = match (has_entries, has_faults) {
        (false, _) => ().into_any(),
        (true, false) => {
            view! { <input type="hidden" name="umfang" value="alles" /> <SubmitButton label="Übernehmen" /> }
                .into_any()
        }
        (true, true) => view! {
            <input type="hidden" name="umfang" value="gute" />
            <button class="kern-btn kern-btn--secondary" type="submit">
                <span class="kern-label">"Nur die guten Zeilen übernehmen"</span>
            </button>
        }
        .into_any(),
    };
    view! {
        {(!advice.is_empty()).then(|| view! { <p class="lb-sub">{advice}</p> })}
        <div class="lb-actions">
            {has_entries.then(|| view! {
                <form method="post" action=urls::import_action(draft.id, "uebernehmen")>
                    <input type="hidden" name="version" value=draft.version.to_string() />
                    <input type="hidden" name="daten" value=preview.data_version.to_string() />
                    {button}
                </form>
            })}
            <form method="post" action=urls::import_action(draft.id, "verwerfen")>
                <button class="kern-btn kern-btn--tertiary" type="submit"><span class="kern-label">"Verwerfen"</span></button>
            </form>
        </div>
    }
    .into_any()
}
