//! One finding: what was said, where, and what becomes of it.

use std::sync::Arc;

use domain::workshop::{Finding, FoundOften, Measure, Verdict};
use leptos::prelude::*;
use leptos_meta::Title;

use super::parts::{BlueprintButton, VerdictTag, bodies, done_notice, is_host, name, shortened, workshops};
use super::similar::SimilarCard;
use super::wordings::{WordingsCard, told_by};
use super::{named, nothing};
use crate::components::{
    Choice, Crumbs, Notice, NoticeKind, PostButton, StepsCard, SubmitButton, TextArea, Versions, body_name,
};
use crate::context::{Page, page};
use crate::pages::sent::Sent;
use crate::steps::Steps;
use crate::{format, urls, words};

#[component]
pub(in crate::pages) fn FindingPage() -> impl IntoView {
    let page = page();
    let Some(finding) = named(&page) else { return nothing() };
    let sent = Sent::take();
    let steps: Steps = use_context().unwrap_or_default();
    let is_host = is_host();
    let found = page.situation.workshops().united().into_iter().find(|found| found.head.id == finding.id);
    let title = name(finding.id);
    let is_merged = finding.merged_into.is_some();
    let edit = is_host.then(|| {
        view! {
            <a class="kern-btn kern-btn--secondary" href=urls::finding_action(finding.id, "bearbeiten")>
                <span class="kern-label">"Bearbeiten"</span>
            </a>
        }
    });
    view! {
        <Title text=sent.title(&title) />
        <Crumbs way=vec![(urls::FINDINGS.to_owned(), "Erkenntnisse".to_owned())] here=title.clone() />
        <div class="lb-head">
            <div>
                <h1>{title}</h1>
                <p>{told_by(&page, &finding)}</p>
            </div>
            {edit}
        </div>
        {done_notice(&page)}
        {sent.summary()}
        {stale(&finding, &sent)}
        <MergedNotice page=page.clone() finding=finding.clone() is_host />
        <div class="lb-grid lb-grid--lead">
            <div class="lb-column lb-column--top">
                <WordsCard page=page.clone() finding=finding.clone() found=found.clone() />
                {found.map(|found| view! { <WordingsCard page=page.clone() found is_host /> })}
                {(is_host && !is_merged).then(|| view! {
                    <SimilarCard page=page.clone() finding=finding.clone() sent=sent.clone() />
                })}
            </div>
            <div class="lb-column lb-column--top">
                {(!is_merged).then(|| view! { <StateCard finding=finding.clone() is_host sent=sent.clone() /> })}
                <MeasuresCard page=page.clone() finding=finding.clone() />
                <StepsCard page=page.clone() steps />
            </div>
        </div>
    }
    .into_any()
}

/// What holds now beside what the visitor wanted, when somebody else was quicker.
fn stale(finding: &Finding, sent: &Sent) -> Option<AnyView> {
    (sent.is_stale() && sent.has("verdict")).then(|| {
        let verdict = |verdict: Verdict| words::verdict(verdict).to_owned();
        let wanted = sent.value("verdict", "").parse().map(verdict).unwrap_or_default();
        let saved = vec![
            ("Stand", verdict(finding.state.verdict())),
            ("Begründung", finding.rejection().unwrap_or_default().to_owned()),
        ];
        let own = vec![("Stand", wanted), ("Begründung", sent.value("reason", ""))];
        view! { <Versions saved=Some(saved) own /> }.into_any()
    })
}

/// A finding that was merged says into which one.
#[component]
fn MergedNotice(page: Page, finding: Arc<Finding>, is_host: bool) -> AnyView {
    let head = page.situation.workshops().head_of(finding.id);
    let Some(head) = page.situation.workshops().finding(head).filter(|head| head.id != finding.id).cloned()
    else {
        return ().into_any();
    };
    let part = is_host.then(|| {
        view! {
            <PostButton
                action=urls::finding_action(finding.id, "trennen")
                label="Wieder trennen"
                version=finding.version
            />
        }
    });
    view! {
        <Notice kind=NoticeKind::Info title="Zusammengeführt">
            <p class="kern-body">
                "Das ist ein weiterer Wortlaut von " <a href=urls::finding(head.id)>{name(head.id)}</a> ": "
                {shortened(&head.facts.words)}
            </p>
            {part}
        </Notice>
    }
    .into_any()
}

