//! Who is signed in, from where, and with what they were refused.

use chrono::{DateTime, SubsecRound as _, TimeDelta, Utc};
use domain::people::{Email, Person, PersonId, Standing};
use serde_json::json;
use sqlx::FromRow;

use crate::accounts::deed;
use crate::audit::{self, Deed};
use crate::db::{Db, Tx, on, statements};
use crate::error::{StoreError, parse, storable};
use crate::people::{execute_for, person};
use crate::secret::digest;

statements! {
    INSERT_SESSION = "INSERT INTO session (token, person, created_at, last_seen_at, agent, renew) VALUES ($1, $2, $3, $3, $4, FALSE)";
    SELECT_SESSION = "SELECT id, person, created_at, last_seen_at, agent, renew FROM session WHERE token = $1";
    SELECT_SESSIONS = "SELECT id, person, created_at, last_seen_at, agent, renew FROM session WHERE person = $1 ORDER BY last_seen_at DESC, id DESC";
    TOUCH_SESSION = "UPDATE session SET last_seen_at = $2 WHERE id = $1";
    ENTER = "UPDATE person SET last_seen_at = $2 WHERE id = $1 AND deactivated_at IS NULL AND (CAST($3 AS TEXT) IS NULL OR password_hash = $3)";
    DELETE_DEVICES = "DELETE FROM device WHERE person = $1";
    TOUCH_PERSON = "UPDATE person SET last_seen_at = $2 WHERE id = $1";
    RENEW_SESSION = "UPDATE session SET token = $2, renew = FALSE WHERE token = $1 AND renew";
    RENEW_SESSIONS = "UPDATE session SET renew = TRUE WHERE person = $1";
    DELETE_SESSION = "DELETE FROM session WHERE id = $1 AND person = $2";
    DELETE_SESSIONS = "DELETE FROM session WHERE person = $1 AND id <> $2";
    DELETE_OLD_SESSIONS = "DELETE FROM session WHERE last_seen_at < $1 OR created_at < $2";
    UPSERT_DEVICE = "INSERT INTO device (token, person, last_used_at) VALUES ($1, $2, $3) ON CONFLICT (token, person) DO UPDATE SET last_used_at = excluded.last_used_at";
    SELECT_DEVICES = "SELECT last_used_at FROM device WHERE person = $1 ORDER BY last_used_at DESC";
    COUNT_DEVICE = "SELECT count(*) FROM device d JOIN person p ON p.id = d.person WHERE d.token = $1 AND p.email = $2";
    DELETE_OLD_DEVICES = "DELETE FROM device WHERE last_used_at < $1";
}

/// A session that is not used for so long is over.
pub(crate) const IDLE: TimeDelta = TimeDelta::hours(2);
/// A session that is so old is over, however much it is used.
pub(crate) const LIFETIME: TimeDelta = TimeDelta::hours(12);
/// A browser that was not used for so long is strange again.
const DEVICE_LIFETIME: TimeDelta = TimeDelta::days(400);
/// How precisely it is known when a session was last used: writing it with every request would make each a write.
const PRECISION: TimeDelta = TimeDelta::minutes(1);
/// Longest description of a browser that is kept, in characters.
const AGENT_MAX: usize = 300;
/// Whom the audit names when nobody is signed in.
pub(crate) const NOBODY: &str = "anonym";

/// Somebody who is signed in, as a request finds it.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The session.
    pub session: i64,
    /// Who it is.
    pub person: Person,
    /// Whether the session is to get another token.
    pub renew: bool,
}

/// A session, to be listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Names it.
    pub id: i64,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// When it was last used, to a minute.
    pub last_seen_at: DateTime<Utc>,
    /// What the browser says it is.
    pub agent: String,
}

/// A browser that has just shown who uses it.
#[derive(Clone, Copy, Debug)]
pub struct Browser<'a> {
    /// What opens the session from now on. New with every sign-in.
    pub token: &'a str,
    /// What it is recognised by at the next sign-in.
    pub device: &'a str,
    /// What it says it is.
    pub agent: &'a str,
}

#[derive(FromRow)]
struct SessionRow {
    id: i64,
    person: String,
    created_at: DateTime<Utc>,
    last_seen_at: DateTime<Utc>,
    agent: String,
    renew: bool,
}

impl SessionRow {
    fn is_over(&self, now: DateTime<Utc>) -> bool {
        now - self.last_seen_at > IDLE || now - self.created_at > LIFETIME
    }
}

