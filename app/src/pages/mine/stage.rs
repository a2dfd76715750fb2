//! Questions about how far a service is, each answered on its card.

use domain::Day;
use domain::body::Body;
use domain::rollout::{History, RolloutEvent, RolloutKey, StatusEntry, Viewpoint};
use domain::stage::Stage;
use domain::task::{Ask, Task};
use leptos::prelude::*;

use super::super::sent::Sent;
use super::fields::{self, button, hidden, was_sent};
use crate::context::Page;
use crate::{format, urls, words};

/// What is known of a rollout.
struct Known {
    service: String,
    entry: Option<StatusEntry>,
    version: i64,
}

fn known(page: &Page, rollout: &RolloutKey) -> Known {
    let history = page.situation.history(rollout);
    let current = history.and_then(|history| history.current(Viewpoint::on(page.today())));
    Known {
        service: service_name(page, rollout),
        entry: current.map(|event: &RolloutEvent| event.entry.clone()),
        version: history.map_or(0, History::version),
    }
}

pub(super) fn service_name(page: &Page, rollout: &RolloutKey) -> String {
    let service = page.situation.catalogue().service(&rollout.service);
    service.map(|service| service.name.clone()).unwrap_or_default()
}

impl Known {
    fn stage(&self) -> Stage {
        self.entry.as_ref().map_or(Stage::Unknown, |entry| entry.stage)
    }

    fn planned(&self) -> Option<Day> {
        self.entry.as_ref().and_then(|entry| entry.planned_on)
    }

    /// "Geplanter Start 01.12.2026 · Hersteller AKDB"
    fn facts(&self, page: &Page) -> String {
        let vendors = &page.situation.obstacles().vendors;
        let planned = self.planned().filter(|day| self.stage() != Stage::Live && *day >= page.today());
        let vendor = self.entry.as_ref().and_then(|entry| entry.vendor.as_deref());
        let facts = [
            planned.map(|day| format!("Geplanter Start {}", format::day(day))),
            vendor.map(|vendor| format!("Hersteller {}", vendors.name(vendor))),
        ];
        facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }
}

/// The frame of a card: why it is asked, what about, and what is known.
pub(super) fn card(about: &str, why: String, title: String, facts: String, answers: AnyView) -> AnyView {
    let id = format!("frage-{about}");
    view! {
        <section class="lb-card lb-ask" aria-labelledby=id.clone()>
            <p class="lb-why">{why}</p>
            <h2 id=id.clone()>{title}</h2>
            {(!facts.is_empty()).then(|| view! { <p>{facts}</p> })}
            <div class="lb-answers">{answers}</div>
        </section>
    }
    .into_any()
}

/// Nobody has ever said how things stand.
pub(super) fn tell(page: &Page, sent: &Sent, rollout: &RolloutKey) -> AnyView {
    let known = known(page, rollout);
    let form = change_form(page, sent, rollout, &known);
    let title = format!("{}: Wie weit sind Sie?", known.service);
    card(rollout.service.as_str(), "Noch nie gemeldet".into(), title, String::new(), form)
}

/// Whether it is still so.
pub(super) fn confirm(
    page: &Page,
    sent: &Sent,
    rollout: &RolloutKey,
    since: Day,
    is_single: bool,
) -> AnyView {
    let known = known(page, rollout);
    let about = rollout.service.as_str();
    let days = page.today().days_since(since);
    let title = format!("{}: {}", known.service, words::stage(known.stage()));
    let told = format!("Stimmt noch: {title}");
    let answers = view! {
        <form method="post" action=urls::MINE_CONFIRM>
            {hidden(sent, &rollout.authority, about, "confirm", known.version)}
            {button("Stimmt noch", is_single, Some(told))}
        </form>
        <details class="lb-unfold" open=was_sent(sent, about, "change")>
            <summary class="kern-btn kern-btn--secondary">
                <span class="kern-label">"Etwas hat sich geändert"</span>
            </summary>
            {change_form(page, sent, rollout, &known)}
        </details>
    };
    card(about, format!("Seit {days} Tagen nicht bestätigt"), title, known.facts(page), answers.into_any())
}

