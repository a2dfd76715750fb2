//! One criterion: how it is asked, and whether it is.

use domain::criteria::{Criterion, NAME_MAX, QUESTION_MAX};
use domain::entry::NOTE_MAX;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{Crumbs, PostButton, SubmitButton, TextArea, TextField, Versions};
use crate::context::page;
use crate::pages::sent::Sent;
use crate::pages::{failure, segment};
use crate::{format, urls};

/// `/verwaltung/kriterien/neu` and `/verwaltung/kriterien/{id}`.
#[component]
pub(in crate::pages) fn EditCriterion() -> impl IntoView {
    let id = segment("id");
    let known = id.parse().ok().and_then(|id| page().situation.obstacles().criteria.get(id).cloned());
    match known {
        Some(criterion) => view! { <Form known=Some(criterion) /> }.into_any(),
        None if id.is_empty() => view! { <Form known=None /> }.into_any(),
        None => failure::not_found(Some("Dieses Kriterium gibt es nicht.".to_owned())),
    }
}

#[component]
fn Form(known: Option<Criterion>) -> AnyView {
    let sent = Sent::take();
    let title = known.as_ref().map_or_else(|| "Neues Kriterium".to_owned(), |known| known.name.clone());
    let action =
        known.as_ref().map_or_else(|| urls::NEW_CRITERION.to_owned(), |known| urls::criterion(known.id));
    let (name, question, help) = known
        .as_ref()
        .map(|known| (known.name.clone(), known.question.clone(), known.help.clone()))
        .unwrap_or_default();
    let version = known.as_ref().map(|known| sent.version(known.version));
    let way = [(urls::MANAGEMENT, "Verwaltung"), (urls::CRITERIA, "Kriterien")];
    let way = way.map(|(address, name)| (address.to_owned(), name.to_owned())).to_vec();
    let versions = sent.is_stale().then(|| {
        let saved = [("Name", &name), ("Frage", &question), ("Hilfe", &help)];
        let saved = saved.map(|(label, text)| (label, text.clone())).to_vec();
        let own = [("Name", "name"), ("Frage", "question"), ("Hilfe", "help")];
        let own = own.map(|(label, field)| (label, sent.value(field, ""))).to_vec();
        view! { <Versions saved=Some(saved) own /> }
    });
    let is_stale = sent.is_stale();
    view! {
        <Title text=sent.title(&title) />
        <Crumbs way here=title.clone() />
        <h1>{title}</h1>
        {sent.summary()}
        {versions}
        <form class="lb-card lb-form" method="post" action=action novalidate>
            {version.map(|version| view! { <input type="hidden" name="version" value=version /> })}
            <TextField
                name="name"
                label="Name"
                value=sent.value("name", &name)
                hint="Ein oder zwei Wörter, zum Beispiel „Personal“."
                max=NAME_MAX
                error=sent.error("name")
            />
            <TextField
                name="question"
                label="Frage an die Behörde"
                value=sent.value("question", &question)
                hint="In einfachen Worten und so, dass „erfüllt“ die Antwort ist, die voranbringt."
                max=QUESTION_MAX
                error=sent.error("question")
            />
            <TextArea
                name="help"
                label="Hilfe"
                value=sent.value("help", &help)
                hint=format!(
                    "Was gemeint ist, für alle, die das Thema nicht täglich haben. Höchstens {} Zeichen.",
                    format::number(NOTE_MAX as u64),
                )
                is_optional=true
                error=sent.error("help")
            />
            <div class="lb-actions">
                <SubmitButton label=if is_stale { "Meine Fassung trotzdem speichern" } else { "Speichern" } />
                <a class="kern-btn kern-btn--tertiary" href=urls::CRITERIA><span class="kern-label">"Abbrechen"</span></a>
            </div>
        </form>
        {known.map(|known| view! { <Retire known /> })}
    }
    .into_any()
}

/// Ends the asking, or begins it again.
#[component]
fn Retire(known: Criterion) -> AnyView {
    let (action, label, text) = if known.is_retired {
        ("aktivieren", "Wieder fragen", "Danach wird nicht gefragt. Die Antworten von früher sind erhalten.")
    } else {
        (
            "deaktivieren",
            "Nicht mehr fragen",
            "Das Kriterium zählt dann nicht mehr mit, und niemand wird danach gefragt. Die Antworten bleiben erhalten; \
             das lässt sich rückgängig machen.",
        )
    };
    view! {
        <section class="lb-card lb-narrow" aria-labelledby="ueberschrift-fragen">
            <h2 id="ueberschrift-fragen">"Abfrage"</h2>
            <p>{text}</p>
            <PostButton action=urls::criterion_action(known.id, action) label version=known.version />
        </section>
    }
    .into_any()
}
