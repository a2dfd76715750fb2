//! Links that let somebody in once: making them, finding them, taking them back.

use chrono::{DateTime, TimeDelta, Utc};
use domain::Ars;
use domain::people::{Link, LinkState, PersonId, Purpose, Rights, Role, Standing, Warrant};
use serde_json::json;
use sqlx::FromRow;

use crate::accounts::{deed, looked_after};
use crate::audit::{self, Deed};
use crate::db::{Db, Tx, on, statements};
use crate::error::{PeopleError, StoreError, parse};
use crate::people::{Author, person};
use crate::secret::digest;
use crate::sessions::NOBODY;

statements! {
    INSERT_LINK = "INSERT INTO link (token, purpose, person, authority, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)";
    SELECT_LINK = "SELECT id, purpose, person, authority, created_at, expires_at, spent_at, revoked_at FROM link WHERE token = $1";
    SELECT_LINKS = "SELECT id, purpose, person, authority, created_at, expires_at, spent_at, revoked_at FROM link WHERE person = $1 ORDER BY id DESC";
    SELECT_OWNER = "SELECT person FROM link WHERE id = $1";
    REVOKE_LINK = "UPDATE link SET revoked_at = $2 WHERE id = $1 AND spent_at IS NULL AND revoked_at IS NULL";
    REVOKE_LINKS = "UPDATE link SET revoked_at = $2 WHERE person = $1 AND spent_at IS NULL AND revoked_at IS NULL";
    REVOKE_LIKE = "UPDATE link SET revoked_at = $3 WHERE person = $1 AND purpose = $2 AND spent_at IS NULL AND revoked_at IS NULL";
    REVOKE_TO_PASSWORD = "UPDATE link SET revoked_at = $2 WHERE person = $1 AND purpose IN ('invitation', 'reset') AND spent_at IS NULL AND revoked_at IS NULL";
}

/// How long nobody gets another link to a new password than the one on its way.
const RESET_PAUSE: TimeDelta = TimeDelta::minutes(5);

#[derive(FromRow)]
struct LinkRow {
    id: i64,
    purpose: String,
    person: Option<String>,
    authority: Option<String>,
    created_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
    spent_at: Option<DateTime<Utc>>,
    revoked_at: Option<DateTime<Utc>>,
}

impl LinkRow {
    fn at(self, now: DateTime<Utc>) -> Result<Link, StoreError> {
        Ok(Link {
            id: self.id,
            purpose: parse("link", "purpose", &self.purpose)?,
            person: self.person.map(|id| parse("link", "person", &id)).transpose()?,
            authority: self.authority.map(|ars| parse("link", "authority", &ars)).transpose()?,
            created_at: self.created_at,
            expires_at: self.expires_at,
            state: if self.revoked_at.is_some() {
                LinkState::Revoked
            } else if self.spent_at.is_some() {
                LinkState::Spent
            } else if now > self.expires_at {
                LinkState::Expired
            } else {
                LinkState::Open
            },
        })
    }
}

impl Db {
    /// The link that this token opens, in whatever state.
    pub async fn link(
        &self,
        token: &str,
        purpose: Purpose,
        now: DateTime<Utc>,
    ) -> Result<Option<Link>, StoreError> {
        find(&mut self.read().await?, token, purpose, now).await
    }

    /// The links of somebody, the newest first.
    pub async fn links(&self, id: &PersonId, now: DateTime<Utc>) -> Result<Vec<Link>, StoreError> {
        of_person(&mut self.read().await?, id, now).await
    }

