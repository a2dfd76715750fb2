//! Imports that somebody is preparing: the file, what was chosen for it and corrected in it. They belong to whoever
//! brought them and are forgotten after [`LIFETIME`].
//!
//! No figure depends on them and no history tells of them: what is carried out is a batch.

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use domain::batch::SOURCE_MAX;
use domain::draft::{Draft, DraftId};
use domain::people::PersonId;
use sqlx::FromRow;

use crate::db::{Db, on, statements};
use crate::error::{ChangeError, StoreError, storable};

statements! {
    INSERT_DRAFT = "INSERT INTO draft (person, file, content, choices, version, created_at, changed_at) VALUES ($1, $2, $3, '{}', 1, $4, $4) RETURNING id";
    SELECT_DRAFTS = "SELECT id, file, version, created_at, changed_at FROM draft WHERE person = $1 AND changed_at >= $2 ORDER BY changed_at DESC, id DESC";
    SELECT_DRAFT = "SELECT id, file, version, created_at, changed_at, choices, seen FROM draft WHERE id = $1 AND person = $2";
    SELECT_CONTENT = "SELECT content FROM draft WHERE id = $1 AND person = $2";
    SELECT_VERSION = "SELECT version FROM draft WHERE id = $1 AND person = $2";
    CHANGE_DRAFT = "UPDATE draft SET choices = $4, changed_at = $5, version = version + 1 WHERE id = $1 AND person = $2 AND version = $3";
    SEE_DRAFT = "UPDATE draft SET seen = $4 WHERE id = $1 AND person = $2 AND version = $3";
    DELETE_DRAFT = "DELETE FROM draft WHERE id = $1 AND person = $2";
    DELETE_FORGOTTEN = "DELETE FROM draft WHERE changed_at < $1";
    SELECT_HEADINGS = "SELECT heading, means FROM sheet_heading ORDER BY heading";
    KEEP_HEADING = "INSERT INTO sheet_heading (heading, means, said_at) VALUES ($1, $2, $3) ON CONFLICT (heading) DO UPDATE SET means = excluded.means, said_at = excluded.said_at";
}

/// How long a draft is kept that nobody touches.
const LIFETIME: TimeDelta = TimeDelta::days(14);

/// A draft with what was said about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDraft {
    /// The draft.
    pub draft: Draft,
    /// What was chosen and corrected, as it was handed in; `{}` at first.
    pub choices: String,
    /// What the last preview was shown with, as it was handed in.
    pub seen: Option<String>,
}

#[derive(FromRow)]
struct DraftRow {
    id: i64,
    file: String,
    version: i64,
    created_at: DateTime<Utc>,
    changed_at: DateTime<Utc>,
}

impl From<DraftRow> for Draft {
    fn from(row: DraftRow) -> Self {
        Self {
            id: DraftId(row.id),
            file: row.file,
            version: row.version,
            created_at: row.created_at,
            changed_at: row.changed_at,
        }
    }
}

#[derive(FromRow)]
struct OpenDraftRow {
    #[sqlx(flatten)]
    draft: DraftRow,
    choices: String,
    seen: Option<String>,
}

impl Db {
    /// Keeps a file that somebody brought. Those that were forgotten go.
    pub async fn new_draft(
        &self,
        file: &str,
        content: &[u8],
        person: &PersonId,
        now: DateTime<Utc>,
    ) -> Result<DraftId, StoreError> {
        let now = now.trunc_subsecs(6);
        let file: String = file.chars().take(SOURCE_MAX).collect();
        let mut tx = self.write_aside().await?;
        on!(&mut tx, |connection| sqlx::query(DELETE_FORGOTTEN)
            .bind(now - LIFETIME)
            .execute(connection)
            .await
            .map(|_| ()))?;
        let id: i64 = on!(&mut tx, |connection| sqlx::query_scalar(INSERT_DRAFT)
            .bind(person.as_str())
            .bind(storable(&file)?)
            .bind(content)
            .bind(now)
            .fetch_one(connection)
            .await)?;
        tx.commit().await?;
        Ok(DraftId(id))
    }

