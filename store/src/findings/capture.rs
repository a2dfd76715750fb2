//! Writing down what was said in a workshop.

use chrono::{DateTime, Utc};
use domain::catalogue::Slug;
use domain::workshop::{FindingFacts, FindingId, WorkshopId, WorkshopState};
use serde_json::json;

use crate::change::Change;
use crate::db::{Db, on, statements};
use crate::error::{ChangeError, storable};
use crate::people::Author;
use crate::workshops::{self, HOSTS};

statements! {
    SELECT_BY_KEY = "SELECT id FROM finding WHERE key = $1";
    INSERT_FINDING = "INSERT INTO finding (key, workshop, words, kind, criterion, severity, recommendation, state, is_late, recorded_at, actor, version) VALUES ($1, $2, $3, $4, $5, $6, $7, 'new', $8, $9, $10, $11) RETURNING id";
    INSERT_FINDING_SERVICE = "INSERT INTO finding_service (finding, service) VALUES ($1, $2)";
    INSERT_FINDING_BODY = "INSERT INTO finding_body (finding, body) VALUES ($1, $2)";
}

impl Db {
    /// Writes down a finding; what comes when the workshop is closed is marked as added later. Facilitators and leads
    /// only.
    ///
    /// `key` was made where it was typed. Who sends the same key again, because no answer came, is told the finding
    /// that it made, and nothing is written.
    pub async fn capture(
        &self,
        key: &str,
        workshop: WorkshopId,
        facts: &FindingFacts,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<FindingId, ChangeError> {
        let mut change = Change::begin(self, author, now).await?;
        change.only(&HOSTS)?;
        let key = storable(key)?;
        let known: Option<i64> = on!(&mut change.tx, |connection| sqlx::query_scalar(SELECT_BY_KEY)
            .bind(key)
            .fetch_optional(connection)
            .await)?;
        if let Some(known) = known {
            return Ok(FindingId(known));
        }
        let state = workshops::find(&mut change.tx, workshop).await?.ok_or(ChangeError::NotThere)?.state;
        let (now, actor, version) = (change.now, change.author_id(), change.version);
        let id: i64 = on!(&mut change.tx, |connection| sqlx::query_scalar(INSERT_FINDING)
            .bind(key)
            .bind(workshop.0)
            .bind(storable(&facts.words)?)
            .bind(facts.kind.as_str())
            .bind(facts.criterion.map(|criterion| criterion.0))
            .bind(facts.severity.map(domain::blocker::Severity::as_str))
            .bind(facts.recommendation.as_deref().map(storable).transpose()?)
            .bind(state == WorkshopState::Closed)
            .bind(now)
            .bind(actor)
            .bind(version)
            .fetch_one(connection)
            .await)?;
        let members = [
            (INSERT_FINDING_SERVICE, facts.services.iter().map(Slug::as_str).collect::<Vec<_>>()),
            (INSERT_FINDING_BODY, facts.bodies.iter().map(domain::Ars::as_str).collect()),
        ];
        for (statement, keys) in members {
            for member in keys {
                on!(&mut change.tx, |connection| sqlx::query(statement)
                    .bind(id)
                    .bind(member)
                    .execute(connection)
                    .await
                    .map(|_| ()))?;
            }
        }
        let detail = json!({ "workshop": workshop.0, "kind": facts.kind.as_str(), "words": facts.words });
        change.finish("finding.capture", &format!("finding/{id}"), detail).await?;
        Ok(FindingId(id))
    }
}
