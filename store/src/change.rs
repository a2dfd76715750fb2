//! A write of what stands beside the stages: who writes, what that person may do, and which version comes of it.

use chrono::{DateTime, SubsecRound as _, Utc};
use domain::Ars;
use domain::people::{Rights, Role, Warrant};
use serde_json::Value;

use crate::audit::{self, Deed};
use crate::db::{Db, Tx, on, statements};
use crate::error::{ChangeError, StoreError};
use crate::people::Author;
use crate::revisions;

statements! {
    SELECT_NEW_VERSION = "SELECT version FROM data_version WHERE id = 1";
}

/// A write under way. Dropped without [`Change::finish`] it leaves nothing behind.
pub(crate) struct Change<'a> {
    /// The transaction.
    pub(crate) tx: Tx,
    /// The data version that it makes, which is the version of every row it changes.
    pub(crate) version: i64,
    /// The moment of the write.
    pub(crate) now: DateTime<Utc>,
    author: Author<'a>,
    /// `None`: a program, which may do everything.
    rights: Option<Rights>,
}

impl<'a> Change<'a> {
    pub(crate) async fn begin(
        db: &Db,
        author: impl Into<Author<'a>>,
        now: DateTime<Utc>,
    ) -> Result<Self, StoreError> {
        let author = author.into();
        let mut tx = db.write().await?;
        if let Author::Program(actor) = author {
            audit::know(&mut tx, actor).await?;
        }
        let rights = author.rights(&mut tx).await?;
        let version =
            on!(&mut tx, |connection| sqlx::query_scalar(SELECT_NEW_VERSION).fetch_one(connection).await)?;
        Ok(Self { tx, version, now: now.trunc_subsecs(6), author, rights })
    }

    /// The id under which the author is known.
    pub(crate) fn author_id(&self) -> &'a str {
        match self.author {
            Author::Program(actor) => &actor.id,
            Author::Person(person) => person.as_str(),
        }
    }

    /// Refuses everybody without one of the roles.
    pub(crate) fn only(&self, roles: &[Role]) -> Result<(), ChangeError> {
        match &self.rights {
            Some(rights) if !roles.iter().any(|role| rights.has(*role)) => Err(ChangeError::NotAllowed),
            _ => Ok(()),
        }
    }

    /// On what ground the author may write for an authority; refuses who may not. A program writes as a lead.
    pub(crate) fn warrant(&self, authority: &Ars) -> Result<Warrant, ChangeError> {
        self.rights
            .as_ref()
            .map_or(Some(Warrant::Lead), |rights| rights.warrant(authority))
            .ok_or(ChangeError::NotAllowed)
    }

    /// Writes the deed down and makes everything lasting. Returns the version that was made.
    pub(crate) async fn finish(
        mut self,
        action: &'static str,
        subject: &str,
        detail: Value,
    ) -> Result<i64, ChangeError> {
        let (author, deed) = (self.author_id(), Deed { action, subject, detail });
        revisions::write_down(&mut self.tx, self.now, author, deed).await?;
        self.tx.commit().await?;
        Ok(self.version)
    }
}

/// Refuses a row that is not there, or that somebody else has changed since the writer looked.
pub(crate) fn is_seen(current: Option<i64>, seen: i64) -> Result<(), ChangeError> {
    match current {
        None => Err(ChangeError::NotThere),
        Some(current) if current != seen => Err(ChangeError::Stale { current }),
        Some(_) => Ok(()),
    }
}
