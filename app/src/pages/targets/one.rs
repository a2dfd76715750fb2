//! One target: what was agreed on, by whom, and taking it back.

use domain::people::Role;
use domain::target::Target;
use leptos::prelude::*;
use leptos_meta::Title;

use crate::components::{Crumbs, StepsCard, SubmitButton, TextArea, body_name};
use crate::context::{Page, page};
use crate::pages::sent::Sent;
use crate::pages::{failure, segment};
use crate::people::visitor;
use crate::steps::Steps;
use crate::{format, urls, words};

/// What a target is about: "Führerschein beantragen, Landkreis Kelheim".
pub(super) fn what(page: &Page, target: &Target) -> String {
    let place = body_name(&target.aim.scope, &page.register());
    format!("{}, {place}", page.selection_name(&target.aim.selection))
}

/// `/ziele/{id}`
#[component]
pub(in crate::pages) fn TargetPage() -> impl IntoView {
    let page = page();
    let known = segment("id").parse().ok().and_then(|id| page.situation.programme().targets.get(id).cloned());
    let Some(target) = known else {
        return failure::not_found(Some("Dieses Ziel gibt es nicht.".to_owned()));
    };
    let sent = Sent::take();
    let steps: Steps = use_context().unwrap_or_default();
    let title = format!("{} am {}", format::fraction(target.share), format::day(target.due));
    let state = if target.withdrawn.is_some() { "zurückgenommen" } else { "gilt" };
    let may_withdraw = target.withdrawn.is_none() && visitor().has(Role::Lead);
    view! {
        <Title text=sent.title(&title) />
        <Crumbs way=vec![(urls::TARGETS.to_owned(), "Ziele".to_owned())] here=title.clone() />
        <div class="lb-head"><div><h1>{title}</h1><p>{what(&page, &target)}</p></div></div>
        {sent.summary()}
        <div class="lb-grid lb-grid--half">
            <section class="lb-card" aria-labelledby="ueberschrift-angaben">
                <h2 id="ueberschrift-angaben">"Angaben"</h2>
                <dl class="lb-facts">
                    <dt>"Stand"</dt>
                    <dd>{state}</dd>
                    <dt>"Gemessen in"</dt>
                    <dd>{words::measure(target.aim.measure)}</dd>
                    <dt>"Grund"</dt>
                    <dd>{target.reason.clone()}</dd>
                    {target.withdrawn.clone().map(|why| view! { <dt>"Zurückgenommen, weil"</dt><dd>{why}</dd> })}
                </dl>
            </section>
            <StepsCard page=page.clone() steps />
        </div>
        {may_withdraw.then(|| view! { <Withdraw target sent /> })}
    }
    .into_any()
}

#[component]
fn Withdraw(target: Target, sent: Sent) -> AnyView {
    view! {
        <section class="lb-card lb-narrow" aria-labelledby="ueberschrift-zuruecknehmen">
            <h2 id="ueberschrift-zuruecknehmen">"Zurücknehmen"</h2>
            <p>"Das Ziel gilt dann nicht mehr, und der Pfad verläuft ohne es. Der Verlauf bleibt erhalten."</p>
            <form class="lb-form" method="post" action=urls::target_withdrawal(target.id) novalidate>
                <input type="hidden" name="version" value=sent.version(target.version) />
                <TextArea name="reason" label="Warum?" value=sent.value("reason", "") error=sent.error("reason") />
                <div class="lb-actions"><SubmitButton label="Ziel zurücknehmen" /></div>
            </form>
        </section>
    }
    .into_any()
}
