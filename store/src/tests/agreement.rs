//! However records, corrections, retractions and imports follow each other: the read model that took them in
//! one by one, one that reads everything afresh, and a naive recount agree.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use domain::catalogue::Selection;
use domain::coverage::Scope;
use domain::register::facts;
use domain::rollout::{Retraction, RolloutEvent, RolloutKey, StatusEntry, Viewpoint};
use domain::situation::Situation;
use domain::stage::Stage;
use domain::{Ars, Body, Day, Edition, Register};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, TestRunner};

use super::database::{TestDatabase, on_each_engine};
use super::recount::recount;
use super::samples::{actor, ars, day, rollout, slug};
use crate::{Db, ReadModel};

/// Each case plays on both engines.
const CASES: u32 = 16;

const SIEGENBURG: &str = "092735218";

fn start() -> Day {
    day("2026-01-01")
}

#[derive(Clone, Debug)]
enum Step {
    /// Hours are what the clock shows, counted from the start: it also goes back.
    Record { rollout: Index, stage: Stage, effective: i64, hours: i64 },
    /// One of the entries that count, if there is one.
    Retract { event: Index, hours: i64 },
    /// The Verwaltungsgemeinschaft Siegenburg is dissolved as of a day.
    Dissolve { on: i64 },
    /// Pfaffenhofen has its limited building supervision until a day.
    EndDelegation { on: i64 },
    /// Somebody opens a page.
    Look,
}

#[derive(Clone, Debug)]
struct Question {
    selection: Selection,
    scope: Scope,
    viewpoint: Viewpoint,
}

fn any_step() -> impl Strategy<Value = Step> {
    // More often live than not, or hardly anything that needs several services would ever be.
    let stage =
        select(vec![Stage::Live, Stage::Live, Stage::Live, Stage::Testing, Stage::Unknown, Stage::Suspended]);
    prop_oneof![
        20 => (any::<Index>(), stage, 0..40_i64, 0..1_200_i64).prop_map(|(rollout, stage, effective, hours)| {
            Step::Record { rollout, stage, effective, hours }
        }),
        5 => (any::<Index>(), 0..1_200_i64).prop_map(|(event, hours)| Step::Retract { event, hours }),
        1 => (0..40_i64).prop_map(|on| Step::Dissolve { on }),
        1 => (0..40_i64).prop_map(|on| Step::EndDelegation { on }),
        4 => Just(Step::Look),
    ]
}

fn any_question() -> impl Strategy<Value = Question> {
    let services =
        ["wohnsitzanmeldung", "fuehrerschein", "aufenthaltstitel", "bauvorbescheid", "baugenehmigung"];
    let mut selections = vec![Selection::Total, Selection::Commitment(slug("bauen"))];
    selections.extend(services.iter().map(|service| Selection::Service(slug(service))));
    let scopes: Vec<Scope> =
        ["09", "09273", SIEGENBURG, "09186", "091860143143", "097610000000", "097720177177"]
            .map(|key| Scope::Within(ars(key)))
            .into_iter()
            .chain([Scope::Pilots, Scope::NotPilots])
            .collect();
    (select(selections), select(scopes), 0..45_i64, option::of(0..60_i64)).prop_map(
        |(selection, scope, on, known)| Question {
            selection,
            scope,
            viewpoint: Viewpoint {
                known_on: known.map(|known| start().plus(known)),
                ..Viewpoint::on(start().plus(on))
            },
        },
    )
}

/// Where every rule of responsibility is at work: a Landkreis with a VG and its former members, a town that
/// shares its building supervision, and a kreisfreie Stadt. Few enough to be fully live now and then.
fn rollouts() -> Vec<RolloutKey> {
    let own = |ars: &Ars| rollout(ars.as_str(), "wohnsitzanmeldung");
    let mut rollouts: Vec<RolloutKey> = dissolved_members().iter().map(|body| own(&body.ars)).collect();
    for authority in ["09273", "09186", "097610000000"] {
        for service in
            ["fuehrerschein", "aufenthaltstitel", "bauvorbescheid", "baugenehmigung", "waffenrecht"]
        {
            rollouts.push(rollout(authority, service));
        }
    }
    for authority in [SIEGENBURG, "097610000000", "091860143143", "097720177177"] {
        rollouts.push(rollout(authority, "wohnsitzanmeldung"));
    }
    for service in ["bauvorbescheid", "baugenehmigung"] {
        rollouts.push(rollout("091860143143", service));
    }
    rollouts
}

/// The members of the VG under the keys that they have without it.
fn dissolved_members() -> Vec<Body> {
    let carried = facts::bayern();
    let members = carried.register.communes_within(&ars(SIEGENBURG)).cloned();
    members
        .map(|body| {
            let number = &body.ars.as_str()[9..];
            Body { ars: ars(&format!("092730{number}{number}")), ..body }
        })
        .collect()
}

fn dissolved(on: Day) -> Edition {
    let carried = facts::bayern();
    let others = carried.register.bodies().filter(|body| !body.ars.is_within(&ars(SIEGENBURG))).cloned();
    let register = Register::new(others.chain(dissolved_members())).unwrap();
    Edition { as_of: on, register: Arc::new(register), ..carried }
}

