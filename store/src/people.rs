//! Reading people, and checking in the transaction of a write what its author may do.

use chrono::{DateTime, Utc};
use domain::people::{Email, Person, PersonId, Rights, Role, Standing, Territory};
use domain::rollout::Actor;
use sqlx::FromRow;

use crate::db::{Db, Tx, on, statements};
use crate::error::{StoreError, parse};

statements! {
    SELECT_PERSON = "SELECT p.id, p.email, a.name, p.password_hash IS NOT NULL AS has_password, p.oidc_subject IS NOT NULL AS has_provider, p.version, p.created_at, p.deactivated_at, p.last_seen_at, p.reminders FROM person p JOIN actor a ON a.id = p.id WHERE p.id = $1";
    SELECT_PEOPLE = "SELECT p.id, p.email, a.name, p.password_hash IS NOT NULL AS has_password, p.oidc_subject IS NOT NULL AS has_provider, p.version, p.created_at, p.deactivated_at, p.last_seen_at, p.reminders FROM person p JOIN actor a ON a.id = p.id ORDER BY p.id";
    SELECT_ROLES = "SELECT role FROM person_role WHERE person = $1";
    SELECT_ALL_ROLES = "SELECT person, role FROM person_role ORDER BY person";
    SELECT_TERRITORIES = "SELECT person, body, with_members, may_invite FROM territory WHERE person = $1 ORDER BY body";
    SELECT_ALL_TERRITORIES = "SELECT person, body, with_members, may_invite FROM territory ORDER BY person, body";
    SELECT_BY_EMAIL = "SELECT id FROM person WHERE email = $1";
}

/// Who writes. What a person may do is read in the transaction of the write itself, so that neither a page that
/// forgets to ask nor a right that was just taken away lets anything through.
#[derive(Clone, Copy, Debug)]
pub enum Author<'a> {
    /// The command line or the demonstration.
    Program(&'a Actor),
    /// Somebody who is signed in.
    Person(&'a PersonId),
}

impl<'a> From<&'a Actor> for Author<'a> {
    fn from(actor: &'a Actor) -> Self {
        Self::Program(actor)
    }
}

impl<'a> From<&'a PersonId> for Author<'a> {
    fn from(person: &'a PersonId) -> Self {
        Self::Person(person)
    }
}

impl Author<'_> {
    /// The id under which history and audit know it.
    pub(crate) fn id(&self) -> &str {
        match self {
            Self::Program(actor) => &actor.id,
            Self::Person(person) => person.as_str(),
        }
    }

    /// What it may do; `None`: a program, which may do everything.
    pub(crate) async fn rights(&self, tx: &mut Tx) -> Result<Option<Rights>, StoreError> {
        match self {
            Self::Program(_) => Ok(None),
            Self::Person(person) => rights_of(tx, person).await.map(Some),
        }
    }
}

#[derive(FromRow)]
struct PersonRow {
    id: String,
    email: String,
    name: String,
    has_password: bool,
    has_provider: bool,
    version: i64,
    created_at: DateTime<Utc>,
    deactivated_at: Option<DateTime<Utc>>,
    last_seen_at: Option<DateTime<Utc>>,
    reminders: bool,
}

impl PersonRow {
    fn with(self, rights: Rights) -> Result<Person, StoreError> {
        Ok(Person {
            id: parse("person", "id", &self.id)?,
            email: parse("person", "email", &self.email)?,
            name: parse("actor", "name", &self.name)?,
            rights,
            standing: match self.deactivated_at {
                Some(_) => Standing::Deactivated,
                None if self.has_password || self.has_provider => Standing::Active,
                None => Standing::Invited,
            },
            has_password: self.has_password,
            created_at: self.created_at,
            last_seen_at: self.last_seen_at,
            wants_reminders: self.reminders,
            version: self.version,
        })
    }
}

#[derive(FromRow)]
struct TerritoryRow {
    person: String,
    body: String,
    with_members: bool,
    may_invite: bool,
}

impl TryFrom<&TerritoryRow> for Territory {
    type Error = StoreError;

    fn try_from(row: &TerritoryRow) -> Result<Self, Self::Error> {
        let body = parse("territory", "body", &row.body)?;
        Ok(Self { body, with_members: row.with_members, may_invite: row.may_invite })
    }
}

impl Db {
    /// Somebody with an account.
    pub async fn person(&self, id: &PersonId) -> Result<Option<Person>, StoreError> {
        person(&mut self.read().await?, id).await
    }

    /// Somebody with an account, by its address.
    pub async fn person_with(&self, email: &Email) -> Result<Option<Person>, StoreError> {
        let mut tx = self.read().await?;
        match id_with(&mut tx, email).await? {
            Some(id) => person(&mut tx, &id).await,
            None => Ok(None),
        }
    }

