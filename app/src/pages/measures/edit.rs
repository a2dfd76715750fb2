//! Agreeing on a measure, and changing what was agreed.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::blocker::BlockerId;
use domain::workshop::{FindingId, Measure, MeasureFacts, WHAT_MAX};
use domain::{Ars, Day};
use leptos::prelude::*;
use leptos_meta::Title;

use super::{OwnerEmail, named, nothing};
use crate::components::{
    Crumbs, DayField, Spellings, SubmitButton, TextArea, TextField, Versions, body_name,
};
use crate::context::{Page, page};
use crate::pages::sent::Sent;
use crate::people::visitor;
use crate::{format, urls};

/// The ids of the lists of what is suggested.
const BODIES: &str = "behoerden";
const BLOCKERS: &str = "hindernisse";
/// So many suggestions make the page no heavier than it has to be.
const MOST: usize = 300;

/// What stands in the form before anybody types.
#[derive(Clone, Debug, Default)]
struct Given {
    what: String,
    owner: String,
    owner_email: String,
    body: Option<Ars>,
    due_on: Option<Day>,
    note: String,
    finding: Option<FindingId>,
    blockers: BTreeSet<BlockerId>,
}

#[component]
pub(in crate::pages) fn NewPage() -> impl IntoView {
    let page = page();
    let sent = Sent::take();
    let title = "Maßnahme vereinbaren";
    let given = proposed(&page, &sent);
    view! {
        <Title text=sent.title(title) />
        <Crumbs way=vec![(urls::MEASURES.to_owned(), "Maßnahmen".to_owned())] here=title.to_owned() />
        <h1>{title}</h1>
        {sent.summary()}
        <Form page given sent measure=None />
    }
}

/// What follows from the finding or the blocker that the address names, and from who asks.
fn proposed(page: &Page, sent: &Sent) -> Given {
    let asked = |field: &str, parameter: &str| sent.value(field, page.parameter(parameter));
    let person = visitor().person;
    let mut given = Given::default();
    // A contact agrees for its own house first of all.
    if let Some(person) = person.as_ref().filter(|person| person.rights.own().next().is_some()) {
        given.owner = person.name.to_string();
        given.owner_email = person.email.to_string();
        let own: Vec<Ars> = person.rights.own().map(|own| own.body).collect();
        given.body = own.first().copied().filter(|_| own.len() == 1);
    }
    let finding = asked("finding", "erkenntnis").parse().ok();
    if let Some(finding) = finding.and_then(|id| page.situation.workshops().finding(id)) {
        given.finding = Some(finding.id);
        given.note = finding.facts.recommendation.clone().unwrap_or_default();
        let mut bodies = finding.facts.bodies.iter();
        if let (Some(only), None) = (bodies.next(), bodies.next()) {
            given.body = given.body.or(Some(*only));
        }
    }
    let blocker = page.parameter("hindernis").parse().ok();
    if let Some(blocker) = blocker.and_then(|id| page.situation.obstacles().blockers.get(id)) {
        given.blockers = [blocker.id].into();
        given.due_on = blocker.facts.due_on.filter(|due| *due >= page.today());
        let held_up: BTreeSet<Ars> = blocker.members.iter().map(|member| member.rollout.authority).collect();
        if let Some(only) = held_up.first().filter(|_| held_up.len() == 1) {
            given.body = given.body.or(Some(*only));
        }
    }
    given
}

