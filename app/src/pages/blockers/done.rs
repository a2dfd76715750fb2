//! What was just done to a blocker.

use std::sync::Arc;

use domain::Ars;
use domain::blocker::Blocker;
use leptos::prelude::*;

use crate::components::{Notice, NoticeKind};
use crate::context::Page;
use crate::format;
use crate::pages::body::Questions;
use crate::people::visitor;

/// What the word in the address confirms, and what it changed.
#[component]
pub(super) fn DoneNotice(page: Page, blocker: Arc<Blocker>) -> AnyView {
    let concerned = || {
        let authorities: std::collections::BTreeSet<_> =
            blocker.members.iter().map(|member| member.rollout.authority).collect();
        format::counted(authorities.len() as u64, "eine Behörde", "Behörden")
    };
    let remaining: std::collections::BTreeSet<_> =
        blocker.held_up_on(page.today()).map(|rollout| rollout.authority).collect();
    let remaining = match remaining.len() as u64 {
        0 => "Damit hält das Hindernis niemanden mehr auf.".to_owned(),
        1 => "Eine Behörde hält es noch auf.".to_owned(),
        others => format!("{} hält es noch auf.", format::counted(others, "Eine Behörde", "Behörden")),
    };
    let (title, text) = match page.parameter("erledigt") {
        "gemeldet" => {
            ("Gemeldet", format!("Das Hindernis steht jetzt bei {} neben dem Stand.", dative(&concerned())))
        }
        "geaendert" => ("Gespeichert", "Die Angaben sind geändert.".to_owned()),
        "weitere" => ("Gespeichert", format!("Das Hindernis betrifft jetzt {}.", concerned())),
        "frist" => {
            ("Gespeichert", "Die neue Frist gilt; die frühere steht mit Ihrem Grund im Verlauf.".to_owned())
        }
        "behoben" => ("Behoben", remaining),
        "geoeffnet" => ("Wieder offen", remaining),
        "zurueckgenommen" => (
            "Zurückgenommen",
            "Das Hindernis zählt nicht mehr, auch nicht für die Vergangenheit. Es bleibt hier nachzulesen."
                .to_owned(),
        ),
        _ => return ().into_any(),
    };
    let asked = (page.parameter("erledigt") == "gemeldet").then(|| asked(&blocker)).flatten();
    view! {
        <Notice kind=NoticeKind::Success title>
            <p class="kern-body">{text}</p>
            {asked.map(|authority| view! { <Questions page=page.clone() authority /> })}
        </Notice>
    }
    .into_any()
}

/// The one authority that it holds up and that the visitor answers for: whoever reports for hundreds is not asked
/// about each.
fn asked(blocker: &Blocker) -> Option<Ars> {
    let mut authorities = blocker.members.iter().map(|member| member.rollout.authority);
    let authority = authorities.next()?;
    let is_one = authorities.all(|other| other == authority);
    (is_one && visitor().warrant(&authority).is_some()).then_some(authority)
}

/// "einer Behörde", where the count says "eine Behörde".
fn dative(counted: &str) -> String {
    counted.replace("eine Behörde", "einer Behörde")
}
