//! What people may do, and changing it.

use chrono::{DateTime, Utc};
use domain::people::{Person, PersonId, Rights, Role, Standing};
use serde_json::{Value, json};

use crate::accounts::{changeable, deed};
use crate::db::{Db, Tx, on, statements};
use crate::error::{PeopleError, StoreError};
use crate::people::{Author, execute_for};
use crate::{links, sessions};

statements! {
    INSERT_ROLE = "INSERT INTO person_role (person, role) VALUES ($1, $2)";
    DELETE_ROLES = "DELETE FROM person_role WHERE person = $1";
    INSERT_TERRITORY = "INSERT INTO territory (person, body, with_members, may_invite) VALUES ($1, $2, $3, $4)";
    DELETE_TERRITORIES = "DELETE FROM territory WHERE person = $1";
    RAISE_PERSON = "UPDATE person SET version = version + 1 WHERE id = $1";
    COUNT_OTHER_ADMINS = "SELECT count(*) FROM person p JOIN person_role r ON r.person = p.id WHERE r.role = 'admin' AND p.id <> $1 AND p.deactivated_at IS NULL AND (p.password_hash IS NOT NULL OR p.oidc_subject IS NOT NULL)";
}

impl Db {
    /// Changes what somebody may do. `seen` is the version that the author looked at.
    pub async fn set_rights(
        &self,
        id: &PersonId,
        rights: &Rights,
        seen: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<(), PeopleError> {
        let author = author.into();
        // In a row with all others that take an admin's role away: of two admins who demote each other at once
        // the second finds itself the last.
        let mut tx = self.write().await?;
        let before = changeable(&mut tx, id, author).await?;
        if before.version != seen {
            return Err(PeopleError::Stale);
        }
        if !rights.has(Role::Admin) {
            keep_an_admin(&mut tx, &before).await?;
        }
        replace_rights(&mut tx, &before, rights, author.id(), now).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Refuses to take the last admin away: nobody could undo it.
pub(crate) async fn keep_an_admin(tx: &mut Tx, person: &Person) -> Result<(), PeopleError> {
    if !person.rights.has(Role::Admin) || person.standing != Standing::Active {
        return Ok(());
    }
    let others: i64 = on!(tx, |connection| sqlx::query_scalar(COUNT_OTHER_ADMINS)
        .bind(person.id.as_str())
        .fetch_one(connection)
        .await)?;
    if others == 0 { Err(PeopleError::LastAdmin) } else { Ok(()) }
}

pub(crate) async fn replace_rights(
    tx: &mut Tx,
    before: &Person,
    rights: &Rights,
    author: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let id = &before.id;
    for statement in [DELETE_ROLES, DELETE_TERRITORIES, RAISE_PERSON] {
        execute_for(tx, statement, id).await?;
    }
    insert_rights(tx, id, rights).await?;
    sessions::renew_all(tx, id).await?;
    links::revoke_uncovered(tx, id, rights, now).await?;
    // Whoever invited somebody may still know the link: it must not lead to more than it did.
    if before.standing == Standing::Invited {
        links::revoke_to_password(tx, id, now).await?;
    }
    let detail = json!({ "from": told(&before.rights), "to": told(rights) });
    deed(tx, now, author, "person.rights", id, detail).await
}

pub(crate) async fn insert_rights(tx: &mut Tx, id: &PersonId, rights: &Rights) -> Result<(), StoreError> {
    for role in &rights.roles {
        on!(&mut *tx, |connection| sqlx::query(INSERT_ROLE)
            .bind(id.as_str())
            .bind(role.as_str())
            .execute(connection)
            .await
            .map(|_| ()))?;
    }
    for territory in &rights.territories {
        on!(&mut *tx, |connection| sqlx::query(INSERT_TERRITORY)
            .bind(id.as_str())
            .bind(territory.body.as_str())
            .bind(territory.with_members)
            .bind(territory.may_invite)
            .execute(connection)
            .await
            .map(|_| ()))?;
    }
    Ok(())
}

/// Rights as the audit tells them.
pub(crate) fn told(rights: &Rights) -> Value {
    let roles: Vec<_> = rights.roles.iter().map(|role| role.as_str()).collect();
    let territories: Vec<_> = rights
        .territories
        .iter()
        .map(|territory| {
            json!({
                "body": territory.body,
                "with_members": territory.with_members,
                "may_invite": territory.may_invite,
            })
        })
        .collect();
    json!({ "roles": roles, "territories": territories })
}
