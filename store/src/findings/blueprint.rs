//! The order of the blueprint, and what its editor says.

use chrono::{DateTime, Utc};
use domain::workshop::FindingId;
use serde_json::json;

use super::edit::{begin, subject, touch};
use crate::db::{Db, on, statements};
use crate::error::{ChangeError, storable};
use crate::people::Author;

statements! {
    SELECT_EARLIER = "SELECT id, place FROM finding WHERE state = 'adopted' AND place < $1 ORDER BY place DESC LIMIT 1";
    SELECT_LATER = "SELECT id, place FROM finding WHERE state = 'adopted' AND place > $1 ORDER BY place LIMIT 1";
    UPDATE_PLACE = "UPDATE finding SET place = $2, version = $3 WHERE id = $1";
    UPDATE_NOTE = "UPDATE finding SET editors_note = $2, version = $3 WHERE id = $1";
}

/// Where a finding of the blueprint goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// Before the one that stands before it.
    Up,
    /// After the one that stands after it.
    Down,
}

impl Db {
    /// Moves an adopted finding by one place; returns its version. The first one does not move up, nor the last one
    /// down. Facilitators and leads only.
    pub async fn shift_finding(
        &self,
        id: FindingId,
        shift: Shift,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let (mut change, before) = begin(self, id, seen, author, now).await?;
        let place = before.place().ok_or(ChangeError::NotThere)?;
        let neighbour = match shift {
            Shift::Up => SELECT_EARLIER,
            Shift::Down => SELECT_LATER,
        };
        let neighbour: Option<(i64, i64)> = on!(&mut change.tx, |connection| sqlx::query_as(neighbour)
            .bind(place)
            .fetch_optional(connection)
            .await)?;
        // At the end nothing is to be done, and nothing written down.
        let Some((other, to)) = neighbour else { return Ok(before.version) };
        touch(&mut change, UPDATE_PLACE, id, Some(to)).await?;
        touch(&mut change, UPDATE_PLACE, FindingId(other), Some(place)).await?;
        change.finish("finding.shift", &subject(id), json!({ "position": { "from": place, "to": to } })).await
    }

    /// Keeps what the editor of the blueprint says to a finding; returns its version. Facilitators and leads only.
    pub async fn note_on_finding(
        &self,
        id: FindingId,
        note: Option<&str>,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let (mut change, before) = begin(self, id, seen, author, now).await?;
        if before.place().is_none() {
            return Err(ChangeError::NotThere);
        }
        let version = change.version;
        on!(&mut change.tx, |connection| sqlx::query(UPDATE_NOTE)
            .bind(id.0)
            .bind(note.map(storable).transpose()?)
            .bind(version)
            .execute(connection)
            .await
            .map(|_| ()))?;
        let detail = json!({ "note": { "from": before.editors_note(), "to": note } });
        change.finish("finding.note", &subject(id), detail).await
    }
}
