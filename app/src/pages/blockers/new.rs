//! Reporting a blocker.

use domain::people::Role;
use leptos::prelude::*;
use leptos_meta::Title;

use super::chooser::{self, Chooser};
use super::{authority_name, fields};
use crate::components::{Crumbs, Notice, NoticeKind, SubmitButton};
use crate::context::page;
use crate::pages::sent::Sent;
use crate::people::visitor;
use crate::urls;

#[component]
pub(in crate::pages) fn NewBlockerPage() -> impl IntoView {
    let page = page();
    let sent = Sent::take();
    let chooser = Chooser::read(&page);
    let offered = chooser.offered(&page);
    let is_lead = visitor().has(Role::Lead);
    let title = "Hindernis melden";
    let foreign = chooser.foreign().map(|authority| authority_name(&page, &authority));
    let form = (!offered.is_empty()).then(|| {
        view! {
            <form class="lb-form lb-card" method="post" action=chooser.url(urls::NEW_BLOCKER) novalidate>
                {is_lead.then(|| view! { <h2>"2. Was hält sie auf?"</h2> })}
                {chooser::members(&page, &sent, &offered)}
                {fields::fields(&page, &sent, None)}
                <div class="lb-actions">
                    <SubmitButton label="Melden" />
                    <a class="kern-btn kern-btn--tertiary" href=urls::BLOCKERS>
                        <span class="kern-label">"Abbrechen"</span>
                    </a>
                </div>
            </form>
        }
    });
    let empty = form.is_none().then_some(if chooser.is_asked {
        "Zu dieser Auswahl gibt es keine Leistung, die noch nicht live ist und für die Sie melden dürfen."
    } else {
        "Wählen Sie zuerst aus, um welche Behörden es geht."
    });
    view! {
        <Title text=sent.title(title) />
        <Crumbs way=vec![(urls::BLOCKERS.to_owned(), "Hindernisse".to_owned())] here=title.to_owned() />
        <h1>{title}</h1>
        <p class="lb-sub">"Was eine Leistung aufhält, steht danach neben ihrem Stand, bis es behoben ist."</p>
        {sent.summary()}
        {foreign.map(|name| view! {
            <Notice kind=NoticeKind::Warning title="Das ist nicht Ihre Behörde">
                <p class="kern-body">
                    {format!("Für {name} melden deren Ansprechpersonen oder die Leitung. Sie melden für die Behörden, für die Sie eingetragen sind.")}
                </p>
            </Notice>
        })}
        {is_lead.then(|| view! { <h2>"1. Um wen geht es?"</h2> })}
        {chooser::filter(&page, &chooser, urls::NEW_BLOCKER)}
        {empty.map(|empty| {
            let with_live = chooser.with_live().filter(|with_live| !with_live.offered(&page).is_empty());
            view! {
                <p class="lb-say">{empty}</p>
                {with_live.map(|with_live| view! {
                    <div class="lb-links">
                        <a href=with_live.url(urls::NEW_BLOCKER)>"Auch anzeigen, was live ist"</a>
                    </div>
                })}
            }
        })}
        {form}
    }
}
