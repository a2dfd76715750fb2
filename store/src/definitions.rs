//! What counts as live, in versions.

use chrono::{DateTime, NaiveDate, Utc};
use domain::Day;
use domain::definition::{Definition, DefinitionId, DefinitionVersion};
use domain::people::Role;
use serde_json::json;

use crate::change::Change;
use crate::db::{Db, Tx, on, statements};
use crate::error::{ChangeError, StoreError, storable};
use crate::people::Author;

statements! {
    SELECT_DEFINITIONS = "SELECT id, name, counts_pilot, confirmed_within, reason, valid_from, version FROM definition WHERE version > $1 ORDER BY id";
    INSERT_DEFINITION = "INSERT INTO definition (name, counts_pilot, confirmed_within, reason, valid_from, version) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
}

/// A definition to add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDefinition {
    /// A few words.
    pub name: String,
    /// Whether pilots count too.
    pub counts_pilot: bool,
    /// Within how many days a status has to be confirmed.
    pub confirmed_within: Option<u16>,
    /// Why.
    pub reason: String,
    /// The day from which it holds.
    pub valid_from: Day,
}

type DefinitionRow = (i64, String, bool, Option<i64>, String, NaiveDate, i64);

impl Db {
    /// Adds a definition, which holds from its day on. Leads only.
    pub async fn add_definition(
        &self,
        new: &NewDefinition,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<DefinitionId, ChangeError> {
        let mut change = Change::begin(self, author, now).await?;
        change.only(&[Role::Lead])?;
        let id: i64 = on!(&mut change.tx, |connection| sqlx::query_scalar(INSERT_DEFINITION)
            .bind(storable(&new.name)?)
            .bind(new.counts_pilot)
            .bind(new.confirmed_within.map(i64::from))
            .bind(storable(&new.reason)?)
            .bind(new.valid_from.date())
            .bind(change.version)
            .fetch_one(connection)
            .await)?;
        let detail = json!({
            "name": new.name,
            "counts_pilot": new.counts_pilot,
            "confirmed_within": new.confirmed_within,
            "effective_on": new.valid_from,
            "reason": new.reason,
        });
        change.finish("definition.add", &format!("definition/{id}"), detail).await?;
        Ok(DefinitionId(id))
    }
}

/// The definitions added in a later version than `last`.
pub(crate) async fn since(tx: &mut Tx, last: i64) -> Result<Vec<DefinitionVersion>, StoreError> {
    let rows: Vec<DefinitionRow> =
        on!(tx, |connection| sqlx::query_as(SELECT_DEFINITIONS).bind(last).fetch_all(connection).await)?;
    rows.into_iter().map(definition).collect()
}

fn definition(
    (id, name, counts_pilot, confirmed_within, reason, valid_from, version): DefinitionRow,
) -> Result<DefinitionVersion, StoreError> {
    let days = |days: i64| {
        u16::try_from(days).map_err(|_| StoreError::Inconsistent {
            table: "definition",
            column: "confirmed_within",
            value: days.to_string(),
        })
    };
    let confirmed_within = confirmed_within.map(days).transpose()?;
    Ok(DefinitionVersion {
        definition: Definition { id: DefinitionId(id), counts_pilot, confirmed_within },
        name,
        reason,
        valid_from: valid_from.into(),
        version,
    })
}
