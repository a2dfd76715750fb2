//! Targets, definitions and days of reporting: added by leads, never lost, and on the next page.

use domain::catalogue::Selection;
use domain::coverage::{Measure, Scope};
use domain::definition::{Definition, DefinitionId};
use domain::people::Role;
use domain::rollout::Viewpoint;
use domain::snapshot::figures;
use domain::stage::Stage;
use domain::target::{Aim, TargetId};
use serde_json::json;

use super::database::{TestDatabase, on_each_engine};
use super::people::{enter, roles};
use super::samples::{actor, ars, at, day, entry, kelheim, now, slug};
use crate::{ChangeError, NewDefinition, NewSnapshot, NewTarget, Picture, ReadModel};

async fn picture(database: &TestDatabase) -> Picture {
    ReadModel::new(database.db.clone()).current().await.unwrap()
}

fn half() -> NewTarget {
    let aim = Aim {
        selection: Selection::Commitment(slug("bauen")),
        measure: Measure::Communes,
        scope: ars("09273"),
    };
    NewTarget { aim, due: day("2026-12-15"), share: 0.5, reason: "Kabinett".into() }
}

fn strict() -> NewDefinition {
    NewDefinition {
        name: "Mit Pilot, bestätigt".into(),
        counts_pilot: true,
        confirmed_within: Some(90),
        reason: "Probe".into(),
        valid_from: day("2026-12-01"),
    }
}

#[tokio::test]
async fn a_target_is_agreed_on_and_withdrawn_and_stays_known() {
    on_each_engine(async |database| {
        let (db, lead) = (&database.db, enter(&database.db, 1, roles(&[Role::Lead])).await);
        let read_model = ReadModel::new(db.clone());
        assert_eq!(read_model.current().await.unwrap().situation.programme().targets.all().count(), 0);
        let id = db.agree_target(&half(), &lead, now()).await.unwrap();
        let known = read_model.current().await.unwrap();
        let target = known.situation.programme().targets.get(id).unwrap().clone();
        assert_eq!(target.aim, half().aim);
        assert_eq!((target.due, target.share, target.withdrawn), (day("2026-12-15"), 0.5, None));

        let stale = db.withdraw_target(id, "Irrtum", target.version - 1, &lead, now()).await;
        assert!(matches!(stale, Err(ChangeError::Stale { .. })), "{stale:?}");
        let version = db.withdraw_target(id, "Irrtum", target.version, &lead, now()).await.unwrap();
        let known = read_model.current().await.unwrap();
        let targets = &known.situation.programme().targets;
        assert_eq!(targets.get(id).unwrap().withdrawn.as_deref(), Some("Irrtum"));
        assert_eq!(targets.of(&half().aim).count(), 0);
        let again = db.withdraw_target(id, "Irrtum", version, &lead, now()).await;
        assert!(matches!(again, Err(ChangeError::NotThere)), "{again:?}");
        let missing = db.withdraw_target(TargetId(99), "Irrtum", 1, &lead, now()).await;
        assert!(matches!(missing, Err(ChangeError::NotThere)), "{missing:?}");

        let steps = db.revisions(&format!("target/{id}")).await.unwrap();
        let deeds: Vec<&str> = steps.iter().map(|step| step.action.as_str()).collect();
        assert_eq!(deeds, ["target.withdraw", "target.agree"]);
        assert_eq!(steps[1].detail["share"], json!(0.5));
    })
    .await;
}

#[tokio::test]
async fn a_definition_is_added_and_holds_from_its_day_on() {
    on_each_engine(async |database| {
        let (db, lead) = (&database.db, enter(&database.db, 1, roles(&[Role::Lead])).await);
        let before = picture(database).await;
        let definitions = &before.situation.programme().definitions;
        assert_eq!(definitions.get(DefinitionId(1)).unwrap().definition, Definition::USUAL);
        let id = db.add_definition(&strict(), &lead, now()).await.unwrap();
        let after = picture(database).await;
        let definitions = &after.situation.programme().definitions;
        assert_eq!(definitions.holding(day("2026-11-30")), Definition::USUAL);
        let holding = definitions.holding(day("2026-12-01"));
        assert_eq!(holding, Definition { id, counts_pilot: true, confirmed_within: Some(90) });
        assert_eq!(after.situation.viewpoint(day("2026-12-01")).definition, holding);
    })
    .await;
}

