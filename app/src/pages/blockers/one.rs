//! One blocker: what it is, whom it holds up, what was done about it.

use std::sync::Arc;

use domain::blocker::{Blocker, Member};
use domain::people::Email;
use domain::rollout::Viewpoint;
use domain::stage::Stage;
use domain::text::sort_key;
use domain::waiting::Waits;
use leptos::prelude::*;
use leptos_meta::Title;

use super::search::find;
use super::{actions, criterion_name, done};
use crate::components::{Column, Crumbs, Downloads, Pages, StageLabel, StepsCard, Table};
use crate::context::{Page, page};
use crate::pages::sent::Sent;
use crate::pages::{failure, segment};
use crate::steps::Steps;
use crate::{format, urls, words};

/// Members shown at once.
const ROWS: usize = 50;

#[component]
pub(in crate::pages) fn BlockerPage() -> impl IntoView {
    let page = page();
    let Some(blocker) = find(&page, &segment("id")) else {
        return failure::not_found(Some("Dieses Hindernis gibt es nicht.".into()));
    };
    let steps: Steps = use_context().unwrap_or_default();
    let sent = Sent::take();
    let title = blocker.facts.title.clone();
    view! {
        <Title text=sent.title(&title) />
        <Crumbs way=vec![(urls::BLOCKERS.to_owned(), "Hindernisse".to_owned())] here=format!("Nr. {}", blocker.id) />
        <div class="lb-head">
            <div>
                <h1 class="lb-breaks">{title}</h1>
                <p>{standing(&page, &blocker)}</p>
            </div>
        </div>
        <done::DoneNotice page=page.clone() blocker=blocker.clone() />
        {sent.summary()}
        <p class="lb-say">{sentence(&page, &blocker)}</p>
        <div class="lb-grid lb-grid--half">
            <FactsCard page=page.clone() blocker=blocker.clone() />
            <actions::ActionsCard page=page.clone() blocker=blocker.clone() sent />
        </div>
        <MembersCard page=page.clone() blocker />
        <StepsCard page steps />
    }
    .into_any()
}

/// Open or not, and since when.
fn standing(page: &Page, blocker: &Blocker) -> AnyView {
    let (facts, today) = (&blocker.facts, page.today());
    let since = format!("seit {}", format::day(facts.opened_on));
    if blocker.withdrawn.is_some() {
        return view! { <span class="lb-tag">"zurückgenommen"</span> "war ein Irrtum" }.into_any();
    }
    if !blocker.is_open_on(today) {
        let last =
            blocker.members.iter().filter_map(|member| blocker.closing_of(member)).map(|of| of.on).max();
        let days =
            last.map(|last| last.days_since(facts.opened_on)).and_then(|days| u64::try_from(days).ok());
        return view! {
            <span class="lb-tag lb-tag--info">"behoben"</span>
            {last.map(|last| format!("am {}", format::day(last)))}
            {days.map(|days| format!(", nach {}", format::counted(days, "einem Tag", "Tagen")))}
        }
        .into_any();
    }
    let days = u64::try_from(today.days_since(facts.opened_on)).unwrap_or_default();
    let is_overdue = facts.due_on.is_some_and(|due| due < today);
    view! {
        <span class="lb-tag lb-tag--note">"offen"</span>
        {format!("{since}, also {}", format::counted(days, "einen Tag", "Tage"))}
        {facts.due_on.map(|due| {
            let told = if is_overdue { "Frist abgelaufen am" } else { "Frist" };
            format!(" · {told} {}", format::day(due))
        })}
    }
    .into_any()
}

/// Who waits, and for whom.
fn sentence(page: &Page, blocker: &Blocker) -> String {
    let today = page.today();
    if let Some(reason) = &blocker.withdrawn {
        return format!("Zurückgenommen: {reason}");
    }
    if let Some(closing) = &blocker.closing {
        return format!("Was geholfen hat: {}", closing.resolution);
    }
    let held_up: Vec<_> = blocker.held_up_on(today).collect();
    if held_up.is_empty() {
        return "Alle Betroffenen sind daran vorbei. Was geholfen hat, steht bei jeder Behörde.".to_owned();
    }
    let waiting = Waits::new(&page.situation, page.situation.catalogue().land, today).of(held_up);
    let by = words::action_by(blocker.facts.action_by);
    if waiting.authorities == 0 {
        return format!("Niemand wartet darauf: Alle betroffenen Leistungen sind live. Am Zug: {by}.");
    }
    format!(
        "Hält {} auf; {} mit {} {} darauf. Am Zug: {by}.",
        format::counted(waiting.authorities, "eine Behörde", "Behörden"),
        format::counted(waiting.communes, "eine Kommune", "Kommunen"),
        format::counted(waiting.inhabitants, "einem Menschen", "Menschen"),
        if waiting.communes == 1 { "wartet" } else { "warten" },
    )
}

