//! What the pages about findings share.

use domain::people::Role;
use domain::workshop::{Finding, FindingId, Verdict, WorkshopId};
use leptos::prelude::*;

use crate::components::{Notice, NoticeKind};
use crate::context::Page;
use crate::people::visitor;
use crate::{format, urls, words};

/// Characters of a text in a list.
const SHORT: usize = 240;

/// Whether the visitor edits findings.
pub(super) fn is_host() -> bool {
    let visitor = visitor();
    visitor.has(Role::Facilitator) || visitor.has(Role::Lead)
}

/// "Erkenntnis 12"
pub(super) fn name(id: FindingId) -> String {
    format!("Erkenntnis {id}")
}

/// The words as far as a list has room for them.
pub(super) fn shortened(words: &str) -> String {
    match words.char_indices().nth(SHORT) {
        None => words.to_owned(),
        Some((end, _)) => {
            let cut = &words[..end];
            format!("{} …", cut.rsplit_once(char::is_whitespace).map_or(cut, |(cut, _)| cut))
        }
    }
}

/// "2 Workshops", "ein Workshop"
pub(super) fn workshops(count: usize) -> String {
    format::counted(count as u64, "ein Workshop", "Workshops")
}

/// "5 Behörden"
pub(super) fn bodies(count: usize) -> String {
    format::counted(count as u64, "eine Behörde", "Behörden")
}

/// Title and day of a workshop.
pub(super) fn workshop_name(page: &Page, id: WorkshopId) -> String {
    page.situation.workshops().get(id).map_or_else(
        || format!("Workshop {id}"),
        |workshop| format!("{}, {}", workshop.facts.title, format::day(workshop.facts.held_on)),
    )
}

/// What has become of a finding, as a tag.
#[component]
pub(super) fn VerdictTag(verdict: Verdict) -> impl IntoView {
    let class = match verdict {
        Verdict::Adopted => "lb-tag lb-tag--info",
        Verdict::Rejected => "lb-tag lb-tag--note",
        Verdict::New | Verdict::Checked => "lb-tag",
    };
    view! { <span class=class>{words::verdict(verdict)}</span> }
}

/// Marks a finding for the blueprint or takes it out, in one click. Afterwards the visitor is where it was.
#[component]
pub(super) fn BlueprintButton(
    finding: std::sync::Arc<Finding>,
    /// The address of the page that the button is on.
    back: String,
) -> impl IntoView {
    let is_in = finding.place().is_some();
    let number = name(finding.id);
    let (label, told) = if is_in {
        ("Aus dem Blueprint", format!("{number} aus dem Blueprint nehmen"))
    } else {
        ("In den Blueprint", format!("{number} in den Blueprint aufnehmen"))
    };
    view! {
        <form class="lb-inline" method="post" action=urls::finding_action(finding.id, "blueprint")>
            <input type="hidden" name="version" value=finding.version.to_string() />
            <input type="hidden" name="back" value=back />
            <input type="hidden" name="mark" value=if is_in { "no" } else { "yes" } />
            <button class="kern-btn kern-btn--secondary kern-btn--x-small" type="submit" aria-label=told>
                <span class="kern-label">{label}</span>
            </button>
        </form>
    }
}

/// Says what was just done.
pub(super) fn done_notice(page: &Page) -> impl IntoView + use<> {
    let told = match page.parameter("erledigt") {
        "geaendert" => Some(("Die Erkenntnis ist geändert", "Was vorher dastand, steht unter „Verlauf“.")),
        "stand" => Some(("Der Stand ist geändert", "Er lässt sich jederzeit wieder ändern.")),
        "aufgenommen" => Some((
            "Im Blueprint",
            "Die Erkenntnis steht jetzt am Ende des Blueprints; dort ordnen Sie sie ein.",
        )),
        "herausgenommen" => Some((
            "Nicht mehr im Blueprint",
            "Die Erkenntnis selbst bleibt. Eine Anmerkung dazu steht noch unter „Verlauf“.",
        )),
        "zusammengefuehrt" => Some((
            "Zusammengeführt",
            "Beide Wortlaute bleiben lesbar und zählen jetzt als eine Erkenntnis. Sie lassen sich wieder trennen.",
        )),
        "getrennt" => Some(("Wieder getrennt", "Beide zählen jetzt wieder für sich.")),
        "anmerkung" => Some(("Die Anmerkung ist gespeichert", "Sie steht mit auf dem Ausdruck.")),
        "verschoben" => Some(("Die Reihenfolge ist geändert", "So steht sie auch auf dem Ausdruck.")),
        "veraltet" => {
            return view! {
                <Notice kind=NoticeKind::Warning title="Es wurde nichts geändert">
                    <p class="kern-body">
                        "Inzwischen hat jemand anderes diese Erkenntnis geändert. Sehen Sie sich an, was jetzt gilt, und versuchen Sie es dann noch einmal."
                    </p>
                </Notice>
            }
            .into_any();
        }
        _ => None,
    };
    told.map(|(title, text)| {
        view! {
            <Notice kind=NoticeKind::Success title=title>
                <p class="kern-body">{text}</p>
            </Notice>
        }
    })
    .into_any()
}
