//! Whom to find among the people.

use domain::people::{Person, Role, Standing};
use domain::register::Register;
use domain::text::{search_key, sort_key};

use crate::context::Page;
use crate::{urls, words};

/// Whom to find. Values that do not exist are as if they were not asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct PeopleFilter {
    /// Words of a name, an address or an authority, or the key of an authority.
    pub(super) search: String,
    /// Only with this role.
    pub(super) role: Option<Role>,
    /// Only in this standing.
    pub(super) standing: Option<Standing>,
}

impl PeopleFilter {
    /// Reads the parameters of the address.
    pub(super) fn read(page: &Page) -> Self {
        let standing = page.parameter("stand");
        Self {
            search: page.parameter("suche").chars().take(100).collect(),
            role: page.parameter("rolle").parse().ok(),
            standing: [Standing::Invited, Standing::Active, Standing::Deactivated]
                .into_iter()
                .find(|of| words::standing(*of) == standing),
        }
    }

    /// The address of a page with this filter.
    pub(super) fn url(&self, path: &str, further: &[(&str, &str)]) -> String {
        let mut query = vec![
            ("suche", self.search.as_str()),
            ("rolle", self.role.map_or("", Role::as_str)),
            ("stand", self.standing.map_or("", words::standing)),
        ];
        query.extend(further);
        urls::with_query(path, &query)
    }

    /// Whether anything narrows the list.
    pub(super) fn is_used(&self) -> bool {
        !self.search.is_empty() || self.role.is_some() || self.standing.is_some()
    }
}

/// Those that fit, by name.
pub(super) fn found<'a>(people: &'a [Person], filter: &PeopleFilter, register: &Register) -> Vec<&'a Person> {
    let meant = register.resolve(&filter.search).map(|body| body.ars);
    let key = search_key(&filter.search);
    let words: Vec<&str> = key.split_whitespace().collect();
    let fits = |person: &Person| {
        if let Some(body) = meant {
            // Whoever acts for the authority with that key, as one of the members too.
            return person.rights.own().any(|own| own.covers(&body));
        }
        let own = person.rights.own().map(|own| words::territory(own, register));
        let told: Vec<String> =
            [person.name.to_string(), person.email.to_string()].into_iter().chain(own).collect();
        let told = search_key(&told.join(" "));
        words.iter().all(|word| told.contains(word))
    };
    let mut found: Vec<&Person> = people
        .iter()
        .filter(|person| {
            filter.role.is_none_or(|role| person.rights.has(role))
                && filter.standing.is_none_or(|standing| person.standing == standing)
                && fits(person)
        })
        .collect();
    found.sort_by_cached_key(|person| (sort_key(person.name.as_str()), person.email.clone()));
    found
}

#[cfg(test)]
mod tests {
    use domain::people::{PersonId, Rights, Territory};
    use domain::register::facts;

    use super::*;

    fn person(id: u128, name: &str, email: &str, rights: Rights) -> Person {
        Person {
            id: PersonId::from_random(id),
            email: email.parse().unwrap(),
            name: name.parse().unwrap(),
            rights,
            standing: Standing::Active,
            has_password: true,
            created_at: "2026-11-01T08:00:00Z".parse().unwrap(),
            last_seen_at: None,
            wants_reminders: true,
            version: 1,
        }
    }

    fn contact(body: &str, with_members: bool) -> Rights {
        let territory = Territory { body: body.parse().unwrap(), with_members, may_invite: false };
        Rights { roles: [Role::Contact].into(), territories: vec![territory] }
    }

    #[test]
    fn people_are_found_by_name_address_and_authority_and_sorted_by_name() {
        let register = facts::bayern().register;
        let viewer = Rights { roles: [Role::Viewer].into(), territories: Vec::new() };
        let people = [
            person(1, "Zita Özdemir", "zita@bayern.example", viewer),
            person(2, "Ärmel Muster", "it@meitingen.example", contact("097720177177", false)),
            person(3, "Arno Beispiel", "lra@kelheim.example", contact("09273", true)),
        ];
        let names = |search: &str, role: Option<Role>| -> Vec<String> {
            let filter = PeopleFilter { search: search.into(), role, standing: None };
            found(&people, &filter, &register).iter().map(|person| person.name.to_string()).collect()
        };
        assert_eq!(names("", None), ["Ärmel Muster", "Arno Beispiel", "Zita Özdemir"]);
        assert_eq!(names("oezdemir", None), ["Zita Özdemir"]);
        assert_eq!(names("kelheim.example", None), ["Arno Beispiel"]);
        assert_eq!(names("markt meitingen", None), ["Ärmel Muster"]);
        assert_eq!(names("09772177", None), ["Ärmel Muster"], "an AGS means its authority");
        assert_eq!(names("09273111", None), ["Arno Beispiel"], "Abensberg is a member of Kelheim");
        assert_eq!(names("", Some(Role::Viewer)), ["Zita Özdemir"]);
        assert_eq!(names("niemand", None), Vec::<String>::new());
    }
}
