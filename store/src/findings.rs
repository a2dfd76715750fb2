//! What workshops found.

pub(crate) mod blueprint;
pub(crate) mod capture;
pub(crate) mod edit;
pub(crate) mod merge;

use chrono::{DateTime, Utc};
use domain::criteria::CriterionId;
use domain::rollout::Actor;
use domain::workshop::{BlueprintPlace, Finding, FindingFacts, FindingId, FindingState, Verdict, WorkshopId};
use sqlx::FromRow;

use crate::db::{Tx, on, statements};
use crate::error::{StoreError, parse};

statements! {
    SELECT_FINDINGS = "SELECT f.id, f.workshop, f.words, f.kind, f.criterion, f.severity, f.recommendation, f.state, f.rejection, f.place, f.editors_note, f.merged_into, f.is_late, f.recorded_at, f.actor, a.name AS actor_name, f.version FROM finding f JOIN actor a ON a.id = f.actor WHERE f.version > $1 ORDER BY f.id";
    SELECT_FINDING_SERVICES = "SELECT s.finding, s.service FROM finding_service s JOIN finding f ON f.id = s.finding WHERE f.version > $1 ORDER BY s.finding";
    SELECT_FINDING_BODIES = "SELECT b.finding, b.body FROM finding_body b JOIN finding f ON f.id = b.finding WHERE f.version > $1 ORDER BY b.finding";
    SELECT_FINDING = "SELECT f.id, f.workshop, f.words, f.kind, f.criterion, f.severity, f.recommendation, f.state, f.rejection, f.place, f.editors_note, f.merged_into, f.is_late, f.recorded_at, f.actor, a.name AS actor_name, f.version FROM finding f JOIN actor a ON a.id = f.actor WHERE f.id = $1";
    SELECT_ITS_SERVICES = "SELECT service FROM finding_service WHERE finding = $1";
    SELECT_ITS_BODIES = "SELECT body FROM finding_body WHERE finding = $1";
}

#[derive(FromRow)]
struct FindingRow {
    id: i64,
    workshop: i64,
    words: String,
    kind: String,
    criterion: Option<i64>,
    severity: Option<String>,
    recommendation: Option<String>,
    state: String,
    rejection: Option<String>,
    place: Option<i64>,
    editors_note: Option<String>,
    merged_into: Option<i64>,
    is_late: bool,
    recorded_at: DateTime<Utc>,
    actor: String,
    actor_name: String,
    version: i64,
}

impl TryFrom<FindingRow> for Finding {
    type Error = StoreError;

    /// Without its services and bodies.
    fn try_from(row: FindingRow) -> Result<Self, Self::Error> {
        Ok(Self {
            id: FindingId(row.id),
            workshop: WorkshopId(row.workshop),
            facts: FindingFacts {
                words: row.words,
                kind: parse("finding", "kind", &row.kind)?,
                criterion: row.criterion.map(CriterionId),
                severity: row.severity.map(|severity| parse("finding", "severity", &severity)).transpose()?,
                recommendation: row.recommendation,
                services: std::collections::BTreeSet::new(),
                bodies: std::collections::BTreeSet::new(),
            },
            state: match parse("finding", "state", &row.state)? {
                Verdict::New => FindingState::New,
                Verdict::Checked => FindingState::Checked,
                Verdict::Adopted => FindingState::Adopted(BlueprintPlace {
                    place: row.place.unwrap_or_default(),
                    editors_note: row.editors_note,
                }),
                Verdict::Rejected => FindingState::Rejected(row.rejection.unwrap_or_default()),
            },
            merged_into: row.merged_into.map(FindingId),
            is_late: row.is_late,
            recorded_at: row.recorded_at,
            actor: Actor { id: row.actor, name: row.actor_name },
            version: row.version,
        })
    }
}

/// The findings changed in a later version than `last`.
pub(crate) async fn since(tx: &mut Tx, last: i64) -> Result<Vec<Finding>, StoreError> {
    let rows: Vec<FindingRow> =
        on!(&mut *tx, |connection| sqlx::query_as(SELECT_FINDINGS).bind(last).fetch_all(connection).await)?;
    let services: Vec<(i64, String)> = on!(&mut *tx, |connection| sqlx::query_as(SELECT_FINDING_SERVICES)
        .bind(last)
        .fetch_all(connection)
        .await)?;
    let bodies: Vec<(i64, String)> =
        on!(tx, |connection| sqlx::query_as(SELECT_FINDING_BODIES).bind(last).fetch_all(connection).await)?;
    // All are in the order of the findings' ids.
    let (mut services, mut bodies) = (services.into_iter().peekable(), bodies.into_iter().peekable());
    let mut findings = Vec::with_capacity(rows.len());
    for row in rows {
        let mut finding = Finding::try_from(row)?;
        while let Some((_, service)) = services.next_if(|(id, _)| *id == finding.id.0) {
            finding.facts.services.insert(parse("finding_service", "service", &service)?);
        }
        while let Some((_, body)) = bodies.next_if(|(id, _)| *id == finding.id.0) {
            finding.facts.bodies.insert(parse("finding_body", "body", &body)?);
        }
        findings.push(finding);
    }
    Ok(findings)
}

/// One finding, as the transaction sees it.
pub(crate) async fn find(tx: &mut Tx, id: FindingId) -> Result<Option<Finding>, StoreError> {
    let row: Option<FindingRow> = on!(&mut *tx, |connection| sqlx::query_as(SELECT_FINDING)
        .bind(id.0)
        .fetch_optional(connection)
        .await)?;
    let Some(row) = row else { return Ok(None) };
    let mut finding = Finding::try_from(row)?;
    let services: Vec<String> = on!(&mut *tx, |connection| sqlx::query_scalar(SELECT_ITS_SERVICES)
        .bind(id.0)
        .fetch_all(connection)
        .await)?;
    let bodies: Vec<String> =
        on!(tx, |connection| sqlx::query_scalar(SELECT_ITS_BODIES).bind(id.0).fetch_all(connection).await)?;
    for service in services {
        finding.facts.services.insert(parse("finding_service", "service", &service)?);
    }
    for body in bodies {
        finding.facts.bodies.insert(parse("finding_body", "body", &body)?);
    }
    Ok(Some(finding))
}
