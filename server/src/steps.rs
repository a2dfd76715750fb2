//! The history of something, for the page about it.

use app::steps::{Step, Steps};

use crate::failure::AppError;
use crate::state::AppState;

/// The steps of something, the last first. `subject`: what it is and its id, such as `blocker/12`.
pub(crate) async fn of(state: &AppState, subject: &str) -> Result<Steps, AppError> {
    let revisions = state.db.revisions(subject).await?;
    let step = |revision: store::Revision| Step {
        action: revision.action,
        detail: revision.detail.to_string(),
        recorded_at: revision.recorded_at,
        actor: revision.actor.name,
    };
    Ok(Steps(revisions.into_iter().map(step).collect()))
}
