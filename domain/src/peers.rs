//! Bodies in the same position that have come further: whom to ask.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::blocker::{Blocker, Closing};
use crate::day::Day;
use crate::key::Ars;
use crate::responsibility::Responsibilities;
use crate::rollout::{History, RolloutEvent, RolloutKey, Viewpoint};
use crate::situation::Situation;
use crate::stage::Stage;

/// A body with the same service, the same vendor and about as many inhabitants that has come further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Peer<'a> {
    /// The body.
    pub authority: Ars,
    /// The inhabitants for whom it does the task.
    pub inhabitants: u64,
    /// How far it is.
    pub stage: Stage,
    /// Since when.
    pub since: Option<Day>,
    /// What it has done that whoever asks has still ahead.
    pub feat: Feat<'a>,
}

/// What somebody has done that another has still ahead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Feat<'a> {
    /// It got past what still holds the other up: the same blocker, or one of the same criterion.
    Closed(&'a Blocker, &'a Closing),
    /// It is at a later stage, and may have noted how it got there.
    Further(Option<&'a str>),
}

/// The peers of a rollout, those that help most first: who got past the same blocker, then past one of the same
/// criterion, then who is further and tells how, then who is further; among those the nearest in size.
///
/// A peer has the same service, the same vendor under whatever spelling, and for that service between half and
/// double the inhabitants. Without a vendor on record nobody is a peer: it would be a guess.
#[must_use]
pub fn peers<'a>(situation: &'a Situation, rollout: &RolloutKey, today: Day) -> Vec<Peer<'a>> {
    let viewpoint = Viewpoint::on(today);
    let responsibilities = situation.responsibilities(today);
    let inhabitants = inhabitants(responsibilities, rollout);
    let Some(own_size) = inhabitants.get(&rollout.authority).copied() else { return Vec::new() };
    let own = situation.history(rollout);
    let Some(vendor) = own.and_then(|history| vendor(situation, history, viewpoint)) else {
        return Vec::new();
    };
    let own_stage = own.map_or(Stage::Unknown, |history| history.stage(viewpoint));
    let closed = closed_by_others(situation, rollout, today);
    let mut peers: Vec<(u8, u64, Peer<'a>)> = Vec::new();
    for (&authority, &size) in inhabitants.iter().filter(|(authority, _)| **authority != rollout.authority) {
        if !is_similar(own_size, size) {
            continue;
        }
        let key = RolloutKey { authority, service: rollout.service.clone() };
        let Some(history) = situation.history(&key) else { continue };
        if self::vendor(situation, history, viewpoint) != Some(vendor) {
            continue;
        }
        let (stage, since) = (history.stage(viewpoint), history.stage_since(viewpoint));
        let (rank, feat) = match closed.get(&authority) {
            Some(&(rank, blocker, closing)) => (rank, Feat::Closed(blocker, closing)),
            None if stage.progress() > own_stage.progress() => {
                let note = note(history, own_stage, viewpoint);
                (if note.is_some() { 2 } else { 3 }, Feat::Further(note))
            }
            None => continue,
        };
        peers.push((
            rank,
            own_size.abs_diff(size),
            Peer { authority, inhabitants: size, stage, since, feat },
        ));
    }
    peers.sort_by_key(|(rank, distance, peer)| (*rank, *distance, Reverse(peer.since), peer.authority));
    peers.into_iter().map(|(.., peer)| peer).collect()
}

/// Whether one has at least half and at most double the inhabitants of the other.
fn is_similar(one: u64, other: u64) -> bool {
    one <= 2 * other && other <= 2 * one
}

/// For how many people each authority does the task.
fn inhabitants(responsibilities: &Responsibilities, of: &RolloutKey) -> BTreeMap<Ars, u64> {
    let mut inhabitants = BTreeMap::new();
    for commune in responsibilities.communes() {
        for (position, _) in &commune.rollouts {
            let rollout = &responsibilities.rollouts()[*position];
            if rollout.service == of.service {
                *inhabitants.entry(rollout.authority).or_default() += commune.inhabitants;
            }
        }
    }
    inhabitants
}

/// The vendor under its one name.
fn vendor<'a>(situation: &'a Situation, history: &'a History, viewpoint: Viewpoint) -> Option<&'a str> {
    let text = history.current(viewpoint)?.entry.vendor.as_deref()?;
    Some(situation.obstacles().vendors.name(text))
}

/// Who got past what holds the rollout up: 0 past the very blocker, 1 past one of the same criterion. Who is held up
/// by that criterion again has no advice to give.
fn closed_by_others<'a>(
    situation: &'a Situation,
    rollout: &RolloutKey,
    today: Day,
) -> BTreeMap<Ars, (u8, &'a Blocker, &'a Closing)> {
    let blockers = &situation.obstacles().blockers;
    let mut closed = BTreeMap::<Ars, (u8, &Blocker, &Closing)>::new();
    for own in blockers.blocking(rollout, today) {
        let criterion = own.facts.criterion;
        for blocker in blockers.iter() {
            if blocker.facts.criterion != criterion || blocker.withdrawn.is_some() {
                continue;
            }
            let rank = u8::from(blocker.id != own.id);
            for member in blocker.members.iter().filter(|member| member.rollout.service == rollout.service) {
                let Some(closing) = blocker.closing_of(member).filter(|closing| closing.on <= today) else {
                    continue;
                };
                if blockers.blocking(&member.rollout, today).any(|other| other.facts.criterion == criterion) {
                    continue;
                }
                let found = (rank, blocker.as_ref(), closing);
                let best = closed.entry(member.rollout.authority).or_insert(found);
                if (rank, Reverse(closing.on)) < (best.0, Reverse(best.2.on)) {
                    *best = found;
                }
            }
        }
    }
    closed
}

/// The last note with which somebody told of a stage beyond that one.
fn note(history: &History, beyond: Stage, viewpoint: Viewpoint) -> Option<&str> {
    let is_beyond =
        |event: &&RolloutEvent| viewpoint.counts(event) && event.entry.stage.progress() > beyond.progress();
    // What was remarked on the start itself; other remarks are seldom about what helped.
    let start = history.events().iter().filter(is_beyond).find(|event| event.entry.stage == Stage::Live)?;
    start.entry.note.as_deref()
}
