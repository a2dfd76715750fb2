//! Links that let the person in, and making new ones.

use domain::people::{Link, LinkState, Person, Purpose, Standing};
use domain::text::sort_key;
use leptos::prelude::*;

use crate::components::{Column, PostButton, SelectField, Table};
use crate::context::Page;
use crate::pages::sent::Sent;
use crate::people::visitor;
use crate::{format, urls, words};

#[component]
pub(super) fn LinksCard(page: Page, person: Person, links: Vec<Link>, sent: Sent, is_admin: bool) -> AnyView {
    let is_active = person.standing == Standing::Active;
    // Whoever sees a person with more rights than its own sees no way into its account.
    let may_manage = visitor().person.is_some_and(|by| by.rights.may_grant(&person.rights));
    let purpose = match person.standing {
        Standing::Invited if may_manage => Some((Purpose::Invitation, "Neue Einladung")),
        Standing::Active if is_admin && person.has_password => {
            Some((Purpose::Reset, "Link für ein neues Passwort"))
        }
        _ => None,
    };
    let id = person.id.clone();
    let plain = purpose.map(|(purpose, label)| {
        view! {
            <form method="post" action=urls::person_action(&id, "link")>
                <input type="hidden" name="purpose" value=purpose.as_str() />
                <button class="kern-btn kern-btn--secondary" type="submit">
                    <span class="kern-label">{label}</span>
                </button>
            </form>
        }
    });
    let has_none = links.is_empty();
    let rows = links.into_iter().map(|link| row(&page, link, may_manage)).collect_view();
    let columns = vec![
        Column::text("Wofür"),
        Column::text("Gilt bis"),
        Column::text("Zustand"),
        Column::buttons("Zurücknehmen"),
    ];
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-links">
            <h2 id="ueberschrift-links">"Links"</h2>
            <p class="lb-sub">"Jeder Link gilt einmal und nur eine Zeit lang. Eine neue Einladung oder ein neuer Link für ein Passwort macht frühere ungültig."</p>
            {has_none.then(|| view! { <p>"Für diese Person gibt es keinen Link."</p> })}
            {(!has_none).then(|| view! {
                <Table heading="ueberschrift-links" columns>{rows}</Table>
            })}
            <div class="lb-actions">{plain}</div>
            {(is_admin && is_active).then(|| view! { <StatusLink page=page.clone() person sent /> })}
        </section>
    }
    .into_any()
}

fn row(page: &Page, link: Link, may_revoke: bool) -> impl IntoView + use<> {
    let register = page.register();
    let authority = link.authority.and_then(|authority| register.get(&authority).map(words::authority_name));
    let (class, state) = match link.state {
        LinkState::Open => ("lb-tag lb-tag--info", "offen"),
        LinkState::Spent => ("lb-tag", "benutzt"),
        LinkState::Expired => ("lb-tag", "abgelaufen"),
        LinkState::Revoked => ("lb-tag lb-tag--note", "zurückgenommen"),
    };
    let created = format::moment(link.created_at);
    let told = format!("Link zurücknehmen: {} vom {created}", words::purpose(link.purpose));
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                {words::purpose(link.purpose)} {authority.map(|name| view! { <small>{name}</small> })}
                <small>{format!("vom {created}")}</small>
            </th>
            <td role="cell" data-label="Gilt bis">{format::moment(link.expires_at)}</td>
            <td role="cell" data-label="Zustand"><span class=class>{state}</span></td>
            <td role="cell">
                {(may_revoke && link.state == LinkState::Open).then(|| view! {
                    <PostButton action=urls::revocation(link.id) label="Zurücknehmen" told />
                })}
            </td>
        </tr>
    }
}

/// Making a link with which the person confirms the status of one authority without a password.
#[component]
fn StatusLink(page: Page, person: Person, sent: Sent) -> AnyView {
    let register = page.register();
    let responsibilities = page.situation.responsibilities(page.today());
    let mut authorities: Vec<_> = responsibilities
        .authorities()
        .keys()
        .filter(|ars| person.rights.own().any(|own| own.covers(ars)))
        .filter_map(|ars| register.get(ars))
        .collect();
    authorities.sort_by_cached_key(|body| (body.ars.level(), sort_key(&body.name)));
    let chosen = sent.value("authority", "");
    let options = authorities
        .iter()
        .map(|body| {
            let key = body.ars.to_string();
            view! { <option value=key.clone() selected=key == chosen>{words::authority_name(body)}</option> }
        })
        .collect_view();
    let error = sent.error("authority");
    (!authorities.is_empty())
        .then(|| {
            view! {
                <form class="lb-form" method="post" action=urls::person_action(&person.id, "link")>
                    <h3>"Stand bestätigen lassen"</h3>
                    <p>"Mit einem solchen Link bestätigt die Person den Stand einer Behörde, ohne sich anzumelden. Er gilt 30 Tage."</p>
                    <input type="hidden" name="purpose" value=Purpose::Status.as_str() />
                    <SelectField name="authority" label="Behörde" error>{options}</SelectField>
                    <div>
                        <button class="kern-btn kern-btn--secondary" type="submit">
                            <span class="kern-label">"Link erstellen"</span>
                        </button>
                    </div>
                </form>
            }
        })
        .into_any()
}
