//! Two versions side by side, when somebody else was quicker.

use domain::entry::TypedStatus;
use domain::rollout::RolloutEvent;
use domain::stage::Stage;
use leptos::prelude::*;

use crate::components::Versions;
use crate::context::Page;
use crate::{format, words};

/// The typed version beside the saved one. Nothing is overwritten until somebody decides.
pub(super) fn versions(
    page: &Page,
    typed: &TypedStatus,
    saved: Option<&RolloutEvent>,
) -> impl IntoView + use<> {
    let stage = |word: &str| {
        word.parse::<Stage>().map_or_else(|_| word.to_owned(), |stage| words::stage(stage).to_owned())
    };
    let mine = [
        ("Stand", stage(&typed.stage)),
        ("Seit", typed.effective_on.clone()),
        ("Geplanter Start", typed.planned_on.clone()),
        ("Hersteller", typed.vendor.clone()),
        ("Adresse", typed.link.clone()),
        ("Bemerkung", typed.note.clone()),
    ];
    let theirs = saved.map(|event| {
        let entry = &event.entry;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        [
            ("Stand", words::stage(entry.stage).to_owned()),
            ("Seit", format::day(entry.effective_on)),
            ("Geplanter Start", entry.planned_on.map(format::day).unwrap_or_default()),
            ("Hersteller", text(&entry.vendor)),
            ("Adresse", text(&entry.link)),
            ("Bemerkung", text(&entry.note)),
        ]
        .into()
    });
    let by = saved
        .map(|event| format!("{} von {}", format::when(event.recorded_at, page.today()), event.actor.name))
        .unwrap_or_default();
    view! { <Versions by saved=theirs own=mine.into() /> }
}
