//! What changed in the last four weeks.

use briefing::{Block, Item, Section};

use crate::context::Page;
use crate::figures::{Filter, Recent, recent};
use crate::pages::overview::latest::told;
use crate::{format, urls};

/// Changes that are named.
const NAMED: usize = 6;

/// The four weeks before the looked-at day: the same time for which pages say how much was gained.
pub(super) fn section(page: &Page, filter: &Filter) -> Section {
    let recent = recent(&page.situation, filter, page.today(), NAMED);
    let items: Vec<Item> = recent
        .greatest
        .iter()
        .map(|change| {
            let (text, note) = told(page, change);
            Item {
                mark: String::new(),
                text,
                note: Some(note),
                address: Some(urls::body(&change.rollout.authority)),
            }
        })
        .collect();
    let mut blocks = vec![Block::Say { text: sentence(&recent) }];
    blocks.extend((!items.is_empty()).then_some(Block::List { items }));
    Section { heading: "Was sich in vier Wochen geändert hat".to_owned(), blocks }
}

fn sentence(recent: &Recent) -> String {
    let told: Vec<String> = [
        (recent.live, "live"),
        (recent.moved, "auf einem anderen Stand"),
        (recent.planned, "mit neuem Termin"),
        (recent.retracted, "mit zurückgenommenem Eintrag"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{} {what}", format::number(count)))
    .collect();
    if told.is_empty() {
        return "In dieser Zeit wurde nichts Neues gemeldet.".to_owned();
    }
    format!("Gezählt je Behörde und Leistung, wie es zuletzt gemeldet wurde: {}.", told.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_did_not_happen_is_not_told() {
        let mut recent = Recent { live: 1_057, moved: 0, planned: 2, retracted: 0, greatest: Vec::new() };
        assert_eq!(
            sentence(&recent),
            "Gezählt je Behörde und Leistung, wie es zuletzt gemeldet wurde: 1.057 live, 2 mit neuem Termin."
        );
        (recent.live, recent.planned) = (0, 0);
        assert_eq!(sentence(&recent), "In dieser Zeit wurde nichts Neues gemeldet.");
    }
}
