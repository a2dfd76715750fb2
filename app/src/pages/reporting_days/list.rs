//! All days of reporting, keeping a new one, and comparing two.

use domain::catalogue::Selection;
use domain::coverage::Measure;
use domain::people::Role;
use domain::snapshot::{NAME_MAX, Snapshot};
use leptos::prelude::*;
use leptos_meta::Title;

use super::compare::CompareCard;
use super::days;
use crate::components::{Column, DayField, Downloads, SelectField, SubmitButton, Table, TextField};
use crate::context::{Page, page};
use crate::pages::insight::{InsightNav, done_notice};
use crate::pages::sent::Sent;
use crate::people::visitor;
use crate::{format, urls, words};

/// `/stichtage`
#[component]
pub(in crate::pages) fn ReportingDaysPage() -> impl IntoView {
    let page = page();
    let sent = Sent::take();
    view! {
        <Title text=sent.title("Stichtage") />
        <InsightNav page=page.clone() here=urls::REPORTING_DAYS />
        <div class="lb-head">
            <div>
                <h1>"Stichtage"</h1>
                <p>"Was berichtet wurde, bleibt stehen, was auch immer danach eingetragen wird."</p>
            </div>
        </div>
        {done_notice(
            page.parameter("erledigt"),
            &[("neu", "Der Stichtag ist festgehalten", "Seine Zahlen ändern sich nicht mehr.")],
        )}
        {sent.summary()}
        <KeptCard page=page.clone() />
        <CompareCard page=page.clone() />
        {visitor().has(Role::Lead).then(|| view! { <NewCard page sent /> })}
    }
}

#[component]
fn KeptCard(page: Page) -> AnyView {
    let mut kept = page.situation.programme().snapshots.all();
    kept.reverse();
    if kept.is_empty() {
        return view! {
            <section class="lb-card" aria-labelledby="ueberschrift-stichtage">
                <h2 id="ueberschrift-stichtage">"Festgehaltene Stichtage"</h2>
                <p class="lb-say">
                    "Noch ist kein Stichtag festgehalten. Die Projektleitung hält unten fest, was sie berichtet; danach lassen sich zwei Stichtage vergleichen."
                </p>
            </section>
        }
        .into_any();
    }
    let rows = kept.iter().map(|snapshot| row(&page, snapshot)).collect_view();
    let mut columns = vec![Column::text("Stichtag"), Column::text("Als live zählt")];
    columns.extend(Measure::ALL.map(|measure| Column::number(words::measure(measure))));
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-stichtage">
            <h2 id="ueberschrift-stichtage">"Festgehaltene Stichtage"</h2>
            <p class="lb-sub">
                {format!("Anteil live im ganzen Land, {}: bestätigt, und höchstens, wo etwas offen war.", page.selection_name(&Selection::Total))}
            </p>
            <Table heading="ueberschrift-stichtage" is_wide=true columns>{rows}</Table>
            <Downloads sheet=urls::sheets::REPORTING_DAYS what="Stichtage" />
        </section>
    }
    .into_any()
}

fn row(page: &Page, snapshot: &Snapshot) -> impl IntoView + use<> {
    let coverage = snapshot.figure(&Selection::Total, &page.situation.catalogue().land).unwrap_or_default();
    let definition = page.situation.programme().definitions.get(snapshot.definition);
    let cells = Measure::ALL
        .map(|measure| {
            let count = coverage.of(measure);
            let possible = (count.unknown > 0)
                .then(|| view! { <small>{format!("bis {}", format::share(count.possible()))}</small> });
            view! {
                <td role="cell" class="lb-num" data-label=words::measure(measure)>
                    <span>{format::share(count.confirmed())} {possible}</span>
                </td>
            }
        })
        .collect_view();
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a href=urls::reporting_day(snapshot.id)>{snapshot.name.clone()}</a>
                <small>{days(snapshot)}</small>
            </th>
            <td role="cell" data-label="Als live zählt">{definition.map(|version| version.name.clone())}</td>
            {cells}
        </tr>
    }
}

#[component]
fn NewCard(page: Page, sent: Sent) -> AnyView {
    let yesterday = format::day(page.today().plus(-1));
    let usual = page.situation.programme().definitions.holding(page.today()).id.to_string();
    let chosen = sent.value("definition", &usual);
    let definitions = page
        .situation
        .programme()
        .definitions
        .all()
        .map(|version| {
            let id = version.definition.id.to_string();
            let is_chosen = id == chosen;
            view! { <option value=id selected=is_chosen>{version.name.clone()}</option> }
        })
        .collect_view();
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-festhalten">
            <h2 id="ueberschrift-festhalten">"Stichtag festhalten"</h2>
            <p>"Die Zahlen des Tages werden gespeichert und nie mehr geändert, auch nicht durch Nachträge."</p>
            <form class="lb-form" method="post" action=urls::REPORTING_DAYS novalidate>
                <TextField
                    name="name"
                    label="Name"
                    hint="Zum Beispiel „Kabinett November 2026“"
                    max=NAME_MAX
                    value=sent.value("name", "")
                    error=sent.error("name")
                />
                <DayField name="on" label="Stand vom" value=sent.value("on", &yesterday) error=sent.error("on") />
                <DayField
                    name="known_on"
                    label="Mit dem, was bekannt war bis"
                    hint="ein Tag, der schon vorbei ist"
                    value=sent.value("known_on", &yesterday)
                    error=sent.error("known_on")
                />
                <SelectField name="definition" label="Als live zählt" error=sent.error("definition")>
                    {definitions}
                </SelectField>
                <div class="lb-actions"><SubmitButton label="Festhalten" /></div>
            </form>
        </section>
    }
    .into_any()
}
