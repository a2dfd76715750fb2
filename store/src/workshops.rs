//! Workshops.

use chrono::{DateTime, NaiveDate, Utc};
use domain::people::Role;
use domain::workshop::{Participant, Workshop, WorkshopFacts, WorkshopId, WorkshopState};
use serde_json::{Map, Value, json};
use sqlx::FromRow;

use crate::change::{Change, is_seen};
use crate::db::{Db, Tx, on, statements};
use crate::error::{ChangeError, StoreError, parse, storable};
use crate::people::Author;

/// Who logs workshops.
pub(crate) const HOSTS: [Role; 2] = [Role::Facilitator, Role::Lead];

statements! {
    SELECT_WORKSHOPS = "SELECT id, title, held_on, begins_at, ends_at, place, link, facilitator, agenda, state, version FROM workshop WHERE version > $1 ORDER BY id";
    SELECT_PARTICIPANTS = "SELECT b.workshop, b.body, b.with_members FROM workshop_body b JOIN workshop w ON w.id = b.workshop WHERE w.version > $1 ORDER BY b.workshop, b.body";
    SELECT_WORKSHOP_SERVICES = "SELECT s.workshop, s.service FROM workshop_service s JOIN workshop w ON w.id = s.workshop WHERE w.version > $1";
    SELECT_WORKSHOP = "SELECT id, title, held_on, begins_at, ends_at, place, link, facilitator, agenda, state, version FROM workshop WHERE id = $1";
    SELECT_ITS_PARTICIPANTS = "SELECT workshop, body, with_members FROM workshop_body WHERE workshop = $1 ORDER BY body";
    SELECT_ITS_SERVICES = "SELECT workshop, service FROM workshop_service WHERE workshop = $1";
    INSERT_WORKSHOP = "INSERT INTO workshop (title, held_on, begins_at, ends_at, place, link, facilitator, agenda, state, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'planned', $9) RETURNING id";
    UPDATE_WORKSHOP = "UPDATE workshop SET title = $2, held_on = $3, begins_at = $4, ends_at = $5, place = $6, link = $7, facilitator = $8, agenda = $9, version = $10 WHERE id = $1";
    UPDATE_STATE = "UPDATE workshop SET state = $2, version = $3 WHERE id = $1";
    DELETE_PARTICIPANTS = "DELETE FROM workshop_body WHERE workshop = $1";
    DELETE_SERVICES = "DELETE FROM workshop_service WHERE workshop = $1";
    INSERT_PARTICIPANT = "INSERT INTO workshop_body (workshop, body, with_members) VALUES ($1, $2, $3)";
    INSERT_SERVICE = "INSERT INTO workshop_service (workshop, service) VALUES ($1, $2)";
}

#[derive(FromRow)]
struct WorkshopRow {
    id: i64,
    title: String,
    held_on: NaiveDate,
    begins_at: Option<String>,
    ends_at: Option<String>,
    place: Option<String>,
    link: Option<String>,
    facilitator: Option<String>,
    agenda: Option<String>,
    state: String,
    version: i64,
}

