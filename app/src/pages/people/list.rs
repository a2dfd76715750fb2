//! People with an account.

mod search;

use domain::people::{Person, Role, Standing};
use domain::register::Register;
use leptos::prelude::*;
use leptos_meta::Title;

use self::search::{PeopleFilter, found};
use super::parts::done_notice;
use crate::components::{Column, Downloads, Pages, Table};
use crate::context::{Page, page};
use crate::people::{PeoplePage, visitor};
use crate::{format, urls, words};

/// Rows on one page.
const ROWS: usize = 50;

#[component]
pub(in crate::pages) fn People() -> impl IntoView {
    let given: PeoplePage = expect_context();
    let page = page();
    let filter = PeopleFilter::read(&page);
    let register = page.register();
    let found = found(&given.people, &filter, &register);
    let pages = found.len().div_ceil(ROWS).max(1);
    let current = page.parameter("seite").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let shown: Vec<Person> =
        found.iter().skip((current - 1) * ROWS).take(ROWS).map(|person| (*person).clone()).collect();
    let summary = match (given.people.len(), found.len()) {
        (0, _) => "Noch hat niemand ein Konto.".to_owned(),
        (_, 0) => "Niemand passt zu dieser Auswahl.".to_owned(),
        (_, found) => format::counted(found as u64, "Eine Person", "Personen"),
    };
    let sheet = filter.url(urls::sheets::PEOPLE, &[]);
    let is_admin = visitor().has(Role::Admin);
    let has_nobody = given.people.is_empty();
    let page_filter = filter.clone();
    let address = Box::new(move |page: usize| {
        let page = page.to_string();
        page_filter.url(urls::PEOPLE, &[("seite", if page == "1" { "" } else { &page })])
    });
    view! {
        <Title text="Personen" />
        <div class="lb-head">
            <div>
                <h1>"Personen"</h1>
                <p role="status">{summary}</p>
            </div>
            <div class="lb-actions">
                <a class="kern-btn kern-btn--primary" href=urls::INVITE><span class="kern-label">"Einladen"</span></a>
                {is_admin.then(|| view! {
                    <a class="kern-btn kern-btn--secondary" href=urls::INVITE_LIST>
                        <span class="kern-label">"Viele einladen"</span>
                    </a>
                })}
            </div>
        </div>
        {done_notice(given.done)}
        {(!has_nobody).then(|| view! { <SearchForm filter=filter.clone() /> })}
        {match (has_nobody, shown.is_empty()) {
            (true, _) => view! {
                <p class="lb-say">"Laden Sie die erste Kollegin oder den ersten Kollegen ein. Wer eingeladen ist, steht danach hier."</p>
            }
                .into_any(),
            (false, true) => view! {
                <p class="lb-say">
                    "Prüfen Sie die Schreibweise oder nehmen Sie Filter weg. " <a href=urls::PEOPLE>"Alle Personen anzeigen"</a>
                </p>
            }
                .into_any(),
            (false, false) => view! {
                <section class="lb-card" aria-label="Gefundene Personen">
                    <PeopleTable page=page.clone() register people=shown />
                    <Pages current of=pages address />
                    {is_admin.then(|| view! { <Downloads sheet what="Personen" /> })}
                </section>
            }
                .into_any(),
        }}
    }
}

/// The people that the address asks for, by name.
#[must_use]
pub fn found_people<'a>(page: &Page, people: &'a [Person]) -> Vec<&'a Person> {
    found(people, &PeopleFilter::read(page), &page.register())
}

#[component]
fn SearchForm(filter: PeopleFilter) -> AnyView {
    let roles = Role::ALL
        .into_iter()
        .map(|role| {
            view! { <option value=role.as_str() selected=filter.role == Some(role)>{words::role(role)}</option> }
        })
        .collect_view();
    let standings = [Standing::Invited, Standing::Active, Standing::Deactivated]
        .into_iter()
        .map(|standing| {
            let word = words::standing(standing);
            view! { <option value=word selected=filter.standing == Some(standing)>{word}</option> }
        })
        .collect_view();
    let is_used = filter.is_used();
    view! {
        <form class="lb-filter" method="get" action=urls::PEOPLE role="search">
            <div class="lb-filter__wide">
                <label for="suche">"Name, E-Mail-Adresse oder Behörde"</label>
                <input type="search" id="suche" name="suche" value=filter.search maxlength="100" />
            </div>
            <div>
                <label for="rolle">"Rolle"</label>
                <select id="rolle" name="rolle"><option value="">"alle"</option>{roles}</select>
            </div>
            <div>
                <label for="stand">"Konto"</label>
                <select id="stand" name="stand"><option value="">"alle"</option>{standings}</select>
            </div>
            <button class="kern-btn kern-btn--primary" type="submit">
                <span class="kern-label">"Suchen"</span>
            </button>
            {is_used.then(|| view! { <a class="lb-reset" href=urls::PEOPLE>"Zurücksetzen"</a> })}
        </form>
    }
    .into_any()
}

#[component]
fn PeopleTable(page: Page, register: std::sync::Arc<Register>, people: Vec<Person>) -> AnyView {
    let rows = people
        .into_iter()
        .map(|person| {
            let roles: Vec<&str> = person.rights.roles.iter().map(|role| words::role(*role)).collect();
            let own: Vec<String> = person.rights.own().map(|own| words::territory(own, &register)).collect();
            let seen = person.last_seen_at.map_or_else(|| "noch nie".to_owned(), |at| format::when(at, page.today()));
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row">
                        <a href=urls::person(&person.id)>{person.name.to_string()}</a>
                        <small>{person.email.to_string()}</small>
                    </th>
                    <td role="cell" data-label="Rolle"><span>{roles.join(", ")}</span></td>
                    <td role="cell" data-label="Behörde"><span>{if own.is_empty() { "–".to_owned() } else { own.join(", ") }}</span></td>
                    <td role="cell" data-label="Konto"><StandingTag standing=person.standing /></td>
                    <td role="cell" data-label="Zuletzt gesehen">{seen}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text("Person"),
        Column::text("Rolle"),
        Column::text("Behörde"),
        Column::text("Konto"),
        Column::text("Zuletzt gesehen"),
    ];
    view! {
        <Table label="Tabelle der Personen" columns>{rows}</Table>
    }
    .into_any()
}

/// Whether somebody can sign in, as a tag.
#[component]
pub(super) fn StandingTag(standing: Standing) -> impl IntoView {
    let class = match standing {
        Standing::Invited => "lb-tag lb-tag--info",
        Standing::Active => "lb-tag",
        Standing::Deactivated => "lb-tag lb-tag--note",
    };
    view! { <span class=class>{words::standing(standing)}</span> }
}
