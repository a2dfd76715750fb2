//! Making, changing and ending accounts.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use domain::people::{Email, NewPerson, Person, PersonId, PersonName, Purpose, Rights, Role, Standing};
use serde_json::{Value, json};

use crate::audit::{self, Deed};
use crate::db::{Db, Tx, on, statements};
use crate::error::{PeopleError, StoreError, parse};
use crate::people::{Author, id_with, person};
use crate::{links, sessions};

statements! {
    INSERT_PERSON = "INSERT INTO person (id, email, password_hash, oidc_issuer, oidc_subject, version, created_at) VALUES ($1, $2, $3, $4, $5, 1, $6)";
    SELECT_ADDRESSES = "SELECT email FROM person";
    INSERT_ROLE = "INSERT INTO person_role (person, role) VALUES ($1, $2)";
    DELETE_ROLES = "DELETE FROM person_role WHERE person = $1";
    INSERT_TERRITORY = "INSERT INTO territory (person, body, with_members, may_invite) VALUES ($1, $2, $3, $4)";
    DELETE_TERRITORIES = "DELETE FROM territory WHERE person = $1";
    RAISE_PERSON = "UPDATE person SET version = version + 1 WHERE id = $1";
    SET_DEACTIVATED = "UPDATE person SET deactivated_at = $2, version = version + 1 WHERE id = $1";
    SET_PASSWORD = "UPDATE person SET password_hash = $2 WHERE id = $1";
    SET_PROVIDER = "UPDATE person SET oidc_issuer = $2, oidc_subject = $3 WHERE id = $1";
    SELECT_WITH_PROVIDER = "SELECT id FROM person WHERE oidc_issuer = $1 AND oidc_subject = $2";
    SELECT_PASSWORD = "SELECT password_hash FROM person WHERE id = $1";
    DELETE_PERSON = "DELETE FROM person WHERE id = $1";
    COUNT_OTHER_ADMINS = "SELECT count(*) FROM person p JOIN person_role r ON r.person = p.id WHERE r.role = 'admin' AND p.id <> $1 AND p.deactivated_at IS NULL AND (p.password_hash IS NOT NULL OR p.oidc_subject IS NOT NULL)";
}

