//! What holds rollouts up.

mod actions;
mod chooser;
mod done;
mod edit;
mod fields;
mod groups;
mod list;
mod more;
mod new;
mod one;
mod search;

use domain::Ars;
use domain::criteria::CriterionId;
use domain::waiting::Waiting;

pub(super) use edit::EditBlockerPage;
pub(super) use groups::Key;
pub(super) use list::BlockersPage;
pub(super) use more::MoreBlockedPage;
pub(super) use new::NewBlockerPage;
pub(super) use one::BlockerPage;
pub use search::{BlockerFilter, BlockerRow, FoundBlockers, found_blockers};

use crate::context::Page;
use crate::{format, words};

/// The name of a criterion.
pub(super) fn criterion_name(page: &Page, id: CriterionId) -> String {
    let known = page.situation.obstacles().criteria.get(id);
    known.map_or_else(|| format!("Nr. {id}"), |criterion| criterion.name.clone())
}

/// The name of an authority, also of one that does not exist any more.
pub(super) fn authority_name(page: &Page, authority: &Ars) -> String {
    let register = page.register();
    let known = register
        .get(authority)
        .or_else(|| page.situation.editions().last_known(authority).map(|(body, _)| body));
    known.map_or_else(|| authority.to_string(), words::authority_name)
}

/// How many blockers are open, and who waits for them.
pub(super) fn waiting_sentence(open: u64, waiting: Waiting) -> String {
    let blockers = format::counted(open, "Ein Hindernis", "Hindernisse");
    let one = open == 1;
    match (open, waiting.authorities) {
        (0, _) => "Zurzeit ist kein Hindernis offen.".to_owned(),
        (_, 0) => {
            format!("{blockers} {} offen, aber niemand wartet darauf.", if one { "ist" } else { "sind" })
        }
        (_, authorities) => format!(
            "{blockers} {} {} auf; {} mit {} {} darauf.",
            if one { "hält" } else { "halten" },
            format::counted(authorities, "eine Behörde", "Behörden"),
            format::counted(waiting.communes, "eine Kommune", "Kommunen"),
            format::counted(waiting.inhabitants, "einem Menschen", "Menschen"),
            if waiting.communes == 1 { "wartet" } else { "warten" },
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_many_are_told_in_their_forms() {
        let waiting = |authorities, communes, inhabitants| Waiting { authorities, communes, inhabitants };
        for (open, waiting, told) in [
            (0, waiting(0, 0, 0), "Zurzeit ist kein Hindernis offen."),
            (1, waiting(0, 0, 0), "Ein Hindernis ist offen, aber niemand wartet darauf."),
            (
                1,
                waiting(1, 1, 2_936),
                "Ein Hindernis hält eine Behörde auf; eine Kommune mit 2.936\u{a0}Menschen wartet darauf.",
            ),
            (
                3,
                waiting(200, 312, 1_234_567),
                "3\u{a0}Hindernisse halten 200\u{a0}Behörden auf; 312\u{a0}Kommunen mit 1.234.567\u{a0}Menschen warten darauf.",
            ),
        ] {
            assert_eq!(waiting_sentence(open, waiting), told);
        }
    }
}
