//! What comes of it: who gets which entry, who gets none and why, and what coverage becomes.

use std::collections::{BTreeMap, BTreeSet};

use domain::bulk::{BulkPlan, Chosen, LeftOut, Statement};
use domain::rollout::{RolloutKey, Viewpoint};
use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Title;

use super::{named, reach};
use crate::bulk::{Bulk, write};
use crate::components::{Column, Crumbs, Effect, Notice, NoticeKind, Table, effects};
use crate::context::Page;
use crate::pages::answer_with;
use crate::{format, urls, words};

#[component]
pub(super) fn Preview(page: Page, bulk: Bulk, plan: BulkPlan) -> AnyView {
    let Some((statement, note)) = bulk.said.clone() else { return ().into_any() };
    if bulk.is_refused {
        answer_with(StatusCode::CONFLICT);
    }
    let title = format!("Vorschau: {}", words::statement(&statement));
    let count = plan.entries.len() as u64;
    let concerned = if count == 0 {
        "Es gibt nichts einzutragen.".to_owned()
    } else {
        reach(&page, plan.entries.iter().map(|(rollout, ..)| rollout))
    };
    view! {
        <Title text=title.clone() />
        <Crumbs way=vec![(bulk.list.clone(), "Zurück zur Liste".to_owned())] here="Vorschau".to_owned() />
        <div class="lb-head"><div><h1 class="lb-breaks">{title}</h1><p>{concerned}</p></div></div>
        <Stale page=page.clone() plan=plan.clone() is_refused=bulk.is_refused />
        {(count > 0).then(|| view! {
            <EffectCard page=page.clone() plan=plan.clone() />
            <EntriesCard page=page.clone() plan=plan.clone() />
        })}
        <LeftOutCard page plan=plan.clone() />
        <Decision bulk plan statement note />
    }
    .into_any()
}

/// Who has been changed since by somebody else.
#[component]
fn Stale(page: Page, plan: BulkPlan, is_refused: bool) -> AnyView {
    let stale =
        plan.left_out.iter().filter(|(_, reason)| *reason == LeftOut::Stale).map(|(rollout, _)| rollout);
    let names = named(&page, stale);
    if names.is_empty() {
        return ().into_any();
    }
    let title = format!(
        "Bei {} hat inzwischen jemand anderes etwas eingetragen",
        format::counted(names.len() as u64, "einem der Stände", "Ständen")
    );
    let told = if is_refused {
        "Es wurde noch nichts gespeichert und nichts überschrieben. Diese sind nun ausgelassen; die übrigen können Sie unten eintragen:"
    } else {
        "Diese sind ausgelassen, damit nichts überschrieben wird:"
    };
    let items = names
        .into_iter()
        .map(|(rollout, name)| {
            let now = page.situation.stage(rollout, Viewpoint::on(page.today()));
            view! { <li><a href=urls::body(&rollout.authority)>{name}</a> {format!(": jetzt {}", words::stage(now))}</li> }
        })
        .collect_view();
    view! {
        <Notice kind=NoticeKind::Warning title>
            <p class="kern-body">{told}</p>
            <ul>{items}</ul>
        </Notice>
    }
    .into_any()
}

#[component]
fn EffectCard(page: Page, plan: BulkPlan) -> AnyView {
    let then = plan.then(&page.situation, page.now);
    let services: BTreeSet<_> = plan.entries.iter().map(|(rollout, ..)| &rollout.service).collect();
    let rows = effects(&page, &page.situation, &then, &services);
    let is_same = rows.iter().all(|(_, before, after)| before == after);
    let told = if is_same {
        "Die bestätigte Abdeckung bleibt, wie sie ist."
    } else {
        "Bestätigt live, heute → danach."
    };
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-wirkung">
            <h2 id="ueberschrift-wirkung">"Was aus der Abdeckung wird"</h2>
            <p class="lb-sub">{told}</p>
            {(!is_same).then(|| view! { <Effect heading="ueberschrift-wirkung" rows /> })}
        </section>
    }
    .into_any()
}

/// How many change from what to what; each one folded below.
#[component]
fn EntriesCard(page: Page, plan: BulkPlan) -> AnyView {
    let today = Viewpoint::on(page.today());
    let entries: BTreeMap<&RolloutKey, String> = plan
        .entries
        .iter()
        .map(|(rollout, entry, _)| {
            let before = page.situation.history(rollout).and_then(|history| history.current(today));
            (rollout, words::difference(before.map(|event| &event.entry), entry))
        })
        .collect();
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for change in entries.values() {
        *counts.entry(change).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let rows = counts
        .into_iter()
        .map(|(change, count)| {
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row"><span class="lb-breaks">{change.to_owned()}</span></th>
                    <td role="cell" class="lb-num" data-label="Einträge">{format::number(count)}</td>
                </tr>
            }
        })
        .collect_view();
    let items = named(&page, entries.keys().copied())
        .into_iter()
        .map(|(rollout, name)| {
            let change = entries.get(rollout).cloned().unwrap_or_default();
            view! { <li><a href=urls::body(&rollout.authority)>{name}</a> <small>{change}</small></li> }
        })
        .collect_view();
    let count = entries.len() as u64;
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-eintraege">
            <h2 id="ueberschrift-eintraege">"Was eingetragen wird"</h2>
            <p class="lb-sub">"Heute → danach"</p>
            <Table heading="ueberschrift-eintraege" columns=vec![Column::text("Änderung"), Column::number("Einträge")]>{rows}</Table>
            <details class="lb-folded">
                <summary>{format!("{} einzeln anzeigen", format::counted(count, "Den Eintrag", "Einträge"))}</summary>
                <ul class="lb-columns">{items}</ul>
            </details>
        </section>
    }
    .into_any()
}