/// The database, two handles that write to it, and what they wrote.
struct Play<'a> {
    database: &'a TestDatabase,
    handles: [Db; 2],
    rollouts: Vec<RolloutKey>,
    written: Vec<RolloutEvent>,
    versions: HashMap<RolloutKey, i64>,
}

impl Play<'_> {
    async fn take(&mut self, number: usize, step: &Step) {
        let db = self.handles[number % 2].clone();
        let clock = |hours| start().start() + TimeDelta::hours(hours);
        match step {
            Step::Record { rollout, stage, effective, hours } => {
                let rollout = rollout.get(&self.rollouts).clone();
                self.record(&db, rollout, *stage, start().plus(*effective), clock(*hours)).await;
            }
            Step::Retract { event, hours } => {
                let mut counting: Vec<_> =
                    self.written.iter_mut().filter(|event| event.retraction.is_none()).collect();
                if counting.is_empty() {
                    return;
                }
                let place = event.index(counting.len());
                let event = &mut *counting[place];
                let version = self.versions.get_mut(&event.rollout).unwrap();
                let now = clock(*hours);
                *version = db.retract(event.id, "falsch", Some(*version), &actor(), now).await.unwrap();
                let recorded_at = now.max(event.recorded_at);
                event.retraction = Some(Retraction {
                    recorded_at,
                    actor: actor(),
                    reason: "falsch".to_owned(),
                    batch: None,
                });
            }
            Step::Dissolve { on } => {
                db.add_edition(&dissolved(start().plus(*on)), &actor(), clock(0)).await.unwrap();
            }
            Step::EndDelegation { on } => {
                let until = start().plus(*on);
                let sql = format!("UPDATE delegation SET valid_until = '{until}' WHERE ags = '09186143'");
                self.database.execute(&sql).await.unwrap();
            }
            Step::Look => {}
        }
    }

    async fn record(
        &mut self,
        db: &Db,
        rollout: RolloutKey,
        stage: Stage,
        effective_on: Day,
        now: DateTime<Utc>,
    ) {
        let entry =
            StatusEntry { stage, effective_on, planned_on: None, vendor: None, link: None, note: None };
        let version = self.versions.entry(rollout.clone()).or_default();
        let recorded = db.record_status(&rollout, &entry, Some(*version), &actor(), now).await.unwrap();
        *version = recorded.version;
        let before = self.written.iter().rev().find(|event| event.rollout == rollout);
        let recorded_at = before.map_or(now, |before| now.max(before.recorded_at));
        let id = recorded.event;
        self.written.push(RolloutEvent {
            id,
            rollout,
            entry,
            recorded_at,
            actor: actor(),
            batch: None,
            retraction: None,
        });
    }

    fn check(&self, situation: &Situation, questions: &[Question]) {
        let mut found: Vec<RolloutEvent> =
            situation.histories().flat_map(|(_, history)| history.events()).cloned().collect();
        found.sort_by_key(|event| event.id);
        assert_eq!(found, self.written);
        for (rollout, version) in &self.versions {
            assert_eq!(situation.history(rollout).unwrap().version(), *version, "{rollout:?}");
        }
        for Question { selection, scope, viewpoint } in questions {
            let register = situation.editions().on(viewpoint.on);
            let expected =
                recount(&register, situation.catalogue(), &self.written, selection, *scope, *viewpoint);
            let coverage = situation.coverage(selection, *scope, *viewpoint);
            assert_eq!(coverage, expected, "{selection:?} {scope:?} {viewpoint:?}");
        }
    }
}

async fn play(database: &TestDatabase, steps: &[Step], questions: &[Question]) {
    let handles = [database.db.clone(), database.other().await];
    let mut play =
        Play { database, handles, rollouts: rollouts(), written: Vec::new(), versions: HashMap::new() };
    let incremental = ReadModel::new(database.db.clone());
    incremental.current().await.unwrap();
    for (number, step) in steps.iter().enumerate() {
        play.take(number, step).await;
        if matches!(step, Step::Look) {
            play.check(&incremental.current().await.unwrap().situation, &[]);
        }
    }
    let incremental = incremental.current().await.unwrap();
    let fresh = ReadModel::new(database.db.clone()).current().await.unwrap();
    assert_eq!(incremental.version, fresh.version);
    assert_eq!(incremental.situation.catalogue(), fresh.situation.catalogue());
    let editions = |situation: &Situation| situation.editions().iter().cloned().collect::<Vec<_>>();
    assert_eq!(editions(&incremental.situation), editions(&fresh.situation));
    play.check(&incremental.situation, questions);
    play.check(&fresh.situation, questions);
}

#[test]
fn incremental_reading_agrees_with_reading_afresh_and_with_a_naive_recount() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let config =
        Config { cases: CASES, failure_persistence: None, max_shrink_iters: 50, ..Config::default() };
    let cases = (vec(any_step(), 0..80), vec(any_question(), 4));
    let outcome = TestRunner::new(config).run(&cases, |(steps, questions)| {
        runtime.block_on(on_each_engine(async |database| play(database, &steps, &questions).await));
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}
