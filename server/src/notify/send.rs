//! Handing letters to the mail server, each once.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::rollout::Actor;
use domain::{Ars, Day};
use store::{Db, LettersSent, ReadModel, StoreError};
use tokio::sync::watch;
use url::Url;

use super::letters::Desk;
use super::plan::{Matter, Planned, Sent, plan};
use crate::clock::Clock;
use crate::failure::chain;
use crate::mail::{MailError, Mailer};
use crate::token::token;

/// Between two letters: 2,000 of them take ten minutes, which no mail server minds.
pub(crate) const PACE: Duration = Duration::from_millis(300);
/// For how long it is known what was sent. Longer than any occasion lasts.
pub(crate) const REMEMBERED: TimeDelta = TimeDelta::days(90);

/// What sending takes.
#[derive(Clone, Debug)]
pub(crate) struct Sender {
    pub(crate) db: Db,
    pub(crate) read_model: Arc<ReadModel>,
    pub(crate) mailer: Mailer,
    /// Where the product is reached.
    pub(crate) origin: Url,
    pub(crate) clock: Clock,
    /// Between two letters.
    pub(crate) pace: Duration,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Run {
    pub(crate) sent: LettersSent,
    /// Whether every letter was tried, and none put off.
    pub(crate) is_complete: bool,
}

/// What became of a letter.
enum Outcome {
    Sent,
    /// Somebody else has it, or the person wants it no more.
    NotOurs,
    /// The mail server does not take this one. The next run tries again.
    Refused,
    /// Not now.
    PutOff,
    /// Not now, nor any other.
    Stop,
}

/// As whom the history and the audit know the sending.
pub(crate) fn actor() -> Actor {
    Actor { id: "benachrichtigung".into(), name: "Benachrichtigung".into() }
}

/// What was sent lately.
pub(crate) async fn sent(db: &Db, now: DateTime<Utc>) -> Result<Sent, StoreError> {
    let sent = db.notifications_since(now - REMEMBERED).await?;
    Ok(sent.into_iter().map(|sent| (sent.person, sent.occasion)).collect())
}

/// The letters that are due now.
pub(crate) async fn due(
    db: &Db,
    read_model: &ReadModel,
    now: DateTime<Utc>,
) -> Result<Vec<Planned>, StoreError> {
    let picture = read_model.current().await?;
    let (people, sent) = (db.everybody().await?, sent(db, now).await?);
    Ok(plan(&picture.situation, &people, &sent, Day::of(now)))
}

impl Sender {
    /// Sends every letter that is due, one after the other, until `stopping`.
    pub(crate) async fn run(&self, stopping: &mut watch::Receiver<()>) -> Result<Run, StoreError> {
        let now = self.clock.now();
        let situation = self.read_model.current().await?.situation;
        let desk = Desk { situation: &situation, origin: &self.origin, today: Day::of(now) };
        let mut run = Run { is_complete: true, ..Run::default() };
        let mut failed = None;
        for (number, planned) in due(&self.db, &self.read_model, now).await?.iter().enumerate() {
            if number > 0 {
                tokio::select! {
                    () = tokio::time::sleep(self.pace) => {}
                    _ = stopping.changed() => {
                        run.is_complete = false;
                        break;
                    }
                }
            }
            let outcome = match self.send(desk, planned).await {
                Ok(outcome) => outcome,
                // What was sent before is written down all the same.
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            };
            match outcome {
                Outcome::Sent => match planned.matter {
                    Matter::Reminder(_) => run.sent.reminders += 1,
                    Matter::Digest(_) => run.sent.digests += 1,
                    Matter::Due(_) => run.sent.due += 1,
                },
                Outcome::NotOurs => {}
                Outcome::Refused => run.sent.refused += 1,
                Outcome::PutOff => run.is_complete = false,
                Outcome::Stop => {
                    run.is_complete = false;
                    break;
                }
            }
        }
        if !run.sent.is_nothing() {
            self.db.end_letters(run.sent, now - REMEMBERED, &actor(), self.clock.now()).await?;
        }
        failed.map_or(Ok(run), Err)
    }

    /// Claims a letter, writes and sends it. What has not left is given back; of what may have left, and was not
    /// confirmed, the claim stays: rather none than two.
    async fn send(&self, desk: Desk<'_>, planned: &Planned) -> Result<Outcome, StoreError> {
        let now = self.clock.now();
        let (id, occasions) = (&planned.person.id, &planned.occasions);
        let links = status_links(&planned.matter, token);
        if !self.db.claim_letter(id, occasions, &links, &actor(), now).await? {
            return Ok(Outcome::NotOurs);
        }
        let Err(error) = self.mailer.send(&desk.write(planned, &links), now).await else {
            return Ok(Outcome::Sent);
        };
        tracing::error!(error = chain(&error), "a letter that reminds was not sent");
        let outcome = match error {
            MailError::Timeout => return Ok(Outcome::Stop),
            MailError::Unreachable(_) => Outcome::Stop,
            // 530 to 539: it is us whom the server does not take.
            MailError::Refused(code) if (530..540).contains(&u16::from(code)) => Outcome::Stop,
            MailError::Refused(code) if u16::from(code) < 500 => Outcome::PutOff,
            MailError::Refused(_) | MailError::Address => Outcome::Refused,
        };
        self.db.release_letter(id, occasions, &links).await?;
        Ok(outcome)
    }
}

/// A link to the status of each authority that a letter names, opened by what `token` makes.
pub(crate) fn status_links(matter: &Matter, token: impl Fn() -> String) -> Vec<(Ars, String)> {
    match matter {
        Matter::Reminder(reminder) => {
            reminder.authorities.iter().map(|(authority, _)| (*authority, token())).collect()
        }
        Matter::Digest(_) | Matter::Due(_) => Vec::new(),
    }
}
