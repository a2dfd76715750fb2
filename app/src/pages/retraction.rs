//! Taking a wrong entry back.

use domain::rollout::{RolloutEvent, RolloutKey};
use http::StatusCode;
use leptos::prelude::*;
use leptos_meta::Title;

use super::status::{Target, find};
use super::{answer_with, failure, redirect_to_canonical};
use crate::components::{Crumbs, ErrorSummary, ReportHint, StageLabel, TextArea};
use crate::context::{Page, RejectedRetraction, Rejection, page};
use crate::people::visitor;
use crate::{format, urls, words};

#[component]
pub(super) fn RetractionPage() -> impl IntoView {
    let page = page();
    let (body, service) = match find(&page, urls::retraction) {
        Target::Rollout { body, service } | Target::NotResponsible { body, service } => (body, service),
        Target::Elsewhere(address) => {
            redirect_to_canonical(&address);
            return ().into_any();
        }
        Target::Nothing(hint) => return failure::not_found(hint),
    };
    let rejected = use_context::<RejectedRetraction>();
    let rollout = RolloutKey { authority: body.ars, service: service.slug.clone() };
    let asked = rejected
        .as_ref()
        .map_or_else(|| page.parameter("eintrag").to_owned(), |rejected| rejected.event.clone());
    let event = asked.parse::<i64>().ok().and_then(|id| {
        page.situation.history(&rollout)?.events().iter().find(|event| event.id == id).cloned()
    });
    let Some(event) = event else {
        return failure::not_found(Some("Diesen Eintrag gibt es nicht.".into()));
    };
    if let Some(rejected) = &rejected {
        answer_with(match rejected.reason {
            Rejection::Stale(_) => StatusCode::CONFLICT,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        });
    }
    let title = "Eintrag zurücknehmen";
    view! {
        <Title text=title />
        <Crumbs way=vec![(urls::body(&body.ars), words::full_name(&body))] here=title.to_owned() />
        <h1>{title}</h1>
        <p class="lb-sub">{format!("{} · {}", service.name, words::authority_name(&body))}</p>
        {if event.retraction.is_some() {
            view! {
                <p class="lb-say">"Dieser Eintrag ist schon zurückgenommen. Es gibt nichts mehr zu tun."</p>
                <div class="lb-links"><a href=urls::body(&body.ars)>{format!("Zurück zu {}", words::full_name(&body))}</a></div>
            }
                .into_any()
        } else if visitor().warrant(&body.ars).is_some() {
            view! { <Form page rollout event rejected /> }.into_any()
        } else {
            view! {
                <p class="lb-say">"Das kann, wer für diese Behörde eingetragen ist."</p>
                <ReportHint back=urls::body(&body.ars) />
            }
                .into_any()
        }}
    }
    .into_any()
}

#[component]
fn Form(
    page: Page,
    rollout: RolloutKey,
    event: RolloutEvent,
    rejected: Option<RejectedRetraction>,
) -> AnyView {
    let version = page.situation.history(&rollout).map_or(0, domain::rollout::History::version);
    let message = rejected.as_ref().map(|rejected| match rejected.reason {
        Rejection::Stale(_) => {
            "Inzwischen hat jemand anderes etwas eingetragen. Sehen Sie im Verlauf nach, ob Ihre Korrektur noch nötig ist, und senden Sie sie dann noch einmal."
                .to_owned()
        }
        Rejection::Reason(problem) => words::problem(domain::entry::Field::Note, problem),
        _ => "Das Formular war unvollständig. Senden Sie es noch einmal.".to_owned(),
    });
    let reason = rejected.map(|rejected| rejected.reason_text).unwrap_or_default();
    view! {
        {message.clone().map(|message| view! {
            <ErrorSummary title="Noch nicht zurückgenommen" items=vec![(Some("reason".to_owned()), message)] />
        })}
        <form
            class="lb-form lb-card"
            method="post"
            action=urls::retraction(&rollout.authority, &rollout.service)
            novalidate
        >
            <p>
                <b>{format!("Ab {}", format::day(event.entry.effective_on))}</b>
                " "
                <StageLabel stage=event.entry.stage />
                {format!(
                    " · eingetragen {} von {}",
                    format::when(event.recorded_at, page.today()),
                    event.actor.name,
                )}
            </p>
            <p>"Der Eintrag bleibt im Verlauf sichtbar und zählt nicht mehr. Danach gilt wieder, was davor eingetragen war."</p>
            <input type="hidden" name="version" value=version.to_string() />
            <input type="hidden" name="event" value=event.id.to_string() />
            <TextArea
                name="reason"
                label="Was war falsch?"
                value=reason
                hint="Zum Beispiel: mit der Nachbargemeinde verwechselt."
                rows=3
                error=message.clone()
            />
            <div class="lb-actions">
                <button class="kern-btn kern-btn--primary" type="submit">
                    <span class="kern-label">"Zurücknehmen"</span>
                </button>
                <a class="kern-btn kern-btn--tertiary" href=urls::body(&rollout.authority)>
                    <span class="kern-label">"Abbrechen"</span>
                </a>
            </div>
        </form>
    }
    .into_any()
}
