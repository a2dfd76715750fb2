//! Bodies as people write them: by key or by name.

use std::collections::HashMap;

use app::words;
use domain::Ars;
use domain::body::Body;
use domain::register::Register;
use domain::text::search_key;

/// So many suggestions are still read.
const MOST: usize = 5;

/// Finds bodies. Made once for all lines of a list: comparing each line with every name would take minutes.
pub struct Bodies<'a> {
    register: &'a Register,
    by_name: HashMap<String, Vec<&'a Body>>,
}

impl<'a> Bodies<'a> {
    /// Reads the names of a register.
    #[must_use]
    pub fn new(register: &'a Register) -> Self {
        let mut by_name: HashMap<String, Vec<&Body>> = HashMap::new();
        for body in register.bodies() {
            let mut names = [words::full_name(body), words::authority_name(body), body.name.clone()]
                .map(|name| search_key(&name))
                .to_vec();
            names.sort();
            names.dedup();
            for name in names {
                by_name.entry(name).or_default().push(body);
            }
        }
        Self { register, by_name }
    }

    /// The body that a key or a name means, or those that it may mean, in words.
    pub fn find(&self, typed: &str) -> Result<Ars, Vec<String>> {
        if let Some(body) = self.register.resolve(typed) {
            return Ok(body.ars);
        }
        let wanted = search_key(typed);
        let same = self.by_name.get(&wanted).map(Vec::as_slice).unwrap_or_default();
        if let [body] = same {
            return Ok(body.ars);
        }
        let mut close: Vec<&Body> = if same.is_empty() && !wanted.is_empty() {
            let names = self.by_name.iter().filter(|(name, _)| name.contains(&wanted));
            names.flat_map(|(_, bodies)| bodies).copied().collect()
        } else {
            same.to_vec()
        };
        close.sort_by_key(|body| body.ars);
        close.dedup_by_key(|body| body.ars);
        let told = close.iter().take(MOST);
        Err(told.map(|body| format!("{} ({})", words::full_name(body), body.ars)).collect())
    }
}
