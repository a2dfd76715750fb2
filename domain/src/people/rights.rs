//! What the roles and territories of a person add up to.

use std::collections::BTreeSet;

use super::role::Role;
use crate::key::Ars;

/// A body that a contact acts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Territory {
    /// The body.
    pub body: Ars,
    /// Whether what lies in it belongs to it: the communes of a Landkreis or of a Verwaltungsgemeinschaft.
    pub with_members: bool,
    /// Whether the contact may invite colleagues for it.
    pub may_invite: bool,
}

impl Territory {
    /// Whether the body belongs to it.
    #[must_use]
    pub fn covers(&self, body: &Ars) -> bool {
        *body == self.body || (self.with_members && body.is_within(&self.body))
    }

    /// Whether everything of `other` belongs to it.
    #[must_use]
    pub fn includes(&self, other: &Self) -> bool {
        self.covers(&other.body) && (self.with_members || !other.with_members)
    }
}

/// On what ground somebody records a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warrant {
    /// It is the person's own authority.
    Own,
    /// As a lead, who has to give a reason.
    Lead,
}

/// Roles, and the territories of a contact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    /// Everything the person is.
    pub roles: BTreeSet<Role>,
    /// What a contact acts for; without the role they mean nothing.
    pub territories: Vec<Territory>,
}

impl Rights {
    /// Whether the person has the role.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// The territories, as far as the role makes them count.
    pub fn own(&self) -> impl Iterator<Item = &Territory> {
        self.territories.iter().filter(|_| self.has(Role::Contact))
    }

    /// On what ground the person may record the status of an authority; `None`: it may not.
    #[must_use]
    pub fn warrant(&self, authority: &Ars) -> Option<Warrant> {
        if self.own().any(|territory| territory.covers(authority)) {
            Some(Warrant::Own)
        } else {
            self.has(Role::Lead).then_some(Warrant::Lead)
        }
    }

    /// Whether the person may invite anybody at all.
    #[must_use]
    pub fn invites(&self) -> bool {
        self.has(Role::Admin) || self.own().any(|territory| territory.may_invite)
    }

    /// Whether the person may give these rights to somebody. An admin may give any; a contact may share what it
    /// has, with colleagues who are contacts and nothing else.
    #[must_use]
    pub fn may_grant(&self, rights: &Self) -> bool {
        self.has(Role::Admin)
            || (rights.roles.iter().eq([&Role::Contact])
                && !rights.territories.is_empty()
                && rights
                    .territories
                    .iter()
                    .all(|wanted| self.own().any(|own| own.may_invite && own.includes(wanted))))
    }
}