#[component]
pub(in crate::pages) fn EditPage() -> impl IntoView {
    let page = page();
    let Some(measure) = named(&page) else { return nothing() };
    let sent = Sent::take();
    let OwnerEmail(owner_email) = use_context().unwrap_or(OwnerEmail(String::new()));
    let facts = measure.facts.clone();
    let title = "Maßnahme bearbeiten";
    let versions = sent.is_stale().then(|| {
        view! { <Versions saved=Some(saved(&page, &facts)) own=own(&sent) /> }
    });
    let given = Given {
        what: facts.what,
        owner: facts.owner,
        owner_email,
        body: facts.body,
        due_on: Some(facts.due_on),
        note: facts.note.unwrap_or_default(),
        finding: facts.finding,
        blockers: facts.blockers,
    };
    view! {
        <Title text=sent.title(title) />
        <Crumbs
            way=vec![
                (urls::MEASURES.to_owned(), "Maßnahmen".to_owned()),
                (urls::measure(measure.id), format!("Maßnahme {}", measure.id)),
            ]
            here="Bearbeiten".to_owned()
        />
        <h1>{title}</h1>
        {sent.summary()}
        {versions}
        <Form page given sent measure=Some(measure) />
    }
    .into_any()
}

/// What holds now.
fn saved(page: &Page, facts: &MeasureFacts) -> Vec<(&'static str, String)> {
    let blockers: Vec<String> = facts.blockers.iter().map(|id| blocker(page, *id)).collect();
    vec![
        ("Was", facts.what.clone()),
        ("Wer", facts.owner.clone()),
        ("Für", facts.body.map(|ars| body_name(&ars, &page.register())).unwrap_or_default()),
        ("Bis", format::day(facts.due_on)),
        ("Hindernisse", blockers.join("; ")),
        ("Bemerkung", facts.note.clone().unwrap_or_default()),
    ]
}

/// What the visitor wanted.
fn own(sent: &Sent) -> Vec<(&'static str, String)> {
    let typed = |field: &str| sent.value(field, "");
    let blockers: Vec<String> = (0..sent.count("blocker_"))
        .map(|row| typed(&format!("blocker_{row}")))
        .filter(|typed| !typed.is_empty())
        .collect();
    vec![
        ("Was", typed("what")),
        ("Wer", typed("owner")),
        ("Für", typed("body")),
        ("Bis", typed("due_on")),
        ("Hindernisse", blockers.join("; ")),
        ("Bemerkung", typed("note")),
    ]
}

/// How a blocker is typed: its number, and what it is called for whoever reads it.
fn blocker(page: &Page, id: BlockerId) -> String {
    let title = page.situation.obstacles().blockers.get(id).map(|blocker| blocker.facts.title.clone());
    format!("{id} · {}", title.unwrap_or_default())
}

#[component]
fn Form(page: Page, given: Given, sent: Sent, measure: Option<Arc<Measure>>) -> AnyView {
    let register = page.register();
    let (action, back, label) = if let Some(measure) = &measure {
        (urls::measure_action(measure.id, "bearbeiten"), urls::measure(measure.id), "Speichern")
    } else {
        let back = given.finding.map_or_else(|| urls::MEASURES.to_owned(), urls::finding);
        (urls::MEASURE_NEW.to_owned(), back, "Vereinbaren")
    };
    let version = measure.as_ref().map(|measure| {
        view! { <input type="hidden" name="version" value=sent.version(measure.version) /> }
    });
    let from = given.finding.and_then(|id| page.situation.workshops().finding(id)).map(|finding| {
        view! {
            <input type="hidden" name="finding" value=finding.id.to_string() />
            <p class="lb-sub">
                "Folgt aus " <a href=urls::finding(finding.id)>{format!("Erkenntnis {}", finding.id)}</a>
                {format!(": „{}“", finding.facts.words)}
            </p>
        }
    });
    let spellings = Spellings::new(&register);
    let body = given.body.map(|ars| spellings.of(&ars)).unwrap_or_default();
    let suggestions = spellings.list(BODIES, suggested(&page, &given));
    let due_on = given.due_on.map(format::day).unwrap_or_default();
    view! {
        <form class="lb-card lb-form" method="post" action=action novalidate>
            {version} {from}
            <TextField
                name="what"
                label="Was ist zu tun?"
                hint="In einer Zeile, zum Beispiel: Schulung für das Bürgerbüro ansetzen"
                value=sent.value("what", &given.what)
                error=sent.error("what")
            />
            <TextField
                name="owner"
                label="Wer tut es?"
                hint="Name oder Funktion"
                max=WHAT_MAX
                value=sent.value("owner", &given.owner)
                error=sent.error("owner")
            />
            <TextField
                name="owner_email"
                label="E-Mail-Adresse des Kontos"
                kind="email"
                hint="Wer ein Konto hat, sagt selbst, wie weit es ist, und wird erinnert."
                is_optional=true
                value=sent.value("owner_email", &given.owner_email)
                error=sent.error("owner_email")
            />
            <TextField
                name="body"
                label="Für welche Behörde?"
                hint="Name, AGS oder ARS"
                is_optional=true
                suggestions=Some(BODIES)
                value=sent.value("body", &body)
                error=sent.error("body")
            />
            {suggestions}
            <DayField name="due_on" label="Bis wann?" value=sent.value("due_on", &due_on) error=sent.error("due_on") />
            {blockers(&page, &sent, &given)}
            <TextArea
                name="note"
                label="Bemerkung"
                hint="Höchstens 4.000 Zeichen."
                is_optional=true
                value=sent.value("note", &given.note)
                error=sent.error("note")
            />
            <div class="lb-actions">
                <SubmitButton label />
                <a class="kern-btn kern-btn--tertiary" href=back><span class="kern-label">"Abbrechen"</span></a>
            </div>
        </form>
    }
    .into_any()
}

