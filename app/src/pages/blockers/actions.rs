//! What can be done about a blocker, by whoever may.

use std::collections::BTreeSet;
use std::sync::Arc;

use domain::Ars;
use domain::blocker::Blocker;
use domain::people::Role;
use domain::text::sort_key;
use leptos::prelude::*;

use super::authority_name;
use crate::components::{DayField, SelectField, SubmitButton, TextArea};
use crate::context::Page;
use crate::pages::sent::Sent;
use crate::people::visitor;
use crate::{format, urls};

/// The authorities that a visitor may act for, by name.
struct Own {
    /// Those that it holds up.
    open: Vec<(String, Ars)>,
    /// Those that are past it by themselves.
    closed: Vec<(String, Ars)>,
    /// Whether these are all.
    is_all: bool,
}

fn own(page: &Page, blocker: &Blocker) -> Own {
    let visitor = visitor();
    let all: BTreeSet<Ars> = blocker.members.iter().map(|member| member.rollout.authority).collect();
    let mine = |authority: &Ars| visitor.warrant(authority).is_some();
    let named = |authorities: BTreeSet<Ars>| {
        let mut named: Vec<(String, Ars)> =
            authorities.into_iter().map(|authority| (authority_name(page, &authority), authority)).collect();
        named.sort_by_cached_key(|(name, authority)| (sort_key(name), *authority));
        named
    };
    let (open, closed): (Vec<_>, Vec<_>) = blocker
        .members
        .iter()
        .filter(|member| mine(&member.rollout.authority))
        .partition(|member| member.closing.is_none());
    let authorities = |members: Vec<&domain::blocker::Member>| {
        members.into_iter().map(|member| member.rollout.authority).collect::<BTreeSet<_>>()
    };
    Own { open: named(authorities(open)), closed: named(authorities(closed)), is_all: all.iter().all(mine) }
}

#[component]
pub(super) fn ActionsCard(page: Page, blocker: Arc<Blocker>, sent: Sent) -> AnyView {
    let own = own(&page, &blocker);
    if !visitor().reports() || blocker.withdrawn.is_some() {
        return ().into_any();
    }
    let is_closed = blocker.closing.is_some();
    // Leads and whoever has the same trouble can say whom else it concerns.
    let joins = !is_closed && (visitor().has(Role::Lead) || own.open.is_empty() && own.closed.is_empty());
    let close = (!is_closed && !own.open.is_empty())
        .then(|| view! { <Close page=page.clone() blocker=blocker.clone() own=own.open.clone() is_all=own.is_all sent=sent.clone() /> });
    let reopens = if is_closed { own.is_all } else { !own.closed.is_empty() };
    let reopen = reopens.then(|| {
        let own = if is_closed { Vec::new() } else { own.closed.clone() };
        view! { <Reopen blocker=blocker.clone() own sent=sent.clone() /> }
    });
    let of_all = own.is_all.then(|| {
        view! {
            {(!is_closed).then(|| view! { <Postpone blocker=blocker.clone() sent=sent.clone() /> })}
            <Withdraw blocker=blocker.clone() sent=sent.clone() />
        }
    });
    let edit = own.is_all.then(|| {
        view! { <a href=urls::blocker_action(blocker.id, "bearbeiten")>"Angaben ändern"</a> }
    });
    let join = joins.then(|| {
        let label =
            if visitor().has(Role::Lead) { "Betrifft weitere Behörden" } else { "Betrifft uns auch" };
        view! { <a href=urls::blocker_action(blocker.id, "weitere")>{label}</a> }
    });
    let is_nothing = close.is_none() && !reopens && !own.is_all && !joins;
    (!is_nothing)
        .then(|| {
            view! {
                <section class="lb-card" aria-labelledby="ueberschrift-schritte">
                    <h2 id="ueberschrift-schritte">"Was ist zu tun?"</h2>
                    {close} {reopen} {of_all}
                    <div class="lb-links">{edit} {join}</div>
                </section>
            }
        })
        .into_any()
}

/// A form that is folded until it is wanted; open once it was sent and refused.
fn folded(title: &'static str, is_open: bool, form: impl IntoView + 'static) -> impl IntoView {
    view! {
        <details class="lb-action" open=is_open>
            <summary>{title}</summary>
            {form}
        </details>
    }
}

fn options(named: Vec<(String, Ars)>, chosen: &str) -> impl IntoView + use<> {
    named
        .into_iter()
        .map(|(name, authority)| {
            let value = authority.to_string();
            view! { <option value=value.clone() selected=value == chosen>{name}</option> }
        })
        .collect_view()
}

