//! What blockers have in common: criterion, vendor, who must act, Kreis.

use domain::Ars;
use domain::blocker::{ActionBy, Blocker};
use domain::criteria::CriterionId;
use domain::rollout::RolloutKey;
use domain::vendor::VendorId;
use domain::waiting::Group;
use leptos::prelude::*;

use super::search::{BlockerFilter, vendor_of};
use crate::components::{Column, Downloads, Table};
use crate::context::Page;
use crate::{format, urls, words};

/// Groups shown at once; the others are folded.
const SHOWN: usize = 8;

/// By what blockers are put together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// By criterion.
    #[default]
    Criterion,
    /// By the vendor of each rollout.
    Vendor,
    /// By who must act.
    ActionBy,
    /// By the Kreis of each authority.
    Kreis,
}

impl Grouping {
    /// All, with the word in addresses and what readers see.
    const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Criterion, "", "Kriterium"),
        (Self::Vendor, "hersteller", "Hersteller"),
        (Self::ActionBy, "am-zug", "Am Zug"),
        (Self::Kreis, "kreis", "Kreis"),
    ];

    /// What the word in an address means.
    pub(super) fn read(word: &str) -> Self {
        Self::ALL.into_iter().find(|(_, known, _)| *known == word).map_or_else(Self::default, |(is, ..)| is)
    }

    /// What readers see.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(is, ..)| *is == self).map_or("", |(.., name)| name)
    }

    /// The word in addresses.
    pub(super) fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(is, ..)| *is == self).map_or("", |(_, word, _)| word)
    }

    /// The group of a rollout that a blocker holds up.
    pub(super) fn key(self, page: &Page, blocker: &Blocker, rollout: &RolloutKey) -> Key {
        match self {
            Self::Criterion => Key::Criterion(blocker.facts.criterion),
            Self::Vendor => Key::Vendor(vendor_of(page, rollout)),
            Self::ActionBy => Key::ActionBy(blocker.facts.action_by),
            Self::Kreis => Key::Kreis(
                page.register().kreis_of(&rollout.authority).map_or(rollout.authority, |kreis| kreis.ars),
            ),
        }
    }
}

/// What the blockers of a group have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// The criterion that is not met.
    Criterion(CriterionId),
    /// The vendor; `None`: the status names none.
    Vendor(Option<VendorId>),
    /// Who must act.
    ActionBy(ActionBy),
    /// The Kreis.
    Kreis(Ars),
}

impl Key {
    /// What readers see.
    #[must_use]
    pub fn name(self, page: &Page) -> String {
        let obstacles = page.situation.obstacles();
        match self {
            Self::Criterion(id) => super::criterion_name(page, id),
            Self::Vendor(vendor) => vendor
                .and_then(|id| obstacles.vendors.get(id))
                .map_or_else(|| "nicht angegeben".to_owned(), |vendor| vendor.name.clone()),
            Self::ActionBy(by) => words::action_by(by).to_owned(),
            Self::Kreis(ars) => page.register().get(&ars).map_or_else(|| ars.to_string(), words::full_name),
        }
    }

    /// The filter that shows this group alone; `None` where nothing can be asked for.
    pub(in crate::pages) fn narrow(self, filter: &BlockerFilter) -> Option<BlockerFilter> {
        let filter = filter.clone();
        Some(match self {
            Self::Criterion(id) => BlockerFilter { criterion: Some(id), ..filter },
            Self::Vendor(vendor) => BlockerFilter { vendor: Some(vendor?), ..filter },
            Self::ActionBy(by) => BlockerFilter { action_by: Some(by), ..filter },
            Self::Kreis(ars) => BlockerFilter { scope: Some(ars), ..filter },
        })
    }
}

/// Who waits, by what the reader chooses.
#[component]
pub(super) fn GroupsCard(page: Page, filter: BlockerFilter, groups: Vec<(Key, Group)>) -> AnyView {
    let choices = Grouping::ALL
        .into_iter()
        .map(|(grouping, _, name)| {
            let address = BlockerFilter { grouping, ..filter.clone() }.url(urls::BLOCKERS, &[]);
            let is_chosen = (grouping == filter.grouping).then_some("true");
            view! { <a href=address aria-current=is_chosen>{name}</a> }
        })
        .collect_view();
    let name = filter.grouping.name();
    let mut groups = groups.into_iter();
    let first: Vec<_> = groups.by_ref().take(SHOWN).collect();
    let others: Vec<_> = groups.collect();
    let folded = (!others.is_empty()).then(|| {
        view! {
            <details>
                <summary>{format!("{} anzeigen", format::counted(others.len() as u64, "Eine weitere Zeile", "weitere Zeilen"))}</summary>
                {table(&page, &filter, name, others)}
            </details>
        }
    });
    (!first.is_empty())
        .then(|| {
            view! {
                <section class="lb-card" aria-labelledby="ueberschrift-gruppen">
                    <h2 id="ueberschrift-gruppen">"Worauf die meisten Menschen warten"</h2>
                    <div class="lb-grouping" role="group" aria-label="Zusammengefasst nach">
                        <span class="lb-seg">{choices}</span>
                    </div>
                    {table(&page, &filter, name, first)}
                    {folded}
                    <p class="lb-sub">
                        "Eine Kommune zählt in jeder Zeile einmal, auch wenn mehrere Hindernisse sie treffen. Sie kann in mehreren Zeilen stehen; die Summe der Zeilen ist deshalb größer als die Zahl der Betroffenen."
                    </p>
                    <Downloads sheet=filter.url(urls::sheets::WAITING, &[]) what="Wer wartet" />
                </section>
            }
        })
        .into_any()
}

fn table(
    page: &Page,
    filter: &BlockerFilter,
    name: &'static str,
    groups: Vec<(Key, Group)>,
) -> impl IntoView + use<> {
    let rows = groups
        .into_iter()
        .map(|(key, group)| {
            let name = key.name(page);
            let name = match key.narrow(filter) {
                Some(filter) => view! { <a href=filter.url(urls::BLOCKERS, &[])>{name}</a> }.into_any(),
                None => name.into_any(),
            };
            let counts = [
                ("Hindernisse", group.blockers),
                ("Behörden", group.waiting.authorities),
                ("Kommunen", group.waiting.communes),
                ("Menschen", group.waiting.inhabitants),
            ]
            .map(|(label, count)| {
                view! { <td role="cell" class="lb-num" data-label=label>{format::number(count)}</td> }
            });
            view! {
                <tr role="row">
                    <th role="rowheader" scope="row">{name}</th>
                    {counts.collect_view()}
                </tr>
            }
        })
        .collect_view();
    let columns = vec![
        Column::text(name),
        Column::number("Hindernisse"),
        Column::number("Behörden"),
        Column::number("Kommunen"),
        Column::number("Menschen"),
    ];
    view! { <Table label=format!("Hindernisse nach {name}") columns>{rows}</Table> }
}
