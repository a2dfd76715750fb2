//! Inviting somebody.

use domain::people::{NAME_MAX, Rights, Role};
use leptos::either::Either;
use leptos::prelude::*;
use leptos_meta::Title;

use super::fresh::FreshNotice;
use super::rights_fields;
use crate::components::{Crumbs, SubmitButton, TextField};
use crate::context::page;
use crate::pages::sent::Sent;
use crate::people::{InvitePage, visitor};
use crate::urls;

#[component]
pub(in crate::pages) fn Invite() -> impl IntoView {
    let given: InvitePage = expect_context();
    let sent = Sent::take();
    let visitor = visitor();
    let title = if visitor.has(Role::Admin) { "Person einladen" } else { "Kollegin oder Kollegen einladen" };
    let rights = if visitor.has(Role::Admin) {
        Either::Left(view! {
            {rights_fields::roles(&sent, sent.is_wrong(), &Rights::default())}
            {rights_fields::any_body(&sent)}
        })
    } else {
        let own = visitor.person.as_ref().map(|person| person.rights.clone()).unwrap_or_default();
        Either::Right(rights_fields::own_body(&sent, &own, &page().register()))
    };
    let how = if given.sends_mail {
        "Die Einladung geht per E-Mail hinaus und gilt 14 Tage."
    } else {
        "Sie bekommen einen Link, den Sie weitergeben. Er gilt 14 Tage."
    };
    let invited = given
        .invited
        .into_iter()
        .map(|invited| {
            let title = format!("{} ist eingeladen", invited.name);
            view! { <FreshNotice title link=invited.link until=invited.until /> }
        })
        .collect_view();
    view! {
        <Title text=sent.title(title) />
        <Crumbs way=vec![(urls::PEOPLE.to_owned(), "Personen".to_owned())] here=title.to_owned() />
        <h1>{title}</h1>
        <p class="lb-say">{how}</p>
        {invited}
        {sent.summary()}
        <form class="lb-card lb-form" method="post" action=urls::INVITE novalidate>
            <TextField
                name="email"
                label="E-Mail-Adresse"
                kind="email"
                hint="Mit ihr meldet sich die Person an."
                value=sent.value("email", "")
                error=sent.error("email")
            />
            <TextField
                name="name"
                label="Name"
                hint="So steht er neben allem, was die Person einträgt. Sie kann ihn selbst ändern."
                value=sent.value("name", "")
                max=NAME_MAX
                error=sent.error("name")
            />
            {rights}
            <div class="lb-actions">
                <SubmitButton label="Einladen" />
                <a class="kern-btn kern-btn--tertiary" href=urls::PEOPLE>
                    <span class="kern-label">"Zur Liste"</span>
                </a>
            </div>
        </form>
    }
}
