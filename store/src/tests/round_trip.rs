//! The status goes out as a sheet and comes in again: nothing changes, whatever was recorded. What a sheet says is
//! known once it was imported, and unknown again once that was undone.

use chrono::{DateTime, TimeDelta, Utc};
use domain::Day;
use domain::batch::BatchKind;
use domain::catalogue::Selection;
use domain::people::Role;
use domain::rollout::{RolloutKey, StatusEntry, Viewpoint};
use domain::situation::Situation;
use domain::stage::Stage;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::{Config, TestRunner};
use sheets::read::read;
use sheets::status::{ByHand, Corrections, Mapping, Occasion, Plan, Source, Wanted, export, interpret};
use sheets::write::{Variant, to_csv, to_xlsx};

use super::database::{TestDatabase, on_each_engine};
use super::people::{enter, roles};
use super::samples::{actor, ars, day, now, rollout};
use crate::{NewBatch, ReadModel};

/// Each case plays on both engines and brings three files back.
const CASES: u32 = 6;

fn today() -> Day {
    Day::of(now())
}

/// What is recorded of one rollout, hours before the sheet is written.
#[derive(Clone, Debug)]
enum Step {
    Record { rollout: Index, entry: StatusEntry, hours: i64 },
    Retract { event: Index },
    Merge { one: Index, other: Index },
}

fn rollouts() -> Vec<RolloutKey> {
    [
        ("09273", "waffenrecht"),
        ("09273", "baugenehmigung"),
        ("092735218", "wohnsitzanmeldung"),
        ("097720177177", "wohnsitzanmeldung"),
        ("097610000000", "bauvorbescheid"),
        ("09575", "baugenehmigung"),
        ("095750153153", "baugenehmigung"),
    ]
    .map(|(authority, service)| rollout(authority, service))
    .into()
}

fn any_text() -> impl Strategy<Value = String> {
    let odd = vec![
        "=1+1",
        "'=1+1",
        "''=x",
        "+49 9441 2070",
        "-",
        "- Punkt",
        "@alle",
        "'s läuft",
        "k.A.",
        "live",
        "01.03.2026",
        "46082",
        "0,5",
        "#NV",
        "WAHR",
        "a;b,c\"d\"",
        "erste Zeile\nzweite Zeile",
        "\"",
        "Übersee\u{a0}– 🎉",
        "1e5",
    ];
    prop_oneof![3 => select(odd).prop_map(str::to_owned), 1 => "[ -~äß\n]{1,40}"]
}

fn any_entry() -> impl Strategy<Value = StatusEntry> {
    let vendor = prop_oneof![3 => select(vec!["AKDB", "AlpenSoft", "=Vendor", "-"]).prop_map(str::to_owned), 1 => "[!-~]{1,12}"];
    let link = select(vec!["https://kelheim.example/a?b=c&d=%C3%A4", "http://a.example"]);
    (
        select(&Stage::ALL[..]),
        0..120_i64,
        option::of(-90..400_i64),
        option::of(vendor),
        option::of(link),
        option::of(any_text()),
    )
        .prop_map(|(stage, back, planned, vendor, link, note)| StatusEntry {
            planned_on: planned.map(|on| today().plus(on)),
            vendor: vendor.map(|vendor| vendor.trim().to_owned()).filter(|vendor| !vendor.is_empty()),
            link: link.map(str::to_owned),
            note: note.and_then(|note| domain::entry::note(&note).unwrap()),
            ..StatusEntry::new(stage, today().plus(-back))
        })
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        12 => (any::<Index>(), any_entry(), 0..3_000_i64)
            .prop_map(|(rollout, entry, hours)| Step::Record { rollout, entry, hours }),
        3 => any::<Index>().prop_map(|event| Step::Retract { event }),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(one, other)| Step::Merge { one, other }),
    ]
}

async fn situation(database: &TestDatabase) -> Situation {
    ReadModel::new(database.db.clone()).current().await.unwrap().situation.as_ref().clone()
}

async fn play(database: &TestDatabase, steps: &[Step]) {
    let db = &database.db;
    let lead = enter(db, 1, roles(&[Role::Lead])).await;
    let rollouts = rollouts();
    let mut events = Vec::new();
    for step in steps {
        match step {
            Step::Record { rollout, entry, hours } => {
                let recorded_at: DateTime<Utc> =
                    (now() - TimeDelta::hours(*hours)).max(entry.effective_on.start());
                let rollout = rollout.get(&rollouts);
                events
                    .push(db.record_status(rollout, entry, None, &actor(), recorded_at).await.unwrap().event);
            }
            Step::Retract { event } if !events.is_empty() => {
                let event = events.swap_remove(event.index(events.len()));
                db.retract(event, "vertippt", None, &actor(), now()).await.unwrap();
            }
            Step::Merge { one, other } => {
                let vendors = situation(database).await.obstacles().vendors.clone();
                let all = vendors.all();
                if all.len() > 1 && one.index(all.len()) != other.index(all.len()) {
                    let [one, other] = [one, other].map(|index| all[index.index(all.len())]);
                    db.merge_vendor((one.id, one.version), (other.id, other.version), &lead, now())
                        .await
                        .unwrap();
                }
            }
            Step::Retract { .. } => {}
        }
    }
}

