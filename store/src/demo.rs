//! Filling a database with a demonstration.

use chrono::{DateTime, Utc};
use domain::Day;
use domain::rollout::{Actor, RolloutKey, StatusEntry};
use serde_json::json;

use crate::audit::{self, Deed};
use crate::db::{Db, Tx, on, statements};
use crate::error::{StoreError, parse};
use crate::{catalogue, rollouts};

statements! {
    COUNT_EVENTS = "SELECT count(*) FROM rollout_event";
    SELECT_TOLD = "SELECT id FROM rollout_event WHERE authority = $1 AND service = $2 AND recorded_at = $3 ORDER BY id LIMIT 1";
    SET_DEMO_UNTIL = "INSERT INTO setting (key, value) VALUES ('demo_until', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
}

/// An entry together with the time at which it was recorded, and with the time and reason of its retraction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoricEvent {
    /// What it is about.
    pub rollout: RolloutKey,
    /// What it says.
    pub entry: StatusEntry,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
    /// When and why it was taken back, if it was.
    pub retracted: Option<(DateTime<Utc>, String)>,
}

/// Why a demonstration was not told.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The database has entries that are not of a demonstration.
    #[error("the database holds real entries")]
    RealEntries,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Db {
    /// The day up to which a demonstration is told in this database; `None`: it holds real entries, or none.
    pub async fn demo_until(&self) -> Result<Option<Day>, StoreError> {
        let mut tx = self.read().await?;
        demo_until(&mut tx).await
    }

    /// Tells a demonstration up to `until`: everything of `history`, which is in order of recording, that was
    /// recorded after the day up to which it is told already. All or nothing.
    ///
    /// `progress` is called with the number of entries dealt with so far.
    pub async fn tell_demo(
        &self,
        history: &[HistoricEvent],
        until: Day,
        actor: &Actor,
        mut progress: impl FnMut(usize),
    ) -> Result<(), DemoError> {
        let mut tx = self.write().await?;
        let told = demo_until(&mut tx).await?;
        if told.is_none() && count_events(&mut tx).await? > 0 {
            return Err(DemoError::RealEntries);
        }
        if told.is_some_and(|told| until <= told) {
            return Ok(());
        }
        audit::know(&mut tx, actor).await?;
        let is_new = |at: DateTime<Utc>| told.is_none_or(|told| Day::of(at) > told) && Day::of(at) <= until;
        for (number, event) in history.iter().enumerate() {
            let id = if is_new(event.recorded_at) {
                rollouts::raise_unseen(&mut tx, &event.rollout).await?;
                Some(
                    rollouts::insert_event(
                        &mut tx,
                        &event.rollout,
                        &event.entry,
                        &actor.id,
                        event.recorded_at,
                    )
                    .await?,
                )
            } else {
                None
            };
            if let Some((at, reason)) = event.retracted.as_ref().filter(|(at, _)| is_new(*at)) {
                let told_before = match id {
                    Some(id) => Some(id),
                    None => find_told(&mut tx, event).await?,
                };
                let Some(id) = told_before else { continue };
                rollouts::raise_unseen(&mut tx, &event.rollout).await?;
                rollouts::insert_retraction(&mut tx, id, reason, &actor.id, *at).await?;
            }
            progress(number + 1);
        }
        set_demo_until(&mut tx, until).await?;
        let deed = Deed { action: "demo.tell", subject: "demo", detail: json!({ "until": until }) };
        audit::append(&mut tx, until.start(), &actor.id, deed).await?;
        tx.commit().await?;
        Ok(())
    }
}

pub(crate) async fn demo_until(tx: &mut Tx) -> Result<Option<Day>, StoreError> {
    let until = catalogue::setting(tx, "demo_until").await?;
    until.map(|day| parse("setting", "value", &day)).transpose()
}

async fn set_demo_until(tx: &mut Tx, until: Day) -> Result<(), StoreError> {
    on!(tx, |connection| sqlx::query(SET_DEMO_UNTIL)
        .bind(until.to_string())
        .execute(connection)
        .await
        .map(|_| ()))?;
    Ok(())
}

async fn find_told(tx: &mut Tx, event: &HistoricEvent) -> Result<Option<i64>, StoreError> {
    Ok(on!(tx, |connection| sqlx::query_scalar(SELECT_TOLD)
        .bind(event.rollout.authority.as_str())
        .bind(event.rollout.service.as_str())
        .bind(event.recorded_at)
        .fetch_optional(connection)
        .await)?)
}

async fn count_events(tx: &mut Tx) -> Result<i64, StoreError> {
    Ok(on!(tx, |connection| sqlx::query_scalar(COUNT_EVENTS).fetch_one(connection).await)?)
}
