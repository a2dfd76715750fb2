//! Who takes part, and typing bodies.

use std::collections::{BTreeSet, HashMap};

use domain::Ars;
use domain::body::Body;
use domain::register::Register;
use domain::text::search_key;
use domain::workshop::Participant;
use leptos::prelude::*;

use crate::{format, words};

/// The id of the list of bodies that are suggested.
pub(super) const SUGGESTIONS: &str = "behoerden";

/// How bodies are typed: by name, or by key where several have the name.
pub(super) struct Spellings<'a> {
    register: &'a Register,
    count: HashMap<String, usize>,
}

impl<'a> Spellings<'a> {
    pub(super) fn new(register: &'a Register) -> Self {
        let mut count = HashMap::new();
        for body in register.bodies() {
            *count.entry(search_key(&words::full_name(body))).or_default() += 1;
        }
        Self { register, count }
    }

    fn is_unique(&self, name: &str) -> bool {
        self.count.get(&search_key(name)).copied().unwrap_or(0) < 2
    }

    /// What stands in the field for a body.
    pub(super) fn of(&self, ars: &Ars) -> String {
        let name = name(ars, self.register);
        if self.is_unique(&name) { name } else { ars.to_string() }
    }

    /// A list of suggestions for fields of one line.
    pub(super) fn list<'b>(&self, bodies: impl Iterator<Item = &'b Body>) -> AnyView {
        let options = bodies
            .map(|body| {
                let name = words::full_name(body);
                let kreis = self.register.kreis_of(&body.ars).map(words::full_name).unwrap_or_default();
                if self.is_unique(&name) {
                    view! { <option value=name></option> }.into_any()
                } else {
                    view! { <option value=body.ars.to_string()>{format!("{name}, {kreis}")}</option> }
                        .into_any()
                }
            })
            .collect_view();
        view! { <datalist id=SUGGESTIONS>{options}</datalist> }.into_any()
    }
}

/// The name of a body; of one that does not exist any more, its key.
pub(super) fn name(ars: &Ars, register: &Register) -> String {
    register.get(ars).map_or_else(|| ars.to_string(), words::full_name)
}

/// A participant in words: "Landkreis Kelheim mit allen 24 Kommunen".
pub(super) fn told(participant: &Participant, register: &Register) -> String {
    let name = name(&participant.body, register);
    match register.communes_within(&participant.body).count() {
        within if participant.with_members && within > 1 => {
            format!("{name} mit allen {}\u{a0}Kommunen", format::number(within as u64))
        }
        _ => name,
    }
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
