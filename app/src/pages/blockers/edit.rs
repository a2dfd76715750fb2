//! Changing what is said about a blocker.

use domain::blocker::{Blocker, BlockerFacts};
use domain::people::Email;
use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Title;

use super::search::find;
use super::{criterion_name, fields};
use crate::components::{Crumbs, SubmitButton};
use crate::context::{Page, page};
use crate::pages::sent::Sent;
use crate::pages::{answer_with, failure, segment};
use crate::people::visitor;
use crate::{format, urls, words};

#[component]
pub(in crate::pages) fn EditBlockerPage() -> impl IntoView {
    let page = page();
    let Some(blocker) = find(&page, &segment("id")) else {
        return failure::not_found(Some("Dieses Hindernis gibt es nicht.".into()));
    };
    let sent = Sent::take();
    let title = "Angaben ändern";
    let way = vec![
        (urls::BLOCKERS.to_owned(), "Hindernisse".to_owned()),
        (urls::blocker(blocker.id), format!("Nr. {}", blocker.id)),
    ];
    let may = blocker.members.iter().all(|member| visitor().warrant(&member.rollout.authority).is_some());
    let body = if blocker.withdrawn.is_some() {
        view! { <p class="lb-say">"Dieses Hindernis war ein Irrtum und ist zurückgenommen. Es gibt nichts zu ändern."</p> }
            .into_any()
    } else if may {
        view! { <Form page=page.clone() facts=blocker.facts.clone() blocker=blocker.as_ref().clone() sent=sent.clone() /> }
            .into_any()
    } else {
        answer_with(StatusCode::FORBIDDEN);
        view! {
            <p class="lb-say">"Das kann, wer für alle betroffenen Behörden eingetragen ist, und die Leitung."</p>
            <div class="lb-links"><a href=urls::blocker(blocker.id)>"Zurück zum Hindernis"</a></div>
        }
        .into_any()
    };
    view! {
        <Title text=sent.title(title) />
        <Crumbs way here=title.to_owned() />
        <h1>{title}</h1>
        <p class="lb-sub lb-breaks">{blocker.facts.title.clone()}</p>
        {sent.summary()}
        {body}
    }
    .into_any()
}

#[component]
fn Form(page: Page, facts: BlockerFacts, blocker: Blocker, sent: Sent) -> AnyView {
    let is_stale = sent.is_stale();
    view! {
        {is_stale.then(|| versions(&page, &sent, &facts))}
        <form class="lb-form lb-card" method="post" action=urls::blocker_action(blocker.id, "bearbeiten") novalidate>
            <input type="hidden" name="version" value=sent.version(blocker.version) />
            {fields::fields(&page, &sent, Some(&facts))}
            <div class="lb-actions">
                <SubmitButton label=if is_stale { "Meine Fassung trotzdem speichern" } else { "Speichern" } />
                <a class="kern-btn kern-btn--tertiary" href=urls::blocker(blocker.id)>
                    <span class="kern-label">"Abbrechen"</span>
                </a>
            </div>
        </form>
    }
    .into_any()
}

/// The typed version beside the saved one. Nothing is overwritten until somebody decides.
fn versions(page: &Page, sent: &Sent, saved: &BlockerFacts) -> impl IntoView + use<> {
    let typed = |field: &str| sent.value(field, "");
    let criterion = |id: &str| id.parse().map_or_else(|_| id.to_owned(), |id| criterion_name(page, id));
    let by = |word: &str| word.parse().map_or_else(|_| word.to_owned(), |by| words::action_by(by).to_owned());
    let severity =
        |word: &str| word.parse().map_or_else(|_| word.to_owned(), |of| words::severity(of).to_owned());
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let theirs = [
        saved.title.clone(),
        criterion(&saved.criterion.to_string()),
        words::action_by(saved.action_by).to_owned(),
        format::day(saved.opened_on),
        saved.due_on.map(format::day).unwrap_or_default(),
        words::severity(saved.severity).to_owned(),
        saved.mailbox.as_ref().map(Email::to_string).unwrap_or_default(),
        text(&saved.link),
        text(&saved.note),
    ];
    let mine = [
        typed("title"),
        criterion(&typed("criterion")),
        by(&typed("action_by")),
        typed("opened_on"),
        typed("due_on"),
        severity(&typed("severity")),
        typed("mailbox"),
        typed("link"),
        typed("note"),
    ];
    view! {
        <div class="lb-versions">
            <section class="lb-card" aria-labelledby="fassung-gespeichert">
                <h2 id="fassung-gespeichert">"Inzwischen gespeichert"</h2>
                {facts(theirs)}
            </section>
            <section class="lb-card" aria-labelledby="fassung-eigene">
                <h2 id="fassung-eigene">"Ihre Fassung"</h2>
                <p class="lb-sub">"noch nicht gespeichert"</p>
                {facts(mine)}
            </section>
        </div>
    }
}

fn facts(values: [String; 9]) -> impl IntoView {
    let names = [
        "Titel",
        "Kriterium",
        "Am Zug",
        "Besteht seit",
        "Frist",
        "Schwere",
        "Postfach",
        "Nachweis",
        "Bemerkung",
    ];
    let items = names
        .into_iter()
        .zip(values)
        .map(|(name, value)| {
            let value = if value.is_empty() { "–".to_owned() } else { value };
            view! { <dt>{name}</dt><dd class="lb-note">{value}</dd> }
        })
        .collect_view();
    view! { <dl class="lb-facts">{items}</dl> }
}
