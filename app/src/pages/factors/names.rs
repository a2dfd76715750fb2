//! What groups and factors are called.

use domain::journey::{By, Factor, Group, SizeBand};
use domain::vendor::VendorId;

use super::super::blockers::criterion_name;
use crate::context::Page;

/// What a group is called.
#[must_use]
pub fn group_name(page: &Page, by: By, group: Group) -> String {
    let criterion = match by {
        By::HeldUp(Some(criterion)) => Some(criterion_name(page, criterion)),
        _ => None,
    };
    match (group, criterion) {
        (Group::HeldUp, Some(criterion)) => format!("aufgehalten: {criterion}"),
        (Group::HeldUp, None) => "aufgehalten".into(),
        (Group::NotHeldUp, Some(_)) => "nicht dadurch aufgehalten".into(),
        (Group::NotHeldUp, None) => "nicht aufgehalten".into(),
        (Group::Vendor(vendor), _) => vendor_name(page, vendor),
        (Group::NoVendor, _) => "Hersteller nicht angegeben".into(),
        (Group::Size(size), _) => format!("{} Menschen", size_name(size)),
        (Group::Pilot, _) => "Pilotbehörden".into(),
        (Group::NotPilot, _) => "alle anderen Behörden".into(),
        (Group::Others, _) => "übrige".into(),
    }
}

/// What a factor is called.
#[must_use]
pub fn factor_name(page: &Page, factor: &Factor) -> String {
    match factor {
        Factor::HeldUp(criterion) => format!("aufgehalten: {}", criterion_name(page, *criterion)),
        Factor::Vendor(vendor) => format!("Hersteller: {}", vendor_name(page, *vendor)),
        Factor::NoVendor => "Hersteller: nicht angegeben".into(),
        Factor::OtherVendors => "Hersteller: übrige".into(),
        Factor::Size(size) => format!("Größe: {} Menschen", size_name(*size)),
        Factor::Pilot => "Pilotbehörde".into(),
        Factor::Service(slug) => {
            let service = page.situation.catalogue().service(slug).map(|service| service.name.as_str());
            format!("Leistung: {}", service.unwrap_or(slug.as_str()))
        }
    }
}

fn vendor_name(page: &Page, vendor: VendorId) -> String {
    let known = page.situation.obstacles().vendors.get(vendor);
    known.map_or_else(|| format!("Nr. {vendor}"), |vendor| vendor.name.clone())
}

const fn size_name(size: SizeBand) -> &'static str {
    match size {
        SizeBand::Smallest => "unter 1.000",
        SizeBand::Small => "1.000 bis unter 5.000",
        SizeBand::Middle => "5.000 bis unter 20.000",
        SizeBand::Large => "ab 20.000",
    }
}
