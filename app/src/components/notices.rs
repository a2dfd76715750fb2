//! Messages above a page.

use leptos::prelude::*;

use crate::context::Page;
use crate::figures::Filter;
use crate::format;

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
                "gebiet" => "Dieses Gebiet ist nicht im Register; gezeigt wird das ganze Land.",
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
    is_past.then(|| {
        let land = page.situation.catalogue().land;
        let back = Filter { viewpoint: domain::rollout::Viewpoint::on(today), ..filter.clone() };
        let known = match filter.viewpoint.known_on {
            Some(day) => format!("Es zählt nur, was bis zum {} bekannt war.", format::day(day)),
            None => "Gezeigt wird dieser Tag mit allem, was heute über ihn bekannt ist.".into(),
        };
        view! {
            <Notice kind=NoticeKind::Info title=format!("Sie sehen den {}", format::day(filter.viewpoint.on))>
                <p class="kern-body">{known} " " <a href=back.url(&path, &land, today)>"Zum heutigen Stand"</a></p>
            </Notice>
        }
    })
    .into_any()
}
