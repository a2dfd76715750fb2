//! Changing and ending accounts.

use chrono::{DateTime, Utc};
use domain::people::{Email, Person, PersonId, PersonName, Role, Standing};
use serde_json::{Value, json};

use crate::audit::{self, Deed};
use crate::db::{Db, Tx, on, statements};
use crate::error::{PeopleError, StoreError};
use crate::grants::keep_an_admin;
use crate::people::{Author, execute_for, id_with, person};
use crate::{links, sessions};

statements! {
    SET_DEACTIVATED = "UPDATE person SET deactivated_at = $2, version = version + 1 WHERE id = $1";
    SET_PASSWORD = "UPDATE person SET password_hash = $2 WHERE id = $1";
    SELECT_PASSWORD = "SELECT password_hash FROM person WHERE id = $1";
    RENAME_OWNER = "UPDATE measure SET owner = $2, version = (SELECT version FROM data_version) WHERE owner_person = $1";
    RENAME_FACILITATOR = "UPDATE workshop SET facilitator = $2, version = (SELECT version FROM data_version) WHERE facilitator = (SELECT name FROM actor WHERE id = $1)";
    DELETE_PERSON = "DELETE FROM person WHERE id = $1";
}

/// What is needed to check a password.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// Whose.
    pub person: Person,
    /// Argon2id in PHC form; `None`: no password was chosen.
    pub password_hash: Option<String>,
}