/// Bodies that are meant most likely: one's own, and those of the finding or of the blockers.
fn suggested(page: &Page, given: &Given) -> Vec<Ars> {
    let register = page.register();
    let mut bodies = BTreeSet::new();
    for own in visitor().person.iter().flat_map(|person| person.rights.own()) {
        bodies.insert(own.body);
        if own.with_members {
            bodies.extend(register.within(&own.body).map(|body| body.ars));
        }
    }
    if let Some(finding) = given.finding.and_then(|id| page.situation.workshops().finding(id)) {
        bodies.extend(&finding.facts.bodies);
    }
    let blockers = given.blockers.iter().filter_map(|id| page.situation.obstacles().blockers.get(*id));
    bodies.extend(blockers.flat_map(|blocker| &blocker.members).map(|member| member.rollout.authority));
    bodies.into_iter().take(MOST).collect()
}

/// A row for each blocker, and an empty one.
fn blockers(page: &Page, sent: &Sent, given: &Given) -> impl IntoView + use<> {
    let known: Vec<BlockerId> = given.blockers.iter().copied().collect();
    let was_sent = sent.has("blocker_0");
    let count = if was_sent { sent.count("blocker_") } else { known.len() + 1 };
    let rows = (0..count)
        .map(|row| {
            let field = format!("blocker_{row}");
            let value = known.get(row).filter(|_| !was_sent).map(|id| blocker(page, *id)).unwrap_or_default();
            view! {
                <TextField
                    name=field.clone()
                    label=format!("{}. Hindernis", row + 1)
                    is_optional=true
                    suggestions=Some(BLOCKERS)
                    value=sent.value(&field, &value)
                    error=sent.error(&field)
                />
            }
        })
        .collect_view();
    let today = page.today();
    let options = page
        .situation
        .obstacles()
        .blockers
        .iter()
        .rev()
        .filter(|blocker| blocker.is_open_on(today))
        .take(MOST)
        .map(|open| view! { <option value=blocker(page, open.id)></option> })
        .collect_view();
    view! {
        <fieldset class="kern-fieldset">
            <legend class="kern-label">"Welche Hindernisse soll sie beseitigen?"</legend>
            <p class="kern-hint">"Beginnen Sie mit der Nummer, oder wählen Sie aus den Vorschlägen."</p>
            <div class="kern-fieldset__body lb-fields">{rows}</div>
            <datalist id=BLOCKERS>{options}</datalist>
        </fieldset>
    }
}
