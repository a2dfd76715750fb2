//! What the server hands to the pages about letters that remind, besides the [`Page`](crate::context::Page).

use chrono::{DateTime, Utc};
use domain::Day;
use domain::people::{Email, PersonId, PersonName};

/// What a letter is. Somebody gets at most one of each at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LetterKind {
    /// How the week went, for leads.
    Digest,
    /// What is due, for whoever has promised it.
    Due,
    /// What is asked of authorities, for their contacts.
    Reminder,
}

impl LetterKind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Digest, Self::Due, Self::Reminder];

    /// The word for it in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Digest => "wochenbericht",
            Self::Due => "fristen",
            Self::Reminder => "erinnerung",
        }
    }
}

/// Whether letters leave by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Posting {
    /// There is no mail server.
    NoMailer,
    /// Nobody said where the product is reached, so no link could be written.
    NoAddress,
    /// The data is invented, and so are the addresses.
    Demonstration,
    /// Every morning, for the first time at this moment.
    Mornings(DateTime<Utc>),
}

/// `GET /verwaltung/benachrichtigungen`
#[derive(Clone, Debug)]
pub struct NotificationsPage {
    /// Whether letters leave by themselves.
    pub posting: Posting,
    /// Who would get what now.
    pub planned: Vec<PlannedLetter>,
    /// How many people with an account want none of these letters.
    pub unwilling: u64,
    /// What was sent, the latest day first.
    pub sent: Vec<SentLetters>,
}

/// A letter that somebody would get now.
#[derive(Clone, Debug)]
pub struct PlannedLetter {
    /// Who.
    pub person: PersonId,
    /// The name.
    pub name: PersonName,
    /// The address.
    pub email: Email,
    /// What it is.
    pub kind: LetterKind,
    /// Its subject.
    pub subject: String,
    /// Why.
    pub reason: String,
}

/// Letters of one kind that were sent on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SentLetters {
    /// The day.
    pub on: Day,
    /// The kind.
    pub kind: LetterKind,
    /// How many people got one.
    pub people: u64,
}

/// `GET /verwaltung/benachrichtigungen/{id}/{kind}`
#[derive(Clone, Debug)]
pub struct LetterPage {
    /// The letter as it is listed.
    pub letter: PlannedLetter,
    /// What it says, as plain text.
    pub text: String,
}
