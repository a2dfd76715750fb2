//! One workshop, at once its minutes.

use std::sync::Arc;

use domain::workshop::{FindingKind, Workshop, WorkshopState};
use leptos::prelude::*;
use leptos_meta::Title;

use super::entries::Entry;
use super::facts::{Facts, Participants};
use super::{is_host, named, nothing, when};
use crate::components::{Crumbs, Downloads, Notice, NoticeKind, StepsCard};
use crate::context::{Page, page};
use crate::pages::sent::Sent;
use crate::{format, urls, words};

#[component]
pub(in crate::pages) fn WorkshopPage() -> impl IntoView {
    let page = page();
    let Some(workshop) = named(&page) else { return nothing() };
    let sent = Sent::take();
    let title = workshop.facts.title.clone();
    let place = workshop.facts.place.clone().map(|place| format!(" · {place}"));
    let agenda = workshop.facts.agenda.clone().map(|agenda| {
        view! {
            <section class="lb-card" aria-labelledby="ueberschrift-ablauf">
                <h2 id="ueberschrift-ablauf">"Ablauf"</h2>
                <p class="lb-lines">{agenda}</p>
            </section>
        }
    });
    view! {
        <Title text=sent.title(&title) />
        <Crumbs way=vec![(urls::WORKSHOPS.to_owned(), "Workshops".to_owned())] here=title.clone() />
        <div class="lb-head">
            <div>
                <h1>{title}</h1>
                <p>{when(&workshop)} {place}</p>
            </div>
            {is_host().then(|| view! { <Actions workshop=workshop.clone() /> })}
        </div>
        {done(page.parameter("erledigt"))}
        {sent.summary()}
        <div class="lb-grid lb-grid--half">
            <section class="lb-card" aria-labelledby="ueberschrift-angaben">
                <h2 id="ueberschrift-angaben">"Angaben"</h2>
                <Facts page=page.clone() workshop=workshop.clone() />
            </section>
            <Participants page=page.clone() workshop=workshop.clone() />
        </div>
        {agenda}
        <Findings page=page.clone() workshop />
        <StepsCard page steps=use_context().unwrap_or_default() />
    }
    .into_any()
}

/// Says what was just done.
fn done(word: &str) -> impl IntoView + use<> {
    let told = match word {
        "geplant" => {
            Some(("Der Workshop ist geplant", "Am Tag selbst beginnen Sie ihn hier und schreiben mit."))
        }
        "geaendert" => Some(("Die Angaben sind gespeichert", "Alle sehen sie ab jetzt.")),
        "planned" => Some(("Der Workshop ist wieder geplant", "Was schon aufgeschrieben ist, bleibt.")),
        "running" => {
            Some(("Der Workshop läuft", "Mit „Erkenntnisse erfassen“ schreiben Sie mit, auch zu zweit."))
        }
        "closed" => Some((
            "Der Workshop ist abgeschlossen",
            "Diese Seite lässt sich als Protokoll drucken. Nachträge sind weiter möglich und werden als solche gekennzeichnet.",
        )),
        _ => None,
    };
    told.map(|(title, text)| {
        view! {
            <Notice kind=NoticeKind::Success title=title>
                <p class="kern-body">{text}</p>
            </Notice>
        }
    })
}

/// What facilitators and leads can do with it.
#[component]
fn Actions(workshop: Arc<Workshop>) -> AnyView {
    let steps: &[(WorkshopState, &str)] = match workshop.state {
        WorkshopState::Planned => &[(WorkshopState::Running, "Beginnen")],
        WorkshopState::Running => {
            &[(WorkshopState::Closed, "Abschließen"), (WorkshopState::Planned, "Doch noch nicht begonnen")]
        }
        WorkshopState::Closed => &[(WorkshopState::Running, "Wieder öffnen")],
    };
    let capture =
        if workshop.state == WorkshopState::Closed { "Nachtragen" } else { "Erkenntnisse erfassen" };
    let steps = steps
        .iter()
        .map(|(state, label)| {
            view! {
                <form method="post" action=urls::workshop_action(workshop.id, "stand")>
                    <input type="hidden" name="version" value=workshop.version.to_string() />
                    <input type="hidden" name="state" value=state.as_str() />
                    <button class="kern-btn kern-btn--secondary" type="submit">
                        <span class="kern-label">{*label}</span>
                    </button>
                </form>
            }
        })
        .collect_view();
    view! {
        <div class="lb-actions">
            <a class="kern-btn kern-btn--primary" href=urls::workshop_action(workshop.id, "erfassen")>
                <span class="kern-label">{capture}</span>
            </a>
            {steps}
            <a class="kern-btn kern-btn--tertiary" href=urls::workshop_action(workshop.id, "bearbeiten")>
                <span class="kern-label">"Bearbeiten"</span>
            </a>
        </div>
    }
    .into_any()
}

/// What was found, by kind.
#[component]
fn Findings(page: Page, workshop: Arc<Workshop>) -> AnyView {
    let workshops = page.situation.workshops();
    let of_kind = |kind: FindingKind| -> Vec<_> {
        workshops.findings_of(workshop.id).filter(|finding| finding.facts.kind == kind).cloned().collect()
    };
    let by_kind: Vec<_> = FindingKind::ALL.iter().map(|kind| (*kind, of_kind(*kind))).collect();
    let counts: Vec<String> = by_kind
        .iter()
        .filter(|(_, found)| !found.is_empty())
        .map(|(kind, found)| {
            let (one, many) = words::finding_forms(*kind);
            format::counted(found.len() as u64, one, many)
        })
        .collect();
    let summary = if counts.is_empty() {
        "Noch ist nichts aufgeschrieben.".to_owned()
    } else {
        format!("Aufgeschrieben: {}.", counts.join(", "))
    };
    let groups = by_kind
        .into_iter()
        .filter(|(_, found)| !found.is_empty())
        .map(|(kind, found)| {
            let id = format!("art-{kind}");
            let entries = found
                .into_iter()
                .map(|finding| view! { <Entry page=page.clone() finding has_kind=false /> })
                .collect_view();
            view! {
                <h3 id=id.clone()>{words::finding_forms(kind).1}</h3>
                <ol class="lb-entries" aria-labelledby=id>{entries}</ol>
            }
        })
        .collect_view();
    view! {
        <section class="lb-card lb-minutes" aria-labelledby="ueberschrift-erkenntnisse">
            <h2 id="ueberschrift-erkenntnisse">"Erkenntnisse"</h2>
            <p class="lb-sub">{summary}</p>
            {groups}
            {(!counts.is_empty()).then(|| {
                let sheet = urls::with_query(urls::sheets::FINDINGS, &[("workshop", &workshop.id.to_string())]);
                view! { <Downloads sheet what="Erkenntnisse" /> }
            })}
        </section>
    }
    .into_any()
}
