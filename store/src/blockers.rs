//! What holds rollouts up.

use chrono::NaiveDate;
use domain::blocker::{Blocker, BlockerFacts, BlockerId, Closing, Member};
use domain::criteria::CriterionId;
use domain::rollout::RolloutKey;
use sqlx::FromRow;

use crate::db::{Tx, on, statements};
use crate::error::{StoreError, parse};

statements! {
    SELECT_BLOCKERS = "SELECT id, title, criterion, opened_on, action_by, severity, mailbox, due_on, note, link, closed_on, resolution, withdrawn, version FROM blocker WHERE version > $1 ORDER BY id";
    SELECT_MEMBERS = "SELECT m.blocker, m.authority, m.service, m.joined_on, m.closed_on, m.resolution FROM blocker_member m JOIN blocker b ON b.id = m.blocker WHERE b.version > $1 ORDER BY m.blocker, m.authority, m.service";
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
