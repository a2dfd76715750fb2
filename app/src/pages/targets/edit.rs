//! Agreeing on a target.

use domain::catalogue::Selection;
use domain::coverage::Measure;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{
    Choice, Crumbs, DayField, SelectField, SubmitButton, TextArea, TextField, kreise, regierungsbezirke,
};
use crate::context::{Page, page};
use crate::pages::sent::Sent;
use crate::{format, urls, words};

/// `/ziele/neu`
#[component]
pub(in crate::pages) fn NewPage() -> impl IntoView {
    let page = page();
    let sent = Sent::take();
    let title = "Neues Ziel";
    let start = page.situation.catalogue().target.map(|target| format::day(target.from));
    let due_hint =
        start.map(|start| format!("nach dem {start}, an dem der Zielpfad beginnt")).unwrap_or_default();
    let measures = Measure::ALL
        .map(|measure| (measure.as_str().to_owned(), words::measure(measure).to_owned(), String::new()))
        .to_vec();
    let selections = selections(&page, &sent.value("selection", &Selection::Total.to_string()));
    let scopes = scopes(&page, &sent);
    view! {
        <Title text=sent.title(title) />
        <Crumbs way=vec![(urls::TARGETS.to_owned(), "Ziele".to_owned())] here=title.to_owned() />
        <h1>{title}</h1>
        {sent.summary()}
        <form class="lb-card lb-form" method="post" action=urls::NEW_TARGET novalidate>
            <SelectField name="selection" label="Was soll erreicht werden?" error=sent.error("selection")>
                {selections}
            </SelectField>
            <Choice
                name="measure"
                label="Gemessen in"
                options=measures
                chosen=sent.value("measure", Measure::Inhabitants.as_str())
                is_row=true
                error=sent.error("measure")
            />
            <SelectField name="scope" label="Wo?" error=sent.error("scope")>{scopes}</SelectField>
            <TextField
                name="share"
                label="Anteil in Prozent"
                hint="Zum Beispiel 80 oder 92,5"
                inputmode="decimal"
                max=8
                value=sent.value("share", "")
                error=sent.error("share")
            />
            <DayField
                name="due_on"
                label="Bis wann?"
                hint=due_hint
                value=sent.value("due_on", "")
                error=sent.error("due_on")
            />
            <TextArea
                name="reason"
                label="Warum dieses Ziel?"
                hint="Zum Beispiel der Beschluss, auf den es zurückgeht."
                value=sent.value("reason", "")
                error=sent.error("reason")
            />
            <div class="lb-actions">
                <SubmitButton label="Vereinbaren" />
                <a class="kern-btn kern-btn--tertiary" href=urls::TARGETS><span class="kern-label">"Abbrechen"</span></a>
            </div>
        </form>
    }
}

fn selections(page: &Page, chosen: &str) -> impl IntoView + use<> {
    let catalogue = page.situation.catalogue();
    let commitments = catalogue.commitments.iter().map(|of| Selection::Commitment(of.slug.clone()));
    // A commitment of one service is that service.
    let services = catalogue
        .services
        .iter()
        .filter(|service| catalogue.commitment(&service.slug).is_none())
        .map(|service| Selection::Service(service.slug.clone()));
    std::iter::once(Selection::Total)
        .chain(commitments)
        .chain(services)
        .map(|selection| {
            let value = selection.to_string();
            let is_chosen = value == chosen;
            view! { <option value=value selected=is_chosen>{page.selection_name(&selection)}</option> }
        })
        .collect_view()
}

fn scopes(page: &Page, sent: &Sent) -> impl IntoView + use<> {
    let register = page.register();
    let land = page.situation.catalogue().land;
    let chosen = sent.value("scope", land.as_str()).parse().ok();
    let whole = register.get(&land).map(words::full_name);
    view! {
        <option value=land.to_string() selected=chosen == Some(land)>{whole}</option>
        <optgroup label="Regierungsbezirke">{regierungsbezirke(&register, chosen)}</optgroup>
        <optgroup label="Landkreise und kreisfreie Städte">{kreise(&register, chosen)}</optgroup>
    }
}
