//! How long it takes, group by group.

use std::sync::Arc;

use domain::journey::{By, Compared, ComparedGroup, SMALLEST_GROUP, compare};
use domain::survival::at_risk;
use leptos::prelude::*;

use super::{GROUPINGS, address, group_name, left_out};
use crate::charts::{Caption, CurveStep, Layout, MOST_CURVES, WaitingCurve, WaitingCurves, waiting_curves};
use crate::components::{AsTable, Column, Downloads, Lineage, Table};
use crate::context::Page;
use crate::figures::{Filter, Ways};
use crate::{format, urls};

/// Days for which is told how many still wait.
const DAYS: [u32; 4] = [90, 180, 270, 360];

/// With less chance a difference is called one.
const NOT_BY_CHANCE: f64 = 0.05;

#[component]
pub(super) fn CurvesCard(page: Page, filter: Filter, ways: Arc<Ways>, by: By) -> AnyView {
    let compared = compare(&ways.journeys.watched, by);
    let choices = GROUPINGS
        .into_iter()
        .map(|(of, _, name)| {
            let is_chosen = (of == by).then_some("true");
            view! { <a href=address(&page, &filter, urls::FACTORS, of) aria-current=is_chosen>{name}</a> }
        })
        .collect_view();
    let sheet = address(&page, &filter, urls::sheets::DURATIONS, by);
    let here = address(&page, &filter, urls::FACTORS, by);
    let rows = filter.url(urls::SERVICES, &page.situation.catalogue().land, page.today());
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-dauer">
            <h2 id="ueberschrift-dauer">"Wie lange es vom ersten Schritt bis live dauert"</h2>
            <div class="lb-grouping" role="group" aria-label="Verglichen nach">
                <span class="lb-seg">{choices}</span>
            </div>
            <p class="lb-say">{takeaway(&page, by, &compared)}</p>
            <p class="lb-sub">{difference(&compared)}</p>
            <p class="lb-sub">{cause(by)}</p>
            {(!compared.groups.is_empty()).then(|| figure(&page, by, &compared))}
            <p class="lb-sub">{format!(
                "Gezählt wird je Einführung, also je Behörde und Leistung. {} {}",
                left_out(&ways),
                small_groups(&compared),
            )}</p>
            <Downloads sheet=sheet.clone() what="Dauer bis live" />
            <Lineage
                page=page.clone()
                filter
                path=here
                figure="Dauer bis live"
                rows=(rows, "die Stände der Behörden".to_owned())
                how="Kaplan-Meier-Schätzung der Zeit vom ersten gemeldeten Schritt bis zum ersten Tag live. Was noch nicht live ist, zählt bis zum Stichtag mit; was erst später erfasst wurde, ab dem Tag der ersten Erfassung. Bänder: 95 % nach Greenwood auf der Skala log(−log). Vergleich: Log-Rank-Test."
                sheet
            />
        </section>
    }
    .into_any()
}

/// The medians in a sentence.
fn takeaway(page: &Page, by: By, compared: &Compared) -> String {
    if compared.groups.is_empty() {
        return format!(
            "Noch gibt es keine Gruppe mit mindestens {SMALLEST_GROUP} beobachteten Einführungen; aus weniger lässt sich nichts ablesen."
        );
    }
    let median = |group: &ComparedGroup| match group.curve.median() {
        Some(days) => format::counted(u64::from(days), "einem Tag", "Tagen"),
        None => "noch nicht".to_owned(),
    };
    let told: Vec<String> = compared
        .groups
        .iter()
        .take(MOST_CURVES)
        .map(|group| format!("{}: {}", group_name(page, by, group.group), median(group)))
        .collect();
    format!("Die Hälfte ist live nach … {}.", told.join("; "))
}

/// Whether the groups differ.
fn difference(compared: &Compared) -> String {
    match compared.log_rank {
        Some(test) if test.p < NOT_BY_CHANCE => format!(
            "Die Kurven unterscheiden sich stärker, als es der Zufall erwarten lässt (Log-Rank-Test, {}).",
            format::chance(test.p)
        ),
        Some(test) => format!(
            "Der Unterschied der Kurven kann Zufall sein (Log-Rank-Test, {}).",
            format::chance(test.p)
        ),
        None => "Für einen Vergleich fehlt eine zweite Gruppe, die groß genug ist.".to_owned(),
    }
}

/// Why nobody may read a cause from it.
fn cause(by: By) -> &'static str {
    match by {
        By::HeldUp(_) => {
            "Zusammenhang, keine Ursache: Hindernisse werden gemeldet, nicht zugelost. Wer langsam ist, meldet eher eines, und wer keines meldet, muss keines haben. Eine Einführung zählt als aufgehalten von dem Tag an, an dem sie es zum ersten Mal war."
        }
        By::Vendor => {
            "Zusammenhang, keine Ursache: Behörden haben ihren Hersteller nicht durch Zufall. Größe, Leistung und Beginn unterscheiden sich von Hersteller zu Hersteller; was davon unten mitgerechnet wird, zeigt die zweite Karte."
        }
        By::Size => {
            "Zusammenhang, keine Ursache: Mit der Größe ändern sich auch Aufgaben, Personal und Hersteller einer Behörde."
        }
        By::Pilot => {
            "Zusammenhang, keine Ursache: Piloten wurden ausgewählt und begleitet; sie wären vielleicht auch ohne das schneller gewesen."
        }
    }
}

