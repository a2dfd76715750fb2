//! Whether something that the authority must see to is out of the way.

use domain::blocker::{Blocker, BlockerId};
use domain::body::Body;
use domain::rollout::RolloutKey;
use leptos::prelude::*;

use super::super::sent::Sent;
use super::fields::{self, button, hidden, was_sent};
use super::stage::{card as frame, service_name};
use crate::context::Page;
use crate::{format, urls, words};

/// What became of a blocker that is due, or will be soon.
pub(super) fn card(page: &Page, sent: &Sent, body: &Body, id: BlockerId, rollouts: &[RolloutKey]) -> AnyView {
    let Some(blocker) = page.situation.obstacles().blockers.get(id) else { return ().into_any() };
    let about = id.to_string();
    let form = |answer| hidden(sent, &body.ars, &about, answer, blocker.version);
    let today = format::day(page.today());
    // Another date holds for all: who shares the blocker gets past it alone, but does not move it alone.
    let postpone = is_own(blocker, body).then(|| {
        view! {
            <details class="lb-unfold" open=was_sent(sent, &about, "postpone")>
                <summary class="kern-btn kern-btn--secondary"><span class="kern-label">"Neues Datum"</span></summary>
                <form class="lb-form" method="post" action=urls::MINE_BLOCKER novalidate>
                    {form("postpone")}
                    {fields::day(sent, ("due_on", &about), "Bis wann?", "", "", false)}
                    {fields::text(sent, ("note", &about), "Warum dauert es länger?", "Keine Namen von Personen.", false)}
                    {button("Datum speichern", true, None)}
                </form>
            </details>
        }
    });
    let answers = view! {
        <details class="lb-unfold" open=was_sent(sent, &about, "close")>
            <summary class="kern-btn kern-btn--secondary"><span class="kern-label">"Erledigt"</span></summary>
            <form class="lb-form" method="post" action=urls::MINE_BLOCKER novalidate>
                {form("close")}
                {fields::text(
                    sent,
                    ("resolution", &about),
                    "Was hat geholfen?",
                    "Das lesen andere, die vor derselben Frage stehen. Keine Namen von Personen.",
                    false,
                )}
                {fields::day(sent, ("closed_on", &about), "Seit wann?", &today, "", false)}
                {button("Als erledigt melden", true, None)}
            </form>
        </details>
        {postpone}
        <a class="lb-other-way" href=urls::blocker(id)>"Zum Hindernis"</a>
    };
    let services: Vec<String> = rollouts.iter().map(|rollout| service_name(page, rollout)).collect();
    let facts =
        format!("Zu erledigen von: {} · betrifft {}", words::authority_name(body), services.join(", "));
    let title = format!("Hindernis: {}", blocker.facts.title);
    frame(&about, due(page, blocker), title, facts, answers.into_any())
}

/// Whether the blocker holds up nobody but the body.
fn is_own(blocker: &Blocker, body: &Body) -> bool {
    blocker.members.iter().all(|member| member.rollout.authority == body.ars)
}

fn due(page: &Page, blocker: &Blocker) -> String {
    blocker.facts.due_on.map_or_else(String::new, |due| match due.days_since(page.today()) {
        ..=-2 => format!("Seit {} Tagen überfällig", -due.days_since(page.today())),
        -1 => "Seit gestern überfällig".into(),
        0 => "Heute fällig".into(),
        _ => format!("Fällig am {}", format::day(due)),
    })
}
