//! What was wrong with a form, above it, with links to the fields.

use domain::people::Warrant;
use domain::rollout::RolloutKey;
use leptos::prelude::*;

use crate::components::ErrorSummary;
use crate::context::{Page, RejectedStatus, Rejection};
use crate::{format, words};

/// The error summary of the status form.
pub(super) fn summary(
    page: &Page,
    rollout: &RolloutKey,
    rejected: &RejectedStatus,
    warrant: Warrant,
) -> impl IntoView + use<> {
    let (title, items) = match &rejected.reason {
        Rejection::Fields(problems) => (
            "Bitte prüfen Sie Ihre Angaben",
            problems
                .iter()
                .map(|(field, problem)| {
                    (Some(field.as_str().to_owned()), format!("{}: {}", words::field_for(*field, warrant).trim_end_matches('?'), words::problem(*field, *problem)))
                })
                .collect(),
        ),
        Rejection::Contradiction(event) => {
            ("Die Angabe widerspricht einem späteren Eintrag", vec![(Some("effective_on".to_owned()), contradiction(page, rollout, *event))])
        }
        Rejection::Stale(_) => (
            "Inzwischen hat jemand anderes etwas eingetragen",
            vec![(
                None,
                "Es wurde nichts überschrieben. Vergleichen Sie beide Fassungen und speichern Sie Ihre nur, wenn sie noch stimmt.".to_owned(),
            )],
        ),
        Rejection::NoVersion => (
            "Das Formular war unvollständig",
            vec![(None, "Laden Sie die Seite neu und tragen Sie den Stand noch einmal ein. Es wurde nichts gespeichert.".to_owned())],
        ),
        Rejection::NotResponsible | Rejection::Reason(_) => ("Die Angabe wurde nicht gespeichert", Vec::new()),
    };
    view! { <ErrorSummary title items /> }
}

fn contradiction(page: &Page, rollout: &RolloutKey, event: i64) -> String {
    let later = page
        .situation
        .history(rollout)
        .and_then(|history| history.events().iter().find(|recorded| recorded.id == event));
    let Some(later) = later else { return "Prüfen Sie das Datum.".into() };
    format!(
        "Für den {day} ist schon „{stage}“ eingetragen. Ein weiter fortgeschrittener Stand davor passt nicht dazu. \
         Wählen Sie einen Tag ab dem {day}, oder nehmen Sie zuerst den späteren Eintrag im Verlauf zurück.",
        day = format::day(later.entry.effective_on),
        stage = words::stage(later.entry.stage)
    )
}