impl Db {
    /// Opens a session; `via` says how the person showed who it is. `false`: it can no longer sign in, or the
    /// password whose hash was compared has been changed since.
    pub async fn sign_in(
        &self,
        id: &PersonId,
        browser: Browser<'_>,
        via: &'static str,
        compared: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        let mut tx = self.write_aside().await?;
        let entered = on!(&mut tx, |connection| sqlx::query(ENTER)
            .bind(id.as_str())
            .bind(now.trunc_subsecs(6))
            .bind(compared)
            .execute(connection)
            .await
            .map(|done| done.rows_affected()))?;
        if entered == 0 {
            return Ok(false);
        }
        open(&mut tx, id, browser, via, now).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Who comes with this token; `None`: nobody any more. Notes that the session was used.
    pub async fn visit(&self, token: &str, now: DateTime<Utc>) -> Result<Option<Visit>, StoreError> {
        let mut tx = self.read().await?;
        let row: Option<SessionRow> = on!(&mut tx, |connection| sqlx::query_as(SELECT_SESSION)
            .bind(digest(token))
            .fetch_optional(connection)
            .await)?;
        let Some(row) = row.filter(|row| !row.is_over(now)) else { return Ok(None) };
        let id = parse("session", "person", &row.person)?;
        let person = person(&mut tx, &id).await?.filter(|person| person.standing == Standing::Active);
        drop(tx);
        let Some(person) = person else { return Ok(None) };
        if now - row.last_seen_at > PRECISION {
            let mut tx = self.write_aside().await?;
            touch(&mut tx, row.id, &id, now).await?;
            tx.commit().await?;
        }
        Ok(Some(Visit { session: row.id, person, renew: row.renew }))
    }

    /// Gives a session that is to be renewed another token; `false`: somebody else was quicker.
    pub async fn renew_session(&self, token: &str, next: &str) -> Result<bool, StoreError> {
        let mut tx = self.write_aside().await?;
        let renewed = on!(&mut tx, |connection| sqlx::query(RENEW_SESSION)
            .bind(digest(token))
            .bind(digest(next))
            .execute(connection)
            .await
            .map(|done| done.rows_affected()))?;
        tx.commit().await?;
        Ok(renewed > 0)
    }

    /// The sessions of somebody, the last used first.
    pub async fn sessions(&self, id: &PersonId, now: DateTime<Utc>) -> Result<Vec<Session>, StoreError> {
        let mut tx = self.read().await?;
        let rows: Vec<SessionRow> = on!(&mut tx, |connection| sqlx::query_as(SELECT_SESSIONS)
            .bind(id.as_str())
            .fetch_all(connection)
            .await)?;
        let open = rows.into_iter().filter(|row| !row.is_over(now));
        Ok(open
            .map(|row| Session {
                id: row.id,
                created_at: row.created_at,
                last_seen_at: row.last_seen_at,
                agent: row.agent,
            })
            .collect())
    }

    /// Ends one of somebody's own sessions.
    pub async fn end_session(
        &self,
        id: &PersonId,
        session: i64,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut tx = self.write_aside().await?;
        let ended = on!(&mut tx, |connection| sqlx::query(DELETE_SESSION)
            .bind(session)
            .bind(id.as_str())
            .execute(connection)
            .await
            .map(|done| done.rows_affected()))?;
        if ended > 0 {
            deed(&mut tx, now, id.as_str(), "signout", id, json!({})).await?;
        }
        tx.commit().await
    }

    /// Ends all of somebody's own sessions but one.
    pub async fn end_other_sessions(
        &self,
        id: &PersonId,
        kept: i64,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut tx = self.write_aside().await?;
        end_all(&mut tx, id, Some(kept)).await?;
        deed(&mut tx, now, id.as_str(), "session.end", id, json!({})).await?;
        tx.commit().await
    }

    /// Whether whoever has this address has signed in from this browser before.
    pub async fn knows_device(&self, device: &str, email: &Email) -> Result<bool, StoreError> {
        let mut tx = self.read().await?;
        let known: i64 = on!(&mut tx, |connection| sqlx::query_scalar(COUNT_DEVICE)
            .bind(digest(device))
            .bind(email.as_str())
            .fetch_one(connection)
            .await)?;
        Ok(known > 0)
    }

    /// When each browser was last used from which somebody has signed in, the latest first.
    pub async fn devices(&self, id: &PersonId) -> Result<Vec<DateTime<Utc>>, StoreError> {
        let mut tx = self.read().await?;
        Ok(on!(&mut tx, |connection| sqlx::query_scalar(SELECT_DEVICES)
            .bind(id.as_str())
            .fetch_all(connection)
            .await)?)
    }

    /// Notes a sign-in with a wrong password; `None`: nobody has the address that was typed. What was typed is
    /// not noted: it may be a password in the wrong field.
    pub async fn note_failed_sign_in(
        &self,
        id: Option<&PersonId>,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let subject = id.map_or(NOBODY, PersonId::as_str);
        self.note(Deed { action: "signin.failed", subject, detail: json!({}) }, now).await
    }

    /// Notes how many sign-ins were refused unlooked at since this was last noted, and from how many addresses.
    pub async fn note_refused_sign_ins(
        &self,
        attempts: u64,
        addresses: u64,
        now: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let detail = json!({ "attempts": attempts, "addresses": addresses });
        self.note(Deed { action: "signin.refused", subject: NOBODY, detail }, now).await
    }

    async fn note(&self, deed: Deed<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
        let mut tx = self.write_aside().await?;
        audit::append(&mut tx, now, NOBODY, deed).await?;
        tx.commit().await
    }
}

pub(crate) async fn open(
    tx: &mut Tx,
    id: &PersonId,
    browser: Browser<'_>,
    via: &'static str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let now = now.trunc_subsecs(6);
    // The person before the sessions, as in `touch`.
    on!(&mut *tx, |connection| sqlx::query(TOUCH_PERSON)
        .bind(id.as_str())
        .bind(now)
        .execute(connection)
        .await
        .map(|_| ()))?;
    on!(&mut *tx, |connection| sqlx::query(DELETE_OLD_SESSIONS)
        .bind(now - IDLE)
        .bind(now - LIFETIME)
        .execute(connection)
        .await
        .map(|_| ()))?;
    on!(&mut *tx, |connection| sqlx::query(DELETE_OLD_DEVICES)
        .bind(now - DEVICE_LIFETIME)
        .execute(connection)
        .await
        .map(|_| ()))?;
    let agent: String = browser.agent.chars().take(AGENT_MAX).collect();
    on!(&mut *tx, |connection| sqlx::query(INSERT_SESSION)
        .bind(digest(browser.token))
        .bind(id.as_str())
        .bind(now)
        .bind(storable(&agent)?)
        .execute(connection)
        .await
        .map(|_| ()))?;
    on!(&mut *tx, |connection| sqlx::query(UPSERT_DEVICE)
        .bind(digest(browser.device))
        .bind(id.as_str())
        .bind(now)
        .execute(connection)
        .await
        .map(|_| ()))?;
    deed(tx, now, id.as_str(), "signin.done", id, json!({ "via": via })).await
}

async fn touch(tx: &mut Tx, session: i64, id: &PersonId, now: DateTime<Utc>) -> Result<(), StoreError> {
    let now = now.trunc_subsecs(6);
    // The person before the session, as whoever changes rights does: the other way round two could wait for each
    // other.
    on!(&mut *tx, |connection| sqlx::query(TOUCH_PERSON)
        .bind(id.as_str())
        .bind(now)
        .execute(connection)
        .await
        .map(|_| ()))?;
    on!(tx, |connection| sqlx::query(TOUCH_SESSION)
        .bind(session)
        .bind(now)
        .execute(connection)
        .await
        .map(|_| ()))?;
    Ok(())
}

/// All sessions of somebody get another token with their next request.
pub(crate) async fn renew_all(tx: &mut Tx, id: &PersonId) -> Result<(), StoreError> {
    execute_for(tx, RENEW_SESSIONS, id).await
}

/// Makes all browsers strange from which somebody has signed in.
pub(crate) async fn forget_devices(tx: &mut Tx, id: &PersonId) -> Result<(), StoreError> {
    execute_for(tx, DELETE_DEVICES, id).await
}

/// Ends all sessions of somebody but for `kept`.
pub(crate) async fn end_all(tx: &mut Tx, id: &PersonId, kept: Option<i64>) -> Result<(), StoreError> {
    on!(tx, |connection| sqlx::query(DELETE_SESSIONS)
        .bind(id.as_str())
        // Ids begin with 1.
        .bind(kept.unwrap_or(0))
        .execute(connection)
        .await
        .map(|_| ()))?;
    Ok(())
}
