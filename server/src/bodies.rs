//! Bodies as people write them in forms.

use app::words;
use domain::Ars;
use domain::register::{Finder, Register};

/// Finds bodies, and says which ones may be meant.
pub struct Bodies<'a>(Finder<'a>);

impl<'a> Bodies<'a> {
    /// Reads the names of a register.
    #[must_use]
    pub fn new(register: &'a Register) -> Self {
        Self(Finder::new(register))
    }

    /// The body that a key or a name means, or those that it may mean, in words.
    pub fn find(&self, typed: &str) -> Result<Ars, Vec<String>> {
        match self.0.find(typed) {
            Ok(body) => Ok(body.ars),
            Err(unfound) => {
                let told = unfound.candidates().iter();
                Err(told.map(|body| format!("{} ({})", words::full_name(body), body.ars)).collect())
            }
        }
    }
}
