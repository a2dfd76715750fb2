//! What the pages about measures share, and who may do what to them.

use std::sync::Arc;

use domain::blocker::Blocker;
use domain::people::Role;
use domain::workshop::{Measure, MeasureState};
use domain::{Ars, Day};
use leptos::prelude::*;

use crate::components::{Notice, NoticeKind};
use crate::context::Page;
use crate::people::{Visitor, visitor};
use crate::{format, urls, words};

fn is_host(visitor: &Visitor) -> bool {
    visitor.has(Role::Facilitator) || visitor.has(Role::Lead)
}

/// Whether the visitor may agree on measures at all.
pub(in crate::pages) fn may_agree() -> bool {
    let visitor = visitor();
    is_host(&visitor) || visitor.person.is_some_and(|person| person.rights.own().next().is_some())
}

/// Whether the visitor may write down what is for that body, or for none.
#[must_use]
pub fn may_write(visitor: &Visitor, body: Option<&Ars>) -> bool {
    is_host(visitor) || body.is_some_and(|body| visitor.warrant(body).is_some())
}

/// Whether the visitor may say how far it is.
pub(super) fn may_progress(measure: &Measure) -> bool {
    let visitor = visitor();
    let is_owner =
        visitor.person.as_ref().is_some_and(|person| measure.facts.owner_person.as_ref() == Some(&person.id));
    is_owner || may_write(&visitor, measure.facts.body.as_ref())
}

/// A blocker that can be closed along with a measure.
#[derive(Clone, Debug)]
pub struct Closable {
    /// The blocker.
    pub blocker: Arc<Blocker>,
    /// For whom alone; `None`: for everybody whom it holds up.
    pub only_for: Option<Ars>,
}

/// Those of the blockers of a measure that are open and that the visitor may close: for everybody, or where it may not
/// write for everybody, for the body of the measure.
#[must_use]
pub fn closable(page: &Page, visitor: &Visitor, measure: &Measure) -> Vec<Closable> {
    let today = page.today();
    let blockers = &page.situation.obstacles().blockers;
    let open = measure.facts.blockers.iter().filter_map(|id| blockers.get(*id));
    open.filter(|blocker| blocker.is_open_on(today))
        .filter_map(|blocker| {
            let may = |ars: &Ars| visitor.warrant(ars).is_some();
            let only_for = if blocker.members.iter().all(|member| may(&member.rollout.authority)) {
                None
            } else {
                let is_held_up =
                    |ars: &Ars| blocker.held_up_on(today).any(|rollout| rollout.authority == *ars);
                Some(measure.facts.body.filter(|body| may(body) && is_held_up(body))?)
            };
            Some(Closable { blocker: blocker.clone(), only_for })
        })
        .collect()
}

/// How far a measure is, as a tag; what is overdue says so instead.
#[component]
pub(super) fn StateTag(measure: Arc<Measure>, today: Day) -> impl IntoView {
    if measure.is_overdue(today) {
        return view! { <span class="lb-tag lb-tag--note">{overdue(&measure, today)}</span> };
    }
    let class = match measure.state {
        MeasureState::Underway => "lb-tag lb-tag--info",
        MeasureState::Open | MeasureState::Done | MeasureState::Dropped => "lb-tag",
    };
    view! { <span class=class>{words::measure_state(measure.state).to_owned()}</span> }
}

/// "3 Tage überfällig"
fn overdue(measure: &Measure, today: Day) -> String {
    let days = u64::try_from(today.days_since(measure.facts.due_on)).unwrap_or_default();
    format!("{} überfällig", format::counted(days, "einen Tag", "Tage"))
}

/// Says what was just done.
pub(super) fn done_notice(page: &Page) -> impl IntoView + use<> {
    let told = match page.parameter("erledigt") {
        "vereinbart" => Some(("Die Maßnahme ist vereinbart", "Sie steht jetzt in der Liste.")),
        "geaendert" => Some(("Die Maßnahme ist geändert", "Was vorher dastand, steht unter „Verlauf“.")),
        "stand" => Some(("Der Stand ist gespeichert", "Er lässt sich jederzeit wieder ändern.")),
        _ => None,
    };
    let still_open: Vec<_> = page
        .parameter("offen")
        .split(',')
        .filter_map(|id| page.situation.obstacles().blockers.get(id.parse().ok()?))
        .map(|blocker| view! { <li><a href=urls::blocker(blocker.id)>{blocker.facts.title.clone()}</a></li> })
        .collect();
    let warning = (!still_open.is_empty()).then(|| {
        view! {
            <Notice kind=NoticeKind::Warning title="Nicht jedes Hindernis wurde geschlossen">
                <p class="kern-body">"Inzwischen hat jemand anderes diese geändert. Prüfen Sie sie einzeln:"</p>
                <ul>{still_open}</ul>
            </Notice>
        }
    });
    let success = told.map(|(title, text)| {
        view! {
            <Notice kind=NoticeKind::Success title=title>
                <p class="kern-body">{text}</p>
            </Notice>
        }
    });
    view! { {success} {warning} }
}
