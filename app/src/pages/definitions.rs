//! What counts as live, in versions, and what each of them would give.

use domain::catalogue::Selection;
use domain::coverage::Measure;
use domain::definition::{CONFIRMED_WITHIN_MAX, DefinitionVersion, NAME_MAX};
use domain::people::Role;
use domain::rollout::Viewpoint;
use leptos::prelude::*;
use leptos_meta::Title;

use super::insight::{InsightNav, done_notice};
use super::sent::Sent;
use crate::components::{
    Check, Column, DayField, Downloads, FilterBar, FilterNotice, PastNotice, SubmitButton, Table, TextArea,
    TextField,
};
use crate::context::{Page, page};
use crate::figures::Filter;
use crate::people::visitor;
use crate::{format, urls, words};

/// `/definitionen`
#[component]
pub(super) fn DefinitionsPage() -> impl IntoView {
    let page = page();
    let sent = Sent::take();
    let (filter, ignored) = page.filter();
    view! {
        <Title text=sent.title("Definitionen") />
        <InsightNav page=page.clone() here=urls::DEFINITIONS />
        <div class="lb-head">
            <div>
                <h1>"Definitionen"</h1>
                <p>{format!("Was als live zählt, Stand {}", format::day(filter.viewpoint.on))}</p>
            </div>
        </div>
        {done_notice(
            page.parameter("erledigt"),
            &[("neu", "Die Definition ist hinzugefügt", "Von ihrem Tag an zählen alle Seiten nach ihr.")],
        )}
        {sent.summary()}
        <FilterBar page=page.clone() filter=filter.clone() path=urls::DEFINITIONS chooses_selection=true />
        <FilterNotice ignored />
        <PastNotice page=page.clone() filter=filter.clone() path=urls::DEFINITIONS />
        <VersionsCard page=page.clone() filter />
        <section class="lb-card" aria-labelledby="ueberschrift-grenzen">
            <h2 id="ueberschrift-grenzen">"Was sich nicht unterscheiden lässt"</h2>
            <p class="lb-say">
                "Gemeldet wird je Behörde und Leistung, nicht je Teilleistung. Eine Definition kann deshalb nicht verlangen, dass einzelne Teilleistungen online sind, etwa die Verlängerung neben der Ersterteilung."
            </p>
        </section>
        {visitor().has(Role::Lead).then(|| view! { <NewCard page sent /> })}
    }
}

#[component]
fn VersionsCard(page: Page, filter: Filter) -> AnyView {
    let versions: Vec<DefinitionVersion> =
        page.situation.programme().definitions.all().rev().cloned().collect();
    let summary = if versions.len() == 1 {
        "Bisher gibt es eine Definition. Kommt eine hinzu, lässt sich jede Seite nach jeder zeigen."
            .to_owned()
    } else {
        format!(
            "{} Definitionen. Daneben steht, was sie für {} ergeben: bestätigt, und höchstens, wo etwas offen ist.",
            versions.len(),
            page.selection_name(&filter.selection)
        )
    };
    let rows = versions.iter().map(|version| row(&page, &filter, version)).collect_view();
    let mut columns =
        vec![Column::text("Definition"), Column::text("Als live zählt"), Column::number("Gilt ab")];
    columns.extend(Measure::ALL.map(|measure| Column::number(words::measure(measure))));
    let sheet = filter.url(urls::sheets::DEFINITIONS, &page.situation.catalogue().land, page.today());
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-fassungen">
            <h2 id="ueberschrift-fassungen">"Fassungen"</h2>
            <p class="lb-sub">{summary}</p>
            <Table heading="ueberschrift-fassungen" is_wide=true columns>{rows}</Table>
            <Downloads sheet what="Definitionen" />
        </section>
    }
    .into_any()
}

fn row(page: &Page, filter: &Filter, version: &DefinitionVersion) -> impl IntoView + use<> {
    let viewpoint = Viewpoint { definition: version.definition, ..filter.viewpoint };
    let coverage = page.situation.coverage(&filter.selection, filter.scope(), viewpoint);
    let address = Filter { viewpoint, ..filter.clone() }.url(
        urls::OVERVIEW,
        &page.situation.catalogue().land,
        page.today(),
    );
    let holds = if version.definition.id == filter.usual {
        " gilt heute"
    } else if version.valid_from > page.today() {
        " gilt noch nicht"
    } else {
        ""
    };
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
                <a href=address>{version.name.clone()}</a>
                <b>{holds}</b>
                <small>{version.reason.clone()}</small>
            </th>
            <td role="cell" data-label="Als live zählt">{words::definition(version.definition)}</td>
            <td role="cell" class="lb-num" data-label="Gilt ab">{format::day(version.valid_from)}</td>
            {cells}
        </tr>
    }
}

#[component]
fn NewCard(page: Page, sent: Sent) -> AnyView {
    let everything = page.selection_name(&Selection::Total);
    let today = format::day(page.today());
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-neu">
            <h2 id="ueberschrift-neu">"Neue Definition"</h2>
            <p>{format!("Sie gilt für {everything} und für jede Seite, von ihrem Tag an. Keine Fassung wird später geändert; die nächste löst sie ab.")}</p>
            <form class="lb-form" method="post" action=urls::DEFINITIONS novalidate>
                <TextField
                    name="name"
                    label="Name"
                    hint="Ein paar Wörter, zum Beispiel „Live und bestätigt“"
                    max=NAME_MAX
                    value=sent.value("name", "")
                    error=sent.error("name")
                />
                <Check
                    name="counts_pilot"
                    label="Pilotbetrieb zählt mit"
                    hint="Auch wo erst eine begrenzte Gruppe die Leistung nutzt."
                    is_checked=sent.has("counts_pilot")
                />
                <TextField
                    name="confirmed_within"
                    label="Bestätigt in den letzten Tagen"
                    hint=format!(
                        "Wie viele Tage eine Meldung gilt, höchstens {}. Was älter ist, zählt als unbekannt. Leer: ohne Frist.",
                        format::number(u64::from(CONFIRMED_WITHIN_MAX)),
                    )
                    is_optional=true
                    inputmode="numeric"
                    max=4
                    value=sent.value("confirmed_within", "")
                    error=sent.error("confirmed_within")
                />
                <DayField
                    name="valid_from"
                    label="Gilt ab"
                    hint="heute oder später"
                    value=sent.value("valid_from", &today)
                    error=sent.error("valid_from")
                />
                <TextArea
                    name="reason"
                    label="Warum?"
                    value=sent.value("reason", "")
                    error=sent.error("reason")
                />
                <div class="lb-actions"><SubmitButton label="Hinzufügen" /></div>
            </form>
        </section>
    }
    .into_any()
}
