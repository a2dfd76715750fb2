//! Blockers begin, are corrected, concern more, or were a mistake.

use chrono::{DateTime, Utc};
use domain::Day;
use domain::blocker::{BlockerFacts, BlockerId};
use domain::people::Email;
use domain::rollout::RolloutKey;
use serde_json::{Map, Value, json};

use super::{OfBlocker, authorities, subject};
use crate::change::Change;
use crate::db::{Db, on, statements};
use crate::error::{ChangeError, storable};
use crate::people::Author;

statements! {
    INSERT_BLOCKER = "INSERT INTO blocker (title, criterion, opened_on, action_by, severity, mailbox, due_on, note, link, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id";
    INSERT_MEMBER = "INSERT INTO blocker_member (blocker, authority, service, joined_on) VALUES ($1, $2, $3, $4) ON CONFLICT (blocker, authority, service) DO NOTHING";
    UPDATE_BLOCKER = "UPDATE blocker SET title = $2, criterion = $3, opened_on = $4, action_by = $5, severity = $6, mailbox = $7, due_on = $8, note = $9, link = $10 WHERE id = $1";
    MOVE_FIRST_MEMBERS = "UPDATE blocker_member SET joined_on = $3 WHERE blocker = $1 AND joined_on = $2";
    POSTPONE_BLOCKER = "UPDATE blocker SET due_on = $2 WHERE id = $1";
    WITHDRAW_BLOCKER = "UPDATE blocker SET withdrawn = $2 WHERE id = $1";
}

