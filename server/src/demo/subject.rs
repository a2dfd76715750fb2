//! What there is to tell about: every rollout with what decides how it goes.

use domain::body::{Body, BodyKind};
use domain::catalogue::{Catalogue, Slug};
use domain::key::Level;
use domain::responsibility::Responsibilities;
use domain::rollout::RolloutKey;

use super::links;
use super::vendors::{self, Vendor};

/// A rollout and its circumstances.
pub(super) struct Subject<'a> {
    pub(super) rollout: &'a RolloutKey,
    pub(super) commitment: &'a Slug,
    /// Counted from 0, within the commitment.
    pub(super) place_in_commitment: i64,
    /// Whether the authority has the staff of a Landratsamt or of a kreisfreie Stadt.
    pub(super) is_large: bool,
    /// The name as part of an address.
    pub(super) host: String,
    /// Of the communes for which the rollout is needed.
    pub(super) inhabitants: u64,
    pub(super) is_pilot: bool,
    pub(super) vendor: &'static Vendor,
}

impl Subject<'_> {
    /// The key of the Kreis that it is or lies in, which a kreisfreie Stadt is, too.
    pub(super) fn kreis(&self) -> String {
        let authority = &self.rollout.authority;
        authority.at(Level::Kreis).unwrap_or(*authority).to_string()
    }
}

/// One for each of [`Responsibilities::rollouts`] whose service and body are known, which all are.
pub(super) fn all<'a>(responsibilities: &'a Responsibilities, catalogue: &'a Catalogue) -> Vec<Subject<'a>> {
    let mut inhabitants = vec![0; responsibilities.rollouts().len()];
    for commune in responsibilities.communes() {
        for (rollout, _) in &commune.rollouts {
            inhabitants[*rollout] += commune.inhabitants;
        }
    }
    let register = responsibilities.register();
    let subject = |(rollout, inhabitants): (&'a RolloutKey, u64)| {
        let service = catalogue.service(&rollout.service)?;
        let body: &Body = register.get(&rollout.authority)?;
        let together = catalogue.services.iter().filter(|other| other.commitment == service.commitment);
        let before = together.take_while(|other| other.slug != service.slug);
        Some(Subject {
            rollout,
            commitment: &service.commitment,
            place_in_commitment: before.zip(1..).last().map_or(0, |(_, place)| place),
            is_large: matches!(body.kind, BodyKind::Landkreis | BodyKind::KreisfreieStadt),
            host: links::host(body, register),
            inhabitants,
            is_pilot: catalogue.is_pilot(&rollout.authority),
            vendor: vendors::of(&rollout.authority, &service.commitment),
        })
    };
    responsibilities.rollouts().iter().zip(inhabitants).filter_map(subject).collect()
}