#[tokio::test]
async fn a_day_of_reporting_keeps_its_figures_whatever_is_entered_later() {
    on_each_engine(async |database| {
        let (db, lead) = (&database.db, enter(&database.db, 1, roles(&[Role::Lead])).await);
        let early = at("2026-11-20T08:00:00Z");
        db.record_status(&kelheim(), &entry(Stage::Live, "2026-11-02"), None, &actor(), early).await.unwrap();
        let new = NewSnapshot {
            name: "Kabinett".into(),
            on: day("2026-11-20"),
            known_on: day("2026-11-22"),
            definition: Definition::USUAL.id,
        };
        let viewpoint = Viewpoint { known_on: Some(new.known_on), ..Viewpoint::on(new.on) };
        let kept = figures(&picture(database).await.situation, viewpoint);
        let id = db.keep_snapshot(&new, &kept, &lead, now()).await.unwrap();

        // Somebody takes Kelheim back to the day before, and adds another Landratsamt to it.
        db.record_status(&kelheim(), &entry(Stage::Testing, "2026-11-19"), None, &actor(), now())
            .await
            .unwrap();
        let after = picture(database).await;
        let snapshot = after.situation.programme().snapshots.get(id).unwrap();
        assert_eq!((snapshot.name.as_str(), snapshot.on, snapshot.kept_at), ("Kabinett", new.on, now()));
        let licences = Selection::Service(slug("fuehrerschein"));
        assert_eq!(snapshot.figure(&licences, &ars("09")).unwrap().communes.live, 24);
        let now_known = after.situation.coverage(&licences, Scope::Within(ars("09")), Viewpoint::on(new.on));
        assert_eq!(now_known.communes.live, 0, "the entry moves what is counted today");
        let mut again = figures(&after.situation, viewpoint);
        let mut kept = snapshot.figures.clone();
        for figures in [&mut again, &mut kept] {
            figures.sort_by_key(|figure| (figure.selection.clone(), figure.scope));
        }
        assert_eq!(kept, again, "and can be counted again as it was");
        assert_eq!(kept.len(), 1 + 5 + 6 + 7 + 96);

        let taken = db.keep_snapshot(&new, &[], &lead, now()).await;
        assert!(matches!(taken, Err(ChangeError::NotThere)), "{taken:?}");
        for table in ["snapshot", "snapshot_figure", "definition"] {
            for attempt in [format!("UPDATE {table} SET version = version"), format!("DELETE FROM {table}")] {
                let attempt = attempt
                    .replace("snapshot_figure SET version = version", "snapshot_figure SET scope = scope");
                let refused = database.execute(&attempt).await.expect_err(&attempt).to_string();
                assert!(refused.contains(&format!("{table} is append-only")), "{attempt}: {refused}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn leads_alone_set_targets_definitions_and_days_of_reporting() {
    on_each_engine(async |database| {
        let db = &database.db;
        let viewer = enter(db, 2, roles(&[Role::Viewer, Role::Facilitator, Role::Admin])).await;
        let before = database.extent().await;
        let refused = db.agree_target(&half(), &viewer, now()).await;
        assert!(matches!(refused, Err(ChangeError::NotAllowed)), "{refused:?}");
        let refused = db.withdraw_target(TargetId(1), "x", 1, &viewer, now()).await;
        assert!(matches!(refused, Err(ChangeError::NotAllowed)), "{refused:?}");
        let refused = db.add_definition(&strict(), &viewer, now()).await;
        assert!(matches!(refused, Err(ChangeError::NotAllowed)), "{refused:?}");
        let new = NewSnapshot {
            name: "x".into(),
            on: day("2026-11-20"),
            known_on: day("2026-11-20"),
            definition: Definition::USUAL.id,
        };
        let refused = db.keep_snapshot(&new, &[], &viewer, now()).await;
        assert!(matches!(refused, Err(ChangeError::NotAllowed)), "{refused:?}");
        assert_eq!(database.extent().await, before);
    })
    .await;
}
