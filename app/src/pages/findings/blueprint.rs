//! What goes into the blueprint, in its order.

use domain::workshop::FoundOften;
use leptos::prelude::*;
use leptos_meta::Title;

use super::parts::{BlueprintButton, bodies, done_notice, is_host, name, workshops};
use crate::components::{Crumbs, Downloads, SubmitButton, TextArea};
use crate::context::{Page, page};
use crate::pages::sent::Sent;
use crate::{format, urls, words};

#[component]
pub(in crate::pages) fn BlueprintPage() -> impl IntoView {
    let page = page();
    let sent = Sent::take();
    let adopted = page.situation.workshops().blueprint();
    let is_host = is_host();
    let last = adopted.len().saturating_sub(1);
    let summary = match adopted.len() {
        0 => "Noch ist nichts aufgenommen.".to_owned(),
        count => format!(
            "{} in der Reihenfolge des Blueprints.",
            format::counted(count as u64, "Eine Erkenntnis", "Erkenntnisse")
        ),
    };
    let items = adopted
        .into_iter()
        .enumerate()
        .map(|(place, found)| {
            let editing = is_host.then(|| {
                view! { <Editing found=found.clone() is_first=place == 0 is_last=place == last sent=sent.clone() /> }
            });
            view! { <Item page=page.clone() place found>{editing}</Item> }
        })
        .collect_view();
    let body = if items.is_empty() {
        view! {
            <p class="lb-say">
                "Nehmen Sie Erkenntnisse auf, die andere Kommunen und Länder kennen sollten: mit einem Klick in der Liste. "
                <a href=urls::FINDINGS>"Zu den Erkenntnissen"</a>
            </p>
        }
        .into_any()
    } else {
        view! {
            <ol class="lb-blueprint">{items}</ol>
            <Downloads sheet=urls::sheets::BLUEPRINT what="Blueprint" />
        }
        .into_any()
    };
    view! {
        <Title text=sent.title("Blueprint") />
        <Crumbs way=vec![(urls::FINDINGS.to_owned(), "Erkenntnisse".to_owned())] here="Blueprint".to_owned() />
        <div class="lb-head">
            <div>
                <h1>"Blueprint"</h1>
                <p>{summary}</p>
            </div>
        </div>
        {done_notice(&page)}
        {sent.summary()}
        {body}
    }
}

#[component]
fn Item(page: Page, place: usize, found: FoundOften, children: Children) -> AnyView {
    let head = &found.head;
    let criterion = head.facts.criterion.and_then(|id| page.situation.obstacles().criteria.get(id));
    let mut about = vec![words::finding_kind(head.facts.kind).to_owned()];
    about.extend(criterion.map(|criterion| criterion.name.clone()));
    about.push(workshops(found.workshops().len()));
    if !found.bodies().is_empty() {
        about.push(bodies(found.bodies().len()));
    }
    let heading = format!("platz-{}", head.id);
    view! {
        <li id=format!("erkenntnis-{}", head.id)>
            <section class="lb-card" aria-labelledby=heading.clone()>
                <h2 id=heading.clone()>
                    {format!("{}. ", place + 1)} <a href=urls::finding(head.id)>{name(head.id)}</a>
                </h2>
                <p class="lb-sub">{about.join(" · ")}</p>
                <blockquote class="lb-wording">{head.facts.words.clone()}</blockquote>
                {head.facts.recommendation.clone().map(|text| view! {
                    <h3>"Empfehlung"</h3>
                    <p class="lb-note">{text}</p>
                })}
                {head.editors_note().map(|note| view! {
                    <h3>"Anmerkung der Redaktion"</h3>
                    <p class="lb-note">{note.to_owned()}</p>
                })}
                {children()}
            </section>
        </li>
    }
    .into_any()
}

/// Order, note, and the way out.
#[component]
fn Editing(found: FoundOften, is_first: bool, is_last: bool, sent: Sent) -> AnyView {
    let head = found.head.clone();
    let version = head.version.to_string();
    let shift = |direction: &'static str, label: &'static str, told: String| {
        view! {
            <form class="lb-inline" method="post" action=urls::finding_action(head.id, "verschieben")>
                <input type="hidden" name="version" value=version.clone() />
                <input type="hidden" name="direction" value=direction />
                <button class="kern-btn kern-btn--secondary kern-btn--x-small" type="submit" aria-label=told>
                    <span class="kern-label">{label}</span>
                </button>
            </form>
        }
    };
    // All notes have the same form: what was sent belongs to the one that it names.
    let is_sent = sent.value("finding", "") == head.id.to_string();
    let note = head.editors_note().unwrap_or_default();
    let field = format!("note_{}", head.id);
    let (typed, error) =
        if is_sent { (sent.value(&field, note), sent.error(&field)) } else { (note.to_owned(), None) };
    let summary = if note.is_empty() { "Anmerkung schreiben" } else { "Anmerkung ändern" };
    let seen = if is_sent { sent.version(head.version) } else { version.clone() };
    view! {
        <div class="lb-editing">
            <div class="lb-buttons">
                {(!is_first).then(|| shift("up", "Nach oben", format!("{} nach oben", name(head.id))))}
                {(!is_last).then(|| shift("down", "Nach unten", format!("{} nach unten", name(head.id))))}
                <BlueprintButton finding=head.clone() back=urls::BLUEPRINT.to_owned() />
            </div>
            <details class="lb-history" open=is_sent>
                <summary>{summary}</summary>
                <form class="lb-form" method="post" action=urls::finding_action(head.id, "anmerkung") novalidate>
                    <input type="hidden" name="version" value=seen />
                    <input type="hidden" name="finding" value=head.id.to_string() />
                    <TextArea
                        name=field
                        label=format!("Anmerkung zu {}", name(head.id))
                        hint="Für die Leserinnen und Leser des Blueprints. Höchstens 4.000 Zeichen."
                        is_optional=true
                        rows=3
                        value=typed
                        error
                    />
                    <div><SubmitButton label="Anmerkung speichern" /></div>
                </form>
            </details>
        </div>
    }
    .into_any()
}