    /// What somebody is preparing, the last touched first.
    pub async fn drafts(&self, person: &PersonId, now: DateTime<Utc>) -> Result<Vec<Draft>, StoreError> {
        let mut tx = self.read().await?;
        let rows: Vec<DraftRow> = on!(&mut tx, |connection| sqlx::query_as(SELECT_DRAFTS)
            .bind(person.as_str())
            .bind((now - LIFETIME).trunc_subsecs(6))
            .fetch_all(connection)
            .await)?;
        Ok(rows.into_iter().map(Draft::from).collect())
    }

    /// Something that this person is preparing.
    pub async fn draft(&self, id: DraftId, person: &PersonId) -> Result<Option<OpenDraft>, StoreError> {
        let mut tx = self.read().await?;
        let row: Option<OpenDraftRow> = on!(&mut tx, |connection| sqlx::query_as(SELECT_DRAFT)
            .bind(id.0)
            .bind(person.as_str())
            .fetch_optional(connection)
            .await)?;
        Ok(row.map(|row| OpenDraft { draft: row.draft.into(), choices: row.choices, seen: row.seen }))
    }

    /// The file of a draft.
    pub async fn draft_content(&self, id: DraftId, person: &PersonId) -> Result<Option<Vec<u8>>, StoreError> {
        let mut tx = self.read().await?;
        Ok(on!(&mut tx, |connection| sqlx::query_scalar(SELECT_CONTENT)
            .bind(id.0)
            .bind(person.as_str())
            .fetch_optional(connection)
            .await)?)
    }

    /// Keeps what was chosen and corrected; refused where it was done meanwhile in another window. Returns the new
    /// version.
    pub async fn change_draft(
        &self,
        id: DraftId,
        seen: i64,
        choices: &str,
        person: &PersonId,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let mut tx = self.write_aside().await?;
        let changed = on!(&mut tx, |connection| sqlx::query(CHANGE_DRAFT)
            .bind(id.0)
            .bind(person.as_str())
            .bind(seen)
            .bind(storable(choices)?)
            .bind(now.trunc_subsecs(6))
            .execute(connection)
            .await
            .map(|done| done.rows_affected()))?;
        if changed == 0 {
            let current: Option<i64> = on!(&mut tx, |connection| sqlx::query_scalar(SELECT_VERSION)
                .bind(id.0)
                .bind(person.as_str())
                .fetch_optional(connection)
                .await)?;
            return Err(current.map_or(ChangeError::NotThere, |current| ChangeError::Stale { current }));
        }
        tx.commit().await?;
        Ok(seen + 1)
    }

    /// Keeps what a preview of this version was shown with; nothing where it has another version by now.
    pub async fn see_draft(
        &self,
        id: DraftId,
        version: i64,
        seen: &str,
        person: &PersonId,
    ) -> Result<(), StoreError> {
        let mut tx = self.write_aside().await?;
        on!(&mut tx, |connection| sqlx::query(SEE_DRAFT)
            .bind(id.0)
            .bind(person.as_str())
            .bind(version)
            .bind(storable(seen)?)
            .execute(connection)
            .await
            .map(|_| ()))?;
        tx.commit().await
    }

    /// Throws a draft away; one that is gone is gone.
    pub async fn drop_draft(&self, id: DraftId, person: &PersonId) -> Result<(), StoreError> {
        let mut tx = self.write_aside().await?;
        on!(&mut tx, |connection| sqlx::query(DELETE_DRAFT)
            .bind(id.0)
            .bind(person.as_str())
            .execute(connection)
            .await
            .map(|_| ()))?;
        tx.commit().await
    }

    /// What was said about headings of sheets, by heading; `None`: nothing to take over.
    pub async fn headings(&self) -> Result<Vec<(String, Option<String>)>, StoreError> {
        let mut tx = self.read().await?;
        Ok(on!(&mut tx, |connection| sqlx::query_as(SELECT_HEADINGS).fetch_all(connection).await)?)
    }

    /// Keeps what was said about headings for the next sheet.
    pub async fn keep_headings(
        &self,
        headings: &[(String, Option<String>)],
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut tx = self.write_aside().await?;
        for (heading, means) in headings {
            on!(&mut tx, |connection| sqlx::query(KEEP_HEADING)
                .bind(storable(heading)?)
                .bind(means.as_deref())
                .bind(now.trunc_subsecs(6))
                .execute(connection)
                .await
                .map(|_| ()))?;
        }
        tx.commit().await
    }
}
