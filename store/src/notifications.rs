//! Letters that remind: who gets them, and that nobody gets one twice.

use chrono::{DateTime, SubsecRound as _, Utc};
use domain::Ars;
use domain::occasion::Occasion;
use domain::people::{PersonId, Purpose, Standing, Warrant};
use domain::rollout::Actor;
use serde_json::json;
use sqlx::FromRow;

use crate::accounts::deed;
use crate::audit::{self, Deed};
use crate::db::{Db, Tx, on, statements};
use crate::error::{PeopleError, StoreError, parse};
use crate::links;
use crate::people::person;
use crate::secret::digest;

statements! {
    SET_REMINDERS = "UPDATE person SET reminders = $2 WHERE id = $1";
    INSERT_NOTIFICATION = "INSERT INTO notification (person, about, sent_at) VALUES ($1, $2, $3) ON CONFLICT (person, about) DO NOTHING";
    DELETE_NOTIFICATION = "DELETE FROM notification WHERE person = $1 AND about = $2";
    DELETE_STATUS_LINK = "DELETE FROM link WHERE token = $1 AND purpose = 'status' AND spent_at IS NULL";
    SELECT_NOTIFICATIONS = "SELECT person, about, sent_at FROM notification WHERE sent_at >= $1 ORDER BY sent_at, person, about";
    SELECT_NOTIFICATIONS_OF = "SELECT person, about, sent_at FROM notification WHERE person = $1 ORDER BY sent_at, about";
    FORGET_NOTIFICATIONS = "DELETE FROM notification WHERE sent_at < $1";
}

/// Something that somebody was written about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// Who.
    pub person: PersonId,
    /// What about, and when that was due.
    pub occasion: Occasion,
    /// When.
    pub sent_at: DateTime<Utc>,
}

/// How many letters a run has sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LettersSent {
    /// To contacts, about what is asked of their authorities.
    pub reminders: u64,
    /// To leads, about the week.
    pub digests: u64,
    /// To whoever has something due.
    pub due: u64,
    /// That mail servers did not take.
    pub refused: u64,
}

impl LettersSent {
    /// Whether there is nothing to tell.
    #[must_use]
    pub fn is_nothing(self) -> bool {
        self == Self::default()
    }
}

#[derive(FromRow)]
struct NotificationRow {
    person: String,
    about: String,
    sent_at: DateTime<Utc>,
}

impl TryFrom<NotificationRow> for Notification {
    type Error = StoreError;

    fn try_from(row: NotificationRow) -> Result<Self, Self::Error> {
        Ok(Self {
            person: parse("notification", "person", &row.person)?,
            occasion: parse("notification", "about", &row.about)?,
            sent_at: row.sent_at,
        })
    }
}

