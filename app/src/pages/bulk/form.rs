//! What is to be said of the chosen rollouts, and why.

use domain::entry::{NOTE_MAX, VENDOR_MAX};
use domain::stage::Stage;
use leptos::prelude::*;
use leptos_meta::Title;

use super::{named, reach};
use crate::bulk::{Bulk, write};
use crate::components::{Crumbs, DayField, SelectField, TextArea, TextField, field_error};
use crate::context::Page;
use crate::pages::sent::Sent;
use crate::{format, urls, words};

#[component]
pub(super) fn Ask(page: Page, bulk: Bulk) -> AnyView {
    let sent = Sent::take();
    let concerned = reach(&page, bulk.chosen.keys());
    let names = named(&page, bulk.chosen.keys());
    let count = names.len() as u64;
    let items = names.into_iter().map(|(_, name)| view! { <li>{name}</li> }).collect_view();
    view! {
        <Title text=sent.title("Mehrere ändern") />
        <Crumbs way=vec![(bulk.list.clone(), "Zurück zur Liste".to_owned())] here="Mehrere ändern".to_owned() />
        <div class="lb-head"><div><h1>"Mehrere ändern"</h1><p>{concerned}</p></div></div>
        {sent.summary()}
        <details class="lb-folded">
            <summary>{format!("{} anzeigen", format::counted(count, "Die Auswahl", "ausgewählte"))}</summary>
            <ul class="lb-columns">{items}</ul>
        </details>
        <form class="lb-card lb-form" method="post" action=urls::BULK novalidate>
            <input type="hidden" name="auswahl" value=write(&bulk.chosen) />
            <input type="hidden" name="liste" value=bulk.list.clone() />
            {what(&page, &sent)}
            <TextArea
                name="reason"
                label="Begründung"
                value=sent.value("reason", "")
                hint=format!(
                    "Sie steht bei jedem Eintrag, zum Beispiel: Rundruf des Ministeriums. Höchstens {} Zeichen, keine Namen von Personen.",
                    format::number(NOTE_MAX as u64),
                )
                rows=3
                error=sent.error("reason")
            />
            <div class="lb-actions">
                <button class="kern-btn kern-btn--primary" type="submit" name="schritt" value="vorschau">
                    <span class="kern-label">"Weiter zur Vorschau"</span>
                </button>
                <a class="kern-btn kern-btn--tertiary" href=bulk.list>
                    <span class="kern-label">"Abbrechen"</span>
                </a>
            </div>
        </form>
    }
    .into_any()
}

/// The four things that can be said, each with its fields; the style sheet folds those away that do not count.
fn what(page: &Page, sent: &Sent) -> AnyView {
    let chosen = sent.value("was", "");
    let stage = sent.value("stage", "");
    let stages = Stage::ALL
        .into_iter()
        .filter(|stage| *stage != Stage::Unknown)
        .map(|known| {
            view! { <option value=known.as_str() selected=known.as_str() == stage>{words::stage(known)}</option> }
        })
        .collect_view();
    let vendors = page
        .situation
        .obstacles()
        .vendors
        .all()
        .into_iter()
        .map(|vendor| view! { <option value=vendor.name.clone()></option> })
        .collect_view();
    let stage_fields = view! {
        <SelectField name="stage" label="Stand" error=sent.error("stage")>
            <option value="">"bitte wählen"</option>
            {stages}
        </SelectField>
        <DayField
            name="since"
            label="Seit wann gilt das?"
            value=sent.value("since", &format::day(page.today()))
            error=sent.error("since")
        />
    }
    .into_any();
    let plan_fields = view! {
        <DayField
            name="planned_on"
            label="Geplanter Start"
            value=sent.value("planned_on", "")
            error=sent.error("planned_on")
        />
    }
    .into_any();
    let vendor_fields = view! {
        <TextField
            name="vendor"
            label="Hersteller oder IT-Dienstleister"
            value=sent.value("vendor", "")
            suggestions=Some("hersteller-vorschlaege")
            max=VENDOR_MAX
            error=sent.error("vendor")
        />
        <datalist id="hersteller-vorschlaege">{vendors}</datalist>
    }
    .into_any();
    let options = [
        ("stand", "Ein Stand", "Alle bekommen denselben Stand.", stage_fields),
        ("start", "Ein geplanter Start", "Der Stand bleibt, der Termin ist für alle derselbe.", plan_fields),
        (
            "hersteller",
            "Ein Hersteller",
            "Der Stand bleibt, der Hersteller ist für alle derselbe.",
            vendor_fields,
        ),
        ("bestaetigung", "Stimmt noch", "Was zuletzt gemeldet wurde, gilt heute unverändert.", ().into_any()),
    ]
    .map(|(value, label, help, fields)| option(value, label, help, chosen == value, fields))
    .collect_view();
    let error = sent.error("was");
    let is_wrong = error.is_some();
    view! {
        <fieldset
            class=if is_wrong { "kern-fieldset kern-fieldset--error" } else { "kern-fieldset" }
            id="was"
            tabindex="-1"
            aria-describedby=is_wrong.then_some("was-fehler")
        >
            <legend class="kern-label">"Was soll eingetragen werden?"</legend>
            <div class="kern-fieldset__body">{options}</div>
            {field_error("was", error)}
        </fieldset>
    }
    .into_any()
}

fn option(
    value: &'static str,
    label: &'static str,
    help: &'static str,
    is_chosen: bool,
    fields: AnyView,
) -> impl IntoView {
    let id = format!("was-{value}");
    let help_id = format!("{id}-hilfe");
    view! {
        <div class="lb-choice lb-option">
            <div class="kern-form-check">
                <input
                    class="kern-form-check__radio"
                    type="radio"
                    name="was"
                    id=id.clone()
                    checked=is_chosen
                    value=value
                    aria-describedby=help_id.clone()
                />
                <label class="kern-label" for=id>{label}</label>
            </div>
            <small class="lb-choice-help" id=help_id>{help}</small>
            <div class="lb-option__fields">{fields}</div>
        </div>
    }
}
