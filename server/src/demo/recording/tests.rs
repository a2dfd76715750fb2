use std::collections::BTreeSet;

use domain::Day;
use domain::rollout::Actor;
use domain::situation::Situation;
use store::{Db, ReadModel};

use super::findings::key;
use super::{Deed, Told, day, story, tell};

async fn empty() -> (tempfile::TempDir, Db) {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open(&format!("sqlite:{}", folder.path().join("lagebild.db").display())).await.unwrap();
    (folder, db)
}

async fn situation(db: &Db) -> std::sync::Arc<Situation> {
    ReadModel::new(db.clone()).current().await.unwrap().situation
}

fn actor() -> Actor {
    Actor { id: "demo".into(), name: "Demonstration".into() }
}

async fn told_until(db: &Db, until: Day) -> Vec<Told> {
    let situation = situation(db).await;
    story(situation.responsibilities(until), situation.catalogue(), until)
}

/// What a reader would see of it.
async fn seen(db: &Db) -> Vec<String> {
    let situation = situation(db).await;
    let (obstacles, workshops) = (situation.obstacles(), situation.workshops());
    let blockers = obstacles
        .blockers
        .iter()
        .map(|blocker| format!("{} {} {:?}", blocker.facts.title, blocker.members.len(), blocker.closing));
    let findings =
        workshops.findings().map(|finding| format!("{} {:?}", finding.facts.words, finding.state.verdict()));
    let measures = workshops.measures().map(|measure| format!("{} {}", measure.facts.what, measure.state));
    let held = workshops.iter().map(|workshop| format!("{} {}", workshop.facts.title, workshop.state));
    let mut seen: Vec<String> = blockers.chain(findings).chain(measures).chain(held).collect();
    seen.sort();
    seen
}

#[tokio::test]
async fn a_demonstration_that_is_continued_tells_nothing_twice() {
    let ((_folder, at_once), (_other, in_parts)) = (empty().await, empty().await);
    let (begin, end) = (day(2026, 3, 13), day(2026, 4, 30));
    let all = told_until(&at_once, end).await;
    tell(&at_once, &all, None, &actor(), |_| ()).await.unwrap();

    let first = told_until(&in_parts, begin).await;
    tell(&in_parts, &first, None, &actor(), |_| ()).await.unwrap();
    // Somebody tries the product out in between; what was told is not told again over it.
    let blocker = situation(&in_parts).await.obstacles().blockers.iter().next().unwrap().as_ref().clone();
    let ended = blocker.closing.is_some();
    if ended {
        in_parts
            .reopen_blocker(blocker.id, "doch nicht", blocker.version, &actor(), end.start())
            .await
            .unwrap();
    }
    tell(&in_parts, &all, Some(begin), &actor(), |_| ()).await.unwrap();
    let again = situation(&in_parts).await;
    let is_open = again.obstacles().blockers.get(blocker.id).unwrap().closing.is_none();
    assert_eq!(is_open, ended || blocker.closing.is_none());
    if ended {
        let closing = blocker.closing.as_ref().unwrap();
        let version = again.obstacles().blockers.get(blocker.id).unwrap().version;
        in_parts.close_blocker(blocker.id, closing, version, &actor(), end.start()).await.unwrap();
    }
    assert_eq!(seen(&in_parts).await, seen(&at_once).await);

    // Interrupted before it was noted how far it was told, everything is told again and nothing is there twice.
    let before = seen(&at_once).await;
    tell(&at_once, &all, None, &actor(), |_| ()).await.unwrap();
    assert_eq!(seen(&at_once).await, before);
}

#[tokio::test]
async fn the_story_names_only_what_it_has_told_of() {
    let (_folder, db) = empty().await;
    let (mut titles, mut keys) = (BTreeSet::new(), BTreeSet::new());
    let mut deeds = 0;
    for Told { deed, .. } in told_until(&db, day(2027, 9, 30)).await {
        deeds += 1;
        match deed {
            Deed::Open(obstacle) => {
                assert!(obstacle.due_on.is_none_or(|due| due >= obstacle.opened_on), "{obstacle:?}");
                titles.insert((obstacle.title, obstacle.first().unwrap()));
            }
            Deed::Pass { title, first, closing, .. } | Deed::Close { title, first, closing } => {
                assert!(titles.contains(&(title, first)), "{title} {closing:?}");
            }
            Deed::Find(line) => assert!(keys.insert(line.key)),
            Deed::Judge { key, .. } => assert!(keys.contains(&key)),
            Deed::Merge { key, into } => assert!(keys.contains(&key) && keys.contains(&into)),
            Deed::Agree(agreement) => {
                assert!(
                    agreement.finding.is_none_or(|finding| keys.contains(&finding)),
                    "{}",
                    agreement.what
                );
            }
            Deed::Answer { .. } | Deed::Plan(_) | Deed::Proceed { .. } | Deed::Progress { .. } => {}
        }
    }
    assert!(keys.contains(&key(1)));
    assert!(deeds > 1000, "{deeds}");
}
