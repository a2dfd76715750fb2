//! Roles and authorities from what the provider says.

use domain::people::Role;
use domain::{Ags, Ars};
use serde_json::{Map, Value};

/// What the words of the two claims grant.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Rights {
    pub(super) roles: Vec<Role>,
    pub(super) bodies: Vec<(String, bool)>,
    pub(super) unknown: Vec<String>,
}

/// The claim of that name, or at that path. A name with points in it is a name first: some providers call their
/// claims by web addresses.
pub(super) fn at<'a>(claims: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    claims.get(path).or_else(|| {
        let (first, rest) = path.split_once('.')?;
        at(claims.get(first)?.as_object()?, rest)
    })
}

/// Reads the two claims. What is neither a role nor a key grants nothing and is told.
pub(super) fn rights(roles: Option<&Value>, bodies: Option<&Value>) -> Rights {
    let mut rights = Rights::default();
    for word in words(roles, &mut rights.unknown) {
        match word.parse() {
            Ok(role) if rights.roles.contains(&role) => {}
            Ok(role) => rights.roles.push(role),
            Err(_) => rights.unknown.push(word),
        }
    }
    for word in words(bodies, &mut rights.unknown) {
        let (key, with_members) = word.strip_suffix('+').map_or((word.as_str(), false), |key| (key, true));
        if key.parse::<Ars>().is_ok() || key.parse::<Ags>().is_ok() {
            rights.bodies.push((key.to_owned(), with_members));
        } else {
            rights.unknown.push(word);
        }
    }
    rights
}

/// The words of an array of texts, or of one text with blanks or commas between them.
fn words(claim: Option<&Value>, unknown: &mut Vec<String>) -> Vec<String> {
    match claim {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::String(text)) => {
            let is_between = |letter: char| letter == ',' || letter.is_whitespace();
            text.split(is_between).filter(|word| !word.is_empty()).map(ToOwned::to_owned).collect()
        }
        Some(Value::Array(values)) => values
            .iter()
            .filter_map(|value| {
                let Value::String(word) = value else {
                    unknown.push(value.to_string());
                    return None;
                };
                Some(word.trim().to_owned())
            })
            .collect(),
        Some(other) => {
            unknown.push(other.to_string());
            Vec::new()
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn claims(value: Value) -> Map<String, Value> {
        let Value::Object(claims) = value else { panic!("an object") };
        claims
    }

    #[test]
    fn a_claim_has_a_name_or_a_path() {
        let claims = claims(json!({
            "lagebild_roles": "a",
            "realm_access": { "roles": "b", "deep": { "er": "c" } },
            "https://land.example/roles": "d",
            "land.example": { "roles.of": "e" },
        }));
        for (path, value) in [
            ("lagebild_roles", Some("a")),
            ("realm_access.roles", Some("b")),
            ("realm_access.deep.er", Some("c")),
            ("https://land.example/roles", Some("d")),
            ("realm_access.none", None),
            ("lagebild_roles.deeper", None),
            ("none", None),
            ("", None),
            (".", None),
        ] {
            assert_eq!(at(&claims, path).and_then(Value::as_str), value, "{path}");
        }
    }

    #[test]
    fn roles_come_as_a_list_or_as_one_text() {
        for value in [
            json!(["lead", "admin", "lead"]),
            json!("lead admin"),
            json!("lead,admin"),
            json!(" lead , admin\tlead "),
        ] {
            let rights = rights(Some(&value), None);
            assert_eq!(rights.roles, [Role::Lead, Role::Admin], "{value}");
            assert_eq!((rights.bodies, rights.unknown), (vec![], vec![]), "{value}");
        }
    }

    #[test]
    fn unknown_words_grant_nothing_and_are_told() {
        let rights = rights(
            Some(&json!(["viewer", "Lead", "offline_access", 7, ["lead"], ""])),
            Some(&json!(["kelheim", "09273+", "09273++", "+"])),
        );
        assert_eq!(rights.roles, [Role::Viewer]);
        assert_eq!(rights.bodies, [("09273".to_owned(), true)]);
        assert_eq!(
            rights.unknown,
            ["7", "[\"lead\"]", "Lead", "offline_access", "", "kelheim", "09273++", "+"]
        );
    }

    #[test]
    fn nothing_said_grants_nothing() {
        for value in [None, Some(&json!(null)), Some(&json!("")), Some(&json!([]))] {
            assert_eq!(rights(value, value), Rights::default(), "{value:?}");
        }
        for value in [json!(true), json!({ "lead": true }), json!(5)] {
            let rights = rights(Some(&value), None);
            assert_eq!((rights.roles, rights.unknown), (vec![], vec![value.to_string()]));
        }
    }

    #[test]
    fn authorities_are_keys_with_or_without_members() {
        let rights = rights(None, Some(&json!("097720177177 09772177,092735218+ 09273+")));
        let expected = [("097720177177", false), ("09772177", false), ("092735218", true), ("09273", true)];
        assert_eq!(rights.bodies, expected.map(|(key, with_members)| (key.to_owned(), with_members)));
        assert_eq!(rights.unknown, [""; 0]);
    }
}