/// What the import of a file would do on the day of the test.
fn plan(bytes: &[u8], name: &str, situation: &Situation) -> Plan {
    let workbook = read(bytes, name).unwrap();
    let mappings =
        workbook.sheets.iter().map(|sheet| Mapping::recognise(sheet, situation.catalogue(), &ByHand::new()));
    let mappings: Vec<Mapping> = mappings.collect();
    let sources: Vec<Source<'_>> = workbook
        .sheets
        .iter()
        .zip(&mappings)
        .filter(|(_, mapping)| mapping.missing().is_empty())
        .map(|(sheet, mapping)| Source { sheet, mapping })
        .collect();
    assert_eq!(sources.len(), 1, "{name}");
    let occasion = Occasion { file: name, today: today(), since: today() };
    interpret(&sources, situation, &occasion, &Corrections::default(), &mut |_, _| {})
}

fn assert_changes_nothing(plan: &Plan, of: &str) {
    assert_eq!(plan.refused, [], "{of}");
    assert_eq!(plan.entries, [], "{of}");
    assert_eq!((plan.new, plan.changed, plan.rows.silent), (0, 0, 0), "{of}");
}

async fn goes_out_and_comes_in(database: &TestDatabase, steps: &[Step]) {
    play(database, steps).await;
    let situation = situation(database).await;
    let wanted = Wanted {
        selection: Selection::Total,
        scope: ars("09"),
        viewpoint: Viewpoint::on(today()),
        is_inside: true,
    };
    let table = export(&situation, &wanted);
    for (name, bytes) in [
        ("stand.csv", to_csv(&table, Variant::Excel)),
        ("stand.maschine.csv", to_csv(&table, Variant::Machine)),
        ("stand.xlsx", to_xlsx(&[table], now()).unwrap()),
    ] {
        let plan = plan(&bytes, name, &situation);
        assert_changes_nothing(&plan, name);
        assert_eq!(plan.unchanged, situation.responsibilities(today()).rollouts().len());
    }
}

#[test]
fn the_status_that_was_exported_changes_nothing_when_imported() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let config =
        Config { cases: CASES, failure_persistence: None, max_shrink_iters: 50, ..Config::default() };
    let outcome = TestRunner::new(config).run(&vec(any_step(), 0..60), |steps| {
        runtime.block_on(on_each_engine(async |database| goes_out_and_comes_in(database, &steps).await));
        Ok(())
    });
    if let Err(failure) = outcome {
        panic!("{failure}");
    }
}

#[tokio::test]
async fn what_was_imported_is_known_until_it_is_undone() {
    let sheet = "AGS;Leistung;Status;Live seit;Geplant zum;Anbieter;Bemerkung\r\n\
                 9772177;Wohnsitz anmelden;live;01.03.2026;;AKDB;\"läuft; seit März\"\r\n\
                 09273;Waffenrecht;in Umsetzung;;31.12.2026;;\r\n\
                 09761000;bauen;im Test;;;AKDB;\r\n";
    on_each_engine(async |database| {
        let known = StatusEntry::new(Stage::Ordered, day("2026-02-01"));
        let kelheim = rollout("09273", "waffenrecht");
        database.db.record_status(&kelheim, &known, None, &actor(), day("2026-02-01").start()).await.unwrap();
        let before = situation(database).await;
        let first = plan(sheet.as_bytes(), "kelheim.csv", &before);
        assert_eq!((first.new, first.changed, first.refused.len()), (3, 1, 0));
        let batch = NewBatch { kind: BatchKind::Import, source: "kelheim.csv".into() };
        let batch = database.db.record_batch(&batch, &first.entries, &actor(), now()).await.unwrap();
        let after = situation(database).await;
        for (rollout, entry, _) in &first.entries {
            let current = after.history(rollout).unwrap().current(Viewpoint::on(today())).unwrap();
            assert_eq!(&current.entry, entry);
        }
        let again = plan(sheet.as_bytes(), "kelheim.csv", &after);
        assert_changes_nothing(&again, "the same once more");
        assert_eq!(again.unchanged, 4);
        database.db.undo_batch(batch.id, "falsche Datei", &actor(), now()).await.unwrap();
        let undone = situation(database).await;
        let now = Viewpoint::on(today());
        assert_eq!(undone.stages(now), before.stages(now));
        assert_eq!(undone.history(&kelheim).unwrap().current(now).unwrap().entry, known);
        assert_eq!(plan(sheet.as_bytes(), "kelheim.csv", &undone).entries.len(), 4);
    })
    .await;
}
