//! Blockers end, and begin again when that was too early.

use chrono::{DateTime, Utc};
use domain::blocker::{Blocker, BlockerId, Closing};
use domain::{Ars, Day};

use serde_json::json;

use super::OfBlocker;
use crate::db::{Db, on, statements};
use crate::error::{ChangeError, storable};
use crate::people::Author;

statements! {
    CLOSE_BLOCKER = "UPDATE blocker SET closed_on = $2, resolution = $3 WHERE id = $1";
    CLOSE_MEMBERS = "UPDATE blocker_member SET closed_on = $3, resolution = $4 WHERE blocker = $1 AND authority = $2 AND closed_on IS NULL";
    REOPEN_BLOCKER = "UPDATE blocker SET closed_on = NULL, resolution = NULL WHERE id = $1";
    REOPEN_MEMBERS = "UPDATE blocker_member SET closed_on = NULL, resolution = NULL WHERE blocker = $1 AND authority = $2";
}

/// A blocker that no longer holds up one authority.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClosedForOne {
    /// The version of the blocker from now on.
    pub version: i64,
    /// Whether it still holds up others.
    pub others_remain: bool,
}

impl Db {
    /// Closes a blocker for everybody; returns its version. Only whoever may write for all its members.
    pub async fn close_blocker(
        &self,
        id: BlockerId,
        closing: &Closing,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let mut of =
            OfBlocker::begin(self, id, author, now).await?.of_all(seen)?.that(|blocker, today| {
                blocker.closing.is_none() && can_end_on(blocker, None, closing.on, today)
            })?;
        on!(&mut of.change.tx, |connection| sqlx::query(CLOSE_BLOCKER)
            .bind(id.0)
            .bind(closing.on.date())
            .bind(storable(&closing.resolution)?)
            .execute(connection)
            .await
            .map(|_| ()))?;
        let detail = json!({ "closed_on": closing.on.to_string(), "resolution": closing.resolution });
        of.finish("blocker.close", detail).await
    }

    /// Closes a blocker for one authority, which is past it before the others are. Its own warrant is enough, and
    /// what others changed meanwhile does not matter to it; [`ChangeError::NotThere`] where the blocker does not hold
    /// it up.
    pub async fn close_blocker_for(
        &self,
        id: BlockerId,
        authority: &Ars,
        closing: &Closing,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<ClosedForOne, ChangeError> {
        let mut of = OfBlocker::begin(self, id, author, now).await?;
        of.change.warrant(authority)?;
        of = of.that(|blocker, today| {
            blocker.withdrawn.is_none()
                && blocker.closing.is_none()
                && can_end_on(blocker, Some(authority), closing.on, today)
                && held_up(blocker).any(|held_up| held_up == authority)
        })?;
        on!(&mut of.change.tx, |connection| sqlx::query(CLOSE_MEMBERS)
            .bind(id.0)
            .bind(authority.as_str())
            .bind(closing.on.date())
            .bind(storable(&closing.resolution)?)
            .execute(connection)
            .await
            .map(|_| ()))?;
        let others_remain = held_up(&of.blocker).any(|held_up| held_up != authority);
        let detail = json!({
            "authority": authority.as_str(),
            "closed_on": closing.on.to_string(),
            "resolution": closing.resolution,
        });
        let version = of.finish("blocker.close", detail).await?;
        Ok(ClosedForOne { version, others_remain })
    }

    /// Undoes the closing of a blocker for everybody; who was past it before stays past it. Only whoever may write
    /// for all its members.
    pub async fn reopen_blocker(
        &self,
        id: BlockerId,
        reason: &str,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let mut of = OfBlocker::begin(self, id, author, now)
            .await?
            .of_all(seen)?
            .that(|blocker, _| blocker.closing.is_some())?;
        on!(&mut of.change.tx, |connection| sqlx::query(REOPEN_BLOCKER)
            .bind(id.0)
            .execute(connection)
            .await
            .map(|_| ()))?;
        of.finish("blocker.reopen", json!({ "reason": storable(reason)? })).await
    }

    /// Undoes the closing for one authority, for which its own warrant is enough.
    pub async fn reopen_blocker_for(
        &self,
        id: BlockerId,
        authority: &Ars,
        reason: &str,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let mut of = OfBlocker::begin(self, id, author, now).await?;
        of.change.warrant(authority)?;
        of = of.that(|blocker, _| {
            let mut own = blocker.members.iter().filter(|member| member.rollout.authority == *authority);
            blocker.withdrawn.is_none()
                && blocker.closing.is_none()
                && own.any(|member| member.closing.is_some())
        })?;
        on!(&mut of.change.tx, |connection| sqlx::query(REOPEN_MEMBERS)
            .bind(id.0)
            .bind(authority.as_str())
            .execute(connection)
            .await
            .map(|_| ()))?;
        let detail = json!({ "authority": authority.as_str(), "reason": storable(reason)? });
        of.finish("blocker.reopen", detail).await
    }
}

/// Whether the blocker may have ended on that day: it had begun, and nobody knows the future.
fn can_end_on(blocker: &Blocker, authority: Option<&Ars>, day: Day, today: Day) -> bool {
    (blocker.first_end(authority)..=today).contains(&day)
}

/// The authorities whose rollouts have not got past it by themselves.
fn held_up(blocker: &Blocker) -> impl Iterator<Item = &Ars> {
    blocker.members.iter().filter(|member| member.closing.is_none()).map(|member| &member.rollout.authority)
}
