//! Workshops.

use chrono::NaiveDate;
use domain::workshop::{Participant, Workshop, WorkshopFacts, WorkshopId};
use sqlx::FromRow;

use crate::db::{Tx, on, statements};
use crate::error::{StoreError, parse};

statements! {
    SELECT_WORKSHOPS = "SELECT id, title, held_on, begins_at, ends_at, place, link, facilitator, agenda, state, version FROM workshop WHERE version > $1 ORDER BY id";
    SELECT_PARTICIPANTS = "SELECT b.workshop, b.body, b.with_members FROM workshop_body b JOIN workshop w ON w.id = b.workshop WHERE w.version > $1 ORDER BY b.workshop, b.body";
    SELECT_WORKSHOP_SERVICES = "SELECT s.workshop, s.service FROM workshop_service s JOIN workshop w ON w.id = s.workshop WHERE w.version > $1";
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
