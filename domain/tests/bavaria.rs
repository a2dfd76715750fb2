//! The measured facts of Bavaria on the register of 30.11.2023, and the arithmetic against a naive recount.

mod support;

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use domain::catalogue::{Catalogue, Selection};
use domain::coverage::{Count, Coverage, Measure, Scope};
use domain::definition::{Definition, DefinitionId};
use domain::register::facts;
use domain::rollout::{Actor, Retraction, RolloutEvent, RolloutKey, StatusEntry, Viewpoint};
use domain::situation::Situation;
use domain::stage::Stage;
use domain::target::{Aim, Target, TargetId, TargetPath};
use domain::{Ars, Day, Editions};
use proptest::prelude::*;
use support::bavaria::{ars, catalogue, slug};
use support::recount::recount;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn bavaria() -> Situation {
    Situation::new(Arc::new(catalogue()), Arc::new(Editions::new([facts::bayern().clone()])))
}

fn event(
    id: i64,
    authority: Ars,
    service: &str,
    stage: Stage,
    effective_on: Day,
    recorded_at: DateTime<Utc>,
) -> RolloutEvent {
    RolloutEvent {
        id,
        rollout: RolloutKey { authority, service: slug(service) },
        entry: StatusEntry { stage, effective_on, planned_on: None, vendor: None, link: None, note: None },
        recorded_at,
        actor: actor(),
        batch: None,
        retraction: None,
    }
}

fn actor() -> Actor {
    Actor { id: "test".into(), name: "Test".into() }
}

fn only_live(authority: &str, service: &str) -> Coverage {
    let live = event(1, ars(authority), service, Stage::Live, day("2026-03-01"), day("2026-03-01").start());
    bavaria().with_records(vec![live], vec![]).coverage(
        &Selection::Service(slug(service)),
        Scope::Within(ars("09")),
        Viewpoint::on(day("2026-11-23")),
    )
}

fn count(live: u64, total: u64) -> Count {
    Count { live, unknown: total - live, total }
}

#[test]
fn the_authorities_of_bavaria_are_counted_as_published() {
    let situation = bavaria();
    let viewpoint = Viewpoint::on(day("2026-11-23"));
    let total = |selection: Selection| situation.coverage(&selection, Scope::Within(ars("09")), viewpoint);
    for (service, authorities) in [
        ("wohnsitzanmeldung", 1_385),
        ("fuehrerschein", 96),
        ("aufenthaltstitel", 96),
        ("bauvorbescheid", 138),
        ("baugenehmigung", 138),
        ("waffenrecht", 96),
    ] {
        let coverage = total(Selection::Service(slug(service)));
        assert_eq!(coverage.authorities, count(0, authorities), "{service}");
        assert_eq!(coverage.communes, count(0, 2_056), "{service}");
        assert_eq!(coverage.inhabitants, count(0, 13_369_393), "{service}");
    }
    assert_eq!(total(Selection::Commitment(slug("bauen"))).authorities, count(0, 138));
    assert_eq!(total(Selection::Total).authorities, count(0, 1_456));
    assert_eq!(situation.responsibilities(viewpoint.on).rollouts().len(), 1_949);
}

#[test]
fn the_pilots_are_counted_as_published() {
    let viewpoint = Viewpoint::on(day("2026-11-23"));
    let residence = Selection::Service(slug("wohnsitzanmeldung"));
    let pilots = bavaria().coverage(&residence, Scope::Pilots, viewpoint);
    assert_eq!(pilots.communes.total, 69);
    assert_eq!(pilots.authorities.total, 46);
    assert_eq!(pilots.inhabitants.total, 718_497);
    let others = bavaria().coverage(&residence, Scope::NotPilots, viewpoint);
    assert_eq!(others.communes.total, 2_056 - 69);
    assert_eq!(others.inhabitants.total, 13_369_393 - 718_497);
    let stuttgart = "081110000000".parse().unwrap();
    assert!(
        !Scope::NotPilots.contains(&stuttgart, bavaria().catalogue()),
        "another Land is not compared with"
    );
}

#[test]
fn a_verwaltungsgemeinschaft_covers_its_members() {
    let coverage = only_live("092735218", "wohnsitzanmeldung");
    assert_eq!(coverage.authorities, count(1, 1_385));
    assert_eq!(coverage.communes, count(5, 2_056));
    assert_eq!(coverage.inhabitants, count(9_802, 13_369_393));
    assert!(!coverage.is_complete());
}

#[test]
fn a_landratsamt_covers_its_landkreis() {
    let coverage = only_live("09273", "fuehrerschein");
    assert_eq!(coverage.authorities, count(1, 96));
    assert_eq!(coverage.communes, count(24, 2_056));
    assert_eq!(coverage.inhabitants, count(125_701, 13_369_393));
}

