//! What stays inside: blockers and what workshops found.

use briefing::{Block, Cell, Column, Item, Section, Table};

use crate::context::Page;
use crate::figures::{Filter, Overview};
use crate::pages::blockers::waiting_sentence;
use crate::pages::overview::findings::checked;
use crate::{format, urls, words};

/// Findings that are quoted.
const QUOTED: usize = 3;

/// For what most people wait; nothing where nothing is open.
pub(super) fn blockers(filter: &Filter, overview: &Overview) -> Option<Section> {
    let blocked = &overview.blocked;
    let rows = blocked
        .first
        .iter()
        .map(|(blocker, waiting)| {
            let facts = &blocker.facts;
            let due = match facts.due_on {
                Some(due) if due < filter.viewpoint.on => Cell::of(format::day(due)).noted("abgelaufen"),
                Some(due) => Cell::of(format::day(due)),
                None => Cell::of("keine"),
            };
            vec![
                Cell::of(&facts.title)
                    .noted(format!("seit {}", format::day(facts.opened_on)))
                    .leading_to(urls::blocker(blocker.id)),
                Cell::of(words::action_by(facts.action_by)),
                due,
                Cell::of(format::number(waiting.authorities)),
                Cell::of(format::number(waiting.communes)),
                Cell::of(format::number(waiting.inhabitants)),
            ]
        })
        .collect();
    let columns = vec![
        Column::text("Die größten Hindernisse", 42),
        Column::text("Am Zug", 20),
        Column::text("Frist", 16),
        Column::number("Behörden", 13),
        Column::number("Kommunen", 13),
        Column::number("Menschen", 15),
    ];
    (blocked.open > 0).then(|| Section {
        heading: "Hindernisse".to_owned(),
        blocks: vec![
            Block::Say { text: waiting_sentence(blocked.open, blocked.waiting) },
            Block::Table(Table { columns, rows }),
        ],
    })
}

/// What was found last, word for word; nothing where nothing was.
pub(super) fn findings(page: &Page, filter: &Filter) -> Option<Section> {
    let found = checked(page, &filter.scope);
    let items: Vec<Item> = found
        .iter()
        .take(QUOTED)
        .map(|found| Item {
            mark: String::new(),
            text: format!("„{}“", found.head.facts.words),
            note: Some(words::finding_kind(found.head.facts.kind).to_owned()),
            address: Some(urls::finding(found.head.id)),
        })
        .collect();
    (!items.is_empty())
        .then(|| Section { heading: "Aus den Workshops".to_owned(), blocks: vec![Block::List { items }] })
}
