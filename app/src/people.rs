//! What the server hands to the pages about people and signing in, besides the [`Page`](crate::context::Page).

use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::Ars;
use domain::people::{Email, Link, LinkState, Person, Purpose, Role, Warrant};
use leptos::prelude::*;

use crate::context::IsDemo;
use crate::urls;

/// Who asks. Without a person nobody is signed in.
#[derive(Clone, Debug, Default)]
pub struct Visitor {
    /// Who is signed in.
    pub person: Option<Arc<Person>>,
}

impl Visitor {
    /// Whether somebody with that role is signed in.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.person.as_ref().is_some_and(|person| person.rights.has(role))
    }

    /// On what ground the visitor may record the status of an authority; `None`: it may not.
    #[must_use]
    pub fn warrant(&self, authority: &Ars) -> Option<Warrant> {
        self.person.as_ref()?.rights.warrant(authority)
    }

    /// Whether the visitor may see what stays inside: everybody signed in, and of a demonstration everybody.
    #[must_use]
    pub fn is_inside(&self, is_demo: IsDemo) -> bool {
        self.person.is_some() || is_demo.0
    }

    /// Whether the visitor reports for authorities: contacts and leads.
    #[must_use]
    pub fn reports(&self) -> bool {
        self.has(Role::Contact) || self.has(Role::Lead)
    }

    /// Whether the visitor looks after more than its own: leads and admins.
    #[must_use]
    pub fn manages(&self) -> bool {
        self.has(Role::Lead) || self.has(Role::Admin)
    }

    /// The page on which the visitor begins: a contact on what is asked of it, everybody else on the Lagebild.
    #[must_use]
    pub fn home(&self) -> &'static str {
        let has_own = self.person.as_ref().is_some_and(|person| person.rights.own().next().is_some());
        if has_own && !self.has(Role::Lead) { urls::MINE } else { urls::OVERVIEW }
    }
}

/// Who asks. Nobody, where the server could not find out.
#[must_use]
pub fn visitor() -> Visitor {
    use_context().unwrap_or_default()
}

/// `GET /anmelden`
#[derive(Clone, Debug, Default)]
pub struct SignInPage {
    /// Where to go afterwards, an address of this site.
    pub return_to: Option<String>,
    /// The label of the provider's button, where there is a provider.
    pub provider: Option<String>,
    /// Accounts of the demonstration, with what each is.
    pub demo_accounts: Vec<(String, String)>,
    /// Their password.
    pub demo_password: &'static str,
    /// Something was done that led here.
    pub done: Option<Done>,
}

/// What was done, to be confirmed on the page that follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Signed out.
    SignedOut,
    /// The password was changed.
    PasswordChanged,
    /// The account was deleted.
    AccountDeleted,
    /// The name was changed.
    Renamed,
    /// Letters that remind were switched on.
    RemindersOn,
    /// Letters that remind were switched off.
    RemindersOff,
    /// A session was ended.
    SessionEnded,
    /// The rights were changed.
    RightsChanged,
    /// The account was deactivated.
    Deactivated,
    /// The account was activated.
    Activated,
    /// A link was taken back.
    LinkRevoked,
    /// Another person's account was deleted.
    PersonDeleted,
}

impl Done {
    const ALL: [(&'static str, Self); 12] = [
        ("abgemeldet", Self::SignedOut),
        ("passwort", Self::PasswordChanged),
        ("konto-geloescht", Self::AccountDeleted),
        ("name", Self::Renamed),
        ("erinnerungen-an", Self::RemindersOn),
        ("erinnerungen-aus", Self::RemindersOff),
        ("sitzung", Self::SessionEnded),
        ("rechte", Self::RightsChanged),
        ("deaktiviert", Self::Deactivated),
        ("aktiviert", Self::Activated),
        ("link", Self::LinkRevoked),
        ("geloescht", Self::PersonDeleted),
    ];

    /// The word for it in an address.
    #[must_use]
    pub fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(_, done)| *done == self).map_or("", |(word, _)| word)
    }

    /// What the word in an address says.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(known, _)| *known == word).map(|(_, done)| done)
    }
}

