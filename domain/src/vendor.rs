//! Who makes or runs the software, under one name however it is spelt.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::id::id;
use crate::text::{search_key, sort_key};

id!(
    /// Names a [`Vendor`].
    VendorId
);

/// A name that was used for a vendor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vendor {
    /// The id.
    pub id: VendorId,
    /// The name.
    pub name: String,
    /// What it offers.
    pub products: BTreeSet<String>,
    /// The one that is meant, where this is another spelling of it.
    pub merged_into: Option<VendorId>,
    /// The data version of its last change.
    pub version: i64,
}

/// All names that were ever used.
#[derive(Clone, Debug, Default)]
pub struct Vendors {
    by_id: BTreeMap<VendorId, Vendor>,
    by_key: HashMap<String, VendorId>,
}

impl Vendors {
    /// Adds a vendor, or puts what is known of it in place of what was. `key`: the text by which it is found,
    /// which stays when it is renamed.
    pub fn put(&mut self, key: String, vendor: Vendor) {
        self.by_key.insert(key, vendor.id);
        self.by_id.insert(vendor.id, vendor);
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, id: VendorId) -> Option<&Vendor> {
        self.by_id.get(&id)
    }

    /// The vendor that is meant by a text in a status, whatever it was merged into.
    #[must_use]
    pub fn meant_by(&self, text: &str) -> Option<&Vendor> {
        let mut vendor = self.by_id.get(self.by_key.get(&search_key(text))?)?;
        // Merging makes no circles; a bound all the same, for a database that somebody else wrote to.
        for _ in 0..self.by_id.len() {
            match vendor.merged_into.and_then(|id| self.by_id.get(&id)) {
                Some(other) => vendor = other,
                None => break,
            }
        }
        Some(vendor)
    }

    /// The one name for a text in a status; the text itself where nobody knows it.
    #[must_use]
    pub fn name<'a>(&'a self, text: &'a str) -> &'a str {
        self.meant_by(text).map_or(text, |vendor| &vendor.name)
    }

    /// All that are not merged into another, by name.
    #[must_use]
    pub fn all(&self) -> Vec<&Vendor> {
        let mut all: Vec<_> = self.by_id.values().filter(|vendor| vendor.merged_into.is_none()).collect();
        all.sort_by_key(|vendor| sort_key(&vendor.name));
        all
    }

    /// The spellings that were merged into a vendor.
    pub fn merged_into(&self, id: VendorId) -> impl Iterator<Item = &Vendor> {
        self.by_id.values().filter(move |vendor| vendor.merged_into == Some(id))
    }
}