impl Db {
    /// Claims a letter before it is sent, together with the status links that it carries: all or nothing. `false`:
    /// somebody else has claimed one of the occasions, or the person is not to be written to any more.
    ///
    /// A program that ends between claim and letter leaves one letter out; none is ever sent twice.
    pub async fn claim_letter(
        &self,
        id: &PersonId,
        occasions: &[Occasion],
        status_links: &[(Ars, String)],
        actor: &Actor,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let now = now.trunc_subsecs(6);
        // With links in a row with all who change rights: a link that was made for fewer must not outlast them.
        let mut tx = if status_links.is_empty() { self.write_aside().await? } else { self.write().await? };
        let Some(person) = person(&mut tx, id).await? else { return Ok(false) };
        let is_own = |(authority, _): &(Ars, String)| person.rights.warrant(authority) == Some(Warrant::Own);
        if !person.wants_reminders
            || person.standing == Standing::Deactivated
            || !status_links.iter().all(is_own)
        {
            return Ok(false);
        }
        for occasion in occasions {
            let claimed = on!(&mut tx, |connection| sqlx::query(INSERT_NOTIFICATION)
                .bind(id.as_str())
                .bind(occasion.to_string())
                .bind(now)
                .execute(connection)
                .await
                .map(|done| done.rows_affected()))?;
            if claimed == 0 {
                return Ok(false);
            }
        }
        if !status_links.is_empty() {
            audit::know(&mut tx, actor).await?;
        }
        for (authority, token) in status_links {
            links::make(&mut tx, id, Purpose::Status, Some(authority), token, &actor.id, now).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    /// Gives back the claim of a letter that has not left: another try may send it. Its links nobody has; they go
    /// with it.
    pub async fn release_letter(
        &self,
        id: &PersonId,
        occasions: &[Occasion],
        status_links: &[(Ars, String)],
    ) -> Result<(), StoreError> {
        let mut tx = self.write_aside().await?;
        for (_, token) in status_links {
            on!(&mut tx, |connection| sqlx::query(DELETE_STATUS_LINK)
                .bind(digest(token))
                .execute(connection)
                .await
                .map(|_| ()))?;
        }
        for occasion in occasions {
            on!(&mut tx, |connection| sqlx::query(DELETE_NOTIFICATION)
                .bind(id.as_str())
                .bind(occasion.to_string())
                .execute(connection)
                .await
                .map(|_| ()))?;
        }
        tx.commit().await
    }

    /// What was sent since then, in that order.
    pub async fn notifications_since(&self, since: DateTime<Utc>) -> Result<Vec<Notification>, StoreError> {
        let mut tx = self.read().await?;
        let rows: Vec<NotificationRow> = on!(&mut tx, |connection| sqlx::query_as(SELECT_NOTIFICATIONS)
            .bind(since)
            .fetch_all(connection)
            .await)?;
        rows.into_iter().map(Notification::try_from).collect()
    }

    /// What somebody was written about, as far as it is kept.
    pub async fn notifications_of(&self, id: &PersonId) -> Result<Vec<Notification>, StoreError> {
        let mut tx = self.read().await?;
        let rows: Vec<NotificationRow> = on!(&mut tx, |connection| sqlx::query_as(SELECT_NOTIFICATIONS_OF)
            .bind(id.as_str())
            .fetch_all(connection)
            .await)?;
        rows.into_iter().map(Notification::try_from).collect()
    }

    /// Writes down how a run ended, and forgets what was sent before `forget_before`.
    pub async fn end_letters(
        &self,
        sent: LettersSent,
        forget_before: DateTime<Utc>,
        actor: &Actor,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut tx = self.write_aside().await?;
        on!(&mut tx, |connection| sqlx::query(FORGET_NOTIFICATIONS)
            .bind(forget_before)
            .execute(connection)
            .await
            .map(|_| ()))?;
        audit::know(&mut tx, actor).await?;
        let detail = json!({
            "reminders": sent.reminders,
            "digests": sent.digests,
            "due": sent.due,
            "refused": sent.refused,
        });
        let deed = Deed { action: "notification.send", subject: "notification", detail };
        audit::append(&mut tx, now, &actor.id, deed).await?;
        tx.commit().await
    }

    /// Lets somebody switch the letters that remind on or off for itself.
    pub async fn set_reminders(
        &self,
        id: &PersonId,
        wants_reminders: bool,
        now: DateTime<Utc>,
    ) -> Result<(), PeopleError> {
        let mut tx = self.write_aside().await?;
        switch(&mut tx, id, wants_reminders, now).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Switches them off for whoever holds a link to the status of an authority, used or not: that letter is what
    /// it wants no more of.
    pub async fn refuse_reminders(&self, token: &str, now: DateTime<Utc>) -> Result<(), PeopleError> {
        let mut tx = self.write_aside().await?;
        let link = links::find(&mut tx, token, Purpose::Status, now).await?;
        let id = link.and_then(|link| link.person).ok_or(PeopleError::NoSuchLink)?;
        switch(&mut tx, &id, false, now).await?;
        tx.commit().await?;
        Ok(())
    }
}

async fn switch(
    tx: &mut Tx,
    id: &PersonId,
    wants_reminders: bool,
    now: DateTime<Utc>,
) -> Result<(), PeopleError> {
    let before = person(tx, id).await?.ok_or(PeopleError::NoSuchPerson)?;
    if before.standing == Standing::Deactivated {
        return Err(PeopleError::NotAllowed);
    }
    if before.wants_reminders == wants_reminders {
        return Ok(());
    }
    on!(&mut *tx, |connection| sqlx::query(SET_REMINDERS)
        .bind(id.as_str())
        .bind(wants_reminders)
        .execute(connection)
        .await
        .map(|_| ()))?;
    let detail = json!({ "from": before.wants_reminders, "to": wants_reminders });
    deed(tx, now, id.as_str(), "person.reminders", id, detail).await?;
    Ok(())
}