/// `GET /einrichten/{token}`, `/einladung/{token}`, `/passwort/{token}`: choosing a password by a link.
#[derive(Clone, Debug)]
pub struct LinkPage {
    /// What the link is for.
    pub purpose: Purpose,
    /// Its state; `None`: there is no such link.
    pub state: Option<LinkState>,
    /// The address of the form, which is that of the link.
    pub action: String,
    /// Whom it lets in; `None` for the set-up.
    pub person: Option<Person>,
}

/// `GET /passwort`: asking for a link.
#[derive(Clone, Debug)]
pub struct ForgottenPage {
    /// Whether one was asked for; whether it was sent is not told.
    pub is_asked: bool,
    /// Whether this server can send mail.
    pub sends_mail: bool,
}

/// `GET /konto`
#[derive(Clone, Debug)]
pub struct AccountPage {
    /// Everything that is signed in, the last used first.
    pub sessions: Vec<OpenSession>,
    /// What was just done.
    pub done: Option<Done>,
}

/// A session in the list of one's own.
#[derive(Clone, Debug)]
pub struct OpenSession {
    /// Names it.
    pub id: i64,
    /// Whether the page is shown in it.
    pub is_this: bool,
    /// Since when.
    pub created_at: DateTime<Utc>,
    /// Last use.
    pub last_seen_at: DateTime<Utc>,
    /// What the browser says it is.
    pub agent: String,
}

/// `GET /verwaltung/personen`
#[derive(Clone, Debug)]
pub struct PeoplePage {
    /// Everybody whom the visitor looks after.
    pub people: Arc<Vec<Person>>,
    /// What was just done.
    pub done: Option<Done>,
}

/// `GET /verwaltung/personen/neu`, and what came of it.
#[derive(Clone, Debug, Default)]
pub struct InvitePage {
    /// Whether this server can send mail.
    pub sends_mail: bool,
    /// Who has just been invited.
    pub invited: Vec<Invited>,
}

/// Somebody who was just invited.
#[derive(Clone, Debug)]
pub struct Invited {
    /// The person.
    pub name: String,
    /// The address.
    pub email: Email,
    /// The link, where it was not sent by mail: it is shown this once.
    pub link: Option<String>,
    /// Until when the link can be used.
    pub until: DateTime<Utc>,
}

/// `GET /verwaltung/personen/liste`: inviting many at once.
#[derive(Clone, Debug, Default)]
pub struct InviteListPage {
    /// Who would be invited, and how it would be understood: name, address, rights in words.
    pub preview: Option<Vec<(String, Email, String)>>,
    /// Who has just been invited.
    pub invited: Vec<Invited>,
    /// Whether this server can send mail.
    pub sends_mail: bool,
}

/// `GET /verwaltung/personen/{id}`
#[derive(Clone, Debug)]
pub struct PersonPage {
    /// The person.
    pub person: Person,
    /// Links that were made for it, the newest first.
    pub links: Vec<Link>,
    /// A link that was just made, shown this once; `Some(None)`: it was sent by mail.
    pub fresh: Option<FreshLink>,
    /// What was just done.
    pub done: Option<Done>,
}

/// A link that was just made.
#[derive(Clone, Debug)]
pub struct FreshLink {
    /// What it is for.
    pub purpose: Purpose,
    /// The link, where it was not sent by mail: it is shown this once.
    pub link: Option<String>,
    /// Until when it can be used.
    pub until: DateTime<Utc>,
}

/// `GET /bestaetigen/{token}`: the status of one authority by a link.
#[derive(Clone, Debug)]
pub struct ConfirmPage {
    /// The link's state; `None`: there is no such link.
    pub state: Option<LinkState>,
    /// The authority.
    pub authority: Option<Ars>,
    /// Whose link it is.
    pub person: Option<Person>,
    /// Whether it was just spent.
    pub is_done: bool,
    /// Whether letters that remind were just refused.
    pub is_refused: bool,
}
