//! Recording what a preview showed: all of it or nothing.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::Day;
use domain::batch::{BatchId, BatchKind};
use domain::draft::DraftId;
use domain::people::PersonId;
use domain::rollout::RolloutKey;
use store::{BatchError, NewBatch, OpenDraft};

use super::choices::{Choices, Seen};
use super::work::{Failed, Imports, Job, Order, Worked, keep, lock};
use crate::failure::AppError;
use crate::state::AppState;

/// Results that are kept until somebody looks.
const KEPT: usize = 16;

/// What became of it.
#[derive(Clone, Debug)]
pub(super) enum Applied {
    /// Recorded together.
    Recorded(BatchId),
    /// These have changed since the preview, or the preview itself; nothing was recorded.
    Stale(Vec<RolloutKey>),
    /// Rows have faults, and the good ones alone were not asked for.
    Faulty,
    /// Nothing would be recorded.
    Nothing,
}

/// What somebody wants to be recorded.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted {
    /// The version of the data that the preview was compared with.
    pub(super) data_version: i64,
    /// Whether the good rows alone will do.
    pub(super) only_good: bool,
}

impl Imports {
    /// The recording of somebody's draft, if one was begun. One that is done is told once.
    pub(super) fn recording(&self, draft: DraftId, person: &PersonId) -> Option<Arc<Job<Applied>>> {
        let applying = lock(&self.applying);
        applying.iter().find(|(of, whose, _)| *of == draft && whose == person).map(|(.., job)| job.clone())
    }

    /// Forgets a recording that somebody was told of.
    pub(super) fn told(&self, draft: DraftId) {
        lock(&self.applying).retain(|(of, ..)| *of != draft);
    }
}

/// Begins to record, unless it is under way.
pub(super) fn begin(
    state: &AppState,
    open: OpenDraft,
    person: PersonId,
    wanted: Wanted,
) -> Arc<Job<Applied>> {
    let draft = open.draft.id;
    if let Some(job) = state.imports.recording(draft, &person) {
        return job;
    }
    let job = Job::new();
    keep(&mut lock(&state.imports.applying), (draft, person.clone(), job.clone()), KEPT);
    let (state, to_finish) = (state.clone(), job.clone());
    tokio::spawn(async move { to_finish.finish(record(&state, &open, &person, wanted).await) });
    job
}

async fn record(
    state: &AppState,
    open: &OpenDraft,
    person: &PersonId,
    wanted: Wanted,
) -> Result<Applied, Failed> {
    let broken = |error: AppError| Failed::Broken(error);
    let picture = state.read_model.current().await.map_err(|error| broken(error.into()))?;
    let (today, now) = (Day::of(state.clock.now()), state.clock.now());
    let choices = Choices::read(&open.choices);
    let order = Order {
        draft: open.draft.id,
        version: open.draft.version,
        file: open.draft.file.clone(),
        choices: choices.clone(),
        person: person.clone(),
    };
    let worked = state.imports.preview(&state.db, order, &picture, today).outcome().await?;
    if let Some(changed) = changed_since(&worked, open.seen.as_deref(), wanted, &picture.situation) {
        return Ok(Applied::Stale(changed));
    }
    if !worked.plan.refused.is_empty() && !wanted.only_good {
        return Ok(Applied::Faulty);
    }
    if worked.plan.entries.is_empty() {
        return Ok(Applied::Nothing);
    }
    let new = NewBatch { kind: BatchKind::Import, source: open.draft.file.clone() };
    let batch = match state.db.record_batch(&new, &worked.plan.entries, person, now).await {
        Ok(batch) => batch,
        Err(BatchError::Stale(rollouts)) => return Ok(Applied::Stale(rollouts)),
        Err(BatchError::NotAllowed) => return Err(broken(AppError::NotAllowed)),
        Err(BatchError::Store(error)) => return Err(broken(error.into())),
    };
    // Recorded it is. What follows only tidies up: a draft that stays would find nothing new.
    let said: Vec<(String, Option<String>)> =
        choices.columns.into_iter().filter(|(key, _)| !key.starts_with('#')).collect();
    let tidied = async {
        state.db.keep_headings(&said, now).await?;
        state.db.drop_draft(open.draft.id, person).await
    };
    if let Err(error) = tidied.await {
        tracing::warn!(error = crate::failure::chain(&error), "an import that was recorded is still a draft");
    }
    state.imports.forget(open.draft.id);
    Ok(Applied::Recorded(batch.id))
}

/// The rollouts that are not as the preview showed them; `None`: all are.
fn changed_since(
    worked: &Worked,
    seen: Option<&str>,
    wanted: Wanted,
    situation: &domain::situation::Situation,
) -> Option<Vec<RolloutKey>> {
    let seen: Seen = seen.and_then(|seen| serde_json::from_str(seen).ok()).unwrap_or_default();
    if seen.data_version != wanted.data_version {
        return Some(Vec::new());
    }
    let current =
        |rollout: &RolloutKey| situation.history(rollout).map_or(0, domain::rollout::History::version);
    let mut known = BTreeMap::new();
    for (authority, service, version) in seen.rollouts {
        if let (Ok(authority), Ok(service)) = (authority.parse(), service.parse()) {
            known.insert(RolloutKey { authority, service }, version);
        }
    }
    let mut changed: Vec<RolloutKey> = known
        .iter()
        .filter(|(rollout, version)| current(rollout) != **version)
        .map(|(rollout, _)| rollout.clone())
        .collect();
    let unseen = worked
        .plan
        .entries
        .iter()
        .map(|(rollout, ..)| rollout)
        .filter(|rollout| !known.contains_key(*rollout));
    changed.extend(unseen.cloned());
    (!changed.is_empty()).then_some(changed)
}
