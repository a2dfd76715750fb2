//! What goes together with how long it takes, all looked at together.

use std::sync::Arc;

use domain::journey::{By, Effect, Effects, Factor, Told};
use leptos::prelude::*;

use super::{address, factor_name};
use crate::charts::{Caption, Layout, RatioRow, Ratios, ratios};
use crate::components::{AsTable, Column, Downloads, Table};
use crate::context::Page;
use crate::figures::{Filter, Ways};
use crate::{format, urls};

#[component]
pub(super) fn EffectsCard(page: Page, filter: Filter, ways: Arc<Ways>) -> AnyView {
    let effects = &ways.effects;
    let sheet = filter.url(urls::sheets::EFFECTS, &page.situation.catalogue().land, page.today());
    let references: Vec<String> =
        effects.references.iter().map(|factor| factor_name(&page, factor)).collect();
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-wirkung">
            <h2 id="ueberschrift-wirkung">"Was mit schneller und langsamer zusammenhängt"</h2>
            <p class="lb-say">{takeaway(&page, effects)}</p>
            {(!effects.effects.is_empty()).then(|| view! {
                {figure(&page, &filter, effects)}
                <p class="lb-sub">
                    "Der Faktor sagt, wievielmal so viele Einführungen in einer Woche live gehen, wenn alles andere in der Tabelle gleich ist; unter 1 ist langsamer. Verglichen wird mit: "
                    {references.join(", ")} "."
                </p>
                <p class="lb-sub">
                    "Zusammenhang, keine Ursache: Gerechnet wird mit dem, was erfasst ist. Was niemand erfasst hat (Personal, Haushalt, Vorlieben), kann hinter einem Faktor stehen, und wer langsam ist, meldet eher ein Hindernis. Vorhersagen lässt sich damit nicht, was geschieht, wenn man etwas ändert."
                </p>
            })}
            <details class="lb-lineage">
                <summary>"Wie wird das gerechnet?"</summary>
                <p>{format!(
                    "Modell proportionaler Hazards in Wochen (complementary log-log; Prentice und Gloeckler 1978), Grundtempo in bis zu acht Zeitabschnitten seit dem ersten Schritt. „Aufgehalten“ gilt für die Wochen, an deren Beginn ein Hindernis des Kriteriums offen war. 95-%-Bereiche aus Fehlern, die Einführungen einer Behörde zusammenfassen (Liang und Zeger 1986). Grundlage: {} Einführungen, davon {} live.",
                    format::number(u64::from(effects.rollouts)),
                    format::number(u64::from(effects.starts)),
                )}</p>
            </details>
            <Downloads sheet what="Faktoren" />
        </section>
    }
    .into_any()
}

/// The strongest of what holds up, in a sentence.
fn takeaway(page: &Page, effects: &Effects) -> String {
    if effects.effects.is_empty() {
        return format!(
            "Dafür ist es zu früh: Erst {} vom Anfang bis live beobachtet, nötig sind mindestens 30.",
            match effects.starts {
                0 => "keine Einführung wurde".to_owned(),
                starts => format::counted(u64::from(starts), "eine Einführung wurde", "Einführungen wurden"),
            }
        );
    }
    let slowing = effects.effects.iter().filter_map(|effect| match effect.told {
        Told::Ratio { ratio, low, high } if matches!(effect.factor, Factor::HeldUp(_)) && high < 1.0 => {
            Some((ratio, low, high, effect))
        }
        _ => None,
    });
    let strongest = slowing.min_by(|(one, ..), (other, ..)| one.total_cmp(other));
    let never = effects.effects.iter().find(|effect| effect.told == Told::Never);
    match (strongest, never) {
        (Some((ratio, low, high, effect)), _) => format!(
            "Am langsamsten geht es, wo „{}“ gilt: {}-mal so viele gehen dort in einer Woche live wie ohne (95-%-Bereich {} bis {}).",
            factor_name(page, &effect.factor),
            format::decimal(ratio, 2),
            format::decimal(low, 2),
            format::decimal(high, 2),
        ),
        (None, Some(effect)) => {
            format!("Wo „{}“ gilt, ging bisher niemand live.", factor_name(page, &effect.factor))
        }
        (None, None) => {
            "Bei keinem Kriterium lässt sich ausschließen, dass es keinen Unterschied macht.".to_owned()
        }
    }
}

fn figure(page: &Page, filter: &Filter, effects: &Effects) -> impl IntoView + use<> {
    let told: Vec<(String, String, f64, f64, f64)> = effects
        .effects
        .iter()
        .filter_map(|effect| match effect.told {
            Told::Ratio { ratio, low, high } => {
                Some((factor_name(page, &effect.factor), format::decimal(ratio, 2), ratio, low, high))
            }
            _ => None,
        })
        .collect();
    let rows: Vec<RatioRow<'_>> = told
        .iter()
        .map(|(label, value, ratio, low, high)| RatioRow {
            label,
            value,
            ratio: *ratio,
            low: *low,
            high: *high,
        })
        .collect();
    let description = takeaway(page, effects);
    let draw = |layout, id| {
        let caption = Caption { id, title: "Faktoren mit ihren 95-%-Bereichen", description: &description };
        ratios(&Ratios { caption, rows: &rows }, layout)
    };
    let drawn = format!("{}{}", draw(Layout::Wide, "wirkung"), draw(Layout::Narrow, "wirkung-schmal"));
    let rows = effects.effects.iter().map(|effect| row(page, filter, effect)).collect_view();
    let columns = vec![
        Column::text("Merkmal"),
        Column::number("Einführungen"),
        Column::number("live geworden"),
        Column::number("Faktor"),
        Column::number("95-%-Bereich"),
    ];
    view! {
        {(!told.is_empty()).then(|| view! { <div class="lb-figure" inner_html=drawn></div> })}
        <AsTable><Table label="Faktoren" columns>{rows}</Table></AsTable>
    }
}

fn row(page: &Page, filter: &Filter, effect: &Effect) -> impl IntoView + use<> {
    let name = factor_name(page, &effect.factor);
    let name = match effect.factor {
        Factor::HeldUp(criterion) => {
            let by = By::HeldUp(Some(criterion));
            view! { <a href=address(page, filter, urls::FACTORS, by)>{name}</a> }.into_any()
        }
        _ => name.into_any(),
    };
    let (ratio, range) = match effect.told {
        Told::Ratio { ratio, low, high } => (
            format::decimal(ratio, 2),
            format!("{} bis {}", format::decimal(low, 2), format::decimal(high, 2)),
        ),
        told => ("–".to_owned(), untold(told).to_owned()),
    };
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">{name}</th>
            <td role="cell" class="lb-num" data-label="Einführungen">{format::number(u64::from(effect.rollouts))}</td>
            <td role="cell" class="lb-num" data-label="live geworden">{format::number(u64::from(effect.starts))}</td>
            <td role="cell" class="lb-num" data-label="Faktor">{ratio}</td>
            <td role="cell" class="lb-num" data-label="95-%-Bereich">{range}</td>
        </tr>
    }
}

/// Why no factor is told; empty where one is.
#[must_use]
pub const fn untold(told: Told) -> &'static str {
    match told {
        Told::Ratio { .. } => "",
        Told::TooFew => "zu wenige",
        Told::Never => "niemand ging live",
        Told::Inseparable => "nicht von anderen zu trennen",
    }
}
