//! Criteria, and what authorities say about them.

use chrono::{DateTime, Utc};
use domain::Ars;
use domain::catalogue::Slug;
use domain::criteria::{Answer, Assessment, Criterion, CriterionId};
use domain::people::Role;
use domain::rollout::Actor;
use serde_json::json;
use sqlx::FromRow;

use crate::change::{Change, is_seen};
use crate::db::{Db, Tx, on, statements};
use crate::error::{ChangeError, StoreError, parse, storable};
use crate::people::Author;

statements! {
    SELECT_CRITERIA = "SELECT id, position, name, question, help, is_retired, version FROM criterion WHERE version > $1 ORDER BY id";
    SELECT_ASSESSMENTS = "SELECT s.id, s.authority, s.service, s.criterion, s.answer, s.recorded_at, s.actor, a.name AS actor_name FROM assessment s JOIN actor a ON a.id = s.actor WHERE s.id > $1 ORDER BY s.id";
    SELECT_CRITERION_VERSION = "SELECT version FROM criterion WHERE id = $1";
    INSERT_CRITERION = "INSERT INTO criterion (position, name, question, help, is_retired, version) SELECT coalesce(max(position), 0) + 1, $1, $2, $3, $4, $5 FROM criterion RETURNING id";
    UPDATE_CRITERION = "UPDATE criterion SET name = $2, question = $3, help = $4, version = $5 WHERE id = $1";
    SELECT_ORDER = "SELECT id, position FROM criterion WHERE is_retired = $1 ORDER BY position, id";
    PLACE_CRITERION = "UPDATE criterion SET position = $2, version = $3 WHERE id = $1";
    RETIRE_CRITERION = "UPDATE criterion SET is_retired = $2, version = $3 WHERE id = $1 AND is_retired <> $2";
    INSERT_ASSESSMENT = "INSERT INTO assessment (authority, service, criterion, answer, recorded_at, actor) VALUES ($1, $2, $3, $4, $5, $6)";
}

/// What a criterion says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionText {
    /// A word or two.
    pub name: String,
    /// What an authority is asked.
    pub question: String,
    /// What is meant.
    pub help: String,
}

/// Where to a criterion is moved, among those that are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Before the one above it.
    Up,
    /// After the one below it.
    Down,
}

#[derive(FromRow)]
struct CriterionRow {
    id: i64,
    position: i64,
    name: String,
    question: String,
    help: String,
    is_retired: bool,
    version: i64,
}

#[derive(FromRow)]
struct AssessmentRow {
    id: i64,
    authority: String,
    service: Option<String>,
    criterion: i64,
    answer: String,
    recorded_at: DateTime<Utc>,
    actor: String,
    actor_name: String,
}

impl TryFrom<AssessmentRow> for Assessment {
    type Error = StoreError;

    fn try_from(row: AssessmentRow) -> Result<Self, Self::Error> {
        Ok(Self {
            id: row.id,
            authority: parse("assessment", "authority", &row.authority)?,
            service: row.service.map(|slug| parse("assessment", "service", &slug)).transpose()?,
            criterion: CriterionId(row.criterion),
            answer: parse("assessment", "answer", &row.answer)?,
            recorded_at: row.recorded_at,
            actor: Actor { id: row.actor, name: row.actor_name },
        })
    }
}

