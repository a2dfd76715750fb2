//! What was chosen for a draft and corrected in it, as it is kept.

use std::collections::{BTreeMap, BTreeSet};

use domain::Day;
use serde::{Deserialize, Serialize};
use sheets::status::{ByHand, Corrections, Place};

/// What was chosen for a draft and corrected in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Choices {
    /// The sheets to read; `None`: all that look like a status sheet.
    pub(super) sheets: Option<BTreeSet<String>>,
    /// Since when it is so, for rows that name no day; `None`: the day of the import.
    pub(super) since: Option<Day>,
    /// What columns hold, by heading: the word for it; `None`: nothing to take over.
    pub(super) columns: BTreeMap<String, Option<String>>,
    /// What to read instead of what stands in cells: sheet, row, column and text.
    pub(super) cells: Vec<(String, u32, usize, String)>,
    /// Rows that do not count, by sheet and number.
    pub(super) left_out: BTreeSet<(String, u32)>,
}

impl Choices {
    /// What is kept; a draft from before an update that changed its form begins anew.
    pub(super) fn read(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    pub(super) fn to_text(&self) -> String {
        // A struct of texts and numbers always has a form in JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What columns hold: as said for this draft, else as kept from earlier ones.
    pub(super) fn by_hand(&self, kept: &[(String, Option<String>)]) -> ByHand {
        let said = kept.iter().map(|(key, means)| (key, means)).chain(&self.columns);
        said.filter_map(|(key, means)| match means {
            None => Some((key.clone(), None)),
            // A service that was said once may not be there any more.
            Some(word) => Some((key.clone(), Some(word.parse().ok()?))),
        })
        .collect()
    }

    pub(super) fn corrections(&self) -> Corrections {
        let place = |(sheet, row, column, text): &(String, u32, usize, String)| {
            (Place { sheet: sheet.clone(), row: *row, column: *column }, text.clone())
        };
        Corrections { cells: self.cells.iter().map(place).collect(), left_out: self.left_out.clone() }
    }

    /// Notes that a cell is to be read otherwise.
    pub(super) fn correct(&mut self, sheet: String, row: u32, column: usize, text: String) {
        self.cells.retain(|(of, at, place, _)| (of, *at, *place) != (&sheet, row, column));
        self.cells.push((sheet, row, column, text));
    }
}

/// What a preview was shown with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Seen {
    /// The version of the data.
    pub(super) data_version: i64,
    /// The version of each rollout that gets an entry: authority, service, version.
    pub(super) rollouts: Vec<(String, String, i64)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back() {
        let mut choices = Choices { since: "2026-11-01".parse().ok(), ..Choices::default() };
        choices.correct("Stand".into(), 7, 2, "alt".into());
        choices.correct("Stand".into(), 7, 2, "neu".into());
        choices.left_out.insert(("Stand".into(), 9));
        choices.columns.insert("wer".into(), Some("kommune".into()));
        assert_eq!(Choices::read(&choices.to_text()), choices);
        assert_eq!(choices.corrections().cells.into_values().collect::<Vec<_>>(), ["neu"]);
        assert_eq!(Choices::read("{}"), Choices::default());
        assert_eq!(Choices::read("kaputt"), Choices::default());
    }

    #[test]
    fn what_was_said_for_this_sheet_wins() {
        let kept =
            [("wer".to_owned(), Some("kommune".to_owned())), ("farbe".to_owned(), Some("unsinn".to_owned()))];
        let mut choices = Choices::default();
        assert_eq!(choices.by_hand(&kept).len(), 1);
        choices.columns.insert("wer".into(), None);
        assert_eq!(choices.by_hand(&kept).get("wer"), Some(&None));
    }
}
