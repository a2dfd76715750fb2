//! The parts of a bridge add up to the difference, whatever was recorded, taken back, merged or counted anew.

#[path = "support/bavaria.rs"]
mod bavaria;

use std::sync::Arc;

use bavaria::{ars, catalogue, slug};
use chrono::Duration;
use domain::bridge::{Bridge, Part};
use domain::catalogue::Selection;
use domain::coverage::{Measure, Scope, Share};
use domain::definition::{Definition, DefinitionId};
use domain::register::{Register, facts};
use domain::rollout::{Actor, Retraction, RolloutEvent, RolloutKey, StatusEntry, Viewpoint};
use domain::situation::Situation;
use domain::stage::Stage;
use domain::{Day, Edition, Editions};
use proptest::prelude::*;

const KELHEIM: &str = "09273";
/// A commune that another one takes in.
const MERGED: &str = "092730152152";

fn start() -> Day {
    "2026-01-01".parse().unwrap()
}

fn actor() -> Actor {
    Actor { id: "test".into(), name: "Test".into() }
}

/// Kelheim, from `changed_on` on with more inhabitants and a commune less.
fn editions(changed_on: Option<Day>) -> Editions {
    let all = facts::bayern();
    let before: Vec<_> = all
        .register
        .bodies()
        .filter(|body| body.ars.is_within(&ars(KELHEIM)) || ars(KELHEIM).is_within(&body.ars))
        .cloned()
        .collect();
    let edition = |as_of, bodies| Edition {
        as_of,
        register: Arc::new(Register::new(bodies).unwrap()),
        ..facts::bayern().clone()
    };
    let after = changed_on.map(|changed_on| {
        let mut bodies = before.clone();
        bodies.retain(|body| body.ars.as_str() != MERGED);
        for facts in bodies.iter_mut().filter_map(|body| body.commune.as_mut()) {
            facts.inhabitants += facts.inhabitants % 7;
        }
        edition(changed_on, bodies)
    });
    Editions::new([edition(all.as_of, before)].into_iter().chain(after))
}

fn rollouts() -> Vec<RolloutKey> {
    let situation = Situation::new(Arc::new(catalogue()), Arc::new(editions(None)));
    situation.responsibilities(start()).rollouts().to_vec()
}

prop_compose! {
    fn any_event(rollouts: Vec<RolloutKey>)(
        rollout in proptest::sample::select(rollouts),
        stage in proptest::sample::select(vec![Stage::Live, Stage::Live, Stage::Live, Stage::Testing, Stage::Unknown, Stage::Suspended]),
        effective in 0..40_i64,
        recorded_hours in 0..1_200_i64,
        retracted_after in proptest::option::weighted(0.2, 0..400_i64),
    ) -> (RolloutEvent, Option<Retraction>) {
        let recorded_at = start().start() + Duration::hours(recorded_hours);
        let retraction = retracted_after.map(|hours| Retraction {
            recorded_at: recorded_at + Duration::hours(hours),
            actor: actor(),
            reason: "falsch".into(),
            batch: None,
        });
        let event = RolloutEvent {
            id: 0,
            rollout,
            entry: StatusEntry::new(stage, start().plus(effective)),
            recorded_at,
            actor: actor(),
            batch: None,
            retraction: None,
        };
        (event, retraction)
    }
}

fn situation(events: Vec<(RolloutEvent, Option<Retraction>)>, changed_on: Option<Day>) -> Situation {
    let (mut told, mut taken_back) = (Vec::new(), Vec::new());
    for ((mut event, retraction), id) in events.into_iter().zip(0..) {
        event.id = id;
        taken_back.extend(retraction.map(|retraction| (event.rollout.clone(), id, retraction)));
        told.push(event);
    }
    Situation::new(Arc::new(catalogue()), Arc::new(editions(changed_on))).with_records(told, taken_back)
}

