//! Agreeing on measures, changing them, and saying how far they are.

use chrono::{DateTime, Utc};
use domain::people::PersonId;
use domain::workshop::{Measure, MeasureFacts, MeasureId, MeasureState};
use domain::{Ars, Day};
use serde_json::{Map, Value, json};

use super::find;
use crate::change::{Change, is_seen};
use crate::db::{Db, Tx, on, statements};
use crate::error::{ChangeError, StoreError, storable};
use crate::people::Author;
use crate::workshops::{HOSTS, changes};

statements! {
    INSERT_MEASURE = "INSERT INTO measure (what, owner, owner_person, body, due_on, state, note, finding, version) VALUES ($1, $2, $3, $4, $5, 'open', $6, $7, $8) RETURNING id";
    UPDATE_MEASURE = "UPDATE measure SET what = $2, owner = $3, owner_person = $4, body = $5, due_on = $6, note = $7, finding = $8, version = $9 WHERE id = $1";
    UPDATE_STATE = "UPDATE measure SET state = $2, ended_on = $3, version = $4 WHERE id = $1";
    DELETE_BLOCKERS = "DELETE FROM measure_blocker WHERE measure = $1";
    INSERT_BLOCKER = "INSERT INTO measure_blocker (measure, blocker) VALUES ($1, $2)";
}

impl Db {
    /// Writes down what was agreed. Facilitators and leads for anybody, contacts for their own bodies.
    pub async fn agree_on_measure(
        &self,
        facts: &MeasureFacts,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<MeasureId, ChangeError> {
        let mut change = Change::begin(self, author, now).await?;
        may_write(&change, facts.body.as_ref())?;
        let version = change.version;
        let id: i64 = on!(&mut change.tx, |connection| sqlx::query_scalar(INSERT_MEASURE)
            .bind(storable(&facts.what)?)
            .bind(storable(&facts.owner)?)
            .bind(facts.owner_person.as_ref().map(PersonId::as_str))
            .bind(facts.body.as_ref().map(Ars::as_str))
            .bind(facts.due_on.date())
            .bind(facts.note.as_deref().map(storable).transpose()?)
            .bind(facts.finding.map(|finding| finding.0))
            .bind(version)
            .fetch_one(connection)
            .await)?;
        let id = MeasureId(id);
        insert_blockers(&mut change.tx, id, facts).await?;
        change.finish("measure.agree", &subject(id), Value::Object(told(facts))).await?;
        Ok(id)
    }

    /// Changes what was agreed; returns its version. Who may write it down may change it, where that person could
    /// have written down both what was and what is to be.
    pub async fn change_measure(
        &self,
        id: MeasureId,
        facts: &MeasureFacts,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let (mut change, before) = begin(self, id, seen, author, now).await?;
        may_write(&change, before.facts.body.as_ref())?;
        may_write(&change, facts.body.as_ref())?;
        let version = change.version;
        on!(&mut change.tx, |connection| sqlx::query(UPDATE_MEASURE)
            .bind(id.0)
            .bind(storable(&facts.what)?)
            .bind(storable(&facts.owner)?)
            .bind(facts.owner_person.as_ref().map(PersonId::as_str))
            .bind(facts.body.as_ref().map(Ars::as_str))
            .bind(facts.due_on.date())
            .bind(facts.note.as_deref().map(storable).transpose()?)
            .bind(facts.finding.map(|finding| finding.0))
            .bind(version)
            .execute(connection)
            .await
            .map(|_| ()))?;
        on!(&mut change.tx, |connection| sqlx::query(DELETE_BLOCKERS)
            .bind(id.0)
            .execute(connection)
            .await
            .map(|_| ()))?;
        insert_blockers(&mut change.tx, id, facts).await?;
        change.finish("measure.change", &subject(id), changes(told(&before.facts), told(facts))).await
    }

    /// Says how far a measure is, forwards or back; returns its version. Who may change it, and whoever is to do it.
    pub async fn set_measure_state(
        &self,
        id: MeasureId,
        state: MeasureState,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let (mut change, before) = begin(self, id, seen, author, now).await?;
        let is_owner =
            before.facts.owner_person.as_ref().is_some_and(|owner| owner.as_str() == change.author_id());
        if !is_owner {
            may_write(&change, before.facts.body.as_ref())?;
        }
        let ended_on = match state {
            MeasureState::Open | MeasureState::Underway => None,
            // What has ended keeps its day, also when it is said in another word.
            MeasureState::Done | MeasureState::Dropped => before.ended_on.or(Some(Day::of(now))),
        };
        let version = change.version;
        on!(&mut change.tx, |connection| sqlx::query(UPDATE_STATE)
            .bind(id.0)
            .bind(state.as_str())
            .bind(ended_on.map(Day::date))
            .bind(version)
            .execute(connection)
            .await
            .map(|_| ()))?;
        let detail = json!({ "state": { "from": before.state.as_str(), "to": state.as_str() } });
        change.finish("measure.state", &subject(id), detail).await
    }
}

async fn begin<'a>(
    db: &Db,
    id: MeasureId,
    seen: i64,
    author: impl Into<Author<'a>>,
    now: DateTime<Utc>,
) -> Result<(Change<'a>, Measure), ChangeError> {
    let mut change = Change::begin(db, author, now).await?;
    let before = find(&mut change.tx, id).await?.ok_or(ChangeError::NotThere)?;
    is_seen(Some(before.version), seen)?;
    Ok((change, before))
}

/// Refuses who may not write down what is for that body, or for none.
fn may_write(change: &Change<'_>, body: Option<&Ars>) -> Result<(), ChangeError> {
    match (change.only(&HOSTS), body) {
        (Err(_), Some(body)) => change.warrant(body).map(|_| ()),
        (is_host, _) => is_host,
    }
}

fn subject(id: MeasureId) -> String {
    format!("measure/{id}")
}

/// What was agreed, as history and audit keep it. Who does it stands there by id alone: the audit names nobody.
fn told(facts: &MeasureFacts) -> Map<String, Value> {
    let blockers: Vec<i64> = facts.blockers.iter().map(|blocker| blocker.0).collect();
    let told = [
        ("what", json!(facts.what)),
        ("owner_person", json!(facts.owner_person.as_ref().map(PersonId::as_str))),
        ("body", json!(facts.body.as_ref().map(Ars::as_str))),
        ("due_on", json!(facts.due_on)),
        ("note", json!(facts.note)),
        ("finding", json!(facts.finding.map(|finding| finding.0))),
        ("blockers", json!(blockers)),
    ];
    told.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

async fn insert_blockers(tx: &mut Tx, id: MeasureId, facts: &MeasureFacts) -> Result<(), StoreError> {
    for blocker in &facts.blockers {
        on!(&mut *tx, |connection| sqlx::query(INSERT_BLOCKER)
            .bind(id.0)
            .bind(blocker.0)
            .execute(connection)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}