impl Db {
    /// Adds a criterion at the end of the order. Leads only.
    pub async fn add_criterion(
        &self,
        text: &CriterionText,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<CriterionId, ChangeError> {
        let mut change = Change::begin(self, author, now).await?;
        change.only(&[Role::Lead])?;
        let id: i64 = on!(&mut change.tx, |connection| sqlx::query_scalar(INSERT_CRITERION)
            .bind(storable(&text.name)?)
            .bind(storable(&text.question)?)
            .bind(storable(&text.help)?)
            .bind(false)
            .bind(change.version)
            .fetch_one(connection)
            .await)?;
        let detail = json!({ "name": text.name, "question": text.question });
        change.finish("criterion.add", &subject(CriterionId(id)), detail).await?;
        Ok(CriterionId(id))
    }

    /// Words a criterion anew; returns its version. Leads only.
    pub async fn word_criterion(
        &self,
        id: CriterionId,
        text: &CriterionText,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let mut change = Change::begin(self, author, now).await?;
        change.only(&[Role::Lead])?;
        is_seen(version(&mut change.tx, id).await?, seen)?;
        on!(&mut change.tx, |connection| sqlx::query(UPDATE_CRITERION)
            .bind(id.0)
            .bind(storable(&text.name)?)
            .bind(storable(&text.question)?)
            .bind(storable(&text.help)?)
            .bind(change.version)
            .execute(connection)
            .await
            .map(|_| ()))?;
        let detail = json!({ "name": text.name, "question": text.question });
        change.finish("criterion.word", &subject(id), detail).await
    }

    /// Swaps a criterion with its neighbour; returns its version. Leads only.
    pub async fn move_criterion(
        &self,
        id: CriterionId,
        direction: Direction,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let mut change = Change::begin(self, author, now).await?;
        change.only(&[Role::Lead])?;
        is_seen(version(&mut change.tx, id).await?, seen)?;
        let order: Vec<(i64, i64)> = on!(&mut change.tx, |connection| sqlx::query_as(SELECT_ORDER)
            .bind(false)
            .fetch_all(connection)
            .await)?;
        let at = order.iter().position(|(other, _)| *other == id.0).ok_or(ChangeError::NotThere)?;
        let neighbour = match direction {
            Direction::Up => at.checked_sub(1),
            Direction::Down => Some(at + 1),
        };
        let neighbour = neighbour.and_then(|at| order.get(at)).ok_or(ChangeError::NotThere)?;
        let (_, place) = order[at];
        for (criterion, position) in [(id.0, neighbour.1), (neighbour.0, place)] {
            on!(&mut change.tx, |connection| sqlx::query(PLACE_CRITERION)
                .bind(criterion)
                .bind(position)
                .bind(change.version)
                .execute(connection)
                .await
                .map(|_| ()))?;
        }
        let detail = json!({ "from": at + 1, "to": if direction == Direction::Up { at } else { at + 2 } });
        change.finish("criterion.move", &subject(id), detail).await
    }

    /// Asks about a criterion no more, or again; what was answered stays. Returns its version. Leads only.
    pub async fn retire_criterion(
        &self,
        id: CriterionId,
        is_retired: bool,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let mut change = Change::begin(self, author, now).await?;
        change.only(&[Role::Lead])?;
        is_seen(version(&mut change.tx, id).await?, seen)?;
        let version = change.version;
        let changed = on!(&mut change.tx, |connection| sqlx::query(RETIRE_CRITERION)
            .bind(id.0)
            .bind(is_retired)
            .bind(version)
            .execute(connection)
            .await
            .map(|done| done.rows_affected()))?;
        if changed == 0 {
            return Err(ChangeError::NotThere);
        }
        let action = if is_retired { "criterion.retire" } else { "criterion.restore" };
        change.finish(action, &subject(id), json!({})).await
    }

    /// Answers for an authority, for one service or (`None`) for all that have no answer of their own.
    pub async fn assess(
        &self,
        authority: &Ars,
        answers: &[(CriterionId, Option<Slug>, Answer)],
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<(), ChangeError> {
        let mut change = Change::begin(self, author, now).await?;
        change.warrant(authority)?;
        for (criterion, service, answer) in answers {
            if version(&mut change.tx, *criterion).await?.is_none() {
                return Err(ChangeError::NotThere);
            }
            let (now, actor) = (change.now, change.author_id());
            on!(&mut change.tx, |connection| sqlx::query(INSERT_ASSESSMENT)
                .bind(authority.as_str())
                .bind(service.as_ref().map(Slug::as_str))
                .bind(criterion.0)
                .bind(answer.as_str())
                .bind(now)
                .bind(actor)
                .execute(connection)
                .await
                .map(|_| ()))?;
        }
        let answers: Vec<_> = answers
            .iter()
            .map(|(criterion, service, answer)| {
                json!({
                    "criterion": criterion.0,
                    "service": service.as_ref().map(Slug::as_str),
                    "answer": answer.as_str(),
                })
            })
            .collect();
        change.finish("criteria.assess", authority.as_str(), json!({ "answers": answers })).await?;
        Ok(())
    }
}

fn subject(id: CriterionId) -> String {
    format!("criterion/{id}")
}

async fn version(tx: &mut Tx, id: CriterionId) -> Result<Option<i64>, StoreError> {
    Ok(on!(tx, |connection| sqlx::query_scalar(SELECT_CRITERION_VERSION)
        .bind(id.0)
        .fetch_optional(connection)
        .await)?)
}

/// The criteria changed in a later version than `last`.
pub(crate) async fn since(tx: &mut Tx, last: i64) -> Result<Vec<Criterion>, StoreError> {
    let rows: Vec<CriterionRow> =
        on!(tx, |connection| sqlx::query_as(SELECT_CRITERIA).bind(last).fetch_all(connection).await)?;
    let criterion = |row: CriterionRow| Criterion {
        id: CriterionId(row.id),
        position: row.position,
        name: row.name,
        question: row.question,
        help: row.help,
        is_retired: row.is_retired,
        version: row.version,
    };
    Ok(rows.into_iter().map(criterion).collect())
}

/// The answers recorded after the one with that id.
pub(crate) async fn assessments_since(tx: &mut Tx, last: i64) -> Result<Vec<Assessment>, StoreError> {
    let rows: Vec<AssessmentRow> =
        on!(tx, |connection| sqlx::query_as(SELECT_ASSESSMENTS).bind(last).fetch_all(connection).await)?;
    rows.into_iter().map(Assessment::try_from).collect()
}
