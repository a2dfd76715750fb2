//! Imports that somebody is preparing.

use chrono::TimeDelta;
use domain::people::Role;

use super::database::on_each_engine;
use super::people::{enter, roles};
use super::samples::now;
use crate::ChangeError;

#[tokio::test]
async fn a_draft_is_kept_with_its_file_and_seen_by_nobody_else() {
    on_each_engine(async |database| {
        let db = &database.db;
        let (lead, other) =
            (enter(db, 1, roles(&[Role::Lead])).await, enter(db, 2, roles(&[Role::Lead])).await);
        let before = database.extent().await;
        let content = [0, 255, 13, 10, 0, 39];
        let id = db.new_draft("Stand Kelheim.xlsx", &content, &lead, now()).await.unwrap();
        let open = db.draft(id, &lead).await.unwrap().unwrap();
        assert_eq!((open.draft.file.as_str(), open.draft.version), ("Stand Kelheim.xlsx", 1));
        assert_eq!((open.choices.as_str(), open.seen), ("{}", None));
        assert_eq!(db.draft_content(id, &lead).await.unwrap().unwrap(), content);
        assert_eq!(db.drafts(&lead, now()).await.unwrap(), [open.draft]);

        assert_eq!(db.draft(id, &other).await.unwrap(), None);
        assert_eq!(db.draft_content(id, &other).await.unwrap(), None);
        assert!(db.drafts(&other, now()).await.unwrap().is_empty());
        let foreign = db.change_draft(id, 1, "{}", &other, now()).await;
        assert!(matches!(foreign, Err(ChangeError::NotThere)), "{foreign:?}");
        db.drop_draft(id, &other).await.unwrap();
        assert!(db.draft(id, &lead).await.unwrap().is_some());
        // It is nobody's figure.
        assert_eq!(database.extent().await, before);
    })
    .await;
}

#[tokio::test]
async fn two_windows_do_not_overwrite_each_other() {
    on_each_engine(async |database| {
        let db = &database.db;
        let lead = enter(db, 1, roles(&[Role::Lead])).await;
        let id = db.new_draft("a.csv", b"a;b", &lead, now()).await.unwrap();
        let later = now() + TimeDelta::minutes(5);
        assert_eq!(db.change_draft(id, 1, "{\"a\":1}", &lead, later).await.unwrap(), 2);
        let stale = db.change_draft(id, 1, "{\"a\":2}", &lead, later).await;
        assert!(matches!(stale, Err(ChangeError::Stale { current: 2 })), "{stale:?}");
        db.see_draft(id, 1, "[1]", &lead).await.unwrap();
        assert_eq!(db.draft(id, &lead).await.unwrap().unwrap().seen, None, "of an earlier version");
        db.see_draft(id, 2, "[2]", &lead).await.unwrap();
        let open = db.draft(id, &lead).await.unwrap().unwrap();
        assert_eq!((open.choices.as_str(), open.seen.as_deref()), ("{\"a\":1}", Some("[2]")));
        assert_eq!(open.draft.changed_at, later);
        db.drop_draft(id, &lead).await.unwrap();
        let gone = db.change_draft(id, 2, "{}", &lead, later).await;
        assert!(matches!(gone, Err(ChangeError::NotThere)), "{gone:?}");
    })
    .await;
}

#[tokio::test]
async fn a_draft_goes_when_it_is_forgotten_or_its_owner_goes() {
    on_each_engine(async |database| {
        let db = &database.db;
        let lead = enter(db, 1, roles(&[Role::Lead])).await;
        let old = db.new_draft("a.csv", b"a;b", &lead, now()).await.unwrap();
        let later = now() + TimeDelta::days(15);
        assert!(db.drafts(&lead, later).await.unwrap().is_empty());
        let new = db.new_draft("b.csv", b"a;b", &lead, later).await.unwrap();
        assert_eq!(db.draft(old, &lead).await.unwrap(), None);
        assert!(db.draft(new, &lead).await.unwrap().is_some());
        db.delete_person(&lead, &lead, later).await.unwrap();
        assert_eq!(db.draft(new, &lead).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn what_headings_mean_is_kept() {
    on_each_engine(async |database| {
        let db = &database.db;
        assert!(db.headings().await.unwrap().is_empty());
        let said = |heading: &str, means: Option<&str>| (heading.to_owned(), means.map(str::to_owned));
        db.keep_headings(&[said("wer", Some("kommune")), said("farbe", None)], now()).await.unwrap();
        db.keep_headings(&[said("wer", Some("behoerde"))], now()).await.unwrap();
        assert_eq!(db.headings().await.unwrap(), [said("farbe", None), said("wer", Some("behoerde"))]);
    })
    .await;
}
