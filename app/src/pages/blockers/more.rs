//! Saying whom else a blocker holds up.

use leptos::prelude::*;
use leptos_meta::Title;

use super::chooser::{self, Chooser};
use super::search::find;
use crate::components::{Crumbs, DayField, SubmitButton};
use crate::context::page;
use crate::pages::sent::Sent;
use crate::pages::{failure, segment};
use crate::{format, urls};

#[component]
pub(in crate::pages) fn MoreBlockedPage() -> impl IntoView {
    let page = page();
    let Some(blocker) = find(&page, &segment("id")) else {
        return failure::not_found(Some("Dieses Hindernis gibt es nicht.".into()));
    };
    let sent = Sent::take();
    let here = urls::blocker_action(blocker.id, "weitere");
    let chooser = Chooser::read(&page);
    let mut offered = chooser.offered(&page);
    offered.retain(|rollout| !blocker.members.iter().any(|member| member.rollout == *rollout));
    let is_over = blocker.withdrawn.is_some() || blocker.closing.is_some();
    let title = "Wen hält es noch auf?";
    let way = vec![
        (urls::BLOCKERS.to_owned(), "Hindernisse".to_owned()),
        (urls::blocker(blocker.id), format!("Nr. {}", blocker.id)),
    ];
    let body = if is_over {
        view! { <p class="lb-say">"Dieses Hindernis ist nicht mehr offen. Melden Sie ein neues, wenn es wieder besteht."</p> }
            .into_any()
    } else if offered.is_empty() {
        let filter = chooser::filter(&page, &chooser, &here);
        view! {
            {filter}
            <p class="lb-say">"Zu dieser Auswahl gibt es keine weitere Leistung, die noch nicht live ist und für die Sie melden dürfen."</p>
        }
        .into_any()
    } else {
        let filter = chooser::filter(&page, &chooser, &here);
        view! {
            {filter}
            <form class="lb-form lb-card" method="post" action=chooser.url(&here) novalidate>
                {chooser::members(&page, &sent, &offered)}
                <DayField
                    name="joined_on"
                    label="Seit wann?"
                    value=sent.value("joined_on", &format::day(page.today()))
                    error=sent.error("joined_on")
                />
                <div class="lb-actions">
                    <SubmitButton label="Hinzufügen" />
                    <a class="kern-btn kern-btn--tertiary" href=urls::blocker(blocker.id)>
                        <span class="kern-label">"Abbrechen"</span>
                    </a>
                </div>
            </form>
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
