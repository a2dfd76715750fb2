//! What holds rollouts up: reading it. [`open`] begins and corrects blockers, [`close`] ends them.

pub(crate) mod close;
pub(crate) mod open;

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use domain::Ars;
use domain::blocker::{Blocker, BlockerFacts, BlockerId, Closing, Member};
use domain::criteria::CriterionId;
use domain::rollout::RolloutKey;
use sqlx::FromRow;

use crate::change::{Change, is_seen};
use crate::db::{Db, Tx, on, statements};
use crate::error::{ChangeError, StoreError, parse};
use crate::people::Author;

statements! {
    SELECT_BLOCKERS = "SELECT id, title, criterion, opened_on, action_by, severity, mailbox, due_on, note, link, closed_on, resolution, withdrawn, version FROM blocker WHERE version > $1 ORDER BY id";
    SELECT_MEMBERS = "SELECT m.blocker, m.authority, m.service, m.joined_on, m.closed_on, m.resolution FROM blocker_member m JOIN blocker b ON b.id = m.blocker WHERE b.version > $1 ORDER BY m.blocker, m.authority, m.service";
    SELECT_BLOCKER = "SELECT id, title, criterion, opened_on, action_by, severity, mailbox, due_on, note, link, closed_on, resolution, withdrawn, version FROM blocker WHERE id = $1";
    SELECT_MEMBERS_OF = "SELECT blocker, authority, service, joined_on, closed_on, resolution FROM blocker_member WHERE blocker = $1 ORDER BY authority, service";
    RAISE_BLOCKER = "UPDATE blocker SET version = $2 WHERE id = $1";
}

#[derive(FromRow)]
struct BlockerRow {
    id: i64,
    title: String,
    criterion: i64,
    opened_on: NaiveDate,
    action_by: String,
    severity: String,
    mailbox: Option<String>,
    due_on: Option<NaiveDate>,
    note: Option<String>,
    link: Option<String>,
    closed_on: Option<NaiveDate>,
    resolution: Option<String>,
    withdrawn: Option<String>,
    version: i64,
}

#[derive(FromRow)]
struct MemberRow {
    blocker: i64,
    authority: String,
    service: String,
    joined_on: NaiveDate,
    closed_on: Option<NaiveDate>,
    resolution: Option<String>,
}

fn closing(on: Option<NaiveDate>, resolution: Option<String>) -> Option<Closing> {
    on.zip(resolution).map(|(on, resolution)| Closing { on: on.into(), resolution })
}

impl TryFrom<BlockerRow> for Blocker {
    type Error = StoreError;

    /// Without its members.
    fn try_from(row: BlockerRow) -> Result<Self, Self::Error> {
        Ok(Self {
            id: BlockerId(row.id),
            facts: BlockerFacts {
                title: row.title,
                criterion: CriterionId(row.criterion),
                opened_on: row.opened_on.into(),
                action_by: parse("blocker", "action_by", &row.action_by)?,
                severity: parse("blocker", "severity", &row.severity)?,
                mailbox: row.mailbox.map(|mailbox| parse("blocker", "mailbox", &mailbox)).transpose()?,
                due_on: row.due_on.map(Into::into),
                note: row.note,
                link: row.link,
            },
            members: Vec::new(),
            closing: closing(row.closed_on, row.resolution),
            withdrawn: row.withdrawn,
            version: row.version,
        })
    }
}

impl TryFrom<MemberRow> for Member {
    type Error = StoreError;

    fn try_from(row: MemberRow) -> Result<Self, Self::Error> {
        Ok(Self {
            rollout: RolloutKey {
                authority: parse("blocker_member", "authority", &row.authority)?,
                service: parse("blocker_member", "service", &row.service)?,
            },
            joined_on: row.joined_on.into(),
            closing: closing(row.closed_on, row.resolution),
        })
    }
}