fn any_definition() -> impl Strategy<Value = Definition> {
    (1..4_i64, any::<bool>(), proptest::option::of(0..40_u16)).prop_map(
        |(id, counts_pilot, confirmed_within)| Definition {
            id: DefinitionId(id),
            counts_pilot,
            confirmed_within,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn the_parts_add_up_exactly(
        events in proptest::collection::vec(any_event(rollouts()), 0..400),
        changed_on in proptest::option::of(0..45_i64),
        from in 0..45_i64,
        later in 0..45_i64,
        known in proptest::option::of(0..60_i64),
        definitions in [any_definition(), any_definition()],
        scope in proptest::sample::select(vec![KELHEIM, "092735218", "09"]),
        selection in proptest::sample::select(vec![
            Selection::Total,
            Selection::Commitment(slug("bauen")),
            Selection::Service(slug("wohnsitzanmeldung")),
        ]),
    ) {
        let situation = situation(events, changed_on.map(|days| start().plus(days)));
        let scope = Scope::Within(ars(scope));
        let known_on = known.map(|days| start().plus(days));
        let first = start().plus(from);
        let from = Viewpoint {
            known_on: Some(known_on.map_or(first, |known| known.min(first))),
            definition: definitions[0],
            on: first,
        };
        let to = Viewpoint { on: first.plus(later), known_on, definition: definitions[1] };
        let bridge = Bridge::new(&situation, &selection, scope, from, to);

        let coverage = |viewpoint| situation.coverage(&selection, scope, viewpoint);
        let (seen_then, seen_now) = (coverage(from), coverage(Viewpoint { known_on, ..from }));
        let counted_now = coverage(Viewpoint { on: first, ..to });
        prop_assert_eq!(bridge.from, seen_then);
        prop_assert_eq!(bridge.to, coverage(to));
        for measure in Measure::ALL {
            let steps = bridge.steps(measure);
            let mut share = bridge.from.of(measure).confirmed();
            for step in &steps {
                prop_assert_eq!(step.before, share);
                share = step.after;
            }
            prop_assert_eq!(share, bridge.to.of(measure).confirmed());

            let live = |part| {
                let rows = bridge.rows(measure).iter().filter(|row| row.part == part);
                rows.map(|row| row.live(measure)).sum::<i64>()
            };
            let difference = |from: u64, to: u64| to.cast_signed() - from.cast_signed();
            prop_assert_eq!(
                live(Part::Corrections),
                difference(seen_then.of(measure).live, seen_now.of(measure).live)
            );
            prop_assert_eq!(
                live(Part::Definition),
                difference(seen_now.of(measure).live, counted_now.of(measure).live)
            );
            prop_assert!(live(Part::NewlyLive) >= 0 && live(Part::Relapsed) <= 0);
            let is_same = Arc::ptr_eq(situation.responsibilities(from.on), situation.responsibilities(to.on));
            if is_same {
                prop_assert_eq!(
                    live(Part::NewlyLive) + live(Part::Relapsed),
                    difference(counted_now.of(measure).live, bridge.to.of(measure).live)
                );
                prop_assert_eq!(live(Part::Denominators), 0);
            }
            for row in bridge.rows(measure) {
                prop_assert!(row.part == Part::Denominators || row.total(measure) == 0);
            }
        }
    }
}

#[test]
fn each_change_is_told_in_its_part() {
    let key = |authority: &str| RolloutKey { authority: ars(authority), service: slug("fuehrerschein") };
    let event = |stage, effective: i64, recorded: i64| {
        let event = RolloutEvent {
            id: 0,
            rollout: key(KELHEIM),
            entry: StatusEntry::new(stage, start().plus(effective)),
            recorded_at: start().plus(recorded).start(),
            actor: actor(),
            batch: None,
            retraction: None,
        };
        (event, None)
    };
    let bridge = |events| {
        let from = Viewpoint { known_on: Some(start().plus(10)), ..Viewpoint::on(start().plus(10)) };
        let to = Viewpoint::on(start().plus(30));
        let selection = Selection::Service(slug("fuehrerschein"));
        Bridge::new(&situation(events, None), &selection, Scope::Within(ars(KELHEIM)), from, to)
    };
    let parts = |bridge: &Bridge| {
        let rows = bridge.rows(Measure::Authorities).iter();
        rows.map(|row| (row.part, row.live(Measure::Authorities))).collect::<Vec<_>>()
    };
    assert_eq!(parts(&bridge(vec![event(Stage::Live, 20, 20)])), [(Part::NewlyLive, 1)]);
    assert_eq!(parts(&bridge(vec![event(Stage::Live, 5, 20)])), [(Part::Corrections, 1)]);
    assert_eq!(
        parts(&bridge(vec![event(Stage::Live, 5, 5), event(Stage::Suspended, 20, 20)])),
        [(Part::Relapsed, -1)]
    );
    // Live was said too early, and became true meanwhile.
    let corrected =
        bridge(vec![event(Stage::Live, 5, 5), event(Stage::Testing, 5, 12), event(Stage::Live, 20, 20)]);
    assert_eq!(parts(&corrected), [(Part::Corrections, -1), (Part::NewlyLive, 1)]);
    let all = Share { part: 1, whole: 1 };
    let steps = corrected.steps(Measure::Authorities);
    assert_eq!((steps[0].before, steps[0].after.part, steps[4].after), (all, 0, all));
}