impl Db {
    /// Plans a workshop. Facilitators and leads only.
    pub async fn plan_workshop(
        &self,
        facts: &WorkshopFacts,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<WorkshopId, ChangeError> {
        let mut change = Change::begin(self, author, now).await?;
        change.only(&HOSTS)?;
        let version = change.version;
        let id: i64 = on!(&mut change.tx, |connection| sqlx::query_scalar(INSERT_WORKSHOP)
            .bind(storable(&facts.title)?)
            .bind(facts.held_on.date())
            .bind(facts.begins_at.as_deref().map(storable).transpose()?)
            .bind(facts.ends_at.as_deref().map(storable).transpose()?)
            .bind(facts.place.as_deref().map(storable).transpose()?)
            .bind(facts.link.as_deref().map(storable).transpose()?)
            .bind(facts.facilitator.as_deref().map(storable).transpose()?)
            .bind(facts.agenda.as_deref().map(storable).transpose()?)
            .bind(version)
            .fetch_one(connection)
            .await)?;
        let id = WorkshopId(id);
        insert_members(&mut change.tx, id, facts).await?;
        change.finish("workshop.plan", &subject(id), Value::Object(told(facts))).await?;
        Ok(id)
    }

    /// Changes what is said about a workshop; returns its version. Facilitators and leads only.
    pub async fn change_workshop(
        &self,
        id: WorkshopId,
        facts: &WorkshopFacts,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let mut change = Change::begin(self, author, now).await?;
        change.only(&HOSTS)?;
        let before = find(&mut change.tx, id).await?.ok_or(ChangeError::NotThere)?;
        is_seen(Some(before.version), seen)?;
        let version = change.version;
        on!(&mut change.tx, |connection| sqlx::query(UPDATE_WORKSHOP)
            .bind(id.0)
            .bind(storable(&facts.title)?)
            .bind(facts.held_on.date())
            .bind(facts.begins_at.as_deref().map(storable).transpose()?)
            .bind(facts.ends_at.as_deref().map(storable).transpose()?)
            .bind(facts.place.as_deref().map(storable).transpose()?)
            .bind(facts.link.as_deref().map(storable).transpose()?)
            .bind(facts.facilitator.as_deref().map(storable).transpose()?)
            .bind(facts.agenda.as_deref().map(storable).transpose()?)
            .bind(version)
            .execute(connection)
            .await
            .map(|_| ()))?;
        for statement in [DELETE_PARTICIPANTS, DELETE_SERVICES] {
            on!(&mut change.tx, |connection| sqlx::query(statement)
                .bind(id.0)
                .execute(connection)
                .await
                .map(|_| ()))?;
        }
        insert_members(&mut change.tx, id, facts).await?;
        change.finish("workshop.change", &subject(id), changes(told(&before.facts), told(facts))).await
    }

    /// Says how far a workshop is, forwards or back; returns its version. Facilitators and leads only.
    pub async fn set_workshop_state(
        &self,
        id: WorkshopId,
        state: WorkshopState,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<i64, ChangeError> {
        let mut change = Change::begin(self, author, now).await?;
        change.only(&HOSTS)?;
        let before = find(&mut change.tx, id).await?.ok_or(ChangeError::NotThere)?;
        is_seen(Some(before.version), seen)?;
        let version = change.version;
        on!(&mut change.tx, |connection| sqlx::query(UPDATE_STATE)
            .bind(id.0)
            .bind(state.as_str())
            .bind(version)
            .execute(connection)
            .await
            .map(|_| ()))?;
        let detail = json!({ "state": { "from": before.state.as_str(), "to": state.as_str() } });
        change.finish("workshop.state", &subject(id), detail).await
    }
}

fn subject(id: WorkshopId) -> String {
    format!("workshop/{id}")
}

/// What is said about a workshop, as history and audit keep it.
fn told(facts: &WorkshopFacts) -> Map<String, Value> {
    let bodies = |is_told: fn(&Participant) -> bool| {
        let mut keys: Vec<&str> =
            facts.participants.iter().filter(|of| is_told(of)).map(|of| of.body.as_str()).collect();
        keys.sort_unstable();
        json!(keys)
    };
    let services: Vec<&str> = facts.services.iter().map(domain::catalogue::Slug::as_str).collect();
    let told = [
        ("title", json!(facts.title)),
        ("held_on", json!(facts.held_on)),
        ("begins_at", json!(facts.begins_at)),
        ("ends_at", json!(facts.ends_at)),
        ("place", json!(facts.place)),
        ("address", json!(facts.link)),
        // Who leads it is not for the audit, which cannot forget.
        ("facilitator", json!(facts.facilitator.as_ref().map(|_| "named"))),
        ("agenda", json!(facts.agenda)),
        ("bodies", bodies(|_| true)),
        ("with_members", bodies(|of| of.with_members)),
        ("services", json!(services)),
    ];
    told.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// What became another, from what to what.
pub(crate) fn changes(before: Map<String, Value>, after: Map<String, Value>) -> Value {
    let both = before.into_iter().zip(after);
    both.filter(|((_, from), (_, to))| from != to)
        .map(|((name, from), (_, to))| (name, json!({ "from": from, "to": to })))
        .collect()
}

async fn insert_members(tx: &mut Tx, id: WorkshopId, facts: &WorkshopFacts) -> Result<(), StoreError> {
    for participant in &facts.participants {
        on!(&mut *tx, |connection| sqlx::query(INSERT_PARTICIPANT)
            .bind(id.0)
            .bind(participant.body.as_str())
            .bind(participant.with_members)
            .execute(connection)
            .await
            .map(|_| ()))?;
    }
    for service in &facts.services {
        on!(&mut *tx, |connection| sqlx::query(INSERT_SERVICE)
            .bind(id.0)
            .bind(service.as_str())
            .execute(connection)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// One workshop, as the transaction sees it.
pub(crate) async fn find(tx: &mut Tx, id: WorkshopId) -> Result<Option<Workshop>, StoreError> {
    let row: Option<WorkshopRow> = on!(&mut *tx, |connection| sqlx::query_as(SELECT_WORKSHOP)
        .bind(id.0)
        .fetch_optional(connection)
        .await)?;
    let bodies: Vec<(i64, String, bool)> =
        on!(&mut *tx, |connection| sqlx::query_as(SELECT_ITS_PARTICIPANTS)
            .bind(id.0)
            .fetch_all(connection)
            .await)?;
    let services: Vec<(i64, String)> =
        on!(tx, |connection| sqlx::query_as(SELECT_ITS_SERVICES).bind(id.0).fetch_all(connection).await)?;
    row.map(|row| workshop(row, &bodies, &services)).transpose()
}

/// The workshops changed in a later version than `last`.
pub(crate) async fn since(tx: &mut Tx, last: i64) -> Result<Vec<Workshop>, StoreError> {
    let rows: Vec<WorkshopRow> =
        on!(&mut *tx, |connection| sqlx::query_as(SELECT_WORKSHOPS).bind(last).fetch_all(connection).await)?;
    let bodies: Vec<(i64, String, bool)> = on!(&mut *tx, |connection| sqlx::query_as(SELECT_PARTICIPANTS)
        .bind(last)
        .fetch_all(connection)
        .await)?;
    let services: Vec<(i64, String)> = on!(tx, |connection| sqlx::query_as(SELECT_WORKSHOP_SERVICES)
        .bind(last)
        .fetch_all(connection)
        .await)?;
    rows.into_iter().map(|row| workshop(row, &bodies, &services)).collect()
}

fn workshop(
    row: WorkshopRow,
    bodies: &[(i64, String, bool)],
    services: &[(i64, String)],
) -> Result<Workshop, StoreError> {
    let participants = bodies.iter().filter(|(id, ..)| *id == row.id);
    let services = services.iter().filter(|(id, _)| *id == row.id);
    Ok(Workshop {
        id: WorkshopId(row.id),
        facts: WorkshopFacts {
            title: row.title,
            held_on: row.held_on.into(),
            begins_at: row.begins_at,
            ends_at: row.ends_at,
            place: row.place,
            link: row.link,
            facilitator: row.facilitator,
            agenda: row.agenda,
            participants: participants
                .map(|(_, body, with_members)| {
                    let body = parse("workshop_body", "body", body)?;
                    Ok(Participant { body, with_members: *with_members })
                })
                .collect::<Result<_, StoreError>>()?,
            services: services
                .map(|(_, service)| parse("workshop_service", "service", service))
                .collect::<Result<_, _>>()?,
        },
        state: parse("workshop", "state", &row.state)?,
        version: row.version,
    })
}
