//! Links that were just made.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::components::{Column, Notice, NoticeKind, Table};
use crate::format;
use crate::people::Invited;

/// A link that was just made, to be copied; or that it is on its way by mail.
#[component]
pub(super) fn FreshNotice(
    #[prop(into)] title: String,
    /// `None`: sent by mail.
    link: Option<String>,
    until: DateTime<Utc>,
) -> AnyView {
    let until = format::moment(until);
    view! {
        <Notice kind=NoticeKind::Success title>
            {match link {
                Some(link) => view! {
                    <p class="kern-body">
                        {format!("Geben Sie diesen Link weiter. Er wird nur jetzt gezeigt, gilt einmal und bis {until}.")}
                    </p>
                    <LinkField link label="Link zum Kopieren" />
                }
                    .into_any(),
                None => view! {
                    <p class="kern-body">{format!("Der Link ist per E-Mail verschickt. Er gilt einmal und bis {until}.")}</p>
                }
                    .into_any(),
            }}
        </Notice>
    }
    .into_any()
}

#[component]
fn LinkField(link: String, #[prop(into)] label: String) -> impl IntoView {
    view! {
        <input class="kern-form-input__input lb-link" type="text" readonly value=link aria-label=label />
    }
}

/// Several people who were just invited.
#[component]
pub(super) fn InvitedTable(invited: Vec<Invited>) -> AnyView {
    let rows = invited
        .into_iter()
        .map(|invited| {
            let label = format!("Link für {}", invited.name);
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row">{invited.name}<small>{invited.email.to_string()}</small></th>
                    <td role="cell">
                        {match invited.link {
                            Some(link) => view! { <LinkField link label /> }.into_any(),
                            None => "per E-Mail verschickt".into_any(),
                        }}
                    </td>
                    <td role="cell" data-label="Gilt bis">{format::moment(invited.until)}</td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![Column::text("Person"), Column::text("Link"), Column::text("Gilt bis")];
    view! {
        <Table label="Eingeladene Personen" columns>{rows}</Table>
    }
    .into_any()
}
