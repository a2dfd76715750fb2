//! Messages above a page.

use domain::rollout::Viewpoint;
use leptos::prelude::*;

use crate::context::Page;
use crate::figures::Filter;
use crate::{format, words};

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoticeKind {
    /// Something worked.
    Success,
    /// Something to know.
    Info,
    /// Something to mind.
    Warning,
}

/// A message with a title, in KERN's form.
#[component]
pub(crate) fn Notice(kind: NoticeKind, #[prop(into)] title: String, children: Children) -> AnyView {
    let (class, icon) = match kind {
        NoticeKind::Success => ("kern-alert kern-alert--success", "kern-icon kern-icon--success"),
        NoticeKind::Info => ("kern-alert kern-alert--info", "kern-icon kern-icon--info"),
        NoticeKind::Warning => ("kern-alert kern-alert--warning", "kern-icon kern-icon--warning"),
    };
    let role = if kind == NoticeKind::Info { "note" } else { "status" };
    view! {
        <div class=class role=role>
            <div class="kern-alert__header">
                <span class=icon aria-hidden="true"></span>
                <span class="kern-title">{title}</span>
            </div>
            <div class="kern-alert__body">{children()}</div>
        </div>
    }
    .into_any()
}

/// Parameters of the address that could not be used.
#[component]
pub(crate) fn FilterNotice(ignored: Vec<&'static str>) -> AnyView {
    (!ignored.is_empty())
        .then(|| {
            let reasons = ignored
            .into_iter()
            .map(|name| match name {
                "stand" | "bekannt" => {
                    "Das Datum gibt es nicht oder es liegt in der Zukunft; gezeigt wird der heutige Stand."
                }
                "von" => {
                    "Der erste Tag muss ein Datum sein, das nicht nach dem letzten liegt; gezeigt werden die vier Wochen davor."
                }
                "gebiet" => "Dieses Gebiet ist nicht im Register; gezeigt wird das ganze Land.",
                "definition" => "Diese Definition gibt es nicht; gezählt wird nach der geltenden.",
                "leistung" => "Diese Leistung gibt es nicht; gezeigt werden alle.",
                _ => "Eine Angabe in der Adresse ist unbekannt und bleibt unbeachtet.",
            })
            .map(|reason| view! { <li>{reason}</li> })
            .collect_view();
            view! {
                <Notice kind=NoticeKind::Warning title="Die Auswahl wurde angepasst">
                    <ul>{reasons}</ul>
                </Notice>
            }
        })
        .into_any()
}

/// Says that a past day is shown, and the way back to today.
#[component]
pub(crate) fn PastNotice(page: Page, filter: Filter, #[prop(into)] path: String) -> AnyView {
    let today = page.today();
    let is_past = filter.viewpoint.on != today || filter.viewpoint.known_on.is_some();
    let land = page.situation.catalogue().land;
    let address = path.as_str();
    let past = is_past.then(|| {
        let viewpoint = Viewpoint { on: today, known_on: None, ..filter.viewpoint };
        let back = Filter { viewpoint, ..filter.clone() }.url(address, &land, today);
        let known = match filter.viewpoint.known_on {
            Some(day) => format!("Es zählt nur, was bis zum {} bekannt war.", format::day(day)),
            None => "Gezeigt wird dieser Tag mit allem, was heute über ihn bekannt ist.".into(),
        };
        view! {
            <Notice kind=NoticeKind::Info title=format!("Sie sehen den {}", format::day(filter.viewpoint.on))>
                <p class="kern-body">{known} " " <a href=back>"Zum heutigen Stand"</a></p>
            </Notice>
        }
    });
    let chosen = filter.viewpoint.definition.id;
    let definitions = &page.situation.programme().definitions;
    let other = definitions.get(chosen).filter(|_| chosen != filter.usual).cloned();
    let other = other.map(|version| {
        let viewpoint = Viewpoint { definition: definitions.holding(today), ..filter.viewpoint };
        let back = Filter { viewpoint, ..filter.clone() }.url(address, &land, today);
        view! {
            <Notice kind=NoticeKind::Info title=format!("Gezählt nach der Definition „{}“", version.name)>
                <p class="kern-body">
                    {format!("Als live zählt hier {}. ", words::definition(version.definition))}
                    <a href=back>"Zur geltenden Definition"</a>
                </p>
            </Notice>
        }
    });
    view! { {past} {other} }.into_any()
}
