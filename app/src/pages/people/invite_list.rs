//! Inviting many at once.

use domain::people::Email;
use leptos::prelude::*;
use leptos_meta::Title;

use super::fresh::InvitedTable;
use crate::components::{Column, Crumbs, Notice, NoticeKind, Table, TextArea};
use crate::pages::sent::Sent;
use crate::people::InviteListPage;
use crate::{format, urls};

/// What a list looks like.
const EXAMPLE: &str = "E-Mail;Name;Rolle;Behörde;mit Mitgliedern;darf einladen
kontakt@meitingen.example;Erika Muster;Kommunalkontakt;Markt Meitingen;nein;ja
it@landkreis-kelheim.example;Max Beispiel;Kommunalkontakt;09273;ja;ja
leitung@ministerium.example;Dr. Toni Vorbild;Projektleitung;;;";

#[component]
pub(in crate::pages) fn InviteList() -> impl IntoView {
    let given: InviteListPage = expect_context();
    let sent = Sent::take();
    let title = "Viele einladen";
    let is_checked = given.preview.is_some() && !sent.is_wrong();
    let invited = given.invited;
    view! {
        <Title text=sent.title(title) />
        <Crumbs way=vec![(urls::PEOPLE.to_owned(), "Personen".to_owned())] here=title.to_owned() />
        <h1>{title}</h1>
        {if invited.is_empty() {
            view! {
                <p class="lb-say">
                    "Fügen Sie eine Tabelle aus Excel oder eine CSV-Datei mit Semikolon ein. Geprüft wird zuerst; eingeladen wird erst auf den zweiten Knopf, und nur wenn alles stimmt."
                </p>
                {sent.summary()}
                {given.preview.map(|preview| view! { <Preview preview /> })}
                <Form sent is_checked sends_mail=given.sends_mail />
            }
                .into_any()
        } else {
            let count = format::counted(invited.len() as u64, "Eine Person", "Personen");
            let verb = if invited.len() == 1 { "ist" } else { "sind" };
            let is_mailed = invited.iter().all(|invited| invited.link.is_none());
            let advice = if is_mailed {
                "Die Einladungen sind per E-Mail unterwegs."
            } else {
                "Geben Sie jedem Menschen seinen Link. Die Links werden nur jetzt gezeigt und gelten je einmal."
            };
            view! {
                <Notice kind=NoticeKind::Success title=format!("{count} {verb} eingeladen")>
                    <p class="kern-body">{advice}</p>
                </Notice>
                <section class="lb-card" aria-label="Einladungen"><InvitedTable invited /></section>
                <div class="lb-links"><a href=urls::PEOPLE>"Zur Liste der Personen"</a></div>
            }
                .into_any()
        }}
    }
}

/// How the list would be understood; nobody is invited yet.
#[component]
fn Preview(preview: Vec<(String, Email, String)>) -> AnyView {
    let count = format::counted(preview.len() as u64, "Eine Person", "Personen");
    let rows = preview
        .into_iter()
        .map(|(name, email, rights)| {
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row">{name}</th>
                    <td role="cell" data-label="E-Mail"><span>{email.to_string()}</span></td>
                    <td role="cell" data-label="Rechte"><span>{rights}</span></td>
                </tr>
            }
        })
        .collect_view();
    let columns = vec![Column::text("Name"), Column::text("E-Mail"), Column::text("Rechte")];
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-vorschau">
            <h2 id="ueberschrift-vorschau">"So wird die Liste verstanden"</h2>
            <p class="lb-sub" role="status">{format!("{count}. Es ist noch niemand eingeladen.")}</p>
            <Table heading="ueberschrift-vorschau" columns>{rows}</Table>
        </section>
    }
    .into_any()
}

#[component]
fn Form(sent: Sent, is_checked: bool, sends_mail: bool) -> AnyView {
    let how = if sends_mail { "per E-Mail" } else { "mit einem Link, den Sie weitergeben" };
    view! {
        <form class="lb-card lb-form lb-form--wide" method="post" action=urls::INVITE_LIST novalidate>
            <TextArea
                name="list"
                label="Liste"
                value=sent.value("list", "")
                hint=format!(
                    "Die erste Zeile nennt die Spalten. Behörde: Name, AGS oder ARS. Eingeladen wird {how}.",
                )
                rows=10
                is_table=true
                error=sent.error("list")
            />
            <details>
                <summary>"Beispiel"</summary>
                <pre class="lb-example" tabindex="0">{EXAMPLE}</pre>
                <p class="lb-sub">
                    "Rollen: Projektleitung, Kommunalkontakt, Moderation, Lesezugriff, Administration. Die letzten drei Spalten braucht nur ein Kommunalkontakt."
                </p>
            </details>
            <div class="lb-actions">
                {if is_checked {
                    view! {
                        <StepButton step="einladen" label="Alle einladen" is_next=true />
                        <StepButton step="pruefen" label="Noch einmal prüfen" is_next=false />
                    }
                        .into_any()
                } else {
                    view! { <StepButton step="pruefen" label="Prüfen" is_next=true /> }.into_any()
                }}
            </div>
        </form>
    }
    .into_any()
}

#[component]
fn StepButton(step: &'static str, label: &'static str, is_next: bool) -> impl IntoView {
    view! {
        <button
            class=if is_next { "kern-btn kern-btn--primary" } else { "kern-btn kern-btn--secondary" }
            type="submit"
            name="step"
            value=step
        >
            <span class="kern-label">{label}</span>
        </button>
    }
}
