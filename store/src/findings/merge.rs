//! Findings that say the same are put together, and taken apart again.

use chrono::{DateTime, Utc};
use domain::workshop::FindingId;
use serde_json::json;

use super::edit::{begin, subject, touch};
use super::find;
use crate::db::{Db, Tx, statements};
use crate::error::{ChangeError, StoreError};
use crate::people::Author;

statements! {
    UPDATE_MERGED_INTO = "UPDATE finding SET merged_into = $2, version = $3 WHERE id = $1";
}

/// Why a finding was not merged.
#[derive(Debug, thiserror::Error)]
pub enum MergeError {
    /// Both are the same already, so that a circle would come of it.
    #[error("the finding stands for the other one already")]
    Circle,
    /// There is no such finding to merge it into.
    #[error("no such finding to merge into")]
    NoSuchFinding,
    /// It has a place in the blueprint, which would be lost.
    #[error("the finding is in the blueprint")]
    InBlueprint,
    /// Whatever can go wrong with a change.
    #[error(transparent)]
    Change(#[from] ChangeError),
}

impl From<StoreError> for MergeError {
    fn from(error: StoreError) -> Self {
        Self::Change(error.into())
    }
}

impl Db {
    /// Makes a finding another wording of `into`, or of what `into` itself was merged into; returns its version.
    /// Facilitators and leads only.
    ///
    /// It keeps its words, and what was merged into it before comes along.
    pub async fn merge_finding(
        &self,
        id: FindingId,
        into: FindingId,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, MergeError> {
        let (mut change, before) = begin(self, id, seen, author, now).await?;
        if before.merged_into.is_some() {
            return Err(ChangeError::NotThere.into());
        }
        if before.place().is_some() {
            return Err(MergeError::InBlueprint);
        }
        let head = head_of(&mut change.tx, into).await?.ok_or(MergeError::NoSuchFinding)?;
        if head == id {
            return Err(MergeError::Circle);
        }
        touch(&mut change, UPDATE_MERGED_INTO, id, Some(head.0)).await?;
        Ok(change.finish("finding.merge", &subject(id), json!({ "into_finding": head.0 })).await?)
    }

    /// Lets a merged finding stand for itself again, with what had been merged into it; returns its version.
    /// Facilitators and leads only.
    pub async fn separate_finding(
        &self,
        id: FindingId,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let (mut change, before) = begin(self, id, seen, author, now).await?;
        let from = before.merged_into.ok_or(ChangeError::NotThere)?;
        touch(&mut change, UPDATE_MERGED_INTO, id, None).await?;
        change.finish("finding.separate", &subject(id), json!({ "from_finding": from.0 })).await
    }
}

/// The finding that stands for this one; `None`: there is no such finding. Only heads are merged into, so that no
/// circle is ever made and the way up ends.
async fn head_of(tx: &mut Tx, id: FindingId) -> Result<Option<FindingId>, StoreError> {
    let mut at = id;
    loop {
        let Some(finding) = find(tx, at).await? else { return Ok(None) };
        match finding.merged_into {
            Some(next) => at = next,
            None => return Ok(Some(at)),
        }
    }
}