#[component]
fn MembersCard(page: Page, blocker: Arc<Blocker>) -> AnyView {
    let mut members: Vec<(String, &Member)> = blocker
        .members
        .iter()
        .map(|member| (super::authority_name(&page, &member.rollout.authority), member))
        .collect();
    members.sort_by_cached_key(|(name, member)| {
        (blocker.closing_of(member).is_some(), sort_key(name), member.rollout.clone())
    });
    let pages = members.len().div_ceil(ROWS).max(1);
    let current = page.parameter("seite").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let rows = members
        .iter()
        .skip((current - 1) * ROWS)
        .take(ROWS)
        .map(|(name, member)| row(&page, &blocker, name, member))
        .collect_view();
    let path = urls::blocker(blocker.id);
    let address = Box::new(move |page: usize| {
        let page = page.to_string();
        urls::with_query(&path, &[("seite", if page == "1" { "" } else { &page })])
    });
    let columns = vec![
        Column::text("Behörde"),
        Column::text("Stand der Leistung"),
        Column::text("Hersteller"),
        Column::text("Betroffen seit"),
        Column::text("Behoben"),
    ];
    let heading = if blocker.is_open_on(page.today()) { "Wen es aufhält" } else { "Wen es aufhielt" };
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-betroffen">
            <h2 id="ueberschrift-betroffen">{heading}</h2>
            <Table heading="ueberschrift-betroffen" columns>{rows}</Table>
            <Pages current of=pages address />
            <Downloads sheet=urls::sheets::held_up(blocker.id) what="Betroffene" />
        </section>
    }
    .into_any()
}

fn row(page: &Page, blocker: &Blocker, name: &str, member: &Member) -> impl IntoView + use<> {
    let rollout = &member.rollout;
    let viewpoint = Viewpoint::on(page.today());
    let entry = page.situation.history(rollout).and_then(|history| history.current(viewpoint));
    let stage = entry.map_or(Stage::Unknown, |event| event.entry.stage);
    let vendor = entry.and_then(|event| event.entry.vendor.as_deref());
    let vendor = vendor
        .map_or_else(|| "–".to_owned(), |text| page.situation.obstacles().vendors.name(text).to_owned());
    let service = page.situation.catalogue().service(&rollout.service);
    let closing = blocker.closing_of(member).filter(|_| blocker.withdrawn.is_none());
    // What helped everybody stands above the table.
    let own = member.closing.as_ref().map(|closing| closing.resolution.clone());
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a href=urls::body(&rollout.authority)>{name.to_owned()}</a>
                <small>{service.map(|service| service.name.clone())}</small>
            </th>
            <td role="cell" data-label="Stand der Leistung"><StageLabel stage /></td>
            <td role="cell" data-label="Hersteller"><span>{vendor}</span></td>
            <td role="cell" data-label="Betroffen seit">{format::day(member.joined_on.max(blocker.facts.opened_on))}</td>
            <td role="cell" data-label="Behoben">
                <span>
                    {closing.map_or_else(|| "noch nicht".to_owned(), |closing| format::day(closing.on))}
                    {own.map(|own| view! { <small class="lb-note">{own}</small> })}
                </span>
            </td>
        </tr>
    }
}

#[component]
fn FactsCard(page: Page, blocker: Arc<Blocker>) -> AnyView {
    let facts = &blocker.facts;
    let mailbox = facts.mailbox.as_ref().map(Email::to_string);
    let mailbox = mailbox.map(|mailbox| view! { <a href=format!("mailto:{mailbox}")>{mailbox.clone()}</a> });
    let link = facts.link.clone().map(|link| {
        view! { <a class="lb-breaks" href=link.clone() rel="external noopener nofollow">{link.clone()}</a> }
    });
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-angaben">
            <h2 id="ueberschrift-angaben">"Angaben"</h2>
            <dl class="lb-facts">
                <dt>"Kriterium"</dt>
                <dd>{criterion_name(&page, facts.criterion)}</dd>
                <dt>"Am Zug"</dt>
                <dd>{words::action_by(facts.action_by)}</dd>
                <dt>"Schwere"</dt>
                <dd>{words::severity(facts.severity)}</dd>
                <dt>"Besteht seit"</dt>
                <dd>{format::day(facts.opened_on)}</dd>
                <dt>"Frist"</dt>
                <dd>{facts.due_on.map_or_else(|| "keine".to_owned(), format::day)}</dd>
                {mailbox.map(|mailbox| view! { <dt>"Postfach"</dt><dd>{mailbox}</dd> })}
                {link.map(|link| view! { <dt>"Nachweis"</dt><dd>{link}</dd> })}
                {facts.note.clone().map(|note| view! { <dt>"Bemerkung"</dt><dd class="lb-note">{note}</dd> })}
            </dl>
        </section>
    }
    .into_any()
}