impl Db {
    /// Ends an account or opens it again. Whoever is signed in with it is out at once.
    pub async fn set_active(
        &self,
        id: &PersonId,
        is_active: bool,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<(), PeopleError> {
        let author = author.into();
        let mut tx = self.write().await?;
        let before = changeable(&mut tx, id, author).await?;
        if is_active == (before.standing != Standing::Deactivated) {
            return Ok(());
        }
        if !is_active {
            keep_an_admin(&mut tx, &before).await?;
        }
        // The person before its sessions, as whoever notes a visit does.
        on!(&mut tx, |connection| sqlx::query(SET_DEACTIVATED)
            .bind(id.as_str())
            .bind((!is_active).then_some(now))
            .execute(connection)
            .await
            .map(|_| ()))?;
        if !is_active {
            sessions::end_all(&mut tx, id, None).await?;
            links::revoke_all(&mut tx, id, now).await?;
        }
        let action = if is_active { "person.activate" } else { "person.deactivate" };
        deed(&mut tx, now, author.id(), action, id, json!({})).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Deletes an account. What it entered stays, under a pseudonym.
    pub async fn delete_person(
        &self,
        id: &PersonId,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<(), PeopleError> {
        let author = author.into();
        let mut tx = self.write().await?;
        let before = match author {
            Author::Person(person) if person == id => own(&mut tx, id).await?,
            _ => changeable(&mut tx, id, author).await?,
        };
        keep_an_admin(&mut tx, &before).await?;
        let pseudonym = format!("Gelöschtes Konto {}", &id.as_str()[..8]);
        for statement in [RENAME_OWNER, RENAME_FACILITATOR] {
            on!(&mut tx, |connection| sqlx::query(statement)
                .bind(id.as_str())
                .bind(&pseudonym)
                .execute(connection)
                .await
                .map(|_| ()))?;
        }
        execute_for(&mut tx, DELETE_PERSON, id).await?;
        audit::rename(&mut tx, id.as_str(), &pseudonym).await?;
        deed(&mut tx, now, author.id(), "person.delete", id, json!({})).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Gives somebody another name.
    pub async fn rename_person(
        &self,
        id: &PersonId,
        name: &PersonName,
        now: DateTime<Utc>,
    ) -> Result<(), PeopleError> {
        let mut tx = self.write().await?;
        own(&mut tx, id).await?;
        audit::rename(&mut tx, id.as_str(), name.as_str()).await?;
        // Neither name is in the audit, where it would stay for ever.
        deed(&mut tx, now, id.as_str(), "person.rename", id, json!({})).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Sets somebody's own new password, and ends all sessions but the one in which that was done. `compared` is
    /// the hash of the one before: whoever knew it and was overtaken changes nothing.
    pub async fn change_password(
        &self,
        id: &PersonId,
        compared: &str,
        password_hash: &str,
        session: i64,
        now: DateTime<Utc>,
    ) -> Result<(), PeopleError> {
        let mut tx = self.write().await?;
        own(&mut tx, id).await?;
        let current: Option<String> = on!(&mut tx, |connection| sqlx::query_scalar(SELECT_PASSWORD)
            .bind(id.as_str())
            .fetch_one(connection)
            .await)?;
        if current.as_deref() != Some(compared) {
            return Err(PeopleError::Stale);
        }
        set_password(&mut tx, id, password_hash, Some(session), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Who has the address, and what to check its password against.
    pub async fn credentials(&self, email: &Email) -> Result<Option<Credentials>, StoreError> {
        let mut tx = self.read().await?;
        let Some(id) = id_with(&mut tx, email).await? else { return Ok(None) };
        let Some(person) = person(&mut tx, &id).await? else { return Ok(None) };
        let password_hash: Option<String> = on!(&mut tx, |connection| sqlx::query_scalar(SELECT_PASSWORD)
            .bind(id.as_str())
            .fetch_one(connection)
            .await)?;
        Ok(Some(Credentials { person, password_hash }))
    }
}

/// The person, provided that the author may change what others are: an admin. Nobody else may, least of all its
/// own rights.
pub(crate) async fn changeable(
    tx: &mut Tx,
    id: &PersonId,
    author: Author<'_>,
) -> Result<Person, PeopleError> {
    if author.rights(tx).await?.is_some_and(|rights| !rights.has(Role::Admin)) {
        return Err(PeopleError::NotAllowed);
    }
    person(tx, id).await?.ok_or(PeopleError::NoSuchPerson)
}

/// The person that changes its own account, provided that it can still sign in.
async fn own(tx: &mut Tx, id: &PersonId) -> Result<Person, PeopleError> {
    let person = person(tx, id).await?.ok_or(PeopleError::NoSuchPerson)?;
    if person.standing == Standing::Active { Ok(person) } else { Err(PeopleError::NotAllowed) }
}

/// The person, provided that the author could have made it what it is. To look after somebody with more rights than
/// one's own would be the way to those rights.
pub(crate) async fn looked_after(
    tx: &mut Tx,
    id: &PersonId,
    author: Author<'_>,
) -> Result<Person, PeopleError> {
    let rights = author.rights(tx).await?;
    let person = person(tx, id).await?.ok_or(PeopleError::NoSuchPerson)?;
    if rights.is_some_and(|rights| !rights.may_grant(&person.rights)) {
        return Err(PeopleError::NotAllowed);
    }
    Ok(person)
}

/// Sets a password, and ends the sessions that were opened with the one before, but for `kept`, and the links to
/// choose another.
pub(crate) async fn set_password(
    tx: &mut Tx,
    id: &PersonId,
    password_hash: &str,
    kept: Option<i64>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    // Links before the person, as whoever spends one does.
    links::revoke_to_password(tx, id, now).await?;
    on!(&mut *tx, |connection| sqlx::query(SET_PASSWORD)
        .bind(id.as_str())
        .bind(password_hash)
        .execute(connection)
        .await
        .map(|_| ()))?;
    sessions::end_all(tx, id, kept).await?;
    // Whoever got in with the password before is a stranger again.
    sessions::forget_devices(tx, id).await?;
    deed(tx, now, id.as_str(), "person.password", id, json!({})).await
}

pub(crate) async fn deed(
    tx: &mut Tx,
    now: DateTime<Utc>,
    author: &str,
    action: &'static str,
    id: &PersonId,
    detail: Value,
) -> Result<(), StoreError> {
    audit::append(tx, now, author, Deed { action, subject: id.as_str(), detail }).await
}
