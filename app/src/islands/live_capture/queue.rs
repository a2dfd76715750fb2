//! Lines that the server does not have yet, kept in the browser.

use js_sys::{Date, Object};
use web_sys::{Storage, UrlSearchParams, Window};

/// Each line is an entry of its own in the local storage, so that two tabs do not overwrite each other's.
pub(super) struct Queue {
    storage: Storage,
    /// What the names of the entries begin with: those of another workshop or another person are left alone.
    prefix: String,
}

/// A line with the name of its entry.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) fields: UrlSearchParams,
}

impl Queue {
    /// `None`: the browser keeps nothing.
    pub(super) fn open(window: &Window, prefix: String) -> Option<Self> {
        Some(Self { storage: window.local_storage().ok()??, prefix })
    }

    /// Keeps a line; `None`: the browser has no room for it.
    pub(super) fn put(&self, key: &str, fields: &UrlSearchParams) -> Option<()> {
        let name = format!("{}{}.{key}", self.prefix, String::from(Date::new_0().to_iso_string()));
        self.storage.set_item(&name, &String::from(fields.to_string())).ok()
    }

    /// All lines, the oldest first.
    pub(super) fn lines(&self) -> Vec<Line> {
        // The moments in their names put them in order.
        let names = Object::keys(&self.storage).sort().into_iter().filter_map(|name| name.as_string());
        names.filter(|name| name.starts_with(&self.prefix)).filter_map(|name| self.line(name)).collect()
    }

    /// One line; `None`: another tab has sent it meanwhile.
    pub(super) fn line(&self, name: String) -> Option<Line> {
        let fields = UrlSearchParams::new_with_str(&self.storage.get_item(&name).ok()??).ok()?;
        Some(Line { name, fields })
    }

    /// Forgets a line.
    pub(super) fn remove(&self, name: &str) {
        let _ = self.storage.remove_item(name);
    }
}
