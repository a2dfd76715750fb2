//! The fields of forms about people.

use app::form::Mistake;
use domain::people::{Email, PersonName, Rights, Role, Territory};
use domain::register::Register;

use crate::bodies::Bodies;
use crate::password;
use crate::typed::Typed;

impl Typed {
    pub(crate) fn email(&mut self) -> Option<Email> {
        let typed = self.text("email").trim();
        let mistake = if typed.is_empty() { Mistake::Missing } else { Mistake::NotAnEmail };
        let email = typed.parse().ok();
        if email.is_none() {
            self.wrong("email", mistake);
        }
        email
    }

    pub(crate) fn name(&mut self) -> Option<PersonName> {
        match self.text("name").parse() {
            Ok(name) => Some(name),
            Err(error) => {
                self.wrong("name", Mistake::Name(error));
                None
            }
        }
    }

    /// A new password. `personal`: what is known of whoever chooses it.
    pub(crate) fn new_password(&mut self, personal: &[&str]) -> Option<String> {
        let password = self.text("password").to_owned();
        let mistake = if password.is_empty() {
            Some(Mistake::Missing)
        } else {
            password::check(&password, personal).err().map(Mistake::Password)
        };
        match mistake {
            None => Some(password),
            Some(mistake) => {
                self.wrong("password", mistake);
                None
            }
        }
    }

    fn roles(&self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(|role| self.is_checked(&format!("role_{role}")))
    }

    /// Rights as the form for inviting has them: one body.
    pub(crate) fn rights_with_one_body(&mut self, register: &Register) -> Rights {
        let territory = self.territory(&Bodies::new(register), "body", "with_members", "may_invite");
        self.rights(territory.into_iter().collect(), "body")
    }

    /// Rights as the form for changing them has them: a row for each body, the last one empty.
    pub(crate) fn rights_with_rows(&mut self, register: &Register) -> Rights {
        let bodies = Bodies::new(register);
        let mut territories: Vec<Territory> = Vec::new();
        let mut row = 0;
        while self.is_checked(&format!("body_{row}")) {
            let territory = self.territory(
                &bodies,
                &format!("body_{row}"),
                &format!("members_{row}"),
                &format!("invite_{row}"),
            );
            if let Some(territory) = territory {
                // Of a body that was written twice the later row holds.
                territories.retain(|known| known.body != territory.body);
                territories.push(territory);
            }
            row += 1;
        }
        self.rights(territories, "body_0")
    }

    fn rights(&mut self, territories: Vec<Territory>, body_field: &str) -> Rights {
        let rights = Rights { roles: self.roles().collect(), territories };
        if rights.roles.is_empty() {
            self.wrong("role_lead", Mistake::NoRole);
        }
        if rights.has(Role::Contact) && rights.territories.is_empty() && self.is_right() {
            self.wrong(body_field, Mistake::NoTerritory);
        }
        rights
    }

    fn territory(
        &mut self,
        bodies: &Bodies<'_>,
        body: &str,
        members: &str,
        invite: &str,
    ) -> Option<Territory> {
        let found = self.body(body, bodies)?;
        Some(Territory {
            body: found,
            with_members: self.is_checked(members),
            may_invite: self.is_checked(invite),
        })
    }
}
