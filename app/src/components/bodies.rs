//! Typing bodies: what stands in a field for one, and what is suggested.

use std::collections::HashMap;

use domain::Ars;
use domain::register::Register;
use domain::text::search_key;
use leptos::prelude::*;

use crate::words;

/// How bodies are typed: by name, or by key where several have the name.
pub(crate) struct Spellings<'a> {
    register: &'a Register,
    /// How many have a name.
    count: HashMap<String, usize>,
}

impl<'a> Spellings<'a> {
    /// Reads the names of a register.
    pub(crate) fn new(register: &'a Register) -> Self {
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
    pub(crate) fn of(&self, ars: &Ars) -> String {
        let name = body_name(ars, self.register);
        if self.is_unique(&name) { name } else { ars.to_string() }
    }

    /// Suggestions for fields of one line that name this id as their list.
    pub(crate) fn list(&self, id: &'static str, bodies: impl IntoIterator<Item = Ars>) -> AnyView {
        let options = bodies
            .into_iter()
            .filter_map(|ars| self.register.get(&ars))
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
        view! { <datalist id=id>{options}</datalist> }.into_any()
    }
}

/// The name of a body; of one that does not exist any more, its key.
pub(crate) fn body_name(ars: &Ars, register: &Register) -> String {
    register.get(ars).map_or_else(|| ars.to_string(), words::full_name)
}
