//! The fields of the forms about a blocker.

use domain::Day;
use domain::blocker::{ActionBy, BlockerFacts, Severity, TITLE_MAX};
use domain::criteria::Criterion;
use domain::entry::{LINK_MAX, NOTE_MAX};
use domain::people::Email;
use leptos::prelude::*;

use crate::components::{Choice, DayField, SelectField, TextArea, TextField};
use crate::context::Page;
use crate::pages::sent::Sent;
use crate::{format, words};

/// What is folded unless it is wanted.
const FOLDED: [&str; 6] = ["opened_on", "severity", "due_on", "mailbox", "link", "note"];

/// The three questions that everybody answers, and those that may stay as they are. `known`: what is said so far.
pub(super) fn fields(page: &Page, sent: &Sent, known: Option<&BlockerFacts>) -> impl IntoView + use<> {
    let day = |day: Option<Day>| day.map(format::day).unwrap_or_default();
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let title = sent.value("title", known.map_or("", |facts| &facts.title));
    let by = sent.value("action_by", known.map_or("", |facts| facts.action_by.as_str()));
    let actors = ActionBy::ALL
        .iter()
        .map(|by| (by.to_string(), words::action_by(*by).to_owned(), words::action_by_help(*by).to_owned()))
        .collect();
    let opened_on = day(Some(known.map_or(page.today(), |facts| facts.opened_on)));
    let severity = sent.value("severity", known.map_or(Severity::Medium, |facts| facts.severity).as_str());
    let severities = Severity::ALL
        .iter()
        .map(|severity| (severity.to_string(), words::severity(*severity).to_owned(), String::new()))
        .collect();
    let mailbox = known.and_then(|facts| facts.mailbox.as_ref()).map(Email::to_string).unwrap_or_default();
    let is_open = known.is_some() || FOLDED.iter().any(|field| sent.error(field).is_some());
    let limit = format!("Höchstens {} Zeichen, keine Namen von Personen.", format::number(NOTE_MAX as u64));
    view! {
        <TextField
            name="title"
            label="Was hält auf?"
            value=title
            hint="In einer Zeile, zum Beispiel: Modul des Herstellers ist nicht lieferbar"
            max=TITLE_MAX
            error=sent.error("title")
        />
        {criteria(page, sent, known)}
        <Choice name="action_by" label="Wer ist am Zug?" options=actors chosen=by error=sent.error("action_by") />
        <details class="lb-action" open=is_open>
            <summary>"Mehr angeben: seit wann, Frist, Schwere, Postfach, Nachweis"</summary>
            <div class="lb-fields">
                <DayField
                    name="opened_on"
                    label="Seit wann?"
                    value=sent.value("opened_on", &opened_on)
                    error=sent.error("opened_on")
                />
                <DayField
                    name="due_on"
                    label="Bis wann soll es behoben sein?"
                    value=sent.value("due_on", &day(known.and_then(|facts| facts.due_on)))
                    is_optional=true
                    error=sent.error("due_on")
                />
                <Choice
                    name="severity"
                    label="Wie stark hält es auf?"
                    options=severities
                    chosen=severity
                    error=sent.error("severity")
                />
                <TextField
                    name="mailbox"
                    label="Postfach dessen, der am Zug ist"
                    value=sent.value("mailbox", &mailbox)
                    kind="email"
                    hint="Ein Funktionspostfach, keine persönliche Adresse."
                    is_optional=true
                    error=sent.error("mailbox")
                />
                <TextField
                    name="link"
                    label="Nachweis"
                    value=sent.value("link", &text(known.and_then(|facts| facts.link.as_ref())))
                    kind="url"
                    hint="Adresse eines Tickets oder Dokuments. Beginnt mit https://"
                    is_optional=true
                    max=LINK_MAX
                    error=sent.error("link")
                />
                <TextArea
                    name="note"
                    label="Bemerkung"
                    value=sent.value("note", &text(known.and_then(|facts| facts.note.as_ref())))
                    hint=limit
                    is_optional=true
                    error=sent.error("note")
                />
            </div>
        </details>
    }
}

fn criteria(page: &Page, sent: &Sent, known: Option<&BlockerFacts>) -> impl IntoView + use<> {
    let criteria = &page.situation.obstacles().criteria;
    let asked =
        known.map_or_else(|| page.parameter("kriterium").to_owned(), |facts| facts.criterion.to_string());
    let chosen = sent.value("criterion", &asked);
    // A retired one stays where it was chosen.
    let retired =
        known.and_then(|facts| criteria.get(facts.criterion)).filter(|criterion| criterion.is_retired);
    let option = |criterion: &Criterion| {
        let value = criterion.id.to_string();
        view! { <option value=value.clone() selected=value == chosen>{criterion.name.clone()}</option> }
    };
    let options = criteria.asked().into_iter().chain(retired).map(option).collect_view();
    view! {
        <SelectField
            name="criterion"
            label="An welchem Kriterium liegt es?"
            error=sent.error("criterion")
        >
            <option value="">"Bitte wählen"</option>
            {options}
        </SelectField>
    }
}
