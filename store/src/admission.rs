//! Making accounts.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use domain::people::{Email, NewPerson, Person, PersonId, Purpose, Rights, Standing};
use serde_json::json;

use crate::accounts::deed;
use crate::db::{Db, Tx, on, statements};
use crate::error::{PeopleError, StoreError, parse};
use crate::grants::{insert_rights, replace_rights, told};
use crate::people::{Author, id_with, person};
use crate::{audit, links};

statements! {
    INSERT_PERSON = "INSERT INTO person (id, email, password_hash, oidc_issuer, oidc_subject, version, created_at) VALUES ($1, $2, $3, $4, $5, 1, $6)";
    SELECT_ADDRESSES = "SELECT email FROM person";
    SET_PROVIDER = "UPDATE person SET oidc_issuer = $2, oidc_subject = $3 WHERE id = $1";
    SELECT_WITH_PROVIDER = "SELECT id FROM person WHERE oidc_issuer = $1 AND oidc_subject = $2";
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

impl Db {
    /// Takes all rights from whoever the provider knows under this subject and gives no role any more.
    pub async fn provider_gives_no_role(
        &self,
        issuer: &str,
        subject: &str,
        now: DateTime<Utc>,
    ) -> Result<(), PeopleError> {
        let mut tx = self.write().await?;
        let known: Option<String> = on!(&mut tx, |connection| sqlx::query_scalar(SELECT_WITH_PROVIDER)
            .bind(issuer)
            .bind(subject)
            .fetch_optional(connection)
            .await)?;
        let Some(id) = known else { return Ok(()) };
        let before = person(&mut tx, &parse("person", "id", &id)?).await?.ok_or(PeopleError::NoSuchPerson)?;
        if before.rights == Rights::default() {
            return Ok(());
        }
        replace_rights(&mut tx, &before, &Rights::default(), &id, now).await?;
        tx.commit().await?;
        Ok(())
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
    deed(tx, now, id.as_str(), "person.provider", id, json!({})).await?;
    Ok(())
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