/// What became of a start that was planned for a day that has passed.
pub(super) fn replan(page: &Page, sent: &Sent, rollout: &RolloutKey, planned: Day) -> AnyView {
    let known = known(page, rollout);
    let about = rollout.service.as_str();
    let title = format!("{}: {}", known.service, words::stage(known.stage()));
    let today = format::day(page.today());
    let answers = view! {
        <details class="lb-unfold" open=was_sent(sent, about, "live")>
            <summary class="kern-btn kern-btn--primary">
                <span class="kern-label">"Ist jetzt live"</span>
            </summary>
            <form class="lb-form" method="post" action=urls::MINE_STATUS novalidate>
                {hidden(sent, &rollout.authority, about, "live", known.version)}
                {fields::day(sent, ("live_since", about), "Seit wann?", &today, "", false)}
                {button("Als live melden", true, None)}
            </form>
        </details>
        <details class="lb-unfold" open=was_sent(sent, about, "replan")>
            <summary class="kern-btn kern-btn--secondary">
                <span class="kern-label">"Neuer Termin"</span>
            </summary>
            <form class="lb-form" method="post" action=urls::MINE_STATUS novalidate>
                {hidden(sent, &rollout.authority, about, "replan", known.version)}
                {fields::day(
                    sent,
                    ("planned_on", about),
                    "Neuer geplanter Start",
                    "",
                    "leer lassen, wenn noch keiner feststeht",
                    true,
                )}
                {fields::text(sent, ("note", about), "Warum verschiebt es sich?", "Keine Namen von Personen.", false)}
                {button("Termin speichern", true, None)}
            </form>
        </details>
        <a class="lb-other-way" href=urls::status(&rollout.authority, &rollout.service)>"Etwas anderes melden"</a>
    };
    let why = format!("Geplanter Start am {} ist vorbei", format::day(planned));
    card(about, why, title, known.facts(page), answers.into_any())
}

/// Stage, since when, plan and reason.
fn change_form(page: &Page, sent: &Sent, rollout: &RolloutKey, known: &Known) -> AnyView {
    let about = rollout.service.as_str();
    let chosen = Some(known.stage()).filter(|stage| *stage != Stage::Unknown);
    let planned = known.planned().map(format::day).unwrap_or_default();
    let had_plan = known.planned().is_some() && known.stage() != Stage::Live;
    let reason = had_plan.then(|| {
        fields::text(
            sent,
            ("note", about),
            "Warum?",
            "Nötig, wenn sich der geplante Start ändert. Keine Namen von Personen.",
            true,
        )
    });
    view! {
        <form class="lb-form" method="post" action=urls::MINE_STATUS novalidate>
            {hidden(sent, &rollout.authority, about, "change", known.version)}
            {fields::stage(sent, about, chosen.map_or("", Stage::as_str))}
            {fields::day(sent, ("since", about), "Seit wann gilt das?", &format::day(page.today()), "", false)}
            {fields::day(sent, ("planned_on", about), "Geplanter Start", &planned, "", true)}
            {reason}
            {button("Speichern", true, None)}
            <a class="lb-other-way" href=urls::status(&rollout.authority, &rollout.service)>
                "Hersteller, Adresse oder Bemerkung ändern"
            </a>
        </form>
    }
    .into_any()
}

/// Everything that nobody has confirmed, in one action; `None` where it is only one.
pub(super) fn all_at_once(page: &Page, body: &Body, asked: &[Task]) -> Option<AnyView> {
    let rollouts: Vec<&RolloutKey> = asked
        .iter()
        .filter_map(|task| if let Ask::Confirm(rollout, _) = &task.ask { Some(rollout) } else { None })
        .collect();
    if rollouts.len() < 2 {
        return None;
    }
    let title = format!("{} Stände sind lange nicht bestätigt", rollouts.len());
    let (mut lines, mut versions) = (Vec::new(), Vec::new());
    for rollout in rollouts {
        let known = known(page, rollout);
        let (service, stage, facts) = (known.service.clone(), words::stage(known.stage()), known.facts(page));
        lines.push(view! { <li>{format!("{service}: {stage}")} <small>{facts}</small></li> });
        let name = format!("version_{}", rollout.service);
        versions.push(view! { <input type="hidden" name=name value=known.version.to_string() /> });
    }
    let view = view! {
        <section class="lb-card lb-ask" aria-labelledby="alle-zusammen">
            <p class="lb-why">"Seit über 30 Tagen"</p>
            <h2 id="alle-zusammen">{title}</h2>
            <ul class="lb-plain-list">{lines}</ul>
            <div class="lb-answers">
                <form method="post" action=urls::MINE_CONFIRM>
                    <input type="hidden" name="authority" value=body.ars.to_string() />
                    {versions}
                    {button("Alles stimmt noch", true, None)}
                </form>
            </div>
            <p class="lb-sub">"Stimmt etwas davon nicht mehr? Dann beantworten Sie darunter jede für sich."</p>
        </section>
    };
    Some(view.into_any())
}
