//! Letters that remind: who would get which now, and what was sent.

mod letter;

use leptos::prelude::*;
use leptos_meta::Title;

pub(super) use letter::Letter;

use crate::components::{Column, Downloads, Notice, NoticeKind, Pages, Table};
use crate::context::page;
use crate::notifications::{NotificationsPage, PlannedLetter, Posting, SentLetters};
use crate::{format, urls, words};

/// Rows on one page.
const ROWS: usize = 50;

#[component]
pub(super) fn Notifications() -> impl IntoView {
    let given: NotificationsPage = expect_context();
    let page = page();
    let of = given.planned.len().div_ceil(ROWS).max(1);
    let current = page.parameter("seite").parse::<usize>().unwrap_or(1).clamp(1, of);
    let summary = match given.planned.len() as u64 {
        0 => "Gerade ist kein Brief fällig.".to_owned(),
        due => format!("{} fällig.", format::counted(due, "Ein Brief ist", "Briefe sind")),
    };
    let shown: Vec<PlannedLetter> = given.planned.into_iter().skip((current - 1) * ROWS).take(ROWS).collect();
    view! {
        <Title text="Benachrichtigungen" />
        <div class="lb-head">
            <div>
                <h1>"Benachrichtigungen"</h1>
                <p role="status">{summary}</p>
            </div>
        </div>
        <PostingNotice posting=given.posting />
        <Due shown current of />
        <div class="lb-grid lb-grid--half">
            <SentCard sent=given.sent />
            <Rules unwilling=given.unwilling />
        </div>
    }
}

/// Whether letters leave by themselves, and what to do if not.
#[component]
fn PostingNotice(posting: Posting) -> AnyView {
    let (kind, title, text) = match posting {
        Posting::NoMailer => (
            NoticeKind::Warning,
            "Es ist kein Postausgang eingerichtet",
            "Es wird nichts verschickt. Der Betrieb richtet ihn mit LAGEBILD_SMTP_URL und LAGEBILD_MAIL_FROM ein."
                .to_owned(),
        ),
        Posting::NoAddress => (
            NoticeKind::Warning,
            "Die öffentliche Adresse fehlt",
            "Ohne sie führen die Links in den Briefen nirgendwohin, deshalb wird nichts verschickt. Der Betrieb \
             nennt sie mit LAGEBILD_PUBLIC_URL."
                .to_owned(),
        ),
        Posting::Demonstration => (
            NoticeKind::Info,
            "In der Demonstration verschickt Lagebild nichts von selbst",
            "Personen und Adressen sind erfunden. So sähen die Briefe aus.".to_owned(),
        ),
        Posting::Mornings(next) => (
            NoticeKind::Info,
            "Der Postausgang ist eingerichtet",
            format!("Was fällig ist, wird morgens um 7 Uhr verschickt, das nächste Mal am {}.", format::moment(next)),
        ),
    };
    view! {
        <Notice kind title>
            <p class="kern-body">{text}</p>
        </Notice>
    }
    .into_any()
}

#[component]
fn Due(shown: Vec<PlannedLetter>, current: usize, of: usize) -> AnyView {
    if shown.is_empty() {
        return view! {
            <section class="lb-card" aria-labelledby="ueberschrift-faellig">
                <h2 id="ueberschrift-faellig">"Fällige Briefe"</h2>
                <p>
                    "Alle, die etwas angeht, haben ihren Brief schon bekommen, oder es ist nichts offen. Erinnerungen und Wochenberichte entstehen montags, Hinweise auf Fristen drei Tage vorher und am Tag danach."
                </p>
            </section>
        }
        .into_any();
    }
    let rows = shown
        .into_iter()
        .map(|letter| {
            let told = format!("Brief ansehen: {}, {}", letter.name, words::letter_kind(letter.kind));
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row">
                        {letter.name.to_string()} <small>{letter.email.to_string()}</small>
                    </th>
                    <td role="cell" data-label="Betreff">{letter.subject}</td>
                    <td role="cell" data-label="Grund">{letter.reason}</td>
                    <td role="cell">
                        <a href=urls::letter(&letter.person, letter.kind) aria-label=told>"Ansehen"</a>
                    </td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("An"),
        Column::text("Betreff"),
        Column::text("Grund"),
        Column::buttons("Brief ansehen"),
    ];
    let address = Box::new(|page: usize| {
        let page = page.to_string();
        urls::with_query(urls::NOTIFICATIONS, &[("seite", if page == "1" { "" } else { &page })])
    });
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-faellig">
            <h2 id="ueberschrift-faellig">"Fällige Briefe"</h2>
            <p class="lb-sub">"Wer jetzt welchen Brief bekäme. Den Link zum Bestätigen trägt erst der verschickte Brief."</p>
            <Table heading="ueberschrift-faellig" columns>{rows}</Table>
            <Pages current of address />
            <Downloads sheet=urls::sheets::LETTERS_DUE what="Fällige Briefe" />
        </section>
    }
    .into_any()
}

#[component]
fn SentCard(sent: Vec<SentLetters>) -> AnyView {
    let content = if sent.is_empty() {
        view! { <p>"In den letzten vier Wochen wurde nichts verschickt."</p> }.into_any()
    } else {
        let rows = sent
            .into_iter()
            .map(|sent| {
                view! {
                    <tr role="row">
                        <th role="rowheader" scope="row">{format::day(sent.on)}</th>
                        <td role="cell" data-label="Brief">{words::letter_kind(sent.kind)}</td>
                        <td role="cell" class="lb-num" data-label="An">
                            {format::counted(sent.people, "eine Person", "Personen")}
                        </td>
                    </tr>
                }
            })
            .collect_view();
        let columns = vec![Column::text("Tag"), Column::text("Brief"), Column::number("An")];
        view! {
            <Table heading="ueberschrift-verschickt" columns>{rows}</Table>
            <Downloads sheet=urls::sheets::LETTERS_SENT what="Verschickte Briefe" />
        }
        .into_any()
    };
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-verschickt">
            <h2 id="ueberschrift-verschickt">"Verschickt"</h2>
            <p class="lb-sub">"In den letzten vier Wochen."</p>
            {content}
        </section>
    }
    .into_any()
}

/// Who gets what, and when.
#[component]
fn Rules(unwilling: u64) -> impl IntoView {
    let unwilling = match unwilling {
        0 => "Niemand hat sie abbestellt.".to_owned(),
        some => {
            format!("{} abbestellt.", format::counted(some, "Eine Person hat sie", "Personen haben sie"))
        }
    };
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-regeln">
            <h2 id="ueberschrift-regeln">"Wer was bekommt"</h2>
            <p class="lb-sub">
                "Niemand bekommt zur selben Sache zweimal Post. Wer keine Erinnerungen möchte, schaltet sie unter „Mein Konto“ oder über den Link im Brief ab. "
                {unwilling}
            </p>
            <dl class="lb-facts">
                <dt>{words::letter_kind(crate::notifications::LetterKind::Reminder)}</dt>
                <dd>"Montags an Kommunalkontakte, wenn bei ihren Behörden etwas offen ist"</dd>
                <dt>{words::letter_kind(crate::notifications::LetterKind::Digest)}</dt>
                <dd>"Montags an die Projektleitung"</dd>
                <dt>{words::letter_kind(crate::notifications::LetterKind::Due)}</dt>
                <dd>"Drei Tage vor einer Frist und am Tag danach, je einmal, an die, die zuständig sind"</dd>
            </dl>
        </section>
    }
}