/// The blockers changed in a later version than `last`.
pub(crate) async fn since(tx: &mut Tx, last: i64) -> Result<Vec<Blocker>, StoreError> {
    let rows: Vec<BlockerRow> =
        on!(&mut *tx, |connection| sqlx::query_as(SELECT_BLOCKERS).bind(last).fetch_all(connection).await)?;
    let members: Vec<MemberRow> =
        on!(tx, |connection| sqlx::query_as(SELECT_MEMBERS).bind(last).fetch_all(connection).await)?;
    let mut members = members.into_iter().peekable();
    let mut blockers = Vec::with_capacity(rows.len());
    for row in rows {
        let mut blocker = Blocker::try_from(row)?;
        // Both are in the order of the blockers' ids.
        while let Some(member) = members.next_if(|member| member.blocker == blocker.id.0) {
            blocker.members.push(member.try_into()?);
        }
        blockers.push(blocker);
    }
    Ok(blockers)
}

/// A change of one blocker under way.
struct OfBlocker<'a> {
    change: Change<'a>,
    /// What it was before.
    blocker: Blocker,
}

impl<'a> OfBlocker<'a> {
    /// Begins to change a blocker that nobody has taken back as a mistake.
    async fn begin(
        db: &Db,
        id: BlockerId,
        author: impl Into<Author<'a>>,
        now: DateTime<Utc>,
    ) -> Result<Self, ChangeError> {
        let mut change = Change::begin(db, author, now).await?;
        let blocker = one(&mut change.tx, id).await?.ok_or(ChangeError::NotThere)?;
        Ok(Self { change, blocker })
    }

    /// Refuses whoever may not write for all whom it holds up, or has not seen its last version.
    fn of_all(self, seen: i64) -> Result<Self, ChangeError> {
        for authority in authorities(self.blocker.members.iter().map(|member| &member.rollout)) {
            self.change.warrant(authority)?;
        }
        is_seen(Some(self.blocker.version), seen)?;
        // Whoever has seen that it was taken back has nothing more to do to it.
        self.that(|blocker, _| blocker.withdrawn.is_none())
    }

    /// Refuses what cannot be done to a blocker in this state. `may`: the blocker and today.
    fn that(self, may: impl FnOnce(&Blocker, domain::Day) -> bool) -> Result<Self, ChangeError> {
        let today = domain::Day::of(self.change.now);
        if may(&self.blocker, today) { Ok(self) } else { Err(ChangeError::NotThere) }
    }

    /// Gives it the new version and makes everything lasting.
    async fn finish(mut self, action: &'static str, detail: serde_json::Value) -> Result<i64, ChangeError> {
        let (id, version) = (self.blocker.id, self.change.version);
        on!(&mut self.change.tx, |connection| sqlx::query(RAISE_BLOCKER)
            .bind(id.0)
            .bind(version)
            .execute(connection)
            .await
            .map(|_| ()))?;
        self.change.finish(action, &subject(id), detail).await
    }
}

fn subject(id: BlockerId) -> String {
    format!("blocker/{id}")
}

/// Whom they belong to, each once.
fn authorities<'a>(rollouts: impl Iterator<Item = &'a RolloutKey>) -> BTreeSet<&'a Ars> {
    rollouts.map(|rollout| &rollout.authority).collect()
}

/// One blocker, as the transaction sees it.
async fn one(tx: &mut Tx, id: BlockerId) -> Result<Option<Blocker>, StoreError> {
    let row: Option<BlockerRow> = on!(&mut *tx, |connection| sqlx::query_as(SELECT_BLOCKER)
        .bind(id.0)
        .fetch_optional(connection)
        .await)?;
    let Some(row) = row else { return Ok(None) };
    let members: Vec<MemberRow> =
        on!(tx, |connection| sqlx::query_as(SELECT_MEMBERS_OF).bind(id.0).fetch_all(connection).await)?;
    let mut blocker = Blocker::try_from(row)?;
    blocker.members = members.into_iter().map(Member::try_from).collect::<Result<_, _>>()?;
    Ok(Some(blocker))
}
