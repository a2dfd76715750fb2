//! The entries of a batch: of whom, and from what to what.

use domain::batch::BatchId;
use domain::rollout::{History, RolloutEvent};
use domain::text::sort_key;
use leptos::prelude::*;

use super::ROWS;
use crate::components::{Column, Pages, Table};
use crate::context::Page;
use crate::{format, urls, words};

/// An entry of a batch, with the history it stands in.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    pub(super) event: &'a RolloutEvent,
    history: &'a History,
}

impl<'a> Entry<'a> {
    /// All entries of a batch, by the name of the authority.
    pub(super) fn of(page: &'a Page, batch: BatchId) -> Vec<Self> {
        let mut entries: Vec<Self> = page
            .situation
            .histories()
            .flat_map(|(_, history)| history.events().iter().map(move |event| Self { event, history }))
            .filter(|entry| entry.event.batch == Some(batch))
            .collect();
        entries.sort_by_cached_key(|entry| {
            let rollout = &entry.event.rollout;
            (sort_key(&page.authority_name(&rollout.authority)), rollout.clone())
        });
        entries
    }

    /// What held on the day since which the entry holds, before it was recorded.
    fn before(&self) -> Option<&'a RolloutEvent> {
        let event = self.event;
        let stood = |other: &&RolloutEvent| {
            other.id < event.id
                && other.entry.effective_on <= event.entry.effective_on
                && other.retraction.as_ref().is_none_or(|taken| taken.recorded_at > event.recorded_at)
        };
        self.history.events().iter().rfind(stood)
    }

    /// Whether something newer of its rollout stands.
    pub(super) fn is_followed(&self) -> bool {
        self.history.events().iter().any(|other| other.id > self.event.id && other.retraction.is_none())
    }
}

#[component]
pub(super) fn EntriesCard(page: Page, batch: BatchId) -> AnyView {
    let entries = Entry::of(&page, batch);
    let pages = entries.len().div_ceil(ROWS).max(1);
    let current = page.parameter("seite").parse::<usize>().unwrap_or(1).clamp(1, pages);
    let shown = entries.iter().skip((current - 1) * ROWS).take(ROWS);
    let rows = shown.map(|entry| row(&page, entry)).collect_view();
    let address =
        Box::new(move |page: usize| urls::with_query(&urls::batch(batch), &[("seite", &page.to_string())]));
    let columns = vec![Column::text("Behörde"), Column::text("Änderung"), Column::text("Gilt seit")];
    view! {
        <section class="lb-card" aria-labelledby="ueberschrift-eintraege">
            <h2 id="ueberschrift-eintraege">"Die Einträge"</h2>
            <Table heading="ueberschrift-eintraege" columns>{rows}</Table>
            <Pages current of=pages address />
        </section>
    }
    .into_any()
}

fn row(page: &Page, entry: &Entry<'_>) -> impl IntoView + use<> {
    let (event, rollout) = (entry.event, &entry.event.rollout);
    let service = page.situation.catalogue().service(&rollout.service);
    let service = service.map_or_else(|| rollout.service.to_string(), |service| service.name.clone());
    let change = words::difference(entry.before().map(|before| &before.entry), &event.entry);
    let taken_back = event.retraction.is_some().then(|| {
        view! { " " <span class="lb-tag lb-tag--note">"zurückgenommen"</span> }
    });
    view! {
        <tr role="row">
            <th role="rowheader" scope="row">
                <a href=urls::body(&rollout.authority)>{page.authority_name(&rollout.authority)}</a>
                <small>{service}</small>
            </th>
            <td role="cell" data-label="Änderung"><span class="lb-breaks">{change} {taken_back}</span></td>
            <td role="cell" data-label="Gilt seit">{format::day(event.entry.effective_on)}</td>
        </tr>
    }
}