/// Who gets no entry, by reason. Whoever was quicker stands above.
#[component]
fn LeftOutCard(page: Page, plan: BulkPlan) -> AnyView {
    let mut groups: BTreeMap<&'static str, Vec<(&RolloutKey, LeftOut)>> = BTreeMap::new();
    for (rollout, reason) in plan.left_out.iter().filter(|(_, reason)| *reason != LeftOut::Stale) {
        groups.entry(words::left_out(*reason)).or_default().push((rollout, *reason));
    }
    if groups.is_empty() {
        return ().into_any();
    }
    let total: usize = groups.values().map(Vec::len).sum();
    let groups = groups
        .into_iter()
        .map(|(title, rollouts)| {
            let reasons: BTreeMap<&RolloutKey, LeftOut> = rollouts.iter().copied().collect();
            let items = named(&page, rollouts.iter().map(|(rollout, _)| *rollout))
                .into_iter()
                .map(|(rollout, name)| {
                    let later = match reasons.get(rollout) {
                        Some(LeftOut::Later(day, stage)) => {
                            Some(view! { " " <small>{format!("{} seit {}", words::stage(*stage), format::day(*day))}</small> })
                        }
                        _ => None,
                    };
                    view! { <li><a href=urls::body(&rollout.authority)>{name}</a>{later}</li> }
                })
                .collect_view();
            view! {
                <details class="lb-folded">
                    <summary>{format!("{title}: {}", format::number(rollouts.len() as u64))}</summary>
                    <ul class="lb-columns">{items}</ul>
                </details>
            }
        })
        .collect_view();
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-ausgelassen">
            <h2 id="ueberschrift-ausgelassen">"Was bleibt, wie es ist"</h2>
            <p class="lb-sub">
                {format!("{} der Auswahl.", format::counted(total as u64, "Ein Stand", "Stände"))}
            </p>
            {groups}
        </section>
    }
    .into_any()
}

/// Recording it, changing what is said, or leaving it.
#[component]
fn Decision(bulk: Bulk, plan: BulkPlan, statement: Statement, note: String) -> AnyView {
    let stale: BTreeSet<&RolloutKey> = plan
        .left_out
        .iter()
        .filter(|(_, reason)| *reason == LeftOut::Stale)
        .map(|(rollout, _)| rollout)
        .collect();
    let chosen: Chosen = bulk.chosen.into_iter().filter(|(rollout, _)| !stale.contains(rollout)).collect();
    let fields = fields(&statement)
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view();
    let count = plan.entries.len() as u64;
    let label = match count {
        1 => "Einen Eintrag speichern".to_owned(),
        count => format!("{} Einträge speichern", format::number(count)),
    };
    view! {
        <form class="lb-card lb-form" method="post" action=urls::BULK>
            <h2>"Begründung"</h2>
            <p class="lb-note">{note.clone()}</p>
            <input type="hidden" name="auswahl" value=write(&chosen) />
            <input type="hidden" name="liste" value=bulk.list.clone() />
            <input type="hidden" name="reason" value=note />
            {fields}
            <div class="lb-actions">
                {(count > 0).then(|| view! {
                    <button class="kern-btn kern-btn--primary" type="submit" name="schritt" value="speichern">
                        <span class="kern-label">{label}</span>
                    </button>
                })}
                <button class="kern-btn kern-btn--secondary" type="submit" name="schritt" value="angaben">
                    <span class="kern-label">"Angaben ändern"</span>
                </button>
                <a class="kern-btn kern-btn--tertiary" href=bulk.list><span class="kern-label">"Abbrechen"</span></a>
            </div>
        </form>
    }
    .into_any()
}

/// The fields of the form that say this.
fn fields(statement: &Statement) -> Vec<(&'static str, String)> {
    match statement {
        Statement::Stage(stage, since) => {
            vec![("was", "stand".to_owned()), ("stage", stage.to_string()), ("since", format::day(*since))]
        }
        Statement::PlannedOn(day) => vec![("was", "start".to_owned()), ("planned_on", format::day(*day))],
        Statement::Vendor(name) => vec![("was", "hersteller".to_owned()), ("vendor", name.clone())],
        Statement::Confirmed => vec![("was", "bestaetigung".to_owned())],
    }
}
