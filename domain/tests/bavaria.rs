//! The measured facts of Bavaria on the register of 30.11.2023, and the arithmetic against a naive recount.

mod support;

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use domain::catalogue::Selection;
use domain::coverage::{Count, Coverage, Scope};
use domain::register::facts;
use domain::rollout::{Actor, Retraction, RolloutEvent, RolloutKey, StatusEntry, Viewpoint};
use domain::situation::Situation;
use domain::stage::Stage;
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
            on: day("2026-01-01").plus(on),
            known_on: known.map(|days| day("2026-01-01").plus(days)),
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
        let series = situation.series(&selection, scope, &[viewpoint.on.plus(-1), viewpoint.on], viewpoint.known_on);
        prop_assert_eq!(series[1], (viewpoint.on, expected));
    }
}