    /// Somebody with an account, provided that `viewer` looks after it.
    pub async fn person_seen_by(
        &self,
        viewer: &PersonId,
        id: &PersonId,
    ) -> Result<Option<Person>, StoreError> {
        let mut tx = self.read().await?;
        let viewer = rights_of(&mut tx, viewer).await?;
        Ok(person(&mut tx, id).await?.filter(|person| looks_after(&viewer, &person.rights)))
    }

    /// Everybody whom `viewer` looks after: an admin sees all, a contact who may invite the contacts of its own
    /// authorities, others nobody.
    pub async fn people_seen_by(&self, viewer: &PersonId) -> Result<Vec<Person>, StoreError> {
        let mut tx = self.read().await?;
        let viewer = rights_of(&mut tx, viewer).await?;
        let people = everybody(&mut tx).await?.into_iter();
        Ok(people.filter(|person| looks_after(&viewer, &person.rights)).collect())
    }

    /// Everybody with an account, by id: for programs that write to people.
    pub async fn everybody(&self) -> Result<Vec<Person>, StoreError> {
        everybody(&mut self.read().await?).await
    }
}

async fn everybody(tx: &mut Tx) -> Result<Vec<Person>, StoreError> {
    let rows: Vec<PersonRow> =
        on!(&mut *tx, |connection| sqlx::query_as(SELECT_PEOPLE).fetch_all(connection).await)?;
    let roles: Vec<(String, String)> =
        on!(&mut *tx, |connection| sqlx::query_as(SELECT_ALL_ROLES).fetch_all(connection).await)?;
    let territories: Vec<TerritoryRow> =
        on!(&mut *tx, |connection| sqlx::query_as(SELECT_ALL_TERRITORIES).fetch_all(connection).await)?;
    let of = |id: &str| -> Result<Rights, StoreError> {
        let first = roles.partition_point(|(person, _)| person.as_str() < id);
        let own_roles = roles[first..].iter().take_while(|(person, _)| person == id);
        let first = territories.partition_point(|row| row.person.as_str() < id);
        let own = territories[first..].iter().take_while(|row| row.person == id);
        Ok(Rights {
            roles: own_roles.map(|(_, role)| parse("person_role", "role", role)).collect::<Result<_, _>>()?,
            territories: own.map(Territory::try_from).collect::<Result<_, _>>()?,
        })
    };
    rows.into_iter()
        .map(|row| {
            let rights = of(&row.id)?;
            row.with(rights)
        })
        .collect()
}

/// Whether somebody sees whoever has these rights in the list of people.
fn looks_after(viewer: &Rights, rights: &Rights) -> bool {
    viewer.has(Role::Admin)
        || rights.own().any(|theirs| viewer.own().any(|own| own.may_invite && own.covers(&theirs.body)))
}

/// Runs a statement whose one parameter is a person.
pub(crate) async fn execute_for(
    tx: &mut Tx,
    statement: &'static str,
    id: &PersonId,
) -> Result<(), StoreError> {
    on!(tx, |connection| sqlx::query(statement).bind(id.as_str()).execute(connection).await.map(|_| ()))?;
    Ok(())
}

pub(crate) async fn id_with(tx: &mut Tx, email: &Email) -> Result<Option<PersonId>, StoreError> {
    let id: Option<String> = on!(tx, |connection| sqlx::query_scalar(SELECT_BY_EMAIL)
        .bind(email.as_str())
        .fetch_optional(connection)
        .await)?;
    id.map(|id| parse("person", "id", &id)).transpose()
}

pub(crate) async fn person(tx: &mut Tx, id: &PersonId) -> Result<Option<Person>, StoreError> {
    let row: Option<PersonRow> = on!(&mut *tx, |connection| sqlx::query_as(SELECT_PERSON)
        .bind(id.as_str())
        .fetch_optional(connection)
        .await)?;
    let Some(row) = row else { return Ok(None) };
    let roles: Vec<String> = on!(&mut *tx, |connection| sqlx::query_scalar(SELECT_ROLES)
        .bind(id.as_str())
        .fetch_all(connection)
        .await)?;
    let territories: Vec<TerritoryRow> = on!(&mut *tx, |connection| sqlx::query_as(SELECT_TERRITORIES)
        .bind(id.as_str())
        .fetch_all(connection)
        .await)?;
    row.with(Rights {
        roles: roles
            .iter()
            .map(|role| parse("person_role", "role", role))
            .collect::<Result<_, StoreError>>()?,
        territories: territories.iter().map(Territory::try_from).collect::<Result<_, _>>()?,
    })
    .map(Some)
}

/// What somebody may do now: nothing, once the account is deactivated or deleted.
pub(crate) async fn rights_of(tx: &mut Tx, id: &PersonId) -> Result<Rights, StoreError> {
    let person = person(tx, id).await?.filter(|person| person.standing == Standing::Active);
    Ok(person.map(|person| person.rights).unwrap_or_default())
}