/// A definition and one that is at least as strict.
fn two_definitions() -> impl Strategy<Value = (Definition, Definition)> {
    let one = || (any::<bool>(), proptest::option::of(0..60_u16));
    (one(), one()).prop_map(|((pilot, within), (other_pilot, other_within))| {
        let loose = Definition { id: DefinitionId(2), counts_pilot: pilot, confirmed_within: within };
        let days = |within: Option<u16>| within.unwrap_or(u16::MAX);
        let strict = Definition {
            id: DefinitionId(3),
            counts_pilot: pilot && other_pilot,
            confirmed_within: Some(days(within).min(days(other_within))).filter(|days| *days < u16::MAX),
        };
        (loose, strict)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_stricter_definition_never_gives_more(
        mut events in proptest::collection::vec(any_event(small_rollouts()), 0..250),
        on in 0..45_i64,
        scope in proptest::sample::select(scopes()),
        selection in proptest::sample::select(selections()),
        (loose, strict) in two_definitions(),
    ) {
        for (id, event) in events.iter_mut().enumerate() {
            event.id = i64::try_from(id).unwrap();
            event.retraction = None;
            // Testing stands in for what counts under some definitions only.
            if event.entry.stage == Stage::Testing {
                event.entry.stage = Stage::Pilot;
            }
        }
        let situation = bavaria().with_records(events, vec![]);
        let usual = Viewpoint::on(day("2026-01-01").plus(on));
        let counted = |definition| situation.coverage(&selection, scope, Viewpoint { definition, ..usual });
        let (more, less) = (counted(loose), counted(strict));
        for measure in Measure::ALL {
            prop_assert!(less.of(measure).live <= more.of(measure).live);
            prop_assert!(less.of(measure).possible().part <= more.of(measure).possible().part);
            prop_assert_eq!(less.of(measure).total, more.of(measure).total);
        }
        // Who names no definition counts as ever.
        prop_assert_eq!(counted(Definition::USUAL), situation.coverage(&selection, scope, situation.viewpoint(usual.on)));
    }
}

#[test]
fn what_nobody_confirmed_lately_is_open_and_not_refuted() {
    let said = day("2026-03-01");
    let live = event(1, ars("09273"), "fuehrerschein", Stage::Live, said, said.start());
    let situation = bavaria().with_records(vec![live], vec![]);
    let definition = Definition { id: DefinitionId(2), counts_pilot: false, confirmed_within: Some(30) };
    let counted = |on: Day| {
        let viewpoint = Viewpoint { definition, ..Viewpoint::on(on) };
        let selection = Selection::Service(slug("fuehrerschein"));
        situation.coverage(&selection, Scope::Within(ars("09273")), viewpoint).communes
    };
    assert_eq!(counted(said.plus(30)), Count { live: 24, unknown: 0, total: 24 });
    assert_eq!(counted(said.plus(31)), Count { live: 0, unknown: 24, total: 24 });
}

#[test]
fn what_is_agreed_on_bends_the_path_of_exactly_that() {
    let due = day("2026-06-30");
    let aim = Aim { selection: Selection::Total, measure: Measure::Communes, scope: ars("09273") };
    let target = Target {
        id: TargetId(1),
        aim: aim.clone(),
        due,
        share: 0.25,
        reason: "Probe".into(),
        withdrawn: None,
        version: 1,
    };
    let programme = TargetPath { from: day("2026-01-21"), due: day("2026-12-31"), share: 1.0 };
    let catalogue = Catalogue { target: Some(programme), ..catalogue() };
    let situation = Situation::new(Arc::new(catalogue), Arc::new(Editions::new([facts::bayern().clone()])))
        .with_programme(|programme| programme.targets.put(target));
    let viewpoint = Viewpoint::on(day("2026-11-23"));
    let expected = |scope: &str, measure| {
        let path = situation.target_path(&Selection::Total, Scope::Within(ars(scope)), measure, viewpoint);
        path.unwrap().expected(due).unwrap()
    };
    assert!((expected("09273", Measure::Communes) - 0.25).abs() < 1e-9);
    for (scope, measure) in [("09273", Measure::Authorities), ("09", Measure::Communes)] {
        assert!((expected(scope, measure) - 160.0 / 344.0).abs() < 1e-9, "the path of the programme");
    }
}

#[test]
fn a_town_with_limited_supervision_is_covered_when_both_are_live() {
    let situation = bavaria();
    let pfaffenhofen = situation.editions().on(day("2026-11-23")).resolve("09186143").unwrap().ars;
    let permits = Selection::Service(slug("baugenehmigung"));
    let live = |id, authority| {
        event(id, authority, "baugenehmigung", Stage::Live, day("2026-03-01"), day("2026-03-01").start())
    };
    let town = |events| {
        situation.with_records(events, vec![]).coverage(
            &permits,
            Scope::Within(pfaffenhofen),
            Viewpoint::on(day("2026-11-23")),
        )
    };
    assert_eq!(town(vec![live(1, pfaffenhofen)]).communes, count(0, 1));
    assert_eq!(town(vec![live(1, ars("09186"))]).communes, count(0, 1));
    let both = town(vec![live(1, pfaffenhofen), live(2, ars("09186"))]);
    assert_eq!(both.communes, count(1, 1));
    assert_eq!(both.authorities, count(2, 2));
    assert!(both.is_complete());
}

#[test]
fn an_authority_seated_outside_the_scope_counts_in_it() {
    let situation = bavaria();
    let meitingen = situation.coverage(
        &Selection::Total,
        Scope::Within(ars("097720177177")),
        Viewpoint::on(day("2026-11-23")),
    );
    assert_eq!(meitingen.authorities.total, 2, "the Markt itself and the Landratsamt");
    assert_eq!(meitingen.communes.total, 1);
}

const SERVICES: [&str; 6] = [
    "wohnsitzanmeldung",
    "fuehrerschein",
    "aufenthaltstitel",
    "bauvorbescheid",
    "baugenehmigung",
    "waffenrecht",
];

/// Kelheim with its towns, two VG and a limited delegation elsewhere make every rule matter; the whole of
/// Bavaria would only make each case slower.
fn scopes() -> Vec<Scope> {
    ["09", "092", "09273", "092735218", "09186", "097610000000", "09778", "097720177177"]
        .map(|key| Scope::Within(ars(key)))
        .into_iter()
        .chain([Scope::Pilots, Scope::NotPilots])
        .collect()
}

fn selections() -> Vec<Selection> {
    let mut selections = vec![Selection::Total, Selection::Commitment(slug("bauen"))];
    selections.extend(SERVICES.iter().map(|service| Selection::Service(slug(service))));
    selections
}

prop_compose! {
    fn any_event(rollouts: Vec<RolloutKey>)(
        rollout in proptest::sample::select(rollouts),
        stage in proptest::sample::select(vec![Stage::Live, Stage::Live, Stage::Live, Stage::Testing, Stage::Unknown, Stage::Suspended]),
        effective in 0..40_i64,
        recorded_hours in 0..1_200_i64,
        retracted_after in proptest::option::weighted(0.2, 0..400_i64),
    ) -> RolloutEvent {
        let recorded_at = day("2026-01-01").start() + Duration::hours(recorded_hours);
        RolloutEvent {
            retraction: retracted_after.map(|hours| Retraction {
                recorded_at: recorded_at + Duration::hours(hours),
                actor: actor(),
                reason: "falsch".into(),
                batch: None,
            }),
            ..event(0, rollout.authority, rollout.service.as_str(), stage, day("2026-01-01").plus(effective), recorded_at)
        }
    }
}

fn small_rollouts() -> Vec<RolloutKey> {
    let situation = bavaria();
    let all = situation.responsibilities(day("2026-11-23")).rollouts().to_vec();
    let near = ["09273", "09186", "09761", "09778", "09772"].map(ars);
    all.into_iter().filter(|rollout| near.iter().any(|kreis| rollout.authority.is_within(kreis))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn the_arithmetic_agrees_with_a_naive_recount(
        mut events in proptest::collection::vec(any_event(small_rollouts()), 0..250),
        on in 0..45_i64,
        known in proptest::option::of(0..60_i64),
        scope in proptest::sample::select(scopes()),
        selection in proptest::sample::select(selections()),
    ) {
        for (id, event) in events.iter_mut().enumerate() {
            event.id = i64::try_from(id).unwrap();
        }
        let viewpoint = Viewpoint {
            known_on: known.map(|days| day("2026-01-01").plus(days)),
            ..Viewpoint::on(day("2026-01-01").plus(on))
        };
        let situation = bavaria();
        let register = situation.editions().on(viewpoint.on);
        let expected = recount(&register, situation.catalogue(), &events, &selection, scope, viewpoint);
        let (untouched, retractions): (Vec<_>, Vec<_>) = events
            .into_iter()
            .map(|mut event| {
                let retraction = event.retraction.take().map(|retraction| (event.rollout.clone(), event.id, retraction));
                (event, retraction)
            })
            .unzip();
        let situation = situation.with_records(untouched, retractions.into_iter().flatten().collect());
        prop_assert_eq!(situation.coverage(&selection, scope, viewpoint), expected);
        let series = situation.series(&selection, scope, &[viewpoint.on.plus(-1), viewpoint.on], viewpoint);
        prop_assert_eq!(series[1], (viewpoint.on, expected));
    }
}
