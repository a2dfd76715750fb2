//! Exempting an authority from being asked about a service for a while.

use domain::body::Body;
use domain::catalogue::Service;
use domain::entry::NOTE_MAX;
use domain::exemption::Exemption;
use domain::rollout::RolloutKey;
use leptos::prelude::*;
use leptos_meta::Title;

use super::sent::Sent;
use super::status::{Target, find};
use super::{failure, redirect_to_canonical};
use crate::components::{Crumbs, DayField, Notice, NoticeKind, SubmitButton, TextArea};
use crate::context::{Page, page};
use crate::{format, urls, words};

#[component]
pub(super) fn ExemptionPage() -> impl IntoView {
    let page = page();
    match find(&page, urls::exemption) {
        Target::Nothing(hint) => failure::not_found(hint),
        Target::Elsewhere(address) => {
            redirect_to_canonical(&address);
            ().into_any()
        }
        Target::NotResponsible { body, service } => failure::not_found(Some(format!(
            "Für „{}“ ist {} nicht zuständig.",
            service.name,
            words::authority_name(&body)
        ))),
        Target::Rollout { body, service } => view! { <ExemptionForm page body service /> }.into_any(),
    }
}

#[component]
fn ExemptionForm(page: Page, body: Body, service: Service) -> AnyView {
    let sent = Sent::take();
    let rollout = RolloutKey { authority: body.ars, service: service.slug.clone() };
    let title = format!("Ausnahme: {}", service.name);
    let name = words::authority_name(&body);
    let known: Vec<Exemption> = page.situation.obstacles().exemptions.of(&rollout).rev().cloned().collect();
    let today = page.today();
    view! {
        <Title text=sent.title(&format!("{title} – {name}")) />
        <Crumbs way=vec![(urls::body(&body.ars), words::full_name(&body))] here=title.clone() />
        <h1>{title}</h1>
        <p class="lb-sub">{name}</p>
        <p class="lb-say">
            "Bis zum letzten Tag einer Ausnahme wird die Behörde zu dieser Leistung nichts gefragt. Gezählt wird sie weiter: Wer nicht live ist, bleibt nicht live."
        </p>
        {done(page.parameter("erledigt"))}
        {sent.summary()}
        <Known page=page.clone() rollout=rollout.clone() known />
        <form class="lb-card lb-form" method="post" action=urls::exemption(&body.ars, &service.slug) novalidate>
            <h2>"Neue Ausnahme"</h2>
            <DayField
                name="first_day"
                label="Erster Tag"
                value=sent.value("first_day", &format::day(today))
                hint=format!("spätestens heute, der {}", format::day(today))
                error=sent.error("first_day")
            />
            <DayField
                name="last_day"
                label="Letzter Tag"
                value=sent.value("last_day", "")
                hint="danach wird wieder gefragt"
                error=sent.error("last_day")
            />
            <TextArea
                name="reason"
                label="Grund"
                value=sent.value("reason", "")
                hint=format!(
                    "Warum wird die Behörde bis dahin nicht gefragt? Höchstens {} Zeichen, keine Namen von Personen.",
                    format::number(NOTE_MAX as u64),
                )
                error=sent.error("reason")
            />
            <div class="lb-actions">
                <SubmitButton label="Ausnahme erteilen" />
                <a class="kern-btn kern-btn--tertiary" href=urls::body(&body.ars)>
                    <span class="kern-label">"Zurück zur Behörde"</span>
                </a>
            </div>
        </form>
    }
    .into_any()
}

/// What was just done.
fn done(word: &str) -> impl IntoView + use<> {
    let (title, text) = match word {
        "erteilt" => ("Die Ausnahme ist erteilt", "Sie steht auf der Seite der Behörde neben dem Stand."),
        "beendet" => {
            ("Die Ausnahme ist beendet", "Sie gilt heute zum letzten Mal. Ab morgen wird wieder gefragt.")
        }
        _ => return None,
    };
    Some(view! { <Notice kind=NoticeKind::Success title><p class="kern-body">{text}</p></Notice> })
}

/// What was granted so far, the last first.
#[component]
fn Known(page: Page, rollout: RolloutKey, known: Vec<Exemption>) -> AnyView {
    if known.is_empty() {
        return ().into_any();
    }
    let today = page.today();
    let items = known
        .into_iter()
        .map(|exemption| {
            let days =
                format!("{} bis {}", format::day(exemption.first_day), format::day(exemption.last_day));
            let is_over = exemption.last_day < today;
            let end = (exemption.last_day > today).then(|| {
                let action = format!("{}/beenden", urls::exemption(&rollout.authority, &rollout.service));
                view! {
                    <form method="post" action=action>
                        <input type="hidden" name="exemption" value=exemption.id.to_string() />
                        <input type="hidden" name="version" value=exemption.version.to_string() />
                        <button
                            class="kern-btn kern-btn--secondary kern-btn--x-small"
                            type="submit"
                            aria-label=format!("Beenden: {days}")
                        >
                            <span class="kern-label">"Beenden"</span>
                        </button>
                    </form>
                }
            });
            view! {
                <li>
                    <div>
                        <b>{days.clone()}</b>
                        " "
                        {is_over.then(|| view! { <span class="lb-tag">"vorbei"</span> })}
                        <p class="lb-note">{exemption.reason.clone()}</p>
                    </div>
                    {end}
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="lb-card lb-narrow" aria-labelledby="ueberschrift-ausnahmen">
            <h2 id="ueberschrift-ausnahmen">"Erteilte Ausnahmen"</h2>
            <ul class="lb-lines">{items}</ul>
        </section>
    }
    .into_any()
}