impl Db {
    /// Opens a blocker, all its members held up from the first day. Refused as a whole where the author may not
    /// write for one of them; [`ChangeError::NotThere`] without members or with days that cannot be.
    pub async fn open_blocker(
        &self,
        facts: &BlockerFacts,
        members: &[RolloutKey],
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<BlockerId, ChangeError> {
        let mut change = Change::begin(self, author, now).await?;
        for authority in authorities(members.iter()) {
            change.warrant(authority)?;
        }
        if members.is_empty() || !facts.are_possible(Day::of(now)) {
            return Err(ChangeError::NotThere);
        }
        let id: i64 = on!(&mut change.tx, |connection| sqlx::query_scalar(INSERT_BLOCKER)
            .bind(storable(&facts.title)?)
            .bind(facts.criterion.0)
            .bind(facts.opened_on.date())
            .bind(facts.action_by.as_str())
            .bind(facts.severity.as_str())
            .bind(facts.mailbox.as_ref().map(Email::as_str))
            .bind(facts.due_on.map(Day::date))
            .bind(facts.note.as_deref().map(storable).transpose()?)
            .bind(facts.link.as_deref().map(storable).transpose()?)
            .bind(change.version)
            .fetch_one(connection)
            .await)?;
        let id = BlockerId(id);
        insert_members(&mut change, id, members, facts.opened_on).await?;
        let mut detail = told(facts);
        detail.retain(|_, value| !value.is_null());
        detail.extend(concerned(members));
        change.finish("blocker.open", &subject(id), detail.into()).await?;
        Ok(id)
    }

    /// Says something else about a blocker; returns its version. Only whoever may write for all its members.
    pub async fn change_blocker(
        &self,
        id: BlockerId,
        facts: &BlockerFacts,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let mut of =
            OfBlocker::begin(self, id, author, now).await?.of_all(seen)?.that(|blocker, today| {
                facts.are_possible(today)
                    && blocker.first_closing().is_none_or(|first| facts.opened_on <= first)
            })?;
        on!(&mut of.change.tx, |connection| sqlx::query(UPDATE_BLOCKER)
            .bind(id.0)
            .bind(storable(&facts.title)?)
            .bind(facts.criterion.0)
            .bind(facts.opened_on.date())
            .bind(facts.action_by.as_str())
            .bind(facts.severity.as_str())
            .bind(facts.mailbox.as_ref().map(Email::as_str))
            .bind(facts.due_on.map(Day::date))
            .bind(facts.note.as_deref().map(storable).transpose()?)
            .bind(facts.link.as_deref().map(storable).transpose()?)
            .execute(connection)
            .await
            .map(|_| ()))?;
        // Whom it held up from the first day is held up from the new first day.
        on!(&mut of.change.tx, |connection| sqlx::query(MOVE_FIRST_MEMBERS)
            .bind(id.0)
            .bind(of.blocker.facts.opened_on.date())
            .bind(facts.opened_on.date())
            .execute(connection)
            .await
            .map(|_| ()))?;
        let mut before = told(&of.blocker.facts);
        let changed = told(facts).into_iter().filter_map(|(name, to)| {
            let from = before.remove(&name)?;
            (from != to).then(|| (name, json!({ "from": from, "to": to })))
        });
        let mut detail: Map<String, Value> = changed.collect();
        // Where somebody is reached is not for the audit, which cannot forget.
        if of.blocker.facts.mailbox != facts.mailbox {
            detail.insert("mailbox".to_owned(), "changed".into());
        }
        of.finish("blocker.change", detail.into()).await
    }

    /// Holds more rollouts up, from that day on; those that it has already stay as they are. Only for members that
    /// the author may write for; [`ChangeError::NotThere`] when none is new, or the blocker is closed.
    pub async fn add_to_blocker(
        &self,
        id: BlockerId,
        members: &[RolloutKey],
        joined_on: Day,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let mut of = OfBlocker::begin(self, id, author, now).await?;
        for authority in authorities(members.iter()) {
            of.change.warrant(authority)?;
        }
        of = of.that(|blocker, today| {
            blocker.withdrawn.is_none()
                && blocker.closing.is_none()
                && (blocker.facts.opened_on..=today).contains(&joined_on)
        })?;
        let is_new =
            |rollout: &&RolloutKey| !of.blocker.members.iter().any(|known| known.rollout == **rollout);
        let new: Vec<RolloutKey> = members.iter().filter(is_new).cloned().collect();
        if new.is_empty() {
            return Err(ChangeError::NotThere);
        }
        insert_members(&mut of.change, id, &new, joined_on).await?;
        let mut detail = Map::from_iter([("joined_on".to_owned(), joined_on.to_string().into())]);
        detail.extend(concerned(&new));
        of.finish("blocker.join", detail.into()).await
    }

    /// Sets another day on which an open blocker is to be out of the way, and says why. Only whoever may write for
    /// all its members.
    pub async fn postpone_blocker(
        &self,
        id: BlockerId,
        due_on: Day,
        reason: &str,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let mut of = OfBlocker::begin(self, id, author, now)
            .await?
            .of_all(seen)?
            .that(|blocker, _| blocker.closing.is_none() && blocker.facts.opened_on <= due_on)?;
        on!(&mut of.change.tx, |connection| sqlx::query(POSTPONE_BLOCKER)
            .bind(id.0)
            .bind(due_on.date())
            .execute(connection)
            .await
            .map(|_| ()))?;
        let from = of.blocker.facts.due_on.map(|day| day.to_string());
        let detail =
            json!({ "due_on": { "from": from, "to": due_on.to_string() }, "reason": storable(reason)? });
        of.finish("blocker.postpone", detail).await
    }

    /// Takes a blocker back that was a mistake: it never held up anybody. Only whoever may write for all its
    /// members.
    pub async fn withdraw_blocker(
        &self,
        id: BlockerId,
        reason: &str,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let mut of = OfBlocker::begin(self, id, author, now).await?.of_all(seen)?;
        on!(&mut of.change.tx, |connection| sqlx::query(WITHDRAW_BLOCKER)
            .bind(id.0)
            .bind(storable(reason)?)
            .execute(connection)
            .await
            .map(|_| ()))?;
        of.finish("blocker.withdraw", json!({ "reason": reason })).await
    }
}

async fn insert_members(
    change: &mut Change<'_>,
    id: BlockerId,
    members: &[RolloutKey],
    joined_on: Day,
) -> Result<(), ChangeError> {
    for member in members {
        on!(&mut change.tx, |connection| sqlx::query(INSERT_MEMBER)
            .bind(id.0)
            .bind(member.authority.as_str())
            .bind(member.service.as_str())
            .bind(joined_on.date())
            .execute(connection)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// What history and audit tell of the facts; never where somebody is reached.
fn told(facts: &BlockerFacts) -> Map<String, Value> {
    Map::from_iter([
        ("title".to_owned(), facts.title.as_str().into()),
        ("criterion".to_owned(), facts.criterion.0.into()),
        ("opened_on".to_owned(), facts.opened_on.to_string().into()),
        ("action_by".to_owned(), facts.action_by.as_str().into()),
        ("severity".to_owned(), facts.severity.as_str().into()),
        ("due_on".to_owned(), facts.due_on.map(|day| day.to_string()).into()),
        ("note".to_owned(), facts.note.as_deref().into()),
        ("evidence".to_owned(), facts.link.as_deref().into()),
    ])
}

/// Whom members belong to: one by its key, many by how many they are.
fn concerned(members: &[RolloutKey]) -> Map<String, Value> {
    let authorities = authorities(members.iter());
    let services: std::collections::BTreeSet<_> =
        members.iter().map(|member| member.service.as_str()).collect();
    let whom = match authorities.first() {
        Some(only) if authorities.len() == 1 => ("authority".to_owned(), only.as_str().into()),
        _ => ("authorities".to_owned(), authorities.len().into()),
    };
    Map::from_iter([whom, ("services".to_owned(), services.into_iter().collect())])
}
