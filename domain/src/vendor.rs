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

    /// All names that mean a vendor: its own, those merged into it, and those merged into them.
    #[must_use]
    pub fn names_of(&self, id: VendorId) -> Vec<&Vendor> {
        let mut names: Vec<&Vendor> = self.by_id.get(&id).into_iter().collect();
        let mut next = 0;
        while let Some(name) = names.get(next).map(|vendor| vendor.id) {
            let merged =
                self.by_id.values().filter(|vendor| vendor.merged_into == Some(name) && vendor.id != id);
            names.extend(merged);
            next += 1;
        }
        names
    }

    /// What a vendor offers under all its names.
    #[must_use]
    pub fn products_of(&self, id: VendorId) -> BTreeSet<&str> {
        self.names_of(id).into_iter().flat_map(|vendor| &vendor.products).map(String::as_str).collect()
    }

    /// Pairs that look as if they meant the same, by name.
    #[must_use]
    pub fn likely_same(&self) -> Vec<(&Vendor, &Vendor)> {
        let all = self.all();
        let cores: Vec<String> = all.iter().map(|vendor| core(&vendor.name)).collect();
        let mut pairs = Vec::new();
        for (at, one) in cores.iter().enumerate() {
            for (offset, other) in cores[at + 1..].iter().enumerate() {
                if is_likely_same(one, other) {
                    pairs.push((all[at], all[at + 1 + offset]));
                }
            }
        }
        pairs
    }
}

/// Words that say what a company is, not which one.
const FORMS: [&str; 16] =
    ["ag", "aor", "co", "der", "die", "ev", "e", "eg", "gmbh", "kg", "kgaa", "mbh", "se", "ug", "und", "v"];

/// What tells a name from others.
fn core(name: &str) -> String {
    let key = search_key(name);
    key.split(' ').filter(|word| !FORMS.contains(word)).collect::<Vec<_>>().join(" ")
}

fn is_likely_same(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    // One letter in six may be another: a slip, and not another name.
    let slips = short.chars().count() / 6;
    !short.is_empty()
        && (short.replace(' ', "") == long.replace(' ', "")
            || long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '))
            || strsim::osa_distance(short, long) <= slips)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vendors(names: &[&str]) -> Vendors {
        let mut vendors = Vendors::default();
        for (id, name) in (1..).zip(names) {
            let vendor = Vendor {
                id: VendorId(id),
                name: (*name).to_owned(),
                products: BTreeSet::from([format!("Produkt {id}")]),
                merged_into: None,
                version: 0,
            };
            vendors.put(search_key(name), vendor);
        }
        vendors
    }

    fn merge(vendors: &mut Vendors, id: i64, into: Option<i64>) {
        let vendor = vendors.get(VendorId(id)).unwrap().clone();
        vendors.put(search_key(&vendor.name), Vendor { merged_into: into.map(VendorId), ..vendor });
    }

    #[test]
    fn all_spellings_mean_the_one_they_were_merged_into_however_often() {
        let mut vendors = vendors(&["AKDB", "A.K.D.B.", "AKDB AöR"]);
        merge(&mut vendors, 2, Some(3));
        merge(&mut vendors, 3, Some(1));
        assert_eq!(vendors.name("a.k.d.b."), "AKDB");
        assert_eq!(vendors.all().len(), 1);
        let names: Vec<i64> = vendors.names_of(VendorId(1)).iter().map(|vendor| vendor.id.0).collect();
        assert_eq!(names, [1, 3, 2]);
        assert_eq!(vendors.products_of(VendorId(1)).len(), 3);
        merge(&mut vendors, 3, None);
        assert_eq!(vendors.name("a.k.d.b."), "AKDB AöR", "what was merged before stays so");
        assert_eq!(vendors.name("niemand"), "niemand");
    }

    #[test]
    fn names_that_differ_by_form_product_or_slip_are_suggested() {
        let known = vendors(&[
            "AlpenSoft GmbH",
            "Alpensoft",
            "Frankenkommunal",
            "Frankenkomunal",
            "HSH",
            "LSH",
            "komuna",
        ]);
        let pairs: Vec<(&str, &str)> =
            known.likely_same().into_iter().map(|(one, other)| (&*one.name, &*other.name)).collect();
        assert_eq!(pairs, [("Alpensoft", "AlpenSoft GmbH"), ("Frankenkommunal", "Frankenkomunal")]);
        let is_suggested = |one, other| !vendors(&[one, other]).likely_same().is_empty();
        assert!(is_suggested("HSH", "HSH Soft- und Hardware"));
        assert!(is_suggested("ad KOMM", "adKOMM"));
        assert!(!is_suggested("komuna", "kommunal"));
        assert!(!is_suggested("GmbH", "AG"));
    }
}
