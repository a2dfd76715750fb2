//! Accounts to try the product with. Only where the data is invented: everybody knows their password.

use std::collections::BTreeSet;

use app::words;
use chrono::{DateTime, Utc};
use domain::people::{NewPerson, Rights, Role, Territory};
use domain::register::Register;
use domain::rollout::Actor;
use store::{Admission, Db, PeopleError};

use crate::password::{self, HashError};
use crate::token::person_id;

/// The password of all of them.
pub(crate) const PASSWORD: &str = "lagebild-demo";

struct Account {
    email: &'static str,
    name: &'static str,
    role: Role,
    /// The key of the body, and whether its members belong to it.
    territory: Option<(&'static str, bool)>,
}

const ACCOUNTS: [Account; 6] = [
    Account { email: "admin@demo.example", name: "Ada Admin (Demo)", role: Role::Admin, territory: None },
    Account { email: "lead@demo.example", name: "Lea Leitner (Demo)", role: Role::Lead, territory: None },
    Account {
        email: "contact@demo.example",
        name: "Konrad Kontakt (Demo)",
        role: Role::Contact,
        territory: Some(("097720177177", false)),
    },
    Account {
        email: "kreis@demo.example",
        name: "Kira Kreis (Demo)",
        role: Role::Contact,
        territory: Some(("09273", true)),
    },
    Account {
        email: "facilitator@demo.example",
        name: "Fritz Forum (Demo)",
        role: Role::Facilitator,
        territory: None,
    },
    Account {
        email: "viewer@demo.example",
        name: "Vera Viertel (Demo)",
        role: Role::Viewer,
        territory: None,
    },
];

/// Why there are no accounts to try the product with.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AccountsError {
    /// The password could not be hashed.
    #[error(transparent)]
    Hash(#[from] HashError),
    /// The store refused.
    #[error(transparent)]
    People(#[from] PeopleError),
}

/// Addresses, each with what it is: role, and body where it has one.
#[must_use]
pub(crate) fn told(register: &Register) -> Vec<(String, String)> {
    ACCOUNTS
        .iter()
        .map(|account| (account.email.to_owned(), words::rights(&account.rights(), register)))
        .collect()
}

/// Makes the accounts that are not there yet.
pub(crate) async fn make(db: &Db, actor: &Actor, now: DateTime<Utc>) -> Result<(), AccountsError> {
    for account in &ACCOUNTS {
        let (Ok(email), Ok(name)) = (account.email.parse(), account.name.parse()) else { continue };
        let new = NewPerson { email, name, rights: account.rights() };
        if db.person_with(&new.email).await.map_err(PeopleError::from)?.is_some() {
            continue;
        }
        let hash = password::hash(PASSWORD.to_owned()).await?;
        db.admit(&person_id(), &new, Admission::Password(&hash), actor, now).await?;
    }
    Ok(())
}

impl Account {
    fn rights(&self) -> Rights {
        let territories = self.territory.and_then(|(body, with_members)| {
            // A contact with members looks after colleagues there, so that this can be tried too.
            Some(Territory { body: body.parse().ok()?, with_members, may_invite: with_members })
        });
        Rights { roles: BTreeSet::from([self.role]), territories: territories.into_iter().collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_account_can_be_made() {
        for account in &ACCOUNTS {
            assert!(account.email.parse::<domain::people::Email>().is_ok(), "{}", account.email);
            assert!(account.name.parse::<domain::people::PersonName>().is_ok(), "{}", account.name);
            let rights = account.rights();
            assert_eq!(rights.has(Role::Contact), !rights.territories.is_empty(), "{}", account.email);
        }
        assert_eq!(password::check(PASSWORD, &[]), Ok(()));
    }
}
