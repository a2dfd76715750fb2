//! Getting in by a link, once.

use chrono::{DateTime, SubsecRound as _, Utc};
use domain::people::{Link, LinkState, NewPerson, PersonId, PersonName, Purpose, Rights, Standing, Warrant};
use domain::rollout::{RolloutKey, StatusEntry};
use serde_json::json;

use crate::accounts::{deed, set_password};
use crate::admission::{Admission, insert as insert_person};
use crate::audit;
use crate::db::{Db, Tx, on, statements};
use crate::error::{PeopleError, RecordError, StoreError};
use crate::links::{find, insert};
use crate::people::{person, rights_of};
use crate::rollouts;

statements! {
    SPEND_LINK = "UPDATE link SET spent_at = $2 WHERE id = $1 AND spent_at IS NULL AND revoked_at IS NULL";
    REVOKE_SETUP = "UPDATE link SET revoked_at = $1 WHERE purpose = 'setup' AND spent_at IS NULL AND revoked_at IS NULL";
    COUNT_ADMINS = "SELECT count(*) FROM person p JOIN person_role r ON r.person = p.id WHERE r.role = 'admin' AND p.deactivated_at IS NULL AND (p.password_hash IS NOT NULL OR p.oidc_subject IS NOT NULL)";
}

/// Why a report by link was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// The link does not let in.
    #[error(transparent)]
    Link(#[from] PeopleError),
    /// The status was not recorded.
    #[error(transparent)]
    Record(#[from] RecordError),
}

impl From<StoreError> for ReportError {
    fn from(error: StoreError) -> Self {
        Self::Link(error.into())
    }
}

impl Db {
    /// Makes a link to set up the product, unless there is an admin; `false`: there is. Earlier ones end.
    pub async fn open_setup(&self, token: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
        let mut tx = self.write().await?;
        if has_admin(&mut tx).await? {
            return Ok(false);
        }
        on!(&mut tx, |connection| sqlx::query(REVOKE_SETUP).bind(now).execute(connection).await.map(|_| ()))?;
        insert(&mut tx, token, Purpose::Setup, None, None, now).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Makes the first account, an admin's, and spends the set-up link.
    pub async fn set_up(
        &self,
        token: &str,
        id: &PersonId,
        new: &NewPerson,
        password_hash: &str,
        now: DateTime<Utc>,
    ) -> Result<(), PeopleError> {
        let mut tx = self.write().await?;
        let link = spend(&mut tx, token, Purpose::Setup, now).await?;
        if has_admin(&mut tx).await? {
            return Err(PeopleError::Link(LinkState::Spent));
        }
        insert_person(&mut tx, id, new, Admission::Password(password_hash), id.as_str(), now).await?;
        deed(&mut tx, now, id.as_str(), "setup.done", id, json!({ "link": link.id })).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Accepts an invitation: the person gets the name and the password it chose.
    pub async fn accept_invitation(
        &self,
        token: &str,
        name: &PersonName,
        password_hash: &str,
        now: DateTime<Utc>,
    ) -> Result<PersonId, PeopleError> {
        let mut tx = self.write().await?;
        let link = spend(&mut tx, token, Purpose::Invitation, now).await?;
        let id = link.person.ok_or(PeopleError::NoSuchPerson)?;
        stands(&mut tx, &id, Standing::Invited).await?;
        audit::rename(&mut tx, id.as_str(), name.as_str()).await?;
        set_password(&mut tx, &id, password_hash, None, now).await?;
        deed(&mut tx, now, id.as_str(), "link.spend", &id, spent(link.id, Purpose::Invitation)).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Sets a new password by a link. All sessions end.
    pub async fn reset_password(
        &self,
        token: &str,
        password_hash: &str,
        now: DateTime<Utc>,
    ) -> Result<PersonId, PeopleError> {
        let mut tx = self.write().await?;
        let link = spend(&mut tx, token, Purpose::Reset, now).await?;
        let id = link.person.ok_or(PeopleError::NoSuchPerson)?;
        stands(&mut tx, &id, Standing::Active).await?;
        set_password(&mut tx, &id, password_hash, None, now).await?;
        deed(&mut tx, now, id.as_str(), "link.spend", &id, spent(link.id, Purpose::Reset)).await?;
        tx.commit().await?;
        Ok(id)
    }

    /// Records what somebody confirmed or changed by a link for one authority, all or nothing, and spends it.
    ///
    /// Each entry comes with the version of its rollout that was seen.
    pub async fn report_by_link(
        &self,
        token: &str,
        entries: &[(RolloutKey, StatusEntry, i64)],
        now: DateTime<Utc>,
    ) -> Result<(), ReportError> {
        let now = now.trunc_subsecs(6);
        let mut tx = self.write().await?;
        let link = spend(&mut tx, token, Purpose::Status, now).await?;
        let (Some(id), Some(authority)) = (link.person, link.authority) else {
            return Err(PeopleError::NoSuchPerson.into());
        };
        let is_in_scope = entries.iter().all(|(rollout, ..)| rollout.authority == authority);
        if !is_in_scope || rights_of_holder(&mut tx, &id).await?.warrant(&authority) != Some(Warrant::Own) {
            return Err(PeopleError::NotAllowed.into());
        }
        rollouts::record_all(&mut tx, entries, id.as_str(), Some(link.id), now).await?;
        deed(&mut tx, now, id.as_str(), "link.spend", &id, spent(link.id, Purpose::Status)).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Refuses a link that was made for a person who stood otherwise.
async fn stands(tx: &mut Tx, id: &PersonId, standing: Standing) -> Result<(), PeopleError> {
    match person(tx, id).await? {
        Some(person) if person.standing == standing => Ok(()),
        _ => Err(PeopleError::Link(LinkState::Revoked)),
    }
}

/// Who was invited and has not chosen a password may confirm by link all the same.
async fn rights_of_holder(tx: &mut Tx, id: &PersonId) -> Result<Rights, StoreError> {
    match person(tx, id).await? {
        Some(person) if person.standing == Standing::Invited => Ok(person.rights),
        _ => rights_of(tx, id).await,
    }
}

fn spent(link: i64, purpose: Purpose) -> serde_json::Value {
    json!({ "link": link, "purpose": purpose.as_str() })
}

async fn has_admin(tx: &mut Tx) -> Result<bool, StoreError> {
    let admins: i64 = on!(tx, |connection| sqlx::query_scalar(COUNT_ADMINS).fetch_one(connection).await)?;
    Ok(admins > 0)
}

/// Uses the link up, in the transaction of what it is used for.
async fn spend(tx: &mut Tx, token: &str, purpose: Purpose, now: DateTime<Utc>) -> Result<Link, PeopleError> {
    let link = find(tx, token, purpose, now).await?.ok_or(PeopleError::NoSuchLink)?;
    if link.state != LinkState::Open {
        return Err(PeopleError::Link(link.state));
    }
    let spent = on!(tx, |connection| sqlx::query(SPEND_LINK)
        .bind(link.id)
        .bind(now)
        .execute(connection)
        .await
        .map(|done| done.rows_affected()))?;
    // Somebody else has used it since it was read.
    if spent == 0 { Err(PeopleError::Link(LinkState::Spent)) } else { Ok(link) }
}
