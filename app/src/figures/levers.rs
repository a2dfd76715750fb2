//! What solving something would free.

use domain::Ars;
use domain::blocker::BlockerId;
use domain::criteria::CriterionId;
use domain::leverage::{Levers, leverage};
use domain::rollout::{RolloutKey, Viewpoint};
use domain::situation::Situation;
use domain::vendor::VendorId;
use domain::waiting::Waits;

use super::Filter;
use super::blocked::held_up;

/// By what blockers are solved together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LeverBy {
    /// All of a criterion.
    #[default]
    Criterion,
    /// All at authorities with a vendor.
    Vendor,
    /// Each alone.
    Blocker,
    /// All at the authorities of a Kreis.
    Kreis,
}

/// What is solved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeverKey {
    /// All of a criterion.
    Criterion(CriterionId),
    /// All at authorities with a vendor; `None`: the status names none.
    Vendor(Option<VendorId>),
    /// One blocker.
    Blocker(BlockerId),
    /// All at the authorities of a Kreis.
    Kreis(Ars),
}

/// What each solution would free, of what is open under a filter.
#[must_use]
pub fn levers(situation: &Situation, filter: &Filter, by: LeverBy) -> Levers<LeverKey> {
    let viewpoint = filter.viewpoint;
    let register = situation.responsibilities(viewpoint.on).register().clone();
    let waits = Waits::new(situation, filter.scope, viewpoint.on);
    let held_up = held_up(situation, filter);
    let keyed = held_up.iter().flat_map(|(blocker, rollouts)| {
        let register = &register;
        rollouts.iter().map(move |rollout| {
            let key = match by {
                LeverBy::Criterion => LeverKey::Criterion(blocker.facts.criterion),
                LeverBy::Vendor => LeverKey::Vendor(vendor_of(situation, rollout, viewpoint)),
                LeverBy::Blocker => LeverKey::Blocker(blocker.id),
                LeverBy::Kreis => LeverKey::Kreis(
                    register.kreis_of(&rollout.authority).map_or(rollout.authority, |kreis| kreis.ars),
                ),
            };
            (key, blocker.id, *rollout)
        })
    });
    leverage(&waits, keyed)
}

/// The vendor that the current status of a rollout names, whatever its spelling was merged into.
pub(crate) fn vendor_of(
    situation: &Situation,
    rollout: &RolloutKey,
    viewpoint: Viewpoint,
) -> Option<VendorId> {
    let entry = &situation.history(rollout)?.current(viewpoint)?.entry;
    situation.obstacles().vendors.meant_by(entry.vendor.as_deref()?).map(|vendor| vendor.id)
}
