//! The way of rollouts until they are live, out of what was recorded of them.

#[path = "support/bavaria.rs"]
mod bavaria;

use std::collections::BTreeSet;
use std::sync::Arc;

use bavaria::{ars, catalogue, slug};
use domain::blocker::{ActionBy, Blocker, BlockerFacts, BlockerId, Closing, Member, Severity};
use domain::catalogue::Selection;
use domain::criteria::CriterionId;
use domain::journey::{HeldUp, Journey, Journeys, SizeBand, journeys};
use domain::register::facts;
use domain::rollout::{Actor, RolloutEvent, RolloutKey, StatusEntry, Viewpoint};
use domain::situation::Situation;
use domain::stage::Stage;
use domain::survival::Spell;
use domain::vendor::{Vendor, VendorId};
use domain::{Day, Editions};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn situation() -> Situation {
    Situation::new(Arc::new(catalogue()), Arc::new(Editions::new([facts::bayern().clone()])))
}

/// Weapons of the Landkreis Kelheim, with the stage since a day and the day on which it was recorded.
fn recorded(entries: &[(Stage, &str, &str)]) -> Situation {
    let events = entries.iter().zip(1..).map(|((stage, since, recorded_on), id)| RolloutEvent {
        id,
        rollout: kelheim(),
        entry: StatusEntry {
            vendor: (*stage == Stage::Ordered).then(|| "AKDB".to_owned()),
            ..StatusEntry::new(*stage, day(since))
        },
        recorded_at: day(recorded_on).start(),
        actor: Actor { id: "test".into(), name: "Test".into() },
        batch: None,
        retraction: None,
    });
    situation().with_records(events.collect(), vec![]).with_recordings(|obstacles, _| {
        let vendor = Vendor {
            id: VendorId(5),
            name: "AKDB".into(),
            products: BTreeSet::new(),
            merged_into: None,
            version: 1,
        };
        obstacles.vendors.put("akdb".into(), vendor);
    })
}

fn kelheim() -> RolloutKey {
    RolloutKey { authority: ars("09273"), service: slug("waffenrecht") }
}

fn of(situation: &Situation, on: &str) -> Journeys {
    let selection = Selection::Service(slug("waffenrecht"));
    journeys(situation, &selection, ars("09273"), Viewpoint::on(day(on)))
}

fn spell(entries: &[(Stage, &str, &str)], on: &str) -> Option<Spell> {
    of(&recorded(entries), on).watched.first().map(Journey::spell)
}

#[test]
fn a_way_begins_with_the_first_step_and_ends_live_or_today() {
    let entries = [
        (Stage::NotStarted, "2026-01-01", "2026-01-01"),
        (Stage::Ordered, "2026-02-01", "2026-02-03"),
        (Stage::Testing, "2026-03-01", "2026-03-01"),
        (Stage::Live, "2026-04-01", "2026-04-10"),
        (Stage::Suspended, "2026-05-01", "2026-05-01"),
    ];
    assert_eq!(spell(&entries, "2026-06-01"), Some(Spell::from_start(59, true)));
    assert_eq!(spell(&entries, "2026-03-31"), Some(Spell::from_start(58, false)), "live on the next day");
    assert_eq!(of(&recorded(&entries), "2026-01-20").not_begun, 1);
    let way = &of(&recorded(&entries), "2026-06-01").watched[0];
    assert_eq!((way.vendor, way.size, way.is_pilot), (Some(VendorId(5)), SizeBand::Large, true));
}

#[test]
fn what_was_recorded_late_was_watched_late() {
    let late = [(Stage::Ordered, "2026-02-01", "2026-03-01"), (Stage::Live, "2026-04-01", "2026-04-01")];
    let watched_late = Spell { watched_from: 28, until: 59, has_happened: true };
    assert_eq!(spell(&late, "2026-06-01"), Some(watched_late));
    // Told of when it was live already: nobody would have seen it, had it still waited.
    let unseen = [(Stage::Ordered, "2026-02-01", "2026-05-01"), (Stage::Live, "2026-04-01", "2026-05-01")];
    let told = of(&recorded(&unseen), "2026-06-01");
    assert_eq!((told.watched.len(), told.live_unseen, told.not_begun), (0, 1, 0));
}

#[test]
fn of_a_day_only_what_was_recorded_last_ever_held() {
    let mistaken = [
        (Stage::Ordered, "2026-02-01", "2026-02-01"),
        (Stage::Live, "2026-03-01", "2026-03-01"),
        (Stage::Testing, "2026-03-01", "2026-03-02"),
    ];
    assert_eq!(spell(&mistaken, "2026-03-10"), Some(Spell::from_start(37, false)));
}

#[test]
fn what_held_it_up_is_told_with_its_days_and_what_was_withdrawn_is_not() {
    let situation = recorded(&[(Stage::Ordered, "2026-02-01", "2026-02-01")]);
    let blocker = |id, withdrawn| Blocker {
        id: BlockerId(id),
        facts: BlockerFacts {
            title: "Modul fehlt".into(),
            criterion: CriterionId(3),
            opened_on: day("2026-02-10"),
            action_by: ActionBy::Vendor,
            severity: Severity::High,
            mailbox: None,
            due_on: None,
            note: None,
            link: None,
        },
        members: vec![Member {
            rollout: kelheim(),
            joined_on: day("2026-02-12"),
            closing: Some(Closing { on: day("2026-03-01"), resolution: "geliefert".into() }),
        }],
        closing: None,
        withdrawn,
        version: 1,
    };
    let situation = situation.with_recordings(|obstacles, _| {
        obstacles.blockers.put(blocker(1, None));
        obstacles.blockers.put(blocker(2, Some("Irrtum".into())));
    });
    let held_up =
        HeldUp { criterion: CriterionId(3), from: day("2026-02-12"), until: Some(day("2026-03-01")) };
    assert_eq!(of(&situation, "2026-06-01").watched[0].held_up, [held_up]);
}