/// For whom, when it was out of the way and what helped.
#[component]
fn Close(page: Page, blocker: Arc<Blocker>, own: Vec<(String, Ars)>, is_all: bool, sent: Sent) -> AnyView {
    let today = format::day(page.today());
    let authorities: BTreeSet<Ars> = blocker.members.iter().map(|member| member.rollout.authority).collect();
    let (chosen, error) = (sent.value("close_for", ""), sent.error("close_for"));
    let whose = match own.as_slice() {
        // All that there is, or all that is one's own.
        [_] if authorities.len() == 1 => view! { <input type="hidden" name="close_for" value="" /> }.into_any(),
        [(_, only)] if !is_all => {
            view! { <input type="hidden" name="close_for" value=only.to_string() /> }.into_any()
        }
        _ => view! {
            <SelectField name="close_for" label="Für wen ist es behoben?" error>
                {is_all.then(|| view! {
                    <option value="" selected=chosen.is_empty()>{format!("für alle {} Behörden", authorities.len())}</option>
                })}
                {options(own, &chosen)}
            </SelectField>
        }
        .into_any(),
    };
    let form = view! {
        <form class="lb-form" method="post" action=urls::blocker_action(blocker.id, "beheben") novalidate>
            <input type="hidden" name="version" value=sent.version(blocker.version) />
            {whose}
            <DayField
                name="closed_on"
                label="Seit wann ist es behoben?"
                value=sent.value("closed_on", &today)
                error=sent.error("closed_on")
            />
            <TextArea
                name="resolution"
                label="Was hat geholfen?"
                value=sent.value("resolution", "")
                hint="Andere Behörden lesen das als Lösung. Keine Namen von Personen."
                rows=3
                error=sent.error("resolution")
            />
            <div class="lb-actions"><SubmitButton label="Als behoben eintragen" /></div>
        </form>
    };
    folded("Ist behoben", sent.has("resolution"), form).into_any()
}

#[component]
fn Reopen(blocker: Arc<Blocker>, own: Vec<(String, Ars)>, sent: Sent) -> AnyView {
    let (chosen, error) = (sent.value("reopen_for", ""), sent.error("reopen_for"));
    let whose = match own.as_slice() {
        [] => view! { <input type="hidden" name="reopen_for" value="" /> }.into_any(),
        [(_, only)] => view! { <input type="hidden" name="reopen_for" value=only.to_string() /> }.into_any(),
        _ => view! {
            <SelectField name="reopen_for" label="Für wen?" error>
                {options(own, &chosen)}
            </SelectField>
        }
        .into_any(),
    };
    let form = view! {
        <form class="lb-form" method="post" action=urls::blocker_action(blocker.id, "oeffnen") novalidate>
            <input type="hidden" name="version" value=sent.version(blocker.version) />
            {whose}
            <TextArea
                name="reopen_reason"
                label="Warum ist es doch nicht behoben?"
                value=sent.value("reopen_reason", "")
                rows=2
                error=sent.error("reopen_reason")
            />
            <div class="lb-actions"><SubmitButton label="Wieder öffnen" /></div>
        </form>
    };
    folded("Ist doch nicht behoben", sent.has("reopen_reason"), form).into_any()
}

#[component]
fn Postpone(blocker: Arc<Blocker>, sent: Sent) -> AnyView {
    let due = blocker.facts.due_on.map(format::day);
    let hint = due.map_or_else(|| "bisher keine Frist".to_owned(), |due| format!("bisher {due}"));
    let form = view! {
        <form class="lb-form" method="post" action=urls::blocker_action(blocker.id, "frist") novalidate>
            <input type="hidden" name="version" value=sent.version(blocker.version) />
            <DayField name="due_on" label="Neue Frist" value=sent.value("due_on", "") hint error=sent.error("due_on") />
            <TextArea
                name="due_reason"
                label="Warum?"
                value=sent.value("due_reason", "")
                rows=2
                error=sent.error("due_reason")
            />
            <div class="lb-actions"><SubmitButton label="Frist speichern" /></div>
        </form>
    };
    folded("Neue Frist", sent.has("due_reason"), form).into_any()
}

#[component]
fn Withdraw(blocker: Arc<Blocker>, sent: Sent) -> AnyView {
    let form = view! {
        <form class="lb-form" method="post" action=urls::blocker_action(blocker.id, "zuruecknehmen") novalidate>
            <input type="hidden" name="version" value=sent.version(blocker.version) />
            <p class="lb-sub">"Dann hat es nie jemanden aufgehalten. Was behoben ist, tragen Sie als behoben ein."</p>
            <TextArea
                name="withdraw_reason"
                label="Was war der Irrtum?"
                value=sent.value("withdraw_reason", "")
                rows=2
                error=sent.error("withdraw_reason")
            />
            <div class="lb-actions"><SubmitButton label="Zurücknehmen" /></div>
        </form>
    };
    folded("War ein Irrtum", sent.has("withdraw_reason"), form).into_any()
}
