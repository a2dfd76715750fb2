//! The criteria in their order, for those who keep them.

mod edit;

use std::collections::BTreeMap;

use domain::criteria::{Answer, Criterion};
use leptos::prelude::*;
use leptos_meta::Title;

pub(super) use edit::EditCriterion;

use super::sent::Sent;
use crate::components::{Column, Crumbs, Downloads, Notice, NoticeKind, PostButton, Table};
use crate::context::{Page, page};
use crate::{format, urls, words};

#[component]
pub(super) fn CriteriaPage() -> impl IntoView {
    let page = page();
    let sent = Sent::take();
    let criteria: Vec<Criterion> = page.situation.obstacles().criteria.all().into_iter().cloned().collect();
    let (retired, asked): (Vec<_>, Vec<_>) = criteria.into_iter().partition(|criterion| criterion.is_retired);
    let summary = format!(
        "{} werden abgefragt, die ersten zuerst. Der Fortschritt einer Behörde ist die Zahl der erfüllten.",
        format::counted(asked.len() as u64, "Ein Kriterium", "Kriterien"),
    );
    view! {
        <Title text=sent.title("Kriterien") />
        <Crumbs way=vec![(urls::MANAGEMENT.to_owned(), "Verwaltung".to_owned())] here="Kriterien".to_owned() />
        <div class="lb-head">
            <div>
                <h1>"Kriterien"</h1>
                <p>{summary}</p>
            </div>
            <div class="lb-actions">
                <a class="kern-btn kern-btn--primary" href=urls::NEW_CRITERION>
                    <span class="kern-label">"Neues Kriterium"</span>
                </a>
            </div>
        </div>
        {done(page.parameter("erledigt"))}
        {sent.summary()}
        <Asked page=page.clone() criteria=asked />
        <Retired criteria=retired />
    }
}

/// What was just done.
fn done(word: &str) -> impl IntoView + use<> {
    let (title, text) = match word {
        "neu" => ("Das Kriterium ist angelegt", "Es steht am Ende der Liste. Ab jetzt wird danach gefragt."),
        "geaendert" => ("Das Kriterium ist geändert", "Was schon geantwortet wurde, bleibt stehen."),
        "verschoben" => ("Die Reihenfolge ist geändert", "So werden die Kriterien überall gezeigt."),
        "deaktiviert" => (
            "Nach diesem Kriterium wird nicht mehr gefragt",
            "Es zählt nicht mehr mit. Die Antworten bleiben erhalten.",
        ),
        "aktiviert" => {
            ("Nach diesem Kriterium wird wieder gefragt", "Die Antworten von früher gelten wieder.")
        }
        _ => return None,
    };
    Some(view! { <Notice kind=NoticeKind::Success title><p class="kern-body">{text}</p></Notice> })
}

#[component]
fn Asked(page: Page, criteria: Vec<Criterion>) -> AnyView {
    let authorities = page.situation.responsibilities(page.today()).authorities().len() as u64;
    let last = criteria.len().saturating_sub(1);
    let rows = criteria
        .into_iter()
        .enumerate()
        .map(|(at, criterion)| {
            let said = page.situation.obstacles().criteria.said_by_authorities(criterion.id);
            row(&criterion, &said, authorities, (at > 0, at < last))
        })
        .collect_view();
    let columns = vec![
        Column::text("Kriterium"),
        Column::number("erfüllt"),
        Column::number("teilweise"),
        Column::number("offen"),
        Column::number("nicht relevant"),
        Column::number("ohne Antwort"),
        Column::buttons("Verschieben"),
    ];
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-gefragt">
            <h2 id="ueberschrift-gefragt">"Danach wird gefragt"</h2>
            <p class="lb-sub">
                {format!(
                    "Was die {} Behörden geantwortet haben, jede einmal für alle ihre Leistungen.",
                    format::number(authorities),
                )}
            </p>
            <Table heading="ueberschrift-gefragt" columns>{rows}</Table>
            <Downloads sheet=urls::sheets::CRITERIA what="Kriterien" />
            <Downloads sheet=urls::sheets::ANSWERS what="Alle Antworten" label="Alle Antworten herunterladen:" />
        </section>
    }
    .into_any()
}

fn row(
    criterion: &Criterion,
    said: &BTreeMap<Answer, u64>,
    authorities: u64,
    (may_rise, may_sink): (bool, bool),
) -> impl IntoView + use<> {
    let count = |answer: Answer| said.get(&answer).copied().unwrap_or_default();
    let given = [Answer::Met, Answer::Partly, Answer::Open, Answer::NotRelevant];
    let silent = authorities.saturating_sub(given.into_iter().map(count).sum());
    let cells = given
        .into_iter()
        .map(|answer| {
            view! {
                <td role="cell" class="lb-num" data-label=words::answer(answer)>{format::number(count(answer))}</td>
            }
        })
        .collect_view();
    let shift = |direction: &'static str, sign: &'static str, told: String| {
        view! {
            <form method="post" action=urls::criterion_action(criterion.id, "verschieben")>
                <input type="hidden" name="version" value=criterion.version.to_string() />
                <button
                    class="kern-btn kern-btn--secondary kern-btn--x-small"
                    type="submit"
                    name="richtung"
                    value=direction
                    aria-label=told
                >
                    <span class="kern-label" aria-hidden="true">{sign}</span>
                </button>
            </form>
        }
    };
    let up = may_rise.then(|| shift("hoch", "↑", format!("Nach oben: {}", criterion.name)));
    let down = may_sink.then(|| shift("runter", "↓", format!("Nach unten: {}", criterion.name)));
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a href=urls::criterion(criterion.id)>{criterion.name.clone()}</a>
                <small>{criterion.question.clone()}</small>
            </th>
            {cells}
            <td role="cell" class="lb-num" data-label="ohne Antwort">{format::number(silent)}</td>
            <td role="cell"><div class="lb-actions lb-actions--tight">{up} {down}</div></td>
        </tr>
    }
}

/// What is not asked any more, with the way back.
#[component]
fn Retired(criteria: Vec<Criterion>) -> AnyView {
    if criteria.is_empty() {
        return ().into_any();
    }
    let items = criteria
        .into_iter()
        .map(|criterion| {
            let told = format!("Wieder fragen: {}", criterion.name);
            view! {
                <li>
                    <a href=urls::criterion(criterion.id)>{criterion.name}</a>
                    <PostButton
                        action=urls::criterion_action(criterion.id, "aktivieren")
                        label="Wieder fragen"
                        told
                        version=criterion.version
                    />
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-ruhend">
            <h2 id="ueberschrift-ruhend">"Danach wird nicht mehr gefragt"</h2>
            <p class="lb-sub">"Diese Kriterien zählen nicht mit. Ihre Antworten bleiben erhalten."</p>
            <ul class="lb-lines">{items}</ul>
        </section>
    }
    .into_any()
}