fn small_groups(compared: &Compared) -> String {
    let mut told = vec![format!("Gruppen unter {SMALLEST_GROUP} stehen unter „übrige“.")];
    if compared.left_out > 0 {
        let left_out =
            format::counted(u64::from(compared.left_out), "Eine Einführung steht", "Einführungen stehen");
        told.push(format!("{left_out} in keiner Gruppe, weil auch diese zu klein wäre."));
    }
    if compared.from_day > 0 {
        told.push(format!(
            "Verglichen wird ab Tag {}: Davor ist eine der Gruppen zu klein. Wer bis dahin live war, zählt nicht mit.",
            format::number(u64::from(compared.from_day))
        ));
    }
    told.join(" ")
}

fn figure(page: &Page, by: By, compared: &Compared) -> impl IntoView + use<> {
    let name = |group: &ComparedGroup| group_name(page, by, group.group);
    let steps: Vec<Vec<CurveStep>> = compared
        .groups
        .iter()
        .map(|group| {
            let steps = group.curve.steps.iter();
            steps
                .map(|step| CurveStep {
                    day: step.day,
                    waiting: step.waiting,
                    low: step.low,
                    high: step.high,
                })
                .collect()
        })
        .collect();
    let names: Vec<String> = compared.groups.iter().map(name).collect();
    let last_day = |group: &ComparedGroup| group.spells.iter().map(|spell| spell.until).max().unwrap_or(0);
    let mut curves: Vec<(u32, WaitingCurve<'_>)> = compared
        .groups
        .iter()
        .zip(&steps)
        .zip(&names)
        .map(|((group, steps), label)| {
            (group.curve.subjects, WaitingCurve { label, steps, until: last_day(group) })
        })
        .collect();
    curves.sort_by_key(|(subjects, _)| std::cmp::Reverse(*subjects));
    let curves: Vec<WaitingCurve<'_>> =
        curves.into_iter().map(|(_, curve)| curve).take(MOST_CURVES).collect();
    let not_drawn = compared.groups.len().saturating_sub(curves.len());
    let description = format!("{} {}", takeaway(page, by, compared), difference(compared));
    let draw = |layout, id| {
        let caption = Caption { id, title: "Anteil, der noch nicht live ist", description: &description };
        waiting_curves(&WaitingCurves { caption, curves: &curves, from_day: compared.from_day }, layout)
    };
    let drawn = format!("{}{}", draw(Layout::Wide, "dauer"), draw(Layout::Narrow, "dauer-schmal"));
    let rows = compared
        .groups
        .iter()
        .map(|group| {
            let median = group.curve.median().map_or_else(|| "–".to_owned(), |days| format::number(u64::from(days)));
            let at_risk = DAYS
                .map(|day| {
                    let count = at_risk(&group.spells, day);
                    view! { <td role="cell" class="lb-num" data-label=format!("offen an Tag {day}")>{format::number(u64::from(count))}</td> }
                })
                .collect_view();
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row">{name(group)}</th>
                    <td role="cell" class="lb-num" data-label="Einführungen">{format::number(u64::from(group.curve.subjects))}</td>
                    <td role="cell" class="lb-num" data-label="live geworden">{format::number(u64::from(group.curve.events()))}</td>
                    <td role="cell" class="lb-num" data-label="Median in Tagen">{median}</td>
                    {at_risk}
                </tr>
            }
        })
        .collect_view();
    let mut columns = vec![
        Column::text("Gruppe"),
        Column::number("Einführungen"),
        Column::number("live geworden"),
        Column::number("Median in Tagen"),
    ];
    columns.extend(DAYS.map(|day| Column::number(format!("offen an Tag {day}"))));
    let steps_table = steps_table(page, by, compared);
    view! {
        <div class="lb-figure" inner_html=drawn></div>
        <p class="lb-sub">
            "Je tiefer eine Kurve, desto mehr sind live. Das helle Band ist der 95-%-Bereich."
            {(not_drawn > 0).then(|| format!(" Gezeichnet sind die {MOST_CURVES} größten Gruppen."))}
        </p>
        <Table label="Gruppen im Vergleich" columns>{rows}</Table>
        <AsTable>{steps_table}</AsTable>
    }
}

/// The curves in steps of four weeks.
fn steps_table(page: &Page, by: By, compared: &Compared) -> impl IntoView + use<> {
    let last =
        compared.groups.iter().flat_map(|group| &group.spells).map(|spell| spell.until).max().unwrap_or(0);
    let heads = compared
        .groups
        .iter()
        .map(|group| view! { <th scope="col" class="lb-num">{group_name(page, by, group.group)}</th> })
        .collect_view();
    let rows = (0..=last / 28)
        .map(|month| month * 28)
        .filter(|day| *day >= compared.from_day)
        .map(|day| {
            let cells = compared
                .groups
                .iter()
                .map(|group| {
                    // Nothing is known beyond the last that was watched.
                    let is_known = group.spells.iter().any(|spell| spell.until >= day);
                    let told = if is_known {
                        format::fraction(group.curve.waiting_after(day))
                    } else {
                        "–".into()
                    };
                    view! { <td class="lb-num">{told}</td> }
                })
                .collect_view();
            view! { <tr><th scope="row">{format::number(u64::from(day))}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <table class="lb-table lb-table--small">
            <caption>"Anteil, der nach so vielen Tagen noch nicht live ist"</caption>
            <thead><tr><th scope="col">"Tag"</th>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
