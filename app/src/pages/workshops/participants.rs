//! Who takes part.

use std::collections::BTreeSet;

use domain::Ars;
use domain::register::Register;
use domain::workshop::{Participant, Workshop};

use crate::components::body_name;
use crate::context::Page;
use crate::format;

/// The id of the list of bodies that are suggested.
pub(super) const SUGGESTIONS: &str = "behoerden";

/// A participant in words: "Landkreis Kelheim mit allen 24 Kommunen".
pub(super) fn told(participant: &Participant, register: &Register) -> String {
    let name = body_name(&participant.body, register);
    match register.communes_within(&participant.body).count() {
        within if participant.with_members && within > 1 => {
            format!("{name} mit allen {}\u{a0}Kommunen", format::number(within as u64))
        }
        _ => name,
    }
}

/// Who takes part in a workshop, in words.
#[must_use]
pub fn participants(page: &Page, workshop: &Workshop) -> Vec<String> {
    let register = page.register();
    workshop.facts.participants.iter().map(|participant| told(participant, &register)).collect()
}

/// All who take part, each once.
pub(in crate::pages) fn bodies(participants: &[Participant], register: &Register) -> BTreeSet<Ars> {
    let mut bodies = BTreeSet::new();
    for participant in participants {
        bodies.insert(participant.body);
        if participant.with_members {
            bodies.extend(register.within(&participant.body).map(|body| body.ars));
        }
    }
    bodies
}

/// How many take part: "2 Behörden, 24 Kommunen". A commune counts once, however it comes.
pub(super) fn count(participants: &[Participant], register: &Register) -> String {
    let mut communes: BTreeSet<Ars> = BTreeSet::new();
    let mut others = 0_u64;
    for participant in participants {
        match register.get(&participant.body) {
            Some(body) if body.commune.is_some() => {
                communes.insert(body.ars);
            }
            _ => others += 1,
        }
        if participant.with_members {
            communes.extend(register.communes_within(&participant.body).map(|body| body.ars));
        }
    }
    let mut parts = Vec::new();
    if others > 0 {
        parts.push(format::counted(others, "eine Behörde", "Behörden"));
    }
    if !communes.is_empty() {
        parts.push(format::counted(communes.len() as u64, "eine Kommune", "Kommunen"));
    }
    if parts.is_empty() { "noch niemand".into() } else { parts.join(", ") }
}