#[component]
fn WordsCard(page: Page, finding: Arc<Finding>, found: Option<FoundOften>) -> AnyView {
    let facts = &finding.facts;
    let criterion = facts.criterion.and_then(|id| page.situation.obstacles().criteria.get(id));
    let register = page.register();
    let seen: Vec<_> = facts
        .bodies
        .iter()
        .map(|ars| view! { <li><a href=urls::body(ars)>{body_name(ars, &register)}</a></li> })
        .collect();
    let services: Vec<String> = facts
        .services
        .iter()
        .filter_map(|slug| Some(page.situation.catalogue().service(slug)?.name.clone()))
        .collect();
    let workshop = page.situation.workshops().get(finding.workshop).map(|workshop| {
        view! {
            <dt>"Workshop"</dt>
            <dd>
                <a href=urls::workshop(workshop.id)>{workshop.facts.title.clone()}</a>
                {format!(", {}", format::day(workshop.facts.held_on))}
            </dd>
        }
    });
    let spread = found.filter(|found| !found.wordings.is_empty()).map(|found| {
        let told = format!("{}, {}", workshops(found.workshops().len()), bodies(found.bodies().len()));
        view! { <dt>"Mit allen Wortlauten"</dt><dd>{told}</dd> }
    });
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-wortlaut">
            <h2 class="lb-hidden" id="ueberschrift-wortlaut">"Wortlaut"</h2>
            <blockquote class="lb-wording">{facts.words.clone()}</blockquote>
            {facts.recommendation.clone().map(|text| view! {
                <h3>"Empfehlung"</h3>
                <p class="lb-note">{text}</p>
            })}
            <dl class="lb-facts">
                <dt>"Art"</dt>
                <dd>{words::finding_kind(facts.kind)}</dd>
                <dt>"Kriterium"</dt>
                <dd>{criterion.map_or_else(|| "–".to_owned(), |criterion| criterion.name.clone())}</dd>
                {facts.severity.map(|severity| view! { <dt>"Wie schwer?"</dt><dd>{words::severity(severity)}</dd> })}
                <dt>"Leistungen"</dt>
                <dd>{if services.is_empty() { "keine bestimmte".to_owned() } else { services.join(", ") }}</dd>
                <dt>"Gesehen in"</dt>
                <dd>
                    {if seen.is_empty() {
                        "–".into_any()
                    } else {
                        view! { <ul class="lb-plain-list">{seen}</ul> }.into_any()
                    }}
                </dd>
                {workshop} {spread}
            </dl>
        </section>
    }
    .into_any()
}

#[component]
fn StateCard(finding: Arc<Finding>, is_host: bool, sent: Sent) -> AnyView {
    let verdict = finding.state.verdict();
    let reason = finding.rejection().unwrap_or_default();
    let told = view! {
        <p class="lb-state"><VerdictTag verdict /></p>
        {(!reason.is_empty()).then(|| view! { <p class="lb-note">{reason.to_owned()}</p> })}
        {finding.editors_note().map(|note| view! {
            <h3>"Anmerkung im Blueprint"</h3>
            <p class="lb-note">{note.to_owned()}</p>
        })}
    };
    if !is_host {
        return view! {
            <section class="lb-card" aria-labelledby="ueberschrift-stand">
                <h2 id="ueberschrift-stand">"Stand"</h2>
                {told}
            </section>
        }
        .into_any();
    }
    let options = Verdict::ALL
        .iter()
        .map(|verdict| {
            let help = match verdict {
                Verdict::New => "",
                Verdict::Checked => "angesehen, noch nicht entschieden",
                Verdict::Adopted => "steht im Blueprint",
                Verdict::Rejected => "zählt nicht mit; braucht einen Grund",
            };
            (verdict.to_string(), words::verdict(*verdict).to_owned(), help.to_owned())
        })
        .collect();
    let mark = (verdict != Verdict::Rejected)
        .then(|| view! { <BlueprintButton finding=finding.clone() back=urls::finding(finding.id) /> });
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-stand">
            <h2 id="ueberschrift-stand">"Stand"</h2>
            {told} {mark}
            <details class="lb-history" open=sent.has("verdict")>
                <summary>"Anders entscheiden"</summary>
                <form class="lb-form" method="post" action=urls::finding_action(finding.id, "stand") novalidate>
                    <input type="hidden" name="version" value=sent.version(finding.version) />
                    <Choice
                        name="verdict"
                        label="Was wird daraus?"
                        options
                        chosen=sent.value("verdict", verdict.as_str())
                        error=sent.error("verdict")
                    />
                    <TextArea
                        name="reason"
                        label="Begründung"
                        hint="Nur wenn sie verworfen wird. Höchstens 4.000 Zeichen."
                        is_optional=true
                        rows=3
                        value=sent.value("reason", reason)
                        error=sent.error("reason")
                    />
                    <div><SubmitButton label="Stand speichern" /></div>
                </form>
            </details>
        </section>
    }
    .into_any()
}

/// What follows from it.
#[component]
fn MeasuresCard(page: Page, finding: Arc<Finding>) -> AnyView {
    let united = page.situation.workshops();
    let head = united.head_of(finding.id);
    // Those of another wording follow from it too.
    let measures: Vec<Arc<Measure>> = united
        .measures()
        .filter(|measure| measure.facts.finding.is_some_and(|of| united.head_of(of) == head))
        .cloned()
        .collect();
    let may_write = crate::pages::measures::may_agree();
    if measures.is_empty() && !may_write {
        return ().into_any();
    }
    let items = measures
        .iter()
        .map(|measure| {
            let until = format!(
                "{} · bis {}",
                words::measure_state(measure.state),
                format::day(measure.facts.due_on)
            );
            view! {
                <li>
                    <a href=urls::measure(measure.id)>{measure.facts.what.clone()}</a>
                    <small>{format!("{} · {until}", measure.facts.owner)}</small>
                </li>
            }
        })
        .collect_view();
    let address = urls::with_query(urls::MEASURE_NEW, &[("erkenntnis", &finding.id.to_string())]);
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-massnahmen">
            <h2 id="ueberschrift-massnahmen">"Was folgt daraus?"</h2>
            {if measures.is_empty() {
                view! { <p class="lb-sub">"Noch ist nichts vereinbart."</p> }.into_any()
            } else {
                view! { <ul class="lb-plain-list">{items}</ul> }.into_any()
            }}
            {may_write.then(|| view! {
                <div class="lb-links"><a href=address>"Maßnahme vereinbaren"</a></div>
            })}
        </section>
    }
    .into_any()
}
