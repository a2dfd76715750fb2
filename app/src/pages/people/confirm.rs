//! Confirming the status of one authority by a link, without a password.

use domain::body::Body;
use domain::people::{LinkState, Purpose};
use domain::rollout::{History, RolloutKey, Viewpoint};
use domain::stage::Stage;
use leptos::prelude::*;
use leptos_meta::Title;

use super::gone::gone;
use crate::components::{Notice, NoticeKind, PostButton, SelectField, StageLabel, SubmitButton};
use crate::context::{Page, page};
use crate::pages::segment;
use crate::pages::sent::Sent;
use crate::people::ConfirmPage;
use crate::{format, urls, words};

#[component]
pub(in crate::pages) fn Confirm() -> impl IntoView {
    let given: ConfirmPage = expect_context();
    let page = page();
    let authority = given.authority.and_then(|authority| page.register().get(&authority).cloned());
    let refused = given.is_refused.then(|| {
        view! {
            <Notice kind=NoticeKind::Success title="Sie bekommen keine Erinnerungen mehr">
                <p class="kern-body">"Unter „Mein Konto“ lassen sie sich wieder einschalten."</p>
            </Notice>
        }
    });
    let may_refuse = given.person.as_ref().is_some_and(|person| person.wants_reminders);
    let content = match (given.state, authority) {
        (_, Some(body)) if given.is_done => view! { <Thanks page body /> }.into_any(),
        (Some(LinkState::Open), Some(body)) => {
            let name = given.person.map(|person| person.name.to_string());
            view! { <Form page body name /> }.into_any()
        }
        // The authority is not in the register any more: nothing is left to be confirmed.
        (Some(LinkState::Open), None) => gone(Purpose::Status, None),
        (state, _) => gone(Purpose::Status, state),
    };
    view! {
        {refused}
        {content}
        {may_refuse.then(|| view! { <Refusal /> })}
    }
}

/// The way out of the letters that bring such links, without signing in.
#[component]
fn Refusal() -> impl IntoView {
    view! {
        <section class="lb-card lb-narrow" aria-labelledby="ueberschrift-abbestellen">
            <h2 id="ueberschrift-abbestellen">"Erinnerungen"</h2>
            <p class="lb-sub">"Sie bekommen Post von Lagebild, wenn hier etwas auf Ihre Antwort wartet."</p>
            <div class="lb-actions">
                <PostButton action=urls::refusal(&segment("token")) label="Keine Erinnerungen mehr" />
            </div>
        </section>
    }
}

/// One service that the authority is responsible for.
struct Line {
    rollout: RolloutKey,
    name: String,
    stage: Stage,
    planned: Option<domain::Day>,
    version: i64,
}

fn lines(page: &Page, body: &Body) -> Vec<Line> {
    let responsibilities = page.situation.responsibilities(page.today());
    let services = &page.situation.catalogue().services;
    services
        .iter()
        .map(|service| {
            (RolloutKey { authority: body.ars, service: service.slug.clone() }, service.name.clone())
        })
        .filter(|(rollout, _)| responsibilities.position(rollout).is_some())
        .map(|(rollout, name)| {
            let history = page.situation.history(&rollout);
            let current = history.and_then(|history| history.current(Viewpoint::on(page.today())));
            Line {
                stage: current.map_or(Stage::Unknown, |event| event.entry.stage),
                planned: current.and_then(|event| event.entry.planned_on),
                version: history.map_or(0, History::version),
                rollout,
                name,
            }
        })
        .collect()
}

#[component]
fn Form(page: Page, body: Body, name: Option<String>) -> AnyView {
    let sent = Sent::take();
    let authority = words::authority_name(&body);
    let title = format!("Stimmt der Stand noch? {authority}");
    let fields = lines(&page, &body).into_iter().map(|line| field(&page, &sent, line)).collect_view();
    view! {
        <Title text=sent.title(&title) />
        <h1>"Stimmt der Stand noch?"</h1>
        <p class="lb-sub">{authority}{name.map(|name| format!(" · Link für {name}"))}</p>
        <p class="lb-say">
            "Mit dem Öffnen dieser Seite hat sich noch nichts geändert. Prüfen Sie jede Leistung, ändern Sie, was nicht mehr stimmt, und bestätigen Sie dann alles mit einem Klick."
        </p>
        {sent.summary()}
        <form
            class="lb-card lb-form"
            method="post"
            action=urls::link(Purpose::Status, &segment("token"))
            novalidate
        >
            {fields}
            <div class="lb-actions"><SubmitButton label="Stimmt so – bestätigen" /></div>
        </form>
    }
    .into_any()
}

fn field(page: &Page, sent: &Sent, line: Line) -> impl IntoView + use<> {
    let slug = line.rollout.service.as_str();
    let (stage, version) = (format!("stage_{slug}"), format!("version_{slug}"));
    let chosen = sent.value(&stage, line.stage.as_str());
    let options = Stage::ALL
        .into_iter()
        .map(|stage| {
            view! { <option value=stage.as_str() selected=chosen == stage.as_str()>{words::stage(stage)}</option> }
        })
        .collect_view();
    let planned = match line.planned {
        _ if line.stage == Stage::Live => String::new(),
        Some(day) if day < page.today() => format!(" Start war geplant für den {}.", format::day(day)),
        Some(day) => format!(" Start geplant für den {}.", format::day(day)),
        None => " Kein Termin geplant.".into(),
    };
    view! {
        // The form shown again has seen what is recorded now.
        <input type="hidden" name=version value=line.version.to_string() />
        <SelectField
            name=stage.clone()
            label=line.name
            hint=format!("Bisher: {}.{planned}", words::stage(line.stage))
            error=sent.error(&stage)
        >
            {options}
        </SelectField>
    }
}

#[component]
fn Thanks(page: Page, body: Body) -> AnyView {
    let recorded = lines(&page, &body)
        .into_iter()
        .map(|line| view! { <dt>{line.name}</dt><dd><StageLabel stage=line.stage /></dd> })
        .collect_view();
    let title = "Danke, der Stand ist bestätigt";
    view! {
        <Title text=title />
        <h1>{title}</h1>
        <p class="lb-sub">{words::authority_name(&body)}</p>
        <Notice kind=NoticeKind::Success title="Festgehalten">
            <p class="kern-body">
                "Das steht jetzt im Verlauf, mit dem heutigen Tag. Der Link ist damit verbraucht."
            </p>
        </Notice>
        <section class="lb-card lb-narrow" aria-label="Bestätigter Stand"><dl class="lb-facts">{recorded}</dl></section>
        <p class="lb-say">
            "Termine, Hersteller und Bemerkungen ändern Sie nach der Anmeldung auf der Seite Ihrer Behörde."
        </p>
        <div class="lb-links">
            <a href=urls::with_query(urls::SIGN_IN, &[("zurueck", &urls::body(&body.ars))])>"Anmelden"</a>
        </div>
    }
    .into_any()
}