/// How somebody new gets in.
#[derive(Clone, Copy, Debug)]
pub enum Admission<'a> {
    /// By a link with this token, to choose a password.
    Invitation(&'a str),
    /// With a password, hashed already.
    Password(&'a str),
    /// Through the provider of the administration.
    Provider {
        /// The provider.
        issuer: &'a str,
        /// Whom it knows there.
        subject: &'a str,
    },
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
    /// Makes an account. Refused when the address has one already, or when the author may not give these rights.
    pub async fn admit(
        &self,
        id: &PersonId,
        new: &NewPerson,
        admission: Admission<'_>,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<(), PeopleError> {
        let author = author.into();
        let mut tx = self.write_aside().await?;
        if author.rights(&mut tx).await?.is_some_and(|rights| !rights.may_grant(&new.rights)) {
            return Err(PeopleError::NotAllowed);
        }
        insert(&mut tx, id, new, admission, author.id(), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Invites many, each with the token of its link: all of them, or none.
    pub async fn invite_all(
        &self,
        newcomers: &[(PersonId, NewPerson, String)],
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<(), PeopleError> {
        let author = author.into();
        let mut tx = self.write_aside().await?;
        let rights = author.rights(&mut tx).await?;
        for (id, new, token) in newcomers {
            if rights.as_ref().is_some_and(|rights| !rights.may_grant(&new.rights)) {
                return Err(PeopleError::NotAllowed);
            }
            insert(&mut tx, id, new, Admission::Invitation(token), author.id(), now).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// All addresses that have an account.
    pub async fn addresses(&self) -> Result<HashSet<Email>, StoreError> {
        let mut tx = self.read().await?;
        let addresses: Vec<String> =
            on!(&mut tx, |connection| sqlx::query_scalar(SELECT_ADDRESSES).fetch_all(connection).await)?;
        addresses.iter().map(|address| parse("person", "email", address)).collect()
    }

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
        on!(&mut tx, |connection| sqlx::query(DELETE_PERSON)
            .bind(id.as_str())
            .execute(connection)
            .await
            .map(|_| ()))?;
        let pseudonym = format!("Gelöschtes Konto {}", &id.as_str()[..4]);
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

    /// Sets somebody's own new password, and ends all sessions but the one in which that was done.
    pub async fn change_password(
        &self,
        id: &PersonId,
        password_hash: &str,
        session: i64,
        now: DateTime<Utc>,
    ) -> Result<(), PeopleError> {
        let mut tx = self.write_aside().await?;
        own(&mut tx, id).await?;
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

    /// Whoever the provider knows under this subject, with the rights it tells. An account without one is made,
    /// or taken over from an invitation to the same address that nobody has accepted.
    ///
    /// Refused with [`PeopleError::EmailTaken`] where the address belongs to an account with a password of its
    /// own: who controls an address at the provider need not be who chose the password.
    pub async fn person_of_provider(
        &self,
        issuer: &str,
        subject: &str,
        fresh: &PersonId,
        new: &NewPerson,
        now: DateTime<Utc>,
    ) -> Result<Person, PeopleError> {
        let mut tx = self.write().await?;
        let known: Option<String> = on!(&mut tx, |connection| sqlx::query_scalar(SELECT_WITH_PROVIDER)
            .bind(issuer)
            .bind(subject)
            .fetch_optional(connection)
            .await)?;
        let is_known = known.is_some();
        let id = match (known, id_with(&mut tx, &new.email).await?) {
            (Some(id), _) => parse("person", "id", &id)?,
            (None, Some(id)) => {
                take_over(&mut tx, &id, issuer, subject, now).await?;
                id
            }
            (None, None) => {
                let admission = Admission::Provider { issuer, subject };
                insert(&mut tx, fresh, new, admission, fresh.as_str(), now).await?;
                fresh.clone()
            }
        };
        let before = person(&mut tx, &id).await?.ok_or(PeopleError::NoSuchPerson)?;
        // The provider tells the bodies in whatever order.
        let mut territories = new.rights.territories.clone();
        territories.sort();
        if before.rights.roles != new.rights.roles || before.rights.territories != territories {
            // Whatever the provider says holds, even if no admin is left: it can say otherwise again.
            replace_rights(&mut tx, &before, &new.rights, id.as_str(), now).await?;
        } else if is_known {
            // Nothing is new, and no reader has to look again.
            return Ok(before);
        }
        let person = person(&mut tx, &id).await?.ok_or(PeopleError::NoSuchPerson)?;
        tx.commit().await?;
        Ok(person)
    }
}

/// Ties an invitation that nobody has accepted to whom the provider knows.
async fn take_over(
    tx: &mut Tx,
    id: &PersonId,
    issuer: &str,
    subject: &str,
    now: DateTime<Utc>,
) -> Result<(), PeopleError> {
    let invited = person(tx, id).await?;
    if invited.is_none_or(|person| person.standing != Standing::Invited) {
        return Err(PeopleError::EmailTaken);
    }
    on!(&mut *tx, |connection| sqlx::query(SET_PROVIDER)
        .bind(id.as_str())
        .bind(issuer)
        .bind(subject)
        .execute(connection)
        .await
        .map(|_| ()))?;
    links::revoke_all(tx, id, now).await?;
    Ok(())
}

/// The person, provided that the author may change what others are: an admin. Nobody else may, least of all its
/// own rights.
async fn changeable(tx: &mut Tx, id: &PersonId, author: Author<'_>) -> Result<Person, PeopleError> {
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

/// Refuses to take the last admin away: nobody could undo it.
async fn keep_an_admin(tx: &mut Tx, person: &Person) -> Result<(), PeopleError> {
    if !person.rights.has(Role::Admin) || person.standing != Standing::Active {
        return Ok(());
    }
    let others: i64 = on!(tx, |connection| sqlx::query_scalar(COUNT_OTHER_ADMINS)
        .bind(person.id.as_str())
        .fetch_one(connection)
        .await)?;
    if others == 0 { Err(PeopleError::LastAdmin) } else { Ok(()) }
}

pub(crate) async fn insert(
    tx: &mut Tx,
    id: &PersonId,
    new: &NewPerson,
    admission: Admission<'_>,
    author: &str,
    now: DateTime<Utc>,
) -> Result<(), PeopleError> {
    if id_with(tx, &new.email).await?.is_some() {
        return Err(PeopleError::EmailTaken);
    }
    let (password_hash, issuer, subject) = match admission {
        Admission::Invitation(_) => (None, None, None),
        Admission::Password(hash) => (Some(hash), None, None),
        Admission::Provider { issuer, subject } => (None, Some(issuer), Some(subject)),
    };
    audit::name(tx, id.as_str(), new.name.as_str()).await?;
    let inserted = on!(&mut *tx, |connection| sqlx::query(INSERT_PERSON)
        .bind(id.as_str())
        .bind(new.email.as_str())
        .bind(password_hash)
        .bind(issuer)
        .bind(subject)
        .bind(now)
        .execute(connection)
        .await
        .map(|_| ()));
    match inserted {
        // Somebody else has taken it since it was looked for.
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
            return Err(PeopleError::EmailTaken);
        }
        inserted => inserted?,
    }
    insert_rights(tx, id, &new.rights).await?;
    if let Admission::Invitation(token) = admission {
        links::insert(tx, token, Purpose::Invitation, Some(id), None, now).await?;
    }
    let action = match admission {
        Admission::Invitation(_) => "person.invite",
        Admission::Password(_) | Admission::Provider { .. } => "person.add",
    };
    deed(tx, now, author, action, id, json!({ "rights": told(&new.rights) })).await?;
    Ok(())
}

async fn insert_rights(tx: &mut Tx, id: &PersonId, rights: &Rights) -> Result<(), StoreError> {
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

async fn replace_rights(
    tx: &mut Tx,
    before: &Person,
    rights: &Rights,
    author: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let id = &before.id;
    for statement in [DELETE_ROLES, DELETE_TERRITORIES, RAISE_PERSON] {
        on!(&mut *tx, |connection| sqlx::query(statement)
            .bind(id.as_str())
            .execute(connection)
            .await
            .map(|_| ()))?;
    }
    insert_rights(tx, id, rights).await?;
    sessions::renew_all(tx, id).await?;
    links::revoke_uncovered(tx, id, rights, now).await?;
    let detail = json!({ "from": told(&before.rights), "to": told(rights) });
    deed(tx, now, author, "person.rights", id, detail).await
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
    deed(tx, now, id.as_str(), "person.password", id, json!({})).await
}

/// Rights as the audit tells them.
fn told(rights: &Rights) -> Value {
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
