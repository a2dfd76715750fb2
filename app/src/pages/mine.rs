//! What is asked of the visitor's own authority, and what is its own.

mod blocker;
mod choice;
mod effects;
mod fields;
mod head;
mod own;
mod peers;
mod saved;
mod stage;

pub use self::choice::own_authorities;
use domain::body::Body;
use domain::task::{Ask, next_tasks_on, tasks};
use leptos::prelude::*;
use leptos_meta::Title;

use super::sent::Sent;
use crate::context::{Page, page};
use crate::people::visitor;
use crate::{format, urls, words};

#[component]
pub(super) fn MinePage() -> impl IntoView {
    let page = page();
    let mine = choice::mine(&page, &visitor());
    match choice::chosen(&page, &mine) {
        Some(body) => view! { <Mine page body mine /> }.into_any(),
        None => choice::none(&page, &visitor()),
    }
}

#[component]
fn Mine(page: Page, body: Body, mine: Vec<choice::Own>) -> AnyView {
    let sent = Sent::take();
    let name = words::authority_name(&body);
    view! {
        <Title text=sent.title(&name) />
        <div class="lb-head lb-mine-head">
            <div>
                <h1>{name}</h1>
                <p>{head::tasks(&page, &body)}</p>
            </div>
        </div>
        {choice::others(&page, &body, &mine)}
        {sent.summary()}
        {saved::notice(&page, &body)}
        <div class="lb-mine">
            <div class="lb-column lb-column--top">{questions(&page, &sent, &body)}</div>
            <div class="lb-column lb-column--top">
                {peers::card(&page, &body)}
                {own::blockers(&page, &body)}
                {own::measures(&page, &body)}
            </div>
        </div>
        {own::services(&page, &body)}
    }
    .into_any()
}

/// One card a question, the most urgent first; or that nothing is asked.
fn questions(page: &Page, sent: &Sent, body: &Body) -> AnyView {
    let asked = tasks(&page.situation, &body.ars, page.today());
    if asked.is_empty() {
        return nothing(page, body);
    }
    let confirmed_together = stage::all_at_once(page, body, &asked);
    let is_single = confirmed_together.is_none();
    let mut together = confirmed_together;
    asked
        .into_iter()
        .map(|task| {
            let before = matches!(task.ask, Ask::Confirm(..)).then(|| together.take()).flatten();
            let card = match task.ask {
                Ask::Tell(rollout) => stage::tell(page, sent, &rollout),
                Ask::Confirm(rollout, since) => stage::confirm(page, sent, &rollout, since, is_single),
                Ask::Replan(rollout, planned) => stage::replan(page, sent, &rollout, planned),
                Ask::Unblock(id, rollouts) => blocker::card(page, sent, body, id, &rollouts),
            };
            view! { {before} {card} }
        })
        .collect_view()
        .into_any()
}

fn nothing(page: &Page, body: &Body) -> AnyView {
    let next = next_tasks_on(&page.situation, &body.ars, page.today())
        .map(|day| format!("Wir fragen am {} wieder.", format::day(day)));
    view! {
        <section class="lb-card lb-ask" aria-labelledby="nichts-offen">
            <h2 id="nichts-offen">"Für diesen Monat ist alles gesagt."</h2>
            <p>{next} " Ändert sich vorher etwas, melden Sie es unten bei Ihren Leistungen."</p>
            <div class="lb-links">
                <a href=urls::with_query(urls::OVERVIEW, &[("gebiet", around(page, body).as_str())])>
                    "Wie steht es ringsum?"
                </a>
            </div>
        </section>
    }
    .into_any()
}

/// The Kreis of a body, or the body itself.
fn around(page: &Page, body: &Body) -> String {
    let register = page.register();
    register.kreis_of(&body.ars).map_or(body.ars, |kreis| kreis.ars).to_string()
}