    /// Makes a link for somebody; unless by an admin or a program, only an invitation. An earlier invitation or
    /// reset ends with it.
    pub async fn give_link(
        &self,
        id: &PersonId,
        purpose: Purpose,
        authority: Option<&Ars>,
        token: &str,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<(), PeopleError> {
        let author = author.into();
        // In a row with all who change rights: a link that was made for fewer must not outlast them.
        let mut tx = self.write().await?;
        let rights = author.rights(&mut tx).await?;
        let person = person(&mut tx, id).await?.ok_or(PeopleError::NoSuchPerson)?;
        // Whoever makes a link can follow it and act under the name of the person. An admin may; others only
        // invite once more whom they could have invited.
        let may_invite = |rights: &Rights| {
            purpose == Purpose::Invitation
                && person.standing == Standing::Invited
                && rights.may_grant(&person.rights)
        };
        if rights.is_some_and(|rights| !rights.has(Role::Admin) && !may_invite(&rights)) {
            return Err(PeopleError::NotAllowed);
        }
        // With one for the status the person needs no password, but the authority has to be its own: a lead would owe
        // a reason.
        if authority.is_some_and(|authority| person.rights.warrant(authority) != Some(Warrant::Own)) {
            return Err(PeopleError::NotAllowed);
        }
        give(&mut tx, id, purpose, authority, token, author.id(), now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Makes a link with which somebody who forgot the password chooses another one; `false`: there is one already
    /// that was made in the last five minutes. Anybody can ask for it, so it takes nothing away from the person:
    /// links from before stay open until one of them is used.
    pub async fn give_reset(
        &self,
        id: &PersonId,
        token: &str,
        now: DateTime<Utc>,
    ) -> Result<bool, PeopleError> {
        let mut tx = self.write().await?;
        let person = person(&mut tx, id).await?.ok_or(PeopleError::NoSuchPerson)?;
        if person.standing != Standing::Active || !person.has_password {
            return Err(PeopleError::NotAllowed);
        }
        let is_recent = |link: &Link| {
            link.purpose == Purpose::Reset
                && link.state == LinkState::Open
                && now - link.created_at < RESET_PAUSE
        };
        if of_person(&mut tx, id, now).await?.iter().any(is_recent) {
            return Ok(false);
        }
        make(&mut tx, id, Purpose::Reset, None, token, NOBODY, now).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Takes a link back. Returns whose it was.
    pub async fn revoke_link(
        &self,
        link: i64,
        author: impl Into<Author<'_>>,
        now: DateTime<Utc>,
    ) -> Result<PersonId, PeopleError> {
        let author = author.into();
        let mut tx = self.write_aside().await?;
        let owner: Option<Option<String>> = on!(&mut tx, |connection| sqlx::query_scalar(SELECT_OWNER)
            .bind(link)
            .fetch_optional(connection)
            .await)?;
        let owner = owner.flatten().ok_or(PeopleError::NoSuchPerson)?;
        let owner: PersonId = parse("link", "person", &owner)?;
        looked_after(&mut tx, &owner, author).await?;
        if revoke(&mut tx, link, now).await? {
            deed(&mut tx, now, author.id(), "link.revoke", &owner, json!({ "link": link })).await?;
        }
        tx.commit().await?;
        Ok(owner)
    }
}

pub(crate) async fn find(
    tx: &mut Tx,
    token: &str,
    purpose: Purpose,
    now: DateTime<Utc>,
) -> Result<Option<Link>, StoreError> {
    let row: Option<LinkRow> = on!(tx, |connection| sqlx::query_as(SELECT_LINK)
        .bind(digest(token))
        .fetch_optional(connection)
        .await)?;
    let link = row.map(|row| row.at(now)).transpose()?;
    Ok(link.filter(|link| link.purpose == purpose))
}

async fn give(
    tx: &mut Tx,
    id: &PersonId,
    purpose: Purpose,
    authority: Option<&Ars>,
    token: &str,
    author: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if purpose != Purpose::Status {
        on!(&mut *tx, |connection| sqlx::query(REVOKE_LIKE)
            .bind(id.as_str())
            .bind(purpose.as_str())
            .bind(now)
            .execute(connection)
            .await
            .map(|_| ()))?;
    }
    make(tx, id, purpose, authority, token, author, now).await
}

pub(crate) async fn make(
    tx: &mut Tx,
    id: &PersonId,
    purpose: Purpose,
    authority: Option<&Ars>,
    token: &str,
    author: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    insert(tx, token, purpose, Some(id), authority, now).await?;
    let detail = json!({ "purpose": purpose.as_str(), "authority": authority.map(Ars::as_str) });
    audit::append(tx, now, author, Deed { action: "link.create", subject: id.as_str(), detail }).await
}

pub(crate) async fn insert(
    tx: &mut Tx,
    token: &str,
    purpose: Purpose,
    id: Option<&PersonId>,
    authority: Option<&Ars>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    on!(tx, |connection| sqlx::query(INSERT_LINK)
        .bind(digest(token))
        .bind(purpose.as_str())
        .bind(id.map(PersonId::as_str))
        .bind(authority.map(Ars::as_str))
        .bind(now)
        .bind(now + purpose.lifetime())
        .execute(connection)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Takes back the links for the status of authorities for which somebody may no longer record it.
pub(crate) async fn revoke_uncovered(
    tx: &mut Tx,
    id: &PersonId,
    rights: &Rights,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    for link in of_person(tx, id, now).await? {
        if link.authority.is_some_and(|authority| rights.warrant(&authority) != Some(Warrant::Own)) {
            revoke(tx, link.id, now).await?;
        }
    }
    Ok(())
}

/// Takes a link back; `false`: it was used or taken back before.
async fn revoke(tx: &mut Tx, link: i64, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let revoked = on!(tx, |connection| sqlx::query(REVOKE_LINK)
        .bind(link)
        .bind(now)
        .execute(connection)
        .await
        .map(|done| done.rows_affected()))?;
    Ok(revoked > 0)
}

async fn of_person(tx: &mut Tx, id: &PersonId, now: DateTime<Utc>) -> Result<Vec<Link>, StoreError> {
    let rows: Vec<LinkRow> =
        on!(tx, |connection| sqlx::query_as(SELECT_LINKS).bind(id.as_str()).fetch_all(connection).await)?;
    rows.into_iter().map(|row| row.at(now)).collect()
}

/// Takes all links of somebody back.
pub(crate) async fn revoke_all(tx: &mut Tx, id: &PersonId, now: DateTime<Utc>) -> Result<(), StoreError> {
    on!(tx, |connection| sqlx::query(REVOKE_LINKS)
        .bind(id.as_str())
        .bind(now)
        .execute(connection)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// Takes back what would let somebody choose a password.
pub(crate) async fn revoke_to_password(
    tx: &mut Tx,
    id: &PersonId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    on!(tx, |connection| sqlx::query(REVOKE_TO_PASSWORD)
        .bind(id.as_str())
        .bind(now)
        .execute(connection)
        .await
        .map(|_| ()))?;
    Ok(())
}
